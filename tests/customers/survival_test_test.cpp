// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/customers/survival_test.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/input.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_survival_test {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;
using weights = cx::survival_weights;

namespace {

cx::lifetimes of_curve(const std::string& dataset, const std::string& group) {
  cx::lifetimes result{cx::granularity::month};
  for (const auto& row : golden("km_curve.csv")) {
    if (row.text("dataset") != dataset || row.text("group") != group) continue;
    if (row.text("conf_type") != "log-log" || row.number("conf") != 0.95) continue;
    const auto time = static_cast<std::int64_t>(row.number("time"));
    result.record_left(time, 0, 0, row.count("n_event"));
    result.record_present(time, 0, row.count("n_censor"));
  }
  return result;
}

cx::lifetimes left_after(std::initializer_list<std::int64_t> durations) {
  cx::lifetimes result;
  for (const std::int64_t duration : durations) result.record_left(duration);
  return result;
}

// The lifetimes of the young and the old, in a stratum for each kind of contract.
class telco_by_contract : public cx::row_sink {
 public:
  std::vector<std::size_t> columns(const cx::row_header& header) override {
    std::vector<std::size_t> places;
    for (const char* name : {"Contract", "SeniorCitizen", "tenure", "Churn"})
      places.push_back(header.index_of(name));
    return places;
  }
  void row(const cx::row_view& row) override {
    auto& groups =
        strata_.try_emplace(std::string(row[0]), 2, cx::lifetimes{cx::granularity::month}).first->second;
    cx::lifetimes& group = groups[row[1] == "1" ? 1 : 0];
    const auto months = static_cast<std::int64_t>(std::stoi(std::string(row[2])));
    row[3] == "Yes" ? group.record_left(months) : group.record_present(months);
  }
  void reject(cx::rejection) override { FAIL("a row was rejected"); }
  std::vector<std::vector<cx::lifetimes>> strata() const {
    std::vector<std::vector<cx::lifetimes>> result;
    for (const auto& [contract, groups] : strata_) result.push_back(groups);
    return result;
  }

 private:
  std::map<std::string, std::vector<cx::lifetimes>> strata_;
};

}  // namespace

TEST_CASE("the log-rank and Peto-Peto tests are those of R's survdiff", "[survival_test]") {
  const std::map<std::string, std::vector<cx::lifetimes>> known{
      {"leukemia_6mp vs leukemia_ctl",
       {of_curve("vector", "leukemia_6mp"), of_curve("vector", "leukemia_ctl")}},
      {"Contract",
       {of_curve("telco_churn.csv", "Contract=Month-to-month"),
        of_curve("telco_churn.csv", "Contract=One year"), of_curve("telco_churn.csv", "Contract=Two year")}},
      {"gender", {of_curve("telco_churn.csv", "gender=Female"), of_curve("telco_churn.csv", "gender=Male")}}};
  std::size_t compared = 0;
  for (const auto& row : golden("logrank.csv")) {
    const auto groups = known.find(row.text("groups"));
    if (groups == known.end() || !row.text("strata").empty()) continue;
    ++compared;
    CAPTURE(row.text("groups"), row.text("rho"));
    const cx::survival_test found =
        cx::compare_survival(groups->second, row.number("rho") == 0 ? weights::log_rank : weights::peto_peto);
    CHECK_THAT(found.chi_squared, WithinRel(row.number("chisq"), 1e-10));
    CHECK(found.degrees_of_freedom == row.number("df"));
    CHECK_THAT(found.p_value, WithinRel(row.number("p_value"), 1e-8) || WithinAbs(0, 1e-300));
    for (std::size_t group = 0; group < groups->second.size(); ++group) {
      CHECK_THAT(found.observed[group], WithinRel(row.numbers("observed")[group], 1e-10));
      CHECK_THAT(found.expected[group], WithinRel(row.numbers("expected")[group], 1e-10));
    }
  }
  CHECK(compared == 6);
}

TEST_CASE("within strata, the tests are those of R's survdiff with strata", "[survival_test][shared]") {
  const auto file = cx::tests::shared_data("telco_churn.csv");
  if (!file) return;
  telco_by_contract telco;
  cx::input in(*file);
  cx::read_csv(in, telco);
  const auto strata = telco.strata();
  REQUIRE(strata.size() == 3);
  std::size_t compared = 0;
  for (const auto& row : golden("logrank.csv")) {
    if (row.text("strata") != "Contract") continue;
    ++compared;
    CAPTURE(row.text("rho"));
    const cx::survival_test found =
        cx::compare_survival(strata, row.number("rho") == 0 ? weights::log_rank : weights::peto_peto);
    CHECK_THAT(found.chi_squared, WithinRel(row.number("chisq"), 1e-10));
    CHECK(found.degrees_of_freedom == row.number("df"));
    CHECK_THAT(found.p_value, WithinRel(row.number("p_value"), 1e-8));
    for (std::size_t group = 0; group < 2; ++group) {
      CHECK_THAT(found.observed[group], WithinRel(row.numbers("observed")[group], 1e-10));
      CHECK_THAT(found.expected[group], WithinRel(row.numbers("expected")[group], 1e-10));
    }
  }
  CHECK(compared == 2);
}

