// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_KERNELS_PLACE_COUNTS_HPP
#define CXMETRICS_KERNELS_PLACE_COUNTS_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// A column that is read along and of which the part to come can be asked for beforehand.
struct column_ahead {
  const void* data;
  std::size_t bytes;  // of a value
};

// How often each of up to 16 places occurs in each of many groups.
//
// A counter has one byte, so that the 16 of a group lie in a quarter of a cache line and those of 100,000
// groups in 1.6 MB; when it comes round to 0, 256 goes to the group's full counter. Where four tables take no
// more than 64 KiB, neighbouring rows use different ones: in sorted or one-sided data the same counter would
// otherwise be stored and loaded again at once, row after row. The rows to come are prefetched meanwhile,
// because the increments leave the memory idle.
class CXMETRICS_EXPORT place_counts {
 public:
  static constexpr std::size_t places = 16;

  // Makes room for groups 0 to `last`.
  void reach(std::size_t last) {
    if (last * places >= totals_.size()) grow(last);
  }

  // Adds rows of which each has a group within reach and a place below 16.
  void add(const std::uint32_t* group, const std::uint8_t* place, std::size_t rows,
           const column_ahead& first_column, const column_ahead& second_column);

  // Adds a row of a group within reach.
  void add(std::uint32_t group, std::uint8_t place) {
    const std::size_t at = group * places + place;
    if (++counters_[at] == 0) totals_[at] += 256;
  }

  // The same row `times` over.
  void add(std::uint32_t group, std::size_t place, std::uint64_t times) {
    totals_[group * places + place] += times;
  }

  // How often a place of a group within reach has occurred.
  std::uint64_t count(std::size_t group, std::size_t place) const;
  std::size_t groups() const { return totals_.size() / places; }

  // The 16 counts of each group within reach, group after group, and what it holds thereafter.
  const std::vector<std::uint64_t>& totals();

  place_counts& operator+=(place_counts& other);

 private:
  void grow(std::size_t last);
  void empty_counters();

  std::size_t apart_ = 0;  // from one table to the next; 0 where there is but one
  std::vector<std::uint8_t> counters_;
  std::vector<std::uint64_t> totals_;
};

// The place of each number of 1, 2, 4 or 8 bytes: number - base within the window, else window_values, or
// one more for a far code. Numbers are bit patterns, as for count_kernel.
using placing = void(const void* numbers, std::size_t size, std::uint64_t base,
                     const std::uint64_t* far_codes, std::size_t far_codes_size, std::uint8_t* places);
extern placing* const place_numbers[4];

// Ids as 32 bits each, in the room given if they are not there already, and the bits that occur in any of
// them, which as a number is no less than the greatest.
struct group_ids {
  const std::uint32_t* ids;
  std::uint64_t bits;
};
using gathering = group_ids(const void* numbers, std::size_t size, std::uint32_t* room);
extern gathering* const gather_ids[4];
// The same with 1 added to each id, so that -1 is 0.
extern gathering* const gather_next_ids[4];

}  // namespace cxmetrics::detail

#endif
