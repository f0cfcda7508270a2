// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "hidden_sums.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace cxmetrics::detail {
namespace {

using vector = std::vector<double>;
using terms_of_sums = std::vector<std::vector<std::size_t>>;

vector sums_of(const vector& numbers, const terms_of_sums& sums) {
  vector result;
  for (const auto& terms : sums) {
    double sum = 0;
    for (const std::size_t term : terms) sum += numbers[term];
    result.push_back(sum);
  }
  return result;
}

vector spread(const vector& of_sums, const terms_of_sums& sums, std::size_t numbers) {
  vector result(numbers);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    for (const std::size_t term : sums[i]) result[term] += of_sums[i];
  }
  return result;
}

double square(const vector& of) {
  return std::inner_product(of.begin(), of.end(), of.begin(), 0.0);
}

void add(vector& to, double factor, const vector& more) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * more[i];
}

}  // namespace

// Two solutions differ by numbers whose sums are all 0. Some such numbers, as good as any, are what is left of random
// ones when the nearest that the sums can tell are taken out (conjugate gradients: Hestenes and Stiefel 1952). Where
// nothing is left, solutions cannot differ.
std::vector<bool> found_from_sums(std::size_t numbers, const terms_of_sums& sums) {
  std::mt19937 random(1);
  vector left(numbers);
  for (double& each : left) each = 0.5 + static_cast<double>(random()) * 0x1p-32;
  vector gradient = sums_of(left, sums);
  vector direction = gradient;
  double slope = square(gradient);
  const double small_enough = 1e-24 * slope;
  for (std::size_t round = 0; slope > small_enough && round < 2 * (numbers + sums.size()); ++round) {
    const vector step = spread(direction, sums, numbers);
    add(left, -slope / square(step), step);
    gradient = sums_of(left, sums);
    const double next_slope = square(gradient);
    vector next_direction = gradient;
    add(next_direction, next_slope / slope, direction);
    direction = std::move(next_direction);
    slope = next_slope;
  }
  std::vector<bool> found;
  for (const double each : left) found.push_back(std::abs(each) < 1e-6);
  return found;
}

}  // namespace cxmetrics::detail
