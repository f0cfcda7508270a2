// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/inversion.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/what_changed.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace cxmetrics {
namespace {

double weight_of(const estimate& of) {
  const double own = of.basis ? of.basis->weight() : std::numeric_limits<double>::quiet_NaN();
  return std::isnan(own) ? static_cast<double>(of.n) : own;
}

// As how many observations of equal weight it counts where the shares are uncertain.
double observations_of(const estimate& of) {
  const sampled_mean* const weighted = sampled_mean_of(of);
  const auto n = static_cast<double>(of.n);
  return weighted == nullptr ? n : std::min(n, weighted->kish_n);
}

bool is_there(const estimate& of) {
  return of.n > 0 && !std::isnan(of.value) && weight_of(of) > 0;
}

// One period: shares and values by segment. A segment that is not there has the value of the other period.
struct side {
  std::vector<double> shares{};
  std::vector<double> values{};
  std::vector<const estimate*> estimates{};  // null where it is not there
  double observations = 0;
  double value = 0;  // of the whole

  side(std::span<const segment_in_time> segments, estimate segment_in_time::*own,
       estimate segment_in_time::*other) {
    double weights = 0;
    double squares = 0;
    double counted = 0;
    for (const segment_in_time& segment : segments) {
      const estimate& here = segment.*own;
      const bool there = is_there(here);
      estimates.push_back(there ? &here : nullptr);
      shares.push_back(there ? weight_of(here) : 0);
      const estimate& there_else = segment.*other;
      values.push_back(there ? here.value : is_there(there_else) ? there_else.value : 0);
      weights += shares.back();
      if (!there) continue;
      const double own_observations = observations_of(here);
      counted += own_observations;
      if (sampled_mean_of(here) != nullptr) squares += shares.back() * shares.back() / own_observations;
    }
    // Kish's effective number of observations of all segments together.
    observations = squares > 0 ? weights * weights / squares : counted;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (weights > 0) shares[i] /= weights;
      if (shares[i] > 0) value += shares[i] * values[i];
    }
  }

  // The variance of a sum of the shares with coefficients: that of a multinomial distribution.
  double variance_of(const std::vector<double>& coefficients) const {
    double mean = 0;
    double square = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (shares[i] == 0) continue;
      mean += shares[i] * coefficients[i];
      square += shares[i] * coefficients[i] * coefficients[i];
    }
    return std::max(0.0, square - mean * mean) / observations;
  }
};

// How an effect follows shares and values of one period: its derivatives.
struct slopes {
  std::vector<double> of_shares;
  std::vector<double> of_values;
  explicit slopes(std::size_t segments) : of_shares(segments), of_values(segments) {}
};

class effects {
 public:
  explicit effects(std::span<const segment_in_time> segments)
      : before_(segments, &segment_in_time::before, &segment_in_time::after),
        after_(segments, &segment_in_time::after, &segment_in_time::before),
        like_(segments.front().before) {}

  bool knows() const { return before_.observations > 0 && after_.observations > 0; }
  std::size_t size() const { return before_.shares.size(); }
  const side& before() const { return before_; }
  const side& after() const { return after_; }
  double growth(std::size_t i) const { return after_.shares[i] - before_.shares[i]; }
  double share(std::size_t i) const { return (after_.shares[i] + before_.shares[i]) / 2; }
  double value(std::size_t i) const { return (after_.values[i] + before_.values[i]) / 2; }
  double centre() const { return (after_.value + before_.value) / 2; }
  double change(std::size_t i) const { return after_.values[i] - before_.values[i]; }
  double rate_of(std::size_t i) const { return change(i) * share(i); }
  double mix_of(std::size_t i) const { return growth(i) == 0 ? 0 : growth(i) * (value(i) - centre()); }

