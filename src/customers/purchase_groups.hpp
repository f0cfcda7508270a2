// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_PURCHASE_GROUPS_HPP
#define CXMETRICS_SRC_CUSTOMERS_PURCHASE_GROUPS_HPP

#include <cxmetrics/customers/purchase_history.hpp>

#include <span>
#include <vector>

namespace cxmetrics::detail {

struct repeat_times {
  double recency;
  double age;
  double customers;
};

// Customers with the same number of repeats, of whom gamma functions need to be computed once.
struct repeat_group {
  double repeats;
  double customers;
  std::vector<repeat_times> times;
};

std::vector<repeat_group> repeat_groups_of(std::span<const purchase_history> histories);

// Throws for a history that cannot be.
void require_possible(const purchase_history& of);
// Throws for parameters that are not above 0 and finite.
void require_positive(std::span<const double> parameters);

}  // namespace cxmetrics::detail

#endif
