// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/flow_fields.hpp"
#include "customers/ledger_calendar.hpp"
#include "kernels/spells.hpp"
#include "state.hpp"

#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <utility>

namespace cxmetrics {

struct customer_ledger::calendar : detail::ledger_calendar {
  using ledger_calendar::ledger_calendar;

  std::int32_t count() const { return static_cast<std::int32_t>(periods.size()); }
  std::size_t day_index(day date) const { return static_cast<std::size_t>((date - first()).count()); }

  // The period that holds a day: -1 before all, count() after all.
  std::int32_t place_of(day date) const {
    if (date < first()) return -1;
    return date < end() ? place_of_day[day_index(date)] : count();
  }

  // The days of so many customers can be counted.
  std::uint64_t most_entries() const {
    return std::numeric_limits<std::uint64_t>::max() / place_of_day.size();
  }
};

namespace {

using detail::flow_fields;

}  // namespace

// While the books are open, a period has its own entries only: at_start is filled in for the first alone, and
// customer_days lacks the days of those at the start. Taking off the days of those who leave may wrap it
// below zero; adding those of the start when the books are closed wraps it back.
customer_ledger::customer_ledger(std::vector<period> periods, flow_detail detail)
    : calendar_(std::make_shared<const calendar>(std::move(periods))), books_(calendar_->periods.size()) {
  if (detail == flow_detail::daily) daily_.resize(calendar_->place_of_day.size());
}

customer_ledger customer_ledger::empty_copy() const {
  customer_ledger result = *this;
  std::fill(result.books_.begin(), result.books_.end(), flow_counters{});
  std::fill(result.daily_.begin(), result.daily_.end(), day_counters{});
  result.entries_ = 0;
  return result;
}

const std::vector<period>& customer_ledger::periods() const noexcept {
  return calendar_->periods;
}

void customer_ledger::enter(const spell& spell, bool again) {
  const std::int32_t count = calendar_->count();
  const std::int32_t joins = calendar_->place_of(spell.since());
  const day until = spell.until().value_or(day::max());
  const std::int32_t leaves = calendar_->place_of(until);
  if (leaves < 0 || joins >= count) return;
  const auto days_to_end = [&](std::int32_t place, day date) {
    return static_cast<std::uint64_t>(
        (calendar_->periods[static_cast<std::size_t>(place)].last() - date).count());
  };
  if (joins < 0) {
    ++books_.front().at_start;
  } else {
    flow_counters& book = books_[static_cast<std::size_t>(joins)];
    ++(again ? book.reactivated : book.acquired);
    book.customer_days += days_to_end(joins, spell.since());
  }
  if (leaves < count) {
    flow_counters& book = books_[static_cast<std::size_t>(leaves)];
    ++(joins == leaves ? book.churned_new : book.churned);
    book.customer_days -= days_to_end(leaves, until);
  }
  if (!daily_.empty() && spell.since() != until) {
    if (joins >= 0) ++daily_[calendar_->day_index(spell.since())].came;
    if (leaves < count) ++daily_[calendar_->day_index(until)].left;
  }
}

void customer_ledger::record(const spell& spell) {
  enter(spell, false);
  ++entries_;
}

void customer_ledger::record(const std::vector<spell>& spells) {
  const std::vector<spell> in_order = joined(spells);
  for (std::size_t index = 0; index < in_order.size(); ++index) {
    enter(in_order[index], index > 0);
    ++entries_;
  }
  for (std::size_t index = 0; index + 1 < in_order.size(); ++index) {
    const std::int32_t leaves = calendar_->place_of(in_order[index].until().value_or(day::max()));
    if (leaves < 0 || leaves == calendar_->count()) continue;
    const period& then = calendar_->periods[static_cast<std::size_t>(leaves)];
    if (!in_order[index].opens(then.first())) continue;
    for (std::size_t later = index + 1; later < in_order.size() && in_order[later].since() < then.last();
         ++later) {
      if (in_order[later].opens(then.last())) ++books_[static_cast<std::size_t>(leaves)].returned;
    }
  }
}

void customer_ledger::enter(const spell_columns& spells) {
  using number = std::numeric_limits<std::int32_t>;
  const auto first = calendar_->first().time_since_epoch().count();
  const auto end = calendar_->end().time_since_epoch().count();
  const bool counted_at_once = number::min() < first && end <= number::max() &&
                               spells.size() <= std::numeric_limits<std::uint32_t>::max();
  if (counted_at_once) {
    detail::spell_counter counter{static_cast<std::int32_t>(first), calendar_->place_of_day};
    if (counter.count(spells.since().data(), spells.until().data(), spells.size())) {
      enter(counter);
      entries_ += spells.size();
      return;
    }
    // The loop below throws at the row that ends before it begins.
  }
  for (std::size_t row = 0; row < spells.size(); ++row) record(spells[row]);
}

void customer_ledger::enter(const detail::spell_counter& counter) {
  books_.front().at_start += counter.came(0) - counter.within(0);
  for (std::size_t place = 0; place < books_.size(); ++place) {
    books_[place].acquired += counter.without_night(place + 1);
    books_[place].churned_new += counter.within(place + 1) + counter.without_night(place + 1);
    books_[place].churned -= counter.within(place + 1);
  }
  for (std::size_t number = 0; number < calendar_->place_of_day.size(); ++number) {
    const auto place = static_cast<std::size_t>(calendar_->place_of_day[number]);
    const auto to_end =
        static_cast<std::size_t>((calendar_->periods[place].last() - calendar_->first()).count()) - number;
    const std::uint64_t came = counter.came(number + 1);
    const std::uint64_t left = counter.left(number + 1);
    books_[place].acquired += came;
    books_[place].churned += left;
    books_[place].customer_days += to_end * came - to_end * left;
    if (!daily_.empty()) {
      daily_[number].came += came;
      daily_[number].left += left;
    }
  }
}

void customer_ledger::record(const spell_columns& spells, unsigned threads) {
  *this += detail::count_in_parts(spells.size(), threads, empty_copy(),
                                  [&](customer_ledger& part, std::size_t first, std::size_t last) {
                                    part.enter(spells.rows(first, last));
                                  });
}

std::vector<customer_flow> customer_ledger::flows() const {
  std::vector<customer_flow> result;
  result.reserve(books_.size());
  std::uint64_t at_start = books_.front().at_start;
  auto daily = daily_.begin();
  for (std::size_t index = 0; index < books_.size(); ++index) {
    const period& period = calendar_->periods[index];
    flow_counters closed = books_[index];
    closed.at_start = at_start;
    closed.customer_days += at_start * static_cast<std::uint64_t>(period.days());
    if (daily_.empty()) {
      result.emplace_back(period, closed);
    } else {
      const auto end = daily + period.days();
      result.emplace_back(period, closed, std::vector<day_counters>(daily, end));
      daily = end;
    }
    at_start = result.back().at_end();
  }
  return result;
}

void customer_ledger::require_same_kind(const customer_ledger& other) const {
  if (calendar_ != other.calendar_ && calendar_->periods != other.calendar_->periods) {
    detail::throw_invalid_argument(
        "ledgers of different periods do not add up: {} to {}, and {} to {}",
        {std::string_view(to_string(periods().front())), std::string_view(to_string(periods().back())),
         std::string_view(to_string(other.periods().front())),
         std::string_view(to_string(other.periods().back()))});
  }
  if (daily_.size() != other.daily_.size()) {
    detail::throw_invalid_argument("a ledger with daily detail and one without do not add up");
  }
}

customer_ledger& customer_ledger::operator+=(const customer_ledger& other) {
  require_same_kind(other);
  if (other.entries_ > calendar_->most_entries() - entries_) {
    detail::throw_invalid_argument("more customers than 64 bits can count the days of: {} and {}",
                                   {entries_, other.entries_});
  }
  entries_ += other.entries_;
  for (std::size_t index = 0; index < books_.size(); ++index) {
    for (const auto field : flow_fields) books_[index].*field += other.books_[index].*field;
  }
  for (std::size_t index = 0; index < daily_.size(); ++index) {
    daily_[index].came += other.daily_[index].came;
    daily_[index].left += other.daily_[index].left;
  }
  return *this;
}

customer_ledger& customer_ledger::operator-=(const customer_ledger& other) {
  require_same_kind(other);
  const auto take = [](std::uint64_t& count, std::uint64_t less) {
    if (count < less) detail::throw_invalid_argument("cannot take {} customers from {}", {less, count});
    count -= less;
  };
  customer_ledger left = *this;
  take(left.entries_, other.entries_);
  for (std::size_t index = 0; index < books_.size(); ++index) {
    for (const auto field : flow_fields) {
      if (field == &flow_counters::customer_days) continue;  // wraps while the books are open
      take(left.books_[index].*field, other.books_[index].*field);
    }
    left.books_[index].customer_days -= other.books_[index].customer_days;
  }
  for (std::size_t index = 0; index < daily_.size(); ++index) {
    take(left.daily_[index].came, other.daily_[index].came);
    take(left.daily_[index].left, other.daily_[index].left);
  }
  left.require_consistent();
  *this = std::move(left);
  return *this;
}

static_assert(divisible<customer_ledger>);

// 1 for daily detail; the first day of each period, and the first day after all. How many spells were entered; the open book
// of each period in the order of `flow_counters`; of each day `day_counters`. Where a period is partial, all wholes.
snapshot customer_ledger::snapshot() const {
  cxmetrics::snapshot result{.type = "customer_ledger", .layout = 1, .parameters = {daily_.empty() ? 0 : 1}};
  for (const period& period : periods()) {
    result.parameters.push_back(period.first().time_since_epoch().count());
  }
  result.parameters.push_back(calendar_->end().time_since_epoch().count());
  detail::add_wholes(result, periods());
  result.words.push_back(entries_);
  for (const flow_counters& book : books_) {
    for (const auto field : flow_fields) result.words.push_back(book.*field);
  }
  for (const day_counters& day : daily_) result.words.insert(result.words.end(), {day.came, day.left});
  return result;
}

customer_ledger customer_ledger::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "customer_ledger", detail::layout_of_parts);
  // For each period one parameter, or three with its whole.
  const std::size_t of_period = stored.layout < detail::layout_of_parts ? 1 : 3;
  const std::size_t size = stored.parameters.size();
  const std::size_t count = size < 2 + of_period ? 1 : (size - 2) / of_period;
  const std::size_t parameters = 2 + of_period * count;
  detail::require_sizes(stored, parameters, stored.words.size());
  std::vector<period> periods;
  for (std::size_t at = 1; at <= count; ++at) {
    periods.emplace_back(detail::day_in(stored, at), detail::day_in(stored, at + 1));
  }
  periods = detail::parts_in(stored, std::move(periods), 2 + count);
  customer_ledger result{std::move(periods), flow_detail::totals};
  const std::size_t days = detail::daily_in(stored, 0) ? result.calendar_->place_of_day.size() : 0;
  detail::require_sizes(stored, parameters, 1 + flow_fields.size() * result.books_.size() + 2 * days);
  // Only now, as a few words can name a period of thousands of years.
  result.daily_.resize(days);
  detail::word_reader words(stored);
  result.entries_ = words.next();
  for (flow_counters& book : result.books_) {
    for (const auto field : flow_fields) book.*field = words.next();
  }
  for (day_counters& day : result.daily_) {
    day.came = words.next();
    day.left = words.next();
  }
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

void customer_ledger::require_consistent() const {
  if (entries_ > calendar_->most_entries()) {
    detail::throw_invalid_argument("more customers than 64 bits can count the days of: {}", {entries_});
  }
  std::uint64_t left_to_enter = entries_;
  for (std::size_t index = 0; index < books_.size(); ++index) {
    const flow_counters& book = books_[index];
    if (index > 0 && book.at_start != 0) {
      detail::throw_invalid_argument("{} customers at the start of a period other than the first",
                                     {book.at_start});
    }
    for (const std::uint64_t entered : {book.at_start, book.acquired, book.reactivated}) {
      if (entered > left_to_enter) {
        detail::throw_invalid_argument("more customers in the periods than the {} entered", {entries_});
      }
      left_to_enter -= entered;
    }
  }
  flows();
}

bool operator==(const customer_ledger& one, const customer_ledger& other) {
  return one.entries_ == other.entries_ && one.periods() == other.periods() && one.books_ == other.books_ &&
         one.daily_ == other.daily_;
}

}  // namespace cxmetrics
