// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/table.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tests_of_flow_table {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using rate = cx::flow_table_options::rate;
using meaning = cx::column_meaning;

namespace {

constexpr cx::day march{2024y / 3 / 1};

const cx::customer_flow flow{cx::month_of(march),
                             {.at_start = 100,
                              .acquired = 20,
                              .reactivated = 2,
                              .churned = 6,
                              .churned_new = 3,
                              .returned = 1,
                              .customer_days = 3100}};

std::string definition_of(const cx::table& table, std::size_t row) {
  return std::get<std::string>(table.rows.at(row).key.at(table.find(meaning::definition)->place));
}

}  // namespace

TEST_CASE("a table of flows tells the rate of each period and where it comes from", "[flow_table]") {
  const cx::table table = cx::make_table(std::vector{flow});
  CHECK(table.metric == "churn");
  CHECK(table.better == cx::better::low);
  CHECK(table.unit == cx::unit::percent);
  REQUIRE(table.rows.size() == 1);
  CHECK(cx::key_of(table, table.rows[0]) == std::vector<std::string>{"2024-03"});
  CHECK(cx::period_of(table.rows[0]) == flow.period());
  CHECK(table.rows[0].result().value == 5);
  CHECK(definition_of(table, 0) == "start-cohort");
  CHECK_FALSE(table.total);
  const auto row = cx::tests::json_reader::read(cx::to_json(table))["rows"][0];
  CHECK(row["at_start"].text == "100");
  CHECK(row["acquired"].text == "20");
  CHECK(row["reactivated"].text == "2");
  CHECK(row["churned"].text == "6");
  CHECK(row["churned_new"].text == "3");
  CHECK(row["returned"].text == "1");
  CHECK(row["at_end"].text == "113");
  CHECK(row["customer_days"].text == "3100");
  CHECK(row["definition"].text == "start-cohort");
}

TEST_CASE("several definitions stand side by side, and have no total", "[flow_table]") {
  const cx::table table = cx::make_table(
      std::vector{flow},
      {.definitions = {cx::churn_definition::naive, cx::churn_definition::at_risk}, .whole = flow});
  REQUIRE(table.rows.size() == 2);
  CHECK(definition_of(table, 0) == "naive");
  CHECK(table.rows[0].result().value == 9);
  CHECK_FALSE(table.rows[0].result().ci.exists());
  CHECK(definition_of(table, 1) == "at-risk");
  CHECK_FALSE(table.total);
  const std::string text = cx::to_text(table);
  CHECK(text.find("2024-03  naive         9.0 ") != std::string::npos);
  CHECK(text.find("95 % Wilson intervals") != std::string::npos);
}

TEST_CASE("an interval asked for is that of the definitions it fits, and the others are told",
          "[flow_table]") {
  using definition = cx::churn_definition;
  using method = cx::interval_method;
  cx::flow_table_options options;
  options.definitions = {definition::start_cohort, definition::naive, definition::at_risk,
                         definition::customer_day};
  const auto methods = [&](method asked) {
    options.estimate.method = asked;
    const cx::table table = cx::make_table(std::vector{flow}, options);
    std::vector<method> found;
    for (const cx::table_row& row : table.rows) found.push_back(row.result().method);
    return std::pair{found, table.notes.empty() ? "" : table.notes.front()};
  };
  CHECK(methods(method::standard) ==
        std::pair{std::vector{method::wilson, method::none, method::wilson, method::garwood}, std::string()});
  CHECK(
      methods(method::clopper_pearson) ==
      std::pair{std::vector{method::clopper_pearson, method::none, method::clopper_pearson, method::garwood},
                std::string("other intervals than the one asked for: naive: none, customer-day: Garwood")});
  CHECK(methods(method::garwood) ==
        std::pair{std::vector{method::wilson, method::none, method::wilson, method::garwood},
                  std::string("other intervals than the one asked for: start-cohort: Wilson, naive: none, "
                              "at-risk: Wilson")});
  CHECK_THROWS_AS(methods(method::gamma), std::invalid_argument);
  options.definitions = {definition::customer_day};
  CHECK_THROWS_AS(methods(method::wilson), std::invalid_argument);
}

