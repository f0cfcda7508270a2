// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_ANSWERS_HPP
#define CXMETRICS_SRC_REPORT_CHART_ANSWERS_HPP

#include <cxmetrics/report/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Scores worth the same: detractors, passives, promoters.
struct answer_class {
  std::string name;                 // "detractors 0-6", "4-5"
  std::string_view look;            // of what is filled for it
  std::vector<std::size_t> scores;  // their places on the scale

  std::uint64_t count_in(const table_row& row) const;
  double share_in(const table_row& row) const;  // in per cent, of the weight where there is one
};

// The share of all answers to a score, in per cent, of the weight where there is one; 0 without answers.
double share_of(const table_row& row, std::size_t score);
// "101 (40.1 %)", "101 (38.7 % weighted)".
std::string share_text(std::uint64_t count, double share, const table_row& row);
// "NPS: shares of answers", and "weighted" where they are.
std::string title_of_answers(const table& table, std::string_view what);

// From the lowest score to the highest. Throws std::invalid_argument where the table is not of answers.
std::vector<answer_class> classes_of(const table& table);

}  // namespace cxmetrics::detail

#endif
