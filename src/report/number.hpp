// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_NUMBER_HPP
#define CXMETRICS_SRC_REPORT_NUMBER_HPP

#include <cxmetrics/stats/estimate.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

// What people read: rounded, thousands apart by commas, never a negative zero.
std::string grouped(std::uint64_t count);
std::string with_commas(std::string digits);
std::string fixed(double value, int decimals);
// With a plus where it does not round to zero.
std::string signed_fixed(double value, int decimals);
std::string interval_text(const interval& interval, int decimals);
std::string level_text(double level);  // "95 %"
std::string p_text(double p_value, double level);

// What machines read: the fewest digits that give the same double back; "null" for what is not finite.
std::string shortest(double value);

// An amount in minor units as a decimal number: "-12.05".
std::string decimal_text(std::int64_t minor_units, int digits);

// What stands for a number without end: a time that nobody reached, or no end at all.
std::string_view name_of_infinity(unit unit) noexcept;

int decimals_of(unit unit) noexcept;

}  // namespace cxmetrics::detail

#endif
