// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
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

}  // namespace

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
  if (scale_ != other.scale_) {
    detail::throw_invalid_argument("tallies of different scales do not add up: {} to {}, and {} to {}",
                                   {scale_.low(), scale_.high(), other.scale_.low(), other.scale_.high()});
  }
  require_room(everybody(*this), everybody(other));
  for (std::size_t row = 0; row < counters_.count.size(); ++row) {
    for (std::size_t column = 0; column < counters_.count.size(); ++column) {
      counters_.count[row][column] += other.counters_.count[row][column];
    }
  }
  counters_.incomplete += other.counters_.incomplete;
  counters_.only_before += other.counters_.only_before;
  counters_.only_after += other.counters_.only_after;
  return *this;
}

difference compare(const metric& metric, const paired_tally& pairs, const estimate_options& options) {
  const scale scale = pairs.scale();
  if (scale != metric.scale()) {
    detail::throw_invalid_argument(
        "{} is defined on the scale {} to {}, not {} to {}",
        {metric.name(), metric.scale().low(), metric.scale().high(), scale.low(), scale.high()});
  }
  std::vector<double> changes;
  std::vector<std::uint64_t> counts;
  for (int first = scale.low(); first <= scale.high(); ++first) {
    for (int second = scale.low(); second <= scale.high(); ++second) {
      changes.push_back(metric.worth(second) - metric.worth(first));
      counts.push_back(pairs.count(first, second));
    }
  }
  return paired_test(changes, counts, {metric.unit(), metric.better()}, options);
}

}  // namespace cxmetrics
