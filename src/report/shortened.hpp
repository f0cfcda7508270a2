// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_SHORTENED_HPP
#define CXMETRICS_SRC_REPORT_SHORTENED_HPP

#include <cxmetrics/report/table.hpp>

#include <cstddef>

namespace cxmetrics::detail {

// More than that nobody looks at on a page, and browsers fail.
constexpr std::size_t most_groups = 1000;

// The table and its margins with no more groups than that: those with most answers, of equals those whose name comes
// first. A group is what has the same cells under the keys other than the period; it keeps all its rows. The order
// stays.
table shortened(const table& whole, std::size_t most = most_groups);

}  // namespace cxmetrics::detail

#endif
