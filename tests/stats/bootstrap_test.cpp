// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/stats/bootstrap.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <vector>

namespace tests_of_bootstrap {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

cx::distribution share(std::uint64_t successes, std::uint64_t n) {
  cx::distribution result;
  result.add(0, n - successes);
  result.add(100, successes);
  return result;
}

// Pearson's statistic of the successes drawn against their binomial probabilities, rare ones pooled, and its
// degrees of freedom.
std::pair<double, int> misfit(std::uint64_t successes, std::uint64_t n, std::uint32_t replicates,
                              std::uint64_t seed) {
  std::vector<double> seen(n + 1);
  for (const double mean : cx::bootstrap_means(share(successes, n), {replicates, seed})) {
    ++seen.at(static_cast<std::size_t>(std::lround(mean / 100 * static_cast<double>(n))));
  }
  const double p = static_cast<double>(successes) / static_cast<double>(n);
  double statistic = 0;
  double seen_together = 0;
  double expected_together = 0;
  int cells = 0;
  for (std::uint64_t k = 0; k <= n; ++k) {
    const auto x = static_cast<double>(k);
    const auto trials = static_cast<double>(n);
    seen_together += seen[k];
    expected_together +=
        replicates * std::exp(std::lgamma(trials + 1) - std::lgamma(x + 1) - std::lgamma(trials - x + 1) +
                              x * std::log(p) + (trials - x) * std::log1p(-p));
    if (expected_together < 10) continue;
    statistic +=
        (seen_together - expected_together) * (seen_together - expected_together) / expected_together;
    seen_together = expected_together = 0;
    ++cells;
  }
  return {statistic, cells - 1};
}

}  // namespace

