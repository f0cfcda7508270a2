// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/category_test.hpp>
#include <cxmetrics/stats/proportion_test.hpp>

#include <array>
#include <cmath>
#include <cstdint>

namespace tests_of_category_test {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using counts = std::array<std::uint64_t, 3>;

TEST_CASE("Pearson's and the G test agree with SciPy", "[category_test]") {
  for (const auto& row : golden("category_chi2.csv")) {
    const counts a{row.count("a_d"), row.count("a_p"), row.count("a_pr")};
    const counts b{row.count("b_d"), row.count("b_p"), row.count("b_pr")};
    const auto result = row.text("test") == "g" ? cx::g_test(a, b) : cx::pearson_test(a, b);
    CAPTURE(row.text("test"), a, b);
    CHECK_THAT(result.statistic,
               WithinRel(row.number("statistic"), 1e-10) || WithinAbs(row.number("statistic"), 1e-15));
    CHECK(result.degrees_of_freedom == row.number("df"));
    CHECK_THAT(result.p_value, WithinRel(row.number("p_value"), 1e-10));
  }
}

TEST_CASE("Pearson's test of two categories is chi-squared of the shares", "[category_test]") {
  const auto two = cx::pearson_test(std::array<std::uint64_t, 2>{8, 2}, std::array<std::uint64_t, 2>{3, 7});
  const auto shares = cx::chi_squared_test({8, 10}, {3, 10});
  CHECK_THAT(two.statistic, WithinRel(shares.statistic, 1e-14));
  CHECK_THAT(two.p_value, WithinRel(shares.p_value, 1e-13));
}

TEST_CASE("categories that nobody chose do not count", "[category_test]") {
  const auto with =
      cx::pearson_test(std::array<std::uint64_t, 4>{8, 0, 2, 5}, std::array<std::uint64_t, 4>{3, 0, 7, 1});
  const auto without = cx::pearson_test(counts{8, 2, 5}, counts{3, 7, 1});
  CHECK(with.degrees_of_freedom == 2);
  CHECK(with.statistic == without.statistic);
}

TEST_CASE("categories at their ends", "[category_test]") {
  CHECK(std::isnan(cx::pearson_test(counts{0, 0, 0}, counts{1, 2, 3}).p_value));
  CHECK(std::isnan(cx::g_test(counts{0, 5, 0}, counts{0, 7, 0}).p_value));
  CHECK(std::isnan(cx::g_test({}, {}).statistic));
  const auto same = cx::g_test(counts{1, 2, 3}, counts{10, 20, 30});
  CHECK_THAT(same.statistic, WithinAbs(0, 1e-14));
  CHECK_THAT(same.p_value, WithinRel(1, 1e-14));
  CHECK_THROWS_AS(cx::pearson_test(counts{}, std::array<std::uint64_t, 2>{}), std::invalid_argument);
}

}  // namespace tests_of_category_test
