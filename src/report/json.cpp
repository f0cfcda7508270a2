// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "keys.hpp"
#include "number.hpp"
#include "room.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/json.hpp>

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const char32_t character = detail::next_character(text);
    if (character == '"' || character == '\\') {
      result += '\\';
      result += static_cast<char>(character);
    } else if (character < 0x20 || character == 0x7F || character == 0x2028 || character == 0x2029) {
      result += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character));
    } else {
      detail::append_character(result, character);
    }
  }
  return result + '"';
}

// An object or an array in the making: the commas between its parts.
class series {
 public:
  series(std::string& to, char open, char close, std::string_view gap = " ")
      : to_(to), close_(close), gap_(gap) {
    to_ += open;
  }
  ~series() { to_ += close_; }
  series(const series&) = delete;
  series& operator=(const series&) = delete;

  std::string& item() {
    if (!first_) to_ += ',';
    if (!first_ || gap_ == "\n") to_ += gap_;
    first_ = false;
    return to_;
  }
  std::string& member(std::string_view name) { return item() += quoted(name) + ": "; }

 private:
  std::string& to_;
  char close_;
  std::string_view gap_;
  bool first_ = true;
};

std::string interval_text(const interval& ci) {
  if (!ci.exists()) return "null";
  return fmt::format("[{}, {}]", detail::shortest(ci.low), detail::shortest(ci.high));
}

std::string_view base_name_of(base_size size) {
  return size == base_size::sufficient ? "sufficient" : size == base_size::small ? "small" : "very small";
}

void write_comparison(std::string& to, const row_comparison& comparison) {
  series object(to, '{', '}');
  object.member("value") += detail::shortest(comparison.found.value);
  object.member("ci") += interval_text(comparison.found.ci);
  object.member("p_value") += detail::shortest(comparison.found.p_value);
  object.member("adjusted_p_value") += detail::shortest(comparison.adjusted_p_value);
  object.member("method") += quoted(name_of(comparison.found.method));
  object.member("significant") += comparison.significant ? "true" : "false";
}

// Names of a row that are the same in every table.
std::set<std::string> names_of_figures() {
  return {"key",       "definition", "suppressed", "value",   "standard_error", "ci",
          "method",    "n",          "base",       "change",  "against_rest",   "missing",
          "off_scale", "partial",    "first_day",  "last_day"};
}

bool has_own_name(const table_column& column) {
  return column.is_label() || column.meaning == column_meaning::value ||
         column.meaning == column_meaning::change || column.meaning == column_meaning::against_rest ||
         column.meaning == column_meaning::missing || column.meaning == column_meaning::off_scale;
}

// A text, a number or nothing.
std::string key_value(const key_cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return "null";
  const std::string text = detail::text_of(cell);
  return std::holds_alternative<std::int64_t>(cell) ? text : quoted(text);
}

// A key with a meaning of its own stands also beside the key, where programs look for it by name.
bool is_known_key(const table_column& column) {
  return column.is_key() && column.meaning != column_meaning::own;
}

// What each column is called, in the order of the columns.
std::vector<std::string> names_in_rows(const table& table) {
  std::set<std::string> taken = names_of_figures();
  for (const table_column& column : table.columns) {
    if (is_known_key(column) || column.meaning == column_meaning::value) taken.insert(column.id);
  }
  std::vector<std::string> names;
  for (const table_column& column : table.columns) {
    names.push_back(has_own_name(column) ? column.id : detail::unique_name(column.id, taken));
  }
  return names;
}

void write_days(series& object, const period& part) {
  object.member("partial") += "true";
  object.member("first_day") += quoted(to_string(part.first()));
  object.member("last_day") += quoted(to_string(part.last() - std::chrono::days{1}));
}

class row_writer {
 public:
  explicit row_writer(const table& table) : table_(table), names_(names_in_rows(table)) {}

