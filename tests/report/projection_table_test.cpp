// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"

#include <cxmetrics/customers/projection.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/projection_table.hpp>
#include <cxmetrics/report/suppression.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace tests_of_projection_table {
namespace cx = cxmetrics;
using cx::tests::contains;
using cx::tests::golden;
using cx::tests::json;
using cx::tests::json_reader;
using cx::tests::WithinRel;

namespace {

// The published cohorts of that name over the most years.
cx::renewals published(const std::string& name) {
  cx::renewals found;
  std::uint64_t most = 0;
  for (const auto& row : golden{"sbg_fit.csv"}) {
    if (row.text("cohort") != name || row.count("years") < most) continue;
    most = row.count("years");
    std::vector<std::uint64_t> alive;
    for (const double each : row.numbers("alive")) alive.push_back(static_cast<std::uint64_t>(each));
    found = cx::renewals{};
    found.record_cohort(alive);
  }
  return found;
}

cx::renewals high_end() {
  return published("High End");
}

}  // namespace

TEST_CASE("a table of a projection goes beyond the data, with what was seen beside it",
          "[projection_table]") {
  const cx::renewals cohort = high_end();
  const cx::table table = cx::make_table(cohort, {.ahead = 5, .discount = 0.1, .period = "years"});
  const cx::retention_projection model = cx::project_retention(cohort);
  REQUIRE(table.rows.size() == cohort.last() + 5);
  CHECK(table.rows[0].estimates[2].method == cx::interval_method::wilson);
  CHECK(table.notes.front() == "intervals of seen: Wilson; of the others: Wald");
  for (const cx::table_row& row : table.rows) {
    const auto age = static_cast<unsigned>(std::get<std::int64_t>(row.key.front()));
    CHECK(row.estimates[0].value == model.survival(age).value);
    CHECK(row.estimates[0].ci.low == model.survival(age).ci.low);
    CHECK(row.estimates[1].value == model.retention(age).value);
    CHECK(row.estimates[3].value == model.expected_residual_lifetime(age, 0.1).value);
    CHECK(row.counts[0] == cohort.at_risk(age));
    CHECK(std::isnan(row.estimates[2].value) == (age > cohort.last()));
  }
  const double left = static_cast<double>(cohort.left(1));
  CHECK_THAT(table.rows[0].estimates[2].value,
             WithinRel(100 * (1 - left / static_cast<double>(cohort.customers())), 1e-12));
}

TEST_CASE("a projection says where the mean lifetime is infinite", "[projection_table]") {
  const cx::table table = cx::make_table(high_end());
  CHECK(table.related.front().rows.front().estimates[1].value < 1);  // alpha
  for (const std::string& text :
       {cx::to_text(table), cx::to_markdown(table), cx::to_html(std::vector{table})})
    CHECK_THAT(text, contains("mean lifetime is infinite") && contains("infinite"));
  const json read = json_reader::read(cx::to_json(table));
  CHECK_THAT(read["notes"][2].text, contains("mean lifetime is infinite"));
  CHECK(read["related"][0]["rows"][0]["value"].is == json::kind::null);
  CHECK(read["related"][0]["rows"][0]["alpha"]["standard_error"].number > 0);
  CHECK(read["rows"][0]["retention"]["ci"].items.size() == 2);
  CHECK_THAT(cx::to_csv(table), contains("residual_lifetime"));
  CHECK_THAT(cx::curve_chart(table), contains("cx-line-0"));

  // With more who are at a risk alike, it is finite.
  cx::renewals alike;
  alike.record_cohort(std::vector<std::uint64_t>{100000, 78000, 61500, 49000, 39500, 32000});
  const cx::table finite = cx::make_table(alike);
  CHECK(std::isfinite(finite.related.front().rows.front().result().value));
  CHECK(finite.rows.front().estimates[3].ci.high < 100);
  CHECK(cx::to_text(finite).find("infinite") == std::string::npos);
}

TEST_CASE("groups have a model each, and one without a renewal has none", "[projection_table]") {
  cx::breakdown<cx::renewals, std::string> by{cx::renewals{}};
  by["new"].record_present(0, 20);
  by["old"] = high_end();
  const cx::table table = cx::make_table(by, {"plan"}, {.ahead = 2});
  CHECK(table.rows.size() == 2 * (high_end().last() + 2));
  CHECK(std::isnan(table.rows.front().result().value));
  CHECK(table.rows.back().result().value > 0);
  CHECK(table.related.front().rows.size() == 2);
  CHECK_THAT(cx::to_text(table), contains("new: nobody is known to have come to a renewal") &&
                                     contains("old: the mean lifetime is infinite"));
  CHECK_THROWS_AS(cx::make_table(by, {"plan", "country"}), std::invalid_argument);
}

TEST_CASE("a projection that rests on few at some age is hidden, unless it ends before",
          "[projection_table]") {
  cx::renewals thin;
  thin.record_cohort(std::vector<std::uint64_t>{200, 120, 60, 30, 9, 3});
  cx::breakdown<cx::renewals, std::string> by{cx::renewals{}};
  by["thin"] = thin;
  by["wide"] = high_end();
  cx::table table = cx::make_table(by, {"plan"}, {.ahead = 2});
  cx::suppress_small_bases(table, 5);
  for (const cx::table& each : {table, table.related.front()}) {
    for (const cx::table_row& row : each.rows) CHECK(row.suppressed == (key_of(each, row)[0] == "thin"));
  }

  by["thin"] = thin.before_few(5);
  cx::table told = cx::make_table(by, {"plan"}, {.ahead = 2});
  const cx::table all = told;
  cx::suppress_small_bases(told, 5);
  CHECK(cx::to_csv(told) == cx::to_csv(all));
  CHECK(told.rows.front().counts[0] == 200);
  CHECK(told.rows[4].counts[0] == 0);  // of nine, three would be left
}

}  // namespace tests_of_projection_table
