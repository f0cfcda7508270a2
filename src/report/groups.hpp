// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_GROUPS_HPP
#define CXMETRICS_SRC_REPORT_GROUPS_HPP

#include <cxmetrics/report/table.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace cxmetrics::detail {

// Which rows of a table belong together: definition, texts of the key other than the period, period.
using row_key = std::tuple<std::string, std::vector<std::string>, std::optional<period>>;

// The texts of the key without the one that names the period.
inline std::vector<std::string> group_of(const table_row& row) {
  std::vector<std::string> texts = row.key;
  if (row.period) {
    const auto name = std::find(texts.rbegin(), texts.rend(), to_string(*row.period));
    if (name != texts.rend()) texts.erase(std::next(name).base());
  }
  return texts;
}

inline row_key full_key_of(const table_row& row, std::optional<period> period) {
  return {row.definition, group_of(row), period};
}
inline row_key full_key_of(const table_row& row) {
  return full_key_of(row, row.period);
}
inline row_key period_key_of(const table_row& row) {
  return {row.definition, {}, row.period};
}

}  // namespace cxmetrics::detail

#endif
