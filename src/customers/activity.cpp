// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/activity.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>

namespace cxmetrics {
namespace {

constexpr std::int64_t longest = std::numeric_limits<std::int32_t>::max() / 2;

// As a number of days that can be added to any day; without a window, nothing is.
std::int64_t window_of(const inactivity& gone_after) {
  const std::int64_t days = gone_after.days ? gone_after.days->count() : longest;
  if (days < 1)
    detail::throw_invalid_argument("gone after a silence of {} days; it takes at least 1", {days});
  return std::min(days, longest);
}

}  // namespace

std::vector<spell> spells_of(std::vector<day> acts, const inactivity& gone_after) {
  const std::chrono::days window{window_of(gone_after)};
  std::sort(acts.begin(), acts.end());
  std::vector<spell> spells;
  for (std::size_t first = 0; first < acts.size();) {
    std::size_t next = first + 1;
    while (next < acts.size() && (!gone_after.days || acts[next] - acts[next - 1] <= window)) ++next;
    spells.push_back(gone_after.days ? spell{acts[first], acts[next - 1] + window} : spell{acts[first]});
    first = next;
  }
  return spells;
}

activity_spells spells_of(std::span<const std::uint32_t> customers, std::span<const std::int32_t> days,
                          const inactivity& gone_after) {
  if (customers.size() != days.size()) {
    detail::throw_invalid_argument("{} customers with {} days", {customers.size(), days.size()});
  }
  const std::int64_t window = window_of(gone_after);
  activity_spells result;
  if (days.empty()) return result;
  std::uint32_t customer = customers[0];
  std::int32_t since = days[0];
  const auto end_at = [&](std::int32_t last) {
    const std::int64_t end = std::int64_t{last} + window;
    const bool open = !gone_after.days || end >= spell_columns::no_end;
    result.customer.push_back(customer);
    result.since.push_back(since);
    result.until.push_back(open ? spell_columns::no_end : static_cast<std::int32_t>(end));
  };
  // As one comparison of a gap, which a step back in a customer makes greater than any window.
  const auto most =
      static_cast<std::uint32_t>(gone_after.days ? window : std::numeric_limits<std::int32_t>::max());
  for (std::size_t row = 1; row < days.size(); ++row) {
    const std::uint32_t gap =
        static_cast<std::uint32_t>(days[row]) - static_cast<std::uint32_t>(days[row - 1]);
    if (customers[row] == customer && gap <= most) continue;
    if (customers[row] < customer || (customers[row] == customer && days[row] < days[row - 1])) {
      detail::throw_invalid_argument("row {} comes before the one above it", {row});
    }
    end_at(days[row - 1]);
    customer = customers[row];
    since = days[row];
  }
  end_at(days.back());
  return result;
}

}  // namespace cxmetrics