TEST_CASE("customers at the start are told once where the rate rests on them", "[flow_table]") {
  const std::string once = cx::to_text(cx::make_table(std::vector{flow}, {.whole = flow}));
  CHECK(once.find("n at start") != std::string::npos);
  CHECK(once.find("  at start") == std::string::npos);
  const std::string both = cx::to_text(
      cx::make_table(std::vector{flow},
                     {.definitions = {cx::churn_definition::start_cohort, cx::churn_definition::at_risk}}));
  CHECK(both.find("n at start") == std::string::npos);
  CHECK(both.find("  at start") != std::string::npos);
}

TEST_CASE("a table without intervals promises none", "[flow_table]") {
  const cx::table table =
      cx::make_table(std::vector{flow}, {.definitions = {cx::churn_definition::naive}, .whole = flow});
  CHECK(cx::to_text(table).starts_with("churn by period, in per cent per month\n"));
}

TEST_CASE("the whole time is the total", "[flow_table]") {
  const cx::table table = cx::make_table(std::vector{flow}, {.whole = flow});
  REQUIRE(table.total);
  CHECK(table.total->result().value == 5);
  CHECK(count_of(table, *table.total, meaning::at_end) == flow.at_end());
}

TEST_CASE("retention is 100 less the churn of the start cohort and has no definition", "[flow_table]") {
  const cx::table table =
      cx::make_table(std::vector{flow}, {.of = rate::retention, .estimate = {.level = 0.9}});
  CHECK(table.metric == "retention");
  CHECK(table.better == cx::better::high);
  CHECK(table.level == 0.9);
  CHECK(table.rows[0].result().value == 95);
  CHECK(table.find(meaning::definition) == nullptr);
}

TEST_CASE("flows of groups add up to the total of the table", "[flow_table]") {
  cx::breakdown<cx::customer_flow, std::string> by{cx::customer_flow{flow.period()}};
  by["basic"] += flow;
  by["pro"] += flow;
  by["new"];
  const cx::table table = cx::make_table(by, {"plan"});
  REQUIRE(table.rows.size() == 3);
  CHECK(cx::key_of(table, table.rows[1]) == std::vector<std::string>{"new"});
  CHECK(table.rows[1].result().n == 0);
  REQUIRE(table.total);
  CHECK(table.total->result().n == 200);
  CHECK(count_of(table, *table.total, meaning::at_start) == 200);
  CHECK_THROWS_AS(cx::make_table(by, {"plan", "country"}), std::invalid_argument);
}

TEST_CASE("ledgers of groups have a row for each group and period", "[flow_table]") {
  const std::vector<cx::period> months{cx::month_of(march), cx::next(cx::month_of(march))};
  cx::breakdown<cx::customer_ledger, std::vector<std::string>> by{cx::customer_ledger{months}};
  by[{"basic", "NL"}].record(cx::spell{march, std::nullopt});
  const cx::table table = cx::make_table(by, {"plan", "country"});
  REQUIRE(table.rows.size() == 2);
  CHECK(table.columns[2].id == "period");
  CHECK(table.columns[2].kind == cx::column_kind::period);
  CHECK(cx::key_of(table, table.rows[1]) == std::vector<std::string>{"basic", "NL", "2024-04"});
  CHECK(cx::period_of(table.rows[1]) == months[1]);
  CHECK(table.rows[1].result().n == 1);
}

TEST_CASE("no flows make a table without rows", "[flow_table]") {
  CHECK(cx::make_table(std::vector<cx::customer_flow>{}).rows.empty());
  CHECK(cx::to_text(cx::make_table(std::vector<cx::customer_flow>{})).find("period") != std::string::npos);
}

