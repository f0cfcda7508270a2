// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// One index of effectiveness, ease and emotion, of each respondent, and whether the three belong together.
#include "expect.hpp"

#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/answer_sheets_of.hpp>
#include <cxmetrics/survey/composite.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace cx = cxmetrics;

struct person {
  int effectiveness;
  int ease;
  std::optional<int> emotion;
};

int main() {
  std::vector<person> people(40, {5, 4, 4});
  people.insert(people.end(), 30, {4, 4, 5});
  people.insert(people.end(), 20, {2, 1, 2});
  people.insert(people.end(), 10, {3, 4, std::nullopt});
  const cx::answer_sheets sheets =
      cx::answer_sheets_of({cx::one_to_five, cx::one_to_five, cx::one_to_five}, people,
                           &person::effectiveness, &person::ease, &person::emotion);

  const cx::composite index = cx::composite{{{"effectiveness", cx::percent_of_maximum(cx::one_to_five), 0.5},
                                             {"ease", cx::percent_of_maximum(cx::one_to_five), 0.3},
                                             {"emotion", cx::percent_of_maximum(cx::one_to_five), 0.2}}};
  const cx::index_result result = cx::index_of(index, sheets);
  expect(fmt::format("index {}, {} left out", result.value, result.left_out),
         "index 69.4 % [63.6, 75.3] (n = 90), 10 left out");
  const std::vector<cx::index_band> bands = cx::customary_bands();
  expect(fmt::format("{}: from {} to {}", cx::band_of(result.value.value, bands),
                     cx::band_of(result.value.ci.low, bands), cx::band_of(result.value.ci.high, bands)),
         "OK: from poor to good");

  const cx::reliability alpha = cx::cronbach_alpha(index, sheets);
  expect(fmt::format("alpha {:.2f} [{:.2f}, {:.2f}]", alpha.alpha, alpha.ci.low, alpha.ci.high),
         "alpha 0.94 [0.92, 0.96]");

  // The preset has net scores of the same questions, in points.
  expect(fmt::format("net {}", cx::index_of(cx::effectiveness_ease_emotion(), sheets).value),
         "net 55.6 [38.0, 73.1] (n = 90)");

  // From the answers to each question alone, nobody knows how those of a person go together: no interval.
  const std::vector<cx::tally> tallies{sheets.of_item(0), sheets.of_item(1), sheets.of_item(2)};
  expect(fmt::format("{}", cx::index_of(index, tallies)), "68.7 % (n = 90)");
}