TEST_CASE("replicates of a share are binomial", "[bootstrap][simulation]") {
  // Few and many expected successes, either side rare; a mean beyond 5 standard deviations of chi-squared
  // would be one case in millions.
  std::uint64_t seed = 1;
  for (const std::uint64_t n : {1u, 5u, 19u, 40u, 100u, 1000u, 20'000u}) {
    for (const double p : {0.01, 0.1, 0.3, 0.5, 0.6, 0.97}) {
      const auto successes = static_cast<std::uint64_t>(p * static_cast<double>(n) + 0.5);
      if (successes == 0 || successes == n) continue;
      const auto [statistic, degrees] = misfit(successes, n, 100'000, ++seed);
      CAPTURE(n, successes, statistic, degrees);
      CHECK(statistic < degrees + 5 * std::sqrt(2.0 * degrees));
    }
  }
}

TEST_CASE("replicates spread as the answers do, at any number of them", "[bootstrap][simulation]") {
  for (const std::uint64_t times : {1ull, 10ull, 1'000'000ull, 10'000'000'000'000ull}) {
    cx::distribution answers;
    for (int score = 0; score <= 10; ++score) {
      answers.add(score, times * static_cast<std::uint64_t>(1 + score * score % 7));
    }
    const auto means = cx::bootstrap_means(answers, {.replicates = 100'000});
    const double mean = std::accumulate(means.begin(), means.end(), 0.0) / 100'000;
    double squares = 0;
    for (const double each : means) squares += (each - mean) * (each - mean);
    const double deviation = std::sqrt(answers.variance() / static_cast<double>(answers.n()));
    CAPTURE(times);
    CHECK_THAT(mean, WithinAbs(answers.mean(), 5 * deviation / std::sqrt(100'000)));
    CHECK_THAT(std::sqrt(squares / 100'000), WithinRel(deviation, 5 / std::sqrt(200'000)));
  }
}

TEST_CASE("a seed gives the same bits everywhere", "[bootstrap]") {
  cx::distribution answers;
  for (int score = 0; score <= 10; ++score)
    answers.add(score * 1.1, static_cast<std::uint64_t>(3 + score * 40));
  std::uint64_t digest = 0;
  for (const double mean : cx::bootstrap_means(answers)) {
    digest = std::rotl(digest, 7) * 0x9e3779b97f4a7c15 + std::bit_cast<std::uint64_t>(mean);
  }
  CHECK(digest == 0x0089d17109339bc5);
  CHECK(cx::bootstrap_means(answers) == cx::bootstrap_means(answers));
  CHECK(cx::bootstrap_means(answers, {.seed = 2}) != cx::bootstrap_means(answers));
  const auto fewer = cx::bootstrap_means(answers, {.replicates = 10});
  const auto more = cx::bootstrap_means(answers, {.replicates = 20});
  CHECK(std::equal(fewer.begin(), fewer.end(), more.begin()));
}

TEST_CASE("replicates have the same bits for any number of threads", "[bootstrap]") {
  cx::distribution answers;
  for (int score = 0; score <= 10; ++score) answers.add(score, static_cast<std::uint64_t>(3 + score * 40));
  for (const std::uint32_t replicates : {1u, 999u, 1000u, 1001u, 6789u, 20'000u}) {
    const auto means = cx::bootstrap_means(answers, {.replicates = replicates});
    REQUIRE(means.size() == replicates);
    for (const unsigned threads : {0u, 2u, 3u, 7u}) {
      CAPTURE(replicates, threads);
      CHECK(cx::bootstrap_means(answers, {.replicates = replicates, .threads = threads}) == means);
    }
  }
}

TEST_CASE("blocks of replicates are independent of each other", "[bootstrap][simulation]") {
  cx::distribution answers;
  for (int score = 0; score <= 10; ++score) answers.add(score, static_cast<std::uint64_t>(3 + score * 40));
  constexpr std::size_t block = 1000;
  constexpr std::size_t blocks = 200;
  const auto means = cx::bootstrap_means(answers, {.replicates = block * blocks});
  const double mean = answers.mean();
  const double variance = answers.variance() / static_cast<double>(answers.n());
  // Replicates at the same place of neighbouring blocks do not go together.
  double together = 0;
  for (std::size_t i = block; i < means.size(); ++i)
    together += (means[i] - mean) * (means[i - block] - mean);
  const auto pairs = static_cast<double>(means.size() - block);
  CHECK(std::abs(together / pairs / variance) < 5 / std::sqrt(pairs));
  // The means of whole blocks vary as means of so many independent replicates do.
  double squares = 0;
  for (std::size_t i = 0; i < blocks; ++i) {
    const auto begin = means.begin() + static_cast<std::ptrdiff_t>(i * block);
    const double off = std::accumulate(begin, begin + block, 0.0) / block - mean;
    squares += off * off * block / variance;
  }
  CHECK(std::abs(squares - blocks) < 5 * std::sqrt(2.0 * blocks));
}

TEST_CASE("percentile and BCa intervals of the NPS agree with R boot", "[bootstrap]") {
  std::map<std::string, cx::distribution> cases;
  for (const auto& row : golden("nps_score_root.csv")) {
    cx::distribution answers;
    answers.add(-100, row.count("detractors"));
    answers.add(0, row.count("passives"));
    answers.add(100, row.count("promoters"));
    cases[row.text("case")] = answers;
  }
  int rows = 0;
  for (const auto& row : golden("nps_bootstrap.csv")) {
    const std::string& method = row.text("method");
    if (method != "percentile" && method != "bca") continue;
    ++rows;
    const auto& answers = cases.at(row.text("case"));
    const cx::bootstrap_options options{.replicates = 20'000};
    const auto bounds = method == "bca" ? cx::bootstrap_bca(answers, row.number("conf"), options)
                                        : cx::bootstrap_percentile(answers, row.number("conf"), options);
    const double step = 100 / row.number("n") + 1e-9;
    // R boot counts replicates equal to the NPS as above it, which moves both bounds of BCa down by one more
    // step of its grid, and by one up if the scale is turned round; here half of them count as above.
    const double steps_up = method == "bca" ? 2 * step : step;
    CAPTURE(row.text("case"), method, row.text("conf"), bounds.low, bounds.high);
    CHECK(bounds.low >= row.number("lo_min") - step);
    CHECK(bounds.low <= row.number("lo_max") + steps_up);
    CHECK(bounds.high >= row.number("hi_min") - step);
    CHECK(bounds.high <= row.number("hi_max") + steps_up);
  }
  CHECK(rows == 16);
}

TEST_CASE("the bootstrap at its ends", "[bootstrap]") {
  CHECK(std::isnan(cx::bootstrap_means(share(0, 0)).front()));
  CHECK(cx::bootstrap_percentile(share(0, 0)) == cx::interval{0, 100});
  CHECK(cx::bootstrap_bca(share(0, 0)) == cx::interval{0, 100});
  CHECK(cx::bootstrap_percentile(share(5, 5)) == cx::interval{100, 100});
  CHECK(cx::bootstrap_bca(share(5, 5)) == cx::interval{100, 100});
  CHECK_THROWS_AS(cx::bootstrap_means(share(1, 2), {.replicates = 0}), std::invalid_argument);
  // 99 replicates cannot tell what happens once in a thousand times.
  CHECK(cx::bootstrap_percentile(share(50, 100), 0.999, {.replicates = 99}) == cx::interval{0, 100});
  CHECK(cx::bootstrap_bca(share(50, 100), 0.999, {.replicates = 99}) == cx::interval{0, 100});
  CHECK(cx::bootstrap_bca(share(1, 100), cx::confidence::of_tail(1e-300)) == cx::interval{0, 100});
}

}  // namespace tests_of_bootstrap
