// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "engines/customers.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <type_traits>
#include <utility>

namespace cxmetrics::engines {
namespace {

day known(const std::optional<day>& date) {
  if (!date) detail::throw_invalid_argument("a day that must be known is NULL");
  return *date;
}

// Databases know days by the million of years, for which there are neither months nor memory.
void require_calendar(day date) {
  using namespace std::chrono_literals;
  if (date < day{1y / 1 / 1} || date > day{9999y / 12 / 31}) {
    detail::throw_invalid_argument("a day outside of the years 1 to 9999: {} days since 1970",
                                   {date.time_since_epoch().count()});
  }
}

void record(customer_ledger& into, const spell& days, day) {
  into.record(days);
}
void record(customer_cohorts& into, const spell& days, day) {
  into.record(days);
}
void record(lifetimes& into, const spell& days, day as_of) {
  into.record(days, observation{.as_of = as_of});
}

// Numbers and texts one after the other.
class writer {
 public:
  void number(std::int64_t value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    bytes_.append(bytes, sizeof bytes);
  }
  void text(std::string_view value) {
    number(static_cast<std::int64_t>(value.size()));
    bytes_.append(value);
  }
  void bytes(const std::vector<std::byte>& value) {
    text({reinterpret_cast<const char*>(value.data()), value.size()});
  }
  std::string result() && { return std::move(bytes_); }

 private:
  std::string bytes_{};
};

class reader {
 public:
  explicit reader(std::string_view bytes) : left_(bytes) {}
  bool done() const { return left_.empty(); }
  std::int64_t number() {
    std::int64_t value = 0;
    std::memcpy(&value, part(sizeof value).data(), sizeof value);
    return value;
  }
  std::string_view text() { return part(static_cast<std::size_t>(number())); }
  std::span<const std::byte> bytes() {
    const std::string_view of = text();
    return {reinterpret_cast<const std::byte*>(of.data()), of.size()};
  }

