// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../chart/frame.hpp"
#include "../keys.hpp"
#include "section.hpp"

#include <algorithm>
#include <utility>

namespace cxmetrics::detail {
namespace {

// Whether the section has a table by the only key of that one.
bool has_key_of(const section& section, const table& table) {
  const table_column& key = *key_columns(table).front();
  if (key.kind == column_kind::period) return section.by_period.has_value();
  return std::any_of(section.by_group.begin(), section.by_group.end(),
                     [&](const cxmetrics::table& other) { return key_columns(other).front()->id == key.id; });
}

void add_table(section& into, const table& table) {
  if (table.rows.empty()) return;
  const std::vector<const table_column*> keys = key_columns(table);
  const bool by_age = !keys.empty() && keys.back()->kind == column_kind::age;
  if (by_age && table.find(column_meaning::cohort) == nullptr) {
    into.by_age.push_back(table);
  } else if (keys.size() > 1) {
    into.by_several.push_back(table);
  } else if (keys.size() == 1 && !has_key_of(into, table)) {
    if (keys.front()->kind == column_kind::period) {
      into.by_period = table;
    } else {
      into.by_group.push_back(table);
    }
  }
}

void add_margins(section& into) {
  for (const table& table : into.by_several) {
    for (const cxmetrics::table& margin : table.margins) add_table(into, margin);
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
  if (into.by_period && !into.by_period->rows.empty()) {
    into.whole.total = into.by_period->rows.back();
  } else if (into.whole.rows.size() == 1) {
    into.whole.total = into.whole.rows.front();
  }
}

// Tables of the same metric, by the same definition, belong together.
std::pair<std::string, std::string> metric_key(const table& table) {
  return {table.metric, table.rows.empty() ? "" : definition_of(table, table.rows.front())};
}

}  // namespace

std::vector<section> sections_of(const std::vector<table>& tables) {
  std::vector<std::vector<const table*>> groups;
  for (const table& table : tables) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& known) {
      return metric_key(*known.front()) == metric_key(table);
    });
    group == groups.end() ? groups.push_back({&table}) : group->push_back(&table);
  }
  std::vector<section> sections;
  for (const std::vector<const table*>& own : groups) {
    section section{metric_text(*own.front()), "metric-" + std::to_string(sections.size() + 1)};
    for (const table* table : own) add_table(section, *table);
    add_margins(section);
    choose_whole(section, own);
    sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace cxmetrics::detail
