// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_COHORT_CELLS_HPP
#define CXMETRICS_KERNELS_COHORT_CELLS_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// How many rows began in one period and ended in another, in one pass with one addition a row. As in spells.hpp, a
// block of rows is first brought into the window without branches, the columns are prefetched, and rows take turns
// between two copies of the table. Places: 0 before the window, 1 to periods() in it, and one more after it.
class cohort_counter {
 public:
  // The window begins on `first` (days since 1970), after the least number of 32 bits, and ends before the greatest;
  // `period_of_day` has the period, from 0 upwards, of each of its days.
  cohort_counter(std::int32_t first, const std::vector<std::int32_t>& period_of_day);

  // At most 2^32 - 1 rows in all. Returns whether no row ends before it begins; the counts are void otherwise.
  bool count(const std::int32_t* since, const std::int32_t* until, std::size_t rows);

  std::size_t periods() const { return stride_ - 2; }
  std::uint32_t rows(std::size_t began, std::size_t ended) const {
    const std::size_t at = began * stride_ + ended;
    return table_[at] + table_[at + table_.size() / 2];
  }

 private:
  static constexpr std::size_t block = 64;
  bool count_block(const std::int32_t* since, const std::int32_t* until);

  std::size_t stride_;
  std::int32_t before_;
  std::int32_t after_;
  std::vector<std::uint32_t> place_of_day_;  // from the day before the window to the day after it
  std::vector<std::uint32_t> row_of_day_;    // the same times the stride
  std::vector<std::uint32_t> table_;         // two copies, one after the other
};

}  // namespace cxmetrics::detail

#endif
