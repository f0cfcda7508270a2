// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "draws.hpp"
#include "tables.hpp"

#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/control_chart.hpp>
#include <cxmetrics/stats/level_shift.hpp>
#include <cxmetrics/stats/trend.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::tests {
namespace {

constexpr int years = 10'000;
constexpr int years_of_shifts = 2'000;  // each simulates a search of its own
constexpr std::size_t months_of_year = 12;

// A share or a net score month by month.
struct story {
  std::string name;
  std::vector<double> worths;
  std::vector<double> shares;  // of the worths, at first
  int n;
  double wander =
      0;  // how far the true share of the last worth lies from its course, to either side, at random
  std::function<double(std::size_t)> course = [](std::size_t) { return 0.0; };  // added to it, month by month

  std::vector<estimate> drawn(draws& random, std::size_t months) const {
    const unit in = worths.front() < 0 ? unit::points : unit::percent;
    std::vector<estimate> result;
    for (std::size_t month = 0; month < months; ++month) {
      std::vector<double> now = shares;
      const double more = course(month) + wander * (random.uniform() < 0.5 ? -1 : 1);
      now.back() += more;
      now.front() -= more;
      result.push_back(estimate_of(random.answers(worths, now, n), in));
    }
    return result;
  }
};

using measure = std::function<double(const std::vector<estimate>&)>;

struct watch {
  std::string name;
  std::size_t months;  // how many a year of it takes, those before included
  int rounds;
  bool is_count;  // alarms a year; otherwise the share of years with one, in per cent
  measure alarms;
};

double any_step(const std::vector<estimate>& months, adjustment adjustment) {
  std::vector<double> p_values;
  for (std::size_t month = 1; month < months.size(); ++month) {
    p_values.push_back(compare(months[month - 1], months[month], comparison_method::square_and_add).p_value);
  }
  for (const double p : adjusted(p_values, adjustment)) {
    if (p < 0.05) return 1;
  }
  return 0;
}

// Alarms among the last twelve months.
double alarms_of(const std::vector<estimate>& months, std::size_t baseline, bool control_point::*alarm) {
  const control_chart chart = control_chart_of(months, {.baseline = baseline});
  double result = 0;
  for (std::size_t month = months.size() - months_of_year; month < months.size(); ++month) {
    result += chart.points[month].*alarm;
  }
  return result;
}

// The textbook's limits, which take the centre for certain.
double textbook_alarms_of(const std::vector<estimate>& months) {
  const control_chart chart = control_chart_of(months, {.baseline = months_of_year});
  double result = 0;
  for (std::size_t month = months_of_year; month < months.size(); ++month) {
    // All months have as many answers: the variance of one about a centre of twelve others is 13/12 of its own.
    const double half = std::max(chart.points[month].limits.high - chart.centre,
                                 chart.centre - chart.points[month].limits.low) /
                        std::sqrt(1 + 1.0 / months_of_year);
    result += std::abs(months[month].value - chart.centre) > half + 1e-9;
  }
  return result;
}

std::vector<watch> watches() {
  using months = std::vector<estimate>;
  return {
      {"any of 11 steps, each at 5 %", 12, years / 10, false,
       [](const months& of) { return any_step(of, adjustment::none); }},
      {"any of 11 steps, Holm", 12, years / 10, false,
       [](const months& of) { return any_step(of, adjustment::holm); }},
      {"slope", 12, years, false, [](const months& of) { return trend_of(of).slope.significant(); }},
      {"slope, standard errors taken for all noise", 12, years, false,
       [](const months& of) {
         const trend line = trend_of(of);
         return std::abs(line.slope.value) > 1.959964 * line.slope_error;
       }},
      {"level shift", 12, years_of_shifts, false,
       [](const months& of) { return level_shift_of(of, {.replicates = 399})->change.significant(); }},
      {"months outside limits, of the same year", 12, years, true,
       [](const months& of) { return alarms_of(of, 0, &control_point::unusual); }},
      {"months outside limits, of the year before", 24, years, true,
       [](const months& of) { return alarms_of(of, 12, &control_point::unusual); }},
      {"the same, by textbook limits", 24, years, true, textbook_alarms_of},
      {"averages outside limits, of the same year", 12, years, true,
       [](const months& of) { return alarms_of(of, 0, &control_point::average_unusual); }},
      {"averages outside limits, of the year before", 24, years, true,
       [](const months& of) { return alarms_of(of, 12, &control_point::average_unusual); }},
  };
}

std::string table_of(const std::vector<story>& stories, bool counts) {
  std::vector<std::string> head{"way"};
  for (const story& each : stories) head.push_back(each.name);
  markdown_table table(head);
  for (const watch& watch : watches()) {
    if (watch.is_count != counts) continue;
    std::vector<std::string> row{watch.name};
    std::uint64_t seed = 40;
    for (const story& each : stories) {
      draws random(++seed);
      double alarms = 0;
      for (int year = 0; year < watch.rounds; ++year)
        alarms += watch.alarms(each.drawn(random, watch.months));
      row.push_back(counts ? fmt::format("{:.3f}", alarms / watch.rounds)
                           : fmt::format("{:.1f}", 100 * alarms / watch.rounds));
    }
    table.add(std::move(row));
  }
  return table.text();
}

const std::vector<double> net{-100, 0, 100};
const std::vector<double> share{0, 100};
const std::vector<double> usual{0.2, 0.3, 0.5};

std::vector<story> unchanged() {
  return {{"NPS 30, n = 30", net, usual, 30},  {"n = 100", net, usual, 100},
          {"n = 400", net, usual, 400},        {"90 %, n = 30", share, {0.1, 0.9}, 30},
          {"n = 100", share, {0.1, 0.9}, 100}, {"2 %, n = 100", share, {0.98, 0.02}, 100}};
}

}  // namespace

std::string false_alarms_of_trends() {
  std::vector<story> stories = unchanged();
  stories.push_back({"NPS wanders by ±10, n = 400", net, usual, 400, 0.05});
  return table_of(stories, false);
}

std::string false_alarms_a_year() {
  return table_of(unchanged(), true);
}

std::string found_trends() {
  const auto rise = [](double points) {
    return [points](std::size_t month) { return points / 200 * static_cast<double>(month % months_of_year); };
  };
  const auto step = [](std::size_t month) { return month % months_of_year < 6 ? 0.0 : 0.075; };
  const std::vector<story> stories{{"NPS rises by 1 a month, n = 100", net, usual, 100, 0, rise(1)},
                                   {"by 2, n = 100", net, usual, 100, 0, rise(2)},
                                   {"by 1, n = 400", net, usual, 400, 0, rise(1)},
                                   {"15 at once in July, n = 100", net, usual, 100, 0, step}};
  return table_of(stories, false);
}

}  // namespace cxmetrics::tests
