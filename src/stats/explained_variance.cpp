// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Whatever instructions a processor has, sums are then made in the same order.
#define EIGEN_DONT_VECTORIZE
#include "explained_variance.hpp"

#include <Eigen/Eigenvalues>
#include <bit>
#include <cmath>
#include <utility>

namespace cxmetrics::detail {
namespace {

using index = Eigen::Index;

// R² of every set of variables, which has a bit for each: variables are taken out of those after them, and out of the
// outcome, which comes last.
class explained_by_sets {
 public:
  explicit explained_by_sets(const correlation_matrix& of)
      : size_(of.size()), explained_(std::size_t{1} << size_), left_((size_ + 1) * width() * width()) {
    for (std::size_t one = 0; one < size_; ++one) {
      for (std::size_t other = one; other < size_; ++other) left(0, one, other) = of(one, other);
      left(0, one, size_) = of.with_outcome[one];
    }
    left(0, size_, size_) = 1;
    explain(0, 0, 0);
  }
  std::vector<double> take() { return std::move(explained_); }

 private:
  std::size_t width() const { return size_ + 1; }
  // The covariance of what is left of two variables, one <= other, when so many variables have been taken out.
  double& left(std::size_t taken, std::size_t one, std::size_t other) {
    return left_[(taken * width() + one) * width() + other];
  }
  void explain(std::size_t taken, std::size_t first, std::size_t set) {
    explained_[set] = 1 - left(taken, size_, size_);
    for (std::size_t next = first; next < size_; ++next) {
      const double variance = left(taken, next, next);
      for (std::size_t one = next + 1; one <= size_; ++one) {
        const double slope = variance > least_independence ? left(taken, next, one) / variance : 0;
        for (std::size_t other = one; other <= size_; ++other)
          left(taken + 1, one, other) = left(taken, one, other) - slope * left(taken, next, other);
      }
      explain(taken + 1, next + 1, set | std::size_t{1} << next);
    }
  }

  std::size_t size_;
  std::vector<double> explained_;
  std::vector<double> left_;
};

}  // namespace

explained_variance explain(const correlation_matrix& correlations) {
  const auto size = static_cast<index>(correlations.size());
  Eigen::MatrixXd between(size, size);
  Eigen::VectorXd with_outcome(size);
  for (index one = 0; one < size; ++one) {
    const auto row = static_cast<std::size_t>(one);
    with_outcome(one) = correlations.with_outcome[row];
    for (index other = 0; other < size; ++other)
      between(one, other) = correlations(row, static_cast<std::size_t>(other));
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(between);
  explained_variance result;
  result.least_eigenvalue = solver.eigenvalues()(0);
  if (!(result.least_eigenvalue > least_independence)) return result;

  // The nearest uncorrelated variables are the inverse root of the correlations times the variables; the root says how far
  // each variable is made of each of them.
  const Eigen::VectorXd roots = solver.eigenvalues().cwiseSqrt();
  const Eigen::MatrixXd& vectors = solver.eigenvectors();
  const Eigen::MatrixXd root = vectors * roots.asDiagonal() * vectors.transpose();
  const Eigen::MatrixXd inverse_root = vectors * roots.cwiseInverse().asDiagonal() * vectors.transpose();
  const Eigen::VectorXd uncorrelated = inverse_root * with_outcome;
  const Eigen::VectorXd coefficients = inverse_root * uncorrelated;
  const Eigen::VectorXd weights = root.cwiseAbs2() * uncorrelated.cwiseAbs2();
  const Eigen::VectorXd inflation = inverse_root.cwiseAbs2().rowwise().sum();
  result.r_squared = uncorrelated.squaredNorm();
  result.coefficients.assign(coefficients.begin(), coefficients.end());
  result.relative_weights.assign(weights.begin(), weights.end());
  result.inflation.assign(inflation.begin(), inflation.end());
  return result;
}

std::vector<double> shapley_shares(const correlation_matrix& correlations) {
  const std::size_t size = correlations.size();
  const std::vector<double> explained = explained_by_sets(correlations).take();

  // In which share of all orders exactly some variables, so many, come before a given one.
  std::vector<double> share_of_orders(size);
  double sets = 1;  // of so many among the others
  for (std::size_t before = 0; before < size; ++before) {
    share_of_orders[before] = 1 / (static_cast<double>(size) * sets);
    sets = sets * static_cast<double>(size - 1 - before) / static_cast<double>(before + 1);
  }
  std::vector<double> shares(size);
  for (std::size_t set = 0; set < explained.size(); ++set) {
    for (std::size_t variable = 0; variable < size; ++variable) {
      const std::size_t with = set | std::size_t{1} << variable;
      if (with == set) continue;
      shares[variable] +=
          share_of_orders[static_cast<std::size_t>(std::popcount(set))] * (explained[with] - explained[set]);
    }
  }
  return shares;
}

}  // namespace cxmetrics::detail
