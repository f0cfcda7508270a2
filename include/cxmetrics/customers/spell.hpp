// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SPELL_HPP
#define CXMETRICS_CUSTOMERS_SPELL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <compare>
#include <optional>
#include <vector>

namespace cxmetrics {

/// An unbroken time as a customer: the days from `since` up to, but not including, `until`. Empty where the
/// two are the same day: who joins and leaves on one day was a customer, but of no night. Ordered by first
/// day, then by end.
class spell {
 public:
  /// The end of a spell that has not ended: later than any day.
  static constexpr day never = day::max();

  /// Throws `std::invalid_argument` if since > until.
  CXMETRICS_EXPORT explicit spell(day since, std::optional<day> until = std::nullopt);

  constexpr day since() const noexcept { return since_; }
  /// The first day no longer a customer; `never` for who still is one.
  constexpr day until() const noexcept { return until_; }
  /// A customer the day before, and so one of those with whom the day opens: since < day <= until.
  constexpr bool opens(day date) const noexcept { return since_ < date && date <= until_; }

  friend constexpr auto operator<=>(const spell&, const spell&) = default;

 private:
  day since_;
  day until_;
};

/// The same time without overlap: in order, with spells that overlap or touch made one ([a, b) and [b, c) are
/// [a, c)); an empty spell vanishes in one it touches. Between two of the result lies at least a day.
/// O(n log n).
CXMETRICS_EXPORT std::vector<spell> joined(std::vector<spell> spells);

}  // namespace cxmetrics

#endif
