// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_CES_HPP
#define CXMETRICS_SURVEY_CES_HPP

#include <cxmetrics/survey/metric.hpp>

namespace cxmetrics {

/// Customer Effort Score 2.0 (CEB 2013): the mean of answers 1…7 to "They made it easy for me to handle my
/// issue", where 7 is very easy and high is good. In scale points.
inline constexpr metric ces = mean_score(one_to_seven).named("CES");

/// Share of 5 to 7, "at least somewhat easy", in per cent.
inline constexpr metric ces_percent_easy = top_box(one_to_seven, 3).named("CES percent easy", "ces-easy");

/// Share of 5 to 7 less the share of 1 to 3, in points.
inline constexpr metric ces_net_easy = net_score(one_to_seven, 3, 5).named("CES net easy");

/// Customer Effort Score 1.0 (Dixon, Freeman and Toman 2010): the mean of answers 1…5 to "How much effort did
/// you personally have to put forth?", where 5 is very high effort and *low* is good. Never to be mixed with
/// `ces`.
inline constexpr metric ces_effort = mean_score(one_to_five, better::low).named("CES effort");

}  // namespace cxmetrics

#endif
