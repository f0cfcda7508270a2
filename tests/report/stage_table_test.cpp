// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/stage_table.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/share.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_stage_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

// So many at each stage, who skipped none.
cx::answer_sheets people(const std::vector<std::uint64_t>& reached) {
  cx::answer_sheets result{std::vector<cx::scale>(reached.size(), cx::no_or_yes)};
  for (std::size_t last = 0; last < reached.size(); ++last) {
    std::vector<std::optional<int>> sheet(reached.size(), 0);
    for (std::size_t place = 0; place <= last; ++place) sheet[place] = 1;
    result.record(sheet, reached[last] - (last + 1 < reached.size() ? reached[last + 1] : 0));
  }
  return result;
}

}  // namespace

TEST_CASE("rows of stages tell stage, reached, both ratios with intervals, and what is above",
          "[stage_table]") {
  cx::answer_sheets north = people({80, 40, 20, 10, 5});
  north.record(std::vector<std::optional<int>>{1, 1, 0, 0, 1}, 20);
  north.record(std::vector<std::optional<int>>{1, std::nullopt, 0, 0, 1}, 3);
  const cx::table table = cx::make_table(cx::five_a(), north);
  const cx::tests::json read = cx::tests::json_reader::read(cx::to_json(table));
  const cx::tests::json& last = read["rows"][4];
  CHECK(last["stage"].text == "advocate");
  CHECK(last["reached"].number == 25);
  CHECK(last["ratio"]["value"].number == 250);
  CHECK(last["ratio"]["ci"].items.size() == 2);
  CHECK(last["ratio_from_first"]["value"].number == 25);
  CHECK_THAT(cx::to_json(table), contains(R"("above_earlier": true)"));
  REQUIRE(table.related.size() == 1);
  CHECK(table.related[0].rows[0].result().value == 10);
  CHECK(table.related[0].rows[1].result().value == 25);
  CHECK_THAT(cx::to_text(table), contains("pattern: trumpet"));
  CHECK_THAT(cx::to_text(table), contains("most are lost before ask: 33.3 % of appeal come so far"));
  CHECK_THAT(cx::to_text(table), contains("3 left out who did not answer about every stage"));
  CHECK_THAT(cx::to_csv(table), contains("ratio_from_first"));
  CHECK_THAT(cx::to_html({table}), contains("stages"));
}

TEST_CASE("groups are compared stage by stage, also from counts", "[stage_table]") {
  const cx::stage_list list{{"aware", "buys"}, 1};
  cx::breakdown<cx::answer_sheets, std::string> by{people({0, 0})};
  by["north"] = people({100, 80});
  by["south"] = people({100, 20});
  cx::table table = cx::make_table(list, by, {"region"});
  cx::mark_significance(table);
  const cx::row_comparison* buys = cx::comparison_of(table, table.rows[1], cx::column_meaning::against_rest);
  REQUIRE(buys != nullptr);
  CHECK(buys->found.value == 60);
  CHECK(buys->significant);

  const cx::scale places{0, 1};
  cx::breakdown<cx::tally, std::string> counted{cx::tally{places}};
  counted["north"].record(0, 100);
  counted["north"].record(1, 80);
  counted["south"].record(0, 100);
  counted["south"].record(1, 120);
  cx::table of_counts = cx::make_table(list, counted, {"region"});
  cx::mark_significance(of_counts);
  CHECK(of_counts.rows[1].result().ci == table.rows[1].result().ci);
  CHECK(of_counts.rows[3].result().value == 120);
  CHECK(of_counts.rows[3].flags[0]);
  CHECK_THAT(cx::to_text(of_counts), contains("120.0"));
  REQUIRE(of_counts.related.size() == 1);
  CHECK(of_counts.related[0].rows.size() == 2);
  CHECK_THAT(cx::to_text(of_counts), !contains("brand advocacy ratio"));
  CHECK(cx::make_table(cx::stage_list{{"aware", "buys"}, {}}, people({10, 5})).related.empty());
  CHECK_THROWS_AS(cx::make_table(list, counted, {"region", "month"}), std::invalid_argument);
}

}  // namespace tests_of_stage_table
