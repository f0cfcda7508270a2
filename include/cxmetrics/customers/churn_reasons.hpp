// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_CHURN_REASONS_HPP
#define CXMETRICS_CUSTOMERS_CHURN_REASONS_HPP

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// A time as a customer, and why it ended; nothing where nobody said, and where it did not end.
struct reasoned_spell {
  spell days;
  std::string reason{};
};

/// Who was there at the start of a period, and for what reasons those left who are not there at its end.
struct reasons_of_period {
  cxmetrics::period period;
  std::uint64_t at_start;
  std::uint64_t churned;                         ///< all of them
  std::map<std::string, std::uint64_t> reasons;  ///< how many for each; they add up to `churned`
};

/// The customers lost in each of several periods in a row by their reasons: parts of one rate over the same base, the
/// customers at the start, that add up to it (`churn_definition::start_cohort`). Customers have a reason only once they
/// left, so a rate within those who gave a reason would always be 100.
///
/// Reasons of different customers in the same periods add up, in any order. Const members may be called by several
/// threads at a time; whatever changes reasons needs them alone.
class churn_reasons {
 public:
  /// Nobody yet. Throws `std::invalid_argument` without a period, and where one does not begin on the day the one
  /// before it ends.
  CXMETRICS_EXPORT explicit churn_reasons(std::vector<period> periods);

  /// Enters a customer. Linear in the periods.
  CXMETRICS_EXPORT void record(const reasoned_spell& spell);
  /// Enters a customer with any number of spells, in any order; they are `joined`. The reason is that of the last
  /// spell that ended, so that who leaves, comes back and leaves again in a period is lost for the later reason, and
  /// who renews for none. O(n log n).
  CXMETRICS_EXPORT void record(const std::vector<reasoned_spell>& spells);

  const std::vector<period>& periods() const noexcept { return periods_; }
  /// What happened in each period. Every reason there is stands in each, also for nobody. Linear.
  CXMETRICS_EXPORT std::vector<reasons_of_period> by_period() const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static churn_reasons restore(const cxmetrics::snapshot& stored);

  /// Adds other customers. Throws `std::invalid_argument` if the periods differ, or for more customers than 64 bits can
  /// count.
  CXMETRICS_EXPORT churn_reasons& operator+=(const churn_reasons& other);
  /// Takes the customers of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT churn_reasons& operator-=(const churn_reasons& other);
  friend churn_reasons operator+(churn_reasons one, const churn_reasons& other) { return one += other; }
  friend churn_reasons operator-(churn_reasons one, const churn_reasons& other) { return one -= other; }
  friend bool operator==(const churn_reasons&, const churn_reasons&) = default;

 private:
  void require_same_periods(const churn_reasons& other) const;
  void require_consistent() const;

  std::vector<period> periods_;
  std::uint64_t entries_ = 0;
  std::vector<std::uint64_t>
      came_;  // who is there at the start of a period, but was not at that of the one before
  std::map<std::string, std::vector<std::uint64_t>> lost_;
};

/// The share of the customers at the start who were lost for a reason, in per cent. Interval: Wilson. A reason that
/// nobody had is 0.
CXMETRICS_EXPORT estimate churn_for(const reasons_of_period& lost, std::string_view reason,
                                    const estimate_options& options = {});

}  // namespace cxmetrics

#endif
