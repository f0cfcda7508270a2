// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "design_strata.hpp"

#include <cstdint>
#include <limits>
#include <set>
#include <utility>

namespace cxmetrics::detail {

design_strata::design_strata(const design_facts& facts) : facts_(facts) {
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const design_cell& cell : facts.cells) {
    if (clusters_.size() <= cell.stratum) clusters_.resize(cell.stratum + 1);
    const std::uint64_t n = cell.answers.answered();
    if (!facts.clustered) {
      clusters_[cell.stratum] += static_cast<double>(n);
    } else if (n > 0 && seen.insert({cell.stratum, cell.cluster}).second) {
      ++clusters_[cell.stratum];
    }
  }
  for (std::size_t stratum = 0; stratum < clusters_.size(); ++stratum) {
    if (left_out(stratum) < 0) {
      throw_invalid_argument("{} answers (clusters) of a population of {}",
                             {clusters_[stratum], facts.population[stratum]});
    }
  }
}

double design_strata::left_out(std::size_t stratum) const {
  if (facts_.population.empty()) return 1;
  const auto population = static_cast<double>(facts_.population[stratum]);
  return (population - clusters_[stratum]) / population;
}

design_strata::extent design_strata::inside() const {
  std::set<std::pair<std::size_t, std::size_t>> clusters;
  std::set<std::size_t> strata;
  double answered = 0;
  for (const design_cell& cell : facts_.cells) {
    if (!cell.inside || cell.answers.answered() == 0) continue;
    clusters.insert({cell.stratum, cell.cluster});
    strata.insert(cell.stratum);
    answered += static_cast<double>(cell.answers.answered());
  }
  return {facts_.clustered ? static_cast<double>(clusters.size()) : answered,
          static_cast<double>(strata.size())};
}

double design_strata::variance(const std::vector<double>& sum, const std::vector<double>& squares) const {
  double known = 0;
  double known_strata = 0;
  double unknown_strata = 0;
  for (std::size_t stratum = 0; stratum < clusters_.size(); ++stratum) {
    const double n = clusters_[stratum];
    if (n == 0 || left_out(stratum) == 0) continue;
    if (n > 1) {
      const double about_mean = squares[stratum] - sum[stratum] * sum[stratum] / n;
      // Where all are alike, the subtraction leaves a few last bits.
      if (about_mean > 1e-13 * squares[stratum]) known += left_out(stratum) * n / (n - 1) * about_mean;
      ++known_strata;
    } else if (clusters_.size() == 1) {
      return std::numeric_limits<double>::quiet_NaN();
    } else if (facts_.lonely == lonely_cluster::refuse) {
      throw_invalid_argument("stratum {} of {} has a single cluster; merge it or choose a lonely_cluster",
                             {stratum + 1, clusters_.size()});
    } else if (facts_.lonely == lonely_cluster::adjust) {
      known += left_out(stratum) * squares[stratum];
    } else if (facts_.lonely == lonely_cluster::average) {
      ++unknown_strata;
    }
  }
  return unknown_strata > 0 ? known * (1 + unknown_strata / known_strata) : known;
}

}  // namespace cxmetrics::detail
