// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_SPELLS_HPP
#define CXMETRICS_KERNELS_SPELLS_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// How many customers came and left on each day of a window, and in which of its periods. Days are places:
// 0 stands for all before the window, 1 to days() for its own, days() + 1 for all after; periods likewise.
//
// What makes it fast. (1) One pass, and one table of pairs: a row adds 1 to the cell (period it begins in,
// period it ends in), whatever lies between, so that its cost does not depend on the number of periods; all
// that a flow counts follows from the cells and the sums by day. (2) A block of rows is first brought into the
// window, without branches or look-ups and for a constant number of rows, which every compiler turns into
// vector instructions by itself. (3) Each row then adds to three small tables that stay in the nearest caches;
// half of the pairs are enough, because nobody leaves before they came. (4) Rows take turns between two sets of
// tables: a counter that was just stored costs several cycles to load again, and in sorted columns row after
// row hits the same one. (5) The columns are prefetched 2 KiB ahead. Plain C++ on purpose: vectors by hand and
// wider ones gained less than runs differ.
class spell_counter {
 public:
  // With more periods than this the pairs leave the caches.
  static constexpr std::size_t most_periods = 254;

  // The window begins on `first` (days since 1970); `period_of_day` has the period, from 0 upwards, of each of
  // its days. The window begins after the least number of 32 bits and ends with the greatest at the latest.
  spell_counter(std::int32_t first, const std::vector<std::int32_t>& period_of_day);

  // At most 2^32 - 1 rows in all. Returns whether no row ends before it begins; the counts are void otherwise.
  bool count(const std::int32_t* since, const std::int32_t* until, std::size_t rows);

  std::size_t days() const { return days_; }
  std::size_t periods() const { return periods_; }
  // Rows that begin, and that end, on a day; none that do both.
  std::uint32_t came(std::size_t day) const { return came_[day] + came_[day + table_days()]; }
  std::uint32_t left(std::size_t day) const { return left_[day] + left_[day + table_days()]; }
  // Rows that begin in one period and end in another, joins <= leaves.
  std::uint32_t pairs(std::size_t joins, std::size_t leaves) const {
    const std::size_t cell = row_of(joins) + leaves;
    return pairs_[cell] + pairs_[cell + table_pairs()];
  }

 private:
  static constexpr std::size_t block = 64;

  bool count_block(const std::int32_t* since, const std::int32_t* until);
  std::size_t table_days() const { return days_ + 2; }
  std::size_t table_pairs() const { return (periods_ + 2) * (periods_ + 3) / 2; }
  // Where the row of a period would begin had it cells left of the diagonal.
  std::size_t row_of(std::size_t period) const { return period * (periods_ + 2) - period * (period + 1) / 2; }

  std::size_t days_;
  std::size_t periods_;
  std::int32_t before_;
  std::int32_t after_;
  std::vector<std::uint16_t> row_of_day_;
  std::vector<std::uint16_t> column_of_day_;
  std::vector<std::uint32_t> pairs_;
  std::vector<std::uint32_t> came_;
  std::vector<std::uint32_t> left_;
};

}  // namespace cxmetrics::detail

#endif
