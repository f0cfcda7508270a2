// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

// What remains of a rate when the same risk lasts so many times as long.
struct longer {
  enum class kind { lost, kept, events } of;
  double times;

  double operator()(double rate) const {
    switch (of) {
      case kind::lost:
        return -100 * std::expm1(times * std::log1p(-rate / 100));
      case kind::kept:
        return 100 * std::pow(rate / 100, times);
      case kind::events:
        break;
    }
    return times * rate;
  }
  interval operator()(const interval& bounds) const {
    return bounds.exists() ? interval{(*this)(bounds.low), (*this)(bounds.high)} : bounds;
  }
  double slope(double rate) const {
    switch (of) {
      case kind::lost:
        return times * std::pow(1 - rate / 100, times - 1);
      case kind::kept:
        return times * std::pow(rate / 100, times - 1);
      case kind::events:
        break;
    }
    return times;
  }
};

class over_longer_time final : public basis {
 public:
  over_longer_time(const estimate& rate, longer map) : rate_(rate), map_(map) {}

  estimate describe(const quantity& quantity) const override {
    estimate result = rate_;
    result.value = map_(rate_.value);
    result.standard_error = map_.slope(rate_.value) * rate_.standard_error;
    result.ci = map_(rate_.ci);
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.basis = basis_handle(this);
    return result;
  }
  interval interval_by(interval_method, confidence level) const override {
    return map_(interval_at(rate_, level));
  }
  interval range() const noexcept override { return range_of(rate_); }

 private:
  estimate rate_;
  longer map_;
};

}  // namespace

estimate over_time(const estimate& rate, double times) {
  if (!(times > 0 && std::isfinite(times))) detail::throw_invalid_argument("{} times as long", {times});
  if (rate.unit != unit::percent) detail::throw_invalid_argument("only rates in per cent depend on time");
  using kind = longer::kind;
  const bool share = range_of(rate).high <= 100;
  const kind of = !share ? kind::events : rate.better == better::low ? kind::lost : kind::kept;
  if (!rate.ci.exists() && !rate.basis) {
    estimate result = rate;
    result.value *= times;
    return result;
  }
  return basis_handle(new over_longer_time(rate, {of, times}))->describe({rate.unit, rate.better});
}

}  // namespace cxmetrics
