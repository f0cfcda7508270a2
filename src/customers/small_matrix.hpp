// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_SMALL_MATRIX_HPP
#define CXMETRICS_SRC_CUSTOMERS_SMALL_MATRIX_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

// What the search for a maximum of two to four parameters needs of linear algebra.
namespace cxmetrics::detail {

using vector = std::vector<double>;
using matrix = std::vector<double>;  // square, row by row

inline double greatest(const vector& numbers) {
  double result = 0;
  for (const double each : numbers) result = std::max(result, std::abs(each));
  return result;
}

inline double product(const vector& one, const vector& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += one[i] * other[i];
  return sum;
}

inline vector times(const matrix& of, const vector& by) {
  vector result(by.size());
  for (std::size_t i = 0; i < by.size(); ++i) {
    for (std::size_t j = 0; j < by.size(); ++j) result[i] += of[i * by.size() + j] * by[j];
  }
  return result;
}

// For a positive definite matrix, by Cholesky's factors; nothing for another.
inline std::optional<matrix> inverse(matrix of, std::size_t size) {
  matrix inverse(size * size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = of[i * size + j];
      for (std::size_t k = 0; k < j; ++k) sum -= of[i * size + k] * of[j * size + k];
      if (i == j && !(sum > 1e-12 * std::abs(of[i * size + i]))) return std::nullopt;
      of[i * size + j] = i == j ? std::sqrt(sum) : sum / of[j * size + j];
    }
  }
  for (std::size_t column = 0; column < size; ++column) {
    vector solved(size);
    for (std::size_t i = 0; i < size; ++i) {
      double sum = i == column ? 1 : 0;
      for (std::size_t k = 0; k < i; ++k) sum -= of[i * size + k] * solved[k];
      solved[i] = sum / of[i * size + i];
    }
    for (std::size_t i = size; i-- > 0;) {
      for (std::size_t k = i + 1; k < size; ++k) solved[i] -= of[k * size + i] * solved[k];
      solved[i] /= of[i * size + i];
      inverse[i * size + column] = solved[i];
    }
  }
  return inverse;
}

}  // namespace cxmetrics::detail

#endif
