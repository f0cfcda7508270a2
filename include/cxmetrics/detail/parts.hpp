// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_PARTS_HPP
#define CXMETRICS_DETAIL_PARTS_HPP

#include <cxmetrics/detail/function_ref.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/export.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// In how many parts to count so many rows: at most one for each thread (0: as many as the machine runs at
// once), and none smaller than what is counted in about the time a thread takes to start.
CXMETRICS_EXPORT std::size_t parts_for(std::size_t rows, unsigned threads,
                                       std::size_t least_rows = 16'384) noexcept;

// Where a part of so many rows begins and ends.
inline std::pair<std::size_t, std::size_t> part_of(std::size_t rows, std::size_t part, std::size_t parts) {
  const auto begin_of = [=](std::size_t i) { return rows / parts * i + rows % parts * i / parts; };
  return {begin_of(part), begin_of(part + 1)};
}

// Calls run(0) … run(parts - 1) at the same time and returns when all have ended. If some throw, the
// exception of the lowest part leaves, so that it is the same one however many parts there are.
CXMETRICS_EXPORT void run_parts(std::size_t parts, function_ref<void(std::size_t)> run);

// The sum of what count(state, first, last) adds to a copy of `empty` over the rows from first up to last,
// part by part. A state is summed exactly, so the result has the same bits for any number of threads.
template <class State, class Count>
State count_in_parts(std::size_t rows, unsigned threads, const State& empty, const Count& count) {
  const std::size_t parts = parts_for(rows, threads);
  State total = empty;
  if (parts == 1) {
    count(total, std::size_t{0}, rows);
    return total;
  }
  std::vector<State> states(parts, empty);
  run_parts(parts, [&](std::size_t part) {
    const auto [first, last] = part_of(rows, part, parts);
    State state = empty;
    count(state, first, last);
    states[part] = std::move(state);
  });
  for (const State& state : states) total += state;
  return total;
}

// What count(state, begin, end) adds to a copy of `empty` over a range, part by part where it can be divided.
template <class Range, class State, class Count>
constexpr State count_range(Range& range, unsigned threads, State empty, const Count& count) {
  if constexpr (column<Range>) {
    if (!std::is_constant_evaluated()) {
      const auto begin = begin_of(range);
      return count_in_parts(
          size_of(range), threads, empty, [&](State& state, std::size_t first, std::size_t last) {
            using distance = std::iter_difference_t<iterator_t<Range>>;
            count(state, begin + static_cast<distance>(first), begin + static_cast<distance>(last));
          });
    }
  }
  count(empty, begin_of(range), end_of(range));
  return empty;
}

}  // namespace cxmetrics::detail

#endif
