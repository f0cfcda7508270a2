// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "tables.hpp"
#include "whole_tables.hpp"

#include <fmt/format.h>

#include <utility>

namespace cxmetrics::tests {
namespace {

constexpr int reports = 400;
constexpr int weighted_reports = 200;
constexpr int hotel_reports = 100;

std::string shown(const false_marks& marks) {
  return fmt::format("{:.1f} / {:.1f}", marks.of_changes, marks.against_rest);
}

std::vector<std::string> head_of(std::string first, const std::vector<cell_size>& sizes) {
  std::vector<std::string> head{std::move(first)};
  for (const cell_size& size : sizes) {
    head.push_back(size.least == size.most ? fmt::format("n = {}", size.least)
                                           : fmt::format("n = {}–{}", size.least, size.most));
  }
  return head;
}

const std::vector<cell_size> sizes{{5, 5}, {5, 20}, {20, 40}, {50, 100}, {20, 200}};

}  // namespace

std::string false_marks_of_tables() {
  const std::vector<marking> markings{{"standard", interval_method::standard, &difference::mark_p_value},
                                      {"square-and-add", interval_method::score, &difference::p_value},
                                      {"Student t", interval_method::student_t, &difference::p_value}};
  markdown_table table(head_of("method, population", sizes));
  std::vector<std::vector<std::string>> rows(markings.size() * noises().size());
  for (std::size_t of = 0; of < noises().size(); ++of) {
    for (std::size_t way = 0; way < markings.size(); ++way) {
      rows[way * noises().size() + of] = {fmt::format("{}, {}", markings[way].name, noises()[of].name)};
    }
    for (const cell_size& size : sizes) {
      const auto found = false_marks_of(noises()[of], size, markings, reports);
      for (std::size_t way = 0; way < markings.size(); ++way) {
        rows[way * noises().size() + of].push_back(shown(found[way]));
      }
    }
  }
  for (auto& row : rows) table.add(std::move(row));
  return table.text();
}

std::string false_marks_of_weighted_tables() {
  const std::vector<cell_size> some{{5, 20}, {20, 40}, {50, 100}, {100, 200}};
  markdown_table table(head_of("weights, population", some));
  for (const auto& [name, weighing] :
       {std::pair{"all 1", weighing::ones}, std::pair{"1, 2 or 4", weighing::uneven},
        std::pair{"design effect 9.5", weighing::very_uneven}}) {
    for (const std::size_t of : {0U, 1U, 5U, 7U, 8U}) {
      const noise& noise = noises()[of];
      std::vector<std::string> row{fmt::format("{}, {}", name, noise.name)};
      for (const cell_size& size : some) {
        row.push_back(shown(false_marks_of_weighted(noise, size, weighing, weighted_reports)));
      }
      table.add(row);
    }
  }
  return table.text();
}

std::string false_marks_of_designs() {
  const std::vector<cell_size> some{{5, 20}, {20, 40}, {50, 100}};
  markdown_table table(head_of("hotels, population", some));
  for (const int hotels : {6, 20}) {
    for (const std::size_t of : {0U, 1U, 7U}) {
      const noise& noise = noises()[of];
      std::vector<std::string> row{fmt::format("{} hotels, {}", hotels, noise.name)};
      for (const cell_size& size : some) {
        row.push_back(shown(false_marks_of_hotels(noise, size, hotels, hotel_reports)));
      }
      table.add(row);
    }
  }
  return table.text();
}

std::string found_marks_of_tables() {
  const std::vector<marking> markings{{"standard", interval_method::standard, &difference::mark_p_value},
                                      {"square-and-add", interval_method::score, &difference::p_value}};
  const std::vector<cell_size> some{{20, 40}, {50, 100}, {100, 200}};
  markdown_table table(head_of("method, fall", some));
  for (const fall& fall : falls()) {
    std::vector<std::vector<std::string>> rows;
    for (const marking& marking : markings) {
      std::string then;
      for (const double share : fall.then)
        then += fmt::format("{}{:.0f}", then.empty() ? "" : "/", 100 * share);
      rows.push_back({fmt::format("{}, {} to {}", marking.name, fall.before.name, then)});
    }
    for (const cell_size& size : some) {
      const auto found = found_marks_of(fall, size, markings, reports);
      for (std::size_t way = 0; way < rows.size(); ++way) {
        rows[way].push_back(fmt::format("{:.0f} / {:.0f}", found[way].of_changes, found[way].against_rest));
      }
    }
    for (auto& row : rows) table.add(std::move(row));
  }
  return table.text();
}

}  // namespace cxmetrics::tests
