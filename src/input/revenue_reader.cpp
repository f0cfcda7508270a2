// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/key_texts.hpp"
#include "input/merge_check.hpp"
#include "input/numbering.hpp"
#include "input/returns.hpp"
#include "input/row_groups.hpp"
#include "input/sign_counts.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"
#include "input/written_texts.hpp"

#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/money.hpp>
#include <cxmetrics/input/revenue_reader.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace cxmetrics {

// Rows are kept as they are written until results are asked for, because the other rows may tell how to read them.
class revenue_reader::state {
 public:
  explicit state(revenue_columns columns)
      : columns_(std::move(columns)),
        dates_(columns_.dates),
        money_(columns_.currency),
        missing_(columns_.missing),
        groups_(columns_.by),
        forms_(columns_.forms) {}

  std::vector<std::size_t> find_columns(const row_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.since), header.index_of(columns_.until),
                                   header.index_of(columns_.amount)};
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    for (const std::string* name : {&columns_.interval, &columns_.customer}) {
      if (!name->empty()) found.push_back(header.index_of(*name));
    }
    return found;
  }

  void collect(const row_view& row) {
    record read;
    read.line = row.line();
    if (missing_.contains(row[0])) return reject(row, columns_.since, row[0], "no date");
    read.since = dates_.read_any_form(row[0]);
    if (read.since.form == date_form::none) return reject(row, columns_.since, row[0], "not a date");
    if (!missing_.contains(row[1])) {
      read.until = dates_.read_any_form(row[1]);
      if (read.until->form == date_form::none) return reject(row, columns_.until, row[1], "not a date");
    }
    std::size_t next = first_key + columns_.by.size();
    bool interval_is_known = true;
    if (!columns_.interval.empty()) {
      const std::string_view text = row[next++];
      interval_is_known = !missing_.contains(text);
      try {
        if (interval_is_known) read.interval = price_interval_named(detail::trimmed(text));
      } catch (const std::invalid_argument&) {
        return reject(row, columns_.interval, text, "not month, quarter or year");
      }
    }
    if (joined()) {
      const std::string_view name = row[next];
      if (missing_.contains(name)) return reject(row, columns_.customer, name, "no customer");
      read.customer = customers_.number_of_field(name);
      if (read.customer == detail::key_texts::not_valid)
        return reject(row, columns_.customer, name, detail::not_valid_utf8);
    }
    if (missing_.contains(row[2]) || !interval_is_known) {
      ++accounting_.missing;
      if (missing_.contains(row[2])) signs_.count(columns_.amount, row[2]);
      if (!interval_is_known) signs_.count(columns_.interval, row[first_key + columns_.by.size()]);
      if (!read.until) signs_.count(columns_.until, row[1]);
      return;
    }
    read.price = money_.read(row[2]);
    if (read.price.form == money_form::none) return reject(row, columns_.amount, row[2], read.price.reason);
    if (read.price.amount < 0) return reject(row, columns_.amount, row[2], "below 0");
    if (read.price.amount > std::numeric_limits<std::int64_t>::max() / in_a_year(read.interval))
      return reject(row, columns_.amount, row[2], "more a year than 64 bits hold");
    std::size_t bad = 0;
    read.group = groups_.number_of(row, first_key, bad);
    if (read.group == detail::nobody)
      return reject(row, columns_.by[bad], row[first_key + bad], detail::not_valid_utf8);
    forms_.add(read.since.form);
    if (read.until) forms_.add(read.until->form);
    if (!read.until) signs_.count(columns_.until, row[1]);
    money_forms_.add(read.price);
    read.written = written_.add(row);
    records_.push_back(read);
  }

  void reject(rejection why) { accounting_.reject(std::move(why)); }

  std::optional<period> days(day limit) const {
    std::optional<day> first;
    std::optional<day> last;
    const auto look_at = [&](day on) {
      if (on > limit) return;
      first = std::min(first.value_or(on), on);
      last = std::max(last.value_or(on), on);
    };
    for (const record& each : records_) {
      if (fault_of(each).why != nullptr) continue;
      look_at(*forms_.day_of(each.since));
      if (each.until) look_at(*forms_.day_of(*each.until));
    }
    if (!first) return std::nullopt;
    return period{*first, *last + std::chrono::days{1}};
  }

  revenue_breakdown revenue(const revenue_ledger& empty) const {
    revenue_breakdown result{empty};
    std::uint32_t last = detail::nobody;
    revenue_ledger* into = nullptr;
    enter([](const record& each) { return each.group; },
          [&](std::uint32_t group) -> revenue_ledger& {
            if (group != last) into = &result[groups_.key_of(group)];
            last = group;
            return *into;
          });
    return result;
  }

  revenue_ledger everybody(const revenue_ledger& empty) const {
    revenue_ledger all = empty;
    enter([](const record&) { return detail::row_groups::no_keys; },
          [&](std::uint32_t) -> revenue_ledger& { return all; });
    return all;
  }

  cxmetrics::next_day_returns next_day_returns(day as_of) const {
    detail::comings_and_goings all;
    for (const record& each : records_) {
      if (!joined() || fault_of(each).why != nullptr) continue;
      all.starts.emplace_back(each.customer, *forms_.day_of(each.since));
      if (each.until) all.ends.emplace_back(each.customer, *forms_.day_of(*each.until));
    }
    return all.returns(as_of);
  }

  std::string currency() const { return money_forms_.currency(money_); }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = accounting_;
    signs_.list(result);
    for (const record& each : records_) {
      const fault found = fault_of(each);
      if (found.why == nullptr) {
        ++result.answered;
        continue;
      }
      const std::string* names[] = {&columns_.since, &columns_.until, &columns_.amount};
      result.reject({each.line, *names[found.column], written_.text(each.written, found.column), found.why});
    }
    groups_.add_by_case(result);
    return result;
  }

  void add(const state& other) {
    const detail::merge_check check("readers of revenue");
    check.same("columns", columns_ == other.columns_, true);
    if (&other == this) return add(state(other));
    const auto customers = detail::row_groups::numbers_in(customers_, other.customers_);
    const std::vector<std::uint32_t> groups = groups_.add(other.groups_);
    for (record theirs : other.records_) {
      theirs.group = groups[theirs.group];
      if (joined()) theirs.customer = customers[theirs.customer];
      theirs.written = written_.moved(theirs.written);
      records_.push_back(theirs);
    }
    written_.add(other.written_);
    forms_ += other.forms_;
    money_forms_ += other.money_forms_;
    signs_ += other.signs_;
    accounting_ += other.accounting_;
  }

 private:
  static constexpr std::size_t first_key = 3;
  using written_fields = detail::written_texts<first_key>;  // since, until and amount

  struct record {
    std::uint32_t group = detail::row_groups::no_keys;
    std::uint32_t customer = 0;
    std::uint64_t line = 0;
    written_day since{};
    std::optional<written_day> until{};
    written_money price{};
    price_interval interval = price_interval::month;
    written_fields::place written{};
  };
  struct fault {
    std::size_t column = 0;
    const char* why = nullptr;
  };

  bool joined() const { return !columns_.customer.empty(); }

  // What is wrong with a row by now.
  fault fault_of(const record& each) const {
    if (const char* const why = forms_.fault(each.since.form)) return {0, why};
    if (each.until) {
      if (const char* const why = forms_.fault(each.until->form)) return {1, why};
      if (*forms_.day_of(*each.until) < *forms_.day_of(each.since)) return {1, "ends before it begins"};
    }
    return {2, money_forms_.fault(each.price)};
  }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  subscription subscription_of(const record& each) const {
    std::optional<day> until = each.until ? forms_.day_of(*each.until) : std::nullopt;
    if (until && columns_.end_inclusive) *until += std::chrono::days{1};
    return {spell{*forms_.day_of(each.since), until}, {each.price.amount, each.interval}};
  }

  // Enters each customer of each group of group_of(record) in ledger_of(group).
  template <class GroupOf, class LedgerOf>
  void enter(const GroupOf& group_of, const LedgerOf& ledger_of) const {
    std::vector<const record*> known;
    for (const record& each : records_) {
      if (fault_of(each).why == nullptr) known.push_back(&each);
    }
    if (!joined()) {
      for (const record* each : known) ledger_of(group_of(*each)).record(subscription_of(*each));
      return;
    }
    const auto whose = [&](const record* each) { return std::pair{group_of(*each), each->customer}; };
    std::sort(known.begin(), known.end(),
              [&](const record* one, const record* other) { return whose(one) < whose(other); });
    std::vector<subscription> of_customer;
    for (std::size_t at = 0; at < known.size(); ++at) {
      of_customer.push_back(subscription_of(*known[at]));
      if (at + 1 < known.size() && whose(known[at]) == whose(known[at + 1])) continue;
      ledger_of(group_of(*known[at])).record(of_customer);
      of_customer.clear();
    }
  }

  revenue_columns columns_;
  date_reader dates_;
  money_reader money_;
  missing_signs missing_;
  detail::row_groups groups_;
  detail::key_texts customers_;
  std::vector<record> records_;
  written_fields written_;
  date_forms forms_;
  money_forms money_forms_;
  detail::sign_counts signs_;
  cxmetrics::accounting accounting_;
};

