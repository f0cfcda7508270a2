// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_PRICED_CUSTOMERS_HPP
#define CXMETRICS_CXREPORT_PRICED_CUSTOMERS_HPP

#include "asked_file.hpp"
#include "options.hpp"

#include <cxmetrics/input/customer_reader.hpp>
#include <cxmetrics/input/revenue_reader.hpp>
#include <cxmetrics/input/row_tee.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/table.hpp>

#include <memory>
#include <vector>

namespace cxreport {

/// Which columns hold subscriptions.
cxmetrics::revenue_columns revenue_columns_of(const options& asked, const asked_file& file);

/// The customers in a file, and what they pay if an amount is asked for, from one reading.
class priced_customers final : public cxmetrics::row_sink {
 public:
  priced_customers(const cxmetrics::customer_columns& columns, const options& asked, const asked_file& file);

  std::vector<std::size_t> columns(const cxmetrics::row_header& header) override {
    return both_.columns(header);
  }
  void row(const cxmetrics::row_view& row) override { both_.row(row); }
  void rows(const cxmetrics::row_batch& rows) override { both_.rows(rows); }
  void reject(cxmetrics::rejection why) override { both_.reject(std::move(why)); }
  priced_customers& operator+=(const priced_customers& other);

  const cxmetrics::customer_reader& customers() const { return *customers_; }
  /// Null where no amount is asked for.
  const cxmetrics::revenue_reader* prices() const { return prices_.get(); }

 private:
  std::unique_ptr<cxmetrics::customer_reader> customers_;
  std::unique_ptr<cxmetrics::revenue_reader> prices_;
  cxmetrics::row_tee both_;
};

/// Adds to a table of churn how many periods a customer would stay at each rate, 1 / churn. None of rates that are no
/// share.
void add_lifetimes(cxmetrics::table& churn);

/// Adds what a customer would pay in that time: the lifetime times the revenue per paying customer and period, at its
/// end. Says on standard error which rows have no price.
void add_values(cxmetrics::table& churn, const options& asked, const cxmetrics::revenue_reader& prices,
                const std::vector<cxmetrics::period>& periods);

}  // namespace cxreport

#endif
