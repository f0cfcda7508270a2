// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <fmt/format.h>

#include <limits>
#include <vector>

namespace tests_of_format {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

cx::estimate nps_of_eight() {
  return cx::nps(std::vector<int>{10, 9, 9, 8, 7, 6, 10, 3});
}

}  // namespace

TEST_CASE("an estimate prints as value, interval and base", "[format]") {
  CHECK(fmt::format("NPS {}", nps_of_eight()) == "NPS 25.0 [-32.8, 68.3] (n = 8)");
}

TEST_CASE("the decimals of an estimate can be chosen", "[format]") {
  CHECK(fmt::format("{:.0}", nps_of_eight()) == "25 [-33, 68] (n = 8)");
  CHECK(fmt::format("{:.2}", nps_of_eight()) == "25.00 [-32.81, 68.32] (n = 8)");
}

TEST_CASE("a share prints with a per cent sign and its base in thousands", "[format]") {
  cx::tally tally{cx::one_to_five};
  tally.record(5, 2206);
  tally.record(1, 482);
  CHECK(fmt::format("{}", cx::csat(tally)) == "82.1 % [80.6, 83.5] (n = 2,688)");
}

TEST_CASE("scale points print with two decimals", "[format]") {
  cx::tally tally{cx::one_to_seven};
  tally.record(6, 3);
  tally.record(7, 1);
  CHECK(fmt::format("{}", cx::ces(tally)) == "6.25 [3.68, 6.70] (n = 4)");
}

TEST_CASE("an estimate without answers is n/a", "[format]") {
  CHECK(fmt::format("{}", cx::nps(cx::tally{cx::zero_to_ten})) == "n/a (n = 0)");
}

TEST_CASE("an estimate without an interval prints no brackets", "[format]") {
  const cx::estimate bare{.value = 12.25, .n = 1234567, .unit = cx::unit::percent};
  CHECK(fmt::format("{}", bare) == "12.2 % (n = 1,234,567)");
}

TEST_CASE("negative zero never prints", "[format]") {
  CHECK(fmt::format("{}", cx::interval{-0.0, -0.04}) == "[0.0, 0.0]");
  CHECK(fmt::format("{}", cx::interval{-0.06, 0.04}) == "[-0.1, 0.0]");
  CHECK(fmt::format("{:.0}", cx::interval{-0.5, 0.4}) == "[0, 0]");
  CHECK(fmt::format("{}", cx::difference{.value = -0.004, .ci = {-1, 1}}) == "0.00 [-1.00, 1.00]");
  CHECK(fmt::format("{}", cx::difference{.value = 0.004, .ci = {-1, 1}}) == "0.00 [-1.00, 1.00]");
}

TEST_CASE("large values are set apart in thousands", "[format]") {
  CHECK(fmt::format("{}", cx::interval{-1234567.89, 1000}) == "[-1,234,567.9, 1,000.0]");
  CHECK(fmt::format("{}", cx::interval{-999, 123456}) == "[-999.0, 123,456.0]");
}

TEST_CASE("an interval that does not exist is n/a", "[format]") {
  CHECK(fmt::format("{}", cx::interval{}) == "n/a");
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(fmt::format("{:.2}", cx::interval{-infinity, infinity}) == "[-inf, inf]");
}

TEST_CASE("a difference prints its sign, interval and p-value", "[format]") {
  const cx::difference rise{.value = 6, .ci = {-0.35, 12.3}, .p_value = 0.0641, .unit = cx::unit::points};
  CHECK(fmt::format("{}", rise) == "+6.0 [-0.3, 12.3] (p = 0.064)");
  CHECK(fmt::format("{:.2}", rise) == "+6.00 [-0.35, 12.30] (p = 0.064)");
  const cx::difference fall{.value = -6, .ci = {-12.3, 0.35}, .p_value = 0.0641, .unit = cx::unit::points};
  CHECK(fmt::format("{}", fall) == "-6.0 [-12.3, 0.3] (p = 0.064)");
}

TEST_CASE("a difference without an interval prints its value alone", "[format]") {
  CHECK(fmt::format("{}", cx::difference{.value = 1.5}) == "+1.50");
}

TEST_CASE("a difference of shares is in percentage points", "[format]") {
  const cx::difference change{.value = 2, .ci = {1, 3}, .p_value = 0.0004, .unit = cx::unit::percent};
  CHECK(fmt::format("{}", change) == "+2.0 pp [1.0, 3.0] (p < 0.001)");
}

TEST_CASE("rounding a p-value does not blur its side of the level", "[format]") {
  const auto printed = [](double p, double level) {
    return fmt::format("{}", cx::difference{.value = 1, .ci = {0, 2}, .level = level, .p_value = p});
  };
  CHECK(printed(0.04996, 0.95) == "+1.00 [0.00, 2.00] (p = 0.04996)");
  CHECK(printed(0.0503, 0.95) == "+1.00 [0.00, 2.00] (p = 0.0503)");
  CHECK(printed(0.0503, 0.90) == "+1.00 [0.00, 2.00] (p = 0.050)");
  CHECK(printed(1, 0.95) == "+1.00 [0.00, 2.00] (p = 1.000)");
}

TEST_CASE("a difference of nothing is n/a", "[format]") {
  CHECK(fmt::format("{}", cx::compare(cx::nps(cx::tally{cx::zero_to_ten}), nps_of_eight())) == "n/a");
}

TEST_CASE("a period prints as its name", "[format]") {
  const cx::day day{2024y / 3 / 5};
  CHECK(fmt::format("{} {} {}", cx::month_of(day), cx::quarter_of(day), cx::week_of(day)) ==
        "2024-03 2024-Q1 2024-W10");
}

TEST_CASE("a specification that makes no sense is refused at run time too", "[format]") {
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:.10}"), nps_of_eight()), fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:d}"), nps_of_eight()), fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:.}"), cx::interval{}), fmt::format_error);
  CHECK_THROWS_AS(fmt::format(fmt::runtime("{:.1}"), cx::month_of(cx::day{2024y / 3 / 5})),
                  fmt::format_error);
}

}  // namespace tests_of_format
