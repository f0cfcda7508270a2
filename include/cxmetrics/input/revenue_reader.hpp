// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_REVENUE_READER_HPP
#define CXMETRICS_INPUT_REVENUE_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/next_day_returns.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cxmetrics {

/// Which columns hold what about subscriptions.
struct revenue_columns {
  std::string since = "since";    ///< the first day of the price
  std::string until = "until";    ///< the first day no longer of it; nothing: it goes on
  std::string amount = "amount";  ///< the price, as `money_reader` takes it
  std::string interval{};  ///< for what it is paid: month, quarter or year; empty: every price is a month's
  std::string customer{};  ///< whose it is; empty: each row is a customer
  std::vector<std::string> by{};  ///< columns to break down by
  std::string
      currency{};  ///< the currency of all amounts, such as "EUR"; empty: the one that the amounts name, if any
  bool end_inclusive = false;  ///< what `until` holds is the last day of the price instead
  date_options dates{};
  date_forms forms{};                  ///< what other dates of the columns are known to be like
  std::vector<std::string> missing{};  ///< more signs for nothing, as `missing_signs` takes them

  friend bool operator==(const revenue_columns&, const revenue_columns&) = default;
};

/// Books by the texts of the columns asked for.
using revenue_breakdown = breakdown<revenue_ledger, std::vector<std::string>>;

/// Collects the subscriptions in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// A row is rejected whose days, price, interval or customer cannot be made out, and the beginning of that text kept. A
/// row without a price, or whose interval is a sign for nothing, is missing. How dates and amounts are to be read is
/// found out from their columns (`date_forms`, `money_forms`). Memory grows with the rows. Readers of parts of a file,
/// or of several files, add up in any order.
class revenue_reader final : public row_sink {
 public:
  /// Throws `std::invalid_argument` for a currency that is none.
  CXMETRICS_EXPORT explicit revenue_reader(revenue_columns columns);
  CXMETRICS_EXPORT ~revenue_reader() override;
  CXMETRICS_EXPORT revenue_reader(revenue_reader&&) noexcept;
  CXMETRICS_EXPORT revenue_reader& operator=(revenue_reader&&) noexcept;

  /// Throws `unknown_column`.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// From the first day on which a subscription began or ended to the last; nothing where there is none.
  CXMETRICS_EXPORT std::optional<period> days() const;
  /// The same of the days up to a last one.
  CXMETRICS_EXPORT std::optional<period> days(day last) const;

  /// The subscriptions in books like those given, for each group; who has some in two groups is a customer of each. O(n
  /// log n). Throws `std::invalid_argument` where prices exceed 64 bits together.
  CXMETRICS_EXPORT revenue_breakdown revenue(const revenue_ledger& empty) const;
  /// All together.
  CXMETRICS_EXPORT revenue_ledger everybody(const revenue_ledger& empty) const;

  /// How many prices of the same customer began on the day after one ended, of the ends up to a day. None where each row
  /// is a customer. O(n log n).
  CXMETRICS_EXPORT cxmetrics::next_day_returns next_day_returns(day as_of = day::max()) const;

  /// The currency named, or the one of the amounts; empty where neither is. Throws `std::invalid_argument` where
  /// amounts name several, or one that has other decimals than two and was not named.
  CXMETRICS_EXPORT std::string currency() const;

  /// What became of the rows.
  CXMETRICS_EXPORT cxmetrics::accounting accounting() const;

  /// Adds what another reader collected. Throws `std::invalid_argument` where any of its columns differ, or how they
  /// are read; this reader is then unchanged.
  CXMETRICS_EXPORT revenue_reader& operator+=(const revenue_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
