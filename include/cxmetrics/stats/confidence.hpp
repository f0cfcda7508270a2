// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_CONFIDENCE_HPP
#define CXMETRICS_STATS_CONFIDENCE_HPP

#include <cxmetrics/detail/throw.hpp>

namespace cxmetrics {

/// A two-sided confidence level between 0 and 1, 0.95 by custom.
///
/// Converts from `double`, so that a level can be written where one is asked for; 95 for 0.95 throws (and
/// does not compile as a constant). Kept as the probability outside the interval, which stays exact for
/// levels next to 1.
class confidence {
 public:
  /// Throws `std::invalid_argument` unless 0 < level < 1.
  constexpr confidence(double level) : level_(level), tail_(1 - level) {
    if (!(level > 0 && level < 1)) {
      detail::throw_invalid_argument("a confidence level lies between 0 and 1, not {}", {level});
    }
  }

  /// The level 1 - tail, for tails too small to write as a level. Throws `std::invalid_argument` unless 0 <
  /// tail < 1.
  static constexpr confidence of_tail(double tail) {
    if (!(tail > 0 && tail < 1)) {
      detail::throw_invalid_argument("a tail probability lies between 0 and 1, not {}", {tail});
    }
    return {1 - tail, tail};
  }

  constexpr double level() const noexcept { return level_; }
  /// The probability outside the interval, both sides together: 0.05 at level 0.95.
  constexpr double tail() const noexcept { return tail_; }

 private:
  constexpr confidence(double level, double tail) : level_(level), tail_(tail) {}

  double level_;
  double tail_;
};

}  // namespace cxmetrics

#endif
