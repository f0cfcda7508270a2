// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_CUSTOMER_READER_HPP
#define CXMETRICS_INPUT_CUSTOMER_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
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

/// Which columns hold what about customers.
struct customer_columns {
  std::string since = "since";    ///< the first day as a customer
  std::string until = "until";    ///< the first day no longer a customer; nothing: still one
  std::vector<std::string> by{};  ///< columns to break down by
  /// Who it is, where a customer may have several rows; empty: each row is a customer.
  std::string customer{};
  date_options dates{};
  date_forms
      forms{};  ///< what other dates of the columns are known to be like, as those of rows left out before
  /// More signs for nothing, as `missing_signs` takes them: no such start, or still a customer.
  std::vector<std::string> missing{};

  friend bool operator==(const customer_columns&, const customer_columns&) = default;
};

/// Books by the texts of the columns asked for.
using customer_breakdown = breakdown<customer_ledger, std::vector<std::string>>;

/// Collects the customers in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// A row is rejected whose days or customer cannot be made out, or a text of which to break down by is not valid UTF-8,
/// and the beginning of that text kept: its first line, 80 bytes at most. Names of customers and texts to break down by
/// lose the spaces around them, and are the same however their characters are composed (Unicode's form NFC, where the
/// library was built with utf8proc). Where the form of dates is not given, both columns of days are read in the same
/// one (`date_forms`). Who comes back can only be told when all rows are known, so memory grows with the rows, by 24
/// bytes each, and with the number of different customers and groups. Readers of parts of a file, or of several files,
/// add up in any order.
class customer_reader final : public row_sink {
 public:
  CXMETRICS_EXPORT explicit customer_reader(customer_columns columns);
  CXMETRICS_EXPORT ~customer_reader() override;
  CXMETRICS_EXPORT customer_reader(customer_reader&&) noexcept;
  CXMETRICS_EXPORT customer_reader& operator=(customer_reader&&) noexcept;

  /// Throws `unknown_column`.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// From the first day on which a customer came or left to the last; nothing where there is no customer.
  CXMETRICS_EXPORT std::optional<period> days() const;
  /// The same of the days up to a last one, such as today: ends that lie ahead do not tell how far the records reach.
  CXMETRICS_EXPORT std::optional<period> days(day last) const;

  /// The customers in books like those given, for each group. O(n log n) where customers have several rows, or O(n).
  CXMETRICS_EXPORT customer_breakdown customers(const customer_ledger& empty) const;

  /// The customers in books like those given, all together: who is in two groups is one customer.
  CXMETRICS_EXPORT customer_ledger everybody(const customer_ledger& empty) const;

  /// How many customers came back on the day after an end, of the ends up to a day; those that lie ahead are none. None
  /// where each row is a customer. O(n log n).
  CXMETRICS_EXPORT cxmetrics::next_day_returns next_day_returns(day as_of = day::max()) const;

  /// What became of the rows.
  CXMETRICS_EXPORT cxmetrics::accounting accounting() const;
  /// The same where the customers are known up to a day: those who come later are left out.
  CXMETRICS_EXPORT cxmetrics::accounting accounting(day as_of) const;

  /// Adds what another reader collected. Throws `std::invalid_argument` that names what differs, where any of its
  /// columns do, or how they are read; this reader is then unchanged.
  CXMETRICS_EXPORT customer_reader& operator+=(const customer_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
