// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_RAKE_HPP
#define CXMETRICS_STATS_RAKE_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace cxmetrics {

/// A way to divide the population whose true sizes are known: which group each cell of the sample belongs to,
/// and how many people each group has.
struct known_margin {
  std::vector<std::size_t> group;  ///< for each cell, the place of its group in `total`
  std::vector<double> total;

  friend bool operator==(const known_margin&, const known_margin&) = default;
};

/// How far to go, and how far weights may be moved on the way.
struct raking_options {
  double tolerance = 1e-10;  ///< the largest relative gap between a total and what the weights add up to
  int max_rounds = 1000;
  /// Trimming: no weight is multiplied by less or more than this times what it is on average. The observations
  /// that stay free make up for those that are held, so that the totals are still met where they can be.
  double least_factor = 0;
  double greatest_factor = std::numeric_limits<double>::infinity();

  friend bool operator==(const raking_options&, const raking_options&) = default;
};

/// How raking went.
struct raking {
  bool converged = true;
  int rounds = 0;
  double gap = 0;              ///< the largest relative gap that is left between a total and its weights
  std::size_t held = 0;        ///< cells held at the least or greatest factor
  std::vector<double> factor;  ///< what to multiply the weights of each cell by
};

/// Finds the factors that make weighted cells add up to the known totals of every margin and change the
/// weights as little as possible: iterative proportional fitting (Deming and Stephan 1940), with bounds the
/// truncated raking ratio of Deville, Särndal and Sautory (1993). With one margin this is
/// post-stratification, exact in one round.
///
/// Each round is linear in cells times margins. Throws `std::invalid_argument` for a weight or a total that is
/// negative or not finite, a group without a total, margins that do not add up to the same population, a total of a
/// group of people without an observation, a tolerance below 0, and bounds that do not enclose 1. Margins that cannot
/// be met are not an error; the result says so.
CXMETRICS_EXPORT raking rake(std::span<const double> weights, std::span<const known_margin> margins,
                             const raking_options& options = {});

}  // namespace cxmetrics

#endif
