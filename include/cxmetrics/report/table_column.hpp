// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TABLE_COLUMN_HPP
#define CXMETRICS_REPORT_TABLE_COLUMN_HPP

#include <cstddef>
#include <string>

namespace cxmetrics {

/// What the cells of a column are.
enum class column_kind {
  group,       ///< the name of a group: a text or a whole number
  period,      ///< a `period`
  age,         ///< a whole number of periods since something began; the title says of which
  count,       ///< a whole number of people, answers or events
  money,       ///< an amount in whole minor units of the column's currency
  estimate,    ///< an `estimate`
  difference,  ///< a `row_comparison`, or nothing
  flag         ///< yes or no
};

/// What a column tells. Charts, comparison and suppression look for these, never for names.
enum class column_meaning {
  own,           ///< what only its title tells
  definition,    ///< which of several definitions of a metric the row goes by
  question,      ///< which of several questions, or steps, of the same people the row is about
  value,         ///< the metric
  change,        ///< how the value differs from that of the period before
  against_rest,  ///< how it differs from that of everybody else in the same period
  missing,
  off_scale,
  positive,  ///< answers that count for a net score, promoters among them
  neutral,
  negative,
  at_start,  ///< of a `customer_flow`, as are those that follow
  acquired,
  reactivated,
  churned,
  churned_new,
  returned,
  at_end,
  customer_days,
  cohort,  ///< of a key: the period in which customers joined; rows of a cohort are of the same people, as are those of
  ///< the next three
  age,               ///< of a key: how old customers are
  time,              ///< of a key: how long customers have stayed
  reason,            ///< of a key: for what they left, parts of one rate
  start,             ///< of money: recurring revenue, as `revenue_flow` has it, and so are those that follow
  acquired_revenue,  ///< of new customers
  reactivated_revenue,
  expansion,
  contraction,
  churned_revenue,
  end,
  gross_retention,  ///< of revenue, beside the net one
  log_likelihood,   ///< of the model whose parameters are in the row
  usual,            ///< a centre and, for its interval, the limits within which a period is nothing unusual
  target,           ///< what the value is to reach
  finding,          ///< of a text: what was found of the row; no key
  mature,           ///< whether all of a cohort have had that age
  reached,          ///< how many came to the step or stage that the row is about
  above_earlier,    ///< whether more came to it than to one before
  correlation,      ///< of an item with an outcome, beside the share of its variance that goes with the item
  impact,           ///< what the row does to the whole
  importance        ///< of an item for an outcome, among others
};

/// A column of a table.
struct table_column {
  std::string id;     ///< for machines: the name in JSON and CSV, "at_start"
  std::string title;  ///< for people: "at start"
  column_kind kind = column_kind::group;
  column_meaning meaning = column_meaning::own;
  std::string currency{};  ///< of money, as ISO 4217 writes it: "EUR"
  int minor_digits = 2;    ///< of money: the decimals of the currency
  std::size_t place = 0;   ///< where its cells stand among those of a row; `table::add` sets it

  /// Whether the column says which row it is: a group, a period or an age, but no definition and no finding.
  bool is_key() const noexcept {
    return is_label() && meaning != column_meaning::definition && meaning != column_meaning::finding;
  }
  /// Whether its cells are in `table_row::key`.
  bool is_label() const noexcept {
    return kind == column_kind::group || kind == column_kind::period || kind == column_kind::age;
  }
};

}  // namespace cxmetrics

#endif
