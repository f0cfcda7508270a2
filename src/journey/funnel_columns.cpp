// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/passages.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/prefetch.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/funnel.hpp>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

using detail::largest_count;

// Counts durations. Short ones have a place of their own, others one in a hash table: a tree would cost a search for
// each customer. Places are spread over more memory than a cache, so that each is fetched some counts before it is
// needed.
class duration_counts {
 public:
  explicit duration_counts(std::size_t most_places) : most_places_(most_places) {
    grow_to(std::min<std::size_t>(most_places, 1024));
  }

  void count(std::uint64_t duration, bool reached) {
    if (duration >= places_) {
      if (duration >= most_places_) {
        ++(reached ? others_[duration].reached : others_[duration].waiting);
        return;
      }
      grow_to(std::min(std::max(static_cast<std::size_t>(duration) + 1, 2 * places_), most_places_));
    }
    const std::size_t at = 2 * static_cast<std::size_t>(duration) + (reached ? 0 : 1);
    __builtin_prefetch(&counts_[at], 1);
    std::size_t& next = next_[turn_++ % next_.size()];
    ++counts_[next];
    next = at;
  }

  std::map<std::uint64_t, funnel::moment> by_duration() {
    count_waiting();
    std::map<std::uint64_t, funnel::moment> result;
    for (std::size_t duration = 0; duration < places_; ++duration) {
      const funnel::moment at{counts_[2 * duration], counts_[2 * duration + 1]};
      if (at != funnel::moment{}) result.emplace_hint(result.end(), duration, at);
    }
    result.insert(others_.begin(), others_.end());
    return result;
  }

 private:
  // The place behind all others is nobody's.
  void grow_to(std::size_t places) {
    count_waiting();
    places_ = places;
    counts_.reserve(2 * places_ + 1);
    counts_.resize(2 * places_ + 1);
    next_.fill(2 * places_);
  }
  void count_waiting() {
    for (const std::size_t each : next_) ++counts_[each];
    next_.fill(2 * places_);
    counts_.back() = 0;
  }

  std::size_t most_places_;
  std::size_t places_ = 0;
  std::vector<std::uint64_t> counts_{0};  // of each duration who reached the step, and who waited
  std::unordered_map<std::uint64_t, funnel::moment> others_;
  std::array<std::size_t, 16> next_{};
  std::size_t turn_ = 0;
};

struct columns {
  std::span<const std::uint32_t> customers;
  std::span<const std::int64_t> seconds;
  std::span<const std::uint32_t> events;
};

struct row {
  std::uint32_t customer;
  std::uint32_t event;
  std::int64_t second;
};

// Byte by byte from the last, each time keeping the order of before: the rows of a customer stay as they were.
std::vector<row> sorted_by_customer(const columns& given) {
  std::vector<row> rows(given.customers.size());
  for (std::size_t at = 0; at < rows.size(); ++at)
    rows[at] = {given.customers[at], given.events[at], given.seconds[at]};
  std::vector<row> sorted(rows.size());
  for (int shift = 0; shift < 32; shift += 8) {
    const auto digit = [shift](const row& each) { return each.customer >> shift & 255; };
    std::array<std::size_t, 256> next{};
    for (const row& each : rows) ++next[digit(each)];
    if (next[digit(rows[0])] == rows.size()) continue;  // all the same
    std::size_t before = 0;
    for (std::size_t& each : next) before += std::exchange(each, before);
    for (const row& each : rows) sorted[next[digit(each)]++] = each;
    rows.swap(sorted);
  }
  return rows;
}

}  // namespace

