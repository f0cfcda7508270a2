// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXMETRICS_HPP
#define CXMETRICS_CXMETRICS_HPP

/// \file
/// Everything a program needs to compute. The edges, reading files (`input/`) and showing results (`report/`), are included
/// by themselves.

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/break_down.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/catalog.hpp>
#include <cxmetrics/contract_error.hpp>
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/cohort_retention.hpp>
#include <cxmetrics/customers/cohorts_of.hpp>
#include <cxmetrics/customers/competing_risks.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/lifetimes_of.hpp>
#include <cxmetrics/customers/planning.hpp>
#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/customers/survival_test.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/basis_handle.hpp>
#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/stats/category_test.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/confidence.hpp>
#include <cxmetrics/stats/curve.hpp>
#include <cxmetrics/stats/distribution.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/stats/events.hpp>
#include <cxmetrics/stats/interval.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/multinomial.hpp>
#include <cxmetrics/stats/paired_test.hpp>
#include <cxmetrics/stats/permutation_test.hpp>
#include <cxmetrics/stats/proportion_test.hpp>
#include <cxmetrics/stats/quantity.hpp>
#include <cxmetrics/stats/rake.hpp>
#include <cxmetrics/stats/rank_test.hpp>
#include <cxmetrics/stats/sample_size.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>
#include <cxmetrics/stats/sampled_ratio.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/design.hpp>
#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/paired_tally.hpp>
#include <cxmetrics/survey/paired_tally_of.hpp>
#include <cxmetrics/survey/planning.hpp>
#include <cxmetrics/survey/scale.hpp>
#include <cxmetrics/survey/share.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/tally_of.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>
#include <cxmetrics/version.hpp>

#endif
