// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>

#include <atomic>
#include <limits>

namespace cxmetrics {

basis_handle::basis_handle(const basis* shared) noexcept : basis_(shared) {
  if (shared == nullptr) return;
  std::atomic_ref(shared->handles_).fetch_add(1, std::memory_order_relaxed);
}

void basis_handle::release() noexcept {
  if (std::atomic_ref(basis_->handles_).fetch_sub(1, std::memory_order_acq_rel) == 1) delete basis_;
}

basis::~basis() = default;

interval basis::range() const noexcept {
  return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
}

double basis::observation_variance() const noexcept {
  return std::numeric_limits<double>::quiet_NaN();
}

double basis::weight() const noexcept {
  return std::numeric_limits<double>::quiet_NaN();
}

basis::observations basis::as_observations() const {
  return {};
}

std::vector<comparison_method> basis::comparisons_with(const basis&) const {
  return {};
}

basis::finding basis::compared_with(const basis&, comparison_method method, confidence) const {
  detail::throw_invalid_argument("the comparison {} does not fit", {name_of(method)});
}

basis_handle basis::plus(const basis&) const {
  return {};
}

basis_handle basis::minus(const basis&) const {
  return {};
}

}  // namespace cxmetrics
