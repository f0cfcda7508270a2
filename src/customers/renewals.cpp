// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "state.hpp"

#include <cxmetrics/contract_error.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <limits>

namespace cxmetrics {

static_assert(state<renewals>);

void renewals::add(counts& to, std::size_t at, std::uint64_t customers) {
  if (at > most) detail::throw_invalid_argument("{} renewals, more than {}", {at, most});
  if (customers > std::numeric_limits<std::uint64_t>::max() - customers_) {
    detail::throw_invalid_argument("more customers than 64 bits can count: {} and {}",
                                   {customers_, customers});
  }
  if (customers == 0) return;
  if (to.size() <= at) to.resize(at + 1);
  to[at] += customers;
  customers_ += customers;
}

void renewals::record_left(std::size_t renewal, std::uint64_t customers) {
  if (renewal == 0) detail::throw_invalid_argument("nobody leaves at renewal 0: the first one is 1");
  add(left_, renewal, customers);
}

void renewals::record_present(std::size_t renewals, std::uint64_t customers) {
  add(present_, renewals, customers);
}

void renewals::record_cohort(std::span<const std::uint64_t> alive) {
  cxmetrics::renewals cohort;
  for (std::size_t at = 1; at < alive.size(); ++at) {
    if (alive[at] > alive[at - 1]) {
      detail::throw_invalid_argument("{} of a cohort after {} renewals, but {} before",
                                     {alive[at], at, alive[at - 1]});
    }
    cohort.record_left(at, alive[at - 1] - alive[at]);
  }
  if (!alive.empty()) cohort.record_present(alive.size() - 1, alive.back());
  *this += cohort;
}

std::uint64_t renewals::at_risk(std::size_t renewal) const noexcept {
  if (renewal == 0) return customers_;
  std::uint64_t gone = 0;
  for (std::size_t at = 0; at < renewal; ++at) gone += left(at) + present(at);
  return customers_ - gone;
}

std::size_t renewals::last() const noexcept {
  const std::size_t left = left_.empty() ? 0 : left_.size() - 1;
  const std::size_t present = present_.empty() ? 0 : present_.size() - 1;
  return std::max(left, present);
}

renewals renewals::before_few(std::uint64_t minimum) const {
  const auto is_few = [=](std::uint64_t customers) { return customers > 0 && customers < minimum; };
  std::size_t last_told = 0;
  std::uint64_t came = at_risk(1);
  for (std::size_t at = 1; at <= last() && !is_few(came) && !is_few(came - left(at)); ++at) {
    last_told = at;
    came -= left(at) + present(at);
  }
  renewals result;
  std::uint64_t there = customers_;
  for (std::size_t at = 0; at < last_told; ++at) {
    if (at > 0) result.record_left(at, left(at));
    result.record_present(at, present(at));
    there -= left(at) + present(at);
  }
  if (last_told > 0) result.record_left(last_told, left(last_told));
  result.record_present(last_told, there - left(last_told));
  return result;
}

// How many counts there are of those who left, and of those who are there; then these counts, by renewal from 0 on.
snapshot renewals::snapshot() const {
  cxmetrics::snapshot result{.type = "renewals", .layout = 1};
  result.words = {left_.size(), present_.size()};
  for (const counts* each : {&left_, &present_})
    result.words.insert(result.words.end(), each->begin(), each->end());
  return result;
}

renewals renewals::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "renewals");
  detail::require_sizes(stored, 0, std::max<std::size_t>(stored.words.size(), 2));
  detail::word_reader words(stored);
  const std::uint64_t left = words.next();
  const std::uint64_t present = words.next();
  if (left > most + 1 || present > most + 1)
    detail::throw_invalid_argument("a snapshot of {} and {} renewals", {left, present});
  detail::require_sizes(stored, 0, 2 + left + present);
  renewals result;
  for (std::size_t at = 0; at < left; ++at) result.add(result.left_, at, words.next());
  for (std::size_t at = 0; at < present; ++at) result.add(result.present_, at, words.next());
  if (result.left_.size() != left || result.present_.size() != present || result.left(0) != 0)
    detail::throw_invalid_argument(
        "a snapshot of renewals with nobody at the last one, or somebody lost at 0");
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

renewals& renewals::operator+=(const renewals& other) {
  renewals sum = *this;
  for (std::size_t at = 0; at < other.left_.size(); ++at) sum.add(sum.left_, at, other.left_[at]);
  for (std::size_t at = 0; at < other.present_.size(); ++at) sum.add(sum.present_, at, other.present_[at]);
  return *this = sum;
}

}  // namespace cxmetrics
