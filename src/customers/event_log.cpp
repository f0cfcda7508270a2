// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/event_log.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace cxmetrics {

std::vector<reasoned_spell> spells_of(std::vector<customer_event> events) {
  std::stable_sort(events.begin(), events.end(),
                   [](const customer_event& one, const customer_event& other) { return one.on < other.on; });
  std::vector<reasoned_spell> spells;
  std::optional<day> since;
  for (customer_event& each : events) {
    if (each.starts) {
      if (!since) since = each.on;
    } else if (since) {
      spells.push_back({spell{*since, each.on}, std::move(each.reason)});
      since.reset();
    }
  }
  if (since) spells.push_back({spell{*since}});
  return spells;
}

}  // namespace cxmetrics
