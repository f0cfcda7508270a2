// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "keys.hpp"
#include "number.hpp"
#include "room.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/table.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

bool is_letter(char c) {
  return ('a' <= (c | 0x20) && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

// Whether a spreadsheet would compute something of a text. Numbers and words it only shows, with whatever sign before
// them; what calls, refers to cells or combines has other characters, or a digit after a letter.
bool is_formula(std::string_view text) {
  if (text.empty() || std::string_view("=+-@\t\r\n").find(text.front()) == std::string_view::npos)
    return false;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const bool plain = is_letter(text[at]) || is_digit(text[at]) ||
                       std::string_view(" .,_%").find(text[at]) != std::string_view::npos;
    if (!plain || (is_digit(text[at]) && is_letter(text[at - 1]))) return true;
  }
  return text.front() == '\t' || text.front() == '\r' || text.front() == '\n';
}

// What a terminal acts on. Line breaks and tabs are part of many texts, and a quoted cell holds them.
bool is_control(char32_t c) {
  return (c < 0x20 && c != U'\t' && c != U'\r' && c != U'\n') || (c >= 0x7F && c < 0xA0);
}

// A text in a form that no spreadsheet takes for a formula, no terminal acts on and no reader splits.
std::string text_cell(std::string_view raw) {
  std::string text = is_formula(raw) ? "'" : "";
  while (!raw.empty()) {
    std::string character;
    const char32_t next = detail::next_character(raw);
    detail::append_character(character, next);
    text += is_control(next) ? visible(character) : character;
  }
  if (text.find_first_of(",;\t\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

std::string number_cell(double value) {
  return std::isfinite(value) ? detail::shortest(value) : "";
}

std::string comparison_cell(const row_comparison& comparison, std::size_t figure) {
  const double numbers[] = {comparison.found.value, comparison.found.ci.low, comparison.found.ci.high,
                            comparison.adjusted_p_value};
  if (figure < std::size(numbers)) return number_cell(numbers[figure]);
  return comparison.significant ? "yes" : "no";
}

// The columns of the file, in their order.
class sheet {
 public:
  using cell_of = std::function<std::string(const table_row&)>;

  explicit sheet(const table& table) : table_(table) {
    add("metric", true, [&](const table_row&) { return text_cell(table.metric); });
    add_labels();
    each(column_kind::estimate, [&](const table_column& column) { add_estimate(column); });
    each(column_kind::count, [&](const table_column& column) {
      add(column.id, column.meaning != column_meaning::own,
          figure([place = column.place](const table_row& row) {
            return detail::withholds(row, place) ? std::string() : std::to_string(row.counts[place]);
          }));
    });
    each(column_kind::money, [&](const table_column& column) {
      add(column.id, false,
          figure([place = column.place, digits = column.minor_digits](const table_row& row) {
            return detail::decimal_text(row.money[place], digits);
          }));
    });
    each(column_kind::flag, [&](const table_column& column) {
      add(column.id, column.meaning != column_meaning::own,
          [place = column.place](const table_row& row) { return row.flags[place] ? "yes" : "no"; });
    });
    each(column_kind::difference, [&](const table_column& column) { add_difference(column); });
    add_known_days();
    add("is_total", true, [&](const table_row& row) { return is_total(row) ? "yes" : "no"; });
  }

  // The library's own names stay; others give way.
  std::string header() const {
    std::vector<std::string> names(columns_.size());
    std::set<std::string> taken;
    for (const bool own : {true, false}) {
      for (std::size_t index = 0; index < columns_.size(); ++index) {
        if (columns_[index].own == own) names[index] = detail::unique_name(columns_[index].name, taken);
      }
    }
    return line([&](std::size_t index) { return text_cell(names[index]); });
  }
  std::string line_of(const table_row& row) const {
    return line([&](std::size_t index) { return columns_[index].cell(row); });
  }

 private:
  struct sheet_column {
    std::string name;
    bool own;
    cell_of cell;
  };

  void add(std::string name, bool own, cell_of cell) {
    columns_.push_back({std::move(name), own, std::move(cell)});
  }
  template <class Add>
  void each(column_kind kind, Add add_column) {
    for (const table_column& column : table_.columns) {
      if (column.kind == kind) add_column(column);
    }
  }
  template <class CellOf>
  static cell_of figure(CellOf cell) {
    return [=](const table_row& row) { return row.suppressed ? std::string() : std::string(cell(row)); };
  }
  bool is_total(const table_row& row) const { return table_.total && &row == &*table_.total; }

  void add_labels() {
    bool first = true;
    for (const table_column* key : detail::key_columns(table_)) {
      add(key->id, false, [=, this, named = first](const table_row& row) {
        return named && is_total(row) ? "total" : text_cell(detail::text_for_machines(row.key[key->place]));
      });
      first = false;
    }
    for (const column_meaning meaning : {column_meaning::definition, column_meaning::finding}) {
      for (const table_column& column : table_.columns) {
        if (column.meaning != meaning) continue;
        add(column.id, true, [place = column.place](const table_row& row) {
          return text_cell(detail::text_of(row.key[place]));
        });
      }
    }
  }

  // As of which day the table is, and from when to when a period that is cut.
  void add_known_days() {
    if (table_.as_of) add("as_of", true, [on = to_string(*table_.as_of)](const table_row&) { return on; });
    const auto cut = [](const table_row& row) { return is_partial(row); };
    if (!table_.as_of && std::none_of(table_.rows.begin(), table_.rows.end(), cut)) return;
    const auto add_day = [&](const char* name, auto day_of) {
      add(name, true,
          [=](const table_row& row) { return cut(row) ? to_string(day_of(*period_of(row))) : ""; });
    };
    add("partial", true, [=](const table_row& row) { return cut(row) ? "yes" : "no"; });
    add_day("first_day", [](const period& part) { return part.first(); });
    add_day("last_day", [](const period& part) { return part.last() - std::chrono::days{1}; });
  }

  // The first one is the metric, and its figures go by their own names.
  void add_estimate(const table_column& column) {
    const std::size_t place = column.place;
    const bool own = column.meaning == column_meaning::value;
    const auto add_figure = [&](const std::string& name, auto text) {
      add(own               ? name
          : name == "value" ? column.id
                            : column.id + "_" + name,
          own, figure([=](const table_row& row) { return text(row.estimates[place]); }));
    };
    add_figure("value", [](const estimate& shown) { return number_cell(shown.value); });
    add_figure("standard_error", [](const estimate& shown) { return number_cell(shown.standard_error); });
    add_figure("low", [](const estimate& shown) { return number_cell(shown.ci.low); });
    add_figure("high", [](const estimate& shown) { return number_cell(shown.ci.high); });
    add_figure("n", [](const estimate& shown) { return std::to_string(shown.n); });
  }

  void add_difference(const table_column& column) {
    const std::size_t place = column.place;
    const auto found = [=](const table_row& row) { return row.differences[place].has_value(); };
    if (std::none_of(table_.rows.begin(), table_.rows.end(), found)) return;
    static constexpr const char* figures[] = {"", "_low", "_high", "_adjusted_p", "_significant"};
    for (std::size_t index = 0; index < std::size(figures); ++index) {
      add(column.id + figures[index], column.meaning != column_meaning::own, [=](const table_row& row) {
        return found(row) ? comparison_cell(*row.differences[place], index) : "";
      });
    }
  }

  template <class TextOf>
  std::string line(TextOf text_of) const {
    std::string text;
    for (std::size_t index = 0; index < columns_.size(); ++index) {
      if (index > 0) text += ',';
      text += text_of(index);
    }
    return text + '\n';
  }

  const table& table_;
  std::vector<sheet_column> columns_{};
};

}  // namespace

std::string to_csv(const table& table) {
  const sheet sheet{table};
  std::string text = sheet.header();
  const std::size_t begin = text.size();
  std::size_t written = 0;
  for (const table_row& row : table.rows) {
    text += sheet.line_of(row);
    detail::make_room(text, begin, ++written, table.rows.size());
  }
  if (table.total) text += sheet.line_of(*table.total);
  return text;
}

}  // namespace cxmetrics
