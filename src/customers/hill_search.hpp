// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_HILL_SEARCH_HPP
#define CXMETRICS_SRC_CUSTOMERS_HILL_SEARCH_HPP

#include "customers/maximise.hpp"
#include "customers/small_matrix.hpp"

#include <limits>
#include <utility>

namespace cxmetrics::detail {

struct place {
  vector logs;
  vector gradient;
  double value = -std::numeric_limits<double>::infinity();
};

// Climbs to a maximum of a few parameters.
class hill_search {
 public:
  explicit hill_search(const log_likelihood& of) : of_(of) {}

  place at(vector logs) const {
    // Beyond lies nothing that numbers can tell apart.
    for (double& each : logs) each = std::clamp(each, -15.0, 15.0);
    place result{std::move(logs), {}};
    result.gradient.resize(result.logs.size());
    result.value = of_(result.logs, result.gradient);
    if (!std::isfinite(result.value)) result.value = -std::numeric_limits<double>::infinity();
    return result;
  }

  // BFGS with backtracking (Nocedal and Wright 2006, algorithm 6.1), uphill.
  place climb(place now) const {
    const std::size_t size = now.logs.size();
    matrix curvature = identity(size, 1 / std::max(1.0, greatest(now.gradient)));
    for (int step = 0; step < 200 && greatest(now.gradient) > near_enough(now); ++step) {
      vector direction = times(curvature, now.gradient);
      if (!(product(direction, now.gradient) > 0)) {
        curvature = identity(size, 1 / greatest(now.gradient));
        direction = times(curvature, now.gradient);
      }
      // No parameter changes by more than a factor of e² at once.
      double length = std::min(1.0, 2 / greatest(direction));
      place next = now;
      for (int halved = 0; halved < 40; ++halved, length /= 2) {
        vector logs = now.logs;
        for (std::size_t i = 0; i < size; ++i) logs[i] += length * direction[i];
        next = at(std::move(logs));
        if (next.value >= now.value + 1e-4 * length * product(direction, now.gradient)) break;
      }
      if (!(next.value > now.value)) break;
      update(curvature, now, next);
      now = std::move(next);
    }
    return now;
  }

  // The matrix of second derivatives, negative, from differences of the gradient.
  matrix information(const place& now) const {
    const std::size_t size = now.logs.size();
    constexpr double step = 1e-4;
    matrix result(size * size);
    for (std::size_t i = 0; i < size; ++i) {
      vector above = now.logs;
      vector below = now.logs;
      above[i] += step;
      below[i] -= step;
      const vector up = at(std::move(above)).gradient;
      const vector down = at(std::move(below)).gradient;
      for (std::size_t j = 0; j < size; ++j) result[i * size + j] = (down[j] - up[j]) / (2 * step);
    }
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        result[i * size + j] = result[j * size + i] = (result[i * size + j] + result[j * size + i]) / 2;
      }
    }
    return result;
  }

  // Where the gradient of so many customers is nothing but rounding.
  static double near_enough(const place& now) { return 1e-9 * (1 + std::abs(now.value)); }

 private:
  static matrix identity(std::size_t size, double of) {
    matrix result(size * size);
    for (std::size_t i = 0; i < size; ++i) result[i * size + i] = of;
    return result;
  }

  static void update(matrix& curvature, const place& from, const place& to) {
    const std::size_t size = from.logs.size();
    vector moved(size);
    vector bent(size);
    for (std::size_t i = 0; i < size; ++i) {
      moved[i] = to.logs[i] - from.logs[i];
      bent[i] = from.gradient[i] - to.gradient[i];
    }
    const double along = product(moved, bent);
    if (!(along > 1e-300)) return;
    const vector bent_back = times(curvature, bent);
    const double scale = (1 + product(bent, bent_back) / along) / along;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < size; ++j) {
        curvature[i * size + j] +=
            scale * moved[i] * moved[j] - (bent_back[i] * moved[j] + moved[i] * bent_back[j]) / along;
      }
    }
  }

  const log_likelihood& of_;
};

}  // namespace cxmetrics::detail

#endif
