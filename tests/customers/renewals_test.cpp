// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/renewals.hpp>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace cx = cxmetrics;

TEST_CASE("a cohort is those who left at each renewal and those who are still there", "[renewals]") {
  cx::renewals counted;
  counted.record_cohort(std::vector<std::uint64_t>{100, 87, 74});
  CHECK(counted.left(1) == 13);
  CHECK(counted.left(2) == 13);
  CHECK(counted.left(3) == 0);
  CHECK(counted.present(2) == 74);
  CHECK(counted.customers() == 100);
  CHECK(counted.at_risk(1) == 100);
  CHECK(counted.at_risk(2) == 87);
  CHECK(counted.at_risk(3) == 0);
  CHECK(counted.last() == 2);
}

TEST_CASE("cohorts of unequal age add up, in any order", "[renewals]") {
  cx::renewals old;
  old.record_cohort(std::vector<std::uint64_t>{100, 87, 74});
  cx::renewals young;
  young.record_cohort(std::vector<std::uint64_t>{50, 40});
  CHECK(old + young == young + old);
  CHECK((old + young).at_risk(1) == 150);
  CHECK((old + young).at_risk(2) == 87);
  cx::renewals one_by_one;
  for (int i = 0; i < 10; ++i) one_by_one.record_left(1);
  one_by_one.record_present(1, 40);
  CHECK(one_by_one == young);
}

TEST_CASE("cohorts that grow and renewals that are none are refused", "[renewals]") {
  cx::renewals counted;
  CHECK_THROWS_AS(counted.record_cohort(std::vector<std::uint64_t>{10, 11}), std::invalid_argument);
  CHECK_THROWS_AS(counted.record_left(0), std::invalid_argument);
  CHECK_THROWS_AS(counted.record_left(cx::renewals::most + 1), std::invalid_argument);
  CHECK(counted == cx::renewals{});
  CHECK(counted.last() == 0);
}
