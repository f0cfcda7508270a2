// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The cases that all engines must agree on, computed by the library itself: see cases/README.md.
#include "support/catch.hpp"
#include "support/golden.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/cohort_retention.hpp>
#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace cx = cxmetrics;

namespace {

cx::tests::golden cases(const std::string& kind) {
  return cx::tests::golden{std::ifstream(CXMETRICS_TEST_CASES "/" + kind + ".csv")};
}

using row = cx::tests::golden::row;

cx::scale scale_in(const row& of) {
  const std::string& text = of.text("scale");
  return {std::stoi(text), std::stoi(text.substr(text.find(':') + 1))};
}

cx::estimate_options options_in(const row& of, bool with_method = true) {
  cx::estimate_options options;
  if (!of.text("level").empty()) options.level = of.number("level");
  if (with_method && !of.text("method").empty())
    options.method = cx::interval_method_named(of.text("method"));
  return options;
}

// "9x12 10@0.5 -x3".
struct answers {
  cx::tally counted;
  cx::weighted_tally weighted;
  bool have_weights = false;

  answers(cx::scale scale, const std::string& text) : counted(scale), weighted(scale) {
    std::istringstream tokens(text);
    for (std::string token; tokens >> token;) {
      const std::size_t times_at = token.find('x');
      const std::uint64_t times = times_at == token.npos ? 1 : std::stoull(token.substr(times_at + 1));
      token.resize(std::min(times_at, token.size()));  // 0x2 would be a weight
      const std::size_t weight_at = token.find('@');
      if (weight_at != token.npos) have_weights = true;
      if (token[0] == '-' && (token.size() == 1 || token[1] < '0' || token[1] > '9')) {
        counted.record_missing(times);
        weighted.record_missing(times);
        continue;
      }
      const int score = std::stoi(token);
      if (!scale.contains(score)) {
        counted.record_off_scale(times);
        weighted.record_off_scale(times);
        continue;
      }
      counted.record(score, times);
      if (weight_at == token.npos) continue;
      for (std::uint64_t each = 0; each < times; ++each)
        weighted.record(score, cx::sampling_weight{std::stod(token.substr(weight_at + 1))});
    }
  }
};

void check_same(const std::string& what, double found, double expected) {
  INFO(what << ": " << found << ", not " << expected);
  CHECK((found == expected || (std::isnan(found) && std::isnan(expected))));
}

void check(const cx::estimate& found, const row& expected) {
  check_same("value", found.value, expected.number("value"));
  check_same("low", found.ci.low, expected.number("low"));
  check_same("high", found.ci.high, expected.number("high"));
  check_same("standard error", found.standard_error, expected.number("standard_error"));
  CHECK(found.n == static_cast<std::uint64_t>(expected.number("n")));
}

std::chrono::sys_days day_of(const std::string& text) {
  return std::chrono::year{std::stoi(text)} / std::stoi(text.substr(5)) / std::stoi(text.substr(8));
}

// "2024-01-05/2024-02-10" or "2024-01-20/".
cx::spell spell_of(const std::string& text) {
  const std::string until = text.substr(text.find('/') + 1);
  if (until.empty()) return cx::spell{day_of(text)};
  return cx::spell{day_of(text), day_of(until)};
}

std::vector<std::string> tokens_of(const std::string& text) {
  std::istringstream from(text);
  std::vector<std::string> result;
  for (std::string token; from >> token;) result.push_back(token);
  return result;
}

// "retained:3" in two.
std::pair<std::string, std::int64_t> figure_of(const row& of) {
  const std::string& text = of.text("figure");
  const std::size_t colon = text.find(':');
  return {text.substr(0, colon), colon == text.npos ? 0 : std::stoll(text.substr(colon + 1))};
}

cx::estimate cohort_figure(const row& of) {
  const cx::day as_of = day_of(of.text("last"));
  cx::customer_cohorts cohorts{
      cx::periods_of(cx::granularity::month, {day_of(of.text("first")), as_of + std::chrono::days{1}}),
      as_of};
  for (const std::string& token : tokens_of(of.text("customers"))) cohorts.record(spell_of(token));
  return cx::pooled_retention(cohorts.cohorts(), options_in(of)).at(figure_of(of).second);
}

cx::estimate survival_figure(const row& of) {
  cx::lifetimes all;
  for (const std::string& token : tokens_of(of.text("customers")))
    all.record(spell_of(token), {.as_of = day_of(of.text("last"))});
  const cx::curve stay = cx::kaplan_meier(all, options_in(of));
  const auto [figure, parameter] = figure_of(of);
  if (figure == "still-there") return stay.at(parameter);
  if (figure == "restricted-mean") return cx::restricted_mean(stay, parameter);
  return cx::time_until_gone(stay, static_cast<double>(parameter));
}

cx::estimate revenue_figure(const row& of) {
  std::map<std::string, std::vector<cx::subscription>> customers;
  for (const std::string& token : tokens_of(of.text("customers"))) {
    const std::size_t days = token.find(':') + 1;
    const std::size_t price = token.find(':', days) + 1;
    customers[token.substr(0, days)].emplace_back(spell_of(token.substr(days, price - days - 1)),
                                                  cx::recurring_price{std::stoll(token.substr(price))});
  }
  cx::revenue_ledger ledger{{cx::period{day_of(of.text("first")), day_of(of.text("last"))}}};
  for (const auto& each : customers) ledger.record(each.second);
  const cx::revenue_flow flow = ledger.flows().front();
  const std::map<std::string, cx::estimate (*)(const cx::revenue_flow&, const cx::estimate_options&)> figures{
      {"gross-revenue-retention", cx::gross_revenue_retention},
      {"net-revenue-retention", cx::net_revenue_retention},
      {"gross-revenue-churn", cx::gross_revenue_churn},
      {"net-revenue-churn", cx::net_revenue_churn},
      {"quick-ratio", cx::quick_ratio},
      {"revenue-per-customer", cx::revenue_per_customer},
      {"paying-customer-retention", cx::paying_customer_retention}};
  return figures.at(of.text("figure"))(flow, options_in(of));
}

}  // namespace

