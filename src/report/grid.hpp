// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_GRID_HPP
#define CXMETRICS_SRC_REPORT_GRID_HPP

#include <cxmetrics/report/table.hpp>

#include <string>
#include <vector>

namespace cxmetrics::detail {

// A report as people read it: rounded, with the columns that say something. Its texts are as they came, not
// yet escaped for where they will stand.
struct grid {
  // Where a column may stand if the grid is too wide for where it is shown.
  enum class role {
    row_name,        // in each part, so that rows can be told apart
    figure,          // anywhere
    part_of_figure,  // beside the column before: an interval, what it rests on
    bar              // beside the value
  };
  struct column {
    std::string name;
    bool is_number;
    role is = role::figure;
    std::vector<std::string> cells{};
  };
  std::vector<column> columns{};
  std::size_t lines = 0;
};

// A table of cohorts by age, with a line for each cohort and a column for each age, unless these are too many to read;
// the pooled ones come last.
bool is_triangle(const table& table);
grid triangle_of(const table& table);

// The rows, and the total as the last line.
grid grid_of(const table& table);

// "NPS by segment and period, in points; 95 % score intervals".
std::string title_of(const table& table);
// "by segment and period"; nothing for a total.
std::string keys_of(const table& table);
// "in points; 95 % score intervals".
std::string measure_of(const table& table);
// "in points".
std::string unit_of(const table& table);

// "price (csat)".
std::string name_of(const question_counts& question);

// What became of the input, line by line, without the line ends.
std::vector<std::string> lines_of(const accounting& accounting);

// That groups are left out, and how many.
std::string left_out_note(const table& table);

// Whether answers of some row have weights with a design effect above 3.
bool has_uneven_weights(const table& table);

// The same where it applies, and what the marks in the cells mean.
std::vector<std::string> notes_of(const table& table);

}  // namespace cxmetrics::detail

#endif
