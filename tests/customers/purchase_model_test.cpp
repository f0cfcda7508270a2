// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/shared_data.hpp"

#include <cxmetrics/customers/purchase_model.hpp>
#include <cxmetrics/customers/spend_model.hpp>

#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_purchase_model {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::golden;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

// "x=2;t_x=30.43" by name.
std::map<std::string, double> arguments_in(const std::string& text) {
  std::map<std::string, double> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t equals = text.find('=', at);
    const std::size_t end = std::min(text.find(';', at), text.size());
    found[text.substr(at, equals - at)] = std::stod(text.substr(equals + 1, end - equals - 1));
    at = end + 1;
  }
  return found;
}

cx::purchase_history history_in(std::map<std::string, double>& of) {
  return {static_cast<std::uint64_t>(of["x"]), of["t_x"], of["T"], of["mean"]};
}

// The published CDNOW summary, or that of the log.
std::vector<cx::purchase_history> cdnow(const std::string& summary) {
  std::vector<cx::purchase_history> found;
  if (summary == "cdnow_published") {
    const auto file = cx::tests::shared_data("cdnow_sample_summary.csv");
    if (!file) return {};
    for (const auto& row : golden{std::ifstream(*file)})
      found.push_back({row.count("x"), row.number("t_x"), row.number("T"), row.number("zbar")});
    return found;
  }
  const auto file = cx::tests::shared_data("cdnow_sample_log.txt");
  if (!file) return {};
  std::vector<cx::purchase> log;
  std::ifstream in(*file);
  std::int64_t master = 0;
  std::int64_t customer = 0;
  int date = 0;
  int discs = 0;
  double amount = 0;
  while (in >> master >> customer >> date >> discs >> amount) {
    log.push_back({customer, std::chrono::year{date / 10000} / (date / 100 % 100) / (date % 100),
                   std::llround(100 * amount)});
  }
  return cx::purchase_histories(log, 1997y / 9 / 30);
}

// Customers as the model says they are.
std::vector<cx::purchase_history> simulated(bool leaves_at_once, int customers, unsigned seed) {
  std::mt19937 random(seed);
  std::gamma_distribution<double> rate(0.8, 1 / 6.0);
  std::gamma_distribution<double> one(1.2, 1);
  std::gamma_distribution<double> other(3.0, 1);
  std::vector<cx::purchase_history> found;
  for (int i = 0; i < customers; ++i) {
    const double lambda = rate(random);
    const double of_leaving = one(random);
    const double p = of_leaving / (of_leaving + other(random));
    std::exponential_distribution<double> gap(lambda);
    std::uniform_real_distribution<double> chance(0, 1);
    cx::purchase_history history{0, 0, 30 + i % 20 * 1.0, 0};
    bool there = !(leaves_at_once && chance(random) < p);
    double now = 0;
    while (there) {
      now += gap(random);
      if (now > history.age) break;
      ++history.repeats;
      history.recency = now;
      there = chance(random) >= p;
    }
    found.push_back(history);
  }
  return found;
}

template <class Fitted>
void check_parameters(const Fitted& found, const golden::row& expected, double tolerance) {
  const std::vector<double> parameters = expected.numbers("estimates");
  CHECK(found.fit.usable());
  CHECK(found.fit.agreeing > 0);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    CHECK_THAT(found.fit.parameters[i].value, WithinRel(parameters[i], tolerance));
    CHECK_THAT(found.model.parameters()[i], WithinRel(parameters[i], tolerance));
  }
  CHECK_THAT(found.fit.log_likelihood, WithinRel(expected.number("log_likelihood"), 1e-8));
}

}  // namespace

