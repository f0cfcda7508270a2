// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"
#include "sample.hpp"
#include "worth.hpp"

#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace cxmetrics {

namespace {

constexpr detail::named<interval_method> interval_names[] = {
    {interval_method::standard, "standard"},
    {interval_method::wilson, "Wilson"},
    {interval_method::agresti_coull, "Agresti-Coull"},
    {interval_method::clopper_pearson, "Clopper-Pearson"},
    {interval_method::jeffreys, "Jeffreys"},
    {interval_method::score, "score"},
    {interval_method::adjusted_wald, "adjusted Wald"},
    {interval_method::goodman, "Goodman"},
    {interval_method::wald, "Wald"},
    {interval_method::student_t, "Student t"},
    {interval_method::bootstrap_percentile, "bootstrap percentile"},
    {interval_method::bootstrap_bca, "bootstrap BCa"},
    {interval_method::logit, "logit"},
    {interval_method::korn_graubard, "Korn-Graubard"},
    {interval_method::garwood, "Garwood"},
    {interval_method::gamma, "gamma"},
    {interval_method::log, "log"},
    {interval_method::log_log, "log-log"},
    {interval_method::none, "none"},
    {interval_method::wald, "plain"},
};

void require_share(double successes, double n) {
  if (!(0 <= successes && successes <= n && std::isfinite(n))) {
    detail::throw_invalid_argument("{} successes of {}", {successes, n});
  }
}

void require_counts(std::span<const double> counts) {
  for (const double count : counts) {
    if (!(count >= 0 && std::isfinite(count))) {
      detail::throw_invalid_argument("a count is a number from 0 up, not {}", {count});
    }
  }
}

}  // namespace

std::string_view name_of(interval_method method) noexcept {
  return detail::name_in(interval_names, method);
}

interval_method interval_method_named(std::string_view name) {
  return detail::value_in(interval_names, "interval", name);
}

interval wilson(double successes, double n, confidence level) {
  require_share(successes, n);
  if (n == 0) return {0, 1};
  const double z = detail::normal_quantile(level.tail() / 2);
  const double failures = n - successes;
  const double root = z * std::sqrt(successes / n * failures + z * z / 4);
  // Each bound is written without the subtraction that would cancel: as the product of the two roots is
  // known, a division gives the smaller one.
  const double scale = n + z * z;
  const double upper = (successes + z * z / 2 + root) / scale;
  const double upper_of_failures = (failures + z * z / 2 + root) / scale;
  const double low = successes / n * successes / (scale * upper);
  const double low_of_failures = failures / n * failures / (scale * upper_of_failures);
  return {low, successes < failures ? upper : 1 - low_of_failures};
}

interval agresti_coull(double successes, double n, confidence level) {
  require_share(successes, n);
  if (n == 0) return {0, 1};
  const double z = detail::normal_quantile(level.tail() / 2);
  const double more = n + z * z;
  const double share = (successes + z * z / 2) / more;
  const interval bounds = wald(share, std::sqrt(share * (1 - share) / more), level);
  return {std::max(bounds.low, 0.0), std::min(bounds.high, 1.0)};
}

interval clopper_pearson(double successes, double n, confidence level) {
  require_share(successes, n);
  const double tail = level.tail() / 2;
  const double failures = n - successes;
  return {successes == 0 ? 0 : detail::beta_lower_quantile(successes, failures + 1, tail),
          failures == 0 ? 1 : detail::beta_upper_quantile(successes + 1, failures, tail)};
}

interval jeffreys(double successes, double n, confidence level) {
  require_share(successes, n);
  if (n == 0) return {0, 1};
  const double tail = level.tail() / 2;
  return {detail::beta_lower_quantile(successes + 0.5, n - successes + 0.5, tail),
          detail::beta_upper_quantile(successes + 0.5, n - successes + 0.5, tail)};
}

