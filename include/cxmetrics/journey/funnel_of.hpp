// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_FUNNEL_OF_HPP
#define CXMETRICS_JOURNEY_FUNNEL_OF_HPP

#include <cxmetrics/detail/project.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/journey/funnel.hpp>

#include <chrono>
#include <map>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics {

/// The funnel of a range of records, one for each event, with projections to the customer, whatever is ordered, to
/// the moment (of `std::chrono::system_clock`, or a day), and to the name of the event. Moments are told apart by
/// seconds; of events of the same second, the first record comes first. O(n log n). Throws what the constructor of
/// `funnel` does.
///
///     cx::funnel_of({.steps = {"visit", "cart", "pay"}, .within = 24h}, clicks, &click::who, &click::at, &click::what)
template <detail::input_range Records, class Customer, class Time, class Event>
funnel funnel_of(funnel_rules rules, Records&& records, Customer customer, Time time, Event event) {
  funnel result{std::move(rules)};
  using key =
      std::remove_cvref_t<decltype(detail::project(customer, std::declval<detail::reference_t<Records>>()))>;
  std::map<key, std::vector<funnel_event>> customers;
  for (auto&& record : records) {
    customers[detail::project(customer, record)].push_back(
        {std::chrono::floor<std::chrono::seconds>(detail::project(time, record)),
         result.number_of(detail::project(event, record))});
  }
  for (const auto& each : customers) result.record(each.second);
  return result;
}

}  // namespace cxmetrics

#endif
