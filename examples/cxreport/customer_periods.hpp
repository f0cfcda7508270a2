// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_CUSTOMER_PERIODS_HPP
#define CXMETRICS_CXREPORT_CUSTOMER_PERIODS_HPP

#include "options.hpp"

#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/input/next_day_returns.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/flow_table.hpp>

#include <optional>
#include <vector>

namespace cxreport {

/// The periods of that kind from the first day on which anything happens, or as asked, to the day up to which the
/// customers are known, or before; the first and the last one are cut there. Throws `usage_error` for more than
/// 10,000, or for none.
std::vector<cxmetrics::period> periods_of(const options& asked, cxmetrics::granularity kind,
                                          const std::optional<cxmetrics::period>& days, cxmetrics::day as_of);

/// What a table of churn or retention is to report.
cxmetrics::flow_table_options flow_options(const options& asked);

/// Whether what is to be reported needs what happened on each day.
cxmetrics::flow_detail detail_of(const cxmetrics::flow_table_options& report);

/// Whether a table of churn tells how long a customer stays at each rate, too.
inline bool shows_lifetimes(const options& asked) {
  return asked.metric == "churn" && asked.definition == "all";
}

/// Says where ends look like last days.
void warn_of_inclusive_ends(const cxmetrics::next_day_returns& returns);

}  // namespace cxreport

#endif
