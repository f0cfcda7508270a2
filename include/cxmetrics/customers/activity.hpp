// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CUSTOMERS_ACTIVITY_HPP
#define CXMETRICS_CUSTOMERS_ACTIVITY_HPP

#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace cxmetrics {

/// After how many days of silence a customer who has no contract is taken to be gone; nothing: never.
struct inactivity {
  std::optional<std::chrono::days> days{};
};

/// The spells of a customer of whom only acts are known, such as orders or logins, on these days in any order: each
/// lasts from an act to so many days after the last one before a longer silence. Who was silent for less than that is
/// not gone. Throws `std::invalid_argument` for a window of no days. O(n log n), or linear if the days are in order.
///
///     spells_of({2024y / 1 / 5, 2024y / 1 / 20, 2024y / 6 / 1}, inactivity{std::chrono::days{30}})   // two spells
CXMETRICS_EXPORT std::vector<spell> spells_of(std::vector<day> acts, const inactivity& gone_after);

/// Spells in columns, as `spell_columns` takes them, and whose they are.
struct activity_spells {
  std::vector<std::uint32_t> customer{};
  std::vector<std::int32_t> since{};
  std::vector<std::int32_t> until{};
};

/// The same of a log in columns, customer by customer and each in the order of days (since 1970), in one pass. Throws
/// `std::invalid_argument` for columns of different length, for a log that is not in this order, and as above.
CXMETRICS_EXPORT activity_spells spells_of(std::span<const std::uint32_t> customers,
                                           std::span<const std::int32_t> days, const inactivity& gone_after);

}  // namespace cxmetrics

#endif