// Records customers in a funnel that is empty at first. What most funnels ask for, steps in order without exclusions
// and days, is followed for several customers at once; the rest as `passage_of` does.
class funnel::column_recorder {
 public:
  column_recorder(const funnel& like, std::size_t rows) : into_(like.rules_), steps_(like.events_.size()) {
    const funnel_rules& rules = into_.rules_;
    first_attempt_ = rules.order == funnel_order::first_attempt;
    if (!rules.as_of && !rules.entry && rules.exclusions.empty() &&
        (rules.order == funnel_order::ordered || first_attempt_)) {
      kernel_ = detail::passage_kernel_in_use();
    }
    if (kernel_ != nullptr) {
      lanes_ = kernel_->lanes;
      taken_rows_.resize(2 * lanes_ * most_rows);
      for (const std::uint32_t event : into_.events_)
        steps_events_.push_back(static_cast<std::int32_t>(event));
    }
    if (rules.within) within_ = static_cast<std::uint64_t>(rules.within->count());
    // Few rows are worth few places, and many steps share what there are.
    constexpr std::size_t places = std::size_t{1} << 22;
    if (steps_ > 1) durations_.resize(steps_ - 1, duration_counts{std::min(rows, places) / (steps_ - 1)});
  }

  // Records the customer whose first row that is, and returns where those of the next one begin.
  std::size_t record(const columns& from, std::size_t first) {
    if (kernel_ != nullptr) {
      if (const std::size_t last = take(from, first); last > first) {
        if (++taken_ == lanes_) follow();
        return last;
      }
    }
    std::size_t last = first;
    events_.clear();
    for (; last < from.customers.size() && from.customers[last] == from.customers[first]; ++last)
      events_.push_back(
          {std::chrono::sys_seconds{std::chrono::seconds{from.seconds[last]}}, from.events[last]});
    const funnel_passage passage = into_.passage_of(events_);
    if (passage.furthest == 0) {
      ++into_.not_entered_;
      return last;
    }
    for (std::size_t step = 1; step < steps_; ++step) {
      const bool reached = step < passage.furthest;
      durations_[step - 1].count(
          static_cast<std::uint64_t>((reached ? passage.times[step] : passage.watched).count()), reached);
    }
    ++(passage.too_late ? into_.too_late_ : into_.furthest_[passage.furthest - 1]);
    return last;
  }

  void add_to(funnel& all) {
    follow();
    for (std::size_t step = 1; step < steps_; ++step)
      into_.times_[step - 1] = durations_[step - 1].by_duration();
    // There is nothing to add up where nobody was recorded before.
    if (all.customers() == 0) {
      all = std::move(into_);
    } else {
      all += into_;
    }
  }

 private:
  static constexpr std::size_t most_rows = 1024;  // of a customer
  static_assert(most_steps <= detail::most_passage_steps);

  // Takes the rows that are steps of the customer into the next lane, and returns where those of the next one begin; or
  // `first`, where they are out of the order of time, or too many or too far apart.
  std::size_t take(const columns& from, std::size_t first) {
    const std::uint32_t customer = from.customers[first];
    const std::int64_t begin = from.seconds[first];
    const auto since_begin = [begin](std::int64_t second) {
      return static_cast<std::uint64_t>(second) - static_cast<std::uint64_t>(begin);
    };
    const std::uint32_t* const customers = from.customers.data();
    const std::int64_t* const seconds = from.seconds.data();
    const std::uint32_t* const events = from.events.data();
    const std::size_t end = std::min(from.customers.size(), first + most_rows);
    const auto steps = static_cast<std::uint32_t>(steps_);
    // What the next customers have: the columns are read in turn, in pieces too small for the memory to foresee.
    for (std::size_t line = 0; line < 3; ++line) detail::prefetch_ahead(seconds + first + 8 * line);
    for (std::size_t line = 0; line < 2; ++line) {
      detail::prefetch_ahead(customers + first + 16 * line);
      detail::prefetch_ahead(events + first + 16 * line);
    }
    const std::size_t lanes = lanes_;
    std::int32_t* const lane = &taken_rows_[taken_];
    std::int64_t before = begin;
    bool late = false;
    std::size_t kept = 0;
    std::size_t row = first;
    for (; row < end && customers[row] == customer; ++row) {
      const std::uint32_t event = events[row];
      late |= seconds[row] < before;
      before = seconds[row];
      // No branch depends on what the event is: the processor could only guess.
      lane[kept] = static_cast<std::int32_t>(since_begin(before));
      lane[kept + lanes] = static_cast<std::int32_t>(event);
      kept += event < steps ? 2 * lanes : 0;
    }
    const std::uint64_t watched = since_begin(before);
    const bool whole = row == from.customers.size() || customers[row] != customer;
    if (late || !whole || watched > std::uint64_t{detail::longest_passage}) return first;
    rows_[taken_] = static_cast<std::int32_t>(kept / (2 * lanes));
    watched_[taken_] = watched;
    return row;
  }

