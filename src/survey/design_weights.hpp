// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_SURVEY_DESIGN_WEIGHTS_HPP
#define CXMETRICS_SRC_SURVEY_DESIGN_WEIGHTS_HPP

#include "design_strata.hpp"

#include <cxmetrics/stats/rake.hpp>
#include <cxmetrics/survey/design.hpp>

#include <cstddef>
#include <vector>

namespace cxmetrics::detail {

// The answers of one score in one cell: what moves a statistic of the design by the same amount.
struct design_piece {
  std::size_t cell;
  int score;
  double weight;
  double square_weight;
};

// What the weights of each cell are multiplied by to meet the populations of strata and the known margins.
class design_weights {
 public:
  design_weights(const design_facts& facts, const design_strata& strata);

  double factor(std::size_t cell) const { return factor_[cell]; }
  const raking& raked() const { return raking_; }

  // What the margins tell is certain; only the residuals of a regression on their groups vary (Deville and Särndal
  // 1992). One number for each piece.
  std::vector<double> residuals(std::vector<double> of, const std::vector<design_piece>& pieces) const;

 private:
  const design_facts& facts_;
  std::vector<double> base_factor_;  // before raking
  std::vector<double> factor_;
  raking raking_{};
};

}  // namespace cxmetrics::detail

#endif
