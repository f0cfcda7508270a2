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

#include <cxmetrics/customers/event_log.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/history_reader.hpp>
#include <cxmetrics/input/missing.hpp>

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

namespace cxmetrics {

namespace {

auto tied(const history_columns& of) {
  return std::tie(of.since, of.until, of.time, of.event, of.start_events, of.end_events, of.gone_after.days,
                  of.customer, of.reason, of.by, of.end_inclusive, of.grace, of.dates, of.forms, of.missing);
}

}  // namespace

class history_reader::state {
 public:
  explicit state(history_columns columns)
      : columns_(std::move(columns)),
        dates_(columns_.dates),
        missing_(columns_.missing),
        groups_(columns_.by),
        of_stayers_(columns_.by.size()),
        of_leavers_(columns_.by.size()),
        forms_(columns_.forms) {
    const bool spells = !columns_.since.empty() && !columns_.until.empty();
    if (spells == !columns_.time.empty() || (spells && !columns_.event.empty())) {
      detail::throw_invalid_argument(
          "histories are read from first and last days, from times and events, or from times of acts");
    }
    if (!spells && columns_.customer.empty())
      detail::throw_invalid_argument("a log without a column of customers");
    if (columns_.grace.count() < 0) {
      detail::throw_invalid_argument("a grace of {} days", {columns_.grace.count()});
    }
  }

  std::vector<std::size_t> find_columns(const row_header& header) {
    std::vector<std::size_t> found;
    const auto add = [&](const std::string& name) {
      if (name.empty()) return no_column;
      found.push_back(header.index_of(name));
      return found.size() - 1;
    };
    begin_ = add(is_log() ? columns_.time : columns_.since);
    end_ = add(is_log() ? columns_.event : columns_.until);
    customer_ = add(columns_.customer);
    reason_ = add(columns_.reason);
    by_ = found.size();
    for (const std::string& name : columns_.by) add(name);
    return found;
  }

  void collect(const row_view& row) {
    record added;
    added.line = row.line();
    if (end_ != no_column && is_log()) {
      added.what = kind_of(detail::trimmed(row[end_]));
      if (added.what == kind::other) {
        ++accounting_.left_out["another event"];
        return;
      }
    }
    std::chrono::seconds second{};
    if (!read_date(row, begin_, is_log() ? columns_.time : columns_.since, added.since, second)) return;
    if (is_log()) {
      added.second = second;
    } else {
      added.ended = !missing_.contains(row[end_]);
      if (added.ended && !read_date(row, end_, columns_.until, added.until, second)) return;
    }
    if (customer_ != no_column) {
      const std::string_view name = row[customer_];
      if (missing_.contains(name)) return reject(row, columns_.customer, name, "no customer");
      added.customer = customers_.number_of_field(name);
      if (added.customer == detail::key_texts::not_valid)
        return reject(row, columns_.customer, name, detail::not_valid_utf8);
    } else {
      added.customer = static_cast<std::uint32_t>(records_.size());
    }
    if (reason_ != no_column) {
      const std::string_view text = missing_.contains(row[reason_]) ? std::string_view{} : row[reason_];
      added.reason = reasons_.number_of(text);
      if (added.reason == detail::key_texts::not_valid)
        return reject(row, columns_.reason, text, detail::not_valid_utf8);
    }
    std::size_t fault = 0;
    added.group = groups_.number_of(row, by_, fault);
    if (added.group == detail::nobody)
      return reject(row, columns_.by[fault], row[by_ + fault], detail::not_valid_utf8);
    for (std::size_t key = 0; key < columns_.by.size(); ++key) {
      if (missing_.contains(row[by_ + key])) continue;
      (added.ended ? of_leavers_ : of_stayers_)[key] = true;
      added.in_group = true;
    }
    forms_.add(added.since.form);
    if (added.ended) forms_.add(added.until.form);
    added.written_at = written_.size();
    if (is_open(added)) {
      const std::string_view begin = row[begin_];
      const std::string_view end = added.ended ? row[end_] : std::string_view{};
      added.begin_size = static_cast<std::uint32_t>(begin.size());
      added.end_size = static_cast<std::uint32_t>(end.size());
      written_.append(begin).append(end);
    } else if (added.ended && added.until.day < added.since.day) {
      return reject(row, columns_.until, row[end_], ends_before);
    }
    if (!is_log() && !added.ended) signs_.count(columns_.until, row[end_]);
    records_.push_back(added);
  }

  void reject(rejection why) { accounting_.reject(std::move(why)); }

