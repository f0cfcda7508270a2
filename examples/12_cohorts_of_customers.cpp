// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// How many of those who joined in a month stay, by age, and a picture of it: 12_cohorts_of_customers FOLDER.
#include "expect.hpp"

#include <cxmetrics/customers/cohort_retention.hpp>
#include <cxmetrics/customers/cohorts_of.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/cohort_table.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/write_file.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct customer {
  cx::day since;
  std::optional<cx::day> until;
};

// Two join each day of the first half of a year; who joins from April on leaves half as fast.
std::vector<customer> customers() {
  std::vector<customer> result;
  int turn = 1;
  for (cx::day day{2024y / 1 / 1}; day < cx::day{2024y / 7 / 1}; day += std::chrono::days{1}) {
    for (int i = 0; i < 2; ++i) {
      turn = (turn * 1103 + 377) % 10007;
      const int stay = 5 + turn % 200 * (day < cx::day{2024y / 4 / 1} ? 1 : 2);
      result.push_back({day, day + std::chrono::days{stay}});
    }
  }
  return result;
}

int main(int count, char** words) {
  const std::filesystem::path folder = count > 1 ? words[1] : std::filesystem::temp_directory_path();
  const auto months = cx::periods_of(cx::granularity::month, cx::year_of(2024y / 1 / 1));
  const cx::day as_of = 2024y / 9 / 15;
  const cx::customer_cohorts cohorts =
      cx::cohorts_of(months, customers(), &customer::since, &customer::until, as_of);

  const cx::cohort january = cohorts.cohorts().front();
  expect(fmt::format("of {} who joined in {}, after 3 months: {}", january.customers, january.joined,
                     cx::retention_of(january.cells[3])),
         "of 62 who joined in 2024-01, after 3 months: 56.5 % [44.1, 68.1] (n = 62)");

  // All cohorts together, but only those that have had that age.
  const cx::curve pooled = cx::pooled_retention(cohorts.cohorts());
  expect(fmt::format("of all, after 3 months: {}", pooled.at(3)),
         "of all, after 3 months: 62.5 % [56.9, 67.8] (n = 304)");
  expect(fmt::format("of all, after 7 months: {}", pooled.at(7)),
         "of all, after 7 months: 0.0 % [0.0, 5.8] (n = 62)");

  for (const cx::cohort_pair& pair : cx::compare_cohorts(cohorts.cohorts(), 3)) {
    if (pair.before != january.joined || pair.adjusted_p_value > 0.05) continue;
    expect(fmt::format("{} keeps more than {}: {}", pair.after, pair.before, pair.found),
           "2024-04 keeps more than 2024-01: +23.5 pp [7.0, 38.4] (p = 0.005)");
    break;
  }
  cx::write_file((folder / "retention.svg").string(), cx::heatmap_chart(cx::make_table(cohorts)));
}