TEST_CASE("functions of the purchase models are those of BTYD", "[purchase_model]") {
  for (const auto& row : golden{"clv_functions.csv"}) {
    const std::vector<double> at = row.numbers("parameters");
    auto of = arguments_in(row.text("arguments"));
    const std::string& what = row.text("quantity");
    INFO(what << ' ' << row.text("arguments"));
    const cx::purchase_history history = history_in(of);
    double found = 0;
    if (what.starts_with("gamma_gamma")) {
      const cx::gamma_gamma model{at[0], at[1], at[2]};
      found = what.ends_with("loglik") ? model.log_likelihood(history) : model.expected_spend(history);
    } else if (what == "bg_nbd_pmf") {
      found =
          cx::bg_nbd(at[0], at[1], at[2], at[3]).probability(static_cast<std::uint64_t>(of["x"]), of["t"]);
      // Of large x the reference has lost digits.
      CHECK_THAT(found, WithinRel(row.number("value"), of["x"] > 5 ? 1e-5 : 1e-8));
      continue;
    } else {
      const cx::bg_nbd bg{at[0], at[1], at[2], at[3]};
      const cx::pareto_nbd pareto{at[0], at[1], at[2], at[3]};
      const cx::purchase_model& model =
          what.starts_with("bg") ? static_cast<const cx::purchase_model&>(bg) : pareto;
      found = what.ends_with("loglik")                 ? model.log_likelihood(history)
              : what.ends_with("p_alive")              ? model.probability_alive(history)
              : what.ends_with("conditional_expected") ? model.expected_purchases(of["t"], history)
                                                       : model.expected_purchases(of["t"]);
    }
    CHECK_THAT(found, WithinRel(row.number("value"), 1e-8));
  }
}

TEST_CASE("fits to the CDNOW customers are those of BTYD", "[purchase_model][shared]") {
  std::map<std::string, std::vector<cx::purchase_history>> customers;
  for (const auto& row : golden{"clv_estimates.csv"}) {
    auto& of = customers[row.text("summary")];
    if (of.empty()) of = cdnow(row.text("summary"));
    if (of.empty()) return;
    if (row.text("model") == "bg_nbd") check_parameters(cx::fit_bg_nbd(of), row, 1e-5);
    if (row.text("model") == "pareto_nbd") check_parameters(cx::fit_pareto_nbd(of), row, 1e-5);
    if (row.text("model") == "gamma_gamma") check_parameters(cx::fit_gamma_gamma(of), row, 1e-5);
  }
}

TEST_CASE("fits and standard errors are those of the root of the gradient", "[purchase_model][shared]") {
  for (const auto& row : golden{"clv_estimates_root.csv"}) {
    const auto of = cdnow(row.text("summary"));
    if (of.empty()) return;
    const cx::model_fit fit =
        row.text("model") == "bg_nbd" ? cx::fit_bg_nbd(of).fit : cx::fit_gamma_gamma(of).fit;
    const std::vector<double> parameters = row.numbers("estimates");
    const std::vector<double> errors = row.numbers("se_delta_method");
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      CHECK_THAT(fit.parameters[i].value, WithinRel(parameters[i], 1e-6));
      CHECK_THAT(fit.parameters[i].standard_error, WithinRel(errors[i], 1e-5));
    }
    CHECK_THAT(fit.log_likelihood, WithinRel(row.number("log_likelihood"), 1e-8));
  }
}

