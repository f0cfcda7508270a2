// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "quantile.hpp"
#include "worth.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/permutation_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

constexpr std::size_t most_steps = std::size_t{1} << 20;
constexpr double steps_of_a_way = 128;  // more than 4,000 answers of two worths are left to the saddlepoint
// What is less likely than this part of the likeliest is left out: first more of it, and less where the p-value is so small
// that it would be seen.
constexpr double mostly_negligible = 1e-26;
constexpr double negligible = 1e-100;
constexpr double seen_below = 1e-9;
constexpr int finest_steps = 1000;

// A worth that occurs: where it lies between the least (0) and the greatest (1), how many answers of the sample that
// is looked at have it, and how many of both together.
struct score {
  double place;
  double drawn;
  double pooled;
};

double doubled(double smaller_tail) {
  return std::min(1.0, 2 * smaller_tail);
}

double sum_of(std::span<const double> counts) {
  double sum = 0;
  for (const double count : counts) sum += count;
  return sum;
}

void require_sound(std::span<const double> worths, std::span<const double> first,
                   std::span<const double> second) {
  if (worths.size() != first.size() || worths.size() != second.size()) {
    detail::throw_invalid_argument("{} worths with {} and {} counts",
                                   {worths.size(), first.size(), second.size()});
  }
  for (const double worth : worths) {
    detail::require_worth(worth);
  }
  for (const auto& counts : {first, second}) {
    for (const double count : counts) {
      if (!(count >= 0 && std::isfinite(count))) {
        detail::throw_invalid_argument("a count is a number from 0 up, not {}", {count});
      }
    }
  }
}

// The smaller sample is looked at, and of two equally large ones always the same, so that exchanging them changes
// nothing.
bool first_is_looked_at(std::span<const double> first, std::span<const double> second) {
  const double n_first = sum_of(first);
  const double n_second = sum_of(second);
  if (n_first != n_second) return n_first < n_second;
  return std::lexicographical_compare(first.begin(), first.end(), second.begin(), second.end());
}

// The least number of equal steps from 0 to 1 that meet every place.
int steps_of(std::span<const score> scores) {
  for (int steps = 1; steps < finest_steps; ++steps) {
    const bool all = std::all_of(scores.begin(), scores.end(), [&](const score& each) {
      const double at = each.place * steps;
      return std::abs(at - std::round(at)) < 1e-9 * steps;
    });
    if (all) return steps;
  }
  return finest_steps;
}

// In how many ways 0, 1, … of the pooled answers can be drawn, each weighed by `odds` per answer: over the likeliest, so that
// nothing overflows. A common factor does not matter, nor do the odds where all scores have the same. Only those from
// `first` to `last` are not negligible.
struct ways_to_draw {
  ways_to_draw(double pooled, double most, double odds, double left_out)
      : of(static_cast<std::size_t>(most) + 1),
        first(static_cast<std::size_t>(std::min(most, std::floor((pooled + 1) * odds / (1 + odds))))),
        last(first) {
    of[first] = 1;
    for (; last + 1 < of.size() && of[last] > left_out; ++last) {
      const auto x = static_cast<double>(last);
      of[last + 1] = of[last] * odds * (pooled - x) / (x + 1);
    }
    for (; first > 0 && of[first] > left_out; --first) {
      const auto x = static_cast<double>(first);
      of[first - 1] = of[first] * x / (odds * (pooled - x + 1));
    }
  }

  std::vector<double> of;
  std::size_t first;
  std::size_t last;
};

// How likely the samples drawn so far are, by their number of answers (rows) and the sum of their worths: a row begins with
// its answers times the least worth and ends with its answers times the greatest.
class sums {
 public:
  // Nothing is drawn.
  sums() : sums(1, 0, 0) { chance_[0] = 1; }

  // Adds from none to all answers of a score, and keeps samples of so many at most.
  void add(const ways_to_draw& ways, std::size_t worth, std::size_t most) {
    const bool is_first = rows_ == 1;
    sums result(std::min(most + 1, rows_ + ways.last), is_first ? worth : std::min(least_, worth),
                is_first ? worth : std::max(greatest_, worth));
    for (std::size_t then = 0; then < rows_; ++then) {
      const std::span<const double> from = row(then);
      for (std::size_t x = ways.first; x <= ways.last && then + x < result.rows_; ++x) {
        const std::size_t now = then + x;
        double* const to =
            &result.chance_[result.begin_of(now) + least_sum(then) + x * worth - result.least_sum(now)];
        for (std::size_t i = 0; i < from.size(); ++i) to[i] += ways.of[x] * from[i];
      }
    }
    *this = std::move(result);
  }

  std::size_t rows() const { return rows_; }
  std::size_t least_sum(std::size_t answers) const { return answers * least_; }
  std::span<const double> row(std::size_t answers) const {
    return std::span{chance_}.subspan(begin_of(answers), answers * (greatest_ - least_) + 1);
  }

 private:
  sums(std::size_t rows, std::size_t least, std::size_t greatest)
      : rows_(rows), least_(least), greatest_(greatest), chance_(begin_of(rows)) {}