  std::optional<period> days(day last) const {
    std::optional<day> first;
    std::optional<day> latest;
    const auto happens = [&](day on) {
      first = std::min(first.value_or(on), on);
      if (on <= last) latest = std::max(latest.value_or(on), on);
    };
    for (const record& each : records_) {
      if (!fault_of(each).reason.empty()) continue;
      happens(*forms_.day_of(each.since));
      if (each.ended) happens(*forms_.day_of(each.until));
    }
    if (!first || !latest) return std::nullopt;
    return period{*first, *latest + std::chrono::days{1}};
  }

  void each(day as_of, bool by_group, const visitor& visit) const {
    const std::vector<place> order = in_order(as_of, by_group);
    std::vector<std::string> key;
    for (std::size_t first = 0; first < order.size();) {
      std::size_t next = first + 1;
      while (next < order.size() && is_of_one(order[next], order[first])) ++next;
      std::vector<reasoned_spell> spells = spells_of_rows(order, first, next);
      const std::uint32_t group = order[first].group;
      first = next;
      spells = known_at(as_of, std::move(spells));
      if (by_group) key = groups_.key_of(group);
      if (!spells.empty()) visit(key, spells);
    }
  }

  cxmetrics::next_day_returns next_day_returns(day as_of) const {
    detail::comings_and_goings all;
    if (is_log() || columns_.customer.empty()) return all.returns(as_of);
    for (const record& each : records_) {
      if (!fault_of(each).reason.empty()) continue;
      all.starts.emplace_back(each.customer, *forms_.day_of(each.since));
      if (each.ended) all.ends.emplace_back(each.customer, *forms_.day_of(each.until));
    }
    return all.returns(as_of);
  }

  bool known_of_leavers_only(std::size_t by) const {
    return !is_log() && of_leavers_[by] && !of_stayers_[by];
  }

  cxmetrics::accounting accounting(day as_of) const {
    cxmetrics::accounting result = accounting_;
    signs_.list(result);
    std::uint64_t later = 0;
    for (const record& each : records_) {
      if (rejection why = fault_of(each); !why.reason.empty()) {
        result.reject(std::move(why));
      } else if (*forms_.day_of(each.since) > as_of) {
        ++later;
      } else {
        ++result.answered;
      }
    }
    if (later > 0) result.left_out["after " + to_string(as_of)] = later;
    if (const std::uint64_t ends = ends_of_nobody(as_of); ends > 0) {
      result.left_out["an end without a start before it"] = ends;
      result.answered -= ends;
    }
    groups_.add_by_case(result);
    return result;
  }

  void add(const state& other) {
    const detail::merge_check check("readers of histories");
    check.same("columns", tied(columns_) == tied(other.columns_), true);
    if (&other == this) return add(state(other));
    const auto customers = detail::row_groups::numbers_in(customers_, other.customers_);
    const auto reasons = detail::row_groups::numbers_in(reasons_, other.reasons_);
    const std::vector<std::uint32_t> groups = groups_.add(other.groups_);
    const std::uint64_t written_before = written_.size();
    for (record theirs : other.records_) {
      theirs.group = groups[theirs.group];
      theirs.customer = columns_.customer.empty() ? static_cast<std::uint32_t>(records_.size())
                                                  : customers[theirs.customer];
      if (!columns_.reason.empty()) theirs.reason = reasons[theirs.reason];
      theirs.written_at += written_before;
      records_.push_back(theirs);
    }
    written_ += other.written_;
    for (std::size_t key = 0; key < of_stayers_.size(); ++key) {
      of_stayers_[key] = of_stayers_[key] || other.of_stayers_[key];
      of_leavers_[key] = of_leavers_[key] || other.of_leavers_[key];
    }
    forms_ += other.forms_;
    signs_ += other.signs_;
    accounting_ += other.accounting_;
  }

 private:
  static constexpr std::size_t no_column = static_cast<std::size_t>(-1);
  static constexpr const char* ends_before = "ends before it begins";

  enum class kind : std::uint8_t { start, end, other };

  struct record {
    std::uint32_t group = detail::row_groups::no_keys;
    std::uint32_t customer = 0;
    std::uint32_t reason = 0;
    kind what = kind::start;
    bool ended = false;
    bool in_group = false;  // has a text in a column to break down by
    written_day since{};
    written_day until{};
    std::chrono::seconds second{0};  // of the day, in a log; 0 where no time is told
    std::uint64_t line = 0;
    std::size_t written_at = 0;  // the texts of the dates, where they are open
    std::uint32_t begin_size = 0;
    std::uint32_t end_size = 0;
  };

  // A record in a group.
  struct place {
    std::uint32_t group;
    std::uint32_t at;
  };

