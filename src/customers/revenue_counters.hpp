// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_REVENUE_COUNTERS_HPP
#define CXMETRICS_SRC_CUSTOMERS_REVENUE_COUNTERS_HPP

#include "state.hpp"

#include <cxmetrics/customers/revenue_flow.hpp>

#include <cstddef>

// What flows and ledgers of revenue do with their counters.
namespace cxmetrics::detail {

inline constexpr std::size_t revenue_words = 8 + 6 + 2 * 9;

// Both wrap; who calls them sees to it that the result is one of counters.
void add_revenue(revenue_counters& to, const revenue_counters& more) noexcept;
void subtract_revenue(revenue_counters& from, const revenue_counters& less) noexcept;

void append_revenue(snapshot& to, const revenue_counters& of);
revenue_counters read_revenue(word_reader& words);

}  // namespace cxmetrics::detail

#endif
