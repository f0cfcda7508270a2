// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// How tables that are wider than a terminal are printed: in blocks below one another.
#include "support/catch.hpp"
#include "support/columns.hpp"
#include "support/laws.hpp"

#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/text_style.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tests_of_blocks {
namespace cx = cxmetrics;
using cx::tests::columns_of;
using cx::tests::lines_in;
using cx::tests::widest_line;
using kind = cx::column_kind;
using meaning = cx::column_meaning;

namespace {

using column = std::vector<std::string>;  // the head and the cells
using block = std::vector<column>;

// What stands in these columns of a terminal, without the spaces around it.
std::string cut(std::string_view line, std::size_t from, std::size_t to) {
  std::string found;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at + 1;
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0u) == 0x80) ++end;
    const std::size_t column = columns_of(line.substr(0, at));
    if (column >= from && column < to) found += line.substr(at, end - at);
    at = end;
  }
  found.erase(0, std::min(found.find_first_not_of(' '), found.size()));
  found.erase(found.find_last_not_of(' ') + 1);
  return found;
}

bool is_rule(const std::string& line) {
  return !line.empty() && line.find_first_not_of("- ") == std::string::npos && line.front() == '-';
}

// Each block by the rule below its heads, if each row takes one line.
std::vector<block> blocks_in(const std::string& text) {
  const std::vector<std::string> lines = lines_in(text);
  std::vector<block> blocks;
  for (std::size_t rule = 1; rule < lines.size(); ++rule) {
    if (!is_rule(lines[rule])) continue;
    block& made = blocks.emplace_back();
    for (std::size_t from = 0; from < lines[rule].size();) {
      const std::size_t to = std::min(lines[rule].find(' ', from), lines[rule].size());
      column cells{cut(lines[rule - 1], from, to)};
      for (std::size_t row = rule + 1; row < lines.size() && !lines[row].empty(); ++row)
        cells.push_back(cut(lines[row], from, to));
      made.push_back(std::move(cells));
      from = std::min(lines[rule].find('-', to), lines[rule].size());
    }
  }
  return blocks;
}

std::size_t any_up_to(std::size_t most) {
  return *rc::gen::inRange<std::size_t>(0, most + 1);
}

// A table of columns of every kind, whose names are those of the words.
cx::table any_table(const std::vector<std::string>& words) {
  cx::table table;
  table.title = "anything";
  table.unit = cx::unit::points;
  std::size_t columns = 0;
  const auto add = [&](kind of, meaning means = meaning::own) {
    const std::string name = *rc::gen::elementOf(words) + std::to_string(columns++);
    table.add({name, name, of, means});
  };
  const std::size_t keys = any_up_to(2);
  const std::size_t findings = any_up_to(2);
  const std::size_t estimates = 1 + any_up_to(3);
  const std::size_t counts = any_up_to(6);
  const std::size_t money = any_up_to(2);
  const std::size_t flags = any_up_to(2);
  for (std::size_t at = 0; at < keys; ++at) add(kind::group);
  for (std::size_t at = 0; at < findings; ++at) add(kind::group, meaning::finding);
  for (std::size_t at = 0; at < estimates; ++at) add(kind::estimate, at == 0 ? meaning::value : meaning::own);
  for (std::size_t at = 0; at < counts; ++at) add(kind::count);
  for (std::size_t at = 0; at < money; ++at) add(kind::money);
  for (std::size_t at = 0; at < flags; ++at) add(kind::flag);
  const auto any_row = [&] {
    cx::table_row row;
    for (std::size_t at = 0; at < keys + findings; ++at) row.key.emplace_back(*rc::gen::elementOf(words));
    for (std::size_t at = 0; at < estimates; ++at) {
      cx::tally tally{cx::zero_to_ten};
      tally.record(10, any_up_to(2000));
      tally.record(3, any_up_to(2000));
      row.estimates.push_back(cx::nps(tally));
    }
    for (std::size_t at = 0; at < counts; ++at) row.counts.push_back(any_up_to(1'000'000));
    for (std::size_t at = 0; at < money; ++at) row.money.push_back(*rc::gen::inRange(-100'000, 100'000));
    for (std::size_t at = 0; at < flags; ++at) row.flags.push_back(any_up_to(1) == 1);
    return row;
  };
  for (std::size_t at = any_up_to(4) + 1; at > 0; --at) table.rows.push_back(any_row());
  if (any_up_to(1) == 1) table.total = any_row();
  return table;
}

std::string without_spaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

cx::table named(const std::string& name) {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  by[name].record(10, 60);
  by["other"].record(0, 60);
  by["other"].record_missing();
  return cx::make_table(cx::nps, by, {"segment"});
}

}  // namespace

TEST_CASE("a table that is wider than the terminal is printed in blocks that name the rows", "[blocks]") {
  std::vector<std::vector<std::string>> heads;
  for (const block& each : blocks_in(cx::to_text(named("north"), {.width = 60}))) {
    heads.emplace_back();
    for (const column& cells : each) heads.back().push_back(cells.front());
    CHECK(each.front() == column{"segment", "north", "other", "total"});
  }
  CHECK(heads == std::vector<std::vector<std::string>>{
                     {"segment", "NPS", "95 % interval", "n", "missing", "promoters"},
                     {"segment", "passives", "detractors"}});
}

