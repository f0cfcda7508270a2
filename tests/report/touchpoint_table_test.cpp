// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/xml.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/touchpoint_table.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_touchpoint_table {
namespace cx = cxmetrics;
using cx::tests::contains;

namespace {

const std::vector<std::string> names{"staff", "queue", "<nobody>"};

// The queue is scored lower than the staff by nearly everybody, and nobody scored the last one.
cx::touchpoint_scores scores() {
  cx::answer_sheets all{std::vector<cx::scale>(3, cx::one_to_five)};
  for (int i = 0; i < 120; ++i)
    all.record(std::vector<std::optional<int>>{2 + i % 4, 1 + i / 4 % 3, std::nullopt});
  return cx::touchpoints_of(cx::csat_mean, all, names);
}

cx::quadrant fields(const cx::touchpoint_scores& of) {
  cx::driver_strengths drivers;
  for (const char* name : {"staff", "queue"}) {
    cx::driver_strength item{.item = name};
    item.importance.value = std::string(name) == "queue" ? 70 : 30;
    item.importance.ci = {item.importance.value - 10, item.importance.value + 10};
    item.importance.unit = cx::unit::percent;
    drivers.items.push_back(item);
  }
  return cx::quadrant_of(drivers, of);
}

}  // namespace

TEST_CASE("a table of touchpoints begins with the one that does most harm", "[touchpoint_table]") {
  const cx::touchpoint_scores found = scores();
  cx::table table = cx::make_table(found, cx::csat_mean);
  cx::mark_significance(table, found.adjustment);
  REQUIRE(table.rows.size() == 3);
  CHECK(cx::key_of(table, table.rows[0]).front() == "queue");
  const cx::row_comparison* const against =
      cx::comparison_of(table, table.rows[0], cx::column_meaning::against_rest);
  REQUIRE(against != nullptr);
  CHECK(against->significant == found.touchpoints[0].significant);
  CHECK(against->adjusted_p_value == found.touchpoints[0].adjusted_p_value);

  const cx::tests::json read = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(read["metric"].text == "touchpoints");
  const cx::tests::json& queue = read["rows"][0];
  CHECK(queue["touchpoint"].text == "queue");
  CHECK(queue["value"].number == Approx(2));
  CHECK(queue["impact"].number == Approx(found.touchpoints[0].impact.value));
  CHECK(queue["impact_ci"][0].number == Approx(found.touchpoints[0].impact.ci.low));
  CHECK(queue["against_rest"]["significant"].number == 1);
  CHECK(read["total"]["n"].number == 240);
  CHECK_THAT(cx::to_text(table), contains("120 respondents; answers of the same one are compared as pairs"));
}

TEST_CASE("importance and field stand beside the impact", "[touchpoint_table]") {
  const cx::touchpoint_scores found = scores();
  cx::table table = cx::make_table(found, cx::csat_mean, fields(found), "NPS");
  cx::mark_significance(table, found.adjustment);
  const cx::tests::json read = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(read["rows"][0]["field"].text == "fix first");
  CHECK(read["rows"][0]["importance"].number == 70);
  CHECK(read["rows"][0]["importance_ci"][1].number == 80);
  CHECK(read["rows"][1]["field"].text == "enough");
  CHECK(read["rows"][2]["field"].text == "uncertain");
  CHECK(read["total"]["importance"].number == 100);
  for (const std::string& shown : {cx::to_text(table), cx::to_markdown(table), cx::to_csv(table)})
    CHECK_THAT(shown, contains("fix first"));
}

TEST_CASE("the impact of touchpoints is drawn with its intervals", "[touchpoint_table][chart]") {
  cx::table table = cx::make_table(scores(), cx::csat_mean);
  cx::mark_significance(table, cx::adjustment::holm);
  const std::string chart = cx::impact_chart(table);
  CHECK_NOTHROW(cx::tests::xml_reader::read(chart));
  CHECK_THAT(chart, contains("queue: -"));
  CHECK_THAT(chart, contains("pulls the whole the wrong way"));
  CHECK_THAT(chart, contains("&lt;nobody&gt;: no answers"));
  CHECK_THROWS_AS(cx::quadrant_chart(table), std::invalid_argument);
  CHECK_THROWS_AS(cx::impact_chart(cx::make_table(cx::nps, cx::tally{cx::zero_to_ten})),
                  std::invalid_argument);
  table.rows.clear();
  CHECK_THAT(cx::impact_chart(table), contains("no rows"));
}

