// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "state.hpp"

#include <cxmetrics/stats/paired_test.hpp>
#include <cxmetrics/survey/paired_tally.hpp>

#include <limits>
#include <vector>

namespace cxmetrics {
namespace {

std::uint64_t everybody(const paired_tally& tally) noexcept {
  return tally.pairs() + tally.incomplete() + tally.only_before() + tally.only_after();
}

void require_room(std::uint64_t present, std::uint64_t more) {
  if (present > std::numeric_limits<std::uint64_t>::max() - more) {
    detail::throw_invalid_argument("more people than 64 bits can count: {} and {}", {present, more});
  }
}

void require_same_scale(scale one, scale other) {
  if (one == other) return;
  detail::throw_invalid_argument("tallies of different scales do not add up: {} to {}, and {} to {}",
                                 {one.low(), one.high(), other.low(), other.high()});
}

// Calls function(counter, other counter) for all of them.
template <class Function>
void for_each(paired_counters& one, const paired_counters& other, Function function) {
  for (std::size_t row = 0; row < one.count.size(); ++row) {
    for (std::size_t column = 0; column < one.count.size(); ++column) {
      function(one.count[row][column], other.count[row][column]);
    }
  }
  function(one.incomplete, other.incomplete);
  function(one.only_before, other.only_before);
  function(one.only_after, other.only_after);
}

}  // namespace

static_assert(divisible<paired_tally>);

paired_tally::paired_tally(cxmetrics::scale scale, const paired_counters& counters)
    : scale_(scale), counters_(counters) {
  const auto points = static_cast<std::size_t>(scale.points());
  std::uint64_t total = 0;
  const auto add = [&](std::uint64_t count) {
    require_room(total, count);
    total += count;
  };
  for (std::size_t row = 0; row < counters.count.size(); ++row) {
    for (std::size_t column = 0; column < counters.count.size(); ++column) {
      const std::uint64_t count = counters.count[row][column];
      if (count != 0 && (row >= points || column >= points)) {
        detail::throw_invalid_argument("a count for scores {} and {}, off the scale {} to {}",
                                       {scale.low() + static_cast<int>(row),
                                        scale.low() + static_cast<int>(column), scale.low(), scale.high()});
      }
      add(count);
    }
  }
  add(counters.incomplete);
  add(counters.only_before);
  add(counters.only_after);
}

void paired_tally::add(std::uint64_t& counter, std::uint64_t times) {
  require_room(everybody(*this), times);
  counter += times;
}

void paired_tally::record(int before, int after, std::uint64_t times) {
  const auto row = static_cast<std::size_t>(scale_.index_of(before));
  const auto column = static_cast<std::size_t>(scale_.index_of(after));
  add(counters_.count[row][column], times);
}

void paired_tally::record_incomplete(std::uint64_t times) {
  add(counters_.incomplete, times);
}
void paired_tally::record_only_before(std::uint64_t times) {
  add(counters_.only_before, times);
}
void paired_tally::record_only_after(std::uint64_t times) {
  add(counters_.only_after, times);
}

std::uint64_t paired_tally::pairs() const noexcept {
  std::uint64_t sum = 0;
  for (const auto& row : counters_.count) {
    for (const std::uint64_t count : row) sum += count;
  }
  return sum;
}

tally paired_tally::before() const {
  tally result{scale_};
  for (int first = scale_.low(); first <= scale_.high(); ++first) {
    for (int second = scale_.low(); second <= scale_.high(); ++second)
      result.record(first, count(first, second));
  }
  return result;
}

tally paired_tally::after() const {
  tally result{scale_};
  for (int first = scale_.low(); first <= scale_.high(); ++first) {
    for (int second = scale_.low(); second <= scale_.high(); ++second)
      result.record(second, count(first, second));
  }
  return result;
}

paired_tally& paired_tally::operator+=(const paired_tally& other) {
  require_same_scale(scale_, other.scale_);
  require_room(everybody(*this), everybody(other));
  for_each(counters_, other.counters_, [](std::uint64_t& count, std::uint64_t more) { count += more; });
  return *this;
}

paired_tally& paired_tally::operator-=(const paired_tally& other) {
  require_same_scale(scale_, other.scale_);
  paired_counters left = counters_;
  for_each(left, other.counters_, [](std::uint64_t& count, std::uint64_t less) {
    if (count < less) detail::throw_invalid_argument("cannot take {} people from {}", {less, count});
    count -= less;
  });
  counters_ = left;
  return *this;
}

// For each score before, lowest first, the count of each score after; then incomplete; only before; only after.
snapshot paired_tally::snapshot() const {
  cxmetrics::snapshot result{
      .type = "paired_tally", .layout = 1, .parameters = {scale_.low(), scale_.high()}};
  for (int row = 0; row < scale_.points(); ++row) {
    const auto& counts = counters_.count[static_cast<std::size_t>(row)];
    result.words.insert(result.words.end(), counts.begin(), counts.begin() + scale_.points());
  }
  result.words.insert(result.words.end(),
                      {counters_.incomplete, counters_.only_before, counters_.only_after});
  return result;
}

paired_tally paired_tally::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "paired_tally");
  const cxmetrics::scale scale = detail::scale_in(stored);
  const auto points = static_cast<std::size_t>(scale.points());
  detail::require_sizes(stored, 2, points * points + 3);
  detail::word_reader words(stored);
  paired_counters counters;
  for (std::size_t row = 0; row < points; ++row) {
    for (std::size_t column = 0; column < points; ++column) counters.count[row][column] = words.next();
  }
  counters.incomplete = words.next();
  counters.only_before = words.next();
  counters.only_after = words.next();
  return {scale, counters};
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

difference compare(const metric& metric, const paired_tally& pairs, const estimate_options& options) {
  const scale scale = pairs.scale();
  if (scale != metric.scale()) {
    detail::throw_invalid_argument(
        "{} is defined on the scale {} to {}, not {} to {}",
        {metric.title(), metric.scale().low(), metric.scale().high(), scale.low(), scale.high()});
  }
  std::vector<double> changes;
  std::vector<std::uint64_t> counts;
  for (int first = scale.low(); first <= scale.high(); ++first) {
    for (int second = scale.low(); second <= scale.high(); ++second) {
      changes.push_back(metric.worth(second) - metric.worth(first));
      counts.push_back(pairs.count(first, second));
    }
  }
  return paired_test(changes, counts, metric.quantity(), options);
}

}  // namespace cxmetrics
