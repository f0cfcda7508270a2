// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_HISTORY_READER_HPP
#define CXMETRICS_INPUT_HISTORY_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/customers/activity.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/next_day_returns.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cxmetrics {

/// Which columns hold what about customers, in one of three ways: spells (`since`, `until`), a log of events (`time`,
/// `event`), or a log of acts such as orders or logins (`time` alone).
struct history_columns {
  std::string since{};  ///< spells: the first day as a customer
  std::string until{};  ///< spells: the first day no longer a customer; nothing: still one
  std::string time{};   ///< logs: when it happened
  std::string event{};  ///< a log of events: what happened
  std::vector<std::string> start_events{"start"};  ///< which of them begin a spell, whatever their case
  std::vector<std::string> end_events{"end"};      ///< which end one; all others are left out
  inactivity gone_after{};  ///< a log of acts: after how long a silence somebody is gone
  std::string
      customer{};        ///< who it is; logs need it, and for spells nothing says that each row is a customer
  std::string reason{};  ///< why a spell ended, or of an event that ends one
  std::vector<std::string> by{};
  bool end_inclusive = false;  ///< the ends of spells are the last day as a customer
  std::chrono::days grace{0};  ///< who comes back within so many days was never gone
  date_options dates{};
  date_forms forms{};                  ///< as of `customer_columns`
  std::vector<std::string> missing{};  ///< more signs for nothing, as `missing_signs` takes them
};

/// Collects the histories of customers in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// Rows are rejected, and dates read, as by `customer_reader`. Events are taken in the order of their times, and those of
/// the same time in the order of the rows; or in the other one, where most rows of a customer come after a later one, as
/// in logs with the newest row first. Of a log, an end without a text to break down by is one of all groups of the
/// customer. Memory grows with the rows. Readers of parts of a file add up in any order.
class history_reader final : public row_sink {
 public:
  /// Throws `std::invalid_argument` for columns of none or of several of the three ways.
  CXMETRICS_EXPORT explicit history_reader(history_columns columns);
  CXMETRICS_EXPORT ~history_reader() override;
  CXMETRICS_EXPORT history_reader(history_reader&&) noexcept;
  CXMETRICS_EXPORT history_reader& operator=(history_reader&&) noexcept;

  /// Throws `unknown_column`.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// From the first day on which anything happened to the last one that is not after `last`, such as today.
  CXMETRICS_EXPORT std::optional<period> days(day last) const;

  /// What a customer is called with: the texts of the columns to break down by, and the spells in order, joined, as
  /// they are known at the end of `as_of`: those that begin later are left out, and an end that lies ahead is none.
  using visitor =
      std::function<void(const std::vector<std::string>& key, const std::vector<reasoned_spell>& spells)>;
  /// Calls for each customer of each group, or for each customer where they are not told apart by group. O(n log n).
  CXMETRICS_EXPORT void each(day as_of, const visitor& visit) const;
  CXMETRICS_EXPORT void each_of_all(day as_of, const visitor& visit) const;

  /// How many customers came back on the day after an end, of the ends up to a day; those that lie ahead are none.
  CXMETRICS_EXPORT cxmetrics::next_day_returns next_day_returns(day as_of = day::max()) const;

  /// Whether a column to break down by, by its place, has texts in rows of customers who left and in no others: it
  /// tells reasons, and no groups. False unless rows are spells.
  CXMETRICS_EXPORT bool known_of_leavers_only(std::size_t by) const;

  /// What became of the rows. An end of somebody of whom no start is known is left out.
  CXMETRICS_EXPORT cxmetrics::accounting accounting() const;
  /// The same where the customers are known up to a day: what comes later is left out.
  CXMETRICS_EXPORT cxmetrics::accounting accounting(day as_of) const;

  /// Adds what another reader collected. Throws `std::invalid_argument` where any of its columns differ, or how they
  /// are read; this reader is then unchanged.
  CXMETRICS_EXPORT history_reader& operator+=(const history_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
