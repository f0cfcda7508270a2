// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_PAIRED_TALLY_HPP
#define CXMETRICS_SURVEY_PAIRED_TALLY_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <array>
#include <cstdint>
#include <type_traits>

namespace cxmetrics {

/// The counters of a `paired_tally`: plain memory, all zero meaning empty, like `tally_counters`.
struct paired_counters {
  /// People per score before (outer) and after (inner), lowest score first.
  std::array<std::array<std::uint64_t, scale::max_points>, scale::max_points> count{};
  std::uint64_t incomplete = 0;   ///< asked both times, at least one answer missing
  std::uint64_t only_before = 0;  ///< asked the first time only
  std::uint64_t only_after = 0;   ///< asked the second time only

  friend constexpr bool operator==(const paired_counters&, const paired_counters&) = default;
};
static_assert(std::is_trivially_copyable_v<paired_counters>);

/// How many of the same people went from which answer to which: all that a paired comparison of any metric on
/// the scale needs to know. Merges by addition, like `tally`. Const members may be called by several threads at a
/// time; whatever changes a tally needs it alone.
class paired_tally {
 public:
  /// Nobody has been asked yet.
  explicit constexpr paired_tally(cxmetrics::scale scale) noexcept : scale_(scale) {}

  /// Takes counters kept elsewhere (see `counters()`). Throws `std::invalid_argument` where a score beyond the scale
  /// has a count, or where the counts exceed 2^64 - 1 together.
  CXMETRICS_EXPORT paired_tally(cxmetrics::scale scale, const paired_counters& counters);

  /// Counts `times` people with these two answers. Throws `std::out_of_range` for a score off the scale and
  /// `std::invalid_argument` if the tally would exceed 2^64 - 1.
  CXMETRICS_EXPORT void record(int before, int after, std::uint64_t times = 1);
  /// Counts people who were asked twice and did not answer twice, and people who were asked only once. Throw
  /// as `record` does.
  CXMETRICS_EXPORT void record_incomplete(std::uint64_t times = 1);
  CXMETRICS_EXPORT void record_only_before(std::uint64_t times = 1);
  CXMETRICS_EXPORT void record_only_after(std::uint64_t times = 1);

  constexpr cxmetrics::scale scale() const noexcept { return scale_; }
  /// How many went from one answer to the other. Throws `std::out_of_range` for a score off the scale.
  constexpr std::uint64_t count(int before, int after) const {
    return counters_.count[static_cast<std::size_t>(scale_.index_of(before))]
                          [static_cast<std::size_t>(scale_.index_of(after))];
  }
  /// How many people answered both times: the base of every paired comparison.
  CXMETRICS_EXPORT std::uint64_t pairs() const noexcept;
  constexpr std::uint64_t incomplete() const noexcept { return counters_.incomplete; }
  constexpr std::uint64_t only_before() const noexcept { return counters_.only_before; }
  constexpr std::uint64_t only_after() const noexcept { return counters_.only_after; }
  constexpr const paired_counters& counters() const noexcept { return counters_; }

  /// The first answers of the pairs, and the second ones, without those of other people.
  CXMETRICS_EXPORT tally before() const;
  CXMETRICS_EXPORT tally after() const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static paired_tally restore(const cxmetrics::snapshot& stored);

  /// Adds what another part counted. Throws `std::invalid_argument` if the scales differ or the sum exceeds
  /// 2^64 - 1; this tally is then unchanged.
  CXMETRICS_EXPORT paired_tally& operator+=(const paired_tally& other);
  /// Takes a part out again. Throws `std::invalid_argument` if the scales differ or a count would fall below zero; this
  /// tally is then unchanged.
  CXMETRICS_EXPORT paired_tally& operator-=(const paired_tally& other);
  friend paired_tally operator+(paired_tally one, const paired_tally& other) { return one += other; }
  friend paired_tally operator-(paired_tally one, const paired_tally& other) { return one -= other; }
  friend constexpr bool operator==(const paired_tally&, const paired_tally&) = default;

 private:
  void add(std::uint64_t& counter, std::uint64_t times);

  cxmetrics::scale scale_;
  paired_counters counters_{};
};

/// How a metric changed among the same people: the mean of each person's change, `after - before`, with its
/// interval by `interval_method::score` (the standard; for shares and for the p-value McNemar's test, for the
/// interval Tango 1998) or `student_t` (the paired t test). Throws `std::invalid_argument` for other methods,
/// and for pairs of another scale.
CXMETRICS_EXPORT difference compare(const metric& metric, const paired_tally& pairs,
                                    const estimate_options& options = {});

}  // namespace cxmetrics

#endif
