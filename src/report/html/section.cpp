// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../chart/frame.hpp"
#include "../pool.hpp"
#include "section.hpp"

#include <algorithm>

namespace cxmetrics::detail {
namespace {

bool has_key_alone(const section& section, const std::string& name) {
  return std::any_of(section.by_group.begin(), section.by_group.end(),
                     [&](const table& table) { return table.key_names.front() == name; });
}

void add_table(section& into, const table& table) {
  if (table.rows.empty()) return;
  if (table.key_names.size() > 1) {
    into.by_several.push_back(table);
  } else if (period_column(table)) {
    if (!into.by_period) into.by_period = table;
  } else if (!table.key_names.empty()) {
    into.by_group.push_back(table);
  }
}

void add_pooled(section& into) {
  for (const table& table : into.by_several) {
    const auto period = period_column(table);
    for (std::size_t column = 0; column < table.key_names.size(); ++column) {
      const bool known =
          period == column ? into.by_period.has_value() : has_key_alone(into, table.key_names[column]);
      if (known) continue;
      if (auto alone = pooled(table, column)) add_table(into, *alone);
    }
  }
}

// Without a total, the last period speaks for the metric.
void choose_whole(section& into, const std::vector<const table*>& tables) {
  into.whole = *tables.front();
  for (const table* table : tables) {
    if (table->total) {
      into.whole = *table;
      return;
    }
  }
  if (into.by_period && !into.by_period->rows.empty()) into.whole.total = into.by_period->rows.back();
}

}  // namespace

std::vector<section> sections_of(const std::vector<table>& tables) {
  std::vector<std::string> names;
  for (const table& table : tables) {
    const std::string name = metric_text(table);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::vector<section> sections;
  for (const std::string& name : names) {
    section section{name, "metric-" + std::to_string(sections.size() + 1)};
    std::vector<const table*> own;
    for (const table& table : tables) {
      if (metric_text(table) != name) continue;
      own.push_back(&table);
      add_table(section, table);
    }
    add_pooled(section);
    choose_whole(section, own);
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace cxmetrics::detail
