// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/in_range.hpp"

#include <cxmetrics/journey/driver_strengths.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/share.hpp>

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_driver_strengths {
namespace cx = cxmetrics;
using cxmetrics::tests::golden;

namespace {

const std::vector<std::string> airport_items{"Q7ART",      "Q7FOOD",    "Q7STORE", "Q7SIGN",
                                             "Q7WALKWAYS", "Q7SCREENS", "Q7WIFI"};

std::optional<int> answer_in(const std::string& text, int low, int high) {
  if (text.empty() || text == "Blank") return std::nullopt;
  const int answer = std::stoi(text);
  return low <= answer && answer <= high ? std::optional{answer} : std::nullopt;
}

cx::answer_sheets airport(const std::string& outcome, cx::scale scale) {
  const golden file{std::ifstream(CXMETRICS_TEST_DATA "/../../examples/data/airport.csv")};
  std::vector<cx::scale> scales(airport_items.size() + 1, cx::one_to_five);
  scales.front() = scale;
  cx::answer_sheets all{scales};
  for (const auto& row : file) {
    std::vector<std::optional<int>> answers{answer_in(row.text(outcome), scale.low(), scale.high())};
    for (const std::string& item : airport_items) answers.push_back(answer_in(row.text(item), 1, 5));
    all.record(answers);
  }
  return all;
}

const cx::metric score = cx::mean_score(cx::zero_to_ten);

std::vector<std::string> names_of(std::size_t items) {
  std::vector<std::string> names;
  for (std::size_t item = 0; item < items; ++item) names.push_back("item " + std::to_string(item));
  return names;
}

// An outcome that goes with the first of some items most closely, and the items with each other.
cx::answer_sheets made_up(std::size_t items, int respondents) {
  std::vector<cx::scale> scales(items + 1, cx::one_to_five);
  scales.front() = cx::zero_to_ten;
  cx::answer_sheets all{scales};
  unsigned state = 1;
  const auto draw = [&](unsigned below) {
    state = state * 1664525u + 1013904223u;
    return static_cast<int>((state >> 16) % below);
  };
  for (int i = 0; i < respondents; ++i) {
    const int mood = draw(3);
    std::vector<std::optional<int>> answers(1);
    int outcome = mood + draw(4);
    for (std::size_t item = 0; item < items; ++item) {
      answers.emplace_back(1 + mood + draw(3));
      outcome += *answers.back() * std::max(0, 3 - static_cast<int>(item)) / 3;
    }
    answers.front() = std::min(outcome, 10);
    all.record(answers);
  }
  return all;
}

cx::drivers sums_of(std::size_t items, int respondents) {
  return cx::drivers_of(made_up(items, respondents), score, names_of(items));
}

double sum_of(const cx::driver_strengths& of, cx::estimate cx::driver_strength::*share) {
  return std::accumulate(
      of.items.begin(), of.items.end(), 0.0,
      [=](double sum, const cx::driver_strength& each) { return sum + (each.*share).value; });
}

}  // namespace

TEST_CASE("drivers of an airport's scores are those found by brute force", "[driver_strengths]") {
  const golden expected("drivers.csv");
  for (const auto& [outcome, scale] :
       {std::pair{"NETPRO", cx::zero_to_ten}, std::pair{"Q7ALL", cx::one_to_five}}) {
    const cx::driver_strengths found =
        cx::strengths_of(cx::drivers_of(airport(outcome, scale), cx::mean_score(scale), airport_items));
    REQUIRE(found.fault == cx::driver_fault::none);
    std::size_t at = 0;
    for (const auto& row : expected) {
      if (row.text("outcome") != outcome) continue;
      const cx::driver_strength& each = found.items.at(at++);
      INFO(outcome << " and " << each.item);
      CHECK(each.item == row.text("item"));
      CHECK(each.n == row.count("n"));
      CHECK(found.n == row.count("n"));
      CHECK(each.mean == Approx(row.number("mean")).epsilon(1e-12));
      CHECK(std::abs(found.r_squared.value / 100 - row.number("r_squared")) < 1e-9);
      CHECK(std::abs(each.correlation.value - row.number("correlation")) < 1e-9);
      CHECK(std::abs(each.coefficient - row.number("standardised_coefficient")) < 1e-9);
      CHECK(std::abs(each.lmg.value / 100 - row.number("lmg")) < 1e-9);
      CHECK(std::abs(each.johnson.value / 100 - row.number("johnson")) < 1e-9);
    }
    CHECK(at == airport_items.size());
  }
}

TEST_CASE("the shares of drivers add up to R squared", "[driver_strengths]") {
  CHECK(rc::check([] {
    const auto items = cx::tests::in_range<std::size_t>(1, 8);
    const auto respondents = cx::tests::in_range(20, 200);
    const cx::driver_strengths found = cx::strengths_of(sums_of(items, respondents));
    RC_ASSERT(found.fault == cx::driver_fault::none);
    RC_ASSERT(std::abs(sum_of(found, &cx::driver_strength::johnson) - found.r_squared.value) < 1e-9);
    RC_ASSERT(std::abs(sum_of(found, &cx::driver_strength::lmg) - found.r_squared.value) < 1e-9);
    RC_ASSERT(std::abs(sum_of(found, &cx::driver_strength::importance) - 100) < 1e-9);
  }));
}

namespace {

double correlation_of(const std::vector<double>& one, const std::vector<double>& other) {
  const auto n = static_cast<double>(one.size());
  const double mean_one = std::accumulate(one.begin(), one.end(), 0.0) / n;
  const double mean_other = std::accumulate(other.begin(), other.end(), 0.0) / n;
  double both = 0;
  double of_one = 0;
  double of_other = 0;
  for (std::size_t at = 0; at < one.size(); ++at) {
    both += (one[at] - mean_one) * (other[at] - mean_other);
    of_one += (one[at] - mean_one) * (one[at] - mean_one);
    of_other += (other[at] - mean_other) * (other[at] - mean_other);
  }
  return both / std::sqrt(of_one * of_other);
}

}  // namespace

TEST_CASE("an outcome is what NPS, CSAT, CES or a share makes of the answer", "[driver_strengths]") {
  for (const cx::metric& outcome : {cx::nps, cx::csat, cx::ces, cx::ces_effort, cx::share}) {
    INFO(outcome.title());
    const cx::scale scale = outcome.scale();
    cx::answer_sheets sheets{{scale, cx::one_to_five, cx::one_to_five}};
    std::vector<double> worths;
    std::vector<double> first;
    std::vector<double> second;
    for (int who = 0; who < 200; ++who) {
      const int one = 1 + who % 5;
      const int other = 1 + (who / 5 + who % 3) % 5;
      const int answer = scale.low() + (2 * one + other + who % 7 * scale.points() / 4) % scale.points();
      sheets.record(std::vector<std::optional<int>>{answer, one, other});
      worths.push_back(outcome.worth(answer));
      first.push_back(one);
      second.push_back(other);
    }
    const cx::driver_strengths found = cx::strengths_of(cx::drivers_of(sheets, outcome, {"one", "other"}));
    REQUIRE(found.fault == cx::driver_fault::none);
    const double with_first = correlation_of(worths, first);
    const double with_second = correlation_of(worths, second);
    const double together = correlation_of(first, second);
    CHECK(found.items[0].correlation.value == Approx(with_first).epsilon(1e-12));
    CHECK(found.items[1].correlation.value == Approx(with_second).epsilon(1e-12));
    // R squared of two items in closed form, and LMG as the mean of both orders.
    const double explained =
        (with_first * with_first + with_second * with_second - 2 * with_first * with_second * together) /
        (1 - together * together);
    CHECK(found.r_squared.value == Approx(100 * explained).epsilon(1e-10));
    const double of_first = (with_first * with_first + explained - with_second * with_second) / 2;
    CHECK(found.items[0].lmg.value == Approx(100 * of_first).epsilon(1e-10));
    // Johnson's weights of two items are those of LMG (Johnson 2000).
    CHECK(found.items[0].johnson.value == Approx(100 * of_first).epsilon(1e-10));
  }
}

TEST_CASE("of uncorrelated items each share is the square of the correlation", "[driver_strengths]") {
  cx::drivers sums{{"one", "other"}};
  for (const int one : {-1, 1}) {
    for (const int other : {-1, 1}) {
      for (const int noise : {-1, 1}) sums.record(3 * one - 2 * other + noise, {one, other}, 5);
    }
  }
  const cx::driver_strengths found = cx::strengths_of(sums);
  CHECK(found.items[0].johnson.value == Approx(100 * 9.0 / 14));
  CHECK(found.items[0].lmg.value == Approx(100 * 9.0 / 14));
  CHECK(found.items[1].johnson.value == Approx(100 * 4.0 / 14));
  CHECK(found.items[1].correlation.value == Approx(-2 / std::sqrt(14)));
  CHECK(found.items[1].coefficient == Approx(-2 / std::sqrt(14)));
  CHECK(found.items[1].inflation == Approx(1));
  CHECK(found.r_squared.value == Approx(100 * 13.0 / 14));
}

TEST_CASE("shares do not change with the unit of an outcome or an item", "[driver_strengths]") {
  const cx::answer_sheets all = made_up(4, 80);
  cx::drivers turned{names_of(4)};
  for (const auto& [sheet, people] : all.sheets()) {
    std::vector<std::optional<int>> answers;
    for (std::size_t at = 1; at < sheet.size(); ++at) answers.emplace_back(sheet[at] + 1);
    answers[2] = 100 - 7 * *answers[2];
    turned.record(-3 * sheet[0] + 40, answers, people);
  }
  const cx::driver_strengths one = cx::strengths_of(cx::drivers_of(all, score, names_of(4)));
  const cx::driver_strengths other = cx::strengths_of(turned);
  for (std::size_t item = 0; item < one.items.size(); ++item) {
    CHECK(one.items[item].johnson.value == Approx(other.items[item].johnson.value).epsilon(1e-9));
    CHECK(one.items[item].lmg.value == Approx(other.items[item].lmg.value).epsilon(1e-9));
  }
  CHECK(one.items[2].correlation.value == Approx(other.items[2].correlation.value));
  CHECK(one.items[1].correlation.value == Approx(-other.items[1].correlation.value));
}

TEST_CASE("what cannot be told apart is refused with its reason, and what hardly can is said",
          "[driver_strengths]") {
  cx::drivers sum_of_others{{"one", "other", "both"}};
  cx::drivers twin{{"one", "nearly one"}};
  cx::drivers alike{{"one", "always 3"}};
  for (int i = 0; i < 200; ++i) {
    const int one = i % 5;
    const int other = i * 7 / 5 % 5;
    sum_of_others.record(one + i % 3, {one, other, one + other});
    twin.record(one + i % 3, {one, i % 50 == 0 ? one + 1 : one});
    alike.record(one + i % 3, {one, 3});
  }
  const cx::driver_strengths refused = cx::strengths_of(sum_of_others);
  CHECK(refused.fault == cx::driver_fault::collinear);
  CHECK(std::isnan(refused.items[0].johnson.value));
  CHECK(refused.items[0].johnson.ci == cx::interval{0, 100});
  CHECK(std::isnan(refused.r_squared.value));
  CHECK_FALSE(std::isnan(refused.items[0].correlation.value));

  const cx::driver_strengths told = cx::strengths_of(twin);
  CHECK(told.fault == cx::driver_fault::none);
  CHECK(told.is_entangled());
  CHECK(told.items[0].inflation > 10);

  const cx::driver_strengths flat = cx::strengths_of(alike);
  CHECK(flat.fault == cx::driver_fault::constant);
  CHECK(std::isnan(flat.items[1].correlation.value));
  CHECK_FALSE(std::isnan(flat.items[0].correlation.value));
}

TEST_CASE("a base under ten for each item is thin, and one of as many as there are items tells nothing",
          "[driver_strengths]") {
  CHECK(cx::strengths_of(sums_of(3, 29)).is_thin());
  CHECK_FALSE(cx::strengths_of(sums_of(3, 30)).is_thin());
  CHECK(cx::strengths_of(sums_of(3, 5)).fault == cx::driver_fault::none);
  CHECK(cx::strengths_of(sums_of(3, 4)).fault == cx::driver_fault::too_few);
  const cx::driver_strengths nobody = cx::strengths_of(cx::drivers{{"signs"}});
  CHECK(nobody.fault == cx::driver_fault::too_few);
  CHECK(nobody.n == 0);
  CHECK(std::isnan(nobody.items[0].correlation.value));
  CHECK(std::isnan(nobody.items[0].mean));
}

TEST_CASE("pairwise correlations of different people may contradict each other", "[driver_strengths]") {
  // One goes with other, other with third, and one against third, each among people who did not answer the rest.
  cx::drivers sums{{"one", "other", "third"}, cx::driver_base::pairwise};
  const auto left_out = std::optional<int>{};
  for (const int at : {1, 2, 3, 4, 5}) {
    sums.record(at, {at, at, left_out}, 10);
    sums.record(at, {left_out, at, at}, 10);
    sums.record(at, {at, left_out, 6 - at}, 10);
  }
  const cx::driver_strengths found = cx::strengths_of(sums);
  CHECK(found.fault == cx::driver_fault::contradictory);
  CHECK(found.n == 50);
}

TEST_CASE("shares by orders of items are there up to 15 of them", "[driver_strengths]") {
  const cx::driver_strengths most = cx::strengths_of(sums_of(15, 400));
  CHECK(sum_of(most, &cx::driver_strength::lmg) == Approx(most.r_squared.value));
  const cx::driver_strengths more = cx::strengths_of(sums_of(16, 400));
  CHECK(std::isnan(more.items[0].lmg.value));
  CHECK_FALSE(more.items[0].lmg.ci.exists());
  CHECK(sum_of(more, &cx::driver_strength::johnson) == Approx(more.r_squared.value));
  const cx::driver_strengths all = cx::strengths_of(sums_of(30, 900));
  CHECK(sum_of(all, &cx::driver_strength::johnson) == Approx(all.r_squared.value));
}

TEST_CASE("the intervals of drivers are the same on any number of threads and in any order",
          "[driver_strengths]") {
  const cx::answer_sheets all = made_up(3, 150);
  const auto found = [&](unsigned threads, std::uint64_t seed = 1) {
    return cx::strengths_of(all, score, names_of(3), cx::driver_base::complete_cases,
                            {.bootstrap = {.replicates = 220, .seed = seed, .threads = threads}});
  };
  const cx::driver_strengths one = found(1);
  const cx::driver_strengths three = found(3);
  for (std::size_t item = 0; item < 3; ++item) {
    CHECK(one.items[item].johnson.ci == three.items[item].johnson.ci);
    CHECK(one.items[item].lmg.standard_error == three.items[item].lmg.standard_error);
    CHECK(one.items[item].johnson.ci.contains(one.items[item].johnson.value));
    CHECK(one.items[item].correlation.ci.contains(one.items[item].correlation.value));
    CHECK(one.items[item].johnson.method == cx::interval_method::bootstrap_percentile);
  }
  CHECK(one.r_squared.ci == three.r_squared.ci);
  CHECK_FALSE(one.r_squared.ci == found(1, 2).r_squared.ci);
}

TEST_CASE("a bootstrap spreads the correlation as Fisher's formula does", "[driver_strengths][simulation]") {
  const cx::driver_strengths found =
      cx::strengths_of(airport("NETPRO", cx::zero_to_ten), cx::nps, airport_items);
  for (const cx::driver_strength& each : found.items) {
    // The standard error of the correlation of normal quantities; answers on a scale are near enough.
    const double r = each.correlation.value;
    const double expected = (1 - r * r) / std::sqrt(static_cast<double>(each.n - 1));
    CHECK(each.correlation.standard_error == Approx(expected).epsilon(0.3));
    CHECK(each.correlation.ci.contains(r));
  }
  CHECK(found.r_squared.ci.width() < 10);
}

TEST_CASE("an interval that too few replicates could tell is everything", "[driver_strengths]") {
  const cx::driver_strengths found = cx::strengths_of(
      made_up(2, 60), score, names_of(2), cx::driver_base::complete_cases, {.bootstrap = {.replicates = 20}});
  CHECK(found.items[0].johnson.ci == cx::interval{0, 100});
  CHECK(found.items[0].correlation.ci == cx::interval{-1, 1});
  CHECK_THROWS_AS(cx::strengths_of(made_up(2, 60), score, names_of(2), cx::driver_base::complete_cases,
                                   {.bootstrap = {.replicates = 0}}),
                  std::invalid_argument);
}

TEST_CASE("the words on drivers never say causes", "[driver_strengths]") {
  for (const cx::driver_strengths& each :
       {cx::strengths_of(sums_of(3, 20)), cx::strengths_of(sums_of(3, 4))}) {
    for (const std::string& remark : each.remarks()) CHECK(remark.find("cause") == remark.npos);
    CHECK(each.remarks().size() == 3);
  }
}

}  // namespace tests_of_driver_strengths
