// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_HIDDEN_SUMS_HPP
#define CXMETRICS_SRC_REPORT_HIDDEN_SUMS_HPP

#include <cstddef>
#include <vector>

namespace cxmetrics::detail {

// Which of so many hidden numbers follow from sums of some of them that are known, each sum by the places of its terms:
// those that are the same in every solution.
std::vector<bool> found_from_sums(std::size_t numbers, const std::vector<std::vector<std::size_t>>& sums);

}  // namespace cxmetrics::detail

#endif
