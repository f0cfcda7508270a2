// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_KEYS_HPP
#define CXMETRICS_SRC_REPORT_KEYS_HPP

#include <cxmetrics/report/table.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace cxmetrics::detail {

std::string text_of(const key_cell& cell);
// A period that is cut by the name of the whole, so that programs find it whether it is over or not.
std::string text_for_machines(const key_cell& cell);

// The name, with a number if it is taken; takes it.
std::string unique_name(const std::string& name, std::set<std::string>& taken);

bool is_total(const table& table, const table_row& row);
// What a total is called where no group is called so.
std::string total_text(const table& table);
// Which of several definitions the row goes by; empty where the table has none.
std::string definition_of(const table& table, const table_row& row);

// Whether the count at that place would tell of suppressed rows.
bool withholds(const table_row& row, std::size_t place);

std::vector<const table_column*> key_columns(const table& table);
// The last key column of periods, or nullptr.
const table_column* period_column(const table& table);

// Whether the rows are of customers lost or kept in a period, at a risk that is there every day.
bool is_of_flows(const table& table);
// The whole time that the total of rates per period is of: another rate than theirs, of other customers.
std::optional<period> span_of_total(const table& table);
// Whether rows of the same period and definition are of the same people, and tell of different ages or reasons.
bool is_of_same_people(const table& table);

// Which rows of a table belong together: definition, cells of the key other than the period, period.
using group_cells = std::vector<key_cell>;
using row_key = std::tuple<std::string, group_cells, std::optional<period>>;

row_key key_in(const table& table, const table_row& row);

}  // namespace cxmetrics::detail

#endif
