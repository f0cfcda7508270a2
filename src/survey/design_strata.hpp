// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_SURVEY_DESIGN_STRATA_HPP
#define CXMETRICS_SRC_SURVEY_DESIGN_STRATA_HPP

#include <cxmetrics/survey/design.hpp>

#include <cstddef>
#include <vector>

namespace cxmetrics::detail {

// The strata of a design with the clusters that answered in each. Without clusters, everybody is one.
class design_strata {
 public:
  // Throws `std::invalid_argument` for more clusters than there are.
  explicit design_strata(const design_facts& facts);

  std::size_t size() const { return clusters_.size(); }
  double clusters(std::size_t stratum) const { return clusters_[stratum]; }
  // The share of a stratum that was not asked.
  double left_out(std::size_t stratum) const;

  // How many clusters and strata the domain has.
  struct extent {
    double clusters;
    double strata;
  };
  extent inside() const;

  // The variance of a total, from the sum of what the clusters of each stratum add to it and from the sum of the
  // squares.
  double variance(const std::vector<double>& sum, const std::vector<double>& squares) const;

 private:
  const design_facts& facts_;
  std::vector<double> clusters_{};
};

}  // namespace cxmetrics::detail

#endif
