// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/key_texts.hpp"
#include "input/merge_check.hpp"
#include "input/numbering.hpp"
#include "input/row_groups.hpp"
#include "input/sign_counts.hpp"
#include "input/text.hpp"

#include <cxmetrics/input/event_reader.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/journey/funnel_steps.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace cxmetrics {

// Customers, events, reasons and groups are numbers; a group of several keys is a chain of pairs of numbers.
class event_reader::state {
 public:
  explicit state(event_columns columns)
      : columns_(std::move(columns)),
        dates_(columns_.dates),
        missing_(columns_.missing),
        groups_(columns_.by) {}

  std::vector<std::size_t> find_columns(const row_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.customer), header.index_of(columns_.time),
                                   header.index_of(columns_.event)};
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    if (!columns_.reason.empty()) found.push_back(header.index_of(columns_.reason));
    return found;
  }

  void collect(const row_view& row) {
    if (missing_.contains(row[0])) return reject(row, columns_.customer, row[0], "names nobody");
    record read{};
    read.line = row.line();
    if (const char* const fault = read_time(row[1], read.second))
      return reject(row, columns_.time, row[1], fault);
    read.customer = customers_.number_of_field(row[0]);
    if (read.customer == detail::key_texts::not_valid)
      return reject(row, columns_.customer, row[0], detail::not_valid_utf8);
    std::size_t fault = 0;
    read.group = groups_.number_of(row, 3, fault);
    if (read.group == detail::nobody)
      return reject(row, columns_.by[fault], row[3 + fault], detail::not_valid_utf8);
    const bool no_event = missing_.contains(row[2]);
    read.event = events_.number_of(no_event ? std::string_view{} : row[2]);
    if (read.event == detail::key_texts::not_valid)
      return reject(row, columns_.event, row[2], detail::not_valid_utf8);
    read.reason = no_reason;
    const std::string_view reason = row[row.size() - 1];
    if (!columns_.reason.empty() && !missing_.contains(reason)) {
      read.reason = reasons_.number_of(reason);
      if (read.reason == detail::key_texts::not_valid)
        return reject(row, columns_.reason, reason, detail::not_valid_utf8);
    }
    if (no_event) signs_.count(columns_.event, row[2]);
    ++(no_event ? accounting_.missing : accounting_.answered);
    records_.push_back(read);
  }

  void reject(rejection why) { accounting_.reject(std::move(why)); }

  std::vector<std::string> events() const {
    std::set<std::string> texts;
    for (std::uint32_t event = 0; event < events_.end(); ++event) texts.insert(events_.text(event));
    texts.erase("");  // of rows without an event
    return {texts.begin(), texts.end()};
  }

  std::optional<period> days() const {
    if (records_.empty()) return std::nullopt;
    const auto [first, last] =
        std::minmax_element(records_.begin(), records_.end(),
                            [](const record& one, const record& other) { return one.second < other.second; });
    return period{day_of(*first), day_of(*last) + std::chrono::days{1}};
  }

  funnel_breakdown funnels(const funnel& empty) const {
    funnel_breakdown result{empty};
    std::vector<std::optional<funnel>> of_group(groups_.end());
    each_customer(empty, [&](std::span<const record> own, const std::vector<funnel_event>& events) {
      std::optional<funnel>& into = of_group[own.front().group];
      if (!into) into = empty;
      into->record(events);
    });
    for (std::uint32_t group = 0; group < of_group.size(); ++group) {
      if (of_group[group]) result[groups_.key_of(group)] = std::move(*of_group[group]);
    }
    return result;
  }

  drop_off_breakdown drop_offs(const funnel& empty) const {
    std::vector<std::string> steps;
    for (const funnel_step& step : steps_of(empty)) steps.push_back(step.name);
    const drop_off nobody{steps};
    std::vector<std::optional<drop_off>> of_group(groups_.end());
    each_customer(empty, [&](std::span<const record> own, const std::vector<funnel_event>& events) {
      const funnel_passage passage = empty.passage_of(events);
      if (passage.too_late || passage.furthest == 0 || passage.furthest == steps.size()) return;
      std::set<std::string> reasons;
      for (const record& each : own) {
        if (each.reason != no_reason) reasons.merge(reasons_in(reasons_.text(each.reason)));
      }
      std::optional<drop_off>& into = of_group[own.front().group];
      if (!into) into = nobody;
      into->record(passage.furthest - 1, reasons);
    });
    drop_off_breakdown result{nobody};
    for (std::uint32_t group = 0; group < of_group.size(); ++group) {
      if (of_group[group]) result[groups_.key_of(group)] = std::move(*of_group[group]);
    }
    return result;
  }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = accounting_;
    signs_.list(result);
    groups_.add_by_case(result);
    return result;
  }

  void add(const state& other) {
    if (!(columns_ == other.columns_))
      detail::throw_invalid_argument("event readers of different columns do not add up");
    if (&other == this) return add(state(other));
    const auto customers = detail::row_groups::numbers_in(customers_, other.customers_);
    const std::vector<std::uint32_t> groups = groups_.add(other.groups_);
    for (record theirs : other.records_) {
      theirs.customer = customers[theirs.customer];
      theirs.event = events_.number_of(other.events_.text(theirs.event));
      if (theirs.reason != no_reason) theirs.reason = reasons_.number_of(other.reasons_.text(theirs.reason));
      theirs.group = groups[theirs.group];
      records_.push_back(theirs);
    }
    signs_ += other.signs_;
    accounting_ += other.accounting_;
  }

 private:
  static constexpr std::uint32_t no_reason = detail::nobody;

  struct record {
    std::int64_t second;
    std::uint64_t line;
    std::uint32_t customer;
    std::uint32_t event;
    std::uint32_t reason;
    std::uint32_t group;
  };

  static day day_of(const record& of) {
    return std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds{std::chrono::seconds{of.second}});
  }

  // Why there is none, or nothing.
  const char* read_time(std::string_view text, std::int64_t& second) const {
    if (missing_.contains(text)) return "no date";
    std::chrono::seconds time{0};
    const written_day written = dates_.read_any_form(text, time);
    if (written.form == date_form::none) return "not a date";
    date_forms forms = columns_.forms;
    forms.add(written.form);
    const auto day = forms.day_of(written);
    if (!day) return forms.fault(written.form);
    second = (std::chrono::seconds{day->time_since_epoch()} + time).count();
    return nullptr;
  }

  // With the records of each customer in the order of time, and with their events.
  template <class Visit>
  void each_customer(const funnel& of, const Visit& visit) const {
    std::vector<record> sorted = records_;
    std::sort(sorted.begin(), sorted.end(), [](const record& one, const record& other) {
      return std::tie(one.customer, one.second, one.line) <
             std::tie(other.customer, other.second, other.line);
    });
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t event = 0; event < events_.end(); ++event)
      numbers.push_back(of.number_of(events_.text(event)));
    std::vector<funnel_event> events;
    for (std::size_t first = 0; first < sorted.size();) {
      std::size_t last = first;
      events.clear();
      for (; last < sorted.size() && sorted[last].customer == sorted[first].customer; ++last) {
        events.push_back({std::chrono::sys_seconds{std::chrono::seconds{sorted[last].second}},
                          numbers[sorted[last].event]});
      }
      visit(std::span<const record>(sorted).subspan(first, last - first), events);
      first = last;
    }
  }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  event_columns columns_;
  date_reader dates_;
  missing_signs missing_;
  detail::row_groups groups_;
  detail::key_texts customers_;
  detail::key_texts events_;
  detail::key_texts reasons_;
  std::vector<record> records_;
  detail::sign_counts signs_;
  cxmetrics::accounting accounting_;
};

event_reader::event_reader(event_columns columns) : state_(std::make_unique<state>(std::move(columns))) {}
event_reader::~event_reader() = default;
event_reader::event_reader(event_reader&&) noexcept = default;
event_reader& event_reader::operator=(event_reader&&) noexcept = default;

std::vector<std::size_t> event_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}

void event_reader::row(const row_view& row) {
  state_->collect(row);
}

void event_reader::reject(rejection why) {
  state_->reject(std::move(why));
}

std::vector<std::string> event_reader::events() const {
  return state_->events();
}

std::optional<period> event_reader::days() const {
  return state_->days();
}

funnel_breakdown event_reader::funnels(const funnel& empty) const {
  return state_->funnels(empty);
}

drop_off_breakdown event_reader::drop_offs(const funnel& empty) const {
  return state_->drop_offs(empty);
}

cxmetrics::accounting event_reader::accounting() const {
  return state_->accounting();
}

event_reader& event_reader::operator+=(const event_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
