// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_DURATIONS_HPP
#define CXMETRICS_KERNELS_DURATIONS_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

namespace cxmetrics::detail {

// What is counted in whole blocks of rows.
struct duration_blocks {
  static constexpr std::size_t rows_of_block = 64;

  std::int32_t unknown;
  std::uint32_t longest;
  std::uint32_t* one;  // the table, twice
  std::uint32_t* other;
  std::uint32_t durations = 0;  // all bits that durations have
};
// False at a row that ends before it begins or lasts too long; rows that fill no block are left.
using duration_kernel = bool(duration_blocks& into, const std::int32_t* since, const std::int32_t* until,
                             std::size_t rows);
duration_kernel count_durations_avx2;

// How many rows lasted so many days, and how many of them ended, in one pass with one addition a row. As in
// spells.hpp, a block of rows is first brought to places without branches, and rows take turns between two copies of
// the table.
class duration_counter {
 public:
  // Nothing is known of the days from `unknown` on (days since 1970), which is no greatest number. The longest duration
  // is one less than a power of two.
  duration_counter(std::int32_t unknown, std::uint32_t longest);

  // At most 2^32 - 1 rows in all. Returns whether no row ends before it begins or lasts longer than the longest; the
  // counts are void otherwise.
  bool count(const std::int32_t* since, const std::int32_t* until, std::size_t rows);

  // More than the longest duration there is, and less than twice that.
  std::uint32_t end() const { return blocks_.durations + 1; }
  // Place 0 is that of rows that begin too late.
  std::uint32_t present(std::uint32_t duration) const { return sum_of_copies(2 * duration + 2); }
  std::uint32_t left(std::uint32_t duration) const { return sum_of_copies(2 * duration + 3); }

 private:
  struct release {
    void operator()(std::uint32_t* table) const { std::free(table); }
  };

  std::uint32_t sum_of_copies(std::size_t at) const { return table_[at] + table_[at + size_]; }

  std::size_t size_;
  bool fits_ = true;
  // From calloc, which hands over pages without writing to them: most durations never occur.
  std::unique_ptr<std::uint32_t[], release> table_;
  duration_blocks blocks_;
};

}  // namespace cxmetrics::detail

#endif
