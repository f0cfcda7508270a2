// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_QUANTITY_HPP
#define CXMETRICS_STATS_QUANTITY_HPP

#include <cxmetrics/export.hpp>

#include <string_view>

namespace cxmetrics {

/// What a number is counted in.
enum class unit {
  points,   ///< a net score, -100…100
  percent,  ///< a share, 0…100
  score,    ///< points of a scale, or whatever else a mean is taken of
  count,    ///< how many of something
  days,
  money,  ///< minor units of a currency, such as cents
  ratio,  ///< one number over another, 1 where they are equal
};

/// Which way is up.
enum class better { high, low };

/// The machine name: "points", "percent", "score", "count", "days", "money" or "ratio".
CXMETRICS_EXPORT std::string_view name_of(unit unit) noexcept;
/// The words for a person, to follow "in": "points", "per cent", "scale points", …
CXMETRICS_EXPORT std::string_view words_of(unit unit) noexcept;
/// "high" or "low".
CXMETRICS_EXPORT std::string_view name_of(better better) noexcept;

/// What an estimate is an estimate of, as far as numbers know. Converts from a unit, of which high is good.
struct quantity {
  cxmetrics::unit unit = cxmetrics::unit::score;
  cxmetrics::better better = cxmetrics::better::high;

  constexpr quantity(cxmetrics::unit in, cxmetrics::better up = cxmetrics::better::high) noexcept
      : unit(in), better(up) {}
  friend constexpr bool operator==(const quantity&, const quantity&) = default;
};

}  // namespace cxmetrics

#endif
