// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/cxmetrics.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace tests_of_cxmetrics {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

TEST_CASE("one header is enough to compute every metric", "[cxmetrics]") {
  struct answer {
    std::string segment;
    cx::day on;
    std::optional<int> score;
  };
  const std::vector<answer> answers{
      {"a", 2024y / 3 / 1, 10}, {"a", 2024y / 4 / 1, 4}, {"b", 2024y / 4 / 2, 7}};
  const auto by = cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment,
                                 [](const answer& a) { return cx::month_of(a.on); });
  CHECK(by.size() == 3);
  CHECK(cx::nps(by.total()).value == 0);

  struct customer {
    cx::day since;
    std::optional<cx::day> until;
  };
  const std::vector<customer> customers{{2024y / 1 / 1, 2024y / 3 / 9}, {2024y / 1 / 1, std::nullopt}};
  const auto flow = cx::flow_of(cx::month_of(2024y / 3 / 1), customers, &customer::since, &customer::until);
  CHECK(cx::churn_rate(flow).value == 50);

  const cx::difference change =
      cx::compare(cx::csat(std::vector<int>{5, 5}), cx::csat(std::vector<int>{1, 5}));
  CHECK(change.value == -50);
}

TEST_CASE("that header includes every header of the rooms that compute", "[cxmetrics]") {
  const auto folder = std::filesystem::path(CXMETRICS_TEST_DATA) / "../../include";
  std::vector<std::string> there;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = std::filesystem::relative(entry.path(), folder).generic_string();
    if (entry.is_directory() || name == "cxmetrics/cxmetrics.hpp") continue;
    const auto in = [&](const std::string& room) { return name.starts_with("cxmetrics/" + room + "/"); };
    if (!in("input") && !in("report") && !in("detail")) there.push_back("#include <" + name + ">");
  }
  std::sort(there.begin(), there.end());

  std::vector<std::string> included;
  std::ifstream header(folder / "cxmetrics/cxmetrics.hpp");
  for (std::string line; std::getline(header, line);) {
    if (line.starts_with("#include")) included.push_back(line);
  }
  CHECK(included == there);
}

}  // namespace tests_of_cxmetrics
