// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"
#include "random.hpp"

#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/bootstrap.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace cxmetrics {
namespace {

// The worths that were given and how often, without those that nobody gave.
struct given_worths {
  std::array<double, distribution::max_worths> worth;
  std::array<double, distribution::max_worths> count;
  std::size_t size = 0;
  double n = 0;

  explicit given_worths(const distribution& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values.count(i) == 0) continue;
      worth[size] = values.worth(i);
      count[size++] = static_cast<double>(values.count(i));
      n += static_cast<double>(values.count(i));
    }
  }
  double mean_of(const std::array<double, distribution::max_worths>& counts) const {
    double sum = 0;
    for (std::size_t i = 0; i < size; ++i) sum += worth[i] * counts[i];
    return sum / n;
  }
  double draw_mean(detail::random_source& random) const {
    std::array<double, distribution::max_worths> drawn;
    double left = n;
    double left_of_given = n;
    for (std::size_t i = 0; i + 1 < size; ++i) {
      drawn[i] = detail::draw_binomial(random, left, count[i], left_of_given);
      left -= drawn[i];
      left_of_given -= count[i];
    }
    drawn[size - 1] = left;
    return mean_of(drawn);
  }
};

// Replicates are drawn in blocks of so many, each from a stream of its own, so that it does not matter which
// thread draws it. The stream of a block begins one jump of the generator beyond that of the block before,
// and no block draws the 2^128 numbers that lie between: streams never overlap, as those of mixed seeds might.
constexpr std::size_t block_size = 1000;

void draw_blocks(const given_worths& given, std::uint64_t seed, std::size_t first, std::size_t last,
                 std::span<double> means) {
  detail::random_source stream(seed);
  for (std::size_t block = 0; block < first; ++block) stream.jump();
  for (std::size_t block = first; block < last; ++block, stream.jump()) {
    detail::random_source random = stream;
    const std::size_t begin = block * block_size;
    for (double& mean : means.subspan(begin, std::min(block_size, means.size() - begin))) {
      mean = given.draw_mean(random);
    }
  }
}

// The order statistics that cut `tail_low` and `tail_high` off sorted replicates; everything where there are
// none.
interval between(const std::vector<double>& sorted, double tail_low, double tail_high,
                 const distribution& values) {
  const auto ranks = static_cast<double>(sorted.size() + 1);
  const double low = std::floor(ranks * tail_low);
  const double high = std::floor(ranks * tail_high);
  return {low < 1 ? values.lowest() : sorted[static_cast<std::size_t>(low) - 1],
          high < 1 ? values.highest() : sorted[sorted.size() - static_cast<std::size_t>(high)]};
}

std::vector<double> sorted_means(const distribution& values, const bootstrap_options& options) {
  std::vector<double> means = bootstrap_means(values, options);
  std::sort(means.begin(), means.end());
  return means;
}

}  // namespace

std::vector<double> bootstrap_means(const distribution& values, const bootstrap_options& options) {
  if (options.replicates == 0) detail::throw_invalid_argument("a bootstrap of no replicates");
  const given_worths given(values);
  if (given.n == 0) return std::vector<double>(options.replicates, std::numeric_limits<double>::quiet_NaN());
  std::vector<double> means(options.replicates);
  const std::size_t blocks = (means.size() + block_size - 1) / block_size;
  const std::size_t parts = detail::parts_for(blocks, options.threads, 1);
  detail::run_parts(parts, [&](std::size_t part) {
    const auto [first, last] = detail::part_of(blocks, part, parts);
    draw_blocks(given, options.seed, first, last, means);
  });
  return means;
}

interval bootstrap_percentile(const distribution& values, confidence level,
                              const bootstrap_options& options) {
  if (values.n() == 0) return {values.lowest(), values.highest()};
  return between(sorted_means(values, options), level.tail() / 2, level.tail() / 2, values);
}

interval bootstrap_bca(const distribution& values, confidence level, const bootstrap_options& options) {
  if (values.n() == 0) return {values.lowest(), values.highest()};
  const std::vector<double> means = sorted_means(values, options);
  const given_worths given(values);
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
  return between(means, detail::normal_upper_tail(-moved(-z)), detail::normal_upper_tail(moved(z)), values);
}

}  // namespace cxmetrics