revenue_reader::revenue_reader(revenue_columns columns)
    : state_(std::make_unique<state>(std::move(columns))) {}
revenue_reader::~revenue_reader() = default;
revenue_reader::revenue_reader(revenue_reader&&) noexcept = default;
revenue_reader& revenue_reader::operator=(revenue_reader&&) noexcept = default;

std::vector<std::size_t> revenue_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}
void revenue_reader::row(const row_view& row) {
  state_->collect(row);
}
void revenue_reader::reject(rejection why) {
  state_->reject(std::move(why));
}

std::optional<period> revenue_reader::days() const {
  return state_->days(day::max());
}
std::optional<period> revenue_reader::days(day last) const {
  return state_->days(last);
}

revenue_breakdown revenue_reader::revenue(const revenue_ledger& empty) const {
  return state_->revenue(empty);
}
revenue_ledger revenue_reader::everybody(const revenue_ledger& empty) const {
  return state_->everybody(empty);
}

next_day_returns revenue_reader::next_day_returns(day as_of) const {
  return state_->next_day_returns(as_of);
}

std::string revenue_reader::currency() const {
  return state_->currency();
}
cxmetrics::accounting revenue_reader::accounting() const {
  return state_->accounting();
}

revenue_reader& revenue_reader::operator+=(const revenue_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
