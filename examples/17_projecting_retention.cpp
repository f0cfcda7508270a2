// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// How many of a cohort will be there after twelve years, told after seven.
#include "expect.hpp"

#include <cxmetrics/customers/projection.hpp>
#include <cxmetrics/report/format.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

namespace cx = cxmetrics;

int main() {
  // Of 1,000 customers so many are left after one renewal, two, … (Fader and Hardie 2007, "High End").
  cx::renewals high_end;
  high_end.record_cohort(std::vector<std::uint64_t>{1000, 869, 743, 653, 593, 551, 517, 491});
  const cx::retention_projection projected = cx::project_retention(high_end);
  expect(fmt::format("alpha {:.3f}, beta {:.3f}, {}", projected.model().alpha(), projected.model().beta(),
                     projected.fit().usable() ? "to be relied on" : "not to be relied on"),
         "alpha 0.668, beta 3.806, to be relied on");

  // Seven renewals were seen; in truth 39.4 % were there after twelve.
  expect(fmt::format("after 7   {}", projected.survival(7)), "after 7   48.9 % [45.8, 52.0] (n = 1,000)");
  expect(fmt::format("after 12  {}", projected.survival(12)), "after 12  37.8 % [34.1, 41.7] (n = 1,000)");
  expect(fmt::format("renew for the 2nd and the 12th time: {:.1f} %, {:.1f} %", projected.retention(2).value,
                     projected.retention(12).value),
         "renew for the 2nd and the 12th time: 87.8 %, 95.7 %");

  // What those who have renewed seven times are still worth, in renewals at 10 % discount.
  expect(fmt::format("to come: {:.2f} renewals", projected.model().expected_residual_lifetime(7, 0.1)),
         "to come: 7.53 renewals");
  // alpha is below 1: some have hardly any risk, and the mean over all is infinite.
  expect(std::isinf(projected.mean_lifetime().value) ? "no mean lifetime" : "a mean lifetime",
         "no mean lifetime");
}