  bool is_log() const { return !columns_.time.empty(); }
  bool is_event_log() const { return is_log() && !columns_.event.empty(); }

  bool is_of_one(const place& one, const place& other) const {
    return one.group == other.group && records_[one.at].customer == records_[other.at].customer;
  }
  std::chrono::sys_seconds time_of(const record& each) const {
    return *forms_.day_of(each.since) + each.second;
  }

  // What is known by a day, customer by customer of each group, in the order of the rows, whichever reader read them;
  // events in that of their times.
  std::vector<place> in_order(day as_of, bool by_group) const {
    std::vector<place> order;
    std::vector<std::uint32_t> of_all_groups;
    for (std::uint32_t at = 0; at < records_.size(); ++at) {
      const record& each = records_[at];
      if (!fault_of(each).reason.empty() || *forms_.day_of(each.since) > as_of) continue;
      if (by_group && !columns_.by.empty() && each.what == kind::end && !each.in_group) {
        of_all_groups.push_back(at);
      } else {
        order.push_back({by_group ? each.group : detail::row_groups::no_keys, at});
      }
    }
    if (!of_all_groups.empty()) enter_in_groups(order, of_all_groups);
    const bool backwards = is_event_log() && newest_first();
    const auto rank = [&](const place& each) {
      const record& of = records_[each.at];
      return std::tuple{each.group, of.customer, is_event_log() ? time_of(of) : std::chrono::sys_seconds{},
                        backwards ? ~of.line : of.line};
    };
    std::sort(order.begin(), order.end(),
              [&](const place& one, const place& other) { return rank(one) < rank(other); });
    return order;
  }

  // An end that names no group is one of all groups of the customer.
  void enter_in_groups(std::vector<place>& order, const std::vector<std::uint32_t>& ends) const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> groups;
    for (const place& each : order) groups.emplace_back(records_[each.at].customer, each.group);
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    for (const std::uint32_t at : ends) {
      const std::uint32_t customer = records_[at].customer;
      const auto first =
          std::lower_bound(groups.begin(), groups.end(), std::pair{customer, std::uint32_t{0}});
      for (auto each = first; each != groups.end() && each->first == customer; ++each)
        order.push_back({each->second, at});
    }
  }

  // Whether the rows of most customers go back in time.
  bool newest_first() const {
    std::vector<std::tuple<std::uint32_t, std::uint64_t, std::chrono::sys_seconds>> rows;
    for (const record& each : records_) {
      if (fault_of(each).reason.empty()) rows.emplace_back(each.customer, each.line, time_of(each));
    }
    std::sort(rows.begin(), rows.end());
    std::int64_t forwards = 0;
    for (std::size_t at = 1; at < rows.size(); ++at) {
      if (std::get<0>(rows[at]) != std::get<0>(rows[at - 1])) continue;
      const auto gap = std::get<2>(rows[at]) - std::get<2>(rows[at - 1]);
      forwards += gap.count() > 0 ? 1 : gap.count() < 0 ? -1 : 0;
    }
    return forwards < 0;
  }

  // How many ends in a log of events have no start of the same customer before them.
  std::uint64_t ends_of_nobody(day as_of) const {
    if (!is_event_log()) return 0;
    std::uint64_t ends = 0;
    bool there = false;
    const std::vector<place> order = in_order(as_of, false);
    for (std::size_t at = 0; at < order.size(); ++at) {
      if (at > 0 && !is_of_one(order[at], order[at - 1])) there = false;
      const bool starts = records_[order[at].at].what == kind::start;
      ends += !starts && !there ? 1 : 0;
      there = starts;
    }
    return ends;
  }

