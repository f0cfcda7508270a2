// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reports.hpp"

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/report/flow_table.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

using group = std::vector<std::string>;

struct customer_record {
  group by;
  std::string customer;
  cx::spell spell;
};

// Collects the spells of a file; who comes back can only be told when all rows are known.
class customer_file : public cx::row_sink {
 public:
  explicit customer_file(const options& asked)
      : asked_(asked), dates_({asked.date_format.value_or(""), asked.utc_offset}) {}

  std::vector<std::size_t> columns(const cx::row_header& header) override {
    std::vector<std::size_t> places{column_of(header, asked_.start), column_of(header, asked_.end)};
    for (const std::string& name : asked_.by) places.push_back(column_of(header, name));
    if (!asked_.customer.empty()) places.push_back(column_of(header, asked_.customer));
    return places;
  }

  void row(const cx::row_view& row) override {
    const auto since = dates_.read(row[0]);
    if (!since) return reject(row, asked_.start, row[0], row[0].empty() ? "no date" : "not a date");
    std::optional<cx::day> until;
    if (!is_blank(row[1])) {
      until = dates_.read(row[1]);
      if (!until) return reject(row, asked_.end, row[1], "not a date");
      if (*until < *since) return reject(row, asked_.end, row[1], "ends before it begins");
    }
    customer_record record{{}, {}, cx::spell{*since, until}};
    for (std::size_t key = 0; key < asked_.by.size(); ++key) record.by.emplace_back(row[2 + key]);
    if (!asked_.customer.empty()) {
      if (is_blank(row[row.size() - 1]))
        return reject(row, asked_.customer, row[row.size() - 1], "no customer");
      record.customer = row[row.size() - 1];
    }
    records_.push_back(std::move(record));
    ++accounting_.answered;
  }

  void reject(cx::rejection why) override { accounting_.reject(std::move(why)); }
  customer_file& operator+=(const customer_file& other) {
    records_.insert(records_.end(), other.records_.begin(), other.records_.end());
    accounting_ += other.accounting_;
    return *this;
  }

  // What is in it thereafter is left open.
  std::vector<customer_record> take_records() { return std::move(records_); }
  const cx::accounting& accounting() const { return accounting_; }

 private:
  static bool is_blank(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char letter) { return letter == ' ' || letter == '\t'; }) ||
           text == "\r";
  }
  void reject(const cx::row_view& row, const std::string& column, std::string_view text, const char* reason) {
    accounting_.reject({row.line(), column, std::string(text), reason});
  }

  options asked_;
  cx::date_reader dates_;
  std::vector<customer_record> records_;
  cx::accounting accounting_;
};

// From the first to the last day on which anything happens, or as asked.
std::vector<cx::period> periods_of(const options& asked, const std::vector<customer_record>& records) {
  std::optional<cx::day> first = asked.from;
  std::optional<cx::day> last = asked.to;
  for (const customer_record& record : records) {
    if (!asked.from) first = std::min(first.value_or(record.spell.since()), record.spell.since());
    const cx::day latest =
        record.spell.until() == cx::spell::never ? record.spell.since() : record.spell.until();
    if (!asked.to) last = std::max(last.value_or(latest), latest);
  }
  std::vector<cx::period> periods;
  if (!first || !last) return periods;
  if (*last < *first) throw usage_error("--to lies before --from");
  for (auto period = cx::period_of(*asked.period, *first); period.first() <= *last;
       period = cx::next(period)) {
    periods.push_back(period);
  }
  return periods;
}

// A group of a customer is a stretch of the sorted records; without a customer column each record is a customer.
void record(cx::customer_ledger& into, const std::vector<customer_record>& records, std::size_t& at,
            bool joined) {
  const customer_record& first = records[at];
  if (!joined) {
    into.record(first.spell);
    ++at;
    return;
  }
  std::vector<cx::spell> spells;
  for (; at < records.size() && records[at].by == first.by && records[at].customer == first.customer; ++at) {
    spells.push_back(records[at].spell);
  }
  into.record(spells);
}

cx::breakdown<cx::customer_ledger, group> ledgers_of(std::vector<customer_record>& records, bool joined,
                                                     const cx::customer_ledger& empty) {
  std::stable_sort(records.begin(), records.end(),
                   [](const customer_record& one, const customer_record& other) {
                     return std::tie(one.by, one.customer) < std::tie(other.by, other.customer);
                   });
  cx::breakdown<cx::customer_ledger, group> by{empty};
  for (std::size_t at = 0; at < records.size();) record(by[records[at].by], records, at, joined);
  return by;
}

std::vector<cx::churn_definition> definitions_of(const options& asked) {
  using definition = cx::churn_definition;
  if (asked.definition.empty()) return {definition::start_cohort};
  if (asked.definition != "all") return {cx::churn_definition_named(asked.definition)};
  return {definition::start_cohort, definition::naive, definition::at_risk,
          definition::mid_period,   definition::daily, definition::customer_day};
}

bool needs_days(const std::vector<cx::churn_definition>& definitions) {
  return std::count(definitions.begin(), definitions.end(), cx::churn_definition::daily) != 0;
}

}  // namespace

reports churn_report(const options& asked) {
  auto file = read_in_parts<customer_file>(asked, [](const options& with) { return customer_file(with); });
  cx::flow_table_options report;
  report.of =
      asked.metric == "churn" ? cx::flow_table_options::rate::churn : cx::flow_table_options::rate::retention;
  report.definitions = definitions_of(asked);
  report.estimate = asked.estimate;

  reports result;
  result.accounting = file.accounting();
  std::vector<customer_record> records = file.take_records();
  const auto periods = periods_of(asked, records);
  if (periods.empty()) {
    result.tables.push_back(cx::make_table(std::vector<cx::customer_flow>{}, report));
    return result;
  }
  const auto detail = needs_days(report.definitions) ? cx::flow_detail::daily : cx::flow_detail::totals;
  const bool joined = !asked.customer.empty();
  const cx::period whole{periods.front().first(), periods.back().last()};
  const auto by = ledgers_of(records, joined, cx::customer_ledger{periods, detail});
  for (customer_record& record : records) record.by.clear();
  report.whole = ledgers_of(records, joined, cx::customer_ledger{{whole}, detail}).total().flows().front();
  result.tables.push_back(cx::make_table(by, asked.by, report));
  return result;
}

}  // namespace cxreport