  void write(std::string& to, const table_row& row, bool with_key) const {
    series object(to, '{', '}');
    if (with_key) {
      series key(object.member("key"), '{', '}');
      for (const table_column* column : detail::key_columns(table_)) {
        key.member(column->id) += quoted(detail::text_for_machines(row.key[column->place]));
      }
    }
    const std::string definition = detail::definition_of(table_, row);
    if (!definition.empty()) object.member("definition") += quoted(definition);
    for (const table_column& column : table_.columns) {
      if (column.meaning == column_meaning::finding)
        object.member(column.id) += key_value(row.key[column.place]);
    }
    if (with_key && is_partial(row)) write_days(object, *period_of(row));
    if (row.suppressed) object.member("suppressed") += "true";
    for (const table_column& column : table_.columns) {
      if (!with_key || !is_known_key(column)) continue;
      object.member(column.id) += key_value(row.key[column.place]);
    }
    const auto write = [&](std::string_view name, const std::string& figure) {
      object.member(name) += row.suppressed ? "null" : figure;
    };
    write_estimate(write, row.result());
    const table_column* value = table_.find(column_meaning::value);
    if (value != nullptr && value->id != "value") write(value->id, detail::shortest(row.result().value));
    each(column_kind::count, [&](const table_column& column, const std::string& name) {
      write(name, detail::withholds(row, column.place) ? "null" : std::to_string(row.counts[column.place]));
    });
    each(column_kind::money, [&](const table_column& column, const std::string& name) {
      write(name, quoted(detail::decimal_text(row.money[column.place], column.minor_digits)));
    });
    each(column_kind::estimate, [&](const table_column& column, const std::string& name) {
      if (column.place == 0 && column.meaning != column_meaning::own) return;
      const estimate& shown = row.estimates[column.place];
      if (column.meaning != column_meaning::own) {
        write(name, detail::shortest(shown.value));
        if (shown.ci.exists()) write(name + "_ci", interval_text(shown.ci));
        return;
      }
      std::string text;
      {
        series inner(text, '{', '}');
        write_estimate(
            [&](std::string_view figure, const std::string& value) { inner.member(figure) += value; }, shown);
      }
      write(name, text);
    });
    each(column_kind::flag, [&](const table_column& column, const std::string& name) {
      object.member(name) += row.flags[column.place] ? "true" : "false";
    });
    write("base", quoted(base_name_of(base_size_of(row.result().n))));
    each(column_kind::difference, [&](const table_column& column, const std::string& name) {
      const auto& found = row.differences[column.place];
      if (found) write_comparison(object.member(name), *found);
    });
  }

 private:
  template <class Write>
  static void write_estimate(Write write, const estimate& shown) {
    write("value", detail::shortest(shown.value));
    write("standard_error", detail::shortest(shown.standard_error));
    write("ci", interval_text(shown.ci));
    write("method", quoted(name_of(shown.method)));
    write("n", std::to_string(shown.n));
  }
  template <class Visit>
  void each(column_kind kind, Visit visit) const {
    for (std::size_t index = 0; index < names_.size(); ++index) {
      if (table_.columns[index].kind == kind) visit(table_.columns[index], names_[index]);
    }
  }

  const table& table_;
  std::vector<std::string> names_;
};

void write_rows(std::string& to, const table& table) {
  const row_writer writer{table};
  series rows(to, '[', ']');
  const std::size_t begin = to.size();
  std::size_t written = 0;
  for (const table_row& row : table.rows) {
    writer.write(rows.item() += '\n', row, true);
    detail::make_room(to, begin, ++written, table.rows.size());
  }
}

void write_counts(series& object, const row_counts& rows) {
  object.member("rows_used") += std::to_string(rows.used());
  object.member("rows_left_out") += std::to_string(rows.rows_left_out());
  object.member("rows_rejected") += std::to_string(rows.rejected);
  object.member("answered") += std::to_string(rows.answered);
  object.member("missing") += std::to_string(rows.missing);
  object.member("off_scale") += std::to_string(rows.off_scale);
  series left_out(object.member("left_out"), '{', '}');
  for (const auto& [reason, count] : rows.left_out) left_out.member(reason) += std::to_string(count);
}

// The rows were read once, and came to something for each of the questions.
void write_questions(series& object, const std::vector<question_counts>& questions) {
  object.member("rows_read") += std::to_string(questions.front().read());
  series all(object.member("questions"), '[', ']');
  for (const question_counts& each : questions) {
    series question(all.item() += '\n', '{', '}');
    question.member("metric") += quoted(each.metric);
    question.member("question") += quoted(each.question);
    write_counts(question, each);
  }
}

