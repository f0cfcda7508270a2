// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "period_noise.hpp"
#include "quantile.hpp"
#include "random.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/level_shift.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cxmetrics {
namespace {

// Beyond this, what another date explains more is no chance of any date.
constexpr double ruled_out_at_sight = 25;
constexpr std::uint32_t replicates_of_dates = 999;
// Where so many simulated series should be as great and none is, none need be simulated any more: the chance of that is
// e^-10.
constexpr double none_of_expected = 10;

// Values with weights, cut in two at each place.
class series {
 public:
  series(const detail::measured_periods& measured) : certain_(measured.certain) {
    for (const auto& period : measured.used) {
      values_.push_back(period.value);
      weights_.push_back(period.weight);
    }
    for (const double weight : weights_) sum_of_weights_.push_back(sum_of_weights_.back() + weight);
    gains_.resize(size());
    measure();
  }

  std::size_t size() const { return values_.size(); }
  double freedom() const { return static_cast<double>(size()) - 2; }
  double all_weights() const { return sum_of_weights_.back(); }
  double weights_before(std::size_t cut) const { return sum_of_weights_[cut]; }
  double mean() const { return mean_; }
  // The best cut, and how much of the chi-squared a cut leaves.
  std::size_t best() const { return best_; }
  double unexplained(std::size_t cut) const { return std::max(0.0, total_ - gains_[cut]); }
  // The variance beside which a chi-squared is to be seen, when `left` of it is not explained.
  double noise(double left) const { return certain_ ? left / freedom() : std::max(1.0, left / freedom()); }
  // The squared step of the best cut over its squared standard error: the one that is known, and the one that the
  // scatter shows which it leaves.
  double known_statistic() const { return gains_[best_]; }
  double seen_statistic() const { return gains_[best_] / unexplained(best_) * freedom(); }
  // By how much the best cut is better than another, likewise.
  double advantage(std::size_t cut) const {
    const double more = gains_[best_] - gains_[cut];
    return more <= 0 ? 0 : more / noise(unexplained(best_));
  }
  double mean_before(std::size_t cut) const { return sums_[cut] / sum_of_weights_[cut]; }
  double mean_after(std::size_t cut) const {
    return (sums_.back() - sums_[cut]) / (all_weights() - sum_of_weights_[cut]);
  }

  // Draws new values about two levels that change at a cut.
  void draw(detail::random_source& random, double before, double after, std::size_t cut, double deviation) {
    for (std::size_t i = 0; i < size(); ++i) {
      values_[i] =
          (i < cut ? before : after) + deviation / std::sqrt(weights_[i]) * detail::draw_normal(random);
    }
    measure();
  }

 private:
  void measure() {
    // About their mean, so that nothing cancels.
    double sum = 0;
    for (std::size_t i = 0; i < size(); ++i) sum += weights_[i] * values_[i];
    mean_ = sum / all_weights();
    sums_.assign(1, 0);
    total_ = 0;
    for (std::size_t i = 0; i < size(); ++i) {
      const double off = values_[i] - mean_;
      sums_.push_back(sums_.back() + weights_[i] * off);
      total_ += weights_[i] * off * off;
    }
    best_ = 1;
    for (std::size_t cut = 1; cut < size(); ++cut) {
      const double step = mean_after(cut) - mean_before(cut);
      const double before = sum_of_weights_[cut];
      gains_[cut] = std::min(total_, step * step * before * (all_weights() - before) / all_weights());
      if (gains_[cut] > gains_[best_]) best_ = cut;
    }
  }

