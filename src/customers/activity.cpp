// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/activity.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>

namespace cxmetrics {
namespace {

// More days than lie between any two of a column, so that nobody is gone after a silence of so many.
constexpr std::int64_t longest = std::int64_t{1} << 32;

std::int64_t window_of(const inactivity& gone_after) {
  const std::int64_t days = gone_after.days ? gone_after.days->count() : longest;
  if (days < 1)
    detail::throw_invalid_argument("gone after a silence of {} days; it takes at least 1", {days});
  return std::min(days, longest);
}

[[noreturn]] void throw_for_order(std::span<const std::uint32_t> customers,
                                  std::span<const std::int32_t> days) {
  std::size_t row = 1;
  const auto in_order = [&] {
    return customers[row - 1] < customers[row] ||
           (customers[row - 1] == customers[row] && days[row - 1] <= days[row]);
  };
  while (in_order()) ++row;
  detail::throw_invalid_argument("row {} comes before the one above it", {row});
}

constexpr std::size_t block = 64;

// A bit for each row of a block, the lowest one for the first, that is of another customer than the row before, or
// more than so many days after it or before. Without branches, which nobody could guess; bytes first, as compilers
// make vector instructions of them.
std::uint64_t breaks_in(const std::uint32_t* customers, const std::int32_t* days, std::uint32_t most) {
  std::uint8_t is_break[block];
  for (std::size_t i = 0; i < block; ++i) {
    const auto row = static_cast<std::ptrdiff_t>(i);
    const std::uint32_t gap =
        static_cast<std::uint32_t>(days[row]) - static_cast<std::uint32_t>(days[row - 1]);
    is_break[i] =
        static_cast<std::uint8_t>((customers[row] != customers[row - 1] ? 1 : 0) | (gap > most ? 1 : 0));
  }
  std::uint64_t bits = 0;
  for (std::size_t byte = 0; byte < block / 8; ++byte) {
    std::uint64_t eight = 0;
    for (std::size_t i = 0; i < 8; ++i) eight |= std::uint64_t{is_break[8 * byte + i]} << (8 * i);
    bits |= (eight * 0x0102040810204080u >> 56) << (8 * byte);
  }
  return bits;
}

}  // namespace

std::vector<spell> spells_of(std::vector<day> acts, const inactivity& gone_after) {
  const std::chrono::days window{window_of(gone_after)};
  std::sort(acts.begin(), acts.end());
  std::vector<spell> spells;
  if (!gone_after.days) {
    if (!acts.empty()) spells.emplace_back(acts.front());
    return spells;
  }
  for (std::size_t first = 0; first < acts.size();) {
    std::size_t next = first + 1;
    while (next < acts.size() && acts[next] - acts[next - 1] <= window) ++next;
    spells.emplace_back(acts[first], acts[next - 1] + window);
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
  std::int32_t since = days[0];
  const auto end_after = [=](std::int32_t last) {
    const std::int64_t end = last + window;
    return static_cast<std::int32_t>(std::min<std::int64_t>(end, spell_columns::no_end));
  };
  // What was not in order makes a gap or another customer, so that it is enough to look there; and later, all at once.
  int in_order = 1;
  std::size_t spells = 0;
  const auto end_before = [&](std::size_t row) {
    const int same = customers[row] == customers[row - 1] ? 1 : 0;
    const std::int64_t gap = std::int64_t{days[row]} - days[row - 1];
    const int forwards = gap >= 0 ? 1 : 0;
    in_order &= (same & forwards) | (customers[row] > customers[row - 1] ? 1 : 0);
    result.customer[spells] = customers[row - 1];
    result.since[spells] = since;
    result.until[spells] = end_after(days[row - 1]);
    const bool ends = (same & (gap > window ? 0 : 1)) == 0;
    since = ends ? days[row] : since;
    spells += ends ? 1 : 0;
  };
  // Room for so many spells more: as many as there will be if it goes on like this.
  const auto make_room = [&](std::size_t more, std::size_t row) {
    if (spells + more <= result.since.size()) return;
    const double share = static_cast<double>(spells) / static_cast<double>(row);
    const auto all =
        spells + more + static_cast<std::size_t>(1.1 * share * static_cast<double>(days.size() - row));
    result.customer.resize(all);
    result.since.resize(all);
    result.until.resize(all);
  };
  const auto most =
      static_cast<std::uint32_t>(std::min<std::int64_t>(window, std::numeric_limits<std::int32_t>::max()));
  std::size_t row = 1;
  for (; row + block <= days.size(); row += block) {
    make_room(block, row);
    std::uint64_t bits = breaks_in(customers.data() + row, days.data() + row, most);
    for (; bits != 0; bits &= bits - 1) end_before(row + static_cast<std::size_t>(std::countr_zero(bits)));
  }
  make_room(block, row);
  for (; row < days.size(); ++row) {
    const std::uint32_t gap =
        static_cast<std::uint32_t>(days[row]) - static_cast<std::uint32_t>(days[row - 1]);
    if (customers[row] != customers[row - 1] || gap > most) end_before(row);
  }
  if (in_order == 0) throw_for_order(customers, days);
  result.customer[spells] = customers.back();
  result.since[spells] = since;
  result.until[spells] = end_after(days.back());
  ++spells;
  result.customer.resize(spells);
  result.since.resize(spells);
  result.until.resize(spells);
  return result;
}

}  // namespace cxmetrics
