// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_SPELL_COLUMNS_HPP
#define CXMETRICS_CUSTOMERS_SPELL_COLUMNS_HPP

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace cxmetrics {

/// Spells that lie in two columns of memory: the first day as a customer, and the first day no longer one, both
/// as days since 1970-01-01 (the date32 of Apache Arrow, the datetime64[D] of NumPy in 32 bits). Flows of such
/// columns cost about three readings of them. They are not copied and must stay.
class spell_columns {
 public:
  /// Stands in `until` for who still is a customer.
  static constexpr std::int32_t no_end = std::numeric_limits<std::int32_t>::max();

  /// Throws `std::invalid_argument` for columns of different length.
  constexpr spell_columns(std::span<const std::int32_t> since, std::span<const std::int32_t> until)
      : since_(since), until_(until) {
    if (since.size() != until.size()) {
      detail::throw_invalid_argument("{} first days, but {} last days", {since.size(), until.size()});
    }
  }

  constexpr std::size_t size() const noexcept { return since_.size(); }
  constexpr std::span<const std::int32_t> since() const noexcept { return since_; }
  constexpr std::span<const std::int32_t> until() const noexcept { return until_; }

  /// The spell in a row. Throws `std::invalid_argument` if it ends before it begins.
  spell operator[](std::size_t row) const { return spell_of(since_[row], until_[row]); }

  /// The spell of two such numbers. Throws as `operator[]` does.
  static spell spell_of(std::int32_t since, std::int32_t until) {
    const auto day_of = [](std::int32_t number) { return day{std::chrono::days{number}}; };
    return spell{day_of(since), until == no_end ? std::nullopt : std::optional(day_of(until))};
  }

  /// The rows from `first` up to, but not including, `last`.
  constexpr spell_columns rows(std::size_t first, std::size_t last) const {
    return {since_.subspan(first, last - first), until_.subspan(first, last - first)};
  }

 private:
  std::span<const std::int32_t> since_;
  std::span<const std::int32_t> until_;
};

}  // namespace cxmetrics

#endif
