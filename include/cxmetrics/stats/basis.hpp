// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_BASIS_HPP
#define CXMETRICS_STATS_BASIS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/basis_handle.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <limits>
#include <vector>

namespace cxmetrics {

/// What an estimate rests on. Immutable, and shared by the copies of the estimate. A new kind of estimate is a
/// class derived from this one; nothing else changes. Made by `new`, for a `basis_handle`.
///
/// Only `describe` and `interval_by` must be defined. All others say by default that nothing more is known.
class CXMETRICS_EXPORT basis {
 public:
  /// What a comparison method finds.
  struct finding {
    double p_value;  ///< NaN where nothing can be said, which counts as no evidence
    interval ci{};   ///< none for methods that only test
  };

  /// How many independent observations of each value are as good; none where it rests on no such thing, and where
  /// nothing is left to chance.
  struct observations {
    std::vector<double> values{};
    std::vector<double> counts{};
    /// The degrees of freedom of the variance behind that number; infinite where they were counted.
    double degrees_of_freedom = std::numeric_limits<double>::infinity();
  };

  virtual ~basis();
  basis(const basis&) = delete;
  basis& operator=(const basis&) = delete;

  /// The estimate that rests on this.
  virtual estimate describe(const quantity& quantity) const = 0;
  /// Its interval at any level by the method that `describe` chose.
  virtual interval interval_by(interval_method method, confidence level) const = 0;
  /// The least and the greatest value the quantity can have.
  virtual interval range() const noexcept;
  /// The variance of one observation in the population; NaN where there is no such thing.
  virtual double observation_variance() const noexcept;
  /// How much it counts in the mean of a whole that it is a part of, beside other parts; NaN: by its observations.
  virtual double weight() const noexcept;
  /// What the permutation test is made of, by which differences are marked.
  virtual observations as_observations() const;

  /// The methods that can tell how this differs from another, besides those that fit any estimates.
  virtual std::vector<comparison_method> comparisons_with(const basis& before) const;
  /// What one of them finds: `this - before`.
  virtual finding compared_with(const basis& before, comparison_method method, confidence level) const;

  /// What both together are; none where that cannot be known.
  virtual basis_handle plus(const basis& other) const;
  /// What is left when a part is taken away; none where that cannot be known. Throws `std::invalid_argument`
  /// for a part that is no part of it.
  virtual basis_handle minus(const basis& part) const;

 protected:
  basis() noexcept = default;

 private:
  friend class basis_handle;
  mutable std::uint32_t handles_ = 0;
};

}  // namespace cxmetrics

#endif
