// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "exact_sum.hpp"
#include "reals.hpp"
#include "worth.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

using detail::unknown;

}  // namespace

void distribution::add(double worth, std::uint64_t count) {
  detail::require_worth(worth);
  if (count > std::numeric_limits<std::uint64_t>::max() - n()) {
    detail::throw_invalid_argument("more observations than 64 bits can count: {} and {}", {n(), count});
  }
  const auto end = worth_.begin() + static_cast<std::ptrdiff_t>(size_);
  const auto place = std::lower_bound(worth_.begin(), end, worth);
  const auto index = place - worth_.begin();
  if (place == end || *place != worth) {
    if (size_ == max_worths) detail::throw_invalid_argument("more than {} different worths", {max_worths});
    std::move_backward(place, end, end + 1);
    const auto counts = count_.begin();
    std::move_backward(counts + index, counts + static_cast<std::ptrdiff_t>(size_),
                       counts + static_cast<std::ptrdiff_t>(size_) + 1);
    worth_[static_cast<std::size_t>(index)] = worth;
    count_[static_cast<std::size_t>(index)] = 0;
    ++size_;
  }
  count_[static_cast<std::size_t>(index)] += count;
}

std::uint64_t distribution::count_of(double worth) const noexcept {
  for (std::size_t index = 0; index < size_; ++index) {
    if (worth_[index] == worth) return count_[index];
  }
  return 0;
}

std::uint64_t distribution::n() const noexcept {
  std::uint64_t total = 0;
  for (std::size_t index = 0; index < size_; ++index) total += count_[index];
  return total;
}

double distribution::mean() const noexcept {
  if (n() == 0) return unknown;
  detail::exact_sum sum;
  double least = highest();
  double greatest = lowest();
  for (std::size_t index = 0; index < size_; ++index) {
    if (count_[index] == 0) continue;
    sum.add(count_[index], worth_[index]);
    least = std::min(least, worth_[index]);
    greatest = std::max(greatest, worth_[index]);
  }
  // Rounding must not carry the mean past the observations.
  return std::clamp(sum.value() / static_cast<double>(n()), least, greatest);
}

double distribution::variance() const noexcept {
  if (n() == 0) return unknown;
  const double centre = mean();
  detail::exact_sum sum;
  for (std::size_t index = 0; index < size_; ++index) {
    const double off = worth_[index] - centre;
    sum.add(count_[index], off * off);
  }
  return sum.value() / static_cast<double>(n());
}

double distribution::lowest() const noexcept {
  return size_ == 0 ? unknown : worth_[0];
}
double distribution::highest() const noexcept {
  return size_ == 0 ? unknown : worth_[size_ - 1];
}

distribution::kind distribution::kind_of() const noexcept {
  bool negative = false;
  for (std::size_t index = 0; index < size_; ++index) {
    if (worth_[index] == -100) {
      negative = true;
    } else if (worth_[index] != 0 && worth_[index] != 100) {
      return kind::quantity;
    }
  }
  return negative ? kind::net : kind::share;
}

}  // namespace cxmetrics
