// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_POOL_HPP
#define CXMETRICS_SRC_REPORT_POOL_HPP

#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <optional>
#include <vector>

namespace cxmetrics::detail {

// Which of the key columns is the period.
std::optional<std::size_t> period_column(const table& table);

// The same answers by one of the key columns only; nothing where the rows do not tell which answers they rest on.
std::optional<table> pooled(const table& table, std::size_t column);

}  // namespace cxmetrics::detail

#endif
