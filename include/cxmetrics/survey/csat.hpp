// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_CSAT_HPP
#define CXMETRICS_SURVEY_CSAT_HPP

#include <cxmetrics/survey/metric.hpp>

namespace cxmetrics {

/// Customer satisfaction: of answers 1…5, the share of 4 and 5 in per cent ("top 2 box"). A neutral 3 counts
/// in the base. For other scales and box counts, `top_box(scale, boxes)`.
inline constexpr metric csat = top_box(one_to_five, 2).named("CSAT");

/// The mean answer 1…5, in scale points.
inline constexpr metric csat_mean = mean_score(one_to_five).named("CSAT mean");

/// The mean answer 1…5 as a per cent of the way from 1 to 5.
inline constexpr metric csat_percent_of_maximum =
    percent_of_maximum(one_to_five).named("CSAT percent of maximum");

/// Share of 4 and 5 less the share of 1 and 2, in points.
inline constexpr metric net_satisfaction = net_score(one_to_five, 2, 4).named("net satisfaction");

}  // namespace cxmetrics

#endif
