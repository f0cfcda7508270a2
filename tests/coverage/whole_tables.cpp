// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "draws.hpp"
#include "whole_tables.hpp"

#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <thread>

namespace cxmetrics::tests {
namespace {

constexpr int months = 6;
constexpr int segments = 8;

bool any_marked(const std::vector<double>& p_values) {
  const auto raised = adjusted(p_values, adjustment::holm);
  return std::any_of(raised.begin(), raised.end(), [](double p) { return p < 0.05; });
}

// Which reports of so many have a false mark: of changes, and against the rest; for each way to mark.
using marked = std::vector<std::array<bool, 2>>;

std::vector<false_marks> share_of(int reports, std::size_t ways,
                                  const std::function<marked(draws&)>& report) {
  const auto threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::vector<std::array<int, 2>>> counts(threads, std::vector<std::array<int, 2>>(ways));
  {
    std::vector<std::jthread> running;
    for (unsigned thread = 0; thread < threads; ++thread) {
      running.emplace_back([&, thread] {
        for (int i = static_cast<int>(thread); i < reports; i += static_cast<int>(threads)) {
          draws random(static_cast<std::uint64_t>(i) + 1);
          const marked found = report(random);
          for (std::size_t way = 0; way < ways; ++way) {
            counts[thread][way][0] += found[way][0];
            counts[thread][way][1] += found[way][1];
          }
        }
      });
    }
  }
  std::vector<false_marks> result(ways, {0, 0});
  for (const auto& of_thread : counts) {
    for (std::size_t way = 0; way < ways; ++way) {
      result[way].of_changes += 100.0 * of_thread[way][0] / reports;
      result[way].against_rest += 100.0 * of_thread[way][1] / reports;
    }
  }
  return result;
}

int drawn_size(draws& random, cell_size size) {
  return size.least + static_cast<int>(random.below(static_cast<std::size_t>(size.most - size.least + 1)));
}

distribution without(const distribution& all, const distribution& part) {
  distribution rest;
  for (std::size_t i = 0; i < all.size(); ++i) rest.add(all.worth(i), all.count(i) - part.count(i));
  return rest;
}

// For each month, and in it for each segment.
using cells_of_report = std::vector<std::vector<distribution>>;

// The p-values of a report: of changes, month by month from the second one, and against the rest.
struct p_values {
  std::vector<double> changes;
  std::vector<double> against_rest;
};

p_values p_values_of(const cells_of_report& cells, const marking& marking) {
  p_values found;
  const auto p_value = [&](const distribution& before, const distribution& after) {
    const estimate_options options{.method = marking.of_each};
    return compare(estimate_of(before, unit::score, options), estimate_of(after, unit::score, options)).*
           marking.p_value;
  };
  for (std::size_t month = 0; month < cells.size(); ++month) {
    distribution all;
    for (const distribution& cell : cells[month]) {
      for (std::size_t i = 0; i < cell.size(); ++i) all.add(cell.worth(i), cell.count(i));
    }
    for (std::size_t segment = 0; segment < cells[month].size(); ++segment) {
      const distribution& here = cells[month][segment];
      if (month > 0) found.changes.push_back(p_value(cells[month - 1][segment], here));
      found.against_rest.push_back(p_value(without(all, here), here));
    }
  }
  return found;
}

marked marked_in_report(const noise& noise, cell_size size, const std::vector<marking>& markings,
                        draws& random) {
  cells_of_report cells(months);
  for (auto& month : cells) {
    for (int segment = 0; segment < segments; ++segment) {
      month.push_back(random.answers(noise.worths, noise.shares, drawn_size(random, size)));
    }
  }
  marked result;
  for (const marking& marking : markings) {
    const p_values found = p_values_of(cells, marking);
    result.push_back({any_marked(found.changes), any_marked(found.against_rest)});
  }
  return result;
}

struct weighted_answer {
  int score;
  double weight;
  int month;
  int segment;
  int hotel = 0;
};

metric metric_of(const noise& noise) {
  const scale scale{0, static_cast<int>(noise.worths.size()) - 1};
  return metric(scale, [&](int score) { return noise.worths[static_cast<std::size_t>(score)]; });
}

// Segments and months are domains of one design.
template <class Design>
marked marked_in_design(const metric& metric, const Design& design) {
  std::vector<double> changes;
  std::vector<double> against_rest;
  for (int month = 0; month < months; ++month) {
    for (int segment = 0; segment < segments; ++segment) {
      const auto is = [&](int of_month, bool here) {
        return design.within([=](const auto& key) {
          return std::get<0>(key) == of_month && (std::get<1>(key) == segment) == here;
        });
      };
      const auto here = is(month, true);
      if (month > 0) changes.push_back(compare(metric, is(month - 1, true), here).mark_p_value);
      against_rest.push_back(compare(metric, is(month, false), here).mark_p_value);
    }
  }
  return {{any_marked(changes), any_marked(against_rest)}};
}

marked marked_in_weighted_report(const noise& noise, cell_size size, weighing weighing, draws& random) {
  const metric metric = metric_of(noise);
  std::vector<weighted_answer> answers;
  for (int month = 0; month < months; ++month) {
    for (int segment = 0; segment < segments; ++segment) {
      const int n = drawn_size(random, size);
      for (int i = 0; i < n; ++i) {
        const auto score = static_cast<int>(random.place_in(noise.shares));
        answers.push_back({score, drawn_weight(random, weighing), month, segment});
      }
    }
  }
  const auto by =
      break_down(metric.scale(), answers, weighted(&weighted_answer::score, &weighted_answer::weight),
                 &weighted_answer::month, &weighted_answer::segment);
  return marked_in_design(metric, design_of(by));
}

marked marked_in_hotels(const noise& noise, cell_size size, int hotels, draws& random) {
  const metric metric = metric_of(noise);
  std::vector<std::vector<int>> said(static_cast<std::size_t>(hotels));  // so far, in each hotel
  std::vector<weighted_answer> answers;
  for (int month = 0; month < months; ++month) {
    for (int segment = 0; segment < segments; ++segment) {
      const int n = drawn_size(random, size);
      for (int i = 0; i < n; ++i) {
        const std::size_t hotel = random.below(said.size());
        std::vector<int>& before = said[hotel];
        // Pólya's urn, as in `guests_of`.
        constexpr double new_ones = 9;
        const auto guests = static_cast<double>(before.size());
        const bool repeats = random.uniform() * (guests + new_ones) < guests;
        before.push_back(repeats ? before[random.below(before.size())]
                                 : static_cast<int>(random.place_in(noise.shares)));
        answers.push_back({before.back(), 1, month, segment, static_cast<int>(hotel)});
      }
    }
  }
  const auto by =
      break_down(metric.scale(), answers, weighted(&weighted_answer::score, &weighted_answer::weight),
                 &weighted_answer::month, &weighted_answer::segment, &weighted_answer::hotel);
  return marked_in_design(metric, design_of(by).template clusters<2>());
}

constexpr int month_of_fall = 3;

std::vector<found_marks> found_in_report(const fall& fall, cell_size size,
                                         const std::vector<marking>& markings, draws& random) {
  cells_of_report cells(months);
  for (int month = 0; month < months; ++month) {
    for (int segment = 0; segment < segments; ++segment) {
      const bool fell = segment == 0 && month >= month_of_fall;
      cells[static_cast<std::size_t>(month)].push_back(random.answers(
          fall.before.worths, fell ? fall.then : fall.before.shares, drawn_size(random, size)));
    }
  }
  std::vector<found_marks> result;
  for (const marking& marking : markings) {
    const p_values found = p_values_of(cells, marking);
    const auto changes = adjusted(found.changes, adjustment::holm);
    const auto against_rest = adjusted(found.against_rest, adjustment::holm);
    double of_three = 0;
    for (std::size_t month = month_of_fall; month < months; ++month) {
      of_three += against_rest[month * segments] < 0.05 ? 1.0 / 3 : 0;
    }
    result.push_back({changes[(month_of_fall - 1) * segments] < 0.05 ? 1.0 : 0.0, of_three});
  }
  return result;
}

}  // namespace

double drawn_weight(draws& random, weighing weighing) {
  if (weighing == weighing::ones) return 1;
  if (weighing == weighing::uneven) return std::array{1.0, 2.0, 4.0}[random.below(3)];
  // The logarithm has the variance log 9.5; its quantile is of a sum of twelve uniform numbers, which all machines
  // add up alike.
  double normal = -6;
  for (int i = 0; i < 12; ++i) normal += random.uniform();
  return std::exp(std::sqrt(std::log(9.5)) * normal);
}

const std::vector<noise>& noises() {
  static const std::vector<noise> all{
      {"NPS 20/30/50", {-100, 0, 100}, {0.2, 0.3, 0.5}},
      {"NPS 4/6/90", {-100, 0, 100}, {0.04, 0.06, 0.9}},
      {"NPS 3/5/92", {-100, 0, 100}, {0.03, 0.05, 0.92}},
      {"NPS 1/4/95", {-100, 0, 100}, {0.01, 0.04, 0.95}},
      {"CSAT 75", {0, 100}, {0.25, 0.75}},
      {"CSAT 97", {0, 100}, {0.03, 0.97}},
      {"mean 10/15/25/30/20", {1, 2, 3, 4, 5}, {0.1, 0.15, 0.25, 0.3, 0.2}},
      {"mean 2/3/6/19/70", {1, 2, 3, 4, 5}, {0.02, 0.03, 0.06, 0.19, 0.7}},
      {"mean 3/0/0/7/90", {1, 2, 3, 4, 5}, {0.03, 0, 0, 0.07, 0.9}},
      {"effort 50/20/10/8/6/4/2", {1, 2, 3, 4, 5, 6, 7}, {0.5, 0.2, 0.1, 0.08, 0.06, 0.04, 0.02}}};
  return all;
}

std::vector<false_marks> false_marks_of(const noise& noise, cell_size size,
                                        const std::vector<marking>& markings, int reports) {
  return share_of(reports, markings.size(),
                  [&](draws& random) { return marked_in_report(noise, size, markings, random); });
}

false_marks false_marks_of_weighted(const noise& noise, cell_size size, weighing weighing, int reports) {
  return share_of(reports, 1,
                  [&](draws& random) { return marked_in_weighted_report(noise, size, weighing, random); })
      .front();
}

false_marks false_marks_of_hotels(const noise& noise, cell_size size, int hotels, int reports) {
  return share_of(reports, 1, [&](draws& random) { return marked_in_hotels(noise, size, hotels, random); })
      .front();
}

const std::vector<fall>& falls() {
  static const std::vector<fall> all{{noises()[0], {0.4, 0.3, 0.3}},
                                     {noises()[1], {0.14, 0.12, 0.74}},
                                     {noises()[4], {0.45, 0.55}},
                                     {noises()[5], {0.15, 0.85}},
                                     {noises()[7], {0.1, 0.1, 0.15, 0.25, 0.4}},
                                     {noises()[8], {0.12, 0.03, 0.05, 0.15, 0.65}}};
  return all;
}

std::vector<found_marks> found_marks_of(const fall& fall, cell_size size,
                                        const std::vector<marking>& markings, int reports) {
  std::vector<found_marks> result(markings.size(), {0, 0});
  for (int i = 0; i < reports; ++i) {
    draws random(static_cast<std::uint64_t>(i) + 1);
    const std::vector<found_marks> found = found_in_report(fall, size, markings, random);
    for (std::size_t way = 0; way < found.size(); ++way) {
      result[way].of_changes += 100 * found[way].of_changes / reports;
      result[way].against_rest += 100 * found[way].against_rest / reports;
    }
  }
  return result;
}

}  // namespace cxmetrics::tests
