// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_COHORT_RETENTION_HPP
#define CXMETRICS_CUSTOMERS_COHORT_RETENTION_HPP

#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/curve.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <vector>

namespace cxmetrics {

/// The share of a cohort that is retained at an age, in per cent. Interval: Wilson. In a cell that is not mature it
/// is the share so far, which can still fall; where nobody is left so far it is NaN, as some may come back, and it
/// would read as a result.
CXMETRICS_EXPORT estimate retention_of(const cohort_cell& cell, const estimate_options& options = {});

/// The share retained by age, of all cohorts together that are old enough: the customers retained over all who
/// joined, in mature cells alone. So the later ages rest on fewer, older cohorts, as `n` tells, and a curve can rise
/// where the cohorts that drop out of it were the worse ones. At each age `at_risk` are the customers of these
/// cohorts and `events` those not retained.
CXMETRICS_EXPORT curve pooled_retention(const std::vector<cohort>& cohorts,
                                        const estimate_options& options = {});

/// The cohorts as a projection takes them (`project_retention`): each age that all of a cohort have had is a renewal,
/// at which those leave who are there at no later age. Linear in the cells.
CXMETRICS_EXPORT renewals renewals_of(const customer_cohorts& cohorts);

/// Two of several cohorts at an age.
struct cohort_pair {
  period before;
  period after;
  difference found;
  double adjusted_p_value;  ///< with regard to all pairs
};

/// Compares each two cohorts for which an age is mature, by what they retain, with the p-values adjusted together.
CXMETRICS_EXPORT std::vector<cohort_pair> compare_cohorts(const std::vector<cohort>& cohorts,
                                                          std::int64_t age,
                                                          adjustment adjustment = adjustment::holm,
                                                          const estimate_options& options = {});

}  // namespace cxmetrics

#endif