  kind kind_of(std::string_view event) const {
    const auto is_of = [&](const std::vector<std::string>& names) {
      return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return detail::same_name(name, event) ||
               (!detail::is_ascii(event) &&
                detail::same_name(detail::composed(name), detail::composed(event)));
      });
    };
    return is_of(columns_.start_events) ? kind::start : is_of(columns_.end_events) ? kind::end : kind::other;
  }

  static bool is_open(const written_day& written) { return !detail::is_settled(written.form); }
  static bool is_open(const record& each) {
    return is_open(each.since) || (each.ended && is_open(each.until));
  }

  bool read_date(const row_view& row, std::size_t column, const std::string& name, written_day& into,
                 std::chrono::seconds& second) {
    if (missing_.contains(row[column])) {
      reject(row, name, row[column], "no date");
      return false;
    }
    into = dates_.read_any_form(row[column], second);
    if (into.form != date_form::none) return true;
    reject(row, name, row[column], "not a date");
    return false;
  }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  // What is wrong with a record by what is known of all dates; without a reason if nothing is.
  rejection fault_of(const record& each) const {
    if (!is_open(each)) return {};
    const std::string_view written = std::string_view{written_}.substr(each.written_at);
    const std::string& begin = is_log() ? columns_.time : columns_.since;
    if (const char* const why = forms_.fault(each.since.form))
      return {each.line, begin, detail::excerpt(written.substr(0, each.begin_size)), why};
    if (!each.ended) return {};
    const char* why = forms_.fault(each.until.form);
    if (why == nullptr && *forms_.day_of(each.until) < *forms_.day_of(each.since)) why = ends_before;
    if (why == nullptr) return {};
    return {each.line, columns_.until, detail::excerpt(written.substr(each.begin_size, each.end_size)), why};
  }

  std::string reason_of(const record& each) const {
    return columns_.reason.empty() ? std::string() : std::string(detail::trimmed(reasons_.text(each.reason)));
  }

  // All rows are of one customer.
  std::vector<reasoned_spell> spells_of_rows(const std::vector<place>& order, std::size_t first,
                                             std::size_t last) const {
    std::vector<reasoned_spell> spells;
    std::vector<customer_event> events;
    std::vector<day> acts;
    for (std::size_t at = first; at < last; ++at) {
      const record& each = records_[order[at].at];
      const day since = *forms_.day_of(each.since);
      if (!is_log()) {
        std::optional<day> until;
        if (each.ended)
          until = *forms_.day_of(each.until) + std::chrono::days{columns_.end_inclusive ? 1 : 0};
        spells.push_back({spell{since, until}, each.ended ? reason_of(each) : ""});
      } else if (!columns_.event.empty()) {
        events.push_back({since, each.what == kind::start, reason_of(each)});
      } else {
        acts.push_back(since);
      }
    }
    if (!events.empty()) return spells_of(std::move(events));
    for (const spell& each : spells_of(std::move(acts), columns_.gone_after)) spells.push_back({each});
    return spells;
  }

  // Joined, and as they are known at the end of a day. The reason is that of the spell that ends last.
  std::vector<reasoned_spell> known_at(day as_of, std::vector<reasoned_spell> spells) const {
    std::vector<spell> days;
    for (reasoned_spell& each : spells) {
      const bool ended = each.days.until() && *each.days.until() <= as_of;
      if (!ended) each = {spell{each.days.since()}};
      days.push_back(each.days);
    }
    std::vector<reasoned_spell> result;
    for (const spell& each : joined(std::move(days), columns_.grace)) {
      result.push_back({each});
      if (!each.until()) continue;
      for (const reasoned_spell& part : spells) {
        if (part.days.until() == each.until() && !part.reason.empty()) result.back().reason = part.reason;
      }
    }
    return result;
  }

  history_columns columns_;
  date_reader dates_;
  missing_signs missing_;
  detail::row_groups groups_;
  std::vector<bool> of_stayers_;  // which key columns have texts in rows without an end, and with one
  std::vector<bool> of_leavers_;
  detail::key_texts customers_;
  detail::key_texts reasons_;
  std::vector<record> records_;
  std::string written_;
  date_forms forms_;
  detail::sign_counts signs_;
  cxmetrics::accounting accounting_;
  std::size_t begin_ = no_column;
  std::size_t end_ = no_column;
  std::size_t customer_ = no_column;
  std::size_t reason_ = no_column;
  std::size_t by_ = 0;
};

history_reader::history_reader(history_columns columns)
    : state_(std::make_unique<state>(std::move(columns))) {}
history_reader::~history_reader() = default;
history_reader::history_reader(history_reader&&) noexcept = default;
history_reader& history_reader::operator=(history_reader&&) noexcept = default;

std::vector<std::size_t> history_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}
void history_reader::row(const row_view& row) {
  state_->collect(row);
}
void history_reader::reject(rejection why) {
  state_->reject(std::move(why));
}
std::optional<period> history_reader::days(day last) const {
  return state_->days(last);
}
void history_reader::each(day as_of, const visitor& visit) const {
  state_->each(as_of, true, visit);
}
void history_reader::each_of_all(day as_of, const visitor& visit) const {
  state_->each(as_of, false, visit);
}
next_day_returns history_reader::next_day_returns(day as_of) const {
  return state_->next_day_returns(as_of);
}
bool history_reader::known_of_leavers_only(std::size_t by) const {
  return state_->known_of_leavers_only(by);
}
cxmetrics::accounting history_reader::accounting() const {
  return state_->accounting(day::max());
}
cxmetrics::accounting history_reader::accounting(day as_of) const {
  return state_->accounting(as_of);
}

history_reader& history_reader::operator+=(const history_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
