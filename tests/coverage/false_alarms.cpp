// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "draws.hpp"
#include "hotels.hpp"
#include "tables.hpp"

#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/paired_test.hpp>
#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <functional>

namespace cxmetrics::tests {
namespace {

constexpr int rounds = 10'000;

// How often out of all rounds `alarm` is true, in per cent.
std::string rate_of(std::uint64_t seed, const std::function<bool(draws&)>& alarm) {
  draws random(seed);
  int alarms = 0;
  for (int round = 0; round < rounds; ++round) alarms += alarm(random);
  return fmt::format("{:.1f}", 100.0 * alarms / rounds);
}

struct contender {
  comparison_method method;
  interval_method of_each = interval_method::standard;  // of the two estimates

  std::string name() const {
    if (of_each == interval_method::standard) return std::string(name_of(method));
    return fmt::format("{} of {}", name_of(method), name_of(of_each));
  }
};

struct population {
  std::string name;
  std::vector<double> shares;
  int n_before;
  int n_after;
};

std::string table_of(const std::vector<double>& worths, const std::vector<contender>& contenders,
                     const std::vector<population>& populations) {
  std::vector<std::string> head{"method"};
  for (const population& each : populations) head.push_back(each.name);
  markdown_table table(head);
  for (const contender& contender : contenders) {
    const estimate_options options{.method = contender.of_each};
    std::vector<std::string> row{contender.name()};
    std::uint64_t seed = 1;
    for (const population& each : populations) {
      row.push_back(rate_of(seed++, [&](draws& random) {
        const auto before = random.answers(worths, each.shares, each.n_before);
        const auto after = random.answers(worths, each.shares, each.n_after);
        return compare(estimate_of(before, unit::score, options), estimate_of(after, unit::score, options),
                       contender.method)
            .significant();
      }));
    }
    table.add(row);
  }
  return table.text();
}

}  // namespace

std::string false_alarms_of_net_scores() {
  using method = comparison_method;
  const std::vector<double> usual{0.2, 0.3, 0.5};
  const std::vector<double> skewed{0.05, 0.1, 0.85};
  return table_of({-100, 0, 100},
                  {{method::square_and_add},
                   {method::adjusted_wald},
                   {method::welch},
                   {method::student},
                   {method::wald},
                   {method::chi_squared},
                   {method::g}},
                  {{"20/30/50 %, n = 10", usual, 10, 10},
                   {"n = 30", usual, 30, 30},
                   {"n = 100", usual, 100, 100},
                   {"n = 20 and 200", usual, 20, 200},
                   {"5/10/85 %, n = 10", skewed, 10, 10},
                   {"n = 30", skewed, 30, 30},
                   {"n = 100", skewed, 100, 100}});
}

std::string false_alarms_of_shares() {
  using method = comparison_method;
  const std::vector<double> even{0.5, 0.5};
  const std::vector<double> high{0.1, 0.9};
  return table_of({0, 100},
                  {{method::newcombe},
                   {method::agresti_caffo},
                   {method::two_proportion_z},
                   {method::chi_squared_yates},
                   {method::fisher_exact},
                   {method::wald},
                   {method::welch}},
                  {{"50 %, n = 10", even, 10, 10},
                   {"n = 30", even, 30, 30},
                   {"n = 100", even, 100, 100},
                   {"90 %, n = 10", high, 10, 10},
                   {"n = 30", high, 30, 30},
                   {"n = 100", high, 100, 100},
                   {"n = 20 and 200", high, 20, 200}});
}

std::string false_alarms_of_means() {
  using method = comparison_method;
  const std::vector<double> flat{0.2, 0.2, 0.2, 0.2, 0.2};
  const std::vector<double> skewed{0.03, 0.03, 0.05, 0.19, 0.7};
  return table_of({1, 2, 3, 4, 5},
                  {{method::square_and_add},
                   {method::square_and_add, interval_method::student_t},
                   {method::welch},
                   {method::student},
                   {method::wald}},
                  {{"flat, n = 10", flat, 10, 10},
                   {"n = 30", flat, 30, 30},
                   {"skewed, n = 10", skewed, 10, 10},
                   {"n = 30", skewed, 30, 30},
                   {"n = 100", skewed, 100, 100},
                   {"n = 20 and 200", skewed, 20, 200}});
}

std::string false_alarms_of_dependent_samples() {
  const std::vector<double> worths{-100, 0, 100};
  const std::vector<double> shares{0.2, 0.3, 0.5};
  const auto estimated = [](const distribution& answers) { return estimate_of(answers, unit::points); };
  const auto together = [&](distribution one, const distribution& other) {
    for (std::size_t i = 0; i < other.size(); ++i) one.add(other.worth(i), other.count(i));
    return one;
  };
  markdown_table table({"samples", "right", "as if independent"});

  const auto part_and_whole = [&](bool right) {
    return rate_of(21, [&, right](draws& random) {
      const auto part = random.answers(worths, shares, 60);
      const auto whole = together(part, random.answers(worths, shares, 90));
      return (right ? compare_with_whole(estimated(part), estimated(whole))
                    : compare(estimated(whole), estimated(part)))
          .significant();
    });
  };
  table.add({"a part of 60 and the whole of 150", part_and_whole(true), part_and_whole(false)});

  const auto windows = [&](bool right) {
    return rate_of(22, [&, right](draws& random) {
      const auto overlap = random.answers(worths, shares, 60);
      const auto before = together(overlap, random.answers(worths, shares, 30));
      const auto after = together(overlap, random.answers(worths, shares, 30));
      return (right ? compare_overlapping(estimated(before), estimated(after), estimated(overlap))
                    : compare(estimated(before), estimated(after)))
          .significant();
    });
  };
  table.add({"windows of 90 that share 60", windows(true), windows(false)});

  const auto pairs = [&](bool right, interval_method method) {
    return rate_of(23, [&, right, method](draws& random) {
      // Two of three people answer as before, the third anew.
      std::array<std::uint64_t, 5> changes{};
      distribution before;
      distribution after;
      for (int i = 0; i < 60; ++i) {
        const std::size_t first = random.place_in(shares);
        const std::size_t second = i % 3 == 0 ? random.place_in(shares) : first;
        before.add(worths[first], 1);
        after.add(worths[second], 1);
        ++changes[second + 2 - first];
      }
      constexpr std::array steps{-200.0, -100.0, 0.0, 100.0, 200.0};
      return (right ? paired_test(steps, changes, unit::points, {.method = method})
                    : compare(estimated(before), estimated(after)))
          .significant();
    });
  };
  table.add(
      {"60 people twice, score", pairs(true, interval_method::score), pairs(false, interval_method::score)});
  table.add({"60 people twice, t", pairs(true, interval_method::student_t),
             pairs(false, interval_method::student_t)});

  const auto domains = [](bool right) {
    return rate_of(24, [right](draws& random) {
      const auto by = break_down(zero_to_ten, guests_of(mixed_hotels, 12, random),
                                 weighted(&guest::score, &guest::stands_for), &guest::country, &guest::hotel,
                                 &guest::leisure);
      const auto asked = design_of(by).strata<0>().clusters<1>();
      const auto work = asked.only<2>(false);
      const auto leisure = asked.only<2>(true);
      return (right ? compare(nps, work, leisure) : compare(nps(work), nps(leisure))).significant();
    });
  };
  table.add({"work and leisure guests of 12 hotels", domains(true), domains(false)});
  return table.text();
}

std::string false_alarms_of_many() {
  // Twenty segments against the month before: none changed, or five did.
  markdown_table table({"adjustment", "any false alarm, none changed", "changes found", "false among found"});
  const std::vector<double> worths{-100, 0, 100};
  const std::vector<double> shares{0.2, 0.3, 0.5};
  const std::vector<double> worse{0.4, 0.3, 0.3};
  constexpr int segments = 20;
  constexpr int families = 1000;
  const auto p_values = [&](draws& random, int changed) {
    std::vector<double> result;
    for (int i = 0; i < segments; ++i) {
      const auto before = random.answers(worths, shares, 100);
      const auto after = random.answers(worths, i < changed ? worse : shares, 100);
      result.push_back(compare(estimate_of(before, unit::points), estimate_of(after, unit::points)).p_value);
    }
    return result;
  };
  // The same families for every adjustment.
  std::vector<std::vector<double>> unchanged;
  std::vector<std::vector<double>> mixed;
  draws random(31);
  for (int family = 0; family < families; ++family) {
    unchanged.push_back(p_values(random, 0));
    mixed.push_back(p_values(random, 5));
  }
  for (const adjustment adjustment :
       {adjustment::none, adjustment::bonferroni, adjustment::holm, adjustment::hochberg, adjustment::hommel,
        adjustment::benjamini_hochberg, adjustment::benjamini_yekutieli}) {
    int any = 0;
    int found = 0;
    double false_share = 0;
    for (int family = 0; family < families; ++family) {
      const auto place = static_cast<std::size_t>(family);
      bool alarm = false;
      for (const double p : adjusted(unchanged[place], adjustment)) alarm = alarm || p < 0.05;
      any += alarm;
      int right = 0;
      int wrong = 0;
      const auto p = adjusted(mixed[place], adjustment);
      for (std::size_t i = 0; i < p.size(); ++i) {
        if (p[i] < 0.05) ++(i < 5 ? right : wrong);
      }
      found += right;
      if (wrong > 0) false_share += static_cast<double>(wrong) / (right + wrong);
    }
    table.add({std::string(name_of(adjustment)), fmt::format("{:.1f}", 100.0 * any / families),
               fmt::format("{:.1f}", 100.0 * found / (5.0 * families)),
               fmt::format("{:.1f}", 100.0 * false_share / families)});
  }
  return table.text();
}

}  // namespace cxmetrics::tests
