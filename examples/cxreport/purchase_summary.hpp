// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_PURCHASE_SUMMARY_HPP
#define CXMETRICS_CXREPORT_PURCHASE_SUMMARY_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/customers/purchase_history.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/rows.hpp>

#include <map>
#include <string>
#include <vector>

namespace cxreport {

/// Customers by the columns to break down by.
using grouped_customers = std::map<std::vector<std::string>, std::vector<cxmetrics::purchase_history>>;

/// The columns of a summary of purchases, a row for each customer: those asked for, or those that programs call so.
struct summary_columns {
  std::string frequency;  ///< repeat purchases
  std::string recency;    ///< when the last one was
  std::string observed;   ///< how long the customer was watched
  std::string amount{};   ///< the mean amount of the repeat purchases; empty: there is none

  /// Throws `usage_error` where one is not found.
  static summary_columns in(const cxmetrics::row_header& header, const options& asked);
};

/// Reads such a summary.
class purchase_summary final : public cxmetrics::row_sink {
 public:
  purchase_summary(const options& asked, summary_columns columns);

  std::vector<std::size_t> columns(const cxmetrics::row_header& header) override;
  void row(const cxmetrics::row_view& row) override;
  void reject(cxmetrics::rejection why) override;
  purchase_summary& operator+=(const purchase_summary& other);

  const grouped_customers& customers() const { return customers_; }
  const cxmetrics::accounting& accounting() const { return accounting_; }

 private:
  void reject_field(const cxmetrics::row_view& row, std::size_t at, const char* why);

  std::vector<std::string> names_;  // of the columns, in order
  std::size_t first_key_;
  bool with_amount_;
  cxmetrics::missing_signs missing_;
  grouped_customers customers_;
  cxmetrics::accounting accounting_;
};

}  // namespace cxreport

#endif
