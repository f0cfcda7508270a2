// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "design_weights.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cxmetrics::detail {

design_weights::design_weights(const design_facts& facts, const design_strata& strata)
    : facts_(facts), base_factor_(facts.cells.size(), 1.0) {
  std::vector<double> weight;
  for (std::size_t cell = 0; cell < facts.cells.size(); ++cell) {
    const std::size_t stratum = facts.cells[cell].stratum;
    if (!facts.weighted && !facts.population.empty() && strata.clusters(stratum) > 0) {
      base_factor_[cell] = static_cast<double>(facts.population[stratum]) / strata.clusters(stratum);
    }
    weight.push_back(base_factor_[cell] * facts.cells[cell].answers.weight());
  }
  factor_ = base_factor_;
  if (std::accumulate(weight.begin(), weight.end(), 0.0) > 0) {
    raking_ = rake(weight, facts.margins, facts.raking_options);
  } else {
    raking_.factor.assign(factor_.size(), 1.0);
  }
  for (std::size_t cell = 0; cell < factor_.size(); ++cell) factor_[cell] *= raking_.factor[cell];
}

// The regression is found by taking the mean of each group out, one margin after the other.
std::vector<double> design_weights::residuals(std::vector<double> of,
                                              const std::vector<design_piece>& pieces) const {
  double greatest = 0;
  for (const double each : of) greatest = std::max(greatest, std::abs(each));
  double moved = greatest;
  for (int round = 0; moved > 1e-13 * greatest && round < 1000; ++round) {
    moved = 0;
    for (const known_margin& margin : facts_.margins) {
      std::vector<double> sum(margin.total.size());
      std::vector<double> weight(margin.total.size());
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::size_t cell = pieces[i].cell;
        sum[margin.group[cell]] += base_factor_[cell] * pieces[i].weight * of[i];
        weight[margin.group[cell]] += base_factor_[cell] * pieces[i].weight;
      }
      for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::size_t group = margin.group[pieces[i].cell];
        const double mean = weight[group] > 0 ? sum[group] / weight[group] : 0;
        of[i] -= mean;
        moved = std::max(moved, std::abs(mean));
      }
    }
  }
  return of;
}

}  // namespace cxmetrics::detail
