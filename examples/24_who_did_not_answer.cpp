// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// How many answered, what those who did not could have said, and who answered without care.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/answer_sheets_of.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/response.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cx = cxmetrics;

struct answer {
  std::optional<int> ease;
  std::optional<int> mood;
  std::optional<int> trust;
  unsigned seconds;
  std::string comment;
};

int main() {
  // 300 were asked whether they would recommend us, and 90 answered.
  cx::tally scores{cx::zero_to_ten};
  scores.record(10, 50);
  scores.record(8, 25);
  scores.record(3, 15);
  scores.record_missing(210);
  expect(fmt::format("{} answered", cx::answered_of(scores).share), "30.0 % [25.1, 35.4] (n = 300) answered");
  const cx::silent_bounds bounds = cx::bounds_of(cx::nps, scores);
  expect(fmt::format("NPS {} of who answered", bounds.answered),
         "NPS 38.9 [22.1, 53.2] (n = 90) of who answered");
  expect(fmt::format("{:.1f} to {:.1f} of all, whatever the silent think", bounds.lowest.value,
                     bounds.highest.value),
         "-58.3 to 81.7 of all, whatever the silent think");

  const std::vector<answer> answers{{5, 5, 5, 12, "good"},
                                    {4, 2, 5, 95, "The queue at the till was far too long"},
                                    {4, 3, 4, 120, "the queue at the till was far too long"},
                                    {2, 3, std::nullopt, 88, ""},
                                    {3, 1, 4, 101, "You can tell that people there like what they do"}};
  const cx::answer_sheets sheets =
      cx::answer_sheets_of({cx::one_to_five, cx::one_to_five, cx::one_to_five}, answers, &answer::ease,
                           &answer::mood, &answer::trust);
  cx::response_log log;
  for (const answer& each : answers) {
    log.record_duration(each.seconds);
    log.record_text(each.comment);
  }
  expect(fmt::format("{} of {} answered all", cx::completed_of(sheets).count, sheets.people()),
         "4 of 5 answered all");
  expect(fmt::format("straight-lining: {}", cx::straight_lining_in(sheets)->count), "straight-lining: 1");
  expect(fmt::format("faster than a third of {:.0f} s: {}", cx::median_duration(log),
                     cx::speeding_in(log, cx::median_duration(log) / 3).count),
         "faster than a third of 95 s: 1");
  expect(fmt::format("repeated texts: {}", cx::repeated_texts_in(log).count), "repeated texts: 2");
}
