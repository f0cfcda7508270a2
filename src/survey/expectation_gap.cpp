// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "rounding.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/observed_mean.hpp>
#include <cxmetrics/stats/paired_test.hpp>
#include <cxmetrics/survey/expectation_gap.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace cxmetrics {
namespace {

// Which items a gap is made of, and how much each counts.
struct part {
  std::size_t item;
  double weight;  // all together sum to 1
};

class gap_maker {
 public:
  gap_maker(const std::vector<gap_item>& items, const answer_sheets& people, const estimate_options& options)
      : items_(items), people_(people), options_(options), unit_(gap_unit::scale_points) {
    const scale& first = people.items()[items.front().perception];
    for (const gap_item& item : items) {
      if (people.items()[item.perception] != first || people.items()[item.expectation] != first)
        unit_ = gap_unit::percent_of_maximum;
    }
  }

  gap_unit unit() const { return unit_; }

  gap made_of(std::string name, const std::vector<part>& parts) const {
    gap result;
    result.name = std::move(name);
    std::map<double, std::uint64_t> changes;
    observed_values got = within(parts, &gap_item::perception);
    observed_values wanted = within(parts, &gap_item::expectation);
    for (const auto& [places, times] : people_.sheets()) {
      double perception = 0;
      double expectation = 0;
      bool answered = true;
      for (const part& each : parts) {
        const gap_item& item = items_[each.item];
        const std::uint8_t after = places[item.perception];
        const std::uint8_t before = places[item.expectation];
        answered = answered && answer_sheets::is_score(after) && answer_sheets::is_score(before);
        if (!answered) break;
        perception += each.weight * worth(item.perception, after);
        expectation += each.weight * worth(item.expectation, before);
      }
      if (!answered) {
        result.left_out += times;
        continue;
      }
      result.people += times;
      perception = std::clamp(detail::without_rounding(perception), got.lowest, got.highest);
      expectation = std::clamp(detail::without_rounding(expectation), wanted.lowest, wanted.highest);
      got.add(perception, times);
      wanted.add(expectation, times);
      changes[perception - expectation] += times;
    }
    // What could have been said, although nobody did.
    changes.try_emplace(got.lowest - wanted.highest, 0);
    changes.try_emplace(got.highest - wanted.lowest, 0);
    std::vector<double> values;
    std::vector<std::uint64_t> counts;
    for (const auto& [value, times] : changes) {
      values.push_back(value);
      counts.push_back(times);
    }
    const quantity what = unit_ == gap_unit::scale_points ? unit::score : unit::percent;
    estimate_options paired = options_;
    // Student's t shows nothing where nobody differs from another.
    const bool all_agree =
        std::count_if(counts.begin(), counts.end(), [](auto times) { return times > 0; }) == 1;
    if (paired.method == interval_method::standard && !all_agree) paired.method = interval_method::student_t;
    result.value = paired_test(values, counts, what, paired);
    estimate_options beside;
    beside.level = options_.level;
    result.perception = estimate_of(got, what, beside);
    result.expectation = estimate_of(wanted, what, beside);
    return result;
  }

 private:
  double worth(std::size_t question, std::uint8_t place) const {
    const scale& scale = people_.items()[question];
    return unit_ == gap_unit::scale_points ? scale.low() + place : 100.0 * place / (scale.points() - 1);
  }

  // Nothing yet, of the values that there can be.
  observed_values within(const std::vector<part>& parts, std::size_t gap_item::*question) const {
    if (unit_ == gap_unit::percent_of_maximum) return {{}, 0, 100};
    const scale& scale = people_.items()[items_[parts.front().item].*question];
    return {{}, static_cast<double>(scale.low()), static_cast<double>(scale.high())};
  }

  const std::vector<gap_item>& items_;
  const answer_sheets& people_;
  const estimate_options& options_;
  gap_unit unit_;
};

void require_items(const std::vector<gap_item>& items, const answer_sheets& people) {
  if (items.empty()) detail::throw_invalid_argument("a gap of no items");
  double sum = 0;
  for (const gap_item& item : items) {
    for (const std::size_t question : {item.perception, item.expectation}) {
      if (question >= people.items().size())
        detail::throw_invalid_argument("there is no question {} of {}",
                                       {question + 1, people.items().size()});
    }
    if (!(item.importance >= 0) || std::isinf(item.importance)) {
      detail::throw_invalid_argument("the importance of item {} is {}, not 0 or a number above it",
                                     {std::string_view(item.name), item.importance});
    }
    sum += item.importance;
  }
  if (!(sum > 0) || std::isinf(sum))
    detail::throw_invalid_argument("the importances of all items sum to {}, not to a number above 0", {sum});
}

}  // namespace

expectation_gaps gaps_of(const std::vector<gap_item>& items, const answer_sheets& people,
                         const estimate_options& options) {
  require_items(items, people);
  const gap_maker maker(items, people, options);
  expectation_gaps result;
  result.unit = maker.unit();
  std::vector<std::string> dimensions;
  double sum = 0;
  double worst = 0;
  for (std::size_t at = 0; at < items.size(); ++at) {
    const gap_item& item = items[at];
    result.items.push_back(maker.made_of(item.name, {{at, 1}}));
    result.items.back().importance = item.importance;
    sum += item.importance;
    const double pain = result.items.back().value.value * item.importance;
    if (pain < worst) {
      worst = pain;
      result.pain_point = at;
    }
    const bool is_new = std::find(dimensions.begin(), dimensions.end(), item.dimension) == dimensions.end();
    if (!item.dimension.empty() && is_new) dimensions.push_back(item.dimension);
  }
  for (const std::string& dimension : dimensions) {
    std::vector<part> parts;
    double importance = 0;
    for (std::size_t at = 0; at < items.size(); ++at) {
      if (items[at].dimension != dimension) continue;
      parts.push_back({at, 0});
      importance += items[at].importance;
    }
    for (part& each : parts) each.weight = 1 / static_cast<double>(parts.size());
    result.dimensions.push_back(maker.made_of(dimension, parts));
    result.dimensions.back().importance = importance;
  }
  std::vector<part> all;
  for (std::size_t at = 0; at < items.size(); ++at) {
    if (items[at].importance > 0) all.push_back({at, items[at].importance / sum});
  }
  result.total = maker.made_of("all items", all);
  result.total.importance = sum;
  return result;
}

}  // namespace cxmetrics
