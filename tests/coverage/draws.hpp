// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_COVERAGE_DRAWS_HPP
#define CXMETRICS_TESTS_COVERAGE_DRAWS_HPP

#include <cxmetrics/stats/distribution.hpp>

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace cxmetrics::tests {

// The engine is the same everywhere; the standard library's distributions are not.
class draws {
 public:
  explicit draws(std::uint64_t seed) : engine_(seed) {}

  double uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

  std::size_t below(std::size_t end) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(end));
  }

  std::size_t place_in(const std::vector<double>& shares) {
    double left = uniform();
    for (std::size_t place = 0; place + 1 < shares.size(); ++place) {
      if (left < shares[place]) return place;
      left -= shares[place];
    }
    return shares.size() - 1;
  }

  distribution answers(const std::vector<double>& worths, const std::vector<double>& shares, int n) {
    distribution result;
    for (const double worth : worths) result.add(worth, 0);
    for (int i = 0; i < n; ++i) result.add(worths[place_in(shares)], 1);
    return result;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace cxmetrics::tests

#endif
