// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/revenue_counters.hpp"

#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <array>
#include <limits>
#include <string>

namespace cxmetrics {
namespace {

using counters = revenue_counters;

constexpr std::array<std::int64_t counters::*, 8> money = {
    &counters::start,       &counters::acquired, &counters::reactivated,   &counters::expansion,
    &counters::contraction, &counters::churned,  &counters::lost_of_start, &counters::change_of_start};
constexpr std::array<std::uint64_t counters::*, 6> counts = {
    &counters::customers_at_start, &counters::customers_acquired,      &counters::customers_reactivated,
    &counters::customers_churned,  &counters::customers_lost_of_start, &counters::customers_moved};
constexpr std::array<detail::wide_sum counters::*, 9> sums = {
    &counters::start_squared, &counters::end_squared,    &counters::lost_squared,
    &counters::lost_by_start, &counters::change_squared, &counters::change_by_start,
    &counters::gain_squared,  &counters::loss_squared,   &counters::gain_by_loss};

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// All that came in. The other figures cannot exceed it, nor a sum of squares its square.
std::int64_t income(const counters& of) {
  std::int64_t result = 0;
  for (const std::int64_t more : {of.start, of.acquired, of.reactivated, of.expansion}) {
    if (more > most - result) detail::throw_invalid_argument("more revenue than 64 bits hold");
    result += more;
  }
  return result;
}

void require_at_most(std::int64_t part, std::string_view part_name, std::int64_t whole,
                     std::string_view whole_name) {
  if (part > whole) {
    detail::throw_invalid_argument("revenue of {} {}, but only {} {}", {part, part_name, whole, whole_name});
  }
}

void require_consistent(const counters& of) {
  for (const auto field : money) {
    if (field != &counters::change_of_start && of.*field < 0)
      detail::throw_invalid_argument("a revenue of {} a year, which is below 0", {of.*field});
  }
  const std::int64_t came = income(of);
  require_at_most(of.contraction, "contracted", came, "came");
  require_at_most(of.churned, "churned", came - of.contraction, "came and was not contracted");
  require_at_most(of.lost_of_start, "lost of the start", of.start, "at start");
  require_at_most(-of.lost_of_start, "lost of the start", of.change_of_start, "as change of the start");
  require_at_most(of.change_of_start, "as change of the start", came - of.start, "came in the period");
  const std::uint64_t most_customers = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t customers = of.customers_at_start;
  for (const std::uint64_t more : {of.customers_acquired, of.customers_reactivated}) {
    if (more > most_customers - customers)
      detail::throw_invalid_argument("more customers than 64 bits can count");
    customers += more;
  }
  if (of.customers_churned > customers || of.customers_lost_of_start > of.customers_at_start) {
    detail::throw_invalid_argument(
        "{} customers churned, {} of them of the start, but only {} and {} paid",
        {of.customers_churned, of.customers_lost_of_start, customers, of.customers_at_start});
  }
}

// Where the balance stands after so many of the movements, per month in whole units.
std::int64_t balance(const counters& of, std::size_t movements) {
  std::int64_t yearly = of.start;
  for (std::size_t at = 1; at <= movements && at <= 3; ++at) yearly += of.*money[at];
  for (std::size_t at = 4; at <= movements; ++at) yearly -= of.*money[at];
  return yearly / 12 + (yearly % 12 >= 6 ? 1 : 0);
}

constexpr std::size_t all_movements = 5;

std::uint64_t bits(std::int64_t amount) {
  return static_cast<std::uint64_t>(amount);
}
std::int64_t wrapped(std::uint64_t bits) {
  return static_cast<std::int64_t>(bits);
}

void require_same_period(const revenue_flow& one, const revenue_flow& other) {
  if (one.period() == other.period()) return;
  detail::throw_invalid_argument(
      "flows of different periods do not add up: {} and {}",
      {std::string_view(to_string(one.period())), std::string_view(to_string(other.period()))});
}

}  // namespace

revenue_flow::revenue_flow(const cxmetrics::period& period) : period_(period) {}

revenue_flow::revenue_flow(const cxmetrics::period& period, const revenue_counters& counters)
    : period_(period), counters_(counters) {
  require_consistent(counters_);
}

std::int64_t revenue_flow::start() const noexcept {
  return balance(counters_, 0);
}
std::int64_t revenue_flow::acquired() const noexcept {
  return balance(counters_, 1) - balance(counters_, 0);
}
std::int64_t revenue_flow::reactivated() const noexcept {
  return balance(counters_, 2) - balance(counters_, 1);
}
std::int64_t revenue_flow::expansion() const noexcept {
  return balance(counters_, 3) - balance(counters_, 2);
}
std::int64_t revenue_flow::contraction() const noexcept {
  return balance(counters_, 3) - balance(counters_, 4);
}
std::int64_t revenue_flow::churned() const noexcept {
  return balance(counters_, 4) - balance(counters_, 5);
}
std::int64_t revenue_flow::end() const noexcept {
  return balance(counters_, all_movements);
}

// The first day and the first day after it. The counters in their order, each sum of products as two words, the lower first.
snapshot revenue_flow::snapshot() const {
  cxmetrics::snapshot result{
      .type = "revenue_flow",
      .layout = 1,
      .parameters = {period_.first().time_since_epoch().count(), period_.last().time_since_epoch().count()}};
  detail::add_wholes(result, {period_});
  detail::append_revenue(result, counters_);
  return result;
}

revenue_flow revenue_flow::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "revenue_flow", detail::layout_of_parts);
  detail::require_sizes(stored, stored.layout < detail::layout_of_parts ? 2 : 4, detail::revenue_words);
  const cxmetrics::period days{detail::day_in(stored, 0), detail::day_in(stored, 1)};
  const cxmetrics::period period = detail::parts_in(stored, {days}, 2).front();
  detail::word_reader words(stored);
  return {period, detail::read_revenue(words)};
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

