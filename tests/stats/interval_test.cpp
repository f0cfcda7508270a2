// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/interval.hpp>
#include <cxmetrics/stats/mean_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>

namespace tests_of_interval {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double quadrillion = 1e15;

// Detractors, passives and promoters of each case.
std::map<std::string, std::array<double, 3>> net_counts() {
  std::map<std::string, std::array<double, 3>> result;
  for (const auto& row : golden("nps_score_root.csv")) {
    result[row.text("case")] = {row.number("detractors"), row.number("passives"), row.number("promoters")};
  }
  return result;
}
}  // namespace

TEST_CASE("the intervals of a share agree with statsmodels and R", "[interval]") {
  const auto made_by = [](const std::string& method, double successes, double n, double level) {
    if (method == "wilson") return cx::wilson(successes, n, level);
    if (method == "agresti_coull") return cx::agresti_coull(successes, n, level);
    if (method == "beta") return cx::clopper_pearson(successes, n, level);
    if (method == "jeffreys") return cx::jeffreys(successes, n, level);
    const double share = successes / n;
    const auto bounds = cx::wald(share, std::sqrt(share * (1 - share) / n), level);
    return cx::interval{std::max(0.0, bounds.low), std::min(1.0, bounds.high)};  // as statsmodels cuts it
  };
  for (const auto& row : golden("proportion_ci.csv")) {
    const auto bounds =
        made_by(row.text("method"), row.number("successes"), row.number("n"), row.number("conf"));
    CAPTURE(row.text("method"), row.text("successes"), row.text("n"), row.text("conf"));
    // Wilson's references leave 0 and 1 by 3e-16 where nobody or everybody succeeds.
    CHECK_THAT(bounds.low, WithinRel(row.number("lo"), 1e-8) || WithinAbs(row.number("lo"), 1e-15));
    CHECK_THAT(bounds.high, WithinRel(row.number("hi"), 1e-8) || WithinAbs(row.number("hi"), 1e-15));
    if (row.text("r_lo").empty()) continue;
    CHECK_THAT(bounds.low, WithinRel(row.number("r_lo"), 1e-8) || WithinAbs(row.number("r_lo"), 1e-15));
    CHECK_THAT(bounds.high, WithinRel(row.number("r_hi"), 1e-8) || WithinAbs(row.number("r_hi"), 1e-15));
  }
}

TEST_CASE("the Wilson interval of a share is the worked one", "[interval]") {
  // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  CHECK_THAT(cx::wilson(81, 263).low, WithinAbs(0.2553, 5e-5));
  CHECK_THAT(cx::wilson(81, 263).high, WithinAbs(0.3662, 5e-5));
  CHECK_THAT(cx::wilson(15, 148).low, WithinAbs(0.0624, 5e-5));
  CHECK_THAT(cx::wilson(15, 148).high, WithinAbs(0.1605, 5e-5));
  CHECK_THAT(cx::wilson(0, 20).high, WithinAbs(0.1611, 5e-5));
  CHECK_THAT(cx::wilson(1, 29).low, WithinAbs(0.0061, 5e-5));
  CHECK_THAT(cx::wilson(1, 29).high, WithinAbs(0.1718, 5e-5));
}

TEST_CASE("Wilson solves the score equation at any size", "[interval]") {
  const double z = 1.9599639845400545;
  for (const double n : {1.0, 2.0, 30.0, 1e6, quadrillion}) {
    for (const double share : {0.0, 0.001, 0.5, 0.999, 1.0}) {
      const double successes = std::floor(share * n);
      const auto bounds = cx::wilson(successes, n);
      CAPTURE(n, successes, bounds.low, bounds.high);
      REQUIRE(bounds.contains(successes / n));
      REQUIRE((bounds.low >= 0 && bounds.high <= 1));
      CHECK((successes == 0) == (bounds.low == 0));
      CHECK((successes == n) == (bounds.high == 1));
      const auto turned = cx::wilson(n - successes, n);
      CHECK_THAT(turned.low, WithinAbs(1 - bounds.high, 2e-16));
      if (successes == 0) {
        CHECK_THAT(bounds.high, WithinRel(z * z / (n + z * z), 1e-14));
      } else if (n < 1e9) {
        // (p̂ - low)² = z² low (1 - low) / n
        const double off = successes / n - bounds.low;
        CHECK_THAT(off * off, WithinRel(z * z * bounds.low * (1 - bounds.low) / n, 1e-9));
      }
    }
  }
  CHECK(cx::wilson(0, 0) == cx::interval{0, 1});
  CHECK_THROWS_AS(cx::wilson(2, 1), std::invalid_argument);
  CHECK_THROWS_AS(cx::wilson(-1, 1), std::invalid_argument);
  CHECK_THROWS_AS(cx::wilson(std::nan(""), 1), std::invalid_argument);
}

