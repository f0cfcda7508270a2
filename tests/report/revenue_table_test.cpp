// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/revenue_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

namespace tests_of_revenue_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;
using cx::tests::json;

namespace {

struct row {
  int customer;
  cx::day since;
  std::optional<cx::day> until;
  std::int64_t cents;
  std::string plan;
};

const std::vector<row> rows{
    {1, 2024y / 1 / 1, std::nullopt, 100'000'05, "basic"},
    {2, 2024y / 1 / 1, 2024y / 2 / 10, 2000, "basic"},
    {1, 2024y / 2 / 5, std::nullopt, 500, "extra"},
    {3, 2024y / 1 / 20, 2024y / 3 / 1, 3000, "extra"},
};
const auto months = cx::periods_of(cx::granularity::month, {2024y / 1 / 1, 2024y / 4 / 1});

std::vector<cx::revenue_flow> flows() {
  return cx::revenues_of(months, rows, &row::since, &row::until, &row::cents, &row::customer);
}

cx::table by_plan() {
  const auto prices = cx::prices(&row::since, &row::until, &row::cents, &row::customer);
  cx::revenue_table_options options;
  options.currency = "EUR";
  return cx::make_table(cx::break_down(months, rows, prices, cx::by(&row::plan)), {"plan"}, options, flows());
}

}  // namespace

TEST_CASE("a table of revenue holds the movements and what is measured by them", "[revenue_table]") {
  const cx::table table = cx::make_table(flows(), {.currency = "EUR"});
  REQUIRE(table.rows.size() == 3);
  const json february = cx::tests::json_reader::read(to_json(table))["rows"].items[1];
  CHECK(february["key"]["period"].text == "2024-02");
  CHECK(february["start"].text == "100050.05");
  CHECK(february["new"].text == "0.00");
  CHECK(february["expansion"].text == "5.00");
  CHECK(february["churned"].text == "20.00");
  CHECK(february["end"].text == "100035.05");
  const cx::estimate net = cx::net_revenue_retention(flows()[1]);
  CHECK(february["net_retention"].number == net.value);
  CHECK(february["value"].number == net.value);
  CHECK(february["ci"].items[0].number == net.ci.low);
  CHECK(february["gross_retention"].number == cx::gross_revenue_retention(flows()[1]).value);
  CHECK(february["gross_retention_ci"].items.size() == 2);
  CHECK(february["customer_retention"]["n"].number == 3);
  CHECK(february["revenue_per_customer"]["value"].number == Approx(100035.05 / 2));
  CHECK_THAT(to_text(table), contains("100,050.05") && contains("start, EUR"));
  CHECK_THAT(to_csv(table), contains(",100050.05,"));
}

TEST_CASE("groups of revenue come with their margins and with pictures", "[revenue_table]") {
  cx::table table = by_plan();
  cx::mark_significance(table, cx::adjustment::holm);
  CHECK(table.rows.size() == 6);
  REQUIRE(table.margins.size() == 1);
  CHECK(table.margins[0].rows.size() == 3);
  const std::string page = cx::to_html({table});
  CHECK_THAT(page, contains("recurring revenue from start to end in EUR"));
  CHECK_THAT(page, contains("and how it moved in EUR"));
  // The last period heads the card: of those who were there before all periods there is nobody.
  const cx::estimate last = table.margins[0].rows.back().result();
  CHECK_THAT(page.substr(0, page.find("</article>")),
             contains("<data value=\"" + fmt::format("{}", last.value) + "\">"));
  CHECK_THAT(waterfall_chart(table.margins[0]), contains("churned 30.00"));
  CHECK_THAT(revenue_chart(table.margins[0]), contains("2024-02: start 100,050.05"));
  CHECK_THROWS_AS(revenue_chart(table), std::invalid_argument);
  CHECK_THROWS_AS(flow_chart(table.margins[0]), std::invalid_argument);
}

TEST_CASE("a table of revenue of few people alone hides all", "[revenue_table]") {
  cx::table table = by_plan();
  cx::suppress_small_bases(table, 3);
  for (const cx::table_row& each : table.rows) CHECK(each.suppressed);
  for (const cx::table_row& each : table.margins[0].rows) {
    CHECK(each.suppressed);
    CHECK(each.money == std::vector<std::int64_t>(7));
  }
  CHECK(to_text(table).find("100,0") == std::string::npos);
  cx::table shown = by_plan();
  cx::suppress_small_bases(shown, 1);
  CHECK_FALSE(shown.rows.front().suppressed);
}

TEST_CASE("below a table stands that few large customers carry the sums", "[revenue_table]") {
  std::vector<row> many = rows;
  for (int i = 10; i < 20; ++i) many.push_back({i, 2024y / 1 / 1, std::nullopt, 100, "basic"});
  const auto of = [&](const std::vector<row>& all) {
    return to_text(
        cx::make_table(cx::revenues_of(months, all, &row::since, &row::until, &row::cents, &row::customer)));
  };
  CHECK_THAT(of(many), contains("few large customers carry the sums"));
  for (row& each : many) each.cents = 100;
  CHECK(of(many).find("few large customers") == std::string::npos);
}

TEST_CASE("an interval applies to the measures of revenue that it fits, and the table says which",
          "[revenue_table]") {
  const auto methods = [](cx::interval_method asked) {
    cx::revenue_table_options options;
    options.estimate.method = asked;
    const cx::table table = cx::make_table(flows(), options);
    const auto& estimates = table.rows[1].estimates;
    for (const std::size_t ratio : {1U, 3U, 4U}) CHECK(estimates[ratio].method == estimates[0].method);
    const std::string notes = table.notes.empty() ? "" : table.notes.front();
    return std::tuple{estimates[0].method, estimates[2].method, notes};
  };
  using method = cx::interval_method;
  CHECK(methods(method::wald) == std::tuple{method::wald, method::wald, ""});
  CHECK(methods(method::student_t) == std::tuple{method::student_t, method::student_t, ""});
  const std::string differ = "intervals of customer retention: Wilson; of the other measures: Student t";
  CHECK(methods(method::wilson) == std::tuple{method::student_t, method::wilson, differ});
  CHECK(methods(method::standard) == std::tuple{method::student_t, method::wilson, differ});
  CHECK_THROWS_AS(methods(method::garwood), std::invalid_argument);
}

}  // namespace tests_of_revenue_table
