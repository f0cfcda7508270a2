// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a key of a table is a text, whole number, bool, day or period, or has name_of.key.
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <string_view>

namespace cx = cxmetrics;

enum class plan { basic, pro };

#ifdef CONTROL
std::string_view name_of(plan plan) {
  return plan == plan::basic ? "basic" : "pro";
}
#endif

cx::table table_of(const cx::breakdown<cx::tally, plan>& by) {
  return cx::make_table(cx::nps, by, {"plan"});
}
