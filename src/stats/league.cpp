// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "quantile.hpp"
#include "random.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/league.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cxmetrics {
namespace {

struct member {
  std::size_t place;
  double value;
  double variance;  // of the value
};

// The variance of one observation within groups, where all rest on counted ones; otherwise nothing.
double variance_within(std::span<const estimate> groups) {
  double squares = 0;
  double n = 0;
  double others = 0;
  for (const estimate& group : groups) {
    if (group.n == 0) continue;
    const double own = group.basis ? group.basis->observation_variance() : std::nan("");
    if (!(own >= 0) || !group.basis->plus(*group.basis)) return 0;
    squares += own * static_cast<double>(group.n);
    n += static_cast<double>(group.n);
    ++others;
  }
  return n > others ? squares / (n - others) : 0;
}

double variance_of(const estimate& group, double of_one) {
  const double squared = group.standard_error * group.standard_error;
  if (of_one > 0) {
    // A finite population counts for more.
    const double own = group.basis->observation_variance();
    return of_one / (own > 0 && squared > 0 ? own / squared : static_cast<double>(group.n));
  }
  const double error = group.ci.width() / 2 / detail::normal_quantile(detail::tail_of_level(group.level) / 2);
  return error * error;
}

std::vector<member> members_of(std::span<const estimate> groups) {
  std::vector<member> result;
  const double of_one = variance_within(groups);
  for (std::size_t place = 0; place < groups.size(); ++place) {
    const estimate& group = groups[place];
    if (std::isnan(group.value) || !group.ci.exists()) continue;
    const double variance = group.ci.width() == 0 ? 0 : variance_of(group, of_one);
    if (std::isfinite(variance)) result.push_back({place, group.value, variance});
  }
  return result;
}

struct weighted_mean {
  double value;
  double chi_squared;
};

weighted_mean mean_of(const std::vector<member>& members, double spread_squared) {
  double weights = 0;
  double sum = 0;
  for (const member& each : members) {
    weights += 1 / (each.variance + spread_squared);
    sum += each.value / (each.variance + spread_squared);
  }
  weighted_mean result{sum / weights, 0};
  for (const member& each : members) {
    const double off = each.value - result.value;
    result.chi_squared += off * off / (each.variance + spread_squared);
  }
  return result;
}

// Where the chi-squared is its degrees of freedom; it falls as the spread grows.
double spread_squared_of(const std::vector<member>& members) {
  const double freedom = static_cast<double>(members.size()) - 1;
  if (mean_of(members, 0).chi_squared <= freedom) return 0;
  double low = 0;
  double high = 1;
  while (mean_of(members, high).chi_squared > freedom) high *= 2;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    (mean_of(members, middle).chi_squared > freedom ? low : high) = middle;
  }
}

// Morris (1983), sections 4 and 5: the posterior of each value, with the factor (k - 3) / (k - 1) that keeps the shrinkage
// unbiased, and the variance that allows for the centre and the spread being estimated.
void shrink(std::vector<member>& members, league& to) {
  const auto k = static_cast<double>(members.size());
  const double squared = to.spread * to.spread;
  double weights = 0;
  double variances = 0;
  for (const member& each : members) {
    weights += 1 / (each.variance + squared);
    variances += each.variance / (each.variance + squared);
  }
  const double mean_variance = variances / weights;
  for (member& each : members) {
    const double total = each.variance + squared;
    const double pull = (k - 3) / (k - 1) * each.variance / total;
    const double off = each.value - to.centre;
    const double of_spread = 2 / (k - 3) * pull * pull * (mean_variance + squared) / total;
    each.value = to.centre + (1 - pull) * off;
    each.variance = each.variance * (1 - (k - 1) / k * pull) + of_spread * off * off;
    to.entries[each.place].shrinkage = pull;
  }
}

// The smallest of the numbers that each member is given, one in each round: so many of them as a quantile needs. A count
// of all numbers by member would be quadratic in members.
class smallest_numbers {
 public:
  smallest_numbers(std::size_t members, std::size_t kept)
      : kept_(kept), heaps_(members * kept), limits_(members) {}

