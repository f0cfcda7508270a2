// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/customers/renewals.hpp>

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace tests_of_renewals {
namespace cx = cxmetrics;
using cx::tests::check_law;

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

TEST_CASE("before few are left, whoever is there goes on being there", "[renewals]") {
  cx::renewals counted;
  counted.record_cohort(std::vector<std::uint64_t>{100, 60, 20, 7, 3, 1});
  counted.record_cohort(std::vector<std::uint64_t>{30, 25});
  cx::renewals expected;  // three of the older ones would be left after the fourth renewal
  expected.record_cohort(std::vector<std::uint64_t>{100, 60, 20, 7});
  expected.record_cohort(std::vector<std::uint64_t>{30, 25});
  CHECK(counted.before_few(5) == expected);
  CHECK(counted.before_few(5).before_few(5) == expected);
  CHECK(counted.before_few(1) == counted);
  CHECK(counted.before_few(0) == counted);
  CHECK(cx::renewals{}.before_few(5) == cx::renewals{});

  // To be left with nobody tells of nobody.
  cx::renewals gone;
  gone.record_cohort(std::vector<std::uint64_t>{40, 20, 0});
  CHECK(gone.before_few(5) == gone);

  // So few from the start.
  cx::renewals few;
  few.record_cohort(std::vector<std::uint64_t>{4, 2, 1});
  few.record_present(0, 90);
  CHECK(few.before_few(5).last() == 0);
  CHECK(few.before_few(5).customers() == 94);
}

TEST_CASE("what is known before few are left tells of few at no renewal", "[renewals]") {
  check_law("no renewal has few who come to it, or who are left after it", [] {
    cx::renewals counted;
    const auto cohorts = *rc::gen::inRange(1, 5);
    for (int cohort = 0; cohort < cohorts; ++cohort) {
      std::vector<std::uint64_t> alive{*rc::gen::inRange<std::uint64_t>(0, 60)};
      const auto ages = *rc::gen::inRange(0, 8);
      for (int age = 0; age < ages; ++age)
        alive.push_back(*rc::gen::inRange<std::uint64_t>(0, alive.back() + 1));
      counted.record_cohort(alive);
    }
    const cx::renewals told = counted.before_few(5);
    RC_ASSERT(told.customers() == counted.customers());
    const auto is_few = [](std::uint64_t customers) { return customers > 0 && customers < 5; };
    for (std::size_t at = 1; at <= told.last(); ++at) {
      RC_ASSERT(told.at_risk(at) == counted.at_risk(at));
      RC_ASSERT(told.left(at) == counted.left(at));
      RC_ASSERT(!is_few(told.at_risk(at)));
      RC_ASSERT(!is_few(told.at_risk(at) - told.left(at)));
    }
  });
}

}  // namespace tests_of_renewals