namespace {

// How far the score interval reaches from the mean towards the side of `sign`, where distances count
// positive.
//
// The restricted maximum-likelihood estimate of mean + s gives worth i, at distance e_i, the share
// c_i / n / (1 - (e_i - s) / (y - s)), whose pole y lies beyond the greatest distance; where nobody gave the
// outermost worth and y is its distance, the shares leave a rest, which goes to it. Its variance is s (y -
// s), so that the score equation n s² = z² s (y - s) says s = z² y / (n + z²). Put into "the shares add up to
// 1", it becomes
//     sum of c_i e_i² / (y - e_i) = z² y.
// All terms are positive: no digits are lost at any n; and as the left side falls and the right one rises,
// the root is unique.
double score_reach(std::span<const double> worths, std::span<const double> counts, double n, double mean,
                   double sign, double z) {
  const auto distance = [&](std::size_t i) { return sign * (worths[i] - mean); };
  double top = 0;
  for (std::size_t i = 0; i < worths.size(); ++i) top = std::max(top, distance(i));
  if (top == 0) return 0;
  // From the side away from the bound, so that worths turned round give the same bits.
  const auto each = [&](auto visit) {
    for (std::size_t step = 0; step < worths.size(); ++step) {
      const std::size_t i = sign > 0 ? step : worths.size() - 1 - step;
      if (counts[i] > 0) visit(counts[i], distance(i));
    }
  };
  double squares = 0;
  double squares_at_top = 0;
  double gap = 0;  // between the greatest distance and the mean one, weighed by squares
  each([&](double count, double distance) {
    const double square = count * distance * distance;
    squares += square;
    if (distance == top) squares_at_top += square;
    gap += square * (top - distance);
  });
  if (squares > 0) gap /= squares;
  // Where squares / (at + y - top) = z² y. The root is not before the one of the last term alone, nor before the one of all
  // terms at their mean (Jensen's inequality).
  const auto root_for = [&](double squares, double at) {
    const double q = squares / (z * z);
    return 2 * (q - top * at) / (top + at + std::sqrt((top - at) * (top - at) + 4 * q));
  };
  double beyond_top = std::max(root_for(squares_at_top, 0), root_for(squares, gap));
  // From there, as the excess of the left side falls and is convex, Newton's steps come near the root without passing it. A
  // step doubles the right digits, so that after a small one all are right.
  for (double step = beyond_top + 1; step > 1e-9 * beyond_top; beyond_top += step) {
    double excess = -z * z * (top + beyond_top);
    double slope = z * z;
    each([&](double count, double distance) {
      const double part = distance / (top - distance + beyond_top);
      excess += count * distance * part;
      slope += count * part * part;
    });
    step = std::max(excess / slope, 0.0);
  }
  return z * z / (n + z * z) * (top + beyond_top);
}

}  // namespace

interval score_interval(std::span<const double> worths, std::span<const double> counts, confidence level) {
  if (worths.empty() || worths.size() != counts.size()) {
    detail::throw_invalid_argument("{} worths with {} counts", {worths.size(), counts.size()});
  }
  require_counts(counts);
  for (const double worth : worths) detail::require_worth(worth);
  double n = 0;
  double sum = 0;
  for (std::size_t i = 0; i < worths.size(); ++i) {
    n += counts[i];
    sum += counts[i] * worths[i];
  }
  if (n == 0) return {std::ranges::min(worths), std::ranges::max(worths)};
  const double mean = sum / n;
  const double z = detail::normal_quantile(level.tail() / 2);
  return {mean - score_reach(worths, counts, n, mean, -1, z),
          mean + score_reach(worths, counts, n, mean, 1, z)};
}

interval net_score_interval(double low, double middle, double high, confidence level) {
  return score_interval(std::array{-1.0, 0.0, 1.0}, std::array{low, middle, high}, level);
}

measured detail::adjusted_net(double low, double middle, double high, const pseudo_counts& pseudo) {
  require_counts(std::array{low, middle, high});
  require_counts(std::array{pseudo.low, pseudo.middle, pseudo.high});
  low += pseudo.low;
  high += pseudo.high;
  const double n = low + middle + pseudo.middle + high;
  const double net = (high - low) / n;
  // The variance (low + high) / n - net², without the subtraction that cancels when nearly all agree.
  const double variance = (4 * (low / n) * (high / n) + (middle + pseudo.middle) / n * (low + high) / n);
  return {net, std::sqrt(variance / n)};
}