  void add(std::size_t round, std::size_t member, std::uint32_t number) {
    const auto begin = heaps_.begin() + static_cast<std::ptrdiff_t>(member * kept_);
    const auto end = begin + static_cast<std::ptrdiff_t>(kept_);
    if (round < kept_) {
      begin[static_cast<std::ptrdiff_t>(round)] = number;
      if (round + 1 < kept_) return;
      std::make_heap(begin, end);
    } else {
      if (number >= limits_[member]) return;
      std::pop_heap(begin, end);
      *(end - 1) = number;
      std::push_heap(begin, end);
    }
    limits_[member] = *begin;
  }

  // The greatest of those kept.
  std::uint32_t limit(std::size_t member) const { return limits_[member]; }

 private:
  std::size_t kept_;
  std::vector<std::uint32_t> heaps_;
  std::vector<std::uint32_t> limits_;
};

struct drawn_value {
  double value;  // low is good
  double noise;  // where values are certain and equal, chance has the say
  std::size_t member;
};

std::uint32_t replicates_of(const league_options& options, std::size_t groups) {
  constexpr std::size_t draws = 10'000'000;
  const std::size_t fitting = std::clamp<std::size_t>(draws / groups, 1'000, 10'000);
  return options.replicates.value_or(static_cast<std::uint32_t>(fitting));
}

void rank(const std::vector<member>& members, bool high_is_good, double tail, const league_options& options,
          league& to) {
  const std::size_t count = members.size();
  const std::uint32_t replicates = replicates_of(options, count);
  detail::random_source random(options.seed);
  const std::size_t kept = static_cast<std::size_t>(tail / 2 * replicates) + 1;
  smallest_numbers best(count, kept);
  smallest_numbers worst(count, kept);  // counted from the last
  std::vector<std::uint64_t> sums(count);
  std::vector<drawn_value> drawn(count);
  for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
    for (std::size_t i = 0; i < count; ++i) {
      const double noise = detail::draw_normal(random);
      const double value = members[i].value + std::sqrt(members[i].variance) * noise;
      drawn[i] = {high_is_good ? -value : value, noise, i};
    }
    std::sort(drawn.begin(), drawn.end(), [](const drawn_value& one, const drawn_value& other) {
      return one.value != other.value ? one.value < other.value : one.noise < other.noise;
    });
    for (std::size_t place = 0; place < count; ++place) {
      const std::size_t i = drawn[place].member;
      sums[i] += place + 1;
      best.add(replicate, i, static_cast<std::uint32_t>(place + 1));
      worst.add(replicate, i, static_cast<std::uint32_t>(count - place));
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    league_entry& entry = to.entries[members[i].place];
    entry.rank = static_cast<double>(sums[i]) / replicates;
    entry.best_rank = best.limit(i);
    entry.worst_rank = count + 1 - worst.limit(i);
  }
}

}  // namespace

league league_of(std::span<const estimate> groups, const league_options& options) {
  if (options.replicates == 0) detail::throw_invalid_argument("ranks of no replicates");
  for (const estimate& group : groups) detail::require_comparable(groups.front(), group);
  league result;
  result.entries.resize(groups.size());
  for (std::size_t place = 0; place < groups.size(); ++place) {
    result.entries[place].shrunk = groups[place];
    result.entries[place].shrunk.basis = {};
  }
  std::vector<member> members = members_of(groups);
  if (members.empty()) return result;
  for (const member& each : members) result.entries[each.place].shrinkage = 0;
  const bool certain =
      std::any_of(members.begin(), members.end(), [](const member& each) { return each.variance == 0; });
  if (!certain && members.size() > 3) {
    const double squared = spread_squared_of(members);
    result.spread = std::sqrt(squared);
    result.centre = mean_of(members, squared).value;
    shrink(members, result);
    const interval range = range_of(groups.front());
    const double z = detail::normal_quantile(detail::tail_of_level(groups.front().level) / 2);
    for (const member& each : members) {
      estimate& shrunk = result.entries[each.place].shrunk;
      shrunk.value = each.value;
      shrunk.standard_error = std::sqrt(each.variance);
      shrunk.method = interval_method::none;
      shrunk.ci = {std::max(range.low, each.value - z * shrunk.standard_error),
                   std::min(range.high, each.value + z * shrunk.standard_error)};
    }
  }
  rank(members, groups.front().better == better::high, detail::tail_of_level(groups.front().level), options,
       result);
  return result;
}

}  // namespace cxmetrics
