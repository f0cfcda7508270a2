// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/multinomial.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace tests_of_multinomial {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using counts = std::vector<std::uint64_t>;

TEST_CASE("Sison and Glaz's simultaneous shares agree with statsmodels", "[multinomial]") {
  int rows = 0;
  for (const auto& row : golden("nps_multinomial.csv")) {
    if (row.text("method") != "sison-glaz") continue;
    ++rows;
    const auto shares = cx::sison_glaz_shares(
        counts{row.count("detractors"), row.count("passives"), row.count("promoters")}, row.number("conf"));
    CAPTURE(row.text("case"), row.text("conf"));
    // Fourth powers of 99 cancel in the reference; see the next case for the digits.
    const bool cancels = row.text("case") == "cnt_0_99_1" || row.text("case") == "cnt_1_0_99";
    const double digits = cancels ? 2e-9 : 1e-9;
    CHECK_THAT(shares[0].low, WithinAbs(row.number("d_lo"), digits));
    CHECK_THAT(shares[0].high, WithinAbs(row.number("d_hi"), digits));
    CHECK_THAT(shares[1].low, WithinAbs(row.number("p_lo"), digits));
    CHECK_THAT(shares[1].high, WithinAbs(row.number("p_hi"), digits));
    CHECK_THAT(shares[2].low, WithinAbs(row.number("pr_lo"), digits));
    CHECK_THAT(shares[2].high, WithinAbs(row.number("pr_hi"), digits));
  }
  CHECK(rows == 381);
}

TEST_CASE("Sison and Glaz's shares are those of arithmetic with 80 digits", "[multinomial]") {
  // The two examples of Sison and Glaz (1995), and the case where statsmodels is off.
  const auto seven = cx::sison_glaz_shares(counts{56, 72, 73, 59, 62, 87, 58});
  CHECK_THAT(seven[0].low, WithinAbs(0.07922912205567452, 1e-14));
  CHECK_THAT(seven[0].high, WithinAbs(0.16435573404022133, 1e-14));
  CHECK_THAT(seven[5].high, WithinAbs(0.23073689035713782, 1e-14));
  const auto fifty = cx::sison_glaz_shares(counts(50, 5));
  CHECK(fifty[7].low == 0);
  CHECK_THAT(fifty[7].high, WithinAbs(0.05312734476981309, 1e-14));
  CHECK_THAT(cx::sison_glaz_shares(counts{0, 99, 1}, 0.9)[2].high, WithinAbs(0.025382517683610478, 1e-14));
}

TEST_CASE("Sison and Glaz's shares hold at any size", "[multinomial]") {
  // By summing every term, with exactly rounded sums; the first is summed here too, the second integrated.
  CHECK_THAT(cx::sison_glaz_shares(counts{200'000, 100'000, 700'000})[0].high,
             WithinAbs(0.20091307529146116, 1e-12));
  const auto large = cx::sison_glaz_shares(counts{20'000'000, 10'000'000, 70'000'000});
  CHECK_THAT(large[0].high, WithinAbs(0.20009130745519363, 1e-12));
  // From there on the width goes by the root of n.
  constexpr std::uint64_t huge = 100'000'000'000'000'000;
  const auto largest = cx::sison_glaz_shares(counts{2 * huge, huge, 7 * huge});
  CHECK_THAT(largest[0].width() * 1e5, WithinAbs(large[0].width(), 2e-8));
}

TEST_CASE("Sison and Glaz's shares at their ends", "[multinomial]") {
  CHECK(cx::sison_glaz_shares(counts{}).empty());
  CHECK(cx::sison_glaz_shares(counts{0, 0}) == std::vector<cx::interval>(2, {0, 1}));
  for (const counts& answers :
       {counts{1, 0, 0}, counts{0, 0, 1000}, counts{1, 1}, counts{3, 1'000'000'000'000}}) {
    const auto shares = cx::sison_glaz_shares(answers, 0.9);
    const auto turned = cx::sison_glaz_shares(counts(answers.rbegin(), answers.rend()), 0.9);
    double n = 0;
    for (const auto count : answers) n += static_cast<double>(count);
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CAPTURE(answers, shares[i].low, shares[i].high);
      CHECK((0 <= shares[i].low && shares[i].high <= 1));
      CHECK(shares[i].contains(static_cast<double>(answers[i]) / n));
      CHECK_THAT(turned[answers.size() - 1 - i].high, WithinAbs(shares[i].high, 1e-14));
    }
  }
}

}  // namespace tests_of_multinomial
