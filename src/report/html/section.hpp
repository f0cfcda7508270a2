// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_HTML_SECTION_HPP
#define CXMETRICS_SRC_REPORT_HTML_SECTION_HPP

#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cxmetrics::detail {

// What a page says of one metric.
struct section {
  std::string name;
  std::string id;
  table whole{};  // the total, or the last period where there is none
  std::optional<table> by_period{};
  std::vector<table> by_group{};  // each by one key
  std::vector<table> by_age{};    // or by time, besides groups
  std::vector<table> by_several{};
};

// One for each metric, in the order of the tables.
std::vector<section> sections_of(const std::vector<table>& tables);

// Parts of the page.
std::string card(const section& section);
std::string charts(const section& section);
std::string definition(const section& section);

// The figures as a table of HTML.
std::string figures(const table& table);

}  // namespace cxmetrics::detail

#endif
