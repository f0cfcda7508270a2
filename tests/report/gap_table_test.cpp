// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/gap_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_gap_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

// Two items: the first is worse than expected, the second as expected.
cx::answer_sheets people(int count) {
  cx::answer_sheets result{std::vector<cx::scale>(4, cx::one_to_five)};
  for (int i = 0; i < count; ++i)
    result.record(std::vector<std::optional<int>>{2 + i % 2, 3 + i % 3, 5 - i % 5 / 4, 5 - i / 2 % 3});
  result.record(std::vector<std::optional<int>>{1, std::nullopt, 5, 5});
  return result;
}

const std::vector<cx::gap_item> items{{"speed", 0, 2, "service", 3}, {"price", 1, 3, "value", 1}};

}  // namespace

TEST_CASE("rows of gaps tell perception, expectation and gap, and gaps are marked", "[gap_table]") {
  cx::table table = cx::make_table(items, people(60));
  cx::mark_significance(table);
  for (cx::table& each : table.related) cx::mark_significance(each);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].differences[0]->significant);
  CHECK_FALSE(table.rows[1].differences[0]->significant);
  CHECK(table.rows[1].counts[0] == 1);
  const cx::tests::json read = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(read["rows"][0]["key"]["item"].text == "speed");
  CHECK(read["rows"][0]["perception"]["ci"].items.size() == 2);
  CHECK(read["rows"][0]["expectation"]["n"].number == 61);
  CHECK(read["rows"][0]["gap"]["value"].number < -2);
  CHECK(read["rows"][0]["gap"]["ci"][1].number == table.rows[0].differences[0]->found.ci.high);
  CHECK(read["rows"][0]["against_expectation"].members.count("adjusted_p_value") == 1);
  REQUIRE(read["related"].items.size() == 2);
  CHECK(read["related"][0]["rows"].items.size() == 2);
  CHECK(read["related"][1]["rows"].items.size() == 1);
  CHECK_THAT(cx::to_text(table), contains("greatest gap × importance (3): speed"));
  CHECK_THAT(cx::to_text(table), contains("paired t"));
  CHECK_THAT(cx::to_csv(table), contains("against_expectation_adjusted_p"));
  CHECK_THAT(cx::to_html({table}), contains("expectation"));
}

TEST_CASE("gaps of groups have a row for each item", "[gap_table]") {
  cx::breakdown<cx::answer_sheets, std::string> by{
      cx::answer_sheets{std::vector<cx::scale>(4, cx::one_to_five)}};
  by["north"] = people(20);
  by["south"] = people(30);
  std::vector<cx::gap_item> plain{{"speed", 0, 2}, {"price", 1, 3}};
  cx::table table = cx::make_table(plain, by, {"region"});
  cx::mark_significance(table);
  CHECK(table.rows.size() == 4);
  CHECK(table.related.size() == 1);
  CHECK_THAT(cx::to_text(table), contains("south: greatest gap: speed"));
  CHECK_THROWS_AS(cx::make_table(plain, by, {"region", "month"}), std::invalid_argument);
}

}  // namespace tests_of_gap_table
