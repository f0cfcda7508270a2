// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_DISTRIBUTION_HPP
#define CXMETRICS_STATS_DISTRIBUTION_HPP

#include <cxmetrics/export.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace cxmetrics {

/// How often each worth occurred among n observations: all that statistics need to know of them.
///
/// Holds the worths that an observation can have, including those that do not occur, once each in ascending order.
/// At most 11.
class distribution {
 public:
  static constexpr std::size_t max_worths = 11;

  /// What sort of quantity the mean worth is; intervals are chosen by it.
  enum class kind {
    share,     ///< every worth is 0 or 100: the mean is a share in per cent
    net,       ///< every worth is -100, 0 or 100, with -100 among them: a difference of two shares in points
    quantity,  ///< anything else
  };

  constexpr distribution() noexcept = default;

  /// Adds `count` observations of this worth; with 0, the worth is merely possible. Throws `std::invalid_argument`
  /// for a worth that is not finite or beyond ±1e100, for a twelfth different one, and for more than 2^64 - 1
  /// observations.
  CXMETRICS_EXPORT void add(double worth, std::uint64_t count);

  constexpr std::size_t size() const noexcept { return size_; }
  constexpr double worth(std::size_t index) const noexcept { return worth_[index]; }
  constexpr std::uint64_t count(std::size_t index) const noexcept { return count_[index]; }
  /// How many observations had this worth; 0 for a worth that is not possible.
  CXMETRICS_EXPORT std::uint64_t count_of(double worth) const noexcept;

  /// The number of observations.
  CXMETRICS_EXPORT std::uint64_t n() const noexcept;
  /// The mean worth, correctly rounded but for the last bit even where large counts cancel; NaN without
  /// observations.
  CXMETRICS_EXPORT double mean() const noexcept;
  /// The mean square about the mean (divided by n); NaN without observations.
  CXMETRICS_EXPORT double variance() const noexcept;
  /// The least and the greatest mean the observations could have had; NaN if no worth was added.
  CXMETRICS_EXPORT double lowest() const noexcept;
  CXMETRICS_EXPORT double highest() const noexcept;
  CXMETRICS_EXPORT distribution::kind kind_of() const noexcept;

 private:
  std::array<double, max_worths> worth_{};
  std::array<std::uint64_t, max_worths> count_{};
  std::size_t size_ = 0;
};

}  // namespace cxmetrics

#endif
