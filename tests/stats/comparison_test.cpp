// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/survey/nps.hpp>

namespace cx = cxmetrics;

TEST_CASE("a comparison turned round is the negative", "[comparison]") {
  cx::tally march{cx::zero_to_ten};
  march.record(10, 540);
  march.record(7, 360);
  march.record(0, 300);
  cx::tally april{cx::zero_to_ten};
  april.record(10, 675);
  april.record(7, 351);
  april.record(0, 324);
  const cx::difference change = cx::compare(cx::nps(march), cx::nps(april));
  const cx::difference back = cx::compare(cx::nps(april), cx::nps(march));
  CHECK(change.value == 6);
  CHECK(back.value == -6);
  CHECK(back.ci.low == -change.ci.high);
  CHECK(change.p_value == back.p_value);
  CHECK(change.p_value > 0.05);
  CHECK(change.p_value < 0.07);
}
