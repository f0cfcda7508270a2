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

[[noreturn]] void throw_for_order(std::span<const std::uint32_t> customers,
                                  std::span<const std::int32_t> days, std::size_t row) {
  const auto in_order = [&] {
    return customers[row - 1] < customers[row] ||
           (customers[row - 1] == customers[row] && days[row - 1] <= days[row]);
  };
  while (in_order()) ++row;
  detail::throw_invalid_argument("row {} comes before the one above it", {row});
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
  const bool endless = !gone_after.days;
  std::int32_t since = days[0];
  const auto end_at = [&](std::size_t row) {
    const std::int64_t end = std::int64_t{days[row]} + window;
    result.customer.push_back(customers[row]);
    result.since.push_back(since);
    result.until.push_back(endless || end >= spell_columns::no_end ? spell_columns::no_end
                                                                   : static_cast<std::int32_t>(end));
  };
  // By blocks, the rows after which a spell ends are found without branches, which nobody could guess.
  constexpr std::size_t block = 1024;
  std::uint32_t ends[block];
  const auto most = static_cast<std::uint32_t>(endless ? std::numeric_limits<std::int32_t>::max() : window);
  for (std::size_t first = 1; first < days.size(); first += block) {
    const std::size_t rows = std::min(block, days.size() - first);
    const std::uint32_t* const customer = customers.data() + first;
    const std::int32_t* const day = days.data() + first;
    std::uint32_t backwards = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const std::uint32_t before = customer[static_cast<std::ptrdiff_t>(i) - 1];
      const std::int32_t day_before = day[static_cast<std::ptrdiff_t>(i) - 1];
      const std::uint32_t gap = static_cast<std::uint32_t>(day[i]) - static_cast<std::uint32_t>(day_before);
      const std::uint32_t same = customer[i] == before ? 1 : 0;
      backwards |= (customer[i] < before ? 1u : 0u) | (same & (day[i] < day_before ? 1u : 0u));
      ends[i] = (same ^ 1u) | (gap > most ? 1u : 0u);
    }
    if (backwards != 0) throw_for_order(customers, days, first);
    std::uint32_t places[block];
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      places[count] = static_cast<std::uint32_t>(i);
      count += ends[i];
    }
    for (std::size_t at = 0; at < count; ++at) {
      end_at(first + places[at] - 1);
      since = days[first + places[at]];
    }
  }
  end_at(days.size() - 1);
  return result;
}

}  // namespace cxmetrics