TEST_CASE("the net score interval is the root of the score test", "[interval]") {
  for (const auto& row : golden("nps_score_root.csv")) {
    const auto bounds = cx::net_score_interval(row.number("detractors"), row.number("passives"),
                                               row.number("promoters"), row.number("conf"));
    CAPTURE(row.text("case"), row.text("conf"));
    CHECK_THAT(100 * bounds.low, WithinAbs(row.number("lo"), 1e-9));
    CHECK_THAT(100 * bounds.high, WithinAbs(row.number("hi"), 1e-9));
    // R stops its own search early.
    CHECK_THAT(100 * bounds.low, WithinAbs(row.number("r_lo"), 4e-5));
    CHECK_THAT(100 * bounds.high, WithinAbs(row.number("r_hi"), 4e-5));
  }
}

TEST_CASE("Wald, adjusted Wald and score intervals of the NPS agree with R NPS", "[interval]") {
  const auto counts = net_counts();
  for (const auto& row : golden("nps_interval.csv")) {
    const auto [low, middle, high] = counts.at(row.text("case"));
    const double level = row.number("conf");
    const std::string& method = row.text("method");
    CAPTURE(row.text("case"), method, level);
    if (method == "iterative") {
      const auto bounds = cx::net_score_interval(low, middle, high, level);
      CHECK_THAT(100 * bounds.low, WithinAbs(row.number("lo"), 1e-4));
      CHECK_THAT(100 * bounds.high, WithinAbs(row.number("hi"), 1e-4));
      continue;
    }
    cx::pseudo_counts pseudo{0, 0, 0};
    if (method == "adjusted_wald") {
      const auto added = row.numbers("pseudo_d_p_pr");
      pseudo = {added.at(0), added.at(1), added.at(2)};
    }
    const auto bounds = cx::adjusted_wald(low, middle, high, level, pseudo);
    CHECK_THAT(100 * bounds.low, WithinRel(row.number("lo"), 1e-12) || WithinAbs(row.number("lo"), 1e-12));
    CHECK_THAT(100 * bounds.high, WithinRel(row.number("hi"), 1e-12) || WithinAbs(row.number("hi"), 1e-12));
    if (row.text("p_value").empty()) continue;
    const double centre = 50 * (bounds.low + bounds.high);
    // R computes 1 - (2 pnorm - 1), so that small ones are 0.
    CHECK_THAT(cx::welch_test({centre, row.number("se")}, {0, 0}).p_value,
               WithinAbs(row.number("p_value"), 1e-15));
  }
}

TEST_CASE("Student's interval of the NPS agrees with SciPy", "[interval]") {
  for (const auto& row : golden("nps_recode_t.csv")) {
    const double n = row.number("n");
    if (n < 2) continue;
    const double level = row.number("conf");
    const auto t = cx::student_t(row.number("mean"), row.number("se"), n - 1, level);
    const auto z = cx::wald(row.number("mean"), row.number("se"), level);
    CAPTURE(row.text("case"), level);
    // SciPy 1.10's quantiles of Student's t have fewer digits than the file for few answers.
    const double scale = 100 * (n < 100 ? 3e-9 : 1e-10);
    CHECK_THAT(t.low, WithinAbs(row.number("t_lo"), scale));
    CHECK_THAT(t.high, WithinAbs(row.number("t_hi"), scale));
    CHECK_THAT(z.low, WithinRel(row.number("z_lo"), 1e-10) || WithinAbs(row.number("z_lo"), 1e-12));
    CHECK_THAT(z.high, WithinRel(row.number("z_hi"), 1e-10) || WithinAbs(row.number("z_hi"), 1e-12));
  }
}

