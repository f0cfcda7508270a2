// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What stands between a file and a reader: conditions on rows, the last row of each person, several files as one, and what is
// told of a file that nobody has described.
#include "support/csv_recorder.hpp"
#include "support/memory_rows.hpp"

#include <cxmetrics/input/describer.hpp>
#include <cxmetrics/input/joined_rows.hpp>
#include <cxmetrics/input/latest_rows.hpp>
#include <cxmetrics/input/row_filter.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cx = cxmetrics;
using cx::tests::csv_record;
using cx::tests::csv_recorder;
using cx::tests::memory_rows;
using cx::tests::recorded_row;

namespace {

using fields = std::vector<std::string>;

struct file {
  fields header{};
  std::vector<fields> rows{};
};

void require(bool holds, const char* law, const file& read) {
  if (holds) return;
  std::cerr << "broken: " << law << '\n';
  for (const std::string& name : read.header) std::cerr << '[' << name << "] ";
  for (const fields& row : read.rows) {
    std::cerr << '\n';
    for (const std::string& field : row) std::cerr << '<' << field << "> ";
  }
  std::cerr << '\n';
  std::abort();
}

file read(std::string_view text) {
  const csv_record record = cx::tests::record_csv(text, {.delimiter = ','});
  file result{record.header};
  for (const recorded_row& row : record.rows) result.rows.push_back(row.fields);
  return result;
}

// What a source hands over to so many sinks, in the order of lines, and what it rejects.
std::vector<recorded_row> handed_over(cx::row_source& source, std::size_t sinks) {
  std::vector<csv_recorder> recorders(sinks);
  std::vector<cx::row_sink*> places;
  for (csv_recorder& each : recorders) places.push_back(&each);
  source.read(places);
  std::vector<recorded_row> rows;
  for (const csv_recorder& each : recorders)
    rows.insert(rows.end(), each.record.rows.begin(), each.record.rows.end());
  std::sort(rows.begin(), rows.end(),
            [](const recorded_row& one, const recorded_row& other) { return one.line < other.line; });
  return rows;
}

bool are_in(const std::vector<recorded_row>& rows, const file& from) {
  return std::all_of(rows.begin(), rows.end(), [&](const recorded_row& row) {
    return row.line >= 2 && row.line - 2 < from.rows.size() && row.fields == from.rows[row.line - 2];
  });
}

void filter(const file& from, std::string_view text, std::size_t sinks, bool by_opposite) {
  memory_rows source{from.header, from.rows};
  std::optional<cx::row_condition> condition;
  try {
    condition = cx::parse_condition(text, source.header());
  } catch (const std::invalid_argument&) {
    return;
  }
  cx::filtered_rows some{source, {*condition}};
  const std::vector<recorded_row> taken = handed_over(some, sinks);
  require(are_in(taken, from), "rows are taken as they are", from);
  require(taken.size() + some.accounting().read() == from.rows.size(),
          "every row is taken, left out or rejected", from);
  if (!by_opposite) {
    cx::filtered_rows again{source, {*condition, *condition}};
    require(handed_over(again, 1) == taken, "a condition holds twice, on any number of sinks", from);
    return;
  }
  // What is not to be in a list is the rest of what is to be.
  const std::size_t equals = text.find('=');
  if (equals == text.npos || equals == 0 || std::string_view("!<>").find(text[equals - 1]) != text.npos)
    return;
  std::string opposite{text};
  opposite.insert(equals, "!");
  try {
    const cx::row_condition other = cx::parse_condition(opposite, source.header());
    if (other.columns != condition->columns) return;
    cx::filtered_rows rest{source, {other}};
    require(handed_over(rest, 1).size() + taken.size() == from.rows.size(),
            "what a condition leaves out is what its opposite takes", from);
  } catch (const std::invalid_argument&) {
  }
}

void take_latest(file from, std::size_t sinks, bool from_latest) {
  if (from.header.size() < 2) return;
  for (std::size_t at = 0; at < from.header.size(); ++at)
    from.header[at] = "column " + std::to_string(at + 1);
  const auto count = [&](std::size_t parts) {
    memory_rows source{from.header, from.rows};
    cx::latest_rows latest{source, {"column 1"}, "column 2"};
    std::vector<recorded_row> rows = handed_over(latest, parts);
    require(rows.size() + latest.accounting().read() == from.rows.size(),
            "every row is the last one of somebody, left out or rejected", from);
    return rows;
  };
  const std::vector<recorded_row> rows = count(1);
  require(are_in(rows, from), "the last rows are as they are", from);
  if (!from_latest) {
    require(count(sinks) == rows, "any number of sinks gets the same last rows", from);
    return;
  }
  file of_last{from.header};
  for (const recorded_row& row : rows) of_last.rows.push_back(row.fields);
  memory_rows source{of_last.header, of_last.rows};
  cx::latest_rows latest{source, {"column 1"}, "column 2"};
  require(handed_over(latest, 1).size() == rows.size(), "the last rows have no later ones", from);
}

void join(const file& from, std::size_t cut, std::size_t sinks) {
  const auto middle = from.rows.begin() + static_cast<std::ptrdiff_t>(std::min(cut, from.rows.size()));
  memory_rows first{from.header, {from.rows.begin(), middle}};
  // The columns of the second file stand in the opposite order.
  fields header(from.header.rbegin(), from.header.rend());
  std::vector<fields> rows;
  for (auto row = middle; row != from.rows.end(); ++row) rows.emplace_back(row->rbegin(), row->rend());
  memory_rows second{header, rows};
  cx::joined_rows both{{{"a", &first}, {"b", &second}}};
  std::vector<recorded_row> joined;
  try {
    joined = handed_over(both, sinks);
  } catch (const std::invalid_argument&) {  // names that occur twice, or a column called file
    return;
  }
  require(joined.size() == from.rows.size(), "joined files have all rows", from);
  for (std::size_t at = 0; at < joined.size(); ++at) {
    fields row = from.rows[at];
    row.emplace_back(at < cut ? "a" : "b");
    require(joined[at].fields == row, "columns of joined files are found by name", from);
  }
}

bool are_same(const cx::column_description& one, const cx::column_description& other) {
  return one.name == other.name && one.content == other.content && one.filled == other.filled &&
         one.missing == other.missing && one.others == other.others && one.not_utf8 == other.not_utf8 &&
         one.distinct == other.distinct && one.examples == other.examples && one.numbers == other.numbers &&
         one.whole_numbers == other.whole_numbers && one.days == other.days &&
         one.date_fault == other.date_fault && one.scales.size() == other.scales.size();
}

void describe(const file& from, std::size_t sinks) {
  const auto described = [&](std::size_t parts) {
    memory_rows source{from.header, from.rows};
    std::vector<cx::describer> describers(parts);
    std::vector<cx::row_sink*> places;
    for (cx::describer& each : describers) places.push_back(&each);
    source.read(places);
    for (std::size_t part = 1; part < parts; ++part) describers.front() += describers[part];
    return describers.front().description();
  };
  const std::vector<cx::column_description> whole = described(1);
  require(whole.size() == from.header.size(), "every column is described", from);
  for (const cx::column_description& column : whole) {
    require(column.filled + column.missing == from.rows.size(), "every row is filled or missing", from);
    require(column.others <= column.filled && column.not_utf8 <= column.filled, "a part is no more than all",
            from);
    require(column.distinct.value_or(0) <= column.filled, "there are no more texts than rows", from);
    for (const auto& [text, rows] : column.examples)
      require(rows <= column.filled, "no text has more rows than there are", from);
    for (const cx::possible_scale& each : column.scales)
      require(each.scores + each.off_scale <= column.filled, "scores are answers", from);
  }
  const std::vector<cx::column_description> parts = described(sinks);
  require(std::equal(whole.begin(), whole.end(), parts.begin(), parts.end(), are_same),
          "descriptions of parts add up", from);
}

}  // namespace

// A condition on the first line, then a CSV file. The last three bytes say what is tried and which law of it, between how many
// sinks rows are divided, and where they are cut into two files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t said = 3;
  constexpr std::size_t most = 512;  // longer ones take longer and find nothing else
  if (size < said || size > most) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size - said};
  const std::size_t sinks = 2 + data[size - 2] % 3u;
  const std::size_t cut = data[size - 1] % 32u;
  const std::size_t way = data[size - 3];
  const bool other_law = way / 4 % 2 != 0;
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const file from = read(text.substr(std::min(line_end + 1, text.size())));
  if (from.header.empty()) return -1;
  switch (way % 4) {
    case 0:
      filter(from, text.substr(0, line_end), sinks, other_law);
      break;
    case 1:
      take_latest(from, sinks, other_law);
      break;
    case 2:
      join(from, cut, sinks);
      break;
    default:
      describe(from, sinks);
  }
  return 0;
}
