// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_PURCHASE_READER_HPP
#define CXMETRICS_INPUT_PURCHASE_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/customers/purchase_history.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cxmetrics {

/// Which columns hold what about purchases.
struct purchase_columns {
  std::string customer = "customer";  ///< who bought
  std::string time = "time";          ///< when
  std::string amount{};               ///< for how much, as `money_reader` takes it; empty: not known
  std::string currency{};         ///< of the amounts, such as "EUR"; empty: the one that they name, if any
  std::vector<std::string> by{};  ///< columns to break down by
  date_options dates{};
  date_forms forms{};                  ///< what other dates of the column are known to be like
  std::vector<std::string> missing{};  ///< more signs for nothing, as `missing_signs` takes them

  friend bool operator==(const purchase_columns&, const purchase_columns&) = default;
};

/// Collects a log of purchases in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// A row is rejected whose customer, day or amount cannot be made out, and the beginning of that text kept. So is a row
/// whose amount is below 0, as a refund is no purchase. Without an amount, where there is a column of them, it is
/// missing. Memory grows with the rows. Readers of parts add up in any
/// order: customers have numbers in the order in which they were met, which nothing but the order of histories depends
/// on.
class purchase_reader final : public row_sink {
 public:
  /// Throws `std::invalid_argument` for a currency that is none.
  CXMETRICS_EXPORT explicit purchase_reader(purchase_columns columns);
  CXMETRICS_EXPORT ~purchase_reader() override;
  CXMETRICS_EXPORT purchase_reader(purchase_reader&&) noexcept;
  CXMETRICS_EXPORT purchase_reader& operator=(purchase_reader&&) noexcept;

  /// Throws `unknown_column`.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// All purchases, for `purchase_histories`.
  CXMETRICS_EXPORT std::vector<purchase> log() const;
  /// Those of each group, by the texts of the columns to break down by; who bought in two is a customer of each.
  CXMETRICS_EXPORT std::map<std::vector<std::string>, std::vector<purchase>> logs() const;
  /// The day of the last one up to a day, such as today; nothing where there is none.
  CXMETRICS_EXPORT std::optional<day> last(day limit = day::max()) const;
  /// The currency named, or the one of the amounts; empty where neither is. Throws as `revenue_reader::currency`.
  CXMETRICS_EXPORT std::string currency() const;
  /// What became of the rows, where purchases are known up to a day: what comes later is left out.
  CXMETRICS_EXPORT cxmetrics::accounting accounting(day as_of = day::max()) const;

  /// Adds what another reader collected. Throws `std::invalid_argument` where any of its columns differ, or how they
  /// are read; this reader is then unchanged.
  CXMETRICS_EXPORT purchase_reader& operator+=(const purchase_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
