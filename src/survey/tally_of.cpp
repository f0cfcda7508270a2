// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/count.hpp"
#include "survey/score_places.hpp"

#include <cxmetrics/detail/numbers.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/survey/tally_of.hpp>

#include <algorithm>

namespace cxmetrics::detail {

tally tally_of_numbers(scale scale, const numbers& scores, const tally_options& options) {
  const score_places places(scale, options, scores);
  const count_kernel& kernel = count_kernel_in_use();
  const auto count = [&](tally& total, std::size_t first, std::size_t last) {
    score_places::counts counts{};
    const std::size_t block = count_block / scores.bytes;
    for (; first < last; first += block) {
      const numbers part = scores.part(first, std::min(first + block, last));
      const std::uint64_t others_before = counts[score_places::other];
      kernel.count[places.width()](part.data, part.size, places.base(), counts.data());
      // The block is still in the cache: looking for far codes costs little, and nothing in clean data.
      for (const std::uint64_t code : places.far_codes()) {
        if (counts[score_places::other] == others_before) break;
        const auto found = kernel.count_equal[places.width()](part.data, part.size, code);
        counts[score_places::far_missing] += found;
        counts[score_places::other] -= found;
      }
    }
    total += places.tally_of(counts.data());
  };
  return count_in_parts(scores.size, options.threads, tally{scale}, count);
}

}  // namespace cxmetrics::detail
