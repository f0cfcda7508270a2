// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_FLOW_FIELDS_HPP
#define CXMETRICS_SRC_CUSTOMERS_FLOW_FIELDS_HPP

#include <cxmetrics/customers/customer_flow.hpp>

#include <array>
#include <cstdint>

namespace cxmetrics::detail {

// What a flow counts, in the order of its words.
inline constexpr std::array<std::uint64_t flow_counters::*, 7> flow_fields = {
    &flow_counters::at_start,     &flow_counters::acquired,    &flow_counters::reactivated,
    &flow_counters::churned,      &flow_counters::churned_new, &flow_counters::returned,
    &flow_counters::customer_days};

}  // namespace cxmetrics::detail

#endif