revenue_flow& revenue_flow::operator+=(const revenue_flow& other) {
  require_same_period(*this, other);
  if (income(other.counters_) > most - income(counters_)) {
    detail::throw_invalid_argument("more revenue than 64 bits hold: {} and {} a year",
                                   {income(counters_), income(other.counters_)});
  }
  revenue_counters sum = counters_;
  for (const auto field : counts) {
    if (sum.*field > std::numeric_limits<std::uint64_t>::max() - other.counters_.*field)
      detail::throw_invalid_argument("more customers than 64 bits can count");
  }
  detail::add_revenue(sum, other.counters_);
  return *this = revenue_flow(period_, sum);
}

revenue_flow& revenue_flow::operator-=(const revenue_flow& other) {
  require_same_period(*this, other);
  for (const auto field : counts) {
    if (counters_.*field < other.counters_.*field) {
      detail::throw_invalid_argument("cannot take {} customers from {}",
                                     {other.counters_.*field, counters_.*field});
    }
  }
  revenue_counters rest = counters_;
  detail::subtract_revenue(rest, other.counters_);
  return *this = revenue_flow(period_, rest);
}

namespace detail {

void add_revenue(revenue_counters& to, const revenue_counters& more) noexcept {
  for (const auto field : money) to.*field = wrapped(bits(to.*field) + bits(more.*field));
  for (const auto field : counts) to.*field += more.*field;
  for (const auto field : sums) to.*field += more.*field;
}

void subtract_revenue(revenue_counters& from, const revenue_counters& less) noexcept {
  for (const auto field : money) from.*field = wrapped(bits(from.*field) - bits(less.*field));
  for (const auto field : counts) from.*field -= less.*field;
  for (const auto field : sums) from.*field -= less.*field;
}

void append_revenue(snapshot& to, const revenue_counters& of) {
  for (const auto field : money) to.words.push_back(static_cast<std::uint64_t>(of.*field));
  for (const auto field : counts) to.words.push_back(of.*field);
  for (const auto field : sums)
    to.words.insert(to.words.end(), (of.*field).words.begin(), (of.*field).words.end());
}

revenue_counters read_revenue(word_reader& words) {
  revenue_counters result;
  for (const auto field : money) result.*field = static_cast<std::int64_t>(words.next());
  for (const auto field : counts) result.*field = words.next();
  for (const auto field : sums) {
    for (std::uint64_t& word : (result.*field).words) word = words.next();
  }
  return result;
}

}  // namespace detail
}  // namespace cxmetrics