TEST_CASE("Goodman's simultaneous shares agree with statsmodels", "[interval]") {
  for (const auto& row : golden("nps_multinomial.csv")) {
    if (row.text("method") != "goodman") continue;
    const auto shares = cx::goodman_shares(
        std::array{row.number("detractors"), row.number("passives"), row.number("promoters")},
        row.number("conf"));
    CAPTURE(row.text("case"), row.text("conf"));
    CHECK_THAT(shares[0].low, WithinAbs(row.number("d_lo"), 1e-9));
    CHECK_THAT(shares[0].high, WithinAbs(row.number("d_hi"), 1e-9));
    CHECK_THAT(shares[1].low, WithinAbs(row.number("p_lo"), 1e-9));
    CHECK_THAT(shares[1].high, WithinAbs(row.number("p_hi"), 1e-9));
    CHECK_THAT(shares[2].low, WithinAbs(row.number("pr_lo"), 1e-9));
    CHECK_THAT(shares[2].high, WithinAbs(row.number("pr_hi"), 1e-9));
  }
}

TEST_CASE("the net score interval is that of Tango for matched pairs", "[interval]") {
  // Tango (1998) by R's PropCIs: 40 and 20 discordant of 160 pairs.
  const auto bounds = cx::net_score_interval(40, 100, 20);
  CHECK_THAT(bounds.low, WithinAbs(-0.2180642, 5e-8));
  CHECK_THAT(bounds.high, WithinAbs(-0.0308645, 5e-8));
}

TEST_CASE("the net score interval holds at any size and turned round", "[interval]") {
  for (const double n : {1.0, 3.0, 30.0, 1e6, 1e12, quadrillion}) {
    for (const double low_share : {0.0, 0.3, 0.5, 1.0}) {
      for (const double high_share : {0.0, 0.3, 0.5, 1.0}) {
        const double low = std::floor(low_share * n);
        const double high = std::min(n - low, std::floor(high_share * n));
        const double middle = n - low - high;
        const auto bounds = cx::net_score_interval(low, middle, high);
        const auto turned = cx::net_score_interval(high, middle, low);
        CAPTURE(low, middle, high, bounds.low, bounds.high);
        CHECK(bounds.contains((high - low) / n));
        CHECK((bounds.low >= -1 && bounds.high <= 1));
        CHECK(bounds.width() > 0);
        CHECK((high == n) == (bounds.high == 1));
        CHECK(turned == cx::interval{-bounds.high, -bounds.low});
      }
    }
  }
  CHECK(cx::net_score_interval(0, 0, 0) == cx::interval{-1, 1});
  CHECK_THROWS_AS(cx::net_score_interval(1, -1, 1), std::invalid_argument);
}

TEST_CASE("the score interval of two worths is Wilson's", "[interval]") {
  for (const double n : {1.0, 7.0, 100.0, 1e9}) {
    for (const double share : {0.0, 0.1, 0.5, 1.0}) {
      const double successes = std::floor(share * n);
      const auto score = cx::score_interval(std::array{1.0, 3.0}, std::array{n - successes, successes}, 0.9);
      const auto wilson = cx::wilson(successes, n, 0.9);
      CAPTURE(n, successes);
      CHECK_THAT(score.low, WithinRel(1 + 2 * wilson.low, 1e-14));
      CHECK_THAT(score.high, WithinRel(1 + 2 * wilson.high, 1e-14));
    }
  }
}

