// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: the first day as a customer is a cx::day or a time point of std::chrono::system_clock
#include <cxmetrics/customers/flow_of.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;

struct customer {
#ifdef CONTROL
  cx::day since;
#else
  std::string since;
#endif
  std::optional<cx::day> until;
};

cx::customer_flow count(const cx::period& month, const std::vector<customer>& customers) {
  return cx::flow_of(month, customers, &customer::since, &customer::until);
}
