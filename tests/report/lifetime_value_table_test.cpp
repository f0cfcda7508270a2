// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/lifetime_value_table.hpp>
#include <cxmetrics/report/suppression.hpp>

#include <cmath>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_lifetime_value_table {
namespace cx = cxmetrics;
using cx::tests::contains;
using cx::tests::json;

namespace {

// As the models say that customers are.
std::vector<cx::purchase_history> customers() {
  std::mt19937 random(1);
  std::gamma_distribution<double> rate(0.8, 1 / 6.0);
  std::gamma_distribution<double> of_leaving(1.2, 1);
  std::gamma_distribution<double> of_staying(3, 1);
  std::gamma_distribution<double> scale(4, 1 / 15.0);
  std::uniform_real_distribution<double> chance(0, 1);
  std::vector<cx::purchase_history> result;
  for (int i = 0; i < 3000; ++i) {
    std::exponential_distribution<double> gap(rate(random));
    const double leaving = of_leaving(random);
    const double leaves = leaving / (leaving + of_staying(random));
    cx::purchase_history history{0, 0, 30 + i % 20 * 1.0, 0};
    for (double now = 0; chance(random) >= leaves;) {
      now += gap(random);
      if (now > history.age) break;
      ++history.repeats;
      history.recency = now;
    }
    if (history.repeats > 0) {
      const double x = static_cast<double>(history.repeats);
      history.mean_spend = std::gamma_distribution<double>(6 * x, 1 / (scale(random) * x))(random);
    }
    result.push_back(history);
  }
  return result;
}

}  // namespace

TEST_CASE("a table of lifetime value names the parameters with their errors", "[lifetime_value_table]") {
  const auto of = customers();
  const auto purchases = cx::fit_mbg_nbd(of);
  const auto spend = cx::fit_gamma_gamma(of);
  cx::lifetime_value_options options;
  options.currency = "EUR";
  options.horizon = {.periods = 26, .discount = 0.002};
  const cx::table table = cx::make_table(of, purchases, std::optional(spend), options);
  const json row = cx::tests::json_reader::read(to_json(table))["rows"].items.at(0);
  CHECK(row["key"]["model"].text == "MBG/NBD");
  for (std::size_t i = 0; i < 4; ++i) {
    const json& parameter = row[std::string(cx::mbg_nbd::parameter_names[i])];
    CHECK(parameter["value"].number == purchases.fit.parameters[i].value);
    CHECK(parameter["standard_error"].number == purchases.fit.parameters[i].standard_error);
  }
  CHECK(row["gamma"]["n"].number == static_cast<double>(spend.fit.parameters[2].n));
  CHECK(row["log_likelihood"].number == purchases.fit.log_likelihood);
  CHECK(row["spend_log_likelihood"].number == spend.fit.log_likelihood);
  double worth = 0;
  for (const auto& each : of)
    worth += cx::lifetime_value(purchases.model, spend.model, each, options.horizon);
  CHECK(row["value"].number == Approx(worth / 3000));
  CHECK(row["ci"].items[0].number < row["value"].number);
  CHECK(row["alive"]["value"].number < 100);
  CHECK_THAT(to_text(table), contains("lifetime value in EUR") && contains("MBG/NBD converged"));
  CHECK_THAT(cx::to_html({table}), contains("lifetime value in EUR") && contains("MBG/NBD converged"));
}

TEST_CASE("without amounts it tells purchases, and what the fit does not tell", "[lifetime_value_table]") {
  const std::vector<cx::purchase_history> alike(30, {1, 2, 10, 0});
  const cx::table table = cx::make_table(alike, cx::fit_bg_nbd(alike));
  CHECK(table.title == "purchases to come");
  CHECK_THAT(to_text(table), contains("BG/NBD is not identified") || contains("did not converge"));
  CHECK_THAT(to_text(table), contains("takes everybody who bought once for a customer still"));
}

TEST_CASE("groups have a model each, and one of few is hidden", "[lifetime_value_table]") {
  const auto of = customers();
  const std::vector<cx::purchase_history> few(of.begin(), of.begin() + 40);
  const cx::table all = cx::make_table(of, cx::fit_bg_nbd(of));
  const cx::table some = cx::make_table(few, cx::fit_bg_nbd(few));
  cx::table both = cx::table_of_groups({{{"all"}, all}, {{"few"}, some}}, {"shop"});
  REQUIRE(both.rows.size() == 2);
  const json rows = cx::tests::json_reader::read(to_json(both))["rows"];
  CHECK(rows[0]["key"]["shop"].text == "all");
  CHECK(rows[0]["key"]["model"].text == "BG/NBD");
  CHECK(rows[0]["value"].number == all.rows.front().result().value);
  CHECK(rows[1]["value"].number == some.rows.front().result().value);
  const std::string text = to_text(both);
  const std::string note = "takes everybody who bought once for a customer still";
  CHECK(text.find(note) == text.rfind(note));
  cx::suppress_small_bases(both, 50);
  CHECK_FALSE(both.rows[0].suppressed);
  CHECK(both.rows[1].suppressed);
  CHECK(std::isnan(both.rows[1].result().value));
  CHECK_THROWS_AS(cx::table_of_groups({}, {"shop"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::table_of_groups({{{"all"}, all}}, {"shop", "country"}), std::invalid_argument);
}

}  // namespace tests_of_lifetime_value_table