void write_accounting(std::string& to, const accounting& accounting) {
  series object(to, '{', '}');
  if (accounting.questions.empty()) {
    object.member("rows_read") += std::to_string(accounting.read());
    write_counts(object, accounting);
  } else {
    write_questions(object, accounting.questions);
  }
  if (!accounting.readings.empty()) {
    series readings(object.member("readings"), '[', ']');
    for (const auto& [reading, rows] : accounting.readings) {
      series item(readings.item(), '{', '}');
      item.member("text") += quoted(reading.first);
      item.member("read_as") += quoted(reading.second);
      item.member("rows") += std::to_string(rows);
    }
  }
  if (!accounting.signs_for_nothing.empty()) {
    series signs(object.member("signs_for_nothing"), '[', ']');
    for (const auto& [sign, rows] : accounting.signs_for_nothing) {
      series item(signs.item(), '{', '}');
      item.member("column") += quoted(sign.first);
      item.member("text") += quoted(sign.second);
      item.member("rows") += std::to_string(rows);
    }
  }
  if (!accounting.differing_by_case.empty()) {
    series sets(object.member("differing_by_case"), '[', ']');
    for (const auto& [where, texts] : accounting.differing_by_case) {
      series item(sets.item(), '{', '}');
      item.member("column") += quoted(where.first);
      series names(item.member("names"), '[', ']');
      for (const std::string& text : texts) names.item() += quoted(text);
    }
  }
  if (!accounting.remarks.empty()) {
    series remarks(object.member("remarks"), '[', ']');
    for (const std::string& remark : accounting.remarks) remarks.item() += quoted(remark);
  }
  series rejected(object.member("rejected"), '[', ']');
  for (const rejection& why : accounting.rejections()) {
    series item(rejected.item(), '{', '}');
    if (!why.file.empty()) item.member("file") += quoted(why.file);
    item.member("line") += std::to_string(why.line);
    item.member("column") += quoted(why.column);
    item.member("text") += quoted(why.text);
    item.member("reason") += quoted(why.reason);
  }
}

void write_tests(std::string& to, const std::vector<group_test>& tests) {
  series all(to, '[', ']');
  for (const group_test& test : tests) {
    series object(all.item() += '\n', '{', '}');
    object.member("method") += quoted(test.name);
    if (!test.groups.empty()) {
      series groups(object.member("groups"), '[', ']');
      for (const std::string& group : test.groups) groups.item() += quoted(group);
    }
    object.member("chi_squared") += detail::shortest(test.chi_squared);
    object.member("degrees_of_freedom") += std::to_string(test.degrees_of_freedom);
    object.member("p_value") += detail::shortest(test.p_value);
    if (!test.groups.empty()) object.member("adjusted_p_value") += detail::shortest(test.adjusted_p_value);
  }
}

void write_table(series& object, const table& table) {
  object.member("metric") += quoted(table.metric);
  object.member("title") += quoted(table.title);
  object.member("unit") += quoted(name_of(table.unit));
  object.member("as_of") += table.as_of ? quoted(to_string(*table.as_of)) : "null";
  if (table.weighted) object.member("weighted") += "true";
  if (detail::has_uneven_weights(table)) object.member("uneven_weights") += "true";
  object.member("level") += detail::shortest(table.level);
  if (!table.remarks.empty()) {
    series remarks(object.member("remarks"), '[', ']');
    for (const std::string& remark : table.remarks) remarks.item() += quoted(remark);
  }
  object.member("adjustment") += quoted(name_of(table.adjustment));
  write_rows(object.member("rows"), table);
  std::string& total = object.member("total");
  table.total ? row_writer{table}.write(total, *table.total, false) : void(total += "null");
  {
    series margins(object.member("margins"), '[', ']');
    for (const cxmetrics::table& margin : table.margins) {
      series object_of_rows(margins.item() += '\n', '{', '}');
      write_rows(object_of_rows.member("rows"), margin);
    }
  }
  if (!table.notes.empty()) {
    series notes(object.member("notes"), '[', ']');
    for (const std::string& note : table.notes) notes.item() += quoted(note);
  }
  if (!table.tests.empty()) write_tests(object.member("tests"), table.tests);
  if (table.related.empty()) return;
  series related(object.member("related"), '[', ']');
  for (const cxmetrics::table& other : table.related) {
    series report(related.item() += '\n', '{', '}');
    write_table(report, other);
  }
}

}  // namespace

std::string to_json(const table& table) {
  std::string text;
  {
    series object(text, '{', '}');
    write_table(object, table);
    std::string& accounting = object.member("accounting");
    table.accounting ? write_accounting(accounting, *table.accounting) : void(accounting += "null");
  }
  text += '\n';  // copies of a million rows take much memory
  return text;
}

std::string to_json(const std::vector<table>& tables, const accounting& accounting) {
  std::string text;
  {
    series object(text, '{', '}');
    {
      series all(object.member("reports"), '[', ']');
      for (const table& table : tables) {
        series report(all.item() += '\n', '{', '}');
        write_table(report, table);
      }
    }
    write_accounting(object.member("accounting"), accounting);
  }
  text += '\n';
  return text;
}

}  // namespace cxmetrics
