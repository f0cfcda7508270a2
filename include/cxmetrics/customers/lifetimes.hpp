// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_LIFETIMES_HPP
#define CXMETRICS_CUSTOMERS_LIFETIMES_HPP

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// On which days customers were looked at. Who is still one when it ends is known to have stayed so long, and no more.
struct observation {
  /// The last day of which is known who was a customer; an end after it is none yet.
  day as_of;
  /// The first such day; nothing: all since they came. Who left before it is not known of, so that those known by
  /// then have been there for a while when they are first seen (left truncation).
  std::optional<day> since{};
};

/// How long customers stayed: for each duration, how many left after it (also by cause), how many were seen for the
/// last time without having left, and how many were first seen then. All that survival curves and their tests need to
/// know.
///
/// Lifetimes of different customers add up, in any order. Const members may be called by several threads at a time;
/// whatever changes lifetimes needs them alone.
class lifetimes {
 public:
  /// The longest duration, in the unit.
  static constexpr std::int64_t longest = (std::int64_t{1} << 20) - 1;

  /// Holds nobody. Durations are in days, months or whatever else; `causes` says for how many reasons customers leave.
  /// Throws `std::invalid_argument` for no cause, or more than 1000.
  CXMETRICS_EXPORT explicit lifetimes(granularity unit = granularity::day, std::size_t causes = 1);

  /// Customers who left after so long, for the cause of that number. They were at risk from the duration `from` on:
  /// 0, unless they were first seen later. Throws `std::invalid_argument` unless 0 <= from <= duration <= `longest`,
  /// for a cause that is not there, and for more than 64 bits can count; nothing is then recorded. Constant time, but
  /// for the longest yet.
  CXMETRICS_EXPORT void record_left(std::int64_t duration, std::size_t cause = 0, std::int64_t from = 0,
                                    std::uint64_t customers = 1);
  /// Customers who were still there after so long, when they were last seen. Throws as `record_left`.
  CXMETRICS_EXPORT void record_present(std::int64_t duration, std::int64_t from = 0,
                                       std::uint64_t customers = 1);

  /// A customer with these days, who left, if at all, for the cause of that number. Who was not there while observed
  /// is not recorded. Throws as `record_left`, and where the durations are not in days.
  CXMETRICS_EXPORT void record(const spell& spell, const observation& observed, std::size_t cause = 0);
  /// A customer for each row, in one pass by so many threads (0: as many as the machine runs at once; the result does
  /// not depend on it). Throws as `record`; nothing is then recorded.
  CXMETRICS_EXPORT void record(const spell_columns& spells, const observation& observed,
                               unsigned threads = 1);

  granularity unit() const noexcept { return unit_; }
  std::size_t causes() const noexcept { return causes_; }
  /// How many customers were recorded.
  std::uint64_t customers() const noexcept { return customers_; }
  /// How many of them left.
  CXMETRICS_EXPORT std::uint64_t left() const noexcept;
  /// How many left after so long, for the cause of that number.
  CXMETRICS_EXPORT std::uint64_t left(std::int64_t duration, std::size_t cause) const noexcept;

  /// How many were at risk at a duration, and what became of them.
  struct moment {
    std::int64_t duration;
    std::uint64_t at_risk;  ///< first seen before or at it, and not gone before
    std::uint64_t left;
    std::uint64_t last_seen;   ///< without having left
    std::uint64_t first_seen;  ///< of those at risk, whom nobody observed before; 0 at duration 0
  };
  /// The durations at which anything happened, in order. Linear in the longest one.
  CXMETRICS_EXPORT std::vector<moment> moments() const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static lifetimes restore(const cxmetrics::snapshot& stored);

  /// Adds those of other customers. Throws `std::invalid_argument` if unit or causes differ, or for more customers
  /// than 64 bits can count.
  CXMETRICS_EXPORT lifetimes& operator+=(const lifetimes& other);
  /// Takes those of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT lifetimes& operator-=(const lifetimes& other);
  friend lifetimes operator+(lifetimes one, const lifetimes& other) { return one += other; }
  friend lifetimes operator-(lifetimes one, const lifetimes& other) { return one -= other; }
  friend bool operator==(const lifetimes&, const lifetimes&) = default;

 private:
  void enter(std::int64_t duration, std::size_t place, std::int64_t from, std::uint64_t customers);
  std::size_t width() const noexcept { return causes_ + 2; }
  void require_same_kind(const lifetimes& other) const;
  void require_consistent() const;

  granularity unit_;
  std::size_t causes_;
  std::uint64_t customers_ = 0;
  // For each duration up to the longest one: first at risk, last seen there, left for each cause.
  std::vector<std::uint64_t> counts_;
};

}  // namespace cxmetrics

#endif