  std::size_t begin_of(std::size_t answers) const {
    return answers + (greatest_ - least_) * (answers * (answers - 1) / 2);
  }

  std::size_t rows_;
  std::size_t least_;
  std::size_t greatest_;
  std::vector<double> chance_;
};

// How likely the samples are whose sum is less than the one seen, the same, and greater.
struct chances {
  double below = 0;
  double at = 0;
  double above = 0;
};

// The scores are numbered by equal steps of their places. The last two need no table: each number of answers is taken together
// with what is left for the other.
chances chances_of_sums(std::span<const score> scores, int steps, double n, double left_out) {
  double all = 0;
  for (const score& each : scores) all += each.pooled;
  const double odds = n / (all - n);
  const auto worth_of = [&](const score& each) { return std::round(each.place * steps); };
  const auto ways_of = [&](const score& each) {
    return ways_to_draw(each.pooled, std::min(each.pooled, n), odds, left_out);
  };
  sums drawn;
  double seen = 0;
  for (const score& each : scores) seen += each.drawn * worth_of(each);
  for (const score& each : scores.first(scores.size() - 2)) {
    drawn.add(ways_of(each), static_cast<std::size_t>(worth_of(each)), static_cast<std::size_t>(n));
  }
  const double worth = worth_of(scores[scores.size() - 2]);
  const double worth_of_last = worth_of(scores.back());
  const ways_to_draw ways = ways_of(scores[scores.size() - 2]);
  const ways_to_draw ways_of_last = ways_of(scores.back());
  chances result;
  for (std::size_t answers = 0; answers < drawn.rows(); ++answers) {
    const std::span<const double> row = drawn.row(answers);
    const std::size_t left = static_cast<std::size_t>(n) - answers;
    const std::size_t first = std::max(ways.first, left - std::min(left, ways_of_last.last));
    for (std::size_t x = first; x <= std::min(ways.last, left - std::min(left, ways_of_last.first)); ++x) {
      const double chance = ways.of[x] * ways_of_last.of[left - x];
      const double at = seen - static_cast<double>(x) * worth -
                        static_cast<double>(left - x) * worth_of_last -
                        static_cast<double>(drawn.least_sum(answers));
      const auto end = static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(row.size())));
      double below = 0;
      for (std::size_t i = 0; i < end; ++i) below += row[i];
      const bool meets = at >= 0 && end < row.size();
      double above = 0;
      for (std::size_t i = end + (meets ? 1 : 0); i < row.size(); ++i) above += row[i];
      result.below += chance * below;
      result.above += chance * above;
      if (meets) result.at += chance * row[end];
    }
  }
  return result;
}

std::optional<double> exact_p_value(std::vector<score> scores, double n) {
  const auto whole = [](double count) { return count == std::floor(count) && count < 0x1p20; };
  if (!std::all_of(scores.begin(), scores.end(),
                   [&](const score& each) { return whole(each.drawn) && whole(each.pooled); })) {
    return std::nullopt;
  }
  // What is left to draw is of the most frequent score, so that its ways need no steps.
  const auto frequent = std::max_element(scores.begin(), scores.end(),
                                         [](const score& a, const score& b) { return a.pooled < b.pooled; });
  std::iter_swap(frequent, scores.end() - 1);
  const int steps = steps_of(scores);
  double answers = 0;
  double greatest_sum = 0;
  double steps_taken = 0;
  for (std::size_t i = 0; i + 1 < scores.size(); ++i) {
    const double most = std::min(scores[i].pooled, n);
    steps_taken += (answers + 1) * (greatest_sum + 1) * (most + 1) + steps_of_a_way * (most + 1);
    answers = std::min(n, answers + most);
    greatest_sum += most * std::round(scores[i].place * steps);
  }
  steps_taken +=
      (answers + 1) * (greatest_sum + 1) + steps_of_a_way * (std::min(scores.back().pooled, n) + 1);
  if (steps_taken > static_cast<double>(most_steps)) return std::nullopt;
  for (const double left_out : {mostly_negligible, negligible}) {
    const chances found = chances_of_sums(scores, steps, n, left_out);
    if (found.at == 0) continue;
    const double tail = std::min(found.below, found.above) + found.at / 2;
    const double p_value = doubled(tail / (found.below + found.at + found.above));
    if (p_value > seen_below || left_out == negligible) return p_value;
  }
  return std::nullopt;  // beyond what a double can hold
}

// The likeliest sample or the least likely one: the answers drawn from the greatest, or the least, worth on.
double extreme_chance(std::span<const score> scores, double n, double all) {
  const auto log_ways = [](double of, double drawn) {
    return std::lgamma(of + 1) - std::lgamma(drawn + 1) - std::lgamma(of - drawn + 1);
  };
  double log_chance = -log_ways(all, n);
  for (const score& each : scores) log_chance += log_ways(each.pooled, each.drawn);
  return std::exp(std::min(0.0, log_chance));
}

