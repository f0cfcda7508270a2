// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "tables.hpp"

#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/stats/multinomial.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>

namespace cxmetrics::tests {
namespace {

using counts = std::vector<std::uint64_t>;
// The share of the population that would give each worth.
using shares_of_worths = std::vector<double>;

// Calls `visit` with every way in which n answers can fall on so many worths.
template <class Visit>
void each_sample(std::uint64_t n, std::size_t worths, Visit visit) {
  counts sample(worths, 0);
  const auto fill = [&](auto& self, std::size_t place, std::uint64_t left) -> void {
    if (place + 1 == worths) {
      sample[place] = left;
      visit(sample);
      return;
    }
    for (sample[place] = 0; sample[place] <= left; ++sample[place])
      self(self, place + 1, left - sample[place]);
  };
  fill(fill, 0, n);
}

double log_factorial(std::uint64_t k) {
  return std::lgamma(static_cast<double>(k) + 1);
}

double probability(const counts& sample, std::uint64_t n, const shares_of_worths& shares) {
  double log = log_factorial(n);
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] == 0) continue;
    log += static_cast<double>(sample[i]) * std::log(shares[i]) - log_factorial(sample[i]);
  }
  return std::exp(log);
}

struct quality {
  double mean = 0;   // coverage, over the populations
  double least = 1;  // of the worst population
  double width = 0;  // expected, over the populations
};

// What the intervals are to hold, all at once, for each population.
using truths = std::vector<std::vector<double>>;
using intervals_of = std::function<std::vector<interval>(const counts&)>;

quality quality_of(std::uint64_t n, const std::vector<shares_of_worths>& populations, const truths& truths,
                   const intervals_of& intervals_of) {
  constexpr double digit = 1e-7;  // a bound that is the truth but for rounding holds it
  std::vector<double> covered(populations.size(), 0);
  quality result;
  each_sample(n, populations.front().size(), [&](const counts& sample) {
    const std::vector<interval> intervals = intervals_of(sample);
    double width = 0;
    for (const interval& each : intervals) width += each.width() / static_cast<double>(intervals.size());
    for (std::size_t p = 0; p < populations.size(); ++p) {
      const double weight = probability(sample, n, populations[p]);
      bool all = true;
      for (std::size_t i = 0; i < intervals.size(); ++i) {
        all = all && intervals[i].low - digit <= truths[p][i] && truths[p][i] <= intervals[i].high + digit;
      }
      if (all) covered[p] += weight;
      result.width += weight * width / static_cast<double>(populations.size());
    }
  });
  for (const double each : covered) {
    result.mean += each / static_cast<double>(populations.size());
    result.least = std::min(result.least, each);
  }
  return result;
}

struct candidate {
  std::string name;
  intervals_of intervals;
};

std::string table_of(const std::vector<shares_of_worths>& populations, const truths& truths,
                     const std::vector<candidate>& candidates, std::string_view width_format) {
  constexpr std::uint64_t sizes[] = {5, 10, 20, 30};
  std::vector<std::string> head{"method"};
  for (const std::uint64_t n : sizes) head.push_back(fmt::format("n = {}", n));
  head.push_back(fmt::format("width at {}", sizes[1]));
  markdown_table table(head);
  for (const candidate& each : candidates) {
    std::vector<std::string> row{each.name};
    double width = 0;
    for (const std::uint64_t n : sizes) {
      const quality found = quality_of(n, populations, truths, each.intervals);
      row.push_back(fmt::format("{:.3f} / {:.3f}", found.mean, found.least));
      if (n == sizes[1]) width = found.width;
    }
    row.push_back(fmt::format(fmt::runtime(width_format), width));
    table.add(row);
  }
  return table.text();
}

struct named_options {
  std::string name;
  estimate_options options;
};

named_options by(interval_method method) {
  return {std::string(name_of(method)), {.method = method}};
}
named_options by_resampling(interval_method method) {
  return {std::string(name_of(method)), {.method = method, .bootstrap = {.replicates = 999}}};
}

