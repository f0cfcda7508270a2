// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/stats/quantity.hpp>

namespace cxmetrics {
namespace {

constexpr detail::named<unit> unit_names[] = {
    {unit::points, "points"}, {unit::percent, "percent"}, {unit::score, "score"}, {unit::count, "count"},
    {unit::days, "days"},     {unit::money, "money"},     {unit::ratio, "ratio"},
};

constexpr detail::named<unit> other_words[] = {
    {unit::percent, "per cent"},
    {unit::score, "scale points"},
    {unit::money, "minor units of money"},
};

}  // namespace

std::string_view name_of(unit unit) noexcept {
  return detail::name_in(unit_names, unit);
}

std::string_view words_of(unit unit) noexcept {
  const std::string_view words = detail::name_in(other_words, unit);
  return words.empty() ? name_of(unit) : words;
}

std::string_view name_of(better better) noexcept {
  return better == better::high ? "high" : "low";
}

}  // namespace cxmetrics
