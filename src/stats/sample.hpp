// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_SAMPLE_HPP
#define CXMETRICS_SRC_STATS_SAMPLE_HPP

#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/stats/mean_test.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <span>

namespace cxmetrics::detail {

// Observations as intervals and tests see them. A known population makes them count for more than they are: as
// many as would be as precise if drawn with replacement, n (N - 1) / (N - n).
class sample {
 public:
  sample(const distribution& values, const estimate_options& options)
      : values(values), options(options), answered(static_cast<double>(values.n())) {
    if (options.population) {
      const auto population = static_cast<double>(*options.population);
      more = (population - 1) / (population - answered);
      left_out = (population - answered) / population;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      worth[i] = values.worth(i);
      count[i] = static_cast<double>(values.count(i)) * more;
    }
  }

  double n() const { return answered * more; }
  double count_of(double value) const { return static_cast<double>(values.count_of(value)) * more; }
  std::span<const double> worths() const { return {worth.data(), values.size()}; }
  std::span<const double> counts() const { return {count.data(), values.size()}; }

  // The mean and its standard error with divisor n - 1, as Student's t wants it; and as the estimate states
  // it.
  measured by_sample() const {
    if (!(answered > 1)) return {values.mean(), std::numeric_limits<double>::quiet_NaN(), 0};
    return {values.mean(), std::sqrt(values.variance() / (answered - 1) * left_out), answered - 1};
  }
  double standard_error() const {
    if (left_out == 0) return 0;
    if (options.population || values.kind_of() == distribution::kind::quantity)
      return by_sample().standard_error;
    return std::sqrt(values.variance() / answered);
  }

  const distribution& values;
  const estimate_options& options;
  double answered;
  double more = 1;
  double left_out = 1;  // the share of the population that was not asked

 private:
  std::array<double, distribution::max_worths> worth{};
  std::array<double, distribution::max_worths> count{};
};

// The net share with pseudo-observations added, in -1…1.
measured adjusted_net(double low, double middle, double high, const pseudo_counts& pseudo);

}  // namespace cxmetrics::detail

#endif
