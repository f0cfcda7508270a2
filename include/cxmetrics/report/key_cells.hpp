// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_KEY_CELLS_HPP
#define CXMETRICS_REPORT_KEY_CELLS_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

template <class Part>
concept named_by_name_of = requires(const Part& part) {
  { name_of(part) } -> std::convertible_to<std::string_view>;
};

// The cells of one part of a key, side by side.
template <class Part>
void add_cells(std::vector<key_cell>& to, const Part& part) {
  if constexpr (std::same_as<Part, period>) {
    to.emplace_back(part);
  } else if constexpr (std::same_as<Part, day>) {
    to.emplace_back(day_of(part));
  } else if constexpr (std::same_as<Part, bool>) {
    to.emplace_back(std::string(part ? "true" : "false"));
  } else if constexpr (std::same_as<Part, char>) {
    to.emplace_back(std::string(1, part));
  } else if constexpr (whole_number<Part>) {
    if (std::in_range<std::int64_t>(part)) {
      to.emplace_back(static_cast<std::int64_t>(part));
    } else {
      to.emplace_back(std::to_string(part));
    }
  } else if constexpr (std::convertible_to<const Part&, std::string_view>) {
    to.emplace_back(std::string(std::string_view(part)));
  } else if constexpr (named_by_name_of<Part>) {
    to.emplace_back(std::string(std::string_view(name_of(part))));
  } else {
    static_assert(named_by_name_of<Part>,
                  "a key of a table is a text, whole number, bool, day or period, or has name_of(key)");
  }
}
template <class Part>
void add_cells(std::vector<key_cell>& to, const std::optional<Part>& part) {
  if (part) add_cells(to, *part);
}
template <class Part>
void add_cells(std::vector<key_cell>& to, const std::vector<Part>& parts) {
  for (const Part& part : parts) add_cells(to, part);
}
template <class... Parts>
void add_cells(std::vector<key_cell>& to, const std::tuple<Parts...>& parts) {
  std::apply([&to](const Parts&... part) { (add_cells(to, part), ...); }, parts);
}

template <class Part>
inline constexpr bool is_time = std::same_as<Part, period> || std::same_as<Part, day>;

// What stands for the period in rows without one, beside rows that have one.
inline constexpr std::string_view no_date = "no date";
template <class Part>
inline constexpr bool may_lack_time =
    std::same_as<Part, std::optional<period>> || std::same_as<Part, std::optional<day>>;

template <class Key>
struct last_part {
  using type = Key;
};
template <class... Parts>
struct last_part<std::tuple<Parts...>> {
  using type = std::tuple_element_t<sizeof...(Parts) - 1, std::tuple<Parts...>>;
};

// The cells of a whole key under columns of these names.
template <class Key>
std::vector<key_cell> cells_of(const Key& key, const std::vector<std::string>& names) {
  std::vector<key_cell> cells;
  add_cells(cells, key);
  if (may_lack_time<typename last_part<Key>::type> && cells.size() + 1 == names.size())
    cells.emplace_back(std::string(no_date));
  return cells;
}

// Puts key columns of these names before all others; their kinds are those of the cells. Without rows, the last
// column is of periods if the last part of the key says so. Throws where names and cells differ in number.
CXMETRICS_EXPORT void set_keys(table& of, const std::vector<std::string>& names, bool last_is_time);
// A table like that one but by one of its key columns only, still without rows.
CXMETRICS_EXPORT table& add_margin(table& of, std::size_t key);

// Rows under the keys of a breakdown, and the margins by each key alone. `append(rows, state)` adds the rows of a
// state, whose keys are filled in here, before any cells they have.
template <class State, class... Keys, class Append>
void add_rows(table& to, const breakdown<State, Keys...>& by, const std::vector<std::string>& names,
              Append append) {
  const auto append_under = [&](table& into, const std::vector<key_cell>& key, const State& state) {
    const std::size_t before = into.rows.size();
    append(into.rows, state);
    for (std::size_t row = before; row < into.rows.size(); ++row) {
      into.rows[row].key.insert(into.rows[row].key.begin(), key.begin(), key.end());
    }
  };
  using last = typename last_part<std::tuple<Keys...>>::type;
  to.rows.reserve(to.rows.size() + by.size());
  std::vector<std::map<key_cell, State>> margins(names.size() > 1 ? names.size() : 0);
  for (const auto& cell : by) {
    const std::vector<key_cell> key = cells_of(cell.first, names);
    for (std::size_t part = 0; part < margins.size() && part < key.size(); ++part) {
      margins[part].try_emplace(key[part], by.empty_state()).first->second += cell.second;
    }
    append_under(to, key, cell.second);
  }
  set_keys(to, names, is_time<last> || may_lack_time<last>);
  if (to.rows.empty()) return;
  for (std::size_t part = 0; part < margins.size(); ++part) {
    table& margin = add_margin(to, part);
    for (const auto& cell : margins[part]) append_under(margin, {cell.first}, cell.second);
  }
}

}  // namespace cxmetrics::detail

#endif