// From the tests of lifelines.
TEST_CASE("small groups are compared as lifelines does", "[survival_test]") {
  const cx::lifetimes uncensored[] = {left_after({10, 20, 30}), left_after({10, 20, 50})};
  const cx::survival_test found = cx::compare_survival(uncensored);
  CHECK_THAT(found.chi_squared, WithinAbs(0.254237, 1e-6));
  CHECK_THAT(found.p_value, WithinAbs(0.614107, 1e-6));
  cx::lifetimes one = left_after({10, 30});
  one.record_present(20);
  cx::lifetimes other = left_after({10, 50});
  other.record_present(20);
  const cx::lifetimes censored[] = {one, other};
  CHECK_THAT(cx::compare_survival(censored).chi_squared, WithinAbs(0.384615, 1e-6));
  CHECK_THAT(cx::compare_survival(censored).p_value, WithinAbs(0.535143, 1e-6));
}

TEST_CASE("what differs between strata is no evidence", "[survival_test]") {
  // Within each stratum the groups are alike; the strata are not.
  const std::vector<cx::lifetimes> early{left_after({1, 2, 3, 4, 5, 6}), left_after({1, 2, 3, 4, 5, 6})};
  const std::vector<cx::lifetimes> late{left_after({20, 21}), left_after({20, 21})};
  const std::vector<std::vector<cx::lifetimes>> strata{early, late};
  CHECK_THAT(cx::compare_survival(strata).chi_squared, WithinAbs(0, 1e-12));
  const std::vector<std::vector<cx::lifetimes>> one{early};
  CHECK(cx::compare_survival(one).chi_squared == cx::compare_survival(early).chi_squared);
  const std::vector<std::vector<cx::lifetimes>> uneven{early, {left_after({1})}};
  CHECK_THROWS_AS(cx::compare_survival(uneven), std::invalid_argument);
}

TEST_CASE("a group of nobody takes no part", "[survival_test]") {
  const std::vector<cx::lifetimes> two{left_after({1, 2, 3, 9}), left_after({4, 5, 6, 7})};
  const std::vector<cx::lifetimes> three{two[0], cx::lifetimes{}, two[1]};
  CHECK(cx::compare_survival(three).degrees_of_freedom == 1);
  CHECK_THAT(cx::compare_survival(three).chi_squared,
             WithinRel(cx::compare_survival(two).chi_squared, 1e-12));
  const std::vector<cx::lifetimes> none{cx::lifetimes{}, cx::lifetimes{}};
  CHECK(cx::compare_survival(none).degrees_of_freedom == 0);
  CHECK(std::isnan(cx::compare_survival(none).p_value));
  CHECK_THROWS_AS(cx::compare_survival(std::vector<cx::lifetimes>{cx::lifetimes{}}), std::invalid_argument);
  const std::vector<cx::lifetimes> units{cx::lifetimes{}, cx::lifetimes{cx::granularity::month}};
  CHECK_THROWS_AS(cx::compare_survival(units), std::invalid_argument);
}

TEST_CASE("pairs of groups are adjusted together", "[survival_test]") {
  const std::vector<cx::lifetimes> groups{left_after({1, 2, 2, 3, 3, 4}), left_after({1, 2, 3, 3, 4, 4}),
                                          left_after({8, 9, 9, 10, 11, 12})};
  const auto pairs = cx::compare_pairs(groups);
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[1].one == 0);
  CHECK(pairs[1].other == 2);
  CHECK(pairs[1].adjusted_p_value < 0.05);
  CHECK(pairs[0].adjusted_p_value > 0.2);
  // By Holm, the least p-value counts three times, the next twice and the greatest once.
  CHECK(pairs[2].found.p_value < pairs[0].found.p_value);
  const double least = std::min(pairs[1].found.p_value, pairs[2].found.p_value);
  CHECK_THAT(std::min(pairs[1].adjusted_p_value, pairs[2].adjusted_p_value), WithinRel(3 * least, 1e-12));
  CHECK(pairs[0].adjusted_p_value == pairs[0].found.p_value);
  const auto bonferroni = cx::compare_pairs(groups, weights::log_rank, cx::adjustment::bonferroni);
  for (std::size_t pair = 0; pair < 3; ++pair) {
    CHECK_THAT(bonferroni[pair].adjusted_p_value,
               WithinRel(std::min(1.0, 3 * pairs[pair].found.p_value), 1e-12));
  }
  const auto early = cx::compare_pairs(groups, weights::peto_peto, cx::adjustment::none);
  const cx::lifetimes two[] = {groups[1], groups[2]};
  CHECK(early[2].adjusted_p_value == cx::compare_survival(two, weights::peto_peto).p_value);
}

}  // namespace tests_of_survival_test
