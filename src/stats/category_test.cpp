// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/category_test.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace cxmetrics {
namespace {

double sum_of(std::span<const std::uint64_t> counts) {
  return std::accumulate(counts.begin(), counts.end(), 0.0,
                         [](double sum, std::uint64_t count) { return sum + static_cast<double>(count); });
}

// Adds up `part` of a count seen and the one expected.
template <class Part>
category_test over_cells(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second,
                         Part part) {
  if (first.size() != second.size()) {
    detail::throw_invalid_argument("{} categories against {}", {first.size(), second.size()});
  }
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  const double of_first = sum_of(first);
  const double of_second = sum_of(second);
  category_test result{0, -1, nothing};
  for (std::size_t i = 0; i < first.size(); ++i) {
    const auto a = static_cast<double>(first[i]);
    const auto b = static_cast<double>(second[i]);
    if (a + b == 0) continue;
    ++result.degrees_of_freedom;
    result.statistic += part(a, (a + b) * (of_first / (of_first + of_second)));
    result.statistic += part(b, (a + b) * (of_second / (of_first + of_second)));
  }
  if (result.degrees_of_freedom < 1 || of_first == 0 || of_second == 0)
    return {nothing, result.degrees_of_freedom, nothing};
  result.p_value = detail::chi_squared_upper_tail(result.statistic, result.degrees_of_freedom);
  return result;
}

}  // namespace

category_test pearson_test(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second) {
  return over_cells(first, second, [](double seen, double expected) {
    return (seen - expected) * (seen - expected) / expected;
  });
}

category_test g_test(std::span<const std::uint64_t> first, std::span<const std::uint64_t> second) {
  // The parts seen - expected add up to nothing, and keep each term at least 0.
  return over_cells(first, second, [](double seen, double expected) {
    return 2 * ((seen > 0 ? seen * std::log(seen / expected) : 0) - (seen - expected));
  });
}

}  // namespace cxmetrics
