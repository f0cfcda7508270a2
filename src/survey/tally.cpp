// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "state.hpp"

#include <cxmetrics/survey/tally.hpp>

namespace cxmetrics {

static_assert(divisible<tally>);

// The count of each score, lowest first; missing; off scale.
snapshot tally::snapshot() const {
  cxmetrics::snapshot result{.type = "tally", .layout = 1, .parameters = {scale_.low(), scale_.high()}};
  result.words.assign(counters_.count.begin(), counters_.count.begin() + scale_.points());
  result.words.insert(result.words.end(), {counters_.missing, counters_.off_scale});
  return result;
}

tally tally::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "tally");
  const cxmetrics::scale scale = detail::scale_in(stored);
  const auto points = static_cast<std::size_t>(scale.points());
  detail::require_sizes(stored, 2, points + 2);
  detail::word_reader words(stored);
  tally_counters counters;
  for (std::size_t index = 0; index < points; ++index) counters.count[index] = words.next();
  counters.missing = words.next();
  counters.off_scale = words.next();
  return tally{scale, counters};
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

}  // namespace cxmetrics
