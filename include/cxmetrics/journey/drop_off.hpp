// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_DROP_OFF_HPP
#define CXMETRICS_JOURNEY_DROP_OFF_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// The reasons in a text such as `slow; price`: what stands between semicolons, without spaces around it, each once.
CXMETRICS_EXPORT std::set<std::string> reasons_in(std::string_view text);

/// Why customers stopped at each step of a funnel but the last. Somebody may give several reasons, or none.
///
/// Those of different customers add up, in any order. Const members may be called by several threads at a time;
/// whatever changes them needs them alone.
class drop_off {
 public:
  /// Holds nobody yet; takes the names of the steps. Throws `std::invalid_argument` for fewer than two.
  CXMETRICS_EXPORT explicit drop_off(std::vector<std::string> steps);

  /// Enters a customer who came to a step, from 0, and no further. Throws `std::out_of_range` for the last step and
  /// those that are not there, and `std::invalid_argument` for an empty reason and for more customers than 64 bits
  /// can count.
  CXMETRICS_EXPORT void record(std::size_t step, const std::set<std::string>& reasons);

  const std::vector<std::string>& steps() const noexcept { return steps_; }
  /// Who stopped at a step, and why.
  struct stop {
    std::uint64_t customers = 0;
    std::uint64_t unknown = 0;  ///< of them, who gave no reason
    std::map<std::string, std::uint64_t>
        reasons{};  ///< how many gave each; together they may be more than there are
    friend bool operator==(const stop&, const stop&) = default;
  };
  /// Throws `std::out_of_range` for the last step and those that are not there.
  CXMETRICS_EXPORT const stop& at(std::size_t step) const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static drop_off restore(const cxmetrics::snapshot& stored);

  /// Adds other customers. Throws `std::invalid_argument` if the steps differ, or for more customers than 64 bits can
  /// count.
  CXMETRICS_EXPORT drop_off& operator+=(const drop_off& other);
  /// Takes the customers of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT drop_off& operator-=(const drop_off& other);
  friend drop_off operator+(drop_off one, const drop_off& other) { return one += other; }
  friend drop_off operator-(drop_off one, const drop_off& other) { return one -= other; }
  friend bool operator==(const drop_off&, const drop_off&) = default;

 private:
  void require_same_steps(const drop_off& other) const;
  void require_consistent() const;

  std::vector<std::string> steps_;
  std::vector<stop> stops_;  // of all steps but the last
};

/// How frequent a reason is among all who stopped, those included who gave none.
struct reason_share {
  std::string reason;  ///< empty: gave none
  std::uint64_t customers = 0;
  estimate share{};  ///< in per cent, with Wilson's interval; the shares may exceed 100 % together
};

/// The reasons, the most frequent first, of equals by name; last who gave none. Throws `std::invalid_argument` for a
/// method that does not fit a share.
CXMETRICS_EXPORT std::vector<reason_share> shares_of(const drop_off::stop& at,
                                                     const estimate_options& options = {});

/// How the share of a reason differs between two segments or periods.
struct reason_comparison {
  std::string reason;  ///< empty: gave none
  difference share{};  ///< `after - before`, in points of per cent
  /// Adjusted for all comparisons together: below 1 - level exactly where `significant`.
  double adjusted_p_value = std::numeric_limits<double>::quiet_NaN();
  bool significant = false;
};

/// Compares each reason that either has, in the order of the names, who gave none last: Newcombe's interval, and
/// p-values adjusted for the number of reasons.
CXMETRICS_EXPORT std::vector<reason_comparison> compare_reasons(const drop_off::stop& before,
                                                                const drop_off::stop& after,
                                                                adjustment adjustment = adjustment::holm,
                                                                const estimate_options& options = {});

}  // namespace cxmetrics

#endif
