// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_COVERAGE_TABLES_HPP
#define CXMETRICS_TESTS_COVERAGE_TABLES_HPP

#include <string>
#include <string_view>
#include <vector>

// The tables of docs/uncertainty-tables.md: how often intervals hold the truth, and how often comparisons see a
// difference where there is none.
namespace cxmetrics::tests {

// A Markdown table: the first column is text, the others numbers.
class markdown_table {
 public:
  explicit markdown_table(std::vector<std::string> head) : rows_{std::move(head)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

struct named_table {
  std::string_view name;  // stands in the markers around it
  std::string (*make)();
  bool quick;  // enough for a test
};

// By exact enumeration of all answers that n people can give.
std::string coverage_of_shares();
std::string coverage_of_net_scores();
std::string worst_coverage_of_net_scores();
std::string coverage_of_simultaneous_shares();
std::string coverage_of_means();
std::string coverage_of_rates();

// By simulation, seeded.
std::string coverage_of_designs();
std::string coverage_of_weights();
std::string coverage_of_revenue_retention();
std::string false_alarms_of_net_scores();
std::string false_alarms_of_shares();
std::string false_alarms_of_means();
std::string false_alarms_of_dependent_samples();
std::string false_alarms_of_many();
std::string false_marks_of_tables();
std::string false_marks_of_weighted_tables();
std::string false_marks_of_designs();
std::string found_marks_of_tables();
std::string false_alarms_of_trends();
std::string false_alarms_a_year();
std::string found_trends();

inline constexpr named_table all_tables[] = {
    {"coverage of shares", coverage_of_shares, true},
    {"coverage of net scores", coverage_of_net_scores, false},
    {"worst coverage of net scores", worst_coverage_of_net_scores, false},
    {"coverage of simultaneous shares", coverage_of_simultaneous_shares, true},
    {"coverage of means", coverage_of_means, false},
    {"coverage of rates", coverage_of_rates, true},
    {"coverage of designs", coverage_of_designs, false},
    {"coverage of weights", coverage_of_weights, false},
    {"coverage of revenue retention", coverage_of_revenue_retention, false},
    {"false alarms of net scores", false_alarms_of_net_scores, false},
    {"false alarms of shares", false_alarms_of_shares, false},
    {"false alarms of means", false_alarms_of_means, false},
    {"false alarms of dependent samples", false_alarms_of_dependent_samples, false},
    {"false alarms of many", false_alarms_of_many, true},
    {"false marks of tables", false_marks_of_tables, false},
    {"false marks of weighted tables", false_marks_of_weighted_tables, false},
    {"false marks of designs", false_marks_of_designs, false},
    {"found marks of tables", found_marks_of_tables, false},
    {"false alarms of trends", false_alarms_of_trends, false},
    {"false alarms a year", false_alarms_a_year, false},
    {"found trends", found_trends, false},
};

}  // namespace cxmetrics::tests

#endif
