// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/survey/share.hpp>
#include <cxmetrics/survey/tally.hpp>

namespace tests_of_share {
namespace cx = cxmetrics;
using cxmetrics::tests::WithinAbs;

TEST_CASE("a share is the per cent of yes", "[share]") {
  cx::tally tally{cx::no_or_yes};
  CHECK(cx::share(tally).n == 0);
  tally.record(1, 2);
  tally.record(0);
  CHECK_THAT(cx::share(tally).value, WithinAbs(200.0 / 3, 1e-12));
  CHECK(cx::share.id() == "share");
  CHECK(cx::share.unit() == cx::unit::percent);
}

}  // namespace tests_of_share
