// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/quantile.hpp"
#include "reals.hpp"
#include "rounding.hpp"

#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/observed_mean.hpp>
#include <cxmetrics/survey/composite.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace cxmetrics {
namespace {

constexpr detail::named<missing_items> policies[] = {{missing_items::drop_respondent, "drop-respondent"},
                                                     {missing_items::reweight, "reweight"}};
constexpr double sum_may_be_off_by = 1e-9;
using detail::infinity;

using detail::real;

void require_scale(const composite_item& item, scale given) {
  const scale own = item.metric.scale();
  if (own != given) {
    detail::throw_invalid_argument(
        "item {} is on the scale {} to {}, its answers on {} to {}",
        {std::string_view(item.name), own.low(), own.high(), given.low(), given.high()});
  }
}

void require_count(const composite& index, std::size_t questions) {
  if (index.items().size() != questions)
    detail::throw_invalid_argument("an index of {} items, but {} questions",
                                   {index.items().size(), questions});
}

void require_sheets(const composite& index, const answer_sheets& people) {
  require_count(index, people.items().size());
  for (std::size_t at = 0; at < people.items().size(); ++at)
    require_scale(index.items()[at], people.items()[at]);
}

double worth_at(const composite_item& item, std::uint8_t place) {
  return item.metric.worth(item.metric.scale().low() + place);
}

// The x with so much above it in an F distribution: that of a beta distribution, stretched.
double f_quantile(double first, double second, double upper_tail) {
  const double above = detail::beta_upper_quantile(first / 2, second / 2, upper_tail);
  const double rest = detail::beta_lower_quantile(second / 2, first / 2, upper_tail);  // 1 - above
  return second * above / (first * rest);
}

struct spread {
  double mean = 0;
  double squares = 0;
};

}  // namespace

std::string_view name_of(missing_items policy) noexcept {
  return detail::name_in(policies, policy);
}

missing_items missing_items_named(std::string_view name) {
  return detail::value_in(policies, "policy for missing items", name);
}

composite::composite(std::vector<composite_item> items, missing_items missing)
    : items_(std::move(items)), missing_(missing) {
  if (items_.empty()) detail::throw_invalid_argument("an index of no items");
  double sum = 0;
  for (const composite_item& item : items_) {
    if (!(item.weight >= 0 && item.weight <= 1)) {
      detail::throw_invalid_argument("the weight of item {} is {}, not from 0 to 1",
                                     {std::string_view(item.name), item.weight});
    }
    if (!(item.metric.quantity() == items_.front().metric.quantity())) {
      detail::throw_invalid_argument(
          "items {} and {} are of different kinds and have no mean; take percent-of-maximum of both",
          {std::string_view(items_.front().name), std::string_view(item.name)});
    }
    sum += item.weight;
  }
  if (!(std::abs(sum - 1) <= sum_may_be_off_by))
    detail::throw_invalid_argument("the weights of an index sum to {}, not to 1", {sum});
}

interval composite::range() const noexcept {
  interval lows{infinity, -infinity};
  interval highs{infinity, -infinity};
  interval result{0, 0};
  for (const composite_item& item : items_) {
    const double low = item.metric.lowest();
    const double high = item.metric.highest();
    lows = {std::min(lows.low, low), std::max(lows.high, low)};
    highs = {std::min(highs.low, high), std::max(highs.high, high)};
    result.low += item.weight * low;
    result.high += item.weight * high;
  }
  if (missing_ == missing_items::reweight) return {lows.low, highs.high};  // any item may be the only one
  // Rounding may leave what a mean of them can be.
  return {std::clamp(result.low, lows.low, lows.high), std::clamp(result.high, highs.low, highs.high)};
}

composite equally_weighted(const std::vector<std::string>& names, const metric& metric,
                           missing_items missing) {
  std::vector<composite_item> items;
  for (const std::string& name : names)
    items.push_back({name, metric, 1 / static_cast<double>(names.size())});
  return composite{std::move(items), missing};
}

composite effectiveness_ease_emotion() {
  return equally_weighted({"effectiveness", "ease", "emotion"}, net_score(one_to_five, 2, 4));
}

composite satisfaction_expectation_ideal() {
  return equally_weighted({"satisfaction", "expectation", "ideal"}, percent_of_maximum(scale{1, 10}));
}

