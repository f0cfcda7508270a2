// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/composite_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_composite_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

// People around a score, who differ a little; some did not answer the second question.
cx::answer_sheets around(int score, int people) {
  cx::answer_sheets result{{cx::one_to_five, cx::one_to_five}};
  for (int i = 0; i < people; ++i) {
    const std::optional<int> second = i % 10 == 9 ? std::nullopt : std::optional(score + i % 2);
    result.record(std::vector<std::optional<int>>{score + i / 2 % 2, second});
  }
  return result;
}

const cx::composite index = cx::equally_weighted({"ease", "mood"}, cx::percent_of_maximum(cx::one_to_five));

}  // namespace

TEST_CASE("a table of an index has the index, its items, alpha and its band", "[composite_table]") {
  const cx::composite_table_options options{.estimate = {}, .bands = cx::customary_bands()};
  const cx::table table = cx::make_table(index, around(4, 40), options);
  const cx::tests::json read = cx::tests::json_reader::read(cx::to_json(table));
  REQUIRE(table.total);
  CHECK(table.total->result().n == 36);
  CHECK(table.total->counts[0] == 4);
  REQUIRE(read["related"].items.size() == 2);
  CHECK(read["related"][0]["rows"][1]["key"]["item"].text == "mood");
  CHECK(read["related"][0]["rows"][1]["n"].number == 36);
  CHECK(read["related"][1]["metric"].text == "cronbach_alpha");
  CHECK(read["related"][1]["total"]["n"].number == 36);
  CHECK(read["related"][1]["total"]["ci"].items.size() == 2);
  CHECK_THAT(cx::to_text(table), contains("excellent; its interval reaches from good to excellent"));
  CHECK_THAT(table.formula, contains("0.5 × ease + 0.5 × mood"));
  CHECK_THAT(table.formula, contains("who did not answer all is left out"));
  CHECK_THAT(cx::to_html({table}), contains("index"));
  CHECK_THAT(cx::to_csv(table), contains("left_out"));
}

TEST_CASE("groups are compared by index and by item", "[composite_table]") {
  cx::breakdown<cx::answer_sheets, std::string> by{around(1, 0)};
  by["north"] = around(4, 60);
  by["south"] = around(2, 60);
  const cx::composite raised = cx::equally_weighted({"ease", "mood"}, cx::percent_of_maximum(cx::one_to_five),
                                                    cx::missing_items::reweight);
  cx::table table =
      cx::make_table(raised, by, {"region"}, {.estimate = {}, .bands = {{0, "low"}, {50, "high"}}});
  cx::mark_significance(table);
  cx::mark_significance(table.related[0]);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].result().n == 60);
  CHECK(table.rows[0].counts == std::vector<std::uint64_t>{0, 6});
  const cx::row_comparison* against =
      cx::comparison_of(table, table.rows[0], cx::column_meaning::against_rest);
  REQUIRE(against != nullptr);
  CHECK(against->significant);
  CHECK(cx::comparison_of(table.related[0], table.related[0].rows[3], cx::column_meaning::against_rest) !=
        nullptr);
  CHECK_THAT(cx::to_text(table), contains("south: low, as is all of its interval"));
  CHECK_THROWS_AS(cx::make_table(index, by, {"region", "month"}), std::invalid_argument);
}

}  // namespace tests_of_composite_table
