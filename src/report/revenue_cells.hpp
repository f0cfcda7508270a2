// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_REVENUE_CELLS_HPP
#define CXMETRICS_SRC_REPORT_REVENUE_CELLS_HPP

#include <cxmetrics/report/table.hpp>

#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// Whether the rows are of recurring revenue.
bool is_of_revenue(const table& table);

// Marks as suppressed the rows of revenue that rest on few customers, and as many others as it takes until neither
// their number nor their money follows from what is shown: from the sums over groups, from those over time, and from
// the balance, of which the end of a period is the start of the next one. The tables are of the same records.
void hide_small_revenue(const std::vector<table*>& tables, std::uint64_t minimum);

}  // namespace cxmetrics::detail

#endif
