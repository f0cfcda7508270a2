// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/observed_mean.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace tests_of_observed_mean {
namespace cx = cxmetrics;
using method = cx::interval_method;

namespace {

cx::observed_values from_0_to_100(const std::map<double, std::uint64_t>& count) {
  return {count, 0, 100};
}

cx::estimate mean_of(const std::map<double, std::uint64_t>& count, method method = method::standard) {
  cx::estimate_options options;
  options.method = method;
  return cx::estimate_of(from_0_to_100(count), cx::unit::percent, options);
}

}  // namespace

TEST_CASE("the mean of any values has the intervals of a distribution", "[observed_mean]") {
  cx::distribution values;
  for (const double possible : {0.0, 100.0}) values.add(possible, 0);
  values.add(20, 3);
  values.add(50, 4);
  values.add(95, 2);
  for (const method each : {method::student_t, method::score, method::wald}) {
    cx::estimate_options options;
    options.method = each;
    const cx::estimate expected = cx::estimate_of(values, cx::unit::percent, options);
    const cx::estimate found = mean_of({{20, 3}, {50, 4}, {95, 2}}, each);
    CHECK(found.value == expected.value);
    CHECK(found.n == 9);
    CHECK(found.method == each);
    if (each == method::wald) continue;  // its divisor is n - 1 here, as the quantity is none of a scale
    CHECK(found.ci.low == Approx(expected.ci.low).epsilon(1e-12));
    CHECK(found.ci.high == Approx(expected.ci.high).epsilon(1e-12));
    CHECK(cx::interval_at(found, 0.5).low == Approx(cx::interval_at(expected, 0.5).low).epsilon(1e-12));
  }
  CHECK(mean_of({{20, 3}, {50, 4}}).method == method::student_t);
}

TEST_CASE("values that all agree still leave room for others", "[observed_mean]") {
  const cx::estimate all = mean_of({{0.1, 10}});
  CHECK(all.value == 0.1);
  CHECK(all.method == method::score);
  CHECK(all.ci.low < 0.1);
  CHECK(all.ci.high > 10);
  CHECK(all.ci.high < 40);
  const cx::estimate one = mean_of({{10, 1}});
  CHECK(std::isnan(one.standard_error));
  const cx::estimate none = mean_of({});
  CHECK(std::isnan(none.value));
  CHECK(none.ci == cx::interval{0, 100});
  CHECK(none.n == 0);
}

TEST_CASE("two means differ as Welch and Student say", "[observed_mean]") {
  const cx::estimate before = mean_of({{10, 5}, {20, 5}, {35.5, 2}});
  const cx::estimate after = mean_of({{10, 2}, {20, 5}, {35.5, 9}});
  const auto measured = [](const cx::estimate& each) {
    return cx::measured{each.value, each.standard_error, static_cast<double>(each.n) - 1};
  };
  const cx::mean_test welch = cx::welch_test(measured(after), measured(before));
  const cx::difference found = cx::compare(before, after, cx::comparison_method::welch);
  CHECK(found.p_value == Approx(welch.p_value).epsilon(1e-12));
  CHECK(found.ci.low == Approx(welch.ci.low).epsilon(1e-12));
  const cx::difference standard = cx::compare(before, after);
  CHECK(standard.value == Approx(after.value - before.value));
  CHECK(standard.mark_p_value >= standard.p_value);
}

TEST_CASE("means of parts pool to that of the whole, and the rest is left", "[observed_mean]") {
  cx::tests::check_law("pool and rest", [] {
    const auto any = [] {
      std::map<double, std::uint64_t> count;
      const int values = *rc::gen::inRange(1, 6);
      for (int i = 0; i < values; ++i)
        count[*rc::gen::inRange(0, 401) / 4.0] += *rc::gen::inRange<std::uint64_t>(1, 1000);
      return count;
    };
    const auto one = any();
    const auto other = any();
    auto both = one;
    for (const auto& [value, times] : other) both[value] += times;
    const std::array parts{mean_of(one), mean_of(other)};
    const auto pooled = cx::pooled(parts);
    RC_ASSERT(pooled.has_value());
    RC_ASSERT(pooled->value == mean_of(both).value);
    RC_ASSERT(pooled->ci == mean_of(both).ci);
    RC_ASSERT(cx::rest_of(*pooled, parts[0]).ci == parts[1].ci);
    RC_ASSERT(pooled->ci.contains(pooled->value));
  });
}

TEST_CASE("what cannot be observed, or not be estimated so, is refused", "[observed_mean]") {
  CHECK_THROWS_AS(mean_of({{101, 1}}), std::invalid_argument);
  CHECK_THROWS_WITH(mean_of({{1, 1}}, method::wilson),
                    "the interval Wilson does not fit; here apply: Student t, score, Wald");
  cx::estimate_options of_population;
  of_population.population = 10;
  CHECK_THROWS_AS(cx::estimate_of(from_0_to_100({{1, 1}}), cx::unit::percent, of_population),
                  std::invalid_argument);
  const std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  CHECK_THROWS_AS(mean_of({{1, most}, {2, 1}}), std::invalid_argument);
  CHECK_THROWS_AS(cx::rest_of(mean_of({{1, 5}}), mean_of({{2, 5}})), std::invalid_argument);
}

}  // namespace tests_of_observed_mean
