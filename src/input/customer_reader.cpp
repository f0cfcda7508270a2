// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/merge_check.hpp"
#include "input/numbering.hpp"
#include "input/text.hpp"

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/input/customer_reader.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>

namespace cxmetrics {

// Groups and customers are numbers; a group of several keys is a chain of pairs of numbers.
class customer_reader::state {
 public:
  explicit state(customer_columns columns)
      : columns_(std::move(columns)), dates_(columns_.dates), texts_(columns_.by.size()) {}

  std::vector<std::size_t> find_columns(const row_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.since), header.index_of(columns_.until)};
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    if (joined()) found.push_back(header.index_of(columns_.customer));
    return found;
  }

  void collect(const row_view& row) {
    const std::string_view begin = row[0];
    const std::string_view end = row[1];
    const std::optional<day> since = dates_.read(begin);
    if (!since) {
      return reject(row, columns_.since, begin, detail::trimmed(begin).empty() ? "no date" : "not a date");
    }
    std::optional<day> until;
    if (!detail::trimmed(end).empty()) {
      until = dates_.read(end);
      if (!until) return reject(row, columns_.until, end, "not a date");
      if (*until < *since) return reject(row, columns_.until, end, "ends before it begins");
    }
    std::uint32_t customer = 0;
    if (joined()) {
      const std::string_view name = row[row.size() - 1];
      if (detail::trimmed(name).empty()) return reject(row, columns_.customer, name, "no customer");
      customer = customers_.number_of_field(name);
    }
    std::uint32_t group = no_keys;
    for (std::size_t key = 0; key < texts_.size(); ++key) {
      group = groups_.number_of(group, texts_[key].number_of_field(row[2 + key]));
    }
    records_.push_back({group, customer, spell{*since, until}});
    first_ = std::min(first_.value_or(*since), *since);
    last_ = std::max(last_.value_or(*since), until.value_or(*since));
    ++accounting_.answered;
  }

  void reject(rejection why) { accounting_.reject(std::move(why)); }

  std::optional<period> days() const {
    if (!first_) return std::nullopt;
    return period{*first_, *last_ + std::chrono::days{1}};
  }

  customer_breakdown customers(const customer_ledger& empty) const {
    std::vector<std::optional<customer_ledger>> of_group(groups_.end());
    enter([](const record& each) { return each.group; },
          [&](std::uint32_t group) -> customer_ledger& {
            std::optional<customer_ledger>& into = of_group[group];
            if (!into) into = empty;
            return *into;
          });
    customer_breakdown result{empty};
    for (std::uint32_t group = 0; group < of_group.size(); ++group) {
      if (of_group[group]) result[key_of(group)] = std::move(*of_group[group]);
    }
    return result;
  }

  customer_ledger everybody(const customer_ledger& empty) const {
    customer_ledger all = empty;
    enter([](const record&) { return no_keys; }, [&](std::uint32_t) -> customer_ledger& { return all; });
    return all;
  }

  const cxmetrics::accounting& accounting() const { return accounting_; }

  void add(const state& other) {
    require_same_parameters(other);
    if (&other == this) return add(state(other));
    std::vector<std::uint32_t> customers(other.customers_.size());
    for (std::uint32_t theirs = 0; theirs < customers.size(); ++theirs) {
      customers[theirs] = customers_.number_of(other.customers_.text(theirs));
    }
    std::vector<std::uint32_t> groups(other.groups_.end(), detail::nobody);
    for (const record& theirs : other.records_) {
      std::uint32_t& group = groups[theirs.group];
      if (group == detail::nobody) group = number_of(other.key_of(theirs.group));
      records_.push_back({group, joined() ? customers[theirs.customer] : 0, theirs.days});
    }
    if (other.first_) {
      first_ = std::min(first_.value_or(*other.first_), *other.first_);
      last_ = std::max(last_.value_or(*other.last_), *other.last_);
    }
    accounting_ += other.accounting_;
  }

 private:
  static constexpr std::uint32_t no_keys = 0;

  struct record {
    std::uint32_t group;
    std::uint32_t customer;
    spell days;
  };

  bool joined() const { return !columns_.customer.empty(); }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  std::vector<std::string> key_of(std::uint32_t group) const {
    std::vector<std::string> key(texts_.size());
    for (std::size_t at = key.size(); at-- > 0;) {
      const auto& pair = groups_.of(group);
      key[at] = texts_[at].text(pair.other);
      group = pair.one;
    }
    return key;
  }

  std::uint32_t number_of(const std::vector<std::string>& key) {
    std::uint32_t group = no_keys;
    for (std::size_t at = 0; at < key.size(); ++at) {
      group = groups_.number_of(group, texts_[at].number_of(key[at]));
    }
    return group;
  }

  // Enters each customer of each group of group_of(record) in ledger_of(group).
  template <class GroupOf, class LedgerOf>
  void enter(const GroupOf& group_of, const LedgerOf& ledger_of) const {
    if (!joined()) {
      for (const record& each : records_) ledger_of(group_of(each)).record(each.days);
      return;
    }
    std::vector<std::uint32_t> order(records_.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) order[at] = at;
    const auto whose = [&](std::uint32_t at) {
      return std::pair{group_of(records_[at]), records_[at].customer};
    };
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t one, std::uint32_t other) { return whose(one) < whose(other); });
    std::vector<spell> spells;
    for (std::size_t at = 0; at < order.size(); ++at) {
      spells.push_back(records_[order[at]].days);
      if (at + 1 < order.size() && whose(order[at]) == whose(order[at + 1])) continue;
      ledger_of(group_of(records_[order[at]])).record(spells);
      spells.clear();
    }
  }

  void require_same_parameters(const state& other) const {
    const detail::merge_check check("readers of customers");
    const customer_columns& one = columns_;
    const customer_columns& two = other.columns_;
    check.same("columns of the first day", one.since, two.since);
    check.same("columns of the last day", one.until, two.until);
    check.same("columns to break down by", one.by, two.by);
    check.same("columns of the customer", one.customer, two.customer);
    check.same("forms of dates", one.dates.patterns, two.dates.patterns);
    check.same("time zones", one.dates.time_zone, two.dates.time_zone);
    check.same("offsets from UTC", one.dates.utc_offset, two.dates.utc_offset);
    check.same("parameters", one == two, true);
  }

  customer_columns columns_;
  date_reader dates_;
  std::vector<detail::text_numbers> texts_;  // of each key column
  detail::pair_numbers groups_{no_keys + 1};
  detail::text_numbers customers_;
  std::vector<record> records_;
  std::optional<day> first_;
  std::optional<day> last_;
  cxmetrics::accounting accounting_;
};

customer_reader::customer_reader(customer_columns columns)
    : state_(std::make_unique<state>(std::move(columns))) {}
customer_reader::~customer_reader() = default;
customer_reader::customer_reader(customer_reader&&) noexcept = default;
customer_reader& customer_reader::operator=(customer_reader&&) noexcept = default;

std::vector<std::size_t> customer_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}
void customer_reader::row(const row_view& row) {
  state_->collect(row);
}
void customer_reader::reject(rejection why) {
  state_->reject(std::move(why));
}

std::optional<period> customer_reader::days() const {
  return state_->days();
}

customer_breakdown customer_reader::customers(const customer_ledger& empty) const {
  return state_->customers(empty);
}

customer_ledger customer_reader::everybody(const customer_ledger& empty) const {
  return state_->everybody(empty);
}

cxmetrics::accounting customer_reader::accounting() const {
  return state_->accounting();
}

customer_reader& customer_reader::operator+=(const customer_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
