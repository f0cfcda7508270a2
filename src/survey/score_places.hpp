// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_SCORE_PLACES_HPP
#define CXMETRICS_SURVEY_SCORE_PLACES_HPP

#include "kernels/count.hpp"

#include <cxmetrics/survey/tally_of.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <span>

namespace cxmetrics::detail {

// What the kernels count numbers in: a place for each value of a window that holds the scale, one for all
// other numbers, and one for those of them that are missing codes.
class score_places {
 public:
  static constexpr std::size_t other = window_values;
  static constexpr std::size_t far_missing = window_values + 1;
  using counts = std::array<std::uint64_t, window_values + 2>;

  // Scores as the numbers have them, of any value.
  score_places(scale scale, const tally_options& options, const numbers& scores);

  // The number of the first place; as all numbers here, as many bits of it as a score has.
  std::uint64_t base() const noexcept { return base_; }
  // The missing codes outside the window, each once.
  std::span<const std::uint64_t> far_codes() const noexcept { return {far_codes_.data(), far_codes_size_}; }
  // The width of a score: 0 to 3 for 1, 2, 4 or 8 bytes.
  std::size_t width() const noexcept { return static_cast<std::size_t>(std::countr_zero(bytes_)); }

  tally tally_of(const std::uint64_t* counts) const;

 private:
  bool is_number(std::int64_t value) const noexcept;
  std::size_t place_of(std::int64_t value) const noexcept;

  scale scale_;
  std::size_t bytes_;
  bool is_signed_;
  std::uint64_t base_;
  std::array<bool, window_values> is_missing_{};
  std::array<std::uint64_t, missing_codes::max_codes> far_codes_{};
  std::size_t far_codes_size_ = 0;
};

}  // namespace cxmetrics::detail

#endif
