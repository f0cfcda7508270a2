// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/response_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_response_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

// So many answered three questions, and so many none.
cx::answer_sheets people(int answered, int silent) {
  cx::answer_sheets result{std::vector<cx::scale>(3, cx::one_to_five)};
  for (int i = 0; i < answered; ++i)
    result.record(
        std::vector<std::optional<int>>{4, 3 + i % 2, i % 5 == 0 ? std::nullopt : std::optional(4)});
  result.record(std::vector<std::optional<int>>(3), static_cast<std::uint64_t>(silent));
  return result;
}

cx::response_log log_of(int answered) {
  cx::response_log log;
  for (int i = 0; i < answered; ++i) {
    log.record_duration(i % 10 == 0 ? 20 : 100);
    log.record_respondent("R" + std::to_string(i % 25));
    log.record_text(i % 2 == 0 ? "Everything was as I had hoped" : "something else " + std::to_string(i));
  }
  return log;
}

std::vector<cx::response_item> items() {
  std::vector<cx::response_item> result;
  for (const char* name : {"ease", "mood", "trust"})
    result.push_back({name, cx::mean_score(cx::one_to_five)});
  return result;
}

}  // namespace

TEST_CASE("a table of response has the rate, signs of careless answers, and bounds", "[response_table]") {
  const cx::table table = cx::make_table(items(), people(50, 50), log_of(50));
  const cx::tests::json read = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(read["total"]["value"].number == 50);
  CHECK(read["total"]["completed"]["value"].number == 40);
  CHECK(read["total"]["n"].number == 100);
  CHECK(read["total"]["answered"].number == 50);
  REQUIRE(read["related"].items.size() == 2);
  const cx::tests::json& signs = read["related"][0]["rows"];
  REQUIRE(signs.items.size() == 4);
  CHECK(signs[0]["key"]["sign"].text == "straight-lining");
  CHECK(signs[0]["count"].number == 20);
  CHECK(signs[1]["key"]["sign"].text == "faster than 33.3");
  CHECK(signs[1]["count"].number == 5);
  CHECK(signs[2]["count"].number == 25);
  CHECK(signs[3]["count"].number == 25);
  const cx::tests::json& bounds = read["related"][1]["rows"];
  REQUIRE(bounds.items.size() == 3);
  CHECK(bounds[0]["value"].number == 4);
  CHECK(bounds[0]["lowest"]["value"].number == 2.5);
  CHECK(bounds[0]["highest"]["value"].number == 4.5);
  CHECK(bounds[2]["silent"].number == 60);
  CHECK_THAT(cx::to_text(table), contains("what the silent could have said"));
  CHECK_THAT(cx::to_html({table}), contains("response rate"));
}

TEST_CASE("response rates of groups are compared, and signs need something to tell", "[response_table]") {
  cx::breakdown<cx::answer_sheets, std::string> by{people(0, 0)};
  by["north"] = people(90, 10);
  by["south"] = people(40, 60);
  cx::breakdown<cx::response_log, std::string> logs{cx::response_log{}};
  logs["north"] = log_of(90);
  cx::table table = cx::make_table(items(), by, logs, {"region"});
  cx::mark_significance(table);
  const cx::row_comparison* rest = cx::comparison_of(table, table.rows[0], cx::column_meaning::against_rest);
  REQUIRE(rest != nullptr);
  CHECK(rest->significant);
  CHECK(table.related[0].rows.size() == 5);
  CHECK(table.related[1].rows.size() == 6);

  cx::answer_sheets two{{cx::one_to_five, cx::one_to_five}};
  two.record(std::vector<std::optional<int>>{4, 3});
  std::vector<cx::response_item> pair = items();
  pair.pop_back();
  CHECK(cx::make_table(pair, two, {}).related.size() == 1);
  CHECK_THROWS_AS(cx::make_table(items(), two, {}), std::invalid_argument);
  CHECK_THROWS_AS(cx::make_table(std::vector<cx::response_item>{}, two, {}), std::invalid_argument);
  cx::answer_sheets one{{cx::one_to_five}};
  one.record(std::vector<std::optional<int>>{4});
  const cx::table alone = cx::make_table(std::vector<cx::response_item>{items().front()}, one, {});
  CHECK(alone.total->estimates.size() == 1);
  CHECK_THAT(cx::to_text(alone), !contains("answered all"));
}

}  // namespace tests_of_response_table