std::string table_of_means(const std::vector<double>& worths,
                           const std::vector<shares_of_worths>& populations,
                           const std::vector<named_options>& methods, std::string_view width_format) {
  truths means;
  for (const shares_of_worths& each : populations) {
    means.push_back({std::inner_product(worths.begin(), worths.end(), each.begin(), 0.0)});
  }
  std::vector<candidate> candidates;
  for (const named_options& method : methods) {
    candidates.push_back({method.name, [&worths, options = method.options](const counts& sample) {
                            distribution answers;
                            for (std::size_t i = 0; i < worths.size(); ++i) answers.add(worths[i], sample[i]);
                            return std::vector{estimate_of(answers, unit::score, options).ci};
                          }});
  }
  return table_of(populations, means, candidates, width_format);
}

// Detractors, passives and promoters.
std::vector<shares_of_worths> net_populations() {
  std::vector<shares_of_worths> result;
  for (int promoters = 10; promoters <= 90; promoters += 10) {
    for (int detractors = 2; detractors <= 52 && promoters + detractors <= 100; detractors += 10) {
      result.push_back({detractors / 100.0, (100 - promoters - detractors) / 100.0, promoters / 100.0});
    }
  }
  return result;
}

std::vector<interval> times_100(std::vector<interval> shares) {
  for (interval& each : shares) each = {100 * each.low, 100 * each.high};
  return shares;
}

}  // namespace

std::string coverage_of_shares() {
  std::vector<shares_of_worths> populations;
  for (int percent = 1; percent <= 99; ++percent)
    populations.push_back({1 - percent / 100.0, percent / 100.0});
  return table_of_means(
      {0, 100}, populations,
      {by(interval_method::wilson), by(interval_method::agresti_coull), by(interval_method::clopper_pearson),
       by(interval_method::jeffreys), by(interval_method::wald), by(interval_method::student_t),
       by_resampling(interval_method::bootstrap_percentile), by_resampling(interval_method::bootstrap_bca)},
      "{:.1f}");
}

std::string coverage_of_net_scores() {
  named_options uniform = by(interval_method::adjusted_wald);
  uniform.name = "adjusted Wald 1, 1, 1";
  uniform.options.pseudo_counts = {1, 1, 1};
  return table_of_means(
      {-100, 0, 100}, net_populations(),
      {by(interval_method::score), by(interval_method::adjusted_wald), uniform, by(interval_method::goodman),
       by(interval_method::wald), by(interval_method::student_t),
       by_resampling(interval_method::bootstrap_percentile), by_resampling(interval_method::bootstrap_bca)},
      "{:.1f}");
}

std::string coverage_of_means() {
  // Beta-binomial: means from low to very high, spreads from two camps to a narrow hill.
  std::vector<shares_of_worths> populations;
  for (const double mean : {0.3, 0.5, 0.7, 0.8, 0.9, 0.95}) {
    for (const double sharpness : {1.0, 2.0, 5.0, 50.0}) {
      const double a = mean * sharpness;
      const double b = (1 - mean) * sharpness;
      shares_of_worths shares;
      for (int k = 0; k <= 4; ++k) {
        shares.push_back(std::exp(log_factorial(4) - log_factorial(static_cast<std::uint64_t>(k)) -
                                  log_factorial(static_cast<std::uint64_t>(4 - k)) + std::lgamma(k + a) +
                                  std::lgamma(4 - k + b) - std::lgamma(4 + a + b) + std::lgamma(a + b) -
                                  std::lgamma(a) - std::lgamma(b)));
      }
      populations.push_back(shares);
    }
  }
  return table_of_means(
      {1, 2, 3, 4, 5}, populations,
      {by(interval_method::student_t), by(interval_method::score), by(interval_method::wald),
       by_resampling(interval_method::bootstrap_percentile), by_resampling(interval_method::bootstrap_bca)},
      "{:.2f}");
}

