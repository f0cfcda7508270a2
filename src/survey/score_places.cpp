// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "survey/score_places.hpp"

#include <algorithm>

namespace cxmetrics::detail {

namespace {

// The window has room beside the scale: it is laid so that it holds as many missing codes as possible.
std::int64_t base_of_window(scale scale, const missing_codes& missing) {
  constexpr auto values = static_cast<std::int64_t>(window_values);
  const auto codes_from = [&](std::int64_t base) {
    return std::count_if(missing.begin(), missing.end(),
                         [=](std::int64_t code) { return base <= code && code < base + values; });
  };
  std::int64_t best = scale.low();
  for (std::int64_t base = best; base > scale.high() - values; --base) {
    if (codes_from(base) > codes_from(best)) best = base;
  }
  return best;
}

}  // namespace

score_places::score_places(scale scale, const tally_options& options, const numbers& scores)
    : scale_(scale),
      bytes_(scores.bytes),
      is_signed_(scores.is_signed),
      base_(static_cast<std::uint64_t>(base_of_window(scale, options.missing))) {
  for (const std::int64_t code : options.missing) {
    if (!is_number(code)) continue;
    const auto number = static_cast<std::uint64_t>(code);
    if (const std::size_t place = place_of(code); place < window_values) {
      is_missing_[place] = true;
    } else if (std::ranges::find(far_codes(), number) == far_codes().end()) {
      far_codes_[far_codes_size_++] = number;
    }
  }
}

tally score_places::tally_of(const std::uint64_t* times) const {
  tally_counters result;
  result.missing = times[far_missing];
  result.off_scale = times[other];
  for (std::size_t place = 0; place < window_values; ++place) {
    (is_missing_[place] ? result.missing : result.off_scale) += times[place];
  }
  for (int index = 0; index < scale_.points(); ++index) {
    const std::int64_t score = scale_.low() + index;
    if (!is_number(score) || is_missing_[place_of(score)]) continue;
    const std::uint64_t count = times[place_of(score)];
    result.count[static_cast<std::size_t>(index)] = count;
    result.off_scale -= count;
  }
  return tally{scale_, result};
}

// Whether a score can have this value: its type may not reach so far.
bool score_places::is_number(std::int64_t value) const noexcept {
  if (bytes_ == 8) return is_signed_ || value >= 0;
  const auto bits = static_cast<int>(8 * bytes_);
  const std::int64_t least = is_signed_ ? -(std::int64_t{1} << (bits - 1)) : 0;
  return least <= value && value < least + (std::int64_t{1} << bits);
}

std::size_t score_places::place_of(std::int64_t value) const noexcept {
  const auto unused_bits = static_cast<int>(64 - 8 * bytes_);
  const std::uint64_t distance = (static_cast<std::uint64_t>(value) - base_) << unused_bits >> unused_bits;
  return static_cast<std::size_t>(std::min<std::uint64_t>(distance, other));
}

}  // namespace cxmetrics::detail