  void follow() {
    if (taken_ == 0) return;
    std::fill(rows_.begin() + taken_, rows_.end(), 0);
    std::array<std::int32_t, most_steps * detail::most_passage_lanes> times;
    kernel_->follow({steps_events_.data(), steps_,
                     static_cast<std::int32_t>(std::min(within_, std::uint64_t{detail::longest_passage})),
                     first_attempt_},
                    taken_rows_.data(), rows_.data(), times.data());
    for (std::size_t lane = 0; lane < taken_; ++lane) {
      if (times[lane] == detail::unreached) {
        ++into_.not_entered_;
        continue;
      }
      const std::uint64_t watched =
          within_ != largest_count ? within_ : watched_[lane] - first_start_in(lane);
      std::size_t furthest = 0;
      for (std::size_t step = 1; step < steps_; ++step) {
        const std::int32_t time = times[lanes_ * step + lane];
        const bool reached = time != detail::unreached;
        furthest += reached ? 1 : 0;
        durations_[step - 1].count(reached ? static_cast<std::uint64_t>(time) : watched, reached);
      }
      ++into_.furthest_[furthest];
    }
    taken_ = 0;
  }

  std::uint64_t first_start_in(std::size_t lane) const {
    std::size_t row = 0;
    while (taken_rows_[lanes_ * (2 * row + 1) + lane] != 0) ++row;
    return static_cast<std::uint64_t>(taken_rows_[2 * lanes_ * row + lane]);
  }

  funnel into_;
  std::size_t steps_;
  bool first_attempt_ = false;
  std::uint64_t within_ = largest_count;
  std::vector<duration_counts> durations_;
  // Customers that are followed together, where that is possible. They are taken first: how many rows each has, how long
  // from the first event to the last, and the rows, with the times since the first event.
  const detail::passage_kernel* kernel_ = nullptr;
  std::size_t lanes_ = 0;
  std::vector<std::int32_t> steps_events_;
  std::size_t taken_ = 0;
  std::array<std::int32_t, detail::most_passage_lanes> rows_{};
  std::array<std::uint64_t, detail::most_passage_lanes> watched_{};
  std::vector<std::int32_t> taken_rows_;
  std::vector<funnel_event> events_;  // for `passage_of`
};

void funnel::record(std::span<const std::uint32_t> customers, std::span<const std::int64_t> seconds,
                    std::span<const std::uint32_t> events) {
  const std::size_t rows = customers.size();
  if (seconds.size() != rows || events.size() != rows) {
    detail::throw_invalid_argument("columns of {}, {} and {} rows", {rows, seconds.size(), events.size()});
  }
  const columns given{customers, seconds, events};
  {
    column_recorder recorder{*this, rows};
    std::size_t first = 0;
    for (std::size_t next = 0; first < rows; first = next) {
      next = recorder.record(given, first);
      if (next < rows && customers[next] < customers[first]) break;
    }
    if (first == rows) return recorder.add_to(*this);
  }
  const std::vector<row> sorted = sorted_by_customer(given);
  column_recorder recorder{*this, rows};
  std::vector<std::uint32_t> own_customers;
  std::vector<std::int64_t> own_seconds;
  std::vector<std::uint32_t> own_events;
  for (std::size_t first = 0; first < rows;) {
    own_customers.clear();
    own_seconds.clear();
    own_events.clear();
    for (const std::uint32_t customer = sorted[first].customer;
         first < rows && sorted[first].customer == customer; ++first) {
      own_customers.push_back(sorted[first].customer);
      own_seconds.push_back(sorted[first].second);
      own_events.push_back(sorted[first].event);
    }
    recorder.record({own_customers, own_seconds, own_events}, 0);
  }
  recorder.add_to(*this);
}

}  // namespace cxmetrics
