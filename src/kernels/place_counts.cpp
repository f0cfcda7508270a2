// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/count.hpp"
#include "kernels/place_counts.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace cxmetrics::detail {

namespace {

constexpr std::size_t row_step = 64;
constexpr std::size_t tables = 4;
constexpr std::size_t most_groups_in_tables = 1024;

// The lines of a column that hold the 64 rows from `row` on.
void prefetch(const column_ahead& column, std::size_t row) {
#if defined(__GNUC__)
  const auto from = reinterpret_cast<std::uintptr_t>(column.data) + row * column.bytes;
  for (std::size_t line = 0; line < column.bytes; ++line) {
    __builtin_prefetch(reinterpret_cast<const void*>(from + 64 * line));
  }
#else
  static_cast<void>(column), static_cast<void>(row);
#endif
}

template <class Number>
void place(const void* numbers, std::size_t size, std::uint64_t base, const std::uint64_t* far_codes,
           std::size_t far_codes_size, std::uint8_t* places) {
  const auto* const number = static_cast<const Number*>(numbers);
  const auto first = static_cast<Number>(base);
  for (std::size_t i = 0; i < size; ++i) {
    const auto distance = static_cast<Number>(number[i] - first);
    places[i] = static_cast<std::uint8_t>(distance < window_values ? distance : window_values);
  }
  for (std::size_t code = 0; code < far_codes_size; ++code) {
    const auto wanted = static_cast<Number>(far_codes[code]);
    for (std::size_t i = 0; i < size; ++i) {
      places[i] = number[i] == wanted ? window_values + 1 : places[i];
    }
  }
}

template <class Number>
group_ids gather(const void* numbers, std::size_t size, std::uint32_t* room) {
  const auto* const number = static_cast<const Number*>(numbers);
  Number bits = 0;
  for (std::size_t i = 0; i < size; ++i) bits = static_cast<Number>(bits | number[i]);
  if constexpr (sizeof(Number) == sizeof(std::uint32_t)) {
    return {reinterpret_cast<const std::uint32_t*>(number), static_cast<std::uint64_t>(bits)};
  } else {
    for (std::size_t i = 0; i < size; ++i) room[i] = static_cast<std::uint32_t>(number[i]);
    return {room, static_cast<std::uint64_t>(bits)};
  }
}

// The same with 1 added to each id.
template <class Number>
group_ids gather_next(const void* numbers, std::size_t size, std::uint32_t* room) {
  const auto* const number = static_cast<const Number*>(numbers);
  Number bits = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const auto next = static_cast<Number>(number[i] + 1);
    bits = static_cast<Number>(bits | next);
    room[i] = static_cast<std::uint32_t>(next);
  }
  return {room, static_cast<std::uint64_t>(bits)};
}

}  // namespace

void place_counts::grow(std::size_t last) {
  empty_counters();
  const std::size_t groups = std::bit_ceil(std::max<std::size_t>(last + 1, 64));
  totals_.resize(groups * places);
  apart_ = groups <= most_groups_in_tables ? groups * places : 0;
  counters_.assign(apart_ == 0 ? groups * places : tables * apart_, 0);
}

void place_counts::add(const std::uint32_t* group, const std::uint8_t* place, std::size_t rows,
                       const column_ahead& first_column, const column_ahead& second_column) {
  std::uint8_t* const counters = counters_.data();
  std::uint64_t* const totals = totals_.data();
  const std::size_t apart = apart_;
  const auto count = [=](std::size_t row, std::size_t table) {
    const std::size_t at = group[row] * places + place[row];
    if (++counters[table * apart + at] == 0) totals[at] += 256;
  };
  std::size_t row = 0;
  while (rows - row >= row_step) {
    prefetch(first_column, row);
    prefetch(second_column, row);
    for (const std::size_t end = row + row_step; row < end; row += tables) {
      count(row, 0);
      count(row + 1, 1);
      count(row + 2, 2);
      count(row + 3, 3);
    }
  }
  for (; row < rows; ++row) count(row, 0);
}

void place_counts::empty_counters() {
  for (std::size_t i = 0; i < counters_.size(); ++i) {
    totals_[i & (totals_.size() - 1)] += std::exchange(counters_[i], std::uint8_t{0});
  }
}

std::uint64_t place_counts::count(std::size_t group, std::size_t place) const {
  const std::size_t at = group * places + place;
  std::uint64_t total = totals_[at];
  for (std::size_t i = at; i < counters_.size(); i += totals_.size()) total += counters_[i];
  return total;
}

const std::vector<std::uint64_t>& place_counts::totals() {
  empty_counters();
  return totals_;
}

place_counts& place_counts::operator+=(place_counts& other) {
  const auto& more = other.totals();
  if (!more.empty()) reach(more.size() / places - 1);
  for (std::size_t i = 0; i < more.size(); ++i) totals_[i] += more[i];
  return *this;
}

placing* const place_numbers[4] = {place<std::uint8_t>, place<std::uint16_t>, place<std::uint32_t>,
                                   place<std::uint64_t>};

gathering* const gather_ids[4] = {gather<std::uint8_t>, gather<std::uint16_t>, gather<std::uint32_t>,
                                  gather<std::uint64_t>};
gathering* const gather_next_ids[4] = {gather_next<std::uint8_t>, gather_next<std::uint16_t>,
                                       gather_next<std::uint32_t>, gather_next<std::uint64_t>};

}  // namespace cxmetrics::detail