// Over all populations whose shares are multiples of 1 / steps.
std::string worst_coverage_of_net_scores() {
  const auto worst = [](interval_method method, std::uint64_t n, int steps) {
    std::vector<shares_of_worths> populations;
    truths scores;
    for (int low = 0; low <= steps; ++low) {
      for (int high = 0; high + low <= steps; ++high) {
        const auto share = [=](int of) { return static_cast<double>(of) / steps; };
        populations.push_back({share(low), share(steps - low - high), share(high)});
        scores.push_back({100 * share(high - low)});
      }
    }
    const auto intervals = [=](const counts& sample) {
      distribution answers;
      for (std::size_t i = 0; i < sample.size(); ++i)
        answers.add(-100 + 100 * static_cast<double>(i), sample[i]);
      return std::vector{estimate_of(answers, unit::score, {.method = method}).ci};
    };
    return quality_of(n, populations, scores, intervals).least;
  };
  markdown_table table({"method", "n = 5", "n = 10", "n = 20", "n = 30"});
  for (const interval_method method : {interval_method::score, interval_method::adjusted_wald,
                                       interval_method::student_t, interval_method::wald}) {
    std::vector<std::string> row{std::string(name_of(method))};
    for (const std::uint64_t n : {5U, 10U, 20U, 30U}) {
      row.push_back(fmt::format("{:.3f} / {:.3f}", worst(method, n, 100), worst(method, n, 200)));
    }
    table.add(row);
  }
  return table.text();
}

std::string coverage_of_simultaneous_shares() {
  const std::vector<shares_of_worths> populations = net_populations();
  truths shares = populations;
  for (auto& each : shares) {
    for (double& share : each) share *= 100;
  }
  const auto by_goodman = [](const counts& sample) {
    return times_100(goodman_shares(std::vector<double>(sample.begin(), sample.end())));
  };
  const auto by_sison_glaz = [](const counts& sample) { return times_100(sison_glaz_shares(sample)); };
  const auto by_wilson = [](const counts& sample) {
    const auto n = static_cast<double>(std::accumulate(sample.begin(), sample.end(), std::uint64_t{0}));
    std::vector<interval> result;
    for (const std::uint64_t count : sample) result.push_back(wilson(static_cast<double>(count), n));
    return times_100(result);
  };
  return table_of(
      populations, shares,
      {{"Goodman", by_goodman}, {"Sison-Glaz", by_sison_glaz}, {"Wilson, one share at a time", by_wilson}},
      "{:.1f}");
}

std::string coverage_of_rates() {
  markdown_table table({"expected events", "Garwood", "gamma, weights 1 and 3"});
  const auto poisson = [](std::uint64_t k, double mean) {
    return std::exp(static_cast<double>(k) * std::log(mean) - mean - log_factorial(k));
  };
  for (const double expected : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0}) {
    double by_garwood = 0;
    for (std::uint64_t k = 0; k <= 100; ++k) {
      if (garwood(static_cast<double>(k)).contains(expected)) by_garwood += poisson(k, expected);
    }
    // Half of the events weigh 1, the other half 3.
    double by_gamma = 0;
    for (std::uint64_t light = 0; light <= 60; ++light) {
      for (std::uint64_t heavy = 0; heavy <= 60; ++heavy) {
        const double sum = static_cast<double>(light + 3 * heavy);
        const double variance = static_cast<double>(light + 9 * heavy);
        if (gamma_interval(sum, variance, 3).contains(2 * expected)) {
          by_gamma += poisson(light, expected / 2) * poisson(heavy, expected / 2);
        }
      }
    }
    table.add(
        {fmt::format("{}", expected), fmt::format("{:.3f}", by_garwood), fmt::format("{:.3f}", by_gamma)});
  }
  return table.text();
}

}  // namespace cxmetrics::tests
