// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_SHARE_HPP
#define CXMETRICS_SURVEY_SHARE_HPP

#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/scale.hpp>

namespace cxmetrics {

/// No and yes: 0 and 1.
inline constexpr scale no_or_yes{0, 1};

/// The share of yes among yes and no, in per cent.
inline constexpr metric share = top_box(no_or_yes, 1).named("share");

}  // namespace cxmetrics

#endif
