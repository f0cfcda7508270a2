// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Why customers leave, as parts of one rate, and a picture of it: 14_churn_by_reason FOLDER.
#include "expect.hpp"

#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/customers/competing_risks.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/reason_table.hpp>
#include <cxmetrics/report/write_file.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

const std::vector<std::string> reasons{"price", "service", "moved away"};

// 400 customers at the start of a year, most of whom leave in it.
std::vector<cx::reasoned_spell> customers() {
  std::vector<cx::reasoned_spell> result;
  int turn = 1;
  for (int i = 0; i < 400; ++i) {
    turn = (turn * 1103 + 377) % 10007;
    const cx::day since = cx::day{2023y / 12 / 1} - std::chrono::days{turn % 100};
    const cx::day until = cx::day{2024y / 1 / 1} + std::chrono::days{turn % 900};
    result.push_back(
        {cx::spell{since, until}, reasons[static_cast<std::size_t>(turn % 7 < 4 ? 0 : turn % 3)]});
  }
  return result;
}

int main(int count, char** words) {
  const std::filesystem::path folder = count > 1 ? words[1] : std::filesystem::temp_directory_path();
  cx::churn_reasons lost{cx::periods_of(cx::granularity::quarter, cx::year_of(2024y / 1 / 1))};
  cx::lifetimes lifetimes{cx::granularity::day, reasons.size()};
  for (const cx::reasoned_spell& each : customers()) {
    lost.record(each);
    const auto cause = std::find(reasons.begin(), reasons.end(), each.reason) - reasons.begin();
    lifetimes.record(each.days, {.as_of = 2024y / 12 / 31, .since = 2024y / 1 / 1},
                     static_cast<std::size_t>(cause));
  }

  const cx::reasons_of_period first = lost.by_period().front();
  expect(fmt::format("{}: {} of {} customers lost", first.period, first.churned, first.at_start),
         "2024-Q1: 50 of 400 customers lost");
  for (const std::string& reason : reasons) {
    fmt::print("  {}: {}\n", reason, cx::churn_for(first, reason));
  }
  expect(fmt::format("for the price: {}", cx::churn_for(first, "price")),
         "for the price: 8.8 % [6.4, 11.9] (n = 400)");

  // What a customer will have been lost for, and when.
  const std::vector<cx::curve> left = cx::aalen_johansen(lifetimes);
  expect(fmt::format("lost for the price after 300 days: {}", left[0].at(300)),
         "lost for the price after 300 days: 25.8 % [19.4, 32.7] (n = 282)");
  cx::write_file((folder / "reasons.svg").string(), cx::reasons_chart(cx::make_table(lost)));
}
