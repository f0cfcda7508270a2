// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "number.hpp"

#include <cxmetrics/report/format.hpp>

#include <fmt/format.h>

#include <cmath>

namespace cxmetrics::detail {
namespace {

int chosen(int decimals, unit unit) {
  return decimals < 0 ? decimals_of(unit) : decimals;
}

}  // namespace

std::string text_of(const estimate& estimate, int decimals) {
  const std::string base = fmt::format(" (n = {})", grouped(estimate.n));
  if (std::isnan(estimate.value)) return "n/a" + base;
  const int digits = chosen(decimals, estimate.unit);
  std::string text = fixed(estimate.value, digits);
  if (estimate.unit == unit::percent) text += " %";
  if (estimate.ci.exists()) text += ' ' + interval_text(estimate.ci, digits);
  return text + base;
}

std::string text_of(const difference& difference, int decimals) {
  if (std::isnan(difference.value)) return "n/a";
  const int digits = chosen(decimals, difference.unit);
  std::string text = signed_fixed(difference.value, digits);
  if (difference.unit == unit::percent) text += " pp";
  if (difference.ci.exists()) text += ' ' + interval_text(difference.ci, digits);
  if (!std::isnan(difference.p_value))
    text += fmt::format(" ({})", p_text(difference.p_value, difference.level));
  return text;
}

std::string text_of(const interval& interval, int decimals) {
  return interval_text(interval, decimals < 0 ? 1 : decimals);
}

void throw_format_error(const char* what) {
  throw fmt::format_error(what);
}

}  // namespace cxmetrics::detail
