// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "fitting.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/sampled_ratio.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

using detail::kind;

using detail::infinity;

using detail::real;

// Σ (y - ratio × x)², of which rounding leaves a little where all units agree.
double residual_squares(const sampled_ratio& ratio) {
  const double beyond = ratio.y / ratio.x - ratio.around;
  const double from_ratio = beyond * beyond * ratio.x_squared;
  const double sum = ratio.off_squared - 2 * beyond * ratio.off_by_x + from_ratio;
  return sum > 1e-14 * (ratio.off_squared + from_ratio) ? sum : 0;
}

double standard_error(const sampled_ratio& ratio) {
  const double n = real(ratio.n);
  return std::sqrt(n / (n - 1) * residual_squares(ratio)) / ratio.x;
}

// The bounds of the ratio itself.
interval of_unanimous(const sampled_ratio& ratio, confidence level) {
  const double value = ratio.y / ratio.x;
  const double n = units_it_rests_on(ratio);
  const double may_differ = wilson(0, n, level).high;
  const double to_low = (value - ratio.lowest) * may_differ;
  // Without a highest ratio, twice the usual one; of nothing at all, whatever others may have.
  const double usual = value > ratio.lowest ? value - ratio.lowest
                       : ratio.around > 0   ? ratio.around
                                            : infinity;
  const double to_high = (std::isinf(ratio.highest) ? usual : ratio.highest - value) * may_differ;
  return {value - to_low, value + to_high};
}

struct ratio_recipe {
  interval_method method;
  interval (*bounds)(const sampled_ratio&, confidence);
};

constexpr ratio_recipe ratio_recipes[] = {
    {interval_method::student_t,
     [](const sampled_ratio& ratio, confidence level) {
       return student_t(ratio.y / ratio.x, standard_error(ratio), real(ratio.n) - 1, level);
     }},
    {interval_method::wald,
     [](const sampled_ratio& ratio, confidence level) {
       return wald(ratio.y / ratio.x, standard_error(ratio), level);
     }},
};

class ratio_of_sums final : public basis {
 public:
  ratio_of_sums(const sampled_ratio& ratio, const estimate_options& options)
      : ratio_(ratio),
        method_(detail::fitting(ratio_recipes, options.method, kind::ratio, "to ratios of two sums").method),
        level_(options.level) {}

  estimate describe(const quantity& quantity) const override {
    estimate result;
    if (ratio_.x > 0) {
      result.value = printed(ratio_.y / ratio_.x);
      if (ratio_.n > 1) result.standard_error = std::abs(ratio_.times) * standard_error(ratio_);
    } else if (ratio_.y > 0) {
      result.value = printed(infinity);
    }
    result.n = ratio_.n;
    result.ci = interval_by(method_, level_);
    result.level = level_.level();
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.method = method_;
    result.basis = basis_handle(this);
    return result;
  }

  interval interval_by(interval_method method, confidence level) const override {
    if (!(ratio_.x > 0) || ratio_.n < 2) return range();
    interval bounds = residual_squares(ratio_) > 0
                          ? detail::recipe_of(ratio_recipes, method)->bounds(ratio_, level)
                          : of_unanimous(ratio_, level);
    const double value = ratio_.y / ratio_.x;
    bounds = {std::clamp(std::min(bounds.low, value), ratio_.lowest, ratio_.highest),
              std::clamp(std::max(bounds.high, value), ratio_.lowest, ratio_.highest)};
    return printed(bounds);
  }

  interval range() const noexcept override { return printed(interval{ratio_.lowest, ratio_.highest}); }
  double weight() const noexcept override { return ratio_.x; }

  basis_handle plus(const basis& other) const override {
    const sampled_ratio* more = alike(other);
    if (more == nullptr) return {};
    return combined(*more, 1);
  }

  basis_handle minus(const basis& part) const override {
    const sampled_ratio* less = alike(part);
    if (less == nullptr) return {};
    if (less->n > ratio_.n || less->x > ratio_.x || less->y > ratio_.y) {
      detail::throw_invalid_argument("a part with {} of {} is no part of a whole with {} of {}",
                                     {less->y, less->x, ratio_.y, ratio_.x});
    }
    return combined(*less, -1);
  }

  const sampled_ratio& ratio() const noexcept { return ratio_; }

 private:
  double printed(double ratio) const noexcept { return ratio_.added + ratio_.times * ratio; }
  interval printed(const interval& of_ratio) const noexcept {
    const double one = printed(of_ratio.low);
    const double other = printed(of_ratio.high);
    return {std::min(one, other), std::max(one, other)};
  }

  const sampled_ratio* alike(const basis& other) const {
    const auto* same_kind = dynamic_cast<const ratio_of_sums*>(&other);
    if (same_kind == nullptr) return nullptr;
    const sampled_ratio& ratio = same_kind->ratio_;
    const bool same = ratio.around == ratio_.around && ratio.times == ratio_.times &&
                      ratio.added == ratio_.added && ratio.lowest == ratio_.lowest &&
                      ratio.highest == ratio_.highest;
    return same ? &ratio : nullptr;
  }

  basis_handle combined(const sampled_ratio& other, double sign) const {
    sampled_ratio result = ratio_;
    result.y += sign * other.y;
    result.x += sign * other.x;
    result.off_squared = std::max(0.0, result.off_squared + sign * other.off_squared);
    result.off_by_x += sign * other.off_by_x;
    result.x_squared = std::max(0.0, result.x_squared + sign * other.x_squared);
    result.n = sign > 0 ? ratio_.n + other.n : ratio_.n - other.n;
    estimate_options options;
    options.level = level_;
    options.method = method_;
    return basis_handle(new ratio_of_sums(result, options));
  }

  sampled_ratio ratio_;
  interval_method method_;
  confidence level_;
};

}  // namespace

estimate estimate_of(const sampled_ratio& ratio, const quantity& quantity, const estimate_options& options) {
  return basis_handle(new ratio_of_sums(ratio, options))->describe(quantity);
}

double units_it_rests_on(const sampled_ratio& ratio) noexcept {
  return ratio.n == 0 ? std::numeric_limits<double>::quiet_NaN() : ratio.x * ratio.x / ratio.x_squared;
}

const sampled_ratio* sampled_ratio_of(const estimate& estimate) noexcept {
  const auto* basis = dynamic_cast<const ratio_of_sums*>(estimate.basis.get());
  return basis == nullptr ? nullptr : &basis->ratio();
}

}  // namespace cxmetrics
