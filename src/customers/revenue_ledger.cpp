// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/ledger_calendar.hpp"
#include "customers/revenue_counters.hpp"
#include "customers/subscription_groups.hpp"

#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

namespace cxmetrics {

using detail::price_row;

// With its days as numbers, as rows have them.
struct revenue_ledger::calendar : detail::ledger_calendar {
  explicit calendar(std::vector<period> in_a_row)
      : ledger_calendar(std::move(in_a_row)),
        first_day(first().time_since_epoch().count()),
        end_day(end().time_since_epoch().count()) {}

  std::int64_t first_day;
  std::int64_t end_day;
};

// Follows what one customer pays from day to day. Whether somebody comes, goes, pays more or pays less is as good as
// random from one customer to the next, so little here jumps for it.
class revenue_ledger::walk {
 public:
  explicit walk(revenue_ledger& into) : calendar_(*into.calendar_), books_(into.books_) {}
  // Notes what is alike of many customers, and enters it when they are done.
  static walk of_many(revenue_ledger& into) {
    walk result(into);
    result.alone_.resize(kinds * into.books_.size());
    return result;
  }

  void add(const price_row& row) {
    if (row.per_year == 0 || row.since >= calendar_.end_day) return;
    if (row.since < calendar_.first_day) {
      has_paid_ = true;
      if (row.until < calendar_.first_day) return;
      at_start_ += row.per_year;
    } else {
      const bool passes = row.since == row.until;
      insert({day_number(row.since), passes, row.per_year});
      if (passes) return;
    }
    if (row.until < calendar_.end_day) insert({day_number(row.until), false, -row.per_year});
  }

  // Enters the customer, and is ready for the next one.
  void finish() {
    if (steps_.size() > few) {
      std::sort(steps_.begin(), steps_.end(),
                [](const step& one, const step& other) { return one.day < other.day; });
    }
    open(books_.front(), at_start_);
    balance of{.at_start = at_start_, .now = at_start_, .has_paid = has_paid_};
    for (auto at = steps_.cbegin(); at != steps_.cend();) {
      const std::size_t place = place_of(*at);
      moves today = day_of(at);
      if (today.passing == 0 && (at == steps_.cend() || place_of(*at) != place)) {
        move_alone(place, of, today.change);
        continue;
      }
      revenue_counters& book = books_[place];
      for (move(book, of, today); at != steps_.cend() && place_of(*at) == place; move(book, of, today))
        today = day_of(at);
      close(book, of);
      of = {.at_start = of.now, .now = of.now, .has_paid = of.has_paid};
    }
    steps_.clear();
    at_start_ = 0;
    has_paid_ = false;
  }

  // Enters what was noted.
  void done() {
    for (std::size_t at = 0; at < alone_.size(); ++at)
      enter(books_[at / kinds], static_cast<movement>(at % kinds), alone_[at]);
  }

 private:
  struct step {
    std::int32_t day;  // from the first one of the books on
    bool passes;       // is of a price that ends on the day it begins, and changes nothing
    std::int64_t amount;
  };
  // What a day changes.
  struct moves {
    std::int64_t change = 0;
    std::int64_t passing = 0;
  };
  // What a customer pays in a period.
  struct balance {
    std::int64_t at_start;
    std::int64_t now;
    std::int64_t gain = 0;
    std::int64_t loss = 0;
    bool has_paid;
  };
  using sum = detail::wide_sum;
  enum movement : std::size_t { acquired, reactivated, expansion, contraction, churned };
  static constexpr std::size_t kinds = 5;
  // Of customers who moved once in a period, as most do. From few sums all figures of the book follow.
  struct lone_movements {
    std::uint64_t customers = 0;  // whose movement is not of nothing
    std::int64_t amount = 0;
    sum squared{};
    sum by_start{};
  };

  std::size_t place_of(const step& at) const {
    return static_cast<std::size_t>(calendar_.place_of_day[static_cast<std::size_t>(at.day)]);
  }
  std::int32_t day_number(std::int64_t day) const {
    return static_cast<std::int32_t>(day - calendar_.first_day);
  }

