// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_EVENT_LOG_HPP
#define CXMETRICS_CUSTOMERS_EVENT_LOG_HPP

#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// Somebody begins or ceases to be a customer.
struct customer_event {
  day on;
  bool starts;
  std::string reason{};  ///< of an end
};

/// The spells between the events of a customer, those of a day being in the order in which they happened. A start of
/// somebody who is a customer changes nothing, nor does an end of somebody who is none: when they came is not known.
/// O(n log n).
CXMETRICS_EXPORT std::vector<reasoned_spell> spells_of(std::vector<customer_event> events);

}  // namespace cxmetrics

#endif
