// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_RENEWALS_HPP
#define CXMETRICS_CUSTOMERS_RENEWALS_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// How many customers left at their first, second, … renewal, and how many have renewed so often and are still there:
/// all that a projection needs to know of cohorts of any age, together. Adds up in any order; see `state`.
class renewals {
 public:
  /// The most renewals a customer can have.
  static constexpr std::size_t most = 10'000;

  renewals() noexcept = default;

  /// Somebody left at this renewal, the first being 1. Throws `std::invalid_argument` for 0, beyond `most`, and for
  /// more than 64 bits can count.
  CXMETRICS_EXPORT void record_left(std::size_t renewal, std::uint64_t customers = 1);
  /// Somebody has renewed so often and is still there. Throws as `record_left`, but for 0.
  CXMETRICS_EXPORT void record_present(std::size_t times, std::uint64_t customers = 1);
  /// A cohort of which so many were there at first, after one renewal, after two, …: `{{1000, 869, 743}}`. Throws
  /// `std::invalid_argument` where they become more.
  CXMETRICS_EXPORT void record_cohort(std::span<const std::uint64_t> alive);

  /// How many left at a renewal.
  std::uint64_t left(std::size_t renewal) const noexcept { return count(left_, renewal); }
  /// How many have renewed so often and are still there.
  std::uint64_t present(std::size_t times) const noexcept { return count(present_, times); }
  /// How many came to a renewal, to renew or to leave.
  CXMETRICS_EXPORT std::uint64_t at_risk(std::size_t renewal) const noexcept;
  /// The last renewal anybody came to.
  CXMETRICS_EXPORT std::size_t last() const noexcept;
  std::uint64_t customers() const noexcept { return customers_; }

  /// The same as they were known before so few came to a renewal, or stayed after it, that they could be told apart:
  /// whoever renewed until then is still there. So nothing that is made of it tells of fewer than `minimum` customers,
  /// but of none.
  CXMETRICS_EXPORT renewals before_few(std::uint64_t minimum) const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static renewals restore(const cxmetrics::snapshot& stored);

  /// Throws `std::invalid_argument` for more than 64 bits can count; these are then unchanged.
  CXMETRICS_EXPORT renewals& operator+=(const renewals& other);
  friend renewals operator+(renewals one, const renewals& other) { return one += other; }
  friend bool operator==(const renewals&, const renewals&) = default;

 private:
  using counts = std::vector<std::uint64_t>;  // never ends with 0
  static std::uint64_t count(const counts& of, std::size_t at) noexcept {
    return at < of.size() ? of[at] : 0;
  }
  void add(counts& to, std::size_t at, std::uint64_t customers);

  counts left_;
  counts present_;
  std::uint64_t customers_ = 0;
};

}  // namespace cxmetrics

#endif
