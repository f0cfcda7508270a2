// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/key_texts.hpp"
#include "input/merge_check.hpp"
#include "input/row_groups.hpp"
#include "input/sign_counts.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"
#include "input/written_texts.hpp"

#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/money.hpp>
#include <cxmetrics/input/purchase_reader.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

namespace cxmetrics {

class purchase_reader::state {
 public:
  explicit state(purchase_columns columns)
      : columns_(std::move(columns)),
        dates_(columns_.dates),
        money_(columns_.currency),
        missing_(columns_.missing),
        groups_(columns_.by),
        forms_(columns_.forms) {}

  std::vector<std::size_t> find_columns(const row_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.customer), header.index_of(columns_.time)};
    if (with_amounts()) found.push_back(header.index_of(columns_.amount));
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    return found;
  }

  void collect(const row_view& row) {
    record read;
    read.line = row.line();
    if (missing_.contains(row[0])) return reject(row, columns_.customer, row[0], "no customer");
    read.customer = customers_.number_of_field(row[0]);
    if (read.customer == detail::key_texts::not_valid)
      return reject(row, columns_.customer, row[0], detail::not_valid_utf8);
    if (missing_.contains(row[1])) return reject(row, columns_.time, row[1], "no date");
    read.on = dates_.read_any_form(row[1]);
    if (read.on.form == date_form::none) return reject(row, columns_.time, row[1], "not a date");
    if (with_amounts()) {
      if (missing_.contains(row[2])) {
        ++accounting_.missing;
        signs_.count(columns_.amount, row[2]);
        return;
      }
      read.amount = money_.read(row[2]);
      if (read.amount.form == money_form::none)
        return reject(row, columns_.amount, row[2], read.amount.reason);
      if (read.amount.amount < 0) return reject(row, columns_.amount, row[2], "below 0");
    }
    const std::size_t first_key = with_amounts() ? 3 : 2;
    std::size_t bad = 0;
    read.group = groups_.number_of(row, first_key, bad);
    if (read.group == detail::nobody)
      return reject(row, columns_.by[bad], row[first_key + bad], detail::not_valid_utf8);
    if (with_amounts()) money_forms_.add(read.amount);
    forms_.add(read.on.form);
    read.written = written_.add(row, 1, first_key - 1);
    records_.push_back(read);
  }

  void reject(rejection why) { accounting_.reject(std::move(why)); }

  std::vector<purchase> log() const {
    std::vector<purchase> found;
    for (const record& each : records_) {
      if (fault_of(each).why == nullptr) found.push_back(purchase_of(each));
    }
    return found;
  }

  std::map<std::vector<std::string>, std::vector<purchase>> logs() const {
    std::vector<std::vector<purchase>> of_group(groups_.end());
    for (const record& each : records_) {
      if (fault_of(each).why == nullptr) of_group[each.group].push_back(purchase_of(each));
    }
    std::map<std::vector<std::string>, std::vector<purchase>> found;
    for (std::uint32_t group = 0; group < of_group.size(); ++group) {
      if (!of_group[group].empty()) found[groups_.key_of(group)] = std::move(of_group[group]);
    }
    return found;
  }

  std::string currency() const { return money_forms_.currency(money_); }

  cxmetrics::accounting accounting(day as_of) const {
    cxmetrics::accounting result = accounting_;
    signs_.list(result);
    std::uint64_t later = 0;
    for (const record& each : records_) {
      const fault found = fault_of(each);
      if (found.why == nullptr) {
        ++(*forms_.day_of(each.on) > as_of ? later : result.answered);
        continue;
      }
      result.reject({each.line, found.column == 0 ? columns_.time : columns_.amount,
                     written_.text(each.written, found.column), found.why});
    }
    if (later > 0) result.left_out["after " + to_string(as_of)] = later;
    groups_.add_by_case(result);
    return result;
  }

  void add(const state& other) {
    const detail::merge_check check("readers of purchases");
    check.same("columns", columns_ == other.columns_, true);
    if (&other == this) return add(state(other));
    const auto customers = detail::row_groups::numbers_in(customers_, other.customers_);
    const std::vector<std::uint32_t> groups = groups_.add(other.groups_);
    for (record theirs : other.records_) {
      theirs.customer = customers[theirs.customer];
      theirs.group = groups[theirs.group];
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
  using written_fields = detail::written_texts<2>;  // time and amount

  struct record {
    std::uint32_t customer = 0;
    std::uint32_t group = detail::row_groups::no_keys;
    std::uint64_t line = 0;
    written_day on{};
    written_money amount{};
    written_fields::place written{};
  };
  struct fault {
    std::size_t column = 0;
    const char* why = nullptr;
  };

  bool with_amounts() const { return !columns_.amount.empty(); }

  purchase purchase_of(const record& each) const {
    return {each.customer, *forms_.day_of(each.on), each.amount.amount};
  }

  fault fault_of(const record& each) const {
    if (const char* const why = forms_.fault(each.on.form)) return {0, why};
    return {1, with_amounts() ? money_forms_.fault(each.amount) : nullptr};
  }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  purchase_columns columns_;
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

purchase_reader::purchase_reader(purchase_columns columns)
    : state_(std::make_unique<state>(std::move(columns))) {}
purchase_reader::~purchase_reader() = default;
purchase_reader::purchase_reader(purchase_reader&&) noexcept = default;
purchase_reader& purchase_reader::operator=(purchase_reader&&) noexcept = default;

std::vector<std::size_t> purchase_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}
void purchase_reader::row(const row_view& row) {
  state_->collect(row);
}
void purchase_reader::reject(rejection why) {
  state_->reject(std::move(why));
}

std::vector<purchase> purchase_reader::log() const {
  return state_->log();
}

std::map<std::vector<std::string>, std::vector<purchase>> purchase_reader::logs() const {
  return state_->logs();
}

std::optional<day> purchase_reader::last(day limit) const {
  std::optional<day> found;
  for (const purchase& each : state_->log()) {
    if (each.on <= limit) found = std::max(found.value_or(each.on), each.on);
  }
  return found;
}

std::string purchase_reader::currency() const {
  return state_->currency();
}
cxmetrics::accounting purchase_reader::accounting(day as_of) const {
  return state_->accounting(as_of);
}

purchase_reader& purchase_reader::operator+=(const purchase_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