TEST_CASE("the library gives the figures of all engines, of answers", "[engines]") {
  std::size_t seen = 0;
  for (const row& each : cases("surveys")) {
    INFO(each.text("name") << ", " << each.text("metric") << ' ' << each.text("method"));
    const answers given(scale_in(each), each.text("answers"));
    const cx::metric metric = cx::metric_named(each.text("metric"), scale_in(each));
    const cx::estimate_options options = options_in(each);
    check(given.have_weights ? metric(given.weighted, options) : metric(given.counted, options), each);
    CHECK(given.counted.missing() == each.count("missing"));
    CHECK(given.counted.off_scale() == each.count("off_scale"));
    ++seen;
  }
  CHECK(seen > 400);
}

TEST_CASE("the library gives the figures of all engines, of comparisons", "[engines]") {
  for (const row& each : cases("comparisons")) {
    INFO(each.text("name") << ", " << each.text("metric"));
    const cx::metric metric = cx::metric_named(each.text("metric"), scale_in(each));
    const cx::estimate_options options = options_in(each, false);
    const cx::difference found =
        cx::compare(metric(answers(scale_in(each), each.text("before")).counted, options),
                    metric(answers(scale_in(each), each.text("after")).counted, options));
    check_same("difference", found.value, each.number("difference"));
    check_same("low", found.ci.low, each.number("low"));
    check_same("high", found.ci.high, each.number("high"));
    check_same("p-value", found.p_value, each.number("p_value"));
  }
}

TEST_CASE("the library gives the figures of all engines, of customers", "[engines]") {
  for (const row& each : cases("customers")) {
    INFO(each.text("name") << ", " << each.text("figure"));
    std::vector<cx::spell> spells;
    for (const std::string& token : tokens_of(each.text("customers"))) spells.push_back(spell_of(token));
    const cx::customer_flow flow = cx::flow_of({day_of(each.text("first")), day_of(each.text("last"))},
                                               spells, &cx::spell::since, &cx::spell::until);
    const std::string& figure = each.text("figure");
    const std::string definition = figure.substr(figure.find(':') + 1);
    if (figure == "retention") {
      check(cx::retention_rate(flow, options_in(each)), each);
    } else {
      check(cx::churn_rate(flow,
                           figure == "churn" ? cx::churn_definition::start_cohort
                                             : cx::churn_definition_named(definition),
                           options_in(each)),
            each);
    }
  }
}

TEST_CASE("the library gives the figures of all engines, of histories", "[engines]") {
  std::size_t seen = 0;
  for (const row& each : cases("histories")) {
    INFO(each.text("name") << ", " << each.text("of") << ", " << each.text("figure"));
    const std::string& of = each.text("of");
    check(of == "cx_cohort"     ? cohort_figure(each)
          : of == "cx_survival" ? survival_figure(each)
                                : revenue_figure(each),
          each);
    ++seen;
  }
  CHECK(seen > 100);
}
