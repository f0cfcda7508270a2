// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_SPELLS_HPP
#define CXMETRICS_KERNELS_SPELLS_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// How many customers came and left on each day of a window, and how many did both in the same period of it. Days
// are places: 0 stands for all before the window, 1 to days() for its own, days() + 1 for all after; periods
// likewise.
//
// What makes it fast. (1) One pass with two additions a row, to the day it begins on and to the day it ends on:
// whatever lies between follows from sums by day, so that the number of periods costs nothing. Rows within one
// period get a bit, and a third addition after their block: there are few periods, and to add, if only 0, to what
// was just added to makes the processor wait. (2) A block of rows is first brought into the window, without
// branches or look-ups and for a constant number of rows, which every compiler turns into vector instructions by
// itself. (3) The tables stay in the nearest caches. (4) Rows take turns between two copies of them: a counter
// that was just stored costs several cycles to load again, and in sorted columns row after row hits the same one.
// (5) The columns are prefetched 2 KiB ahead. Plain C++ on purpose: vectors by hand and wider ones gained less
// than runs differ.
class spell_counter {
 public:
  // The window begins on `first` (days since 1970); `period_of_day` has the period, from 0 upwards, of each of
  // its days. The window begins after the least number of 32 bits and ends with the greatest at the latest.
  spell_counter(std::int32_t first, const std::vector<std::int32_t>& period_of_day);

  // At most 2^32 - 1 rows in all. Returns whether no row ends before it begins; the counts are void otherwise.
  bool count(const std::int32_t* since, const std::int32_t* until, std::size_t rows);

  // Rows that begin, and that end, on a day; none that do both.
  std::uint32_t came(std::size_t day) const { return sum_of_copies(came_, day); }
  std::uint32_t left(std::size_t day) const { return sum_of_copies(left_, day); }
  // Rows that begin and end in a period: on different days, and on the same.
  std::uint32_t within(std::size_t period) const { return sum_of_copies(within_, 2 * period + 1); }
  std::uint32_t without_night(std::size_t period) const { return sum_of_copies(within_, 2 * period); }

 private:
  static constexpr std::size_t block = 64;

  bool count_block(const std::int32_t* since, const std::int32_t* until);
  static std::uint32_t sum_of_copies(const std::vector<std::uint32_t>& table, std::size_t at) {
    return table[at] + table[at + table.size() / 2];
  }

  std::size_t days_;
  std::size_t periods_;
  std::int32_t before_;
  std::int32_t after_;
  std::vector<std::uint32_t> place_of_day_;   // twice the period
  std::vector<std::uint32_t> end_of_period_;  // the first day after the period of a day; after the window 0
  std::vector<std::uint32_t> came_;           // two copies, one after the other; so are the others
  std::vector<std::uint32_t> left_;
  std::vector<std::uint32_t> within_;
};

}  // namespace cxmetrics::detail

#endif
