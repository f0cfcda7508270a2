// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/durations.hpp"
#include "reals.hpp"

#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/state.hpp>

#include <algorithm>
#include <limits>

namespace cxmetrics {
namespace {

constexpr std::size_t most_causes = 1000;
using detail::largest_count;

enum place : std::size_t { first_seen, last_seen, first_cause };

}  // namespace

lifetimes::lifetimes(granularity unit, std::size_t causes) : unit_(unit), causes_(causes) {
  if (causes == 0 || causes > most_causes) {
    detail::throw_invalid_argument("customers leave for 1 to {} causes, not {}", {most_causes, causes});
  }
}

void lifetimes::enter(std::int64_t duration, std::size_t place, std::int64_t from, std::uint64_t customers) {
  if (!(0 <= from && from <= duration && duration <= longest)) {
    detail::throw_invalid_argument("a customer at risk from {} to {}; possible is 0 to {}",
                                   {from, duration, longest});
  }
  if (customers > largest_count - customers_) {
    detail::throw_invalid_argument("more lifetimes than 64 bits can count: {} and {}",
                                   {customers_, customers});
  }
  if (customers == 0) return;
  const auto at = [&](std::int64_t of) { return static_cast<std::size_t>(of) * width(); };
  if (counts_.size() <= at(duration)) counts_.resize(at(duration + 1));
  counts_[at(from) + first_seen] += customers;
  counts_[at(duration) + place] += customers;
  customers_ += customers;
}

void lifetimes::record_left(std::int64_t duration, std::size_t cause, std::int64_t from,
                            std::uint64_t customers) {
  if (cause >= causes_) detail::throw_invalid_argument("cause {} of {}", {cause, causes_});
  enter(duration, first_cause + cause, from, customers);
}

void lifetimes::record_present(std::int64_t duration, std::int64_t from, std::uint64_t customers) {
  enter(duration, last_seen, from, customers);
}

void lifetimes::record(const spell& spell, const observation& observed, std::size_t cause) {
  if (unit_ != granularity::day) detail::throw_invalid_argument("lifetimes that are not in days");
  if (cause >= causes_) detail::throw_invalid_argument("cause {} of {}", {cause, causes_});
  if (spell.since() > observed.as_of) return;
  std::int64_t from = 0;
  if (observed.since && spell.since() < *observed.since) {
    if (spell.until() && *spell.until() < *observed.since) return;
    from = (*observed.since - spell.since()).count();
  }
  if (spell.until() && *spell.until() <= observed.as_of) {
    return record_left((*spell.until() - spell.since()).count(), cause, from);
  }
  record_present((observed.as_of - spell.since()).count() + 1, from);
}

void lifetimes::record(const spell_columns& spells, const observation& observed, unsigned threads) {
  using number = std::numeric_limits<std::int32_t>;
  const std::int64_t as_of = observed.as_of.time_since_epoch().count();
  const bool counted_at_once = unit_ == granularity::day && !observed.since && as_of >= number::min() &&
                               as_of < number::max() - 1 &&
                               spells.size() <= std::numeric_limits<std::uint32_t>::max();
  *this += detail::count_in_parts(
      spells.size(), threads, lifetimes{unit_, causes_},
      [&](lifetimes& part, std::size_t first, std::size_t last) {
        const spell_columns rows = spells.rows(first, last);
        // Memory for all durations there may be takes as long to clear as a million rows to count.
        for (const std::uint32_t most : {std::uint32_t{16'383}, std::uint32_t{longest}}) {
          if (!counted_at_once) break;
          detail::duration_counter counter{static_cast<std::int32_t>(as_of + 1), most};
          if (!counter.count(rows.since().data(), rows.until().data(), rows.size())) continue;
          for (std::uint32_t duration = 0; duration < counter.end(); ++duration) {
            part.record_left(duration, 0, 0, counter.left(duration));
            part.record_present(duration, 0, counter.present(duration));
          }
          return;
        }
        // What fits nowhere has a row that ends before it begins or lasts too long, at which this throws.
        for (std::size_t row = 0; row < rows.size(); ++row) part.record(rows[row], observed);
      });
}

std::uint64_t lifetimes::left() const noexcept {
  std::uint64_t present = 0;
  for (std::size_t at = last_seen; at < counts_.size(); at += width()) present += counts_[at];
  return customers_ - present;
}

std::uint64_t lifetimes::left(std::int64_t duration, std::size_t cause) const noexcept {
  const std::size_t at = static_cast<std::size_t>(duration) * width() + first_cause + cause;
  return duration < 0 || duration > longest || cause >= causes_ || at >= counts_.size() ? 0 : counts_[at];
}

std::vector<lifetimes::moment> lifetimes::moments() const {
  std::vector<moment> result;
  std::uint64_t at_risk = 0;
  for (std::size_t at = 0; at < counts_.size(); at += width()) {
    moment now{static_cast<std::int64_t>(at / width()), at_risk += counts_[at + first_seen], 0,
               counts_[at + last_seen], at == 0 ? 0 : counts_[at + first_seen]};
    for (std::size_t cause = 0; cause < causes_; ++cause) now.left += counts_[at + first_cause + cause];
    if (now.left > 0 || now.last_seen > 0 || now.first_seen > 0) result.push_back(now);
    at_risk -= now.left + now.last_seen;
  }
  return result;
}

void lifetimes::require_same_kind(const lifetimes& other) const {
  if (unit_ != other.unit_) detail::throw_invalid_argument("lifetimes in different units do not add up");
  if (causes_ != other.causes_) {
    detail::throw_invalid_argument("lifetimes with {} and with {} causes do not add up",
                                   {causes_, other.causes_});
  }
}

lifetimes& lifetimes::operator+=(const lifetimes& other) {
  require_same_kind(other);
  if (other.customers_ > largest_count - customers_) {
    detail::throw_invalid_argument("more lifetimes than 64 bits can count: {} and {}",
                                   {customers_, other.customers_});
  }
  counts_.resize(std::max(counts_.size(), other.counts_.size()));
  customers_ += other.customers_;
  for (std::size_t at = 0; at < other.counts_.size(); ++at) counts_[at] += other.counts_[at];
  return *this;
}

lifetimes& lifetimes::operator-=(const lifetimes& other) {
  require_same_kind(other);
  if (other.counts_.size() > counts_.size()) {
    detail::throw_invalid_argument("cannot take out lifetimes longer than all there are");
  }
  lifetimes rest = *this;
  for (std::size_t at = 0; at < other.counts_.size(); ++at) {
    if (rest.counts_[at] < other.counts_[at]) {
      detail::throw_invalid_argument("cannot take {} customers from {}",
                                     {other.counts_[at], rest.counts_[at]});
    }
    rest.counts_[at] -= other.counts_[at];
  }
  rest.customers_ -= other.customers_;
  while (!rest.counts_.empty() && std::all_of(rest.counts_.end() - static_cast<std::ptrdiff_t>(width()),
                                              rest.counts_.end(), [](std::uint64_t n) { return n == 0; })) {
    rest.counts_.resize(rest.counts_.size() - width());
  }
  rest.require_consistent();
  *this = std::move(rest);
  return *this;
}

static_assert(divisible<lifetimes>);

// Unit and causes. How many customers; for each duration up to the longest one: how many were first at risk, how many
// last seen without having left, and how many left for each cause.
snapshot lifetimes::snapshot() const {
  cxmetrics::snapshot result{
      .type = "lifetimes",
      .layout = 1,
      .parameters = {static_cast<std::int64_t>(unit_), static_cast<std::int64_t>(causes_)},
      .words = {customers_}};
  result.words.insert(result.words.end(), counts_.begin(), counts_.end());
  return result;
}

lifetimes lifetimes::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "lifetimes");
  detail::require_sizes(stored, 2, std::max<std::size_t>(stored.words.size(), 1));
  const std::int64_t unit = stored.parameters[0];
  if (unit < 0 || unit > static_cast<std::int64_t>(granularity::week_from_sunday) ||
      stored.parameters[1] < 0) {
    detail::throw_invalid_argument("a snapshot of lifetimes in unit {} with {} causes",
                                   {unit, stored.parameters[1]});
  }
  lifetimes result{static_cast<granularity>(unit), static_cast<std::size_t>(stored.parameters[1])};
  result.counts_.assign(stored.words.begin() + 1, stored.words.end());
  if (result.counts_.size() % result.width() != 0 ||
      result.counts_.size() / result.width() > static_cast<std::size_t>(longest) + 1) {
    detail::throw_invalid_argument("a snapshot of lifetimes with {} words", {stored.words.size()});
  }
  for (std::size_t at = 0; at < result.counts_.size(); at += result.width()) {
    if (result.counts_[at] > largest_count - result.customers_) {
      detail::throw_invalid_argument("a snapshot of more lifetimes than 64 bits can count");
    }
    result.customers_ += result.counts_[at];
  }
  if (result.customers_ != stored.words.front()) {
    detail::throw_invalid_argument("a snapshot of {} lifetimes that holds {} words of {}",
                                   {stored.words.front(), stored.words.size(), result.customers_});
  }
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

// Who goes was there, and all go; the longest duration is somebody's.
void lifetimes::require_consistent() const {
  std::uint64_t at_risk = 0;
  std::uint64_t gone = 0;
  for (std::size_t at = 0; at < counts_.size(); at += width()) {
    at_risk += counts_[at];
    gone = 0;
    for (std::size_t place = last_seen; place < width(); ++place) {
      const std::uint64_t more = counts_[at + place];
      if (more > at_risk) detail::throw_invalid_argument("{} customers gone of {} at risk", {more, at_risk});
      at_risk -= more;
      gone += more;
    }
  }
  if (at_risk != 0) detail::throw_invalid_argument("{} customers of whom nobody knows the end", {at_risk});
  if (!counts_.empty() && gone == 0) detail::throw_invalid_argument("a longest duration that is nobody's");
}

}  // namespace cxmetrics
