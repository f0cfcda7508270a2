// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_EVENT_READER_HPP
#define CXMETRICS_INPUT_EVENT_READER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/period.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cxmetrics {

/// Which columns hold what about events of customers.
struct event_columns {
  std::string customer = "customer";  ///< whose event it is
  std::string time = "time";          ///< when, to the second; nothing: the row is rejected
  std::string event = "event";        ///< what; a row without is no step, but can name a reason
  std::string reason{};  ///< one reason or several for dropping off, see `reasons_in`; empty: none are read
  std::vector<std::string>
      by{};  ///< columns to break customers down by; what the first event of a customer says counts
  date_options dates{};
  date_forms forms{};  ///< what the dates of the column are like, as `sampled_date_forms` finds out
  /// More signs for nothing, as `missing_signs` takes them.
  std::vector<std::string> missing{};

  friend bool operator==(const event_columns&, const event_columns&) = default;
};

/// Funnels, and reasons of dropping off, by the texts of the columns asked for.
using funnel_breakdown = breakdown<funnel, std::vector<std::string>>;
using drop_off_breakdown = breakdown<drop_off, std::vector<std::string>>;

/// Collects the events in rows as they are read: hand it to a source, such as `read_csv`, then ask.
///
/// A row is rejected that names no customer, or whose time cannot be made out. How the events of a customer belong
/// together is only known when all rows are, so memory grows with the rows, by 40 bytes each, and with the number of
/// different customers, events and reasons. Events of the same second keep the order of the rows. Readers of parts
/// of a file, or of several files, add up in any order.
class event_reader final : public row_sink {
 public:
  CXMETRICS_EXPORT explicit event_reader(event_columns columns);
  CXMETRICS_EXPORT ~event_reader() override;
  CXMETRICS_EXPORT event_reader(event_reader&&) noexcept;
  CXMETRICS_EXPORT event_reader& operator=(event_reader&&) noexcept;

  /// Throws `unknown_column`.
  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// What happened at all: the texts of the events, each once, in no order of time.
  CXMETRICS_EXPORT std::vector<std::string> events() const;

  /// From the day of the first event to that of the last; nothing where there is none.
  CXMETRICS_EXPORT std::optional<period> days() const;

  /// The customers in a funnel like that one, for each group. O(n log n).
  CXMETRICS_EXPORT funnel_breakdown funnels(const funnel& empty) const;
  /// Why customers stopped at the steps of a funnel like that one, by all rows of theirs, for each group. Nobody
  /// knows whether those who entered too late stopped, so they are left out. O(n log n). Throws
  /// `std::invalid_argument` for a funnel of one step.
  CXMETRICS_EXPORT drop_off_breakdown drop_offs(const funnel& empty) const;

  /// What became of the rows; those without an event are `missing`.
  CXMETRICS_EXPORT cxmetrics::accounting accounting() const;

  /// Adds what another reader collected. Throws `std::invalid_argument` where the columns differ, or how they are
  /// read; this reader is then unchanged.
  CXMETRICS_EXPORT event_reader& operator+=(const event_reader& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
