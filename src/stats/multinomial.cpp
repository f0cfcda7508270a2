// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/stats/multinomial.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace cxmetrics {
namespace {

// The probability that a Poisson variable takes its mean, a whole number.
double poisson_at_mean(double mean) {
  if (mean > 100) {
    // Stirling's series; the next term is beyond the digits.
    const double square = mean * mean;
    const double rest = (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / mean;
    return std::exp(-rest) / std::sqrt(2 * std::numbers::pi * mean);
  }
  double result = std::exp(-mean);
  for (double factor = mean; factor > 0; --factor) result *= mean / factor;
  return result;
}

// Sums of w d^k, where d is the distance from the mean and w the probability over that of the mean itself.
struct power_sums {
  double zeroth = 0, first = 0, second = 0, third = 0, fourth = 0;

  void add(double distance, double weight) {
    zeroth += weight;
    first += weight *= distance;
    second += weight *= distance;
    third += weight *= distance;
    fourth += weight *= distance;
  }
};

// A Poisson variable that is known to be so far below and above its mean at most.
class truncated_poisson {
 public:
  truncated_poisson(double mean, double below, double above) : mean_(mean) {
    // What is left out is below 1e-30.
    const double reach = std::ceil(12 * std::sqrt(mean) + 40);
    below = std::min(below, reach);
    above = std::min(above, reach);
    if (below + above < 10'000) {
      sum(below, above);
    } else {
      integrate(-below - 0.5, above + 0.5);
    }
  }

  double probability() const { return poisson_at_mean(mean_) * sums_.zeroth; }
  // The moments are those of its distance from the mean of the whole distribution.
  double mean() const { return sums_.first / sums_.zeroth; }
  double variance() const { return moment(sums_.second) - mean() * mean(); }
  double third() const {
    return moment(sums_.third) - mean() * (3 * moment(sums_.second) - 2 * mean() * mean());
  }
  double fourth() const {
    const double square = mean() * mean();
    return moment(sums_.fourth) - 4 * mean() * moment(sums_.third) +
           square * (6 * moment(sums_.second) - 3 * square);
  }

 private:
  double moment(double sum) const { return sum / sums_.zeroth; }

  void sum(double below, double above) {
    sums_.add(0, 1);
    double weight = 1;
    for (double distance = 1; distance <= above; ++distance) {
      sums_.add(distance, weight *= mean_ / (mean_ + distance));
    }
    weight = 1;
    for (double distance = 1; distance <= below; ++distance) {
      sums_.add(-distance, weight *= (mean_ - distance + 1) / mean_);
    }
  }

  // So many values lie so close that Simpson's rule between them replaces their sum. The mean is large here,
  // and Stirling's first term does.
  void integrate(double from, double to) {
    constexpr int panels = 2048;
    const double step = (to - from) / (2 * panels);
    for (int point = 0; point <= 2 * panels; ++point) {
      const double distance = from + step * point;
      const double log_ratio = std::log1p(distance / mean_);
      const double log_weight =
          distance - (mean_ + distance + 0.5) * log_ratio + distance / (12 * mean_ * (mean_ + distance));
      const double share = point == 0 || point == 2 * panels ? 1 : point % 2 == 1 ? 4 : 2;
      sums_.add(distance, share * step / 3 * std::exp(log_weight));
    }
  }

  double mean_;
  power_sums sums_;
};

// Sison and Glaz (1995), formula 7: how likely all counts of a multinomial sample are within c of these.
double probability_within(double c, std::span<const std::uint64_t> counts, double n) {
  if (c == 0) return 0;
  double probability = 1;
  double mean = 0, variance = 0, third = 0, excess = 0;
  for (const std::uint64_t count : counts) {
    const auto expected = static_cast<double>(count);
    const truncated_poisson within(expected, std::min(c, expected), std::min(c, n - expected));
    probability *= within.probability();
    mean += within.mean();
    variance += within.variance();
    third += within.third();
    excess += within.fourth() - 3 * within.variance() * within.variance();
  }
  const double skewness = third / std::pow(variance, 1.5);
  const double kurtosis = excess / (variance * variance);
  const double x = -mean / std::sqrt(variance);
  const double square = x * x;
  const double edgeworth = 1 + skewness / 6 * x * (square - 3) + kurtosis / 24 * (square * (square - 6) + 3) +
                           skewness * skewness / 72 * (square * (square * (square - 15) + 45) - 15);
  const double density = std::exp(-square / 2) / std::sqrt(2 * std::numbers::pi * variance) * edgeworth;
  return std::max(probability * density / poisson_at_mean(n), 0.0);
}

}  // namespace

std::vector<interval> sison_glaz_shares(std::span<const std::uint64_t> counts, confidence level) {
  const double n = std::accumulate(counts.begin(), counts.end(), 0.0);
  const double wanted = 1 - level.tail();
  const auto probability = [&](double c) { return probability_within(c, counts, n); };
  double c = 0;
  double beyond = 1;
  while (beyond < n && probability(beyond) <= wanted) {
    c = beyond;
    beyond *= 2;
  }
  if (n == 0 || probability(beyond) <= wanted) return std::vector<interval>(counts.size(), {0, 1});
  while (beyond - c > 1) {
    const double middle = std::floor((c + beyond) / 2);
    (probability(middle) <= wanted ? c : beyond) = middle;
  }
  const double reached = probability(c);
  const double fraction = (wanted - reached) / (probability(beyond) - reached);
  std::vector<interval> result;
  for (const std::uint64_t count : counts) {
    const auto values = static_cast<double>(count);
    result.push_back({std::max((values - c) / n, 0.0), std::min((values + c + 2 * fraction) / n, 1.0)});
  }
  return result;
}

}  // namespace cxmetrics
