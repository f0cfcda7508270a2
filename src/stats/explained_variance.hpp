// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_EXPLAINED_VARIANCE_HPP
#define CXMETRICS_SRC_STATS_EXPLAINED_VARIANCE_HPP

#include <cstddef>
#include <vector>

namespace cxmetrics::detail {

// Correlations of some variables: with each other, row by row, and with an outcome.
struct correlation_matrix {
  std::vector<double> between{};
  std::vector<double> with_outcome{};

  std::size_t size() const noexcept { return with_outcome.size(); }
  double operator()(std::size_t one, std::size_t other) const { return between[one * size() + other]; }
};

// The linear regression of a standardised outcome on standardised variables, and what of its R² is whose.
struct explained_variance {
  double least_eigenvalue =
      0;  // of the correlations between the variables; the rest is there if it is above 0
  double r_squared = 0;
  std::vector<double> coefficients{};
  std::vector<double>
      inflation{};  // the factor by which the other variables raise the variance of each coefficient
  std::vector<double> relative_weights{};  // Johnson (2000)
};

// Below it the variables are one another's sums, as far as doubles can tell.
inline constexpr double least_independence = 1e-9;

// Time: the cube of the number of variables.
explained_variance explain(const correlation_matrix& correlations);

// The mean gain in R² by each variable over all orders to add them in (Lindeman, Merenda and Gold 1980, "LMG"; Shapley
// 1953). Time and memory: 2 to the number of variables, times it.
std::vector<double> shapley_shares(const correlation_matrix& correlations);

}  // namespace cxmetrics::detail

#endif
