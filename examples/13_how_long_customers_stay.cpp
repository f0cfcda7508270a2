// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The share of customers still there after so long, where most still are, and a picture of it:
// 13_how_long_customers_stay FOLDER.
#include "expect.hpp"

#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/lifetimes_of.hpp>
#include <cxmetrics/customers/survival.hpp>
#include <cxmetrics/customers/survival_test.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/survival_table.hpp>
#include <cxmetrics/report/write_file.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct customer {
  std::string plan;
  cx::day since;
  std::optional<cx::day> until;
};

std::vector<customer> customers() {
  std::vector<customer> result;
  int turn = 1;
  for (cx::day day{2023y / 1 / 1}; day < cx::day{2025y / 1 / 1}; day += std::chrono::days{2}) {
    for (const std::string plan : {"monthly", "yearly"}) {
      turn = (turn * 1103 + 377) % 10007;
      result.push_back({plan, day, day + std::chrono::days{30 + turn % 600 * (plan == "yearly" ? 3 : 1)}});
    }
  }
  return result;
}

int main(int count, char** words) {
  const std::filesystem::path folder = count > 1 ? words[1] : std::filesystem::temp_directory_path();
  // Who leaves later is still there, as far as anybody knows.
  const cx::observation observed{.as_of = 2024y / 12 / 31};
  const cx::lifetimes all = cx::lifetimes_of(customers(), &customer::since, &customer::until, observed);
  expect(fmt::format("{} customers, of whom {} left", all.customers(), all.left()),
         "732 customers, of whom 255 left");

  const cx::curve stay = cx::kaplan_meier(all);
  expect(fmt::format("after a year: {}", stay.at(365)), "after a year: 65.2 % [60.8, 69.2] (n = 240)");
  expect(fmt::format("half are gone after {:.0f} days", cx::time_until_gone(stay).value),
         "half are gone after 479 days");
  expect(fmt::format("days as a customer in the first year: {}", cx::restricted_mean(stay, 365)),
         "days as a customer in the first year: 308.36 [300.81, 315.91] (n = 732)");

  const auto record = [&](cx::lifetimes& into, const customer& each) {
    into.record(cx::spell{each.since, each.until}, observed);
  };
  const auto by = cx::break_down(cx::lifetimes{}, customers(), record, cx::by(&customer::plan));
  const std::vector<cx::lifetimes> plans{*by.find("monthly"), *by.find("yearly")};
  const cx::survival_test test = cx::compare_survival(plans);
  expect(fmt::format("log-rank: chi-squared {:.1f}, p < 0.001: {}", test.chi_squared, test.p_value < 0.001),
         "log-rank: chi-squared 137.6, p < 0.001: true");
  cx::write_file((folder / "survival.svg").string(), cx::curve_chart(cx::make_table(by, {"plan"})));
}
