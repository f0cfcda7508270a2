// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_COMPARISONS_HPP
#define CXMETRICS_SRC_REPORT_COMPARISONS_HPP

#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/comparison.hpp>

#include <optional>
#include <vector>

namespace cxmetrics::detail {

// A column of differences, one or nothing for each row, not yet adjusted or marked; no column where there is none.
void add_comparisons(table& to, column_meaning meaning, std::vector<std::optional<difference>> found);

}  // namespace cxmetrics::detail

#endif
