// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_PERIOD_SERIES_HPP
#define CXMETRICS_TESTS_SUPPORT_PERIOD_SERIES_HPP

#include "golden.hpp"

#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace cxmetrics::tests {

// A net score from counts.
inline estimate net_of(std::uint64_t low, std::uint64_t middle, std::uint64_t high) {
  distribution answers;
  answers.add(-100, low);
  answers.add(0, middle);
  answers.add(100, high);
  return estimate_of(answers, unit::points);
}

// A share from counts.
inline estimate share_of(std::uint64_t successes, std::uint64_t of) {
  distribution answers;
  answers.add(0, of - successes);
  answers.add(100, successes);
  return estimate_of(answers, unit::percent);
}

// A normal quantity of which nothing is known but value and standard error.
inline estimate normal_of(double value, double error, std::uint64_t n = 1) {
  constexpr double z = 1.9599639845400542;
  estimate result;
  result.value = value;
  result.standard_error = error;
  result.ci = {value - z * error, value + z * error};
  result.n = n;
  return result;
}

// Nobody answered in this period.
inline estimate silent_like(const estimate& other) {
  estimate result = other;
  result.value = result.standard_error = std::numeric_limits<double>::quiet_NaN();
  result.ci = range_of(other);
  result.n = 0;
  return result;
}

// The series of trend_series.csv by name; net scores where counts are given.
inline std::map<std::string, std::vector<estimate>> golden_series() {
  std::map<std::string, std::vector<estimate>> result;
  for (const auto& row : golden("trend_series.csv")) {
    std::vector<estimate>& series = result[row.text("case")];
    const estimate period =
        row.text("promoters").empty()
            ? normal_of(row.number("value"), row.number("se"))
            : net_of(row.count("detractors"), row.count("passives"), row.count("promoters"));
    while (series.size() < row.count("place")) series.push_back(silent_like(period));
    series.push_back(period);
  }
  return result;
}

}  // namespace cxmetrics::tests

#endif
