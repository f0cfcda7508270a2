// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/survey/metric.hpp>

namespace cxmetrics {

distribution metric::distribution_of(const tally& tally) const {
  if (tally.scale() != scale_) {
    detail::throw_invalid_argument(
        "{} is defined on the scale {} to {}, not {} to {}",
        {name_, scale_.low(), scale_.high(), tally.scale().low(), tally.scale().high()});
  }
  distribution result;
  for (int index = 0; index < scale_.points(); ++index) {
    const int score = scale_.low() + index;
    result.add(worth(score), tally.count(score));
  }
  return result;
}

estimate metric::operator()(const tally& tally, const estimate_options& options) const {
  return estimate_of(distribution_of(tally), {unit_, better_}, options);
}

}  // namespace cxmetrics
