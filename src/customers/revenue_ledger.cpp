// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/ledger_calendar.hpp"
#include "customers/revenue_counters.hpp"
#include "customers/subscription_groups.hpp"

#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <cstddef>
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

// Follows what one customer pays from day to day.
class revenue_ledger::walk {
 public:
  explicit walk(revenue_ledger& into) : calendar_(*into.calendar_), books_(into.books_) {}

  void add(const price_row& row) {
    if (row.per_year == 0) return;
    if (row.since == row.until) {
      insert({row.since, 0, row.per_year});
      return;
    }
    insert({row.since, row.per_year, 0});
    if (row.until != price_row::no_end) insert({row.until, -row.per_year, 0});
  }

  // Enters the customer, and is ready for the next one.
  void finish() {
    paid_ = 0;
    has_paid_ = false;
    if (steps_.size() > few) {
      std::sort(steps_.begin(), steps_.end(),
                [](const step& one, const step& other) { return one.day < other.day; });
    }
    auto at = steps_.begin();
    const auto next_day = [&] {
      const std::int64_t day = at->day;
      step all{day, 0, 0};
      for (; at != steps_.end() && at->day == day; ++at) {
        all.change += at->change;
        all.passing += at->passing;
      }
      return all;
    };
    while (at != steps_.end() && at->day < calendar_.first_day) {
      const step today = next_day();
      paid_ += today.change;
      has_paid_ = has_paid_ || paid_ > 0 || today.passing > 0;
    }
    open();
    std::uint32_t place = 0;
    begin_period();
    while (at != steps_.end() && at->day < calendar_.end_day) {
      const auto now = static_cast<std::uint32_t>(
          calendar_.place_of_day[static_cast<std::size_t>(at->day - calendar_.first_day)]);
      if (now != place) {
        end_period(books_[place]);
        begin_period();
        place = now;
      }
      move(books_[place], next_day());
    }
    end_period(books_[place]);
    steps_.clear();
  }

 private:
  struct step {
    std::int64_t day;
    std::int64_t change;
    std::int64_t passing;  // of prices that end on the day they begin
  };

  // Most customers have few, which come in order.
  void insert(const step& more) {
    steps_.push_back(more);
    if (steps_.size() > few) return;
    for (std::size_t at = steps_.size() - 1; at > 0 && steps_[at].day < steps_[at - 1].day; --at)
      std::swap(steps_[at], steps_[at - 1]);
  }

  void open() {
    if (paid_ == 0) return;
    revenue_counters& first = books_.front();
    first.start += paid_;
    ++first.customers_at_start;
    first.start_squared += detail::wide_sum::product(paid_, paid_);
  }

  void begin_period() {
    at_start_ = paid_;
    gain_ = 0;
    loss_ = 0;
  }

  void move(revenue_counters& book, const step& today) {
    const std::int64_t before = std::exchange(paid_, paid_ + today.change);
    if (before == 0 && paid_ == 0) {
      if (today.passing == 0) return;
      come(book, today.passing);
      leave(book, today.passing);
    } else if (before == 0) {
      come(book, paid_);
    } else if (paid_ == 0) {
      leave(book, before);
    } else if (paid_ > before) {
      book.expansion += paid_ - before;
      gain_ += paid_ - before;
    } else {
      book.contraction += before - paid_;
      loss_ += before - paid_;
    }
  }

  void come(revenue_counters& book, std::int64_t amount) {
    if (has_paid_) {
      book.reactivated += amount;
      ++book.customers_reactivated;
    } else {
      book.acquired += amount;
      ++book.customers_acquired;
      gain_ += amount;
    }
    has_paid_ = true;
  }

  void leave(revenue_counters& book, std::int64_t amount) {
    book.churned += amount;
    ++book.customers_churned;
    loss_ += amount;
  }

  // Periods in which nothing moves add nothing, as what stays the same follows from the start.
  void end_period(revenue_counters& book) const {
    using sum = detail::wide_sum;
    if (gain_ > 0 || loss_ > 0) {
      ++book.customers_moved;
      book.gain_squared += sum::product(gain_, gain_);
      book.loss_squared += sum::product(loss_, loss_);
      book.gain_by_loss += sum::product(gain_, loss_);
    }
    if (paid_ == at_start_) return;
    book.end_squared += sum::product(paid_, paid_);
    book.end_squared -= sum::product(at_start_, at_start_);
    if (at_start_ == 0) return;
    const std::int64_t change = paid_ - at_start_;
    book.change_of_start += change;
    book.change_squared += sum::product(change, change);
    book.change_by_start += sum::product(change, at_start_);
    if (paid_ == 0) ++book.customers_lost_of_start;
    if (change > 0) return;
    book.lost_of_start -= change;
    book.lost_squared += sum::product(change, change);
    book.lost_by_start -= sum::product(change, at_start_);
  }

  static constexpr std::size_t few = 32;

  const calendar& calendar_;
  std::vector<revenue_counters>& books_;
  std::vector<step> steps_;
  std::int64_t paid_ = 0;
  std::int64_t at_start_ = 0;
  std::int64_t gain_ = 0;
  std::int64_t loss_ = 0;
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
  const detail::subscription_groups groups(subscriptions, threads);
  std::vector<revenue_ledger> parts(groups.parts(), empty_copy());
  detail::run_parts(groups.parts(), [&](std::size_t part) {
    revenue_ledger into = empty_copy();
    walk customer(into);
    groups.each_customer(part, [&](std::span<const price_row> rows) {
      for (const price_row& row : rows) {
        into.add_prices(row.per_year);
        customer.add(row);
      }
      customer.finish();
    });
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
