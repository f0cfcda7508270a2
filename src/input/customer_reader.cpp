// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/date_text.hpp"
#include "input/key_texts.hpp"
#include "input/merge_check.hpp"
#include "input/numbering.hpp"
#include "input/returns.hpp"
#include "input/row_groups.hpp"
#include "input/sign_counts.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/input/customer_reader.hpp>
#include <cxmetrics/input/missing.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cxmetrics {

// Groups and customers are numbers; a group of several keys is a chain of pairs of numbers.
class customer_reader::state {
 public:
  explicit state(customer_columns columns)
      : columns_(std::move(columns)),
        dates_(columns_.dates),
        missing_(columns_.missing),
        groups_(columns_.by),
        forms_(columns_.forms) {}

  std::vector<std::size_t> find_columns(const row_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.since), header.index_of(columns_.until)};
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    if (joined()) found.push_back(header.index_of(columns_.customer));
    return found;
  }

  void collect(const row_view& row) {
    const std::string_view begin = row[0];
    const std::string_view end = row[1];
    if (missing_.contains(begin)) return reject(row, columns_.since, begin, "no date");
    const written_day since = dates_.read_any_form(begin);
    if (since.form == date_form::none) return reject(row, columns_.since, begin, "not a date");
    std::optional<written_day> until;
    if (!missing_.contains(end)) {
      until = dates_.read_any_form(end);
      if (until->form == date_form::none) return reject(row, columns_.until, end, "not a date");
    }
    const bool open = is_open(since) || (until && is_open(*until));
    if (!open && until && until->day < since.day) return reject(row, columns_.until, end, ends_before);
    std::uint32_t customer = 0;
    if (joined()) {
      const std::string_view name = row[row.size() - 1];
      if (missing_.contains(name)) return reject(row, columns_.customer, name, "no customer");
      customer = customers_.number_of_field(name);
      if (customer == detail::key_texts::not_valid)
        return reject(row, columns_.customer, name, detail::not_valid_utf8);
    }
    std::size_t fault = 0;
    const std::uint32_t group = groups_.number_of(row, 2, fault);
    if (group == detail::nobody)
      return reject(row, columns_.by[fault], row[2 + fault], detail::not_valid_utf8);
    forms_.add(since.form);
    if (until) forms_.add(until->form);
    if (!until) signs_.count(columns_.until, end);
    if (open) {
      open_.push_back({group, customer, row.line(), since, until, written_.size(), begin.size(), end.size()});
      written_.append(begin).append(end);
      return;
    }
    const std::optional<day> last = until ? std::optional{until->day} : std::nullopt;
    records_.push_back({group, customer, spell{since.day, last}});
    ++accounting_.answered;
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
    each_known([&](const record& each) {
      look_at(each.days.since());
      if (each.days.until()) look_at(*each.days.until());
    });
    if (!first) return std::nullopt;
    return period{*first, *last + std::chrono::days{1}};
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
      if (of_group[group]) result[groups_.key_of(group)] = std::move(*of_group[group]);
    }
    return result;
  }

  customer_ledger everybody(const customer_ledger& empty) const {
    customer_ledger all = empty;
    enter([](const record&) { return detail::row_groups::no_keys; },
          [&](std::uint32_t) -> customer_ledger& { return all; });
    return all;
  }

  cxmetrics::next_day_returns next_day_returns(day as_of) const {
    detail::comings_and_goings all;
    if (!joined()) return all.returns(as_of);
    each_known([&](const record& each) {
      all.starts.emplace_back(each.customer, each.days.since());
      if (each.days.until()) all.ends.emplace_back(each.customer, *each.days.until());
    });
    return all.returns(as_of);
  }

  cxmetrics::accounting accounting(day as_of) const {
    cxmetrics::accounting result = accounting_;
    signs_.list(result);
    for (const open_record& each : open_) {
      if (rejection why = fault_of(each); why.reason.empty()) {
        ++result.answered;
      } else {
        result.reject(std::move(why));
      }
    }
    groups_.add_by_case(result);
    std::uint64_t later = 0;
    each_known([&](const record& each) { later += each.days.since() > as_of ? 1 : 0; });
    if (later > 0) result.left_out["after " + to_string(as_of)] = later;
    result.answered -= later;
    return result;
  }

  void add(const state& other) {
    require_same_parameters(other);
    if (&other == this) return add(state(other));
    const auto customers = detail::row_groups::numbers_in(customers_, other.customers_);
    const std::vector<std::uint32_t> groups = groups_.add(other.groups_);
    for (const record& theirs : other.records_)
      records_.push_back({groups[theirs.group], joined() ? customers[theirs.customer] : 0, theirs.days});
    for (open_record theirs : other.open_) {
      theirs.group = groups[theirs.group];
      theirs.customer = joined() ? customers[theirs.customer] : 0;
      theirs.written_at += written_.size();
      open_.push_back(theirs);
    }
    written_ += other.written_;
    forms_ += other.forms_;
    signs_ += other.signs_;
    accounting_ += other.accounting_;
  }

 private:
  struct record {
    std::uint32_t group;
    std::uint32_t customer;
    spell days;
  };

  // Only the other dates of the columns say when it began and ended.
  struct open_record {
    std::uint32_t group;
    std::uint32_t customer;
    std::uint64_t line;
    written_day since;
    std::optional<written_day> until;
    std::size_t written_at;  // the texts of both
    std::size_t since_size;
    std::size_t until_size;
  };

  static constexpr const char* ends_before = "ends before it begins";

  static bool is_open(const written_day& written) { return !detail::is_settled(written.form); }

  // What is wrong with an open record by now; without a reason if nothing is.
  rejection fault_of(const open_record& each) const {
    const std::string_view written = std::string_view{written_}.substr(each.written_at);
    const std::string_view since = written.substr(0, each.since_size);
    const std::string_view until = written.substr(each.since_size, each.until_size);
    if (const char* const why = forms_.fault(each.since.form))
      return {each.line, columns_.since, detail::excerpt(since), why};
    if (!each.until) return {};
    const char* why = forms_.fault(each.until->form);
    if (why == nullptr && *forms_.day_of(*each.until) < *forms_.day_of(each.since)) why = ends_before;
    if (why == nullptr) return {};
    return {each.line, columns_.until, detail::excerpt(until), why};
  }

  // Those whose days are known by now.
  template <class Visit>
  void each_known(const Visit& visit) const {
    for (const record& each : records_) visit(each);
    for (const open_record& each : open_) {
      if (!fault_of(each).reason.empty()) continue;
      const std::optional<day> until = each.until ? forms_.day_of(*each.until) : std::nullopt;
      visit(record{each.group, each.customer, spell{*forms_.day_of(each.since), until}});
    }
  }

  bool joined() const { return !columns_.customer.empty(); }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  // Enters each customer of each group of group_of(record) in ledger_of(group).
  template <class GroupOf, class LedgerOf>
  void enter(const GroupOf& group_of, const LedgerOf& ledger_of) const {
    std::vector<record> with_open;
    if (!open_.empty()) each_known([&](const record& each) { with_open.push_back(each); });
    const std::vector<record>& records = open_.empty() ? records_ : with_open;
    if (!joined()) {
      for (const record& each : records) ledger_of(group_of(each)).record(each.days);
      return;
    }
    std::vector<std::uint32_t> order(records.size());
    for (std::uint32_t at = 0; at < order.size(); ++at) order[at] = at;
    const auto whose = [&](std::uint32_t at) {
      return std::pair{group_of(records[at]), records[at].customer};
    };
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t one, std::uint32_t other) { return whose(one) < whose(other); });
    std::vector<spell> spells;
    for (std::size_t at = 0; at < order.size(); ++at) {
      spells.push_back(records[order[at]].days);
      if (at + 1 < order.size() && whose(order[at]) == whose(order[at + 1])) continue;
      ledger_of(group_of(records[order[at]])).record(spells);
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
    check.same("signs for nothing", one.missing, two.missing);
    check.same("parameters", one == two, true);
  }

  customer_columns columns_;
  date_reader dates_;
  missing_signs missing_;
  detail::row_groups groups_;
  detail::key_texts customers_;
  std::vector<record> records_;
  std::vector<open_record> open_;
  std::string written_;  // the dates of the open records
  date_forms forms_;
  detail::sign_counts signs_;
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
  return state_->days(day::max());
}
std::optional<period> customer_reader::days(day last) const {
  return state_->days(last);
}

customer_breakdown customer_reader::customers(const customer_ledger& empty) const {
  return state_->customers(empty);
}

customer_ledger customer_reader::everybody(const customer_ledger& empty) const {
  return state_->everybody(empty);
}

next_day_returns customer_reader::next_day_returns(day as_of) const {
  return state_->next_day_returns(as_of);
}

cxmetrics::accounting customer_reader::accounting() const {
  return state_->accounting(day::max());
}
cxmetrics::accounting customer_reader::accounting(day as_of) const {
  return state_->accounting(as_of);
}

customer_reader& customer_reader::operator+=(const customer_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
