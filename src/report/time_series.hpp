// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_TIME_SERIES_HPP
#define CXMETRICS_SRC_REPORT_TIME_SERIES_HPP

#include <cxmetrics/journey/goal.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// The whole periods of one group, in order; those between that have no row are there without observations.
struct time_series {
  std::string definition{};
  std::vector<key_cell> group{};
  std::vector<period> periods{};
  std::vector<estimate> estimates{};
  bool levelled = false;  // whether the estimates are of another length than their periods

  std::vector<dated_estimate> dated() const;
};

// The groups of a table whose rows are of different people in each period. Throws `std::invalid_argument` where the
// table has no periods, or more than one row of a group in one.
std::vector<time_series> time_series_of(const table& table);
// The same, but rates of customers lost or kept are made those of periods of the mean length, where they differ; then
// the series say so.
std::vector<time_series> levelled_series_of(const table& table);

// The rows of all groups by period: the table itself, or its margin; nullptr where there is none.
const table* by_period_alone(const table& table);

// "NPS", "month", of a table by month; "period" where the calendar has no name for it.
std::string name_of_period(const period& period);
// How many of them later the same season comes again: 12 months, 4 quarters, 52 weeks, 364 days; 0 where there is none.
std::size_t season_of(const period& period);

// A table below another one, by its groups. Its keys are theirs; further columns and rows are for the caller to add.
table related_table(const table& of, std::string metric, std::string title, std::string formula,
                    bool with_periods = false);
// The key of a row of it.
std::vector<key_cell> related_key(const table& of, const time_series& series);

// A row of it with a place for each cell that is there.
table_row related_row(std::vector<key_cell> key, std::vector<estimate> estimates,
                      std::vector<std::optional<row_comparison>> differences = {},
                      std::vector<std::uint64_t> counts = {}, std::vector<bool> flags = {});

// Adjusts the differences of the rows together.
void adjust_differences(table& table, adjustment adjustment);

// Whether rows are hidden. What is found rests on the rows shown alone, and so tells nothing of the others.
bool has_hidden_rows(const table& of);

// Why a table by period that has rows has no series of whole periods: a sentence without its full stop.
std::string why_no_series(const table& of);

// A value that is what it says, without interval.
estimate certain(double value, unit unit, better better, double level, std::uint64_t n = 0);

// The table to which another one is related that has a column of that meaning; nullptr where there is none.
const table* related_with(const table& table, column_meaning meaning);

}  // namespace cxmetrics::detail

#endif
