// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/subscription.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <limits>

namespace cxmetrics {
namespace {

constexpr detail::named<price_interval> price_interval_names[] = {
    {price_interval::month, "month"}, {price_interval::quarter, "quarter"}, {price_interval::year, "year"}};

constexpr detail::named<price_interval> other_names[] = {
    {price_interval::month, "monthly"}, {price_interval::quarter, "quarterly"},
    {price_interval::year, "yearly"},   {price_interval::year, "annual"},
    {price_interval::year, "annually"},
};

std::int64_t yearly(const recurring_price& price) {
  if (price.amount < 0) detail::throw_invalid_argument("a price of {}, which is below 0", {price.amount});
  const std::int64_t times = in_a_year(price.interval);
  if (price.amount > std::numeric_limits<std::int64_t>::max() / times) {
    detail::throw_invalid_argument("a price of {} a {} is more a year than 64 bits hold",
                                   {price.amount, name_of(price.interval)});
  }
  return price.amount * times;
}

}  // namespace

std::string_view name_of(price_interval interval) noexcept {
  return detail::name_in(price_interval_names, interval);
}

price_interval price_interval_named(std::string_view name) {
  for (const auto& other : other_names) {
    if (detail::same_name(other.name, name)) return other.value;
  }
  return detail::value_in(price_interval_names, "interval of a price", name);
}

subscription::subscription(const spell& days, recurring_price price)
    : days_(days), per_year_(yearly(price)) {}

}  // namespace cxmetrics