interval adjusted_wald(double low, double middle, double high, confidence level,
                       const pseudo_counts& pseudo) {
  const measured net = detail::adjusted_net(low, middle, high, pseudo);
  return std::isnan(net.value) ? interval{-1, 1} : wald(net.value, net.standard_error, level);
}

std::vector<interval> goodman_shares(std::span<const double> counts, confidence level) {
  require_counts(counts);
  const double n = std::accumulate(counts.begin(), counts.end(), 0.0);
  const auto each = confidence::of_tail(level.tail() / static_cast<double>(counts.size()));
  std::vector<interval> result;
  for (const double count : counts) result.push_back(wilson(count, n, each));
  return result;
}

interval goodman_contrast(double value, double standard_error, int categories, confidence level) {
  if (categories < 2) detail::throw_invalid_argument("shares of {} categories", {categories});
  const double margin =
      std::sqrt(detail::chi_squared_quantile(level.tail(), categories - 1)) * standard_error;
  return {value - margin, value + margin};
}

interval wald(double value, double standard_error, confidence level) {
  const double margin = detail::normal_quantile(level.tail() / 2) * standard_error;
  return {value - margin, value + margin};
}

interval student_t(double mean, double standard_error, double degrees_of_freedom, confidence level) {
  if (!(degrees_of_freedom > 0)) {
    return {-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  }
  const double margin = detail::student_quantile(level.tail() / 2, degrees_of_freedom) * standard_error;
  return {mean - margin, mean + margin};
}

interval logit_interval(double share, double standard_error, double degrees_of_freedom, confidence level) {
  require_share(share, 1);
  if (share == 0 || share == 1 || !(degrees_of_freedom > 0)) return {0, 1};
  const double margin =
      detail::student_quantile(level.tail() / 2, degrees_of_freedom) * standard_error / (share * (1 - share));
  // share / (share + (1 - share) e^±margin) is the way back that neither cancels nor overflows.
  return {share / (share + (1 - share) * std::exp(margin)),
          share / (share + (1 - share) * std::exp(-margin))};
}

interval korn_graubard(double share, double effective_n, double n, double degrees_of_freedom,
                       confidence level) {
  require_share(share, 1);
  if (!(degrees_of_freedom > 0 && n > 1)) return {0, 1};
  const double tail = level.tail() / 2;
  const double ratio =
      detail::student_quantile(tail, n - 1) / detail::student_quantile(tail, degrees_of_freedom);
  const double adjusted = effective_n * ratio * ratio;
  return clopper_pearson(share * adjusted, adjusted, level);
}

interval garwood(double events, confidence level) {
  if (!(events >= 0 && std::isfinite(events))) detail::throw_invalid_argument("{} events", {events});
  return gamma_interval(events, events, 1, level);
}

interval gamma_interval(double sum, double variance, double greatest_weight, confidence level) {
  if (!(sum >= 0 && variance >= 0 && greatest_weight >= 0 && std::isfinite(sum) && std::isfinite(variance) &&
        std::isfinite(greatest_weight))) {
    detail::throw_invalid_argument("a sum {} of variance {} with weights up to {}",
                                   {sum, variance, greatest_weight});
  }
  const double tail = level.tail() / 2;
  double low = 0;
  if (sum > 0 && variance > 0) {
    low = variance / sum * detail::gamma_lower_quantile(sum * sum / variance, tail);
  }
  const double next_sum = sum + greatest_weight;
  const double next_variance = variance + greatest_weight * greatest_weight;
  if (next_variance == 0) return {low, std::numeric_limits<double>::infinity()};
  return {low,
          next_variance / next_sum * detail::gamma_upper_quantile(next_sum * next_sum / next_variance, tail)};
}

}  // namespace cxmetrics
