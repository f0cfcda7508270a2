// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/number_text.hpp"
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/missing.hpp>

#include <algorithm>
#include <array>

namespace cxmetrics {
namespace {

// What MySQL writes for no day: `0000-00-00`, `0000-00-00 00:00:00`.
bool is_zero_date(std::string_view text) noexcept {
  if (!text.starts_with("0000-00-00")) return false;
  text.remove_prefix(10);
  return text.empty() || (text.starts_with(" 00:00:00") && text.find_first_not_of(" 0:.") == text.npos);
}

}  // namespace

missing_signs::missing_signs(const std::vector<std::string>& declared) {
  for (const std::string& sign : declared) {
    const std::string_view text = detail::trimmed_of_any_space(sign);
    if (text.empty()) continue;
    const detail::number_text number = detail::whole_number_of(text);
    if (number.is()) {
      numbers_.push_back(number.value);
    } else {
      texts_.push_back(detail::composed(text));
      beyond_ascii_ = beyond_ascii_ || !detail::is_ascii(text);
    }
  }
}

bool missing_signs::declared(std::string_view text) const {
  if (numbers_.empty() && texts_.empty()) return false;
  text = detail::trimmed_of_any_space(text);
  const auto has = [&](std::string_view sign) {
    return std::find(texts_.begin(), texts_.end(), sign) != texts_.end();
  };
  if (has(text) || (beyond_ascii_ && !detail::is_ascii(text) && has(detail::composed(text)))) return true;
  if (numbers_.empty()) return false;
  const detail::number_text number = detail::whole_number_of(text);
  return number.is() && std::find(numbers_.begin(), numbers_.end(), number.value) != numbers_.end();
}

bool missing_signs::usual(std::string_view text) noexcept {
  static constexpr std::array<std::string_view, 12> signs = {
      "na", "n/a", "null", "none", "nan", "nat", "<na>", "#n/a", "\\n", "-", "\xE2\x80\x93", "\xE2\x80\x94"};
  text = detail::trimmed_of_any_space(text);
  if (text.empty()) return true;
  if (text.size() > 4) return is_zero_date(text);
  return std::any_of(signs.begin(), signs.end(),
                     [text](std::string_view sign) { return detail::same_but_for_case(text, sign); });
}

bool missing_signs::contains(std::string_view text) const {
  return usual(text) || declared(text);
}

}  // namespace cxmetrics
