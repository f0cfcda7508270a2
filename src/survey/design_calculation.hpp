// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_SURVEY_DESIGN_CALCULATION_HPP
#define CXMETRICS_SRC_SURVEY_DESIGN_CALCULATION_HPP

#include "design_strata.hpp"
#include "design_weights.hpp"

#include <cxmetrics/stats/rake.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>
#include <cxmetrics/survey/design.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <vector>

namespace cxmetrics::detail {

// A statistic is described by its influences: by how much it moves for each point of weight in a piece, that is, at
// a score of a cell. Its variance is that of the total of the influences (Binder 1983), so that means, totals and
// differences of domains share everything that follows from the design.
class design_calculation {
 public:
  using influences = std::vector<double>;

  struct linear_mean {
    double value;
    influences of;
  };

  // The facts must outlive it.
  explicit design_calculation(const design_facts& facts);

  const raking& raked() const { return weights_.raked(); }

  double weight() const;
  double square_weight() const;
  double total(const metric& metric) const;
  influences of_total(const metric& metric) const;
  linear_mean mean(const metric& metric) const;

  // Clusters less strata, those of the domain.
  double degrees_of_freedom() const;
  // The same, of clusters that have equal parts in the domain and tell as much as these do (Kish); where there are no
  // clusters, as above.
  double even_degrees_of_freedom() const;
  double variance(const influences& of) const;
  // How the answers of the domain are spread, for the intervals of their mean.
  sampled_mean describe(const metric& metric, const linear_mean& mean) const;

 private:
  const design_cell& cell_of(const design_piece& piece) const { return facts_.cells[piece.cell]; }
  double mean_worth(const metric& metric, double weight) const;
  template <class Function>
  double sum_inside(Function function) const;
  template <class Function>
  influences influences_inside(Function function) const;

  const design_facts& facts_;
  design_strata strata_;
  design_weights weights_;
  std::vector<design_piece> pieces_{};
};

}  // namespace cxmetrics::detail

#endif