TEST_CASE("months of different length are compared at the daily risk, and the table says so",
          "[flow_table]") {
  // One customer in a thousand leaves on every day.
  std::vector<cx::customer_flow> flows;
  for (const cx::period& month : cx::periods_of(cx::granularity::month, cx::year_of(2023y / 1 / 1))) {
    const double lost = 1e6 * (1 - std::pow(0.999, static_cast<double>(month.days())));
    flows.emplace_back(month, cx::flow_counters{.at_start = 1'000'000,
                                                .churned = static_cast<std::uint64_t>(std::lround(lost))});
  }
  cx::table table = cx::make_table(flows);
  cx::mark_significance(table);
  for (const cx::table_row& row : table.rows) {
    const cx::row_comparison* change = comparison_of(table, row, cx::column_meaning::change);
    if (change == nullptr) continue;
    CHECK(std::abs(change->found.value) < 1e-3);
    CHECK_FALSE(change->significant);
  }
  CHECK(comparison_of(table, table.rows[2], cx::column_meaning::change) != nullptr);
  CHECK(to_text(table).find("daily risk") != std::string::npos);
}

TEST_CASE("a period that is not over is marked, compared with nothing, and told by its whole to programs",
          "[flow_table]") {
  const cx::day as_of = 2024y / 4 / 6;
  const auto flow_in = [](const cx::period& period, std::uint64_t churned) {
    return cx::customer_flow{period, {.at_start = 1000, .churned = churned}};
  };
  cx::flow_table_options options;
  options.as_of = as_of;
  const cx::period april = cx::month_of(as_of);
  cx::table table = cx::make_table(
      std::vector{flow_in(cx::month_of(march).from(2024y / 3 / 5), 300), flow_in(april.to(as_of), 10)},
      options);
  cx::mark_significance(table);
  CHECK(table.find(meaning::change) == nullptr);

  table = cx::make_table(std::vector{flow_in(cx::previous(cx::month_of(march)), 30),
                                     flow_in(cx::month_of(march), 300), flow_in(april.to(as_of), 10)},
                         options);
  cx::mark_significance(table);
  CHECK(cx::comparison_of(table, table.rows[1], meaning::change)->significant);
  CHECK(cx::comparison_of(table, table.rows[2], meaning::change) == nullptr);
  CHECK_FALSE(cx::is_partial(table.rows[1]));
  CHECK(cx::is_partial(table.rows[2]));
  const std::string text = cx::to_text(table);
  CHECK_THAT(text, cx::tests::contains("2024-04 to 2024-04-06") && cx::tests::contains("as of 2024-04-06"));
  CHECK_THAT(cx::to_markdown(table), cx::tests::contains("2024-04 to 2024-04-06"));

  const auto json = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(json["as_of"].text == "2024-04-06");
  CHECK(json["rows"][1].members.count("partial") == 0);
  CHECK(json["rows"][2]["partial"].is == cx::tests::json::kind::truth);
  CHECK(json["rows"][2]["key"]["period"].text == "2024-04");
  CHECK(json["rows"][2]["first_day"].text == "2024-04-01");
  CHECK(json["rows"][2]["last_day"].text == "2024-04-06");
  const std::string csv = cx::to_csv(table);
  CHECK_THAT(csv, cx::tests::contains("as_of,partial,first_day,last_day,is_total") &&
                      cx::tests::contains("churn,2024-04,start-cohort,1,") &&
                      cx::tests::contains(",2024-04-06,yes,2024-04-01,2024-04-06,no\n") &&
                      cx::tests::contains(",2024-04-06,no,,,no\n"));
}

TEST_CASE("groups in a period that is not over are not compared either", "[flow_table]") {
  const cx::period april = cx::month_of(2024y / 4 / 1);
  for (const bool over : {true, false}) {
    const cx::period period = over ? april : april.to(2024y / 4 / 20);
    cx::breakdown<cx::customer_ledger, std::string> ledgers{cx::customer_ledger{{period}}};
    for (int number = 0; number < 200; ++number) {
      ledgers[{"a"}].record(cx::spell{2024y / 1 / 1, 2024y / 4 / 5});
      ledgers[{"b"}].record(cx::spell{2024y / 1 / 1});
    }
    cx::table table = cx::make_table(ledgers, {"plan"});
    cx::mark_significance(table);
    CHECK((table.find(meaning::against_rest) != nullptr) == over);
  }
}

}  // namespace tests_of_flow_table