TEST_CASE("MBG/NBD finds what its customers were drawn from, and says of one-timers that they may be gone",
          "[purchase_model]") {
  const auto customers = simulated(true, 40'000, 5);
  const auto found = cx::fit_mbg_nbd(customers);
  CHECK(found.fit.usable());
  const double truth[] = {0.8, 6, 1.2, 3};
  for (std::size_t i = 0; i < 4; ++i) {
    const cx::estimate& parameter = found.fit.parameters[i];
    INFO(cx::mbg_nbd::parameter_names[i] << ' ' << parameter.value);
    CHECK(std::abs(parameter.value - truth[i]) < 4 * parameter.standard_error);
  }
  const cx::purchase_history one_timer{0, 0, 40, 0};
  CHECK(found.model.probability_alive(one_timer) < 0.9);
  CHECK(found.model.probability_alive(one_timer) < found.model.probability_alive({0, 0, 4, 0}));
  CHECK(cx::bg_nbd(0.8, 6, 1.2, 3).probability_alive(one_timer) == 1);
  // BG/NBD fits its own customers better.
  const auto others = simulated(false, 20'000, 6);
  CHECK(cx::fit_bg_nbd(others).fit.log_likelihood > cx::fit_mbg_nbd(others).fit.log_likelihood);
}

TEST_CASE("the probabilities of all numbers of purchases add up to 1, and their mean is the one expected",
          "[purchase_model]") {
  const cx::bg_nbd model{0.8, 6, 1.2, 3};
  double sum = 0;
  double mean = 0;
  for (std::uint64_t n = 0; n < 400; ++n) {
    const double probability = model.probability(n, 20);
    sum += probability;
    mean += static_cast<double>(n) * probability;
  }
  CHECK_THAT(sum, WithinRel(1.0, 1e-10));
  CHECK_THAT(mean, WithinRel(model.expected_purchases(20), 1e-8));
  CHECK(model.probability(0, 0) == 1);
  CHECK(model.probability(3, 0) == 0);
}

TEST_CASE("the time before is no different from the time to come where nothing is known",
          "[purchase_model]") {
  const cx::bg_nbd bg{0.8, 6, 1.2, 3};
  const cx::mbg_nbd mbg{0.8, 6, 1.2, 3};
  const cx::pareto_nbd pareto{0.8, 6, 1.2, 9};
  for (const cx::purchase_model* model :
       {static_cast<const cx::purchase_model*>(&bg), static_cast<const cx::purchase_model*>(&mbg),
        static_cast<const cx::purchase_model*>(&pareto)}) {
    INFO(model->name());
    CHECK(model->expected_purchases(0) == 0);
    CHECK(model->expected_purchases(10) < model->expected_purchases(20));
    CHECK_THAT(model->expected_purchases(7, {}), WithinRel(model->expected_purchases(7), 1e-14));
    CHECK_THROWS_AS(model->probability_alive({1, 5, 4, 0}), std::invalid_argument);
    CHECK_THROWS_AS(model->probability_alive({0, 1, 4, 0}), std::invalid_argument);
    CHECK_THROWS_AS(model->expected_purchases(-1), std::invalid_argument);
  }
}

TEST_CASE("formulas pass over the points where a denominator is 0", "[purchase_model]") {
  const auto at = [](double a) { return cx::bg_nbd(0.8, 6, a, 3).expected_purchases(20, {3, 8, 12, 0}); };
  CHECK_THAT(at(1), WithinRel((at(0.999) + at(1.001)) / 2, 1e-5));
  const auto pareto = [](double s) { return cx::pareto_nbd(0.8, 6, s, 9).expected_purchases(20); };
  CHECK_THAT(pareto(1), WithinRel((pareto(0.999) + pareto(1.001)) / 2, 1e-5));
  // Equal alpha and beta, and one above the other, meet.
  const cx::purchase_history of{3, 8, 12, 0};
  CHECK_THAT(cx::pareto_nbd(0.8, 6, 1.2, 6.0001).log_likelihood(of),
             WithinRel(cx::pareto_nbd(0.8, 6, 1.2, 5.9999).log_likelihood(of), 1e-4));
}

TEST_CASE("what purchases do not tell is not called identified", "[purchase_model]") {
  const std::vector<cx::purchase_history> alike(20, {1, 2, 10, 5});
  CHECK_FALSE(cx::fit_bg_nbd(alike).fit.usable());
  CHECK_FALSE(cx::fit_gamma_gamma(alike).fit.usable());
  const std::vector<cx::purchase_history> never(50, {0, 0, 10, 0});
  CHECK_FALSE(cx::fit_bg_nbd(never).fit.usable());
  CHECK_FALSE(cx::fit_pareto_nbd(never).fit.usable());
  CHECK_THROWS_AS(cx::fit_gamma_gamma(never), std::invalid_argument);
  CHECK_THROWS_AS(cx::fit_bg_nbd({}), std::invalid_argument);
  CHECK_THROWS_AS(cx::fit_mbg_nbd(std::vector<cx::purchase_history>{{1, 5, 4, 0}}), std::invalid_argument);
  CHECK_THROWS_AS(cx::fit_gamma_gamma(std::vector<cx::purchase_history>{{1, 2, 4, 0}}),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::bg_nbd(1, 1, 0, 1), std::invalid_argument);
}

}  // namespace tests_of_purchase_model
