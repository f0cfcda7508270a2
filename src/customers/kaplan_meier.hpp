// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_KAPLAN_MEIER_HPP
#define CXMETRICS_SRC_CUSTOMERS_KAPLAN_MEIER_HPP

#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/stats/curve.hpp>

#include <cstdint>
#include <span>

namespace cxmetrics::detail {

// The survival curve of so many customers, to whom that happened at times in order. It takes no place for the times between.
curve kaplan_meier(std::span<const lifetimes::moment> moments, std::uint64_t customers,
                   const estimate_options& options);

}  // namespace cxmetrics::detail

#endif
