// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <chrono>
#include <cmath>
#include <map>
#include <random>
#include <stdexcept>
#include <string>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

cx::table with_bases(const std::map<std::string, std::uint64_t>& bases) {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const auto& [name, n] : bases) by[name].record(9, n);
  return cx::make_table(cx::nps, by, {"segment"});
}

std::string hidden_in(const cx::table& table) {
  std::string names;
  for (const cx::table_row& row : table.rows) {
    if (row.suppressed) names += row.key[0];
  }
  return names;
}

std::string hidden(const std::map<std::string, std::uint64_t>& bases) {
  cx::table table = with_bases(bases);
  cx::suppress_small_bases(table);
  return hidden_in(table);
}

}  // namespace

TEST_CASE("a small base is hidden together with the next smallest, which would give it away",
          "[suppression]") {
  CHECK(hidden({{"a", 3}, {"b", 50}, {"c", 9}}) == "ac");
  CHECK(hidden({{"a", 3}, {"b", 50}, {"c", 4}}) == "ac");
  CHECK(hidden({{"a", 5}, {"b", 50}, {"c", 9}}).empty());
}

TEST_CASE("what is hidden together is no small base either", "[suppression]") {
  CHECK(hidden({{"a", 1}, {"b", 2}, {"c", 60}, {"d", 70}}) == "abc");
}

TEST_CASE("a group without answers has nothing to hide and hides nothing", "[suppression]") {
  CHECK(hidden({{"a", 0}, {"b", 50}, {"c", 9}}).empty());
  CHECK(hidden({{"a", 3}, {"b", 0}, {"c", 9}}) == "ac");
}

TEST_CASE("a total that is a small base, or the same as a hidden row, is hidden", "[suppression]") {
  cx::table small = with_bases({{"a", 2}, {"b", 2}});
  cx::suppress_small_bases(small);
  CHECK(hidden_in(small) == "ab");
  CHECK(small.total->suppressed);
  cx::table alone = with_bases({{"a", 4}, {"b", 0}});
  cx::suppress_small_bases(alone);
  CHECK(alone.total->suppressed);
  cx::table enough = with_bases({{"a", 3}, {"b", 4}});
  cx::suppress_small_bases(enough);
  CHECK_FALSE(enough.total->suppressed);
}

TEST_CASE("a suppressed row keeps nothing but its key, in any format", "[suppression]") {
  cx::table table = with_bases({{"a", 3}, {"b", 50}, {"c", 9}});
  cx::mark_significance(table);
  cx::suppress_small_bases(table);
  const cx::table_row& row = table.rows[0];
  CHECK(std::isnan(row.result.value));
  CHECK(row.result.n == 0);
  CHECK_FALSE(row.against_rest);
  CHECK(row.answers == std::vector<std::uint64_t>(11));
  const auto json = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(json["rows"][0]["suppressed"].number == 1);
  CHECK(json["rows"][0]["n"].is == cx::tests::json::kind::null);
  CHECK(json["rows"][0]["promoters"].is == cx::tests::json::kind::null);
  CHECK(cx::to_text(table).find("suppressed: rests on fewer than 5") != std::string::npos);
}

TEST_CASE("a change from a hidden period would give it away and goes too", "[suppression]") {
  const cx::period march = cx::month_of(2024y / 3 / 1);
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{"a", march}].record(9, 3);
  by[{"b", march}].record(9, 30);
  by[{"a", cx::next(march)}].record(9, 40);
  by[{"b", cx::next(march)}].record(9, 50);
  cx::table table = cx::make_table(cx::nps, by, {"segment", "period"});
  cx::mark_significance(table);
  CHECK(table.rows[1].change);
  cx::suppress_small_bases(table);
  CHECK(table.rows[0].suppressed);
  CHECK_FALSE(table.rows[1].change);
}

TEST_CASE("no line of a table lets a hidden base be found by subtraction", "[suppression]") {
  std::mt19937 random(5);
  for (int repetition = 0; repetition < 300; ++repetition) {
    cx::breakdown<cx::tally, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
    std::map<std::pair<std::string, std::string>, std::uint64_t> n;
    for (const char* row : {"a", "b", "c", "d"}) {
      for (const char* column : {"x", "y", "z"}) {
        const std::uint64_t answers = random() % (random() % 2 ? 8 : 60);
        n[{row, column}] = answers;
        by[{row, column}].record(9, answers);
      }
    }
    cx::table table = cx::make_table(cx::nps, by, {"row", "column"});
    cx::suppress_small_bases(table);
    std::map<std::string, std::uint64_t> cells;
    std::map<std::string, std::uint64_t> people;
    std::map<std::string, std::uint64_t> with_answers;
    for (const cx::table_row& row : table.rows) {
      const std::uint64_t answers = n[{row.key[0], row.key[1]}];
      CHECK((row.suppressed || answers == 0 || answers >= 5));
      for (const std::string& line : {row.key[0], row.key[1], std::string("all")}) {
        with_answers[line] += answers > 0;
        if (!row.suppressed) continue;
        ++cells[line];
        people[line] += answers;
      }
    }
    for (const auto& [line, hidden_cells] : cells) {
      // A line with one cell is that cell: nothing beside it could be hidden.
      CHECK((with_answers[line] == hidden_cells || (hidden_cells > 1 && people[line] >= 5)));
    }
  }
}

TEST_CASE("a smallest base of nobody is refused", "[suppression]") {
  cx::table table = with_bases({{"a", 3}});
  CHECK_THROWS_AS(cx::suppress_small_bases(table, 0), std::invalid_argument);
}