  // All of a day; goes on behind it.
  moves day_of(std::vector<step>::const_iterator& at) const {
    moves today;
    const std::int32_t day = at->day;
    do {
      (at->passes ? today.passing : today.change) += at->amount;
      ++at;
    } while (at != steps_.cend() && at->day == day);
    return today;
  }

  // Most customers have few, which come in order.
  void insert(const step& more) {
    steps_.push_back(more);
    if (steps_.size() > few) return;
    for (std::size_t at = steps_.size() - 1; at > 0 && steps_[at].day < steps_[at - 1].day; --at)
      std::swap(steps_[at], steps_[at - 1]);
  }

  static void open(revenue_counters& first, std::int64_t at_start) {
    first.start += at_start;
    first.customers_at_start += at_start > 0;
    first.start_squared += sum::product(at_start, at_start);
  }

  static movement kind_of(const balance& of, std::int64_t before, std::int64_t change) {
    return before == 0 ? come(of) : of.now == 0 ? churned : change > 0 ? expansion : contraction;
  }
  static movement come(const balance& of) { return of.has_paid ? reactivated : acquired; }

  void move_alone(std::size_t place, balance& of, std::int64_t change) {
    const std::int64_t start = std::exchange(of.at_start, of.at_start + change);
    of.now = of.at_start;
    const movement kind = kind_of(of, start, change);
    of.has_paid = true;
    const lone_movements one{change != 0, std::abs(change), sum::product(change, change),
                             sum::product(change, start)};
    if (alone_.empty()) return enter(books_[place], kind, one);
    lone_movements& all = alone_[kinds * place + kind];
    all.customers += one.customers;
    all.amount += one.amount;
    all.squared += one.squared;
    all.by_start += one.by_start;
  }

  static void enter(revenue_counters& book, movement kind, const lone_movements& all) {
    book.*money[kind] += all.amount;
    book.*customers[kind] += counted[kind] * all.customers;
    if (kind != reactivated) {
      book.customers_moved += all.customers;
      (is_loss[kind] ? book.loss_squared : book.gain_squared) += all.squared;
    }
    for (const sum& part : {all.squared, all.by_start, all.by_start}) book.end_squared += part;
    if (kind == acquired || kind == reactivated) return;
    book.change_of_start += is_loss[kind] ? -all.amount : all.amount;
    book.change_squared += all.squared;
    book.change_by_start += all.by_start;
    if (!is_loss[kind]) return;
    book.lost_of_start += all.amount;
    book.lost_squared += all.squared;
    book.lost_by_start -= all.by_start;
    if (kind == churned) book.customers_lost_of_start += all.customers;
  }

  static void move(revenue_counters& book, balance& of, const moves& today) {
    const std::int64_t before = std::exchange(of.now, of.now + today.change);
    if (before == 0 && of.now == 0) {
      if (today.passing == 0) return;
      move(book, of, come(of), today.passing);
      move(book, of, churned, today.passing);
    } else {
      move(book, of, kind_of(of, before, today.change), std::abs(today.change));
    }
  }

  static void move(revenue_counters& book, balance& of, movement kind, std::int64_t amount) {
    book.*money[kind] += amount;
    book.*customers[kind] += counted[kind];
    of.gain += is_gain[kind] * amount;
    of.loss += is_loss[kind] * amount;
    of.has_paid = true;
  }

  // Periods in which nothing moves add nothing, as what stays the same follows from the start.
  static void close(revenue_counters& book, const balance& of) {
    book.customers_moved += of.gain > 0 || of.loss > 0;
    book.gain_squared += sum::product(of.gain, of.gain);
    book.loss_squared += sum::product(of.loss, of.loss);
    book.gain_by_loss += sum::product(of.gain, of.loss);
    // The square of the end is that of the start, and twice the product and the square of the change.
    const std::int64_t change = of.now - of.at_start;
    const sum squared = sum::product(change, change);
    const sum by_start = sum::product(change, of.at_start);
    for (const sum& part : {squared, by_start, by_start}) book.end_squared += part;
    if (of.at_start == 0) return;
    book.change_of_start += change;
    book.change_squared += squared;
    book.change_by_start += by_start;
    if (change >= 0) return;
    book.customers_lost_of_start += of.now == 0;
    book.lost_of_start -= change;
    book.lost_squared += squared;
    book.lost_by_start -= by_start;
  }

