// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "number.hpp"
#include "unicode.hpp"

#include <cxmetrics/report/json.hpp>

#include <fmt/format.h>

#include <string_view>

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

void write_row(std::string& to, const table& table, const table_row& row, bool with_key) {
  series object(to, '{', '}');
  if (with_key) {
    series key(object.member("key"), '{', '}');
    for (std::size_t index = 0; index < table.key_names.size(); ++index) {
      key.member(table.key_names[index]) += quoted(row.key[index]);
    }
  }
  if (!row.definition.empty()) object.member("definition") += quoted(row.definition);
  if (row.suppressed) object.member("suppressed") += "true";
  const auto write = [&](std::string_view name, const std::string& figure) {
    object.member(name) += row.suppressed ? "null" : figure;
  };
  write("value", detail::shortest(row.result.value));
  write("standard_error", detail::shortest(row.result.standard_error));
  write("ci", interval_text(row.result.ci));
  write("method", quoted(name_of(row.result.method)));
  write("n", std::to_string(row.result.n));
  write("missing", std::to_string(row.missing));
  write("off_scale", std::to_string(row.off_scale));
  for (std::size_t index = 0; index < table.count_names.size(); ++index) {
    write(table.count_names[index], std::to_string(row.counts[index]));
  }
  write("base", quoted(base_name_of(base_size_of(row.result.n))));
  if (row.change) write_comparison(object.member("change"), *row.change);
  if (row.against_rest) write_comparison(object.member("against_rest"), *row.against_rest);
}

void write_accounting(std::string& to, const accounting& accounting) {
  series object(to, '{', '}');
  object.member("rows_read") += std::to_string(accounting.read());
  object.member("rows_used") += std::to_string(accounting.used());
  object.member("rows_left_out") += std::to_string(accounting.rows_left_out());
  object.member("rows_rejected") += std::to_string(accounting.rejected);
  object.member("answered") += std::to_string(accounting.answered);
  object.member("missing") += std::to_string(accounting.missing);
  object.member("off_scale") += std::to_string(accounting.off_scale);
  {
    series left_out(object.member("left_out"), '{', '}');
    for (const auto& [reason, rows] : accounting.left_out) left_out.member(reason) += std::to_string(rows);
  }
  series rejected(object.member("rejected"), '[', ']');
  for (const rejection& why : accounting.rejections()) {
    series item(rejected.item(), '{', '}');
    item.member("line") += std::to_string(why.line);
    item.member("column") += quoted(why.column);
    item.member("text") += quoted(why.text);
    item.member("reason") += quoted(why.reason);
  }
}

void write_table(series& object, const table& table) {
  object.member("metric") += quoted(table.metric);
  object.member("unit") += quoted(name_of(table.unit));
  object.member("level") += detail::shortest(table.level);
  object.member("adjustment") += quoted(name_of(table.adjustment));
  {
    series rows(object.member("rows"), '[', ']');
    for (const table_row& row : table.rows) write_row(rows.item() += '\n', table, row, true);
  }
  std::string& total = object.member("total");
  table.total ? write_row(total, table, *table.total, false) : void(total += "null");
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
  return text + '\n';
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
  return text + '\n';
}

}  // namespace cxmetrics