  difference rate(std::size_t i) const {
    slopes before(size());
    slopes after(size());
    add_rate(before, after, i);
    return with_interval(rate_of(i), before, after);
  }
  difference mix(std::size_t i) const {
    slopes before(size());
    slopes after(size());
    add_mix(before, after, i);
    // The centre follows all shares and values of both periods.
    for (std::size_t j = 0; j < size(); ++j) {
      before.of_shares[j] -= growth(i) * before_.values[j] / 2;
      after.of_shares[j] -= growth(i) * after_.values[j] / 2;
      before.of_values[j] -= growth(i) * before_.shares[j] / 2;
      after.of_values[j] -= growth(i) * after_.shares[j] / 2;
    }
    return with_interval(mix_of(i), before, after);
  }
  difference all_rate() const {
    slopes before(size());
    slopes after(size());
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      add_rate(before, after, i);
      sum += rate_of(i);
    }
    return with_interval(sum, before, after);
  }
  difference all_mix() const {
    slopes before(size());
    slopes after(size());
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      add_mix(before, after, i);
      sum += mix_of(i);
    }
    return with_interval(sum, before, after);
  }
  // Where the segments cannot be pooled.
  difference whole() const {
    slopes before(size());
    slopes after(size());
    for (std::size_t i = 0; i < size(); ++i) {
      before.of_shares[i] = -before_.values[i];
      after.of_shares[i] = after_.values[i];
      before.of_values[i] = -before_.shares[i];
      after.of_values[i] = after_.shares[i];
    }
    return with_interval(after_.value - before_.value, before, after);
  }
  difference nothing() const {
    difference result;
    result.level = like_.level;
    result.unit = like_.unit;
    result.better = like_.better;
    return result;
  }

 private:
  void add_rate(slopes& before, slopes& after, std::size_t i) const {
    before.of_shares[i] += change(i) / 2;
    after.of_shares[i] += change(i) / 2;
    if (before_.estimates[i] == nullptr || after_.estimates[i] == nullptr) return;
    before.of_values[i] -= share(i);
    after.of_values[i] += share(i);
  }
  void add_mix(slopes& before, slopes& after, std::size_t i) const {
    before.of_shares[i] -= value(i) - centre();
    after.of_shares[i] += value(i) - centre();
    const bool both = before_.estimates[i] != nullptr && after_.estimates[i] != nullptr;
    if (before_.estimates[i] != nullptr) before.of_values[i] += both ? growth(i) / 2 : growth(i);
    if (after_.estimates[i] != nullptr) after.of_values[i] += both ? growth(i) / 2 : growth(i);
  }

  // Square-and-add of the segments' intervals, and of the normal interval of the shares.
  interval interval_at(double value, const slopes& before, const slopes& after, confidence level) const {
    const double shares =
        std::sqrt(before_.variance_of(before.of_shares) + after_.variance_of(after.of_shares)) *
        detail::normal_quantile(level.tail() / 2);
    double below = shares;
    double above = shares;
    for (const auto& [side, slope] : {std::pair{&before_, &before}, std::pair{&after_, &after}}) {
      for (std::size_t i = 0; i < size(); ++i) {
        const double coefficient = slope->of_values[i];
        if (side->estimates[i] == nullptr || coefficient == 0) continue;
        const estimate& of = *side->estimates[i];
        const interval bounds = cxmetrics::interval_at(of, level);
        const double to_low = coefficient * (of.value - bounds.low);
        const double to_high = coefficient * (bounds.high - of.value);
        below = std::hypot(below, coefficient > 0 ? to_low : to_high);
        above = std::hypot(above, coefficient > 0 ? to_high : to_low);
      }
    }
    return {value - below, value + above};
  }

  difference with_interval(double value, const slopes& before, const slopes& after) const {
    difference result = nothing();
    result.method = comparison_method::square_and_add;
    result.value = value;
    result.ci = interval_at(value, before, after, confidence::of_tail(detail::tail_of_level(like_.level)));
    result.p_value =
        detail::inverted(value, [&](confidence level) { return interval_at(value, before, after, level); });
    detail::agree(result);
    return result;
  }

  side before_;
  side after_;
  const estimate& like_;
};

// The whole by its observations together, which is sharper than by its segments one by one.
difference change_of(std::span<const segment_in_time> segments, const effects& by_segment) {
  std::vector<estimate> before;
  std::vector<estimate> after;
  for (const segment_in_time& segment : segments) {
    if (is_there(segment.before)) before.push_back(segment.before);
    if (is_there(segment.after)) after.push_back(segment.after);
  }
  const std::optional<estimate> one = pooled(before);
  const std::optional<estimate> other = pooled(after);
  return one && other ? compare(*one, *other) : by_segment.whole();
}

bool is_reversed(const what_changed& found) {
  bool any = false;
  for (const segment_effect& segment : found.segments) {
    if (std::isnan(segment.change.value)) continue;
    if (segment.change.value * found.change.value > 0) return false;
    any = any || segment.change.value * found.change.value < 0;
  }
  return any;
}

}  // namespace

what_changed what_changed_between(std::span<const segment_in_time> segments, adjustment adjustment) {
  if (segments.empty()) detail::throw_invalid_argument("a change without segments cannot be taken apart");
  for (const segment_in_time& segment : segments) {
    detail::require_comparable(segments.front().before, segment.before);
    detail::require_comparable(segments.front().before, segment.after);
  }
  const effects effects(segments);
  what_changed result;
  result.change = result.mix = result.rate = effects.nothing();
  if (effects.knows()) {
    result.change = change_of(segments, effects);
    result.mix = effects.all_mix();
    result.rate = effects.all_rate();
  }
  std::vector<double> p_values;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    segment_effect& effect = result.segments.emplace_back();
    effect.name = segments[i].name;
    effect.change = compare(segments[i].before, segments[i].after);
    p_values.push_back(effect.change.mark_p_value);
    if (effects.before().observations > 0) effect.share_before = effects.before().shares[i];
    if (effects.after().observations > 0) effect.share_after = effects.after().shares[i];
    effect.mix = effect.rate = effects.nothing();
    if (!effects.knows() || (effect.share_before == 0 && effect.share_after == 0)) continue;
    effect.mix = effects.mix(i);
    effect.rate = effects.rate(i);
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t i = 0; i < raised.size(); ++i) {
    result.segments[i].adjusted_p_value = raised[i];
    result.segments[i].significant = raised[i] < 1 - result.change.level;
  }
  result.reversed = is_reversed(result);
  return result;
}

}  // namespace cxmetrics
