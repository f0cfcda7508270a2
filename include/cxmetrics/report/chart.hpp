// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_CHART_HPP
#define CXMETRICS_REPORT_CHART_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>
#include <string_view>

/// \file
/// Pictures of tables: each function gives one self-contained SVG image as text, to be kept as `.svg` or put
/// into a page. They are drawn for light and dark surroundings, carry a title and a description in words,
/// tell nothing by colour alone, begin bars at zero, draw no interval that an estimate does not have, and
/// mark what is missing. Names that do not fit are shortened; the full name is shown when the pointer is on
/// them. Without rows they say so. They show at most 200 groups, those with most answers, and the last 2,000 periods,
/// and say what is left out. Linear in the number of rows, but for sorting them.

namespace cxmetrics {

/// How a chart is drawn.
struct chart_options {
  /// In pixels, from 240 to 4000. The height follows.
  double width = 720;
  /// Whether the image holds its style sheet; a page of several has `chart_style()` once instead.
  bool with_style = true;
  /// What names inside the image begin with; different for the images of one page, letters, digits and "-".
  std::string id = "cx";
};

/// The rules for the looks of all charts, in CSS. All its names begin with "cx-".
CXMETRICS_EXPORT std::string_view chart_style() noexcept;

/// The values in time with the band of their intervals, and the number of answers below. A rise or fall from one
/// period to the next that is significant points up or down; thin bases (n < 30) are hollow; periods without answers
/// are crosses, and the value of a period that is cut is a square that no line joins. The rows' one key column must
/// be a period. Throws `std::invalid_argument` otherwise.
CXMETRICS_EXPORT std::string trend_chart(const table& table, const chart_options& options = {});

/// How many gave each score, all together. Throws `std::invalid_argument` for a table that is not of
/// answers.
CXMETRICS_EXPORT std::string distribution_chart(const table& table, const chart_options& options = {});

/// For each row, and all together, the shares of the answers by what they are worth: detractors, passives and
/// promoters; those in the box and the others. Throws as `distribution_chart`.
CXMETRICS_EXPORT std::string shares_chart(const table& table, const chart_options& options = {});

/// The rows from the best to the worst, each with its interval, against the total.
CXMETRICS_EXPORT std::string segments_chart(const table& table, const chart_options& options = {});

/// The values of two keys, the last one across, coloured by how far they are better or worse than the total. A
/// retention triangle is coloured by how much is retained, and marks what is so only so far. Throws
/// `std::invalid_argument` for a table with fewer than two key columns.
CXMETRICS_EXPORT std::string heatmap_chart(const table& table, const chart_options& options = {});

/// Customers at the end of each period, and who came and left in it. Throws `std::invalid_argument` for a
/// table that is not of customer flows by period.
CXMETRICS_EXPORT std::string flow_chart(const table& table, const chart_options& options = {});

/// The values of each group by age or time, with the band of the intervals where there are few groups, and below it
/// how many customers each value rests on. Survival falls in steps; retention by age is joined by lines. It draws at
/// most six groups, those with the most customers. Throws `std::invalid_argument` for a table whose last key is no age
/// or time.
CXMETRICS_EXPORT std::string curve_chart(const table& table, const chart_options& options = {});

/// Churn by reason in each period, one upon the other, so that a bar is as high as all churn. Throws
/// `std::invalid_argument` for a table that is not by period and reason.
CXMETRICS_EXPORT std::string reasons_chart(const table& table, const chart_options& options = {});

/// How many came to each step of a funnel, or to each stage, in order: a bar for each, and behind it what was lost
/// since the one before. Each group stands by itself, with bars of its own scale. Where a related table has the reasons
/// of who came no further, they stand below the step, three at most. Throws `std::invalid_argument` for a table that is
/// not of steps.
CXMETRICS_EXPORT std::string funnel_chart(const table& table, const chart_options& options = {});

/// Recurring revenue at the end of each period, and its movements in it: new, reactivated and expansion upwards,
/// contraction and churned downwards. Throws `std::invalid_argument` for a table that is not of revenue by period.
CXMETRICS_EXPORT std::string revenue_chart(const table& table, const chart_options& options = {});

/// How revenue came from start to end, movement by movement, in the total, or where there is none in the last row.
/// Throws `std::invalid_argument` for a table that is not of revenue.
CXMETRICS_EXPORT std::string waterfall_chart(const table& table, const chart_options& options = {});

/// The share of an outcome's variance that goes with each item, from the greatest, with its interval; the sign says
/// whether the outcome is higher or lower where the item is higher. Throws `std::invalid_argument` for a table that is
/// not of drivers.
CXMETRICS_EXPORT std::string drivers_chart(const table& table, const chart_options& options = {});

/// What each touchpoint does to the whole, in the order of the table, with its interval. Throws `std::invalid_argument` for a
/// table that is not of touchpoints.
CXMETRICS_EXPORT std::string impact_chart(const table& table, const chart_options& options = {});

/// Importance across and performance upwards, with the intervals of both and the cuts; uncertain points are hollow. Throws
/// `std::invalid_argument` for a table without importance or total.
CXMETRICS_EXPORT std::string quadrant_chart(const table& table, const chart_options& options = {});

}  // namespace cxmetrics

#endif
