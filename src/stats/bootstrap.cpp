// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"
#include "random.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/bootstrap.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace cxmetrics {
namespace {

// The worths that were given and how often, without those that nobody gave.
struct given_worths {
  std::array<double, distribution::max_worths> worth;
  std::array<double, distribution::max_worths> count;
  std::size_t size = 0;
  double n = 0;

  explicit given_worths(const distribution& answers) {
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers.count(i) == 0) continue;
      worth[size] = answers.worth(i);
      count[size++] = static_cast<double>(answers.count(i));
      n += static_cast<double>(answers.count(i));
    }
  }
  double mean_of(const std::array<double, distribution::max_worths>& counts) const {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += worth[i] * counts[i];
    return sum / n;
  }
};

// The order statistics that cut `tail_low` and `tail_high` off sorted replicates; everything where there are
// none.
interval between(const std::vector<double>& sorted, double tail_low, double tail_high,
                 const distribution& answers) {
  const auto ranks = static_cast<double>(sorted.size() + 1);
  const double low = std::floor(ranks * tail_low);
  const double high = std::floor(ranks * tail_high);
  return {low < 1 ? answers.lowest() : sorted[static_cast<std::size_t>(low) - 1],
          high < 1 ? answers.highest() : sorted[sorted.size() - static_cast<std::size_t>(high)]};
}

std::vector<double> sorted_means(const distribution& answers, const bootstrap_options& options) {
  std::vector<double> means = bootstrap_means(answers, options);
  std::sort(means.begin(), means.end());
  return means;
}

}  // namespace

std::vector<double> bootstrap_means(const distribution& answers, const bootstrap_options& options) {
  if (options.replicates == 0) detail::throw_invalid_argument("a bootstrap of no replicates");
  const given_worths given(answers);
  if (given.n == 0) return std::vector<double>(options.replicates, std::numeric_limits<double>::quiet_NaN());
  detail::random_source random(options.seed);
  std::vector<double> means(options.replicates);
  for (double& mean : means) {
    std::array<double, distribution::max_worths> drawn;
    double left = given.n;
    double left_of_given = given.n;
    for (std::size_t i = 0; i + 1 < given.size; ++i) {
      drawn[i] = detail::draw_binomial(random, left, given.count[i], left_of_given);
      left -= drawn[i];
      left_of_given -= given.count[i];
    }
    drawn[given.size - 1] = left;
    mean = given.mean_of(drawn);
  }
  return means;
}

interval bootstrap_percentile(const distribution& answers, confidence level,
                              const bootstrap_options& options) {
  if (answers.n() == 0) return {answers.lowest(), answers.highest()};
  return between(sorted_means(answers, options), level.tail() / 2, level.tail() / 2, answers);
}

interval bootstrap_bca(const distribution& answers, confidence level, const bootstrap_options& options) {
  if (answers.n() == 0) return {answers.lowest(), answers.highest()};
  const std::vector<double> means = sorted_means(answers, options);
  const given_worths given(answers);
  const double value = given.mean_of(given.count);
  const auto [first, last] = std::equal_range(means.begin(), means.end(), value);
  const auto replicates = static_cast<double>(means.size());
  const double below = static_cast<double>((first - means.begin()) + (last - means.begin())) / 2;
  const double bias = -detail::normal_quantile(std::clamp(below, 0.5, replicates - 0.5) / replicates);
  double squares = 0;
  double cubes = 0;
  for (std::size_t i = 0; i < given.size; ++i) {
    const double off = given.worth[i] - value;
    squares += given.count[i] * off * off;
    cubes += given.count[i] * off * off * off;
  }
  const double acceleration = squares > 0 ? cubes / (6 * squares * std::sqrt(squares)) : 0;
  const double z = detail::normal_quantile(level.tail() / 2);
  const auto moved = [&](double to) {
    const double shrink = 1 - acceleration * (bias + to);
    return shrink > 0 ? bias + (bias + to) / shrink
                      : std::copysign(std::numeric_limits<double>::infinity(), to);
  };
  return between(means, detail::normal_upper_tail(-moved(-z)), detail::normal_upper_tail(moved(z)), answers);
}

}  // namespace cxmetrics
