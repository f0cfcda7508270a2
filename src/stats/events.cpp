// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "fitting.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/events.hpp>

#include <cmath>
#include <limits>

namespace cxmetrics {
namespace {

using detail::kind;

struct events_recipe {
  interval_method method;
};

// One formula by two names.
constexpr events_recipe events_recipes[] = {{interval_method::gamma}, {interval_method::garwood}};

class counted_events final : public basis {
 public:
  counted_events(const weighted_events& events, const estimate_options& options)
      : events_(events),
        method_(detail::fitting(events_recipes, options.method, kind::events, "to events").method),
        level_(options.level) {}

  estimate describe(const quantity& quantity) const override {
    estimate result;
    if (exposed()) {
      result.value = events_.sum;
      result.standard_error = std::sqrt(events_.variance);
      result.n = events_.n;
    }
    result.ci = interval_by(method_, level_);
    result.level = level_.level();
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.method = method_;
    result.basis = basis_handle(this);
    return result;
  }

  interval interval_by(interval_method, confidence level) const override {
    return exposed() ? gamma_interval(events_.sum, events_.variance, events_.greatest_weight, level)
                     : range();
  }

  interval range() const noexcept override { return {0, std::numeric_limits<double>::infinity()}; }

 private:
  bool exposed() const noexcept { return events_.greatest_weight > 0; }

  weighted_events events_;
  interval_method method_;
  confidence level_;
};

}  // namespace

estimate estimate_of(const weighted_events& events, const quantity& quantity,
                     const estimate_options& options) {
  return basis_handle(new counted_events(events, options))->describe(quantity);
}

}  // namespace cxmetrics
