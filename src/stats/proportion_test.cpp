// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/proportion_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

using detail::unknown;

// The two shares as numbers, and their 2 × 2 table.
struct fourfold {
  double a, n1, c, n2;

  fourfold(const proportion& first, const proportion& second)
      : a(static_cast<double>(first.successes)),
        n1(static_cast<double>(first.n)),
        c(static_cast<double>(second.successes)),
        n2(static_cast<double>(second.n)) {
    for (const proportion& each : {first, second}) {
      if (each.successes > each.n) {
        detail::throw_invalid_argument("{} successes of {}", {each.successes, each.n});
      }
    }
  }
  double b() const { return n1 - a; }
  double d() const { return n2 - c; }
  double n() const { return n1 + n2; }
  double successes() const { return a + c; }
  double failures() const { return b() + d(); }
  // By how much the first side has more successes than expected. Whole numbers up to 2^53 are multiplied
  // exactly by fma, so that nothing cancels.
  double excess() const {
    const double product = a * d();
    const double rest = std::fma(a, d(), -product);
    return ((product - b() * c) + (rest - std::fma(b(), c, -(b() * c)))) / n();
  }
  // n1 n2 successes failures / n³ is the variance of that excess.
  double variance() const { return n1 / n() * n2 * (successes() / n()) * (failures() / n()); }
};

double p_of_z(double z, alternative alternative) {
  if (alternative == alternative::less) return detail::normal_upper_tail(-z);
  if (alternative == alternative::greater) return detail::normal_upper_tail(z);
  return 2 * detail::normal_upper_tail(std::abs(z));
}

interval around(double first, double of_first, double second, double of_second, confidence level) {
  return wald(first - second, std::sqrt(first * (1 - first) / of_first + second * (1 - second) / of_second),
              level);
}

}  // namespace

test_result two_proportion_z_test(const proportion& first, const proportion& second,
                                  alternative alternative) {
  const fourfold table(first, second);
  const double z = table.excess() / std::sqrt(table.variance());
  return std::isnan(z) ? test_result{unknown, unknown} : test_result{z, p_of_z(z, alternative)};
}

test_result chi_squared_test(const proportion& first, const proportion& second) {
  const auto by_z = two_proportion_z_test(first, second);
  return {by_z.statistic * by_z.statistic, by_z.p_value};
}

test_result chi_squared_test_yates(const proportion& first, const proportion& second) {
  const fourfold table(first, second);
  const double deviation = std::abs(table.excess());
  const double z = (deviation - std::min(0.5, deviation)) / std::sqrt(table.variance());
  return std::isnan(z) ? test_result{unknown, unknown}
                       : test_result{z * z, p_of_z(z, alternative::two_sided)};
}

namespace {

// The hypergeometric probabilities of all tables with the same margins, in units of the one seen, by ratios
// of neighbours outwards from it.
struct table_weights {
  double lower = 0;   // of tables with fewer successes on the first side than seen
  double higher = 0;  // with more
  double no_likelier = 0;

  explicit table_weights(const fourfold& seen) {
    const double x = seen.a;
    lower = outwards(x, seen.n1 - x, seen.c, seen.d());
    higher = outwards(seen.b(), x, seen.d(), seen.c);
  }

 private:
  // Moves successes from the first side to the second until none is left or the weights have died away. The
  // first two are the cells that lose, the others those that gain.
  double outwards(double first_successes, double first_failures, double second_successes,
                  double second_failures) {
    double weight = 1;
    double sum = 0;
    // first_successes falls with second_failures, the other two grow.
    while (first_successes > 0 && second_failures > 0) {
      const double ratio = first_successes / (first_failures + 1) * second_failures / (second_successes + 1);
      weight *= ratio;
      sum += weight;
      // Rounding must not part tables that are equally likely.
      if (weight <= 1 + 1e-7) no_likelier += weight;
      if ((ratio < 1 && weight < 1e-18) || std::isinf(sum)) break;
      --first_successes;
      ++first_failures;
      ++second_successes;
      --second_failures;
    }
    return sum;
  }
};

}  // namespace

test_result fisher_exact_test(const proportion& first, const proportion& second, alternative alternative) {
  const fourfold table(first, second);
  constexpr double most = 1e12;
  if (table.n() > most) detail::throw_invalid_argument("an exact test of {} trials", {table.n()});
  const double across = table.b() * table.c;
  const double odds_ratio = table.variance() == 0 ? unknown
                            : across == 0         ? std::numeric_limits<double>::infinity()
                                                  : table.a * table.d() / across;
  const table_weights weights(table);
  // Where all of the probability is beyond what a double can hold in units of the table seen, it is all of
  // it.
  const auto share_of_all = [&](double part) {
    return std::isinf(part) ? 1 : std::min(1.0, part / (weights.lower + 1 + weights.higher));
  };
  if (alternative == alternative::less) return {odds_ratio, share_of_all(weights.lower + 1)};
  if (alternative == alternative::greater) return {odds_ratio, share_of_all(1 + weights.higher)};
  return {odds_ratio, share_of_all(1 + weights.no_likelier)};
}

interval wald_difference(const proportion& first, const proportion& second, confidence level) {
  const fourfold table(first, second);
  if (first.n == 0 || second.n == 0) return {-1, 1};
  return around(table.a / table.n1, table.n1, table.c / table.n2, table.n2, level);
}

interval agresti_caffo(const proportion& first, const proportion& second, confidence level) {
  const fourfold table(first, second);
  return around((table.a + 1) / (table.n1 + 2), table.n1 + 2, (table.c + 1) / (table.n2 + 2), table.n2 + 2,
                level);
}

interval newcombe(const proportion& first, const proportion& second, confidence level) {
  const fourfold table(first, second);
  if (first.n == 0 || second.n == 0) return {-1, 1};
  const double p1 = table.a / table.n1;
  const double p2 = table.c / table.n2;
  const interval of_first = wilson(table.a, table.n1, level);
  const interval of_second = wilson(table.c, table.n2, level);
  return {p1 - p2 - std::hypot(p1 - of_first.low, of_second.high - p2),
          p1 - p2 + std::hypot(of_first.high - p1, p2 - of_second.low)};
}

}  // namespace cxmetrics
