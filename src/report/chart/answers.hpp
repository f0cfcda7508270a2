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
};

// From the lowest score to the highest. Throws std::invalid_argument where the table is not of answers.
std::vector<answer_class> classes_of(const table& table);

}  // namespace cxmetrics::detail

#endif
