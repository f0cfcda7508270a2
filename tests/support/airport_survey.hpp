// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_AIRPORT_SURVEY_HPP
#define CXMETRICS_TESTS_SUPPORT_AIRPORT_SURVEY_HPP

#include "golden.hpp"

#include <cxmetrics/survey/scale.hpp>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace cxmetrics::tests {

// A passenger asked at San Francisco airport.
struct passenger {
  std::optional<int> score;
  int stratum;
  int peak;
  int day;
  double weight;
};

// A question of the survey, by the names that the reference figures use.
struct airport_question {
  cxmetrics::scale scale;
  std::vector<passenger> answers;
};

inline airport_question airport_survey(const golden& table, const std::string& column) {
  static const std::map<std::string, std::pair<std::string, scale>> questions{
      {"nps", {"NETPRO", zero_to_ten}},
      {"csat_all", {"Q7ALL", one_to_five}},
      {"ease_find", {"Q14FIND", one_to_five}}};
  const auto& [name, scale] = questions.at(column);
  airport_question result{scale, {}};
  for (const auto& row : table) {
    // Codes for no answer, such as 11 or "Blank", are none of the scale.
    std::optional<int> score;
    try {
      score = std::stoi(row.text(name));
    } catch (const std::invalid_argument&) {
    }
    if (score && !scale.contains(*score)) score = std::nullopt;
    result.answers.push_back({score, std::stoi(row.text("STRATA")), std::stoi(row.text("PEAK")),
                              std::stoi(row.text("INTDATE")), row.number("WEIGHT")});
  }
  return result;
}

}  // namespace cxmetrics::tests

#endif