 private:
  std::string_view part(std::size_t size) {
    if (size > left_.size()) throw snapshot_error("a state of customers is cut short");
    const std::string_view result = left_.substr(0, size);
    left_.remove_prefix(size);
    return result;
  }
  std::string_view left_;
};

std::int64_t number_of(day date) {
  return date.time_since_epoch().count();
}
day day_of_number(std::int64_t number) {
  if (!std::in_range<std::int32_t>(number) && number != number_of(day::max()))
    throw snapshot_error("a state of customers with a day that is none");
  return day{std::chrono::days{number}};
}

}  // namespace

customers::seen customers::nobody() const {
  switch (kind_) {
    case customers_as::flow:
      return customer_ledger{{period{first_, last_}}, flow_detail::daily};
    case customers_as::cohorts:
      return customer_cohorts{months(first_, last_), last_};
    case customers_as::lifetimes:
      return lifetimes{};
    case customers_as::revenue:
      break;
  }
  static_cast<void>(period{first_, last_});  // throws where it is none
  return subscriptions{};
}

void customers::begin(day first, day last) {
  if (std::holds_alternative<std::monostate>(so_far_)) {
    require_calendar(first);
    require_calendar(last);
    first_ = first;
    last_ = last;
    so_far_ = nobody();
  } else if (first_ != first || last_ != last) {
    const std::string now = text_of(first) + ", " + text_of(last);
    const std::string before = text_of(first_) + ", " + text_of(last_);
    detail::throw_invalid_argument("{} after {}; these must be the same in all rows",
                                   {std::string_view(now), std::string_view(before)});
  }
}

void customers::take(const customer_row& row, bool out) {
  begin(known(row.first), known(row.last));
  if (kind_ == customers_as::revenue && !row.customer)
    detail::throw_invalid_argument("a subscription without a customer");
  if (!row.since) return;
  require_calendar(*row.since);
  if (row.until) require_calendar(*row.until);
  const spell days{*row.since, row.until};
  std::visit(
      [&]<class State>(State& all) {
        if constexpr (std::is_same_v<State, subscriptions>) {
          if (!row.price) detail::throw_invalid_argument("a subscription without a price");
          const subscription one{days, recurring_price{*row.price}};
          if (!out) return all[std::string(*row.customer)].push_back(one);
          const auto of = all.find(*row.customer);
          if (of == all.end()) return;
          std::vector<subscription>& theirs = of->second;
          const auto found = std::find(theirs.begin(), theirs.end(), one);
          if (found != theirs.end()) theirs.erase(found);
          if (theirs.empty()) all.erase(of);
        } else if constexpr (!std::is_same_v<State, std::monostate>) {
          if (!out) return record(all, days, last_);
          State one = std::get<State>(nobody());
          record(one, days, last_);
          all -= one;
        }
      },
      so_far_);
}

void customers::add(const customers& more) {
  if (std::holds_alternative<std::monostate>(more.so_far_)) return;
  begin(more.first_, more.last_);
  std::visit(
      [&]<class State>(State& all) {
        const auto& part = std::get<State>(more.so_far_);
        if constexpr (std::is_same_v<State, subscriptions>) {
          for (const auto& [customer, of] : part) {
            auto& into = all[customer];
            into.insert(into.end(), of.begin(), of.end());
          }
        } else if constexpr (!std::is_same_v<State, std::monostate>) {
          all += part;
        }
      },
      so_far_);
}

std::optional<any_state> customers::result() const {
  return std::visit(
      [&]<class State>(const State& all) -> std::optional<any_state> {
        if constexpr (std::is_same_v<State, std::monostate>) {
          return std::nullopt;
        } else if constexpr (std::is_same_v<State, customer_ledger>) {
          return all.flows().front();
        } else if constexpr (std::is_same_v<State, subscriptions>) {
          revenue_ledger ledger{{period{first_, last_}}};
          for (const auto& customer : all) ledger.record(customer.second);
          return ledger.flows().front();
        } else {
          return all;
        }
      },
      so_far_);
}

std::string customers::packed() const {
  writer to;
  to.number(static_cast<std::int64_t>(kind_));
  std::visit(
      [&]<class State>(const State& all) {
        if constexpr (std::is_same_v<State, std::monostate>) return;
        to.number(number_of(first_));
        to.number(number_of(last_));
        if constexpr (std::is_same_v<State, subscriptions>) {
          for (const auto& [customer, of] : all) {
            to.text(customer);
            to.number(static_cast<std::int64_t>(of.size()));
            for (const subscription& each : of) {
              to.number(number_of(each.days().since()));
              to.number(number_of(each.days().until().value_or(day::max())));
              to.number(each.per_year());
            }
          }
        } else if constexpr (!std::is_same_v<State, std::monostate>) {
          to.bytes(cxmetrics::bytes_of(all));
        }
      },
      so_far_);
  return std::move(to).result();
}

customers customers::unpacked(std::string_view bytes) {
  reader from(bytes);
  const std::int64_t kind = from.number();
  if (kind < 0 || kind > static_cast<std::int64_t>(customers_as::revenue))
    throw snapshot_error("a state of customers of no known kind");
  customers result(static_cast<customers_as>(kind));
  if (from.done()) return result;
  const day first = day_of_number(from.number());
  result.begin(first, day_of_number(from.number()));
  std::visit(
      [&]<class State>(State& all) {
        if constexpr (std::is_same_v<State, subscriptions>) {
          while (!from.done()) {
            auto& of = all[std::string(from.text())];
            for (std::int64_t left = from.number(); left > 0; --left) {
              const day since = day_of_number(from.number());
              const day until = day_of_number(from.number());
              of.emplace_back(spell{since, until == day::max() ? std::nullopt : std::optional(until)},
                              recurring_price{from.number(), price_interval::year});
            }
          }
        } else if constexpr (!std::is_same_v<State, std::monostate>) {
          all = state_of_bytes<State>(from.bytes());
        }
      },
      result.so_far_);
  return result;
}

}  // namespace cxmetrics::engines
