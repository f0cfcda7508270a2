// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_COHORT_HPP
#define CXMETRICS_CUSTOMERS_COHORT_HPP

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/customers/spell_columns.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// How the age of customers is counted.
enum class cohort_age {
  /// in periods since the one in which they joined: who joined on 31 January is 1 month old at the end of February
  calendar,
  own_months  ///< in whole months since the day on which each joined; a day that a month lacks is its last
};

/// What it means to be retained at an age.
enum class retention_kind {
  /// a customer when that age is over: at the end of the period, or the day before the month of one's own is full
  classic,
  unbounded  ///< a customer then or at any later time
};

/// The name on a command line: "calendar", "own-months"; "classic", "unbounded".
CXMETRICS_EXPORT std::string_view name_of(cohort_age age) noexcept;
CXMETRICS_EXPORT std::string_view name_of(retention_kind kind) noexcept;

/// How many of a cohort are retained at an age.
struct cohort_cell {
  std::int64_t age;         ///< in periods or months; at 0, all who joined are there
  std::uint64_t customers;  ///< all who joined, also those who left at once
  std::uint64_t retained;   ///< of them; so far, in a cell that is not mature
  bool
      mature;  ///< whether the data go on until all of the cohort have had that age; otherwise it can still fall

  friend bool operator==(const cohort_cell&, const cohort_cell&) = default;
};

/// The customers who joined in a period, by age; ages that nobody can have had yet are not there.
struct cohort {
  period joined;
  std::uint64_t customers;
  std::vector<cohort_cell> cells;
};

/// Customers by the period in which they first joined, and how many of them were still there at each age: the retention
/// triangle.
///
/// Cohorts of different customers in the same periods add up, in any order. Const members may be called by several
/// threads at a time; whatever changes cohorts needs them alone.
class customer_cohorts {
 public:
  static constexpr std::size_t most_periods = 4096;

  /// Nobody yet. `as_of` is the last day that is known: nothing after it is counted, and what is not over by then is
  /// not mature. Throws `std::invalid_argument` for no period or more than 4096, where one does not begin on the day
  /// the one before it ends, and where nothing is known of the first. Periods that are cut are taken whole.
  CXMETRICS_EXPORT customer_cohorts(std::vector<period> periods, day as_of,
                                    cohort_age age = cohort_age::calendar);

  /// Enters a customer with one spell. Constant time.
  CXMETRICS_EXPORT void record(const spell& spell);
  /// Enters a customer with any number of spells, in any order, in the cohort of the first. O(n log n) and linear in
  /// the ages.
  CXMETRICS_EXPORT void record(const std::vector<spell>& spells);
  /// Enters a customer for each row, by so many threads (0: as many as the machine runs at once; the result does not
  /// depend on it). Throws `std::invalid_argument` for a row that ends before it begins; nothing is then entered.
  CXMETRICS_EXPORT void record(const spell_columns& spells, unsigned threads = 1);

  CXMETRICS_EXPORT const std::vector<period>& periods() const noexcept;
  CXMETRICS_EXPORT day as_of() const noexcept;
  CXMETRICS_EXPORT cohort_age age() const noexcept;
  /// Customers who joined before or after these periods, or after the last day that is known.
  std::uint64_t outside() const noexcept { return words_.front(); }

  /// The cohorts in the order of their periods; those that nobody joined are left out. Linear in the cells.
  CXMETRICS_EXPORT std::vector<cohort> cohorts(retention_kind kind = retention_kind::classic) const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static customer_cohorts restore(const cxmetrics::snapshot& stored);

  /// Adds other customers. Throws `std::invalid_argument` if periods, last day or age differ, or for more customers
  /// than 64 bits can count.
  CXMETRICS_EXPORT customer_cohorts& operator+=(const customer_cohorts& other);
  /// Takes the customers of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT customer_cohorts& operator-=(const customer_cohorts& other);
  friend customer_cohorts operator+(customer_cohorts one, const customer_cohorts& other) {
    return one += other;
  }
  friend customer_cohorts operator-(customer_cohorts one, const customer_cohorts& other) {
    return one -= other;
  }
  CXMETRICS_EXPORT friend bool operator==(const customer_cohorts& one, const customer_cohorts& other);

 private:
  struct calendar;

  customer_cohorts(std::shared_ptr<const calendar> calendar, std::vector<std::uint64_t> words);
  void enter(const std::vector<spell>& joined);
  void enter(const spell_columns& spells);
  void require_same_kind(const customer_cohorts& other) const;
  void require_consistent() const;

  std::shared_ptr<const calendar> calendar_;
  // Customers outside; of each cohort how many joined, and by age how many left, came back, and left for good.
  std::vector<std::uint64_t> words_;
};

}  // namespace cxmetrics

#endif