  using counters = revenue_counters;
  static constexpr std::int64_t counters::*money[] = {&counters::acquired, &counters::reactivated,
                                                      &counters::expansion, &counters::contraction,
                                                      &counters::churned};
  static constexpr std::uint64_t counters::*customers[] = {
      &counters::customers_acquired, &counters::customers_reactivated, &counters::customers_acquired,
      &counters::customers_churned, &counters::customers_churned};
  static constexpr std::uint64_t counted[] = {1, 1, 0, 0, 1};
  static constexpr std::int64_t is_gain[] = {1, 0, 1, 0, 0};
  static constexpr std::int64_t is_loss[] = {0, 0, 0, 1, 1};

  static constexpr std::size_t few = 32;

  const calendar& calendar_;
  std::vector<revenue_counters>& books_;
  std::vector<lone_movements> alone_;  // of each kind in each period; empty: entered at once
  std::vector<step> steps_;
  std::int64_t at_start_ = 0;
  bool has_paid_ = false;
};

revenue_ledger::revenue_ledger(std::vector<period> periods)
    : calendar_(std::make_shared<const calendar>(std::move(periods))), books_(calendar_->periods.size()) {}

revenue_ledger revenue_ledger::empty_copy() const {
  revenue_ledger result = *this;
  std::fill(result.books_.begin(), result.books_.end(), revenue_counters{});
  result.prices_ = 0;
  return result;
}

const std::vector<period>& revenue_ledger::periods() const noexcept {
  return calendar_->periods;
}

// What is paid at any time, and whatever comes in a period, is at most the sum of all prices; so no counter overflows.
void revenue_ledger::add_prices(std::int64_t prices) {
  if (prices > std::numeric_limits<std::int64_t>::max() - prices_) {
    detail::throw_invalid_argument("more revenue than 64 bits hold: {} and {} minor units a year",
                                   {prices_, prices});
  }
  prices_ += prices;
}

void revenue_ledger::record(std::span<const subscription> of_customer) {
  std::int64_t prices = 0;
  for (const subscription& each : of_customer) {
    if (each.per_year() > std::numeric_limits<std::int64_t>::max() - prices)
      detail::throw_invalid_argument("a customer's prices are more a year than 64 bits hold");
    prices += each.per_year();
  }
  add_prices(prices);
  walk customer(*this);
  for (const subscription& each : of_customer) customer.add(price_row::of(each));
  customer.finish();
}

void revenue_ledger::record(const subscription_columns& subscriptions, unsigned threads) {
  const auto groups = detail::customers_of(subscriptions, threads);
  std::vector<revenue_ledger> parts(groups->parts(), empty_copy());
  detail::run_parts(groups->parts(), [&](std::size_t part) {
    revenue_ledger into = empty_copy();
    walk customer = walk::of_many(into);
    groups->each_customer(part, [&](std::span<const price_row> rows) {
      for (const price_row& row : rows) {
        into.add_prices(row.per_year);
        customer.add(row);
      }
      customer.finish();
    });
    customer.done();
    parts[part] = std::move(into);
  });
  revenue_ledger sum = empty_copy();
  for (const revenue_ledger& part : parts) sum += part;
  *this += sum;
}

std::vector<revenue_flow> revenue_ledger::flows() const {
  std::vector<revenue_flow> result;
  result.reserve(books_.size());
  revenue_counters closed;
  std::uint64_t customers_at_end = books_.front().customers_at_start;
  std::int64_t end = books_.front().start;
  detail::wide_sum end_squared = books_.front().start_squared;
  for (std::size_t index = 0; index < books_.size(); ++index) {
    closed = books_[index];
    closed.start = end;
    closed.customers_at_start = customers_at_end;
    closed.start_squared = end_squared;
    closed.end_squared += end_squared;
    const revenue_flow& flow = result.emplace_back(calendar_->periods[index], closed);
    customers_at_end = flow.customers_at_end();
    end += closed.acquired + closed.reactivated + closed.expansion - closed.contraction - closed.churned;
    end_squared = closed.end_squared;
  }
  return result;
}

void revenue_ledger::require_same_periods(const revenue_ledger& other) const {
  if (calendar_ == other.calendar_ || periods() == other.periods()) return;
  detail::throw_invalid_argument(
      "ledgers of different periods do not add up: {} to {}, and {} to {}",
      {std::string_view(to_string(periods().front())), std::string_view(to_string(periods().back())),
       std::string_view(to_string(other.periods().front())),
       std::string_view(to_string(other.periods().back()))});
}

revenue_ledger& revenue_ledger::operator+=(const revenue_ledger& other) {
  require_same_periods(other);
  add_prices(other.prices_);
  for (std::size_t index = 0; index < books_.size(); ++index)
    detail::add_revenue(books_[index], other.books_[index]);
  return *this;
}

revenue_ledger& revenue_ledger::operator-=(const revenue_ledger& other) {
  require_same_periods(other);
  revenue_ledger rest = *this;
  rest.prices_ -= other.prices_;
  for (std::size_t index = 0; index < books_.size(); ++index)
    detail::subtract_revenue(rest.books_[index], other.books_[index]);
  rest.require_consistent();
  return *this = std::move(rest);
}

static_assert(divisible<revenue_ledger>);
static_assert(divisible<revenue_flow>);

// The first day of each period, and the first day after all; layout 2 as `state.hpp` says. All prices that were entered, and the open book of each period as
// a flow has it.
snapshot revenue_ledger::snapshot() const {
  cxmetrics::snapshot result{.type = "revenue_ledger", .layout = 1};
  for (const period& period : periods())
    result.parameters.push_back(period.first().time_since_epoch().count());
  result.parameters.push_back(calendar_->end_day);
  detail::add_wholes(result, periods());
  result.words.push_back(static_cast<std::uint64_t>(prices_));
  for (const revenue_counters& book : books_) detail::append_revenue(result, book);
  return result;
}

revenue_ledger revenue_ledger::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "revenue_ledger", detail::layout_of_parts);
  // For each period one parameter, or three with its whole.
  const std::size_t of_period = stored.layout < detail::layout_of_parts ? 1 : 3;
  const std::size_t size = stored.parameters.size();
  const std::size_t count = size < 1 + of_period ? 1 : (size - 1) / of_period;
  detail::require_sizes(stored, 1 + of_period * count, 1 + count * detail::revenue_words);
  std::vector<period> periods;
  for (std::size_t at = 0; at < count; ++at)
    periods.emplace_back(detail::day_in(stored, at), detail::day_in(stored, at + 1));
  periods = detail::parts_in(stored, std::move(periods), 1 + count);
  revenue_ledger result{std::move(periods)};
  detail::word_reader words(stored);
  result.prices_ = static_cast<std::int64_t>(words.next());
  for (revenue_counters& book : result.books_) book = detail::read_revenue(words);
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

void revenue_ledger::require_consistent() const {
  std::int64_t left_to_enter = prices_;
  for (std::size_t index = 0; index < books_.size(); ++index) {
    const revenue_counters& book = books_[index];
    if (index > 0 &&
        (book.start != 0 || book.customers_at_start != 0 || book.start_squared != detail::wide_sum{}))
      detail::throw_invalid_argument("revenue at the start of a period other than the first");
    for (const std::int64_t entered : {book.start, book.acquired, book.reactivated, book.expansion}) {
      if (entered < 0 || entered > left_to_enter) {
        detail::throw_invalid_argument("revenue of {} a year, but prices of only {} entered",
                                       {entered, prices_});
      }
      left_to_enter -= entered;
    }
  }
  if (left_to_enter < 0) detail::throw_invalid_argument("prices of {} a year", {prices_});
  flows();
}

bool operator==(const revenue_ledger& one, const revenue_ledger& other) {
  return one.prices_ == other.prices_ && one.periods() == other.periods() && one.books_ == other.books_;
}

}  // namespace cxmetrics