TEST_CASE("a quadrant shows who is certain, and says the field of each", "[touchpoint_table][chart]") {
  const cx::touchpoint_scores found = scores();
  cx::table table = cx::make_table(found, cx::csat_mean, fields(found), "NPS");
  cx::mark_significance(table, found.adjustment);
  const std::string chart = cx::quadrant_chart(table, {.width = 300});
  CHECK_NOTHROW(cx::tests::xml_reader::read(chart));
  CHECK_THAT(chart, contains("queue: fix first"));
  CHECK_THAT(chart, contains("staff: enough"));
  CHECK(chart.find("nobody") == std::string::npos);
  const std::string page = cx::to_html({table});
  CHECK_THAT(page, contains("importance and performance"));
  CHECK_THAT(page, contains("impact on the whole"));
  table.rows.resize(0);
  CHECK_THAT(cx::quadrant_chart(table), contains("nothing to show"));
}

namespace {

// Touchpoints a, b, ... of so many answers, each of which is of one touchpoint.
cx::touchpoint_scores of_sizes(const std::vector<int>& sizes) {
  std::map<std::string, cx::tally> parts;
  cx::tally all{cx::one_to_five};
  for (std::size_t at = 0; at < sizes.size(); ++at) {
    cx::tally each{cx::one_to_five};
    for (int i = 0; i < sizes[at]; ++i) each.record(1 + (i + static_cast<int>(at)) % 5);
    all += each;
    parts.emplace(std::string(1, static_cast<char>('a' + at)), each);
  }
  return cx::touchpoints_of(cx::csat_mean, all, parts);
}

std::vector<std::string> hidden_in(const cx::table& table) {
  std::vector<std::string> hidden;
  for (const cx::table_row& row : table.rows) {
    if (row.suppressed) hidden.push_back(cx::key_of(table, row).front());
  }
  return hidden;
}

cx::table suppressed(const cx::touchpoint_scores& scores, std::uint64_t minimum) {
  cx::table table = cx::make_table(scores, cx::csat_mean);
  cx::suppress_small_touchpoints(table, scores, minimum);
  return table;
}

}  // namespace

TEST_CASE("a touchpoint of few goes together with the next one, and comes last", "[touchpoint_table]") {
  const cx::touchpoint_scores scores = of_sizes({40, 3, 30, 20});
  const cx::table table = suppressed(scores, 5);
  // Alone, the three would follow from the total: 93 less 40, 30 and 20.
  CHECK(hidden_in(table) == std::vector<std::string>{"b", "d"});
  CHECK(cx::key_of(table, table.rows[2]).front() == "b");
  CHECK(cx::key_of(table, table.rows[3]).front() == "d");
  for (std::size_t at : {2u, 3u}) {
    for (const cx::estimate& each : table.rows[at].estimates) CHECK(each.n == 0);
    CHECK_FALSE(table.rows[at].differences.front().has_value());
  }
  CHECK(table.total->result().n == 93);
  CHECK(table.smallest_base == 5);
  CHECK_THAT(cx::to_text(table), contains("2 of 4 touchpoints hidden"));
  const std::string json = cx::to_json(table);
  CHECK(cx::tests::json_reader::read(json)["rows"][2]["value"].is == cx::tests::json::kind::null);
  cx::table again = table;
  cx::suppress_small_bases(again, 5);
  CHECK(cx::to_json(again) == json);
  CHECK(hidden_in(suppressed(scores, 3)).empty());
  CHECK_THROWS_AS(suppressed(scores, 0), std::invalid_argument);
}

TEST_CASE("a touchpoint is hidden where few answered anywhere else", "[touchpoint_table]") {
  // All but the first are two answers, which its impact would tell.
  const cx::table table = suppressed(of_sizes({40, 2}), 5);
  CHECK(hidden_in(table) == std::vector<std::string>{"a", "b"});
  CHECK(table.total->suppressed);
}

TEST_CASE("few answers without a touchpoint are not told", "[touchpoint_table]") {
  cx::touchpoint_scores scores = of_sizes({40, 30, 20});
  scores.elsewhere = 3;
  scores.people_elsewhere = 3;
  const cx::table table = suppressed(scores, 5);
  CHECK(hidden_in(table) == std::vector<std::string>{"c"});
  CHECK_THAT(cx::to_text(table), contains("some answers name no touchpoint"));
  scores.people_elsewhere = 5;
  CHECK(hidden_in(suppressed(scores, 5)).empty());
  CHECK_THAT(cx::to_text(suppressed(scores, 5)), contains("3 answers name no touchpoint"));
}

TEST_CASE("touchpoints of respondents count people, not answers", "[touchpoint_table]") {
  // Three people scored everything, and thirty others the first one only: elsewhere, three people are six answers.
  cx::answer_sheets few{std::vector<cx::scale>(3, cx::one_to_five)};
  few.record(std::vector<std::optional<int>>{1, 2, 3}, 3);
  few.record(std::vector<std::optional<int>>{4, std::nullopt, std::nullopt}, 30);
  const cx::touchpoint_scores scores = cx::touchpoints_of(cx::csat_mean, few, names);
  const cx::table table = suppressed(scores, 5);
  CHECK(hidden_in(table).size() == 3);
  CHECK(table.total->suppressed);
}

}  // namespace tests_of_touchpoint_table
