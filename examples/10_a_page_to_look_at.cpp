// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A page with charts from an application's own records, and a chart alone: 10_a_page_to_look_at FOLDER.
#include "expect.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/write_file.hpp>
#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct rating {
  std::string shop;
  cx::day on;
  int score;
};

// Three answers a day and shop for a year; Delft grows better from summer on, and Ghent is closed in May.
std::vector<rating> ratings() {
  std::vector<rating> result;
  int turn = 0;
  for (cx::day day{2024y / 1 / 1}; day < cx::day{2025y / 1 / 1}; day += std::chrono::days{1}) {
    for (const std::string shop : {"Antwerp", "Delft", "Ghent"}) {
      if (shop == "Ghent" && cx::month_of(day) == cx::month_of(cx::day{2024y / 5 / 1})) continue;
      const int lift = shop == "Delft" && day >= cx::day{2024y / 7 / 1} ? 2 : 0;
      for (int answer = 0; answer < 3; ++answer) {
        turn = (turn * 1103 + 377) % 10007;
        result.push_back({shop, day, std::min(10, 3 + lift + turn % 8)});
      }
    }
  }
  return result;
}

int main(int count, char** words) {
  const std::filesystem::path folder = count > 1 ? words[1] : std::filesystem::temp_directory_path();
  const auto by = cx::break_down(cx::zero_to_ten, ratings(), &rating::score, &rating::shop,
                                 [](const rating& r) { return cx::month_of(r.on); });
  cx::table table = cx::make_table(cx::nps, by, {"shop", "period"});
  cx::mark_significance(table);
  cx::write_file((folder / "report.html").string(), cx::to_html({table}, {.title = "Three shops"}));

  const cx::table& months = table.margins.back();
  cx::write_file((folder / "trend.svg").string(), cx::trend_chart(months));
  cx::write_file((folder / "heatmap.svg").string(), cx::heatmap_chart(table));
  expect(fmt::format("NPS {}", table.total->result()), "NPS -17.8 [-20.7, -14.8] (n = 3,201)");
}
