// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Answers in records of one's own, some of them missing, some written as codes.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

struct answer {
  std::string segment;
  cx::day on;
  std::optional<int> score;  // nothing: asked, but did not answer
};

const std::vector<answer> answers{{"retail", 2024y / 3 / 4, 10},
                                  {"retail", 2024y / 3 / 4, std::nullopt},
                                  {"business", 2024y / 3 / 5, 3},
                                  {"business", 2024y / 3 / 9, 9}};

int main() {
  const cx::tally tally = cx::tally_of(cx::zero_to_ten, answers, &answer::score);
  expect(fmt::format("{} asked, {} answered, {} missing", tally.asked(), tally.answered(), tally.missing()),
         "4 asked, 3 answered, 1 missing");

  // Both say the same.
  expect(fmt::format("NPS {}", cx::nps(tally)), "NPS 33.3 [-58.5, 87.7] (n = 3)");
  expect(fmt::format("NPS {}", cx::nps(answers, &answer::score)), "NPS 33.3 [-58.5, 87.7] (n = 3)");

  // Exports often say 99 for "no answer", and hold scores that no scale has. By default those throw.
  const std::vector<int> exported{10, 99, 7, 12, 0};
  const cx::tally cleaned =
      cx::tally_of(cx::zero_to_ten, exported, {.off_scale = cx::off_scale_answers::count, .missing = {99}});
  expect(fmt::format("{} asked = {} answered + {} missing + {} off the scale", cleaned.asked(),
                     cleaned.answered(), cleaned.missing(), cleaned.off_scale()),
         "5 asked = 3 answered + 1 missing + 1 off the scale");
}
