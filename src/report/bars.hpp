// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_BARS_HPP
#define CXMETRICS_SRC_REPORT_BARS_HPP

#include "grid.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace cxmetrics::detail {

// A bar for each line of the grid of a table.
grid::column bars_of(const table& table, bool unicode);

// The values in time, a line for each group, between the lowest and the highest of all; none without periods. As many
// periods at once as there is room for in lines of so many columns; 0: all.
std::vector<std::string> lines_in_time(const table& table, bool unicode, std::size_t most);

}  // namespace cxmetrics::detail

#endif
