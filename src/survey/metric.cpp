// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/survey/metric.hpp>

namespace cxmetrics {

distribution distribution_of(const metric& metric, const tally& tally) {
  const scale scale = metric.scale();
  if (tally.scale() != scale) {
    detail::throw_invalid_argument(
        "{} is defined on the scale {} to {}, not {} to {}",
        {metric.title(), scale.low(), scale.high(), tally.scale().low(), tally.scale().high()});
  }
  distribution result;
  for (int index = 0; index < scale.points(); ++index) {
    const int score = scale.low() + index;
    result.add(metric.worth(score), tally.count(score));
  }
  return result;
}

estimate estimate_of(const metric& metric, const tally& tally, const estimate_options& options) {
  return estimate_of(distribution_of(metric, tally), metric.quantity(), options);
}

}  // namespace cxmetrics