index_result index_of(const composite& index, const answer_sheets& people, const estimate_options& options) {
  require_sheets(index, people);
  index_result result;
  const interval range = index.range();
  observed_values values{.count = {}, .lowest = range.low, .highest = range.high};
  for (const auto& [places, times] : people.sheets()) {
    double sum = 0;
    double weight = 0;
    bool complete = true;
    for (std::size_t at = 0; at < places.size(); ++at) {
      const composite_item& item = index.items()[at];
      if (!answer_sheets::is_score(places[at])) {
        complete = false;
        continue;
      }
      sum += item.weight * worth_at(item, places[at]);
      weight += item.weight;
    }
    const bool counts = complete || (index.missing() == missing_items::reweight && weight > 0);
    if (!counts) {
      result.left_out += times;
      continue;
    }
    if (!complete) {
      result.reweighted += times;
      sum /= weight;
    }
    values.add(std::clamp(detail::without_rounding(sum), range.low, range.high), times);
  }
  result.value = estimate_of(values, index.what(), options);
  return result;
}

estimate index_of(const composite& index, std::span<const tally> answers) {
  require_count(index, answers.size());
  estimate result;
  result.unit = index.what().unit;
  result.better = index.what().better;
  result.value = 0;
  result.n = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t at = 0; at < answers.size(); ++at) {
    const composite_item& item = index.items()[at];
    require_scale(item, answers[at].scale());
    if (item.weight == 0) continue;  // it counts nowhere, even where nobody answered it
    result.value += item.weight * item.metric(answers[at]).value;
    result.n = std::min(result.n, answers[at].answered());
  }
  return result;
}

std::string_view band_of(double value, std::span<const index_band> bands) noexcept {
  const index_band* found = nullptr;
  for (const index_band& each : bands) {
    if (each.from <= value && (found == nullptr || each.from >= found->from)) found = &each;
  }
  return found == nullptr ? std::string_view{} : std::string_view(found->name);
}

std::vector<index_band> customary_bands() {
  return {{0, "very poor"}, {55, "poor"}, {65, "OK"}, {75, "good"}, {85, "excellent"}};
}

reliability cronbach_alpha(const composite& index, const answer_sheets& people, confidence level) {
  require_sheets(index, people);
  reliability result;
  result.level = level.level();
  const std::size_t items = index.items().size();
  // First the means, then the squares about them; the last one is of the sum of all items.
  std::vector<spread> of(items + 1);
  std::vector<double> worths(items + 1);
  const auto each_complete = [&](const auto& visit) {
    for (const auto& [places, times] : people.sheets()) {
      if (!std::all_of(places.begin(), places.end(), answer_sheets::is_score)) continue;
      worths[items] = 0;
      for (std::size_t at = 0; at < items; ++at) {
        worths[at] = worth_at(index.items()[at], places[at]);
        worths[items] += worths[at];
      }
      visit(times);
    }
  };
  each_complete([&](std::uint64_t times) {
    result.n += times;
    for (std::size_t at = 0; at <= items; ++at) of[at].mean += real(times) * worths[at];
  });
  if (items < 2 || result.n < 2) return result;
  const double n = real(result.n);
  for (spread& each : of) each.mean /= n;
  each_complete([&](std::uint64_t times) {
    for (std::size_t at = 0; at <= items; ++at) {
      const double off = worths[at] - of[at].mean;
      of[at].squares += real(times) * off * off;
    }
  });
  double sum = 0;
  for (std::size_t at = 0; at < items; ++at) sum += of[at].squares;
  // Rounding leaves a little where nobody differs.
  if (!(of[items].squares > 1e-12 * sum)) return result;
  const auto k = static_cast<double>(items);
  result.alpha = k / (k - 1) * (1 - sum / of[items].squares);
  const double first = n - 1;
  const double second = (n - 1) * (k - 1);
  const double half = level.tail() / 2;
  // The lower bound takes the F that is exceeded with half of the tail; the upper one its counterpart below.
  result.ci = {1 - (1 - result.alpha) * f_quantile(first, second, half),
               1 - (1 - result.alpha) / f_quantile(second, first, half)};
  return result;
}

}  // namespace cxmetrics
