// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "number.hpp"

#include <fmt/format.h>

#include <cmath>

namespace cxmetrics::detail {
std::string with_commas(std::string digits) {
  std::size_t end = digits.find_first_not_of("-0123456789");
  if (end == std::string::npos) end = digits.size();
  const std::size_t begin = digits.starts_with('-') ? 1 : 0;
  for (; end > begin + 3; end -= 3) digits.insert(end - 3, 1, ',');
  return digits;
}

std::string grouped(std::uint64_t count) {
  return with_commas(fmt::format("{}", count));
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return with_commas(std::move(text));
}

std::string signed_fixed(double value, int decimals) {
  std::string text = fixed(value, decimals);
  if (value > 0 && text.find_first_not_of("0.") != std::string::npos) return fmt::format("+{}", text);
  return text;
}

std::string interval_text(const interval& interval, int decimals) {
  if (!interval.exists()) return "n/a";
  return fmt::format("[{}, {}]", fixed(interval.low, decimals), fixed(interval.high, decimals));
}

std::string level_text(double level) {
  return fmt::format("{:.10g} %", 100 * level);
}

std::string p_text(double p_value, double level) {
  if (p_value < 0.001) return "p < 0.001";
  // Rounding must not blur on which side of the level it lies.
  int decimals = 3;
  const double limit = 1 - level;
  while (decimals < 6 && std::abs(p_value - limit) > 1e-9 &&
         fixed(p_value, decimals) == fixed(limit, decimals)) {
    ++decimals;
  }
  return fmt::format("p = {}", fixed(p_value, decimals));
}

std::string shortest(double value) {
  if (!std::isfinite(value)) return "null";
  return value == 0 ? "0" : fmt::format("{}", value);
}

std::string decimal_text(std::int64_t minor_units, int digits) {
  const auto amount = static_cast<std::uint64_t>(minor_units);
  std::string text = fmt::format("{:0{}}", minor_units < 0 ? 0 - amount : amount, digits + 1);
  if (digits > 0) text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  return minor_units < 0 ? '-' + text : text;
}

std::string_view name_of_infinity(unit unit) noexcept {
  return unit == unit::days || unit == unit::count ? "not reached" : "infinite";
}

int decimals_of(unit unit) noexcept {
  return unit == unit::points || unit == unit::percent || unit == unit::days ? 1 : 2;
}

}  // namespace cxmetrics::detail
