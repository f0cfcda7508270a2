// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "fitting.hpp"
#include "quantile.hpp"
#include "step_share.hpp"

#include <cxmetrics/stats/basis.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics::detail {
namespace {

interval plain(const step_share& of, double z) {
  const double margin = z * of.standard_error;
  return {std::max(of.share - margin, 0.0), std::min(of.share + margin, 1.0)};
}

interval by_log(const step_share& of, double z) {
  const double factor = std::exp(z * of.standard_error / of.share);
  return {of.share / factor, std::min(of.share * factor, 1.0)};
}

interval by_log_log(const step_share& of, double z) {
  if (of.share == 1 || of.share == 0) return {};
  const double log = std::log(of.share);
  const double factor = std::exp(z * of.standard_error / (of.share * log));
  const double one = std::exp(log * factor);
  const double other = std::exp(log / factor);
  return {std::min(one, other), std::max(one, other)};
}

struct recipe {
  interval_method method;
  interval (*bounds)(const step_share&, double z);
};
constexpr recipe recipes[] = {
    {interval_method::log_log, by_log_log}, {interval_method::log, by_log}, {interval_method::wald, plain}};

class share_of_curve final : public basis {
 public:
  share_of_curve(const step_share& of, const estimate_options& options)
      : of_(of),
        recipe_(&fitting(recipes, options.method, kind::survival, "to survival curves")),
        by_wilson_(options.method == interval_method::standard && (of.share == 0 || of.share == 1)),
        level_(options.level) {
    if (options.population) throw_invalid_argument("survival curves know no size of the population");
  }

  estimate describe(const quantity& quantity) const override {
    estimate result;
    result.value = of_.at_risk == 0 ? std::numeric_limits<double>::quiet_NaN() : 100 * of_.share;
    result.standard_error = 100 * of_.standard_error;
    result.n = of_.at_risk;
    result.ci = interval_by(recipe_->method, level_);
    result.level = level_.level();
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.method = by_wilson_ ? interval_method::wilson : recipe_->method;
    if (!result.ci.exists()) result.method = interval_method::none;
    result.basis = basis_handle(this);
    return result;
  }

  interval interval_by(interval_method, confidence level) const override {
    if (of_.at_risk == 0) return range();
    const auto n = static_cast<double>(of_.at_risk);
    const interval bounds = by_wilson_ ? wilson(of_.share * n, n, level)
                                       : recipe_->bounds(of_, normal_quantile(level.tail() / 2));
    return bounds.exists() ? interval{100 * bounds.low, 100 * bounds.high} : interval{};
  }

  interval range() const noexcept override { return {0, 100}; }

 private:
  step_share of_;
  const recipe* recipe_;
  bool by_wilson_;
  confidence level_;
};

}  // namespace

estimate estimate_of(const step_share& of, const quantity& quantity, const estimate_options& options) {
  return basis_handle(new share_of_curve(of, options))->describe(quantity);
}

}  // namespace cxmetrics::detail
