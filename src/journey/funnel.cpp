// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"
#include "state.hpp"

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/funnel.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace cxmetrics {
namespace {

using seconds = std::chrono::seconds;

using detail::largest_count;
constexpr detail::named<funnel_order> order_names[] = {{funnel_order::ordered, "ordered"},
                                                       {funnel_order::strict, "strict"},
                                                       {funnel_order::first_attempt, "first-attempt"},
                                                       {funnel_order::any_order, "any-order"}};

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// How much later, less than what stands for never; no signed difference of two times can hold all of them.
std::uint64_t between(std::chrono::sys_seconds from, std::chrono::sys_seconds to) {
  return std::min(static_cast<std::uint64_t>(to.time_since_epoch().count()) -
                      static_cast<std::uint64_t>(from.time_since_epoch().count()),
                  largest_count - 1);
}

seconds as_seconds(std::uint64_t duration) {
  return seconds{static_cast<seconds::rep>(
      std::min(duration, static_cast<std::uint64_t>(std::numeric_limits<seconds::rep>::max())))};
}

// One way through the events of a customer.
class walk {
 public:
  walk(const funnel_rules& rules, const std::vector<std::uint32_t>& steps,
       std::span<const funnel_event> events, bool only_over)
      : rules_(rules),
        steps_(steps),
        within_(rules.within ? static_cast<std::uint64_t>(rules.within->count()) : largest_count),
        only_over_(only_over) {
    times_.fill(largest_count);
    if (rules.as_of) end_ = *rules.as_of + std::chrono::days{1};
    while (!events.empty() && rules.as_of && events.back().time >= *rules.as_of + std::chrono::days{1}) {
      events = events.first(events.size() - 1);
    }
    rules.order == funnel_order::any_order ? go_back(events) : go(events);
    if (!events.empty()) last_ = events.back().time;
  }

  // Whether any start counts.
  bool entered() const { return first_.has_value(); }
  funnel_passage passage() const {
    funnel_passage result;
    while (result.furthest < steps_.size() && times_[result.furthest] != largest_count)
      result.times.push_back(as_seconds(times_[result.furthest++]));
    if (first_) {
      const std::uint64_t known = between(*first_, end_.value_or(last_));
      result.watched = as_seconds(rules_.within && (!end_ || within_ < known) ? within_ : known);
    }
    return result;
  }

 private:
  // The number of an exclusion, and the first number that is neither that nor a step.
  std::uint32_t exclusion() const { return static_cast<std::uint32_t>(steps_.size()); }
  std::uint32_t others() const { return exclusion() + (rules_.exclusions.empty() ? 0 : 1); }

  bool may_start(std::chrono::sys_seconds time) const {
    if (rules_.entry && !rules_.entry->contains(std::chrono::floor<std::chrono::days>(time))) return false;
    return !only_over_ || !end_ || !rules_.within || between(time, *end_) >= within_;
  }

  // For each step, the latest start of a passage that has come so far.
  void go(std::span<const funnel_event> events) {
    std::array<std::optional<std::chrono::sys_seconds>, funnel::most_steps> starts;
    const bool strict = rules_.order == funnel_order::strict;
    bool attempted = false;
    for (const funnel_event& each : events) {
      if (each.event >= others()) continue;
      if (each.event == exclusion()) {
        starts.fill(std::nullopt);
        continue;
      }
      for (std::size_t step = steps_.size(); step-- > 1;) {
        const std::optional<std::chrono::sys_seconds> start = starts[step - 1];
        if (each.event == steps_[step] && start && between(*start, each.time) <= within_) {
          starts[step] = strict ? start : std::max(starts[step], start);
          times_[step] = std::min(times_[step], between(*start, each.time));
        } else if (strict) {
          starts[step].reset();
        }
      }
      if (strict) starts[0].reset();
      if (each.event != steps_[0] || (rules_.order == funnel_order::first_attempt && attempted)) continue;
      attempted = true;
      if (!may_start(each.time)) continue;
      starts[0] = each.time;
      times_[0] = 0;
      if (!first_) first_ = each.time;
    }
  }

  // From the last event to the first: when each step comes next.
  void go_back(std::span<const funnel_event> events) {
    std::array<std::uint64_t, funnel::most_steps> later;
    std::array<std::optional<std::chrono::sys_seconds>, funnel::most_steps> next;
    for (std::size_t at = events.size(); at-- > 0;) {
      const funnel_event& each = events[at];
      if (each.event >= others()) continue;
      if (each.event == exclusion()) {
        next.fill(std::nullopt);
        continue;
      }
      next[each.event] = each.time;
      if (!may_start(each.time)) continue;
      first_ = each.time;
      std::size_t count = 0;
      for (std::size_t step = 0; step < steps_.size(); ++step) {
        if (next[step]) later[count++] = between(each.time, *next[step]);
      }
      std::sort(later.begin(), later.begin() + static_cast<std::ptrdiff_t>(count));
      for (std::size_t step = 0; step < count && later[step] <= within_; ++step)
        times_[step] = std::min(times_[step], later[step]);
    }
  }

  const funnel_rules& rules_;
  const std::vector<std::uint32_t>& steps_;
  std::uint64_t within_;
  bool only_over_;
  std::optional<std::chrono::sys_seconds> end_;  // of what is known
  std::optional<std::chrono::sys_seconds> first_;
  std::chrono::sys_seconds last_{};
  std::array<std::uint64_t, funnel::most_steps> times_;
};

}  // namespace

std::string_view name_of(funnel_order order) noexcept {
  return detail::name_in(order_names, order);
}

funnel_order funnel_order_named(std::string_view name) {
  return detail::value_in(order_names, "order of a funnel", name);
}

funnel::funnel(funnel_rules rules) : rules_(std::move(rules)) {
  const std::vector<std::string>& steps = rules_.steps;
  if (steps.empty() || steps.size() > most_steps) {
    detail::throw_invalid_argument("a funnel has 1 to {} steps, not {}", {most_steps, steps.size()});
  }
  if (contains(steps, "") || contains(rules_.exclusions, ""))
    detail::throw_invalid_argument("an event of a funnel without a name");
  if (rules_.within && rules_.within->count() < 0) {
    detail::throw_invalid_argument("a window of {} seconds", {rules_.within->count()});
  }
  for (const std::string& step : steps) {
    if (contains(rules_.exclusions, step)) {
      detail::throw_invalid_argument("'{}' is a step and an exclusion", {std::string_view(step)});
    }
    events_.push_back(number_of(step));
    if (rules_.order == funnel_order::any_order && events_.back() + 1 != events_.size()) {
      detail::throw_invalid_argument("'{}' is two steps, which have no order", {std::string_view(step)});
    }
  }
  furthest_.resize(steps.size());
  times_.resize(steps.size() - 1);
}

std::uint32_t funnel::number_of(std::string_view event) const noexcept {
  const auto step = std::find(rules_.steps.begin(), rules_.steps.end(), event);
  const std::size_t other = step == rules_.steps.end() && !contains(rules_.exclusions, event) ? 1 : 0;
  return static_cast<std::uint32_t>(static_cast<std::size_t>(step - rules_.steps.begin()) + other);
}

funnel_passage funnel::passage_of(std::span<const funnel_event> events) const {
  const auto earlier = [](const funnel_event& one, const funnel_event& other) {
    return one.time < other.time;
  };
  std::vector<funnel_event> in_order;
  if (!std::is_sorted(events.begin(), events.end(), earlier)) {
    in_order.assign(events.begin(), events.end());
    std::stable_sort(in_order.begin(), in_order.end(), earlier);
    events = in_order;
  }
  const walk over{rules_, events_, events, true};
  if (over.entered() || !rules_.as_of || !rules_.within) return over.passage();
  const walk open{rules_, events_, events, false};
  funnel_passage result = open.passage();
  result.too_late = open.entered();
  return result;
}

void funnel::record(std::span<const funnel_event> events) {
  if (customers() == largest_count) detail::throw_invalid_argument("more customers than 64 bits can count");
  const funnel_passage passage = passage_of(events);
  if (passage.furthest == 0) {
    ++not_entered_;
    return;
  }
  for (std::size_t step = 1; step < rules_.steps.size(); ++step) {
    if (step < passage.furthest) {
      ++times_[step - 1][static_cast<std::uint64_t>(passage.times[step].count())].reached;
    } else {
      ++times_[step - 1][static_cast<std::uint64_t>(passage.watched.count())].waiting;
    }
  }
  ++(passage.too_late ? too_late_ : furthest_[passage.furthest - 1]);
}

std::uint64_t funnel::reached(std::size_t step) const {
  if (step >= furthest_.size()) detail::throw_out_of_range("step {} of {}", {step, furthest_.size()});
  std::uint64_t customers = 0;
  for (; step < furthest_.size(); ++step) customers += furthest_[step];
  return customers;
}

std::uint64_t funnel::customers() const noexcept {
  return reached(0) + not_entered_ + too_late_;
}

const std::map<std::uint64_t, funnel::moment>& funnel::times_to(std::size_t step) const {
  if (step == 0 || step > times_.size())
    detail::throw_out_of_range("the times to step {} of {}", {step, furthest_.size()});
  return times_[step - 1];
}

void funnel::require_same_rules(const funnel& other) const {
  if (!(rules_ == other.rules_)) detail::throw_invalid_argument("funnels by different rules do not add up");
}

funnel& funnel::operator+=(const funnel& other) {
  require_same_rules(other);
  if (other.customers() > largest_count - customers()) {
    detail::throw_invalid_argument("more customers than 64 bits can count: {} and {}",
                                   {customers(), other.customers()});
  }
  auto times = times_;
  for (std::size_t step = 0; step < times.size(); ++step) {
    for (const auto& [duration, more] : other.times_[step]) {
      moment& at = times[step][duration];
      at.reached += more.reached;
      at.waiting += more.waiting;
    }
  }
  not_entered_ += other.not_entered_;
  too_late_ += other.too_late_;
  for (std::size_t step = 0; step < furthest_.size(); ++step) furthest_[step] += other.furthest_[step];
  times_ = std::move(times);
  return *this;
}

funnel& funnel::operator-=(const funnel& other) {
  require_same_rules(other);
  funnel rest = *this;
  const auto take = [](std::uint64_t& from, std::uint64_t part) {
    if (part > from) detail::throw_invalid_argument("cannot take {} customers from {}", {part, from});
    from -= part;
  };
  take(rest.not_entered_, other.not_entered_);
  take(rest.too_late_, other.too_late_);
  for (std::size_t step = 0; step < furthest_.size(); ++step)
    take(rest.furthest_[step], other.furthest_[step]);
  for (std::size_t step = 0; step < times_.size(); ++step) {
    for (const auto& [duration, part] : other.times_[step]) {
      moment& at = rest.times_[step][duration];
      take(at.reached, part.reached);
      take(at.waiting, part.waiting);
      if (at == moment{}) rest.times_[step].erase(duration);
    }
  }
  rest.require_consistent();
  *this = std::move(rest);
  return *this;
}

// Who entered is at one moment of each step, and who reached it was there as well. A window ends all.
void funnel::require_consistent() const {
  const auto add = [](std::uint64_t& to, std::uint64_t more) {
    if (more > largest_count - to)
      detail::throw_invalid_argument("a funnel of more customers than 64 bits can count");
    to += more;
  };
  std::uint64_t all = not_entered_;
  add(all, too_late_);
  for (const std::uint64_t customers : furthest_) add(all, customers);
  const std::uint64_t entered = all - not_entered_;
  std::uint64_t before = entered;
  for (std::size_t step = 1; step < furthest_.size(); ++step) {
    std::uint64_t came = 0;
    std::uint64_t waiting = 0;
    for (const auto& [duration, at] : times_[step - 1]) {
      if (rules_.within && duration > static_cast<std::uint64_t>(rules_.within->count())) {
        detail::throw_invalid_argument("a time of {} seconds, beyond the window", {duration});
      }
      if (at == moment{}) detail::throw_invalid_argument("a time of {} seconds that is nobody's", {duration});
      add(came, at.reached);
      add(waiting, at.waiting);
    }
    if (came > entered || waiting != entered - came || came > before || came < reached(step) ||
        came - reached(step) > too_late_) {
      detail::throw_invalid_argument("{} customers at step {} and {} who are not, of {}",
                                     {came, step + 1, waiting, entered});
    }
    before = came;
  }
}

static_assert(divisible<funnel>);

// The order; the window in seconds, or -1; whether there are a period of entry, its first day and the one after it;
// whether there is an as-of day, and that; how many steps and exclusions. Their names; how many did not enter,
// entered too late, and came to each step and no further; for each step but the first how many times, each with how
// many reached it and waited.
snapshot funnel::snapshot() const {
  const auto days = [](day date) { return std::int64_t{date.time_since_epoch().count()}; };
  cxmetrics::snapshot result{
      .type = "funnel",
      .layout = 1,
      .parameters = {static_cast<std::int64_t>(rules_.order),
                     rules_.within ? std::int64_t{rules_.within->count()} : -1, rules_.entry ? 1 : 0,
                     rules_.entry ? days(rules_.entry->first()) : 0,
                     rules_.entry ? days(rules_.entry->last()) : 0, rules_.as_of ? 1 : 0,
                     rules_.as_of ? days(*rules_.as_of) : 0, static_cast<std::int64_t>(rules_.steps.size()),
                     static_cast<std::int64_t>(rules_.exclusions.size())},
      .words = {}};
  std::vector<std::uint64_t>& words = result.words;
  for (const auto* names : {&rules_.steps, &rules_.exclusions}) {
    for (const std::string& name : *names) detail::key_words<std::string>::write(words, name);
  }
  words.push_back(not_entered_);
  words.push_back(too_late_);
  words.insert(words.end(), furthest_.begin(), furthest_.end());
  for (const auto& times : times_) {
    words.push_back(times.size());
    for (const auto& [duration, at] : times) words.insert(words.end(), {duration, at.reached, at.waiting});
  }
  return result;
}

funnel funnel::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "funnel");
  detail::require_sizes(stored, 9, stored.words.size());
  const std::vector<std::int64_t>& given = stored.parameters;
  const auto in = [&](std::size_t at, std::int64_t least, std::int64_t greatest) {
    if (given[at] < least || given[at] > greatest)
      detail::throw_invalid_argument("a snapshot of a funnel with parameter {}", {given[at]});
    return given[at];
  };
  constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
  funnel_rules rules;
  rules.order = static_cast<funnel_order>(in(0, 0, static_cast<std::int64_t>(funnel_order::any_order)));
  if (in(1, -1, greatest) >= 0) rules.within = seconds{given[1]};
  if (in(2, 0, 1) == 1) {
    rules.entry = period{detail::day_in(stored, 3), detail::day_in(stored, 4)};
  } else {
    in(3, 0, 0);
    in(4, 0, 0);
  }
  if (in(5, 0, 1) == 1) {
    rules.as_of = detail::day_in(stored, 6);
  } else {
    in(6, 0, 0);
  }
  detail::word_reader words(stored);
  for (std::int64_t names = in(7, 1, std::int64_t{most_steps}); names > 0; --names)
    rules.steps.push_back(detail::key_words<std::string>::read(words));
  for (std::int64_t names = in(8, 0, greatest); names > 0; --names)
    rules.exclusions.push_back(detail::key_words<std::string>::read(words));
  funnel result{std::move(rules)};
  result.not_entered_ = words.next();
  result.too_late_ = words.next();
  result.furthest_ = words.next(result.furthest_.size());
  for (auto& times : result.times_) {
    for (std::uint64_t rest = words.next(); rest > 0; --rest) {
      const std::uint64_t duration = words.next();
      if (!times.empty() && duration <= times.rbegin()->first)
        detail::throw_invalid_argument("a snapshot of a funnel with times out of order");
      const std::uint64_t reached = words.next();
      times.emplace_hint(times.end(), duration, moment{reached, words.next()});
    }
  }
  if (!words.at_end()) detail::throw_invalid_argument("a snapshot of a funnel with too many words");
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

}  // namespace cxmetrics
