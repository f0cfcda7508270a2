// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SPELL_HPP
#define CXMETRICS_CUSTOMERS_SPELL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <compare>
#include <optional>
#include <type_traits>
#include <vector>

namespace cxmetrics {

namespace detail {

// The first day no longer a customer, or a moment on it; an empty optional of either: still one.
template <class Time>
concept end_day = std::is_convertible_v<Time, std::optional<day>> || moment<Time> ||
    requires(const Time& time) {
  {static_cast<bool>(time)};
  requires moment<std::remove_cvref_t<decltype(*time)>>;
};

template <end_day Time>
constexpr std::optional<day> end_in(const Time& time) {
  if constexpr (std::is_convertible_v<Time, std::optional<day>>) {
    return time;
  } else if constexpr (moment<Time>) {
    return day_in(time);
  } else {
    return time ? std::optional(day_in(*time)) : std::nullopt;
  }
}

}  // namespace detail

/// An unbroken time as a customer: the days from `since` up to, but not including, `until`. Empty where the
/// two are the same day: who joins and leaves on one day was a customer, but of no night. Ordered by first
/// day, then by end.
class spell {
 public:
  /// Throws `std::invalid_argument` if since > until.
  CXMETRICS_EXPORT explicit spell(day since, std::optional<day> until = std::nullopt);
  /// The same of moments of `std::chrono::system_clock`, by their days in UTC.
  template <detail::day_or_moment Since, detail::end_day Until = std::optional<day>>
  requires detail::moment<Since> ||
      (!std::is_convertible_v<Until, std::optional<day>>)explicit spell(Since since,
                                                                        Until until = std::nullopt)
      : spell(detail::day_in(since), detail::end_in(until)) {}

  constexpr day since() const noexcept { return since_; }
  /// The first day no longer a customer; nothing for who still is one.
  constexpr std::optional<day> until() const noexcept {
    return until_ == day::max() ? std::nullopt : std::optional(until_);
  }
  /// A customer the day before, and so one of those with whom the day opens: since < day <= until.
  constexpr bool opens(day date) const noexcept { return since_ < date && date <= until_; }

  friend constexpr auto operator<=>(const spell&, const spell&) = default;

 private:
  day since_;
  day until_;  // day::max() without an end, which orders such a spell behind the others
};

/// The same time without overlap: in order, with spells that overlap or touch made one ([a, b) and [b, c) are
/// [a, c)); an empty spell vanishes in one it touches. Between two of the result lies at least a day.
/// O(n log n).
CXMETRICS_EXPORT std::vector<spell> joined(std::vector<spell> spells);

/// The same with a grace: who comes back within so many days was never gone. Throws `std::invalid_argument` for fewer
/// than 0.
CXMETRICS_EXPORT std::vector<spell> joined(std::vector<spell> spells, std::chrono::days grace);

}  // namespace cxmetrics

#endif