TEST_CASE("the score interval solves the score equation of the fitted multinomial", "[interval]") {
  // Answers 1 to 5, counts 0, 1, 2, 0, 4: the mean is 4. At the lower bound, fit by the definition: shares
  // c_i / n / (1 + t (w_i - bound)) with the t that gives the bound as their mean, by bisection.
  const std::array worths{1.0, 2.0, 3.0, 4.0, 5.0};
  const std::array counts{0.0, 1.0, 2.0, 0.0, 4.0};
  const double bound = cx::score_interval(worths, counts).low;
  double below = 0;
  double above = 1 / (bound - 1);
  for (int step = 0; step < 200; ++step) {
    const double t = (below + above) / 2;
    double sum = 0;
    for (std::size_t i = 0; i < 5; ++i)
      sum += counts[i] * (worths[i] - bound) / (1 + t * (worths[i] - bound));
    (sum > 0 ? below : above) = t;
  }
  double variance = 0;
  double total = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const double share = counts[i] / 7 / (1 + below * (worths[i] - bound));
    total += share;
    variance += share * (worths[i] - bound) * (worths[i] - bound);
  }
  // What the answers leave of the shares goes to the lowest score, which nobody gave.
  variance += (1 - total) * (1 - bound) * (1 - bound);
  CHECK_THAT((4 - bound) / std::sqrt(variance / 7), WithinRel(1.9599639845400545, 1e-9));
}

TEST_CASE("the score interval of unanimous answers reaches towards both ends of the scale", "[interval]") {
  const double z2 = 1.9599639845400545 * 1.9599639845400545;
  const std::array worths{1.0, 2.0, 3.0, 4.0, 5.0};
  for (const double n : {1.0, 10.0, quadrillion}) {
    const auto bounds = cx::score_interval(worths, std::array{0.0, 0.0, 0.0, n, 0.0});
    CHECK_THAT(bounds.low, WithinRel(4 - 3 * z2 / (n + z2), 1e-14));
    CHECK_THAT(bounds.high, WithinRel(4 + z2 / (n + z2), 1e-14));
    CHECK(cx::score_interval(worths, std::array{0.0, 0.0, 0.0, 0.0, n}).high == 5);
  }
  CHECK(cx::score_interval(worths, std::array{0.0, 0.0, 0.0, 0.0, 0.0}) == cx::interval{1, 5});
  CHECK_THROWS_AS(cx::score_interval(worths, std::array{1.0}), std::invalid_argument);
  CHECK_THROWS_AS(cx::score_interval({}, {}), std::invalid_argument);
  CHECK_THROWS_AS(cx::score_interval(std::array{1.0, 2.0}, std::array{1.0, -1.0}), std::invalid_argument);
}

TEST_CASE("Student's interval and the Wilson interval agree with pandas and statsmodels", "[interval]") {
  for (const auto& row : golden("score_summary.csv")) {
    const double n = row.number("n");
    const auto mean =
        cx::student_t(row.number("mean"), row.number("sd") / std::sqrt(n), n - 1, row.number("conf"));
    // SciPy 1.10's quantiles of Student's t have fewer digits than the file for few answers.
    const double digits = n < 70 ? 3e-10 : 1e-10;
    CAPTURE(row.text("dataset"), row.text("column"), row.text("filter"), row.text("conf"));
    CHECK_THAT(mean.low, WithinRel(row.number("mean_lo"), digits));
    CHECK_THAT(mean.high, WithinRel(row.number("mean_hi"), digits));
    const auto share = cx::wilson(row.number("top2_box"), n, row.number("conf"));
    CHECK_THAT(100 * share.low, WithinRel(row.number("pct_top2_lo"), 1e-10));
    CHECK_THAT(100 * share.high, WithinRel(row.number("pct_top2_hi"), 1e-10));
  }
}

TEST_CASE("Student's interval without degrees of freedom is everything", "[interval]") {
  CHECK(cx::student_t(1, 1, 0) == cx::interval{-infinity, infinity});
  CHECK(cx::student_t(1, std::nan(""), -1) == cx::interval{-infinity, infinity});
}

