// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_FORMAT_HPP
#define CXMETRICS_REPORT_FORMAT_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <string>

/// \file
/// How results are printed with {fmt}: `fmt::print("NPS {}\n", cx::nps(scores))`.
///
/// | type         | `{}`                                                       |
/// |--------------|------------------------------------------------------------|
/// | `estimate`   | `25.0 [-32.8, 68.3] (n = 8)`, `82.1 % [80.6, 83.5] (n = 2,688)` |
/// | `difference` | `+6.0 [-0.4, 12.3] (p = 0.064)`; of shares `+6.0 pp […] …`   |
/// | `interval`   | `[-32.8, 68.3]`                                            |
/// | `period`     | `2024-Q1`                                                  |
///
/// Points and per cent are rounded to one decimal, scale points to two, an interval by itself to one;
/// `{:.0}` to `{:.9}` say otherwise, and any other specification does not compile. Thousands are set apart by
/// commas, zero has no sign, what is unknown is `n/a`, and where there is no interval there are no brackets.
/// Days are `std::chrono`'s and printed by `<fmt/chrono.h>`: `{:%F}`.

namespace cxmetrics::detail {

// Decimals < 0: what is usual for the unit.
CXMETRICS_EXPORT std::string text_of(const estimate& estimate, int decimals);
CXMETRICS_EXPORT std::string text_of(const difference& difference, int decimals);
CXMETRICS_EXPORT std::string text_of(const interval& interval, int decimals);
inline std::string text_of(const period& period, int) {
  return to_string(period);
}

[[noreturn]] CXMETRICS_EXPORT void throw_format_error(const char* what);

template <class Value, bool TakesDecimals>
class formatter {
 public:
  template <class ParseContext>
  constexpr auto parse(ParseContext& context) {
    auto at = context.begin();
    const auto end = context.end();
    if (TakesDecimals && end - at >= 2 && at[0] == '.' && at[1] >= '0' && at[1] <= '9') {
      decimals_ = at[1] - '0';
      at += 2;
    }
    if (at != end && *at != '}') {
      throw_format_error(TakesDecimals ? "the format is {} or {:.0} to {:.9}" : "the format is {}");
    }
    return at;
  }

  template <class Context>
  auto format(const Value& value, Context& context) const {
    const std::string text = text_of(value, decimals_);
    return std::copy(text.begin(), text.end(), context.out());
  }

 private:
  int decimals_ = -1;
};

}  // namespace cxmetrics::detail

namespace fmt {

template <>
struct formatter<cxmetrics::estimate> : cxmetrics::detail::formatter<cxmetrics::estimate, true> {};
template <>
struct formatter<cxmetrics::difference> : cxmetrics::detail::formatter<cxmetrics::difference, true> {};
template <>
struct formatter<cxmetrics::interval> : cxmetrics::detail::formatter<cxmetrics::interval, true> {};
template <>
struct formatter<cxmetrics::period> : cxmetrics::detail::formatter<cxmetrics::period, false> {};

}  // namespace fmt

#endif