TEST_CASE("blocks hold every cell once, below the names, and none is too wide", "[blocks][laws]") {
  cx::tests::check_law("blocks", [] {
    const cx::table table =
        any_table({"a", "north", "Hà Nội", "東京都", "small business", "e\u0301te\u0301"});
    const std::string whole = cx::to_text(table, {.width = 0});
    const std::vector<block> one = blocks_in(whole);
    RC_ASSERT(one.size() == 1u);
    const std::size_t width = *rc::gen::inRange<std::size_t>(90, 170);
    const std::string text = cx::to_text(table, {.width = width});
    RC_ASSERT(widest_line(text) <= width);
    const auto names = static_cast<std::ptrdiff_t>(std::count_if(
        table.columns.begin(), table.columns.end(), [](const auto& each) { return each.is_key(); }));
    block together(one.front().begin(), one.front().begin() + names);
    for (const block& each : blocks_in(text)) {
      RC_ASSERT(static_cast<std::ptrdiff_t>(each.size()) > names);
      RC_ASSERT(std::equal(each.begin(), each.begin() + names, one.front().begin()));
      together.insert(together.end(), each.begin() + names, each.end());
    }
    RC_ASSERT(together == one.front());
    RC_ASSERT((blocks_in(text).size() == 1) == (widest_line(whole) <= width));
  });
}

TEST_CASE("an interval stands beside its value, in whichever block that is", "[blocks][laws]") {
  cx::tests::check_law("intervals", [] {
    const cx::table table = any_table({"a", "north"});
    for (const block& each : blocks_in(cx::to_text(table, {.width = 80}))) {
      const auto begin = std::find_if(each.begin(), each.end(), [](const column& cells) {
        return cells.front().find("interval") != std::string::npos;
      });
      const auto names = static_cast<std::ptrdiff_t>(std::count_if(
          table.columns.begin(), table.columns.end(), [](const auto& column) { return column.is_key(); }));
      RC_ASSERT(begin == each.end() || begin - each.begin() > names);
    }
  });
}

TEST_CASE("long texts go on in the next line, and no line is too wide", "[blocks][laws]") {
  cx::tests::check_law("long texts", [] {
    const std::vector<std::string> words{
        "How satisfied are you with how long it took until somebody answered?",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都東京都",
        "north"};
    cx::table table = any_table(words);
    for (cx::table_column& column : table.columns) {
      if (!column.is_label()) column.title = "figure";
    }
    const std::string text = cx::to_text(table, {.width = 80});
    RC_ASSERT(widest_line(text.substr(text.find("\n\n"))) <=
              80u);  // below the title, which holds the long words
  });
}

TEST_CASE("a long name is whole in each block, however many lines it takes", "[blocks]") {
  const std::string name = "How satisfied are you with 東京都東京都東京都東京都東京都 and what is behind it?";
  const std::string text = cx::to_text(named(name), {.width = 60});
  CHECK(widest_line(text) <= 60);
  std::vector<std::string> names;
  bool inside = false;
  for (const std::string& line : lines_in(text)) {
    if (is_rule(line)) names.emplace_back();
    inside = is_rule(line) || (inside && !line.starts_with("other"));
    const std::size_t width = line.find("  ", 3);
    if (inside && !is_rule(line)) names.back() += without_spaces(line.substr(0, width));
  }
  CHECK(names.size() > 1);
  for (const std::string& each : names) CHECK(each == without_spaces(name));
}

TEST_CASE("remarks and what became of the rows are wrapped", "[blocks]") {
  cx::table table = named("north");
  const std::string remark =
      "the change is 1.5 [-2.5, 5.5] (p = 0.12), which is what chance alone would bring in 12 % of all years";
  table.remarks.push_back(remark);
  table.accounting.emplace();
  table.accounting->reject(
      {7, "a column with a long name", std::string(30, 'x'), "no number of the scale 0 to 10"});
  const std::string text = cx::to_text(table, {.width = 80});
  CHECK(widest_line(text) <= 80);
  CHECK(cx::to_text(table, {.width = 0}).find(remark) != std::string::npos);
  CHECK(cx::to_text(*table.accounting, {.width = 0}).find("xxx\": no number of the scale 0 to 10") !=
        std::string::npos);
}

TEST_CASE("a bar stands beside the value, in the first block alone", "[blocks]") {
  const std::vector<block> blocks = blocks_in(cx::to_text(named("north"), {.bars = true, .width = 66}));
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].back().front() == "-100..100");
  for (const column& each : blocks[1]) CHECK(each.front() != "-100..100");
}

TEST_CASE("lines of values in time are as wide as the terminal at most", "[blocks]") {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  const cx::period first = cx::day_of(cx::day{std::chrono::year{2024} / 1 / 1});
  for (int day = 0; day < 200; ++day) {
    by[{"north", cx::day_of(first.first() + std::chrono::days{day})}].record(day % 11, 60);
    by[{"a region of a very long name in which many live",
        cx::day_of(first.first() + std::chrono::days{day})}]
        .record(10, 60);
  }
  const std::string text =
      cx::to_text(cx::make_table(cx::nps, by, {"region", "day"}), {.bars = true, .width = 80});
  CHECK(widest_line(text) <= 80);
  std::size_t days = 0;
  for (const std::string& line : lines_in(text)) {
    if (line.starts_with("north  ") && line.find("20") == std::string::npos)
      days += columns_of(cut(line, 7, 80));
  }
  CHECK(days == 200);
}

}  // namespace tests_of_blocks
