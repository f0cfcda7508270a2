// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/count.hpp"

#include <cxmetrics/detail/numbers.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

namespace cxmetrics::detail {

namespace {

constexpr auto window = static_cast<std::int64_t>(window_values);
using counts = std::array<std::uint64_t, window_values + 1>;

// The window of values that a kernel tells apart has room beside the scale: it is laid so that it holds as
// many of the missing codes as possible.
std::int64_t base_of_window(scale scale, const missing_codes& missing) {
  const auto codes_from = [&](std::int64_t base) {
    return std::count_if(missing.begin(), missing.end(),
                         [=](std::int64_t code) { return base <= code && code < base + window; });
  };
  std::int64_t best = scale.low();
  for (std::int64_t base = best; base > scale.high() - window; --base) {
    if (codes_from(base) > codes_from(best)) best = base;
  }
  return best;
}

class number_counter {
 public:
  number_counter(scale scale, const tally_options& options, std::size_t bytes, bool is_signed)
      : scale_(scale),
        bytes_(bytes),
        is_signed_(is_signed),
        base_(static_cast<std::uint64_t>(base_of_window(scale, options.missing))) {
    for (const std::int64_t code : options.missing) {
      if (!is_number(code)) continue;
      if (const std::size_t place = place_of(code); place < window_values) {
        missing_places_[place] = true;
      } else if (std::find(far_codes_.begin(), far_codes_.end(), code) == far_codes_.end()) {
        far_codes_.push_back(code);
      }
    }
  }

  tally_counters count(const numbers& scores) const {
    const count_kernel& kernel = count_kernel_in_use();
    const auto width = static_cast<std::size_t>(std::countr_zero(bytes_));
    const std::size_t block = count_block / bytes_;
    counts seen{};
    tally_counters result;
    for (std::size_t first = 0; first < scores.size; first += block) {
      const numbers part = scores.part(first, std::min(first + block, scores.size));
      std::uint64_t others = seen[window_values];
      kernel.count[width](part.data, part.size, base_, seen.data());
      others = seen[window_values] - others;
      // The block is still in the cache: looking for far codes costs little, and nothing in clean data.
      for (const std::int64_t code : far_codes_) {
        if (others == 0) break;
        const auto found = kernel.count_equal[width](part.data, part.size, static_cast<std::uint64_t>(code));
        result.missing += found;
        others -= found;
      }
    }
    for (std::size_t place = 0; place < window_values; ++place) {
      if (missing_places_[place]) result.missing += std::exchange(seen[place], 0);
    }
    std::uint64_t answered = 0;
    for (int index = 0; index < scale_.points(); ++index) {
      const std::int64_t score = scale_.low() + index;
      if (!is_number(score)) continue;
      const std::uint64_t count = seen[place_of(score)];
      result.count[static_cast<std::size_t>(index)] = count;
      answered += count;
    }
    result.off_scale = scores.size - answered - result.missing;
    return result;
  }

 private:
  // Whether the type of the numbers has this value.
  bool is_number(std::int64_t value) const {
    if (bytes_ == 8) return is_signed_ || value >= 0;
    const auto bits = static_cast<int>(8 * bytes_);
    const std::int64_t least = is_signed_ ? -(std::int64_t{1} << (bits - 1)) : 0;
    return least <= value && value < least + (std::int64_t{1} << bits);
  }
  std::size_t place_of(std::int64_t value) const {
    const std::uint64_t distance =
        (static_cast<std::uint64_t>(value) - base_) << (64 - 8 * bytes_) >> (64 - 8 * bytes_);
    return static_cast<std::size_t>(std::min<std::uint64_t>(distance, window_values));
  }

  scale scale_;
  std::size_t bytes_;
  bool is_signed_;
  std::uint64_t base_;
  std::array<bool, window_values> missing_places_{};
  std::vector<std::int64_t> far_codes_;
};

}  // namespace

tally tally_of_numbers(scale scale, const numbers& scores, const tally_options& options) {
  const number_counter counter(scale, options, scores.bytes, scores.is_signed);
  return count_in_parts(scores.size, options.threads, tally{scale},
                        [&](tally& part, std::size_t first, std::size_t last) {
                          part += tally{scale, counter.count(scores.part(first, last))};
                        });
}

}  // namespace cxmetrics::detail
