// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <cxmetrics/input/date.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

double number_in(const char* option, std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && std::isfinite(number)) return number;
  throw usage_error(fmt::format("--{} takes a number such as 40, not '{}'", option, text));
}

cx::day day_in(const char* option, const std::string& text) {
  const auto day = cx::date_reader{}.read(text);
  if (!day) throw usage_error(fmt::format("--{} takes a day such as 2025-12-31, not '{}'", option, text));
  return *day;
}

}  // namespace

std::optional<cx::goal> goal_of(const std::string& target, const std::string& by, const std::string& start) {
  if (target.empty()) {
    if (!by.empty() || !start.empty()) throw usage_error("--by-date and --target-start go with --target");
    return std::nullopt;
  }
  cx::goal goal;
  goal.target = number_in("target", target);
  if (!by.empty()) goal.by = day_in("by-date", by);
  if (!start.empty()) {
    const std::size_t equals = start.find('=');
    if (equals == std::string::npos || by.empty()) {
      throw usage_error("--target-start takes DAY=NUMBER, such as 2025-01-01=25, and goes with --by-date");
    }
    goal.start = cx::goal_start{day_in("target-start", start.substr(0, equals)),
                                number_in("target-start", std::string_view(start).substr(equals + 1))};
  }
  return goal;
}

void require_trend_options(const options& asked) {
  if (!asked.looks_closer()) return;
  if (asked.metric == "funnel" || asked.metric == "lifetime-value" || asked.metric == "cohorts" ||
      asked.metric == "survival" || asked.metric == "reasons" || asked.metric == "stages" ||
      !asked.churned.empty()) {
    throw usage_error(
        "--trend, --target, --what-changed and --league go with answers, churn, retention and revenue");
  }
  // What they print would tell of the figures that are hidden.
  if (asked.min_base)
    throw usage_error("--trend, --target, --what-changed and --league go without --min-base");
  const auto is_of_first = [&](const asked_question& each) { return each.metric == asked.metric; };
  if (asked.goal &&
      (asked.metric.empty() || !std::all_of(asked.questions.begin(), asked.questions.end(), is_of_first))) {
    throw usage_error("--target goes with one metric, asked for by --metric");
  }
  const bool in_time = asked.period || asked.metric.empty();
  if (asked.trend && !in_time) throw usage_error("--trend needs --period");
  if (asked.goal && asked.goal->by && !in_time) throw usage_error("--by-date needs --period");
  if (!asked.what_changed.empty() && (!asked.period || asked.by.empty()))
    throw usage_error("--what-changed needs --by and --period");
  if (!asked.what_changed.empty() && asked.what_changed.find(',') == std::string::npos)
    throw usage_error("--what-changed takes two periods such as 2024-Q1,2024-Q4");
  if (asked.league && asked.by.empty()) throw usage_error("--league needs --by");
}

}  // namespace cxreport