TEST_CASE("Student's quantiles are exact", "[interval]") {
  // With 40 digits by mpmath; one degree of freedom: tan(0.475 pi).
  CHECK_THAT(cx::student_t(0, 1, 1).high, WithinRel(12.7062047361747, 1e-13));
  CHECK_THAT(cx::student_t(0, 1, 3, 0.99).high, WithinRel(5.84090930973335541, 1e-14));
  CHECK_THAT(cx::student_t(0, 1, 47, 0.95).high, WithinRel(2.01174051372976546, 1e-14));
  CHECK_THAT(cx::student_t(0, 1, 47, 0.99).high, WithinRel(2.68455561786652417, 1e-14));
  CHECK_THAT(cx::student_t(0, 1, 1000, 0.9).high, WithinRel(1.64637881728546482, 1e-14));
}

TEST_CASE("Garwood's interval is exact for events seen", "[interval]") {
  // Garwood (1936): none, one and ten events.
  CHECK(cx::garwood(0).low == 0);
  CHECK_THAT(cx::garwood(0).high, WithinRel(3.6888794541139363, 1e-12));   // -ln 0.025
  CHECK_THAT(cx::garwood(1).low, WithinRel(0.025317807984289786, 1e-12));  // -ln 0.975
  CHECK_THAT(cx::garwood(10).low, WithinAbs(4.7954, 5e-5));
  CHECK_THAT(cx::garwood(10).high, WithinAbs(18.3904, 5e-5));
  CHECK_THAT(cx::garwood(quadrillion).high,
             WithinRel(quadrillion + 1.9599639845400545 * std::sqrt(quadrillion), 1e-14));
  CHECK_THROWS_AS(cx::garwood(-1), std::invalid_argument);
  CHECK(cx::gamma_interval(6, 12, 2) == cx::interval{2 * cx::garwood(3).low, 2 * cx::garwood(3).high});
}

TEST_CASE("a higher level gives a wider interval", "[interval]") {
  cx::interval wilson{0.3, 0.3};
  cx::interval net{0.1, 0.1};
  for (const double tail : {0.9, 0.5, 0.1, 0.05, 1e-3, 1e-9, 1e-100, 1e-300}) {
    const auto level = cx::confidence::of_tail(tail);
    CHECK(cx::wilson(3, 10, level).low < wilson.low);
    CHECK(cx::wilson(3, 10, level).high > wilson.high);
    CHECK(cx::net_score_interval(2, 5, 3, level).low < net.low);
    CHECK(cx::net_score_interval(2, 5, 3, level).high > net.high);
    wilson = cx::wilson(3, 10, level);
    net = cx::net_score_interval(2, 5, 3, level);
  }
}

TEST_CASE("an interval may not exist", "[interval]") {
  CHECK_FALSE(cx::interval{}.exists());
  CHECK_FALSE(cx::interval{}.contains(0));
  CHECK(cx::interval{1, 3}.width() == 2);
  CHECK(cx::interval{1, 3}.contains(3));
}

TEST_CASE("intervals are not made of what is no number", "[interval]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::array worths{1.0, 2.0};
  for (const double wrong : {std::nan(""), infinity}) {
    CHECK_THROWS_AS(cx::wilson(1, wrong), std::invalid_argument);
    CHECK_THROWS_AS(cx::garwood(wrong), std::invalid_argument);
    CHECK_THROWS_AS(cx::gamma_interval(1, wrong, 1), std::invalid_argument);
    CHECK_THROWS_AS(cx::score_interval(worths, std::array{1.0, wrong}), std::invalid_argument);
    CHECK_THROWS_AS(cx::score_interval(std::array{1.0, wrong}, std::array{1.0, 1.0}), std::invalid_argument);
    CHECK_THROWS_AS(cx::goodman_shares(std::array{1.0, wrong}), std::invalid_argument);
  }
  CHECK_THROWS_AS(cx::score_interval(std::array{1.0, 1e200}, std::array{1.0, 1.0}), std::invalid_argument);
  const cx::interval great = cx::score_interval(std::array{-1e100, 1e100}, std::array{3.0, 7.0});
  CHECK_THAT(great.low / 1e100, WithinRel(2 * cx::wilson(7, 10).low - 1, 1e-12));
}

}  // namespace tests_of_interval
