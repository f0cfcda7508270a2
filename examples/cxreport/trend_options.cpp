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

// Why nothing can be looked for in the rows of a metric, and what can be asked instead.
std::string why_no_rows(const options& asked) {
  if (asked.metric == "cohorts")
    return "the rows of a cohort are the same people at several ages; see --metric retention with --period";
  if (asked.metric == "survival")
    return "the rows of a curve are the same people after several times; see --metric retention with "
           "--period";
  if (asked.metric == "reasons") return "reasons are parts of one rate; see --metric churn with --period";
  return "";
}

bool has_no_periods(const options& asked) {
  return asked.metric == "lifetime-value" || !asked.churned.empty();
}

void require_looked_at(const options& asked) {
  const std::string why = why_no_rows(asked);
  if (!why.empty()) {
    throw usage_error(fmt::format("--trend, --target, --what-changed and --league do not go with {}: {}",
                                  asked.metric, why));
  }
  if (has_no_periods(asked) &&
      (asked.trend || !asked.what_changed.empty() || (asked.goal && asked.goal->by))) {
    throw usage_error(fmt::format(
        "--trend, --by-date and --what-changed look at periods, which {}{} does not have; --target without a "
        "date looks at the values",
        asked.metric, asked.churned.empty() ? "" : " of --churned"));
  }
  if (asked.league && (asked.metric == "gap" || asked.metric == "lifetime-value")) {
    throw usage_error(
        fmt::format("--league ranks groups of one value each, and {} has several for a group", asked.metric));
  }
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
  require_looked_at(asked);
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
  if (!asked.what_changed.empty() &&
      std::count(asked.what_changed.begin(), asked.what_changed.end(), ',') != 1) {
    throw usage_error(fmt::format("--what-changed takes two periods such as 2024-Q1,2024-Q4, not '{}'",
                                  asked.what_changed));
  }
  if (asked.league && asked.by.empty()) throw usage_error("--league needs --by");
}

}  // namespace cxreport
