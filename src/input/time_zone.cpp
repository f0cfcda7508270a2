// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/time_zone.hpp>

#include <algorithm>
#include <vector>

#ifdef CXMETRICS_HAS_TIME_ZONES
#include <date/tz.h>
#include <stdexcept>
#endif

namespace cxmetrics {

struct time_zone::rules {
  struct rule {
    std::chrono::sys_seconds from;
    std::chrono::seconds offset;
  };

  std::string name;
  std::vector<rule> in_order;
};

#ifdef CXMETRICS_HAS_TIME_ZONES

time_zone::time_zone(std::string_view name) {
  using namespace std::chrono;
  constexpr sys_seconds first = sys_days{year{1900} / 1 / 1};
  constexpr sys_seconds last = sys_days{year{2100} / 1 / 1};
  auto found = std::make_shared<rules>();
  found->name = name;
  try {
    const date::time_zone* const zone = date::locate_zone(found->name);
    for (sys_seconds from = first; from < last;) {
      const date::sys_info info = zone->get_info(from);
      found->in_order.push_back({from, info.offset});
      from = info.end;
    }
  } catch (const std::runtime_error&) {
    detail::throw_invalid_argument("the system knows no time zone {}; names are like Europe/Berlin", {name});
  }
  rules_ = std::move(found);
}

bool time_zone::available() noexcept {
  return true;
}

#else

time_zone::time_zone(std::string_view name) {
  detail::throw_invalid_argument("no time zone {}: this build has none, only offsets from UTC", {name});
}

bool time_zone::available() noexcept {
  return false;
}

#endif

const std::string& time_zone::name() const noexcept {
  return rules_->name;
}

std::chrono::seconds time_zone::offset_at(std::chrono::sys_seconds instant) const noexcept {
  const auto& all = rules_->in_order;
  const auto next =
      std::upper_bound(all.begin(), all.end(), instant,
                       [](std::chrono::sys_seconds at, const rules::rule& rule) { return at < rule.from; });
  return next == all.begin() ? all.front().offset : std::prev(next)->offset;
}

}  // namespace cxmetrics