  bool certain_;
  std::vector<double> values_{};
  std::vector<double> weights_{};
  std::vector<double> sum_of_weights_{0};
  std::vector<double> sums_{};  // of weighted values less the mean
  std::vector<double> gains_{};
  double mean_ = 0;
  double total_ = 0;
  std::size_t best_ = 1;
};

// Neither statistic depends on the standard deviation with which series without a step are drawn, but that the first
// takes the standard errors for right. The greater p-value holds its level whether they are or not.
double p_value_of(const series& seen, bool certain, const level_shift_options& options) {
  if (seen.known_statistic() == 0) return 1;
  detail::random_source random(options.seed);
  series drawn = seen;
  std::uint64_t by_known = 0;
  std::uint64_t by_seen = 0;
  for (std::uint32_t replicate = 0; replicate < options.replicates; ++replicate) {
    drawn.draw(random, 0, 0, 0, 1);
    by_known += drawn.known_statistic() >= seen.known_statistic();
    by_seen += drawn.seen_statistic() >= seen.seen_statistic();
  }
  const std::uint64_t as_great = certain ? by_seen : std::max(by_known, by_seen);
  return (static_cast<double>(as_great) + 1) / (static_cast<double>(options.replicates) + 1);
}

bool could_be(const series& seen, std::size_t cut, double tail, detail::random_source& random) {
  const double advantage = seen.advantage(cut);
  if (advantage == 0) return true;
  if (advantage > ruled_out_at_sight) return false;
  const double deviation = std::sqrt(seen.noise(seen.unexplained(cut)));
  const double enough = tail * (replicates_of_dates + 1);
  series drawn = seen;
  std::uint32_t as_great = 0;
  for (std::uint32_t replicate = 1; replicate <= replicates_of_dates; ++replicate) {
    drawn.draw(random, seen.mean_before(cut), seen.mean_after(cut), cut, deviation);
    as_great += drawn.advantage(cut) >= advantage;
    if (as_great + 1 > enough) return true;
    if (as_great == 0 && tail * replicate > none_of_expected) return false;
  }
  return false;
}

// The step at a cut, and how far its interval reaches.
difference step_at(const series& seen, std::size_t cut, bool certain, double level) {
  difference result;
  result.value = seen.mean_after(cut) - seen.mean_before(cut);
  const double before = seen.weights_before(cut);
  const double error = std::sqrt(1 / before + 1 / (seen.all_weights() - before));
  const double left = seen.unexplained(cut) / seen.freedom();
  const double tail = detail::tail_of_level(level) / 2;
  const double half = error * std::max(certain ? 0 : detail::normal_quantile(tail),
                                       std::sqrt(left) * detail::student_quantile(tail, seen.freedom()));
  result.ci = {result.value - half, result.value + half};
  return result;
}

}  // namespace

std::optional<level_shift> level_shift_of(std::span<const estimate> periods,
                                          const level_shift_options& options) {
  if (options.replicates == 0) detail::throw_invalid_argument("a simulation of no replicates");
  const detail::measured_periods measured = detail::measured_periods_of(periods);
  if (measured.used.size() < 4) return std::nullopt;
  const series seen(measured);
  const double level = periods.front().level;
  const double tail = detail::tail_of_level(level);
  const std::size_t cut = seen.best();

  level_shift result;
  result.first = measured.used[cut].place;
  if (!measured.certain) result.unexplained = seen.unexplained(cut);
  result.change = step_at(seen, cut, measured.certain, level);
  result.change.level = level;
  result.change.unit = periods.front().unit;
  result.change.better = periods.front().better;
  result.change.method = comparison_method::wald;
  result.change.p_value = p_value_of(seen, measured.certain, options);

  std::size_t earliest = 1;
  std::size_t latest = seen.size() - 1;
  if (result.change.p_value < tail) {
    detail::random_source random(options.seed);
    random.jump();
    earliest = latest = cut;
    for (std::size_t other = 1; other < seen.size(); ++other) {
      if (!could_be(seen, other, tail, random)) continue;
      earliest = std::min(earliest, other);
      latest = std::max(latest, other);
      const interval bounds = step_at(seen, other, measured.certain, level).ci;
      result.change.ci = {std::min(result.change.ci.low, bounds.low),
                          std::max(result.change.ci.high, bounds.high)};
    }
  } else {
    result.change.ci = {std::min(result.change.ci.low, 0.0), std::max(result.change.ci.high, 0.0)};
  }
  detail::agree(result.change);
  result.earliest = measured.used[earliest].place;
  result.latest = measured.used[latest].place;

  const auto side = [&](double mean, double weights, std::size_t first, std::size_t last) {
    estimate of;
    of.value = seen.mean() + mean;
    of.level = level;
    of.unit = periods.front().unit;
    of.better = periods.front().better;
    for (std::size_t i = first; i < last; ++i) of.n += periods[measured.used[i].place].n;
    const double scatter = seen.noise(seen.unexplained(cut));
    of.standard_error = std::sqrt(scatter / weights);
    const double half = of.standard_error * (scatter > 1 || measured.certain
                                                 ? detail::student_quantile(tail / 2, seen.freedom())
                                                 : detail::normal_quantile(tail / 2));
    const interval range = range_of(periods.front());
    of.ci = {std::max(range.low, of.value - half), std::min(range.high, of.value + half)};
    return of;
  };
  result.before = side(seen.mean_before(cut), seen.weights_before(cut), 0, cut);
  result.after = side(seen.mean_after(cut), seen.all_weights() - seen.weights_before(cut), cut, seen.size());
  return result;
}

}  // namespace cxmetrics