// Every answer is drawn by itself with the chance 1/(1 + exp(-(s + t place))), given that n are drawn. At the saddlepoint, s and t make
// the expected sum the one seen; at t = 0 they make the number expected n.
double saddlepoint_p_value(std::span<const score> scores, double n) {
  double all = 0;
  double seen = 0;
  double mean = 0;
  for (const score& each : scores) {
    all += each.pooled;
    seen += each.drawn * each.place;
    mean += each.pooled * each.place;
  }
  mean /= all;
  const double share = n / all;
  // The extreme sums have no saddlepoint: all answers of the one end, and none beyond.
  double from_least = n;
  double from_greatest = n;
  double lowest = 0;
  double highest = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const score& up = scores[i];
    const score& down = scores[scores.size() - 1 - i];
    lowest += std::min(from_least, up.pooled) * up.place;
    highest += std::min(from_greatest, down.pooled) * down.place;
    from_least -= std::min(from_least, up.pooled);
    from_greatest -= std::min(from_greatest, down.pooled);
  }
  const double slack = 1e-9 * n;
  if (seen <= lowest + slack || seen >= highest - slack) return doubled(extreme_chance(scores, n, all) / 2);

  // Newton's method on the convex function cumulant - s n - t seen, with places counted from the mean.
  const double target = seen - n * mean;
  const double s_0 = std::log(share / (1 - share));
  double s = s_0;
  double t = 0;
  struct terms {
    double value = 0, of_s = 0, of_t = 0, ss = 0, st = 0, tt = 0;
  };
  const auto terms_at = [&](double log_odds, double tilt) {
    terms result;
    for (const score& each : scores) {
      const double off = each.place - mean;
      const double exponent = log_odds + tilt * off;
      const double odds = std::exp(-std::abs(exponent));  // at most 1
      const double less_likely = odds / (1 + odds);
      const double chance = exponent > 0 ? 1 / (1 + odds) : less_likely;
      const double log_1_plus = std::max(exponent, 0.0) + std::log1p(odds);
      const double spread = each.pooled * less_likely / (1 + odds);
      result.value += each.pooled * log_1_plus;
      result.of_s += each.pooled * chance;
      result.of_t += each.pooled * chance * off;
      result.ss += spread;
      result.st += spread * off;
      result.tt += spread * off * off;
    }
    result.value -= log_odds * n + tilt * target;
    result.of_s -= n;
    result.of_t -= target;
    return result;
  };
  terms here = terms_at(s, t);
  const terms start = here;
  for (int round = 0; round < 100; ++round) {
    const double determinant = here.ss * here.tt - here.st * here.st;
    if (!(determinant > 0)) break;
    double step_s = -(here.tt * here.of_s - here.st * here.of_t) / determinant;
    double step_t = -(here.ss * here.of_t - here.st * here.of_s) / determinant;
    const double decrease = -(step_s * here.of_s + step_t * here.of_t);
    if (!(decrease > 1e-20)) break;
    double part = 1;
    terms next = terms_at(s + step_s, t + step_t);
    while (!(next.value <= here.value - 1e-4 * part * decrease) && part > 1e-6) {
      part /= 2;
      next = terms_at(s + part * step_s, t + part * step_t);
    }
    s += part * step_s;
    t += part * step_t;
    here = next;
    if (decrease < 1e-14) break;
  }
  const double root = std::copysign(std::sqrt(std::max(0.0, 2 * (start.value - here.value))), t);
  const double determinant = here.ss * here.tt - here.st * here.st;
  const double other = t * std::sqrt(std::max(0.0, determinant / start.ss));
  if (std::abs(root) < 1e-3 || !(other / root > 0)) return 1;
  return doubled(detail::normal_upper_tail(std::abs(root + std::log(other / root) / root)));
}

}  // namespace

permutation_result permutation_test(std::span<const double> worths, std::span<const double> first,
                                    std::span<const double> second) {
  require_sound(worths, first, second);
  const double n_first = sum_of(first);
  const double n_second = sum_of(second);
  if (n_first == 0 || n_second == 0) return {std::numeric_limits<double>::quiet_NaN(), true};
  const bool looks_at_first = first_is_looked_at(first, second);
  const auto drawn = looks_at_first ? first : second;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < worths.size(); ++i) {
    if (first[i] + second[i] > 0) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return worths[a] < worths[b]; });
  const double least = worths[order.front()];
  const double range = worths[order.back()] - least;
  if (range == 0) return {1, true};
  std::vector<score> scores;
  for (const std::size_t i : order) {
    const double place = (worths[i] - least) / range;
    if (!scores.empty() && scores.back().place == place) {
      scores.back().drawn += drawn[i];
      scores.back().pooled += first[i] + second[i];
    } else {
      scores.push_back({place, drawn[i], first[i] + second[i]});
    }
  }
  const double n = std::min(n_first, n_second);
  if (const auto p_value = exact_p_value(scores, n)) return {*p_value, true};
  return {saddlepoint_p_value(scores, n), false};
}

}  // namespace cxmetrics
