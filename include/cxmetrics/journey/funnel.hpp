// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_FUNNEL_HPP
#define CXMETRICS_JOURNEY_FUNNEL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

struct snapshot;

/// Which events of a customer are a passage through the steps. Each takes one event per step, each later than the one
/// before, none later than the window after the first.
enum class funnel_order {
  ordered,        ///< other events may lie between
  strict,         ///< no event of another step, or of the same step again, lies between two of them
  first_attempt,  ///< as ordered, beginning with the customer's first event of the first step
  any_order,  ///< the events of different steps in any order; the first one, of whatever step, begins the window
};

/// "ordered", "strict", "first-attempt" or "any-order".
CXMETRICS_EXPORT std::string_view name_of(funnel_order order) noexcept;
/// The order of that name, whatever its case. Throws `std::invalid_argument` for any other, listing all.
CXMETRICS_EXPORT funnel_order funnel_order_named(std::string_view name);

/// What is a step, and who is counted.
struct funnel_rules {
  std::vector<std::string> steps{};  ///< the events, in order; `any_order` takes no event twice
  funnel_order order = funnel_order::ordered;
  /// The window: how much later than the first step the last one may be, both ends in. Nothing: without limit.
  std::optional<std::chrono::seconds> within{};
  /// Events that end a passage: the steps before one stay reached, later ones need a new start.
  std::vector<std::string> exclusions{};
  /// Only passages count that begin in it.
  std::optional<period> entry{};
  /// Until when events are known: none after this day is counted. Whose window lasts beyond it can still go on, so that
  /// only passages count that began early enough; who has no other is counted as too late.
  std::optional<day> as_of{};

  friend bool operator==(const funnel_rules&, const funnel_rules&) = default;
};

/// Something that a customer did, as `funnel::number_of` numbers it.
struct funnel_event {
  std::chrono::sys_seconds time;
  std::uint32_t event;
};

/// How far one customer came.
struct funnel_passage {
  /// The number of steps reached; 0 for who did not enter. For who is `too_late`, those reached so far.
  std::size_t furthest = 0;
  bool too_late = false;  ///< entered, but the window was still open at the end of the as-of day
  /// For each step reached, the shortest time to it from the first step.
  std::vector<std::chrono::seconds> times{};
  /// How long the customer was watched since the first start that counts: to the end of the window or of the as-of day,
  /// or without both to the last event.
  std::chrono::seconds watched{0};
};

/// How many customers reached each of several steps, and after what time.
///
/// Funnels of different customers add up, in any order. The memory grows with the number of different times in seconds.
/// Const members may be called by several threads at a time; whatever changes a funnel needs it alone.
class funnel {
 public:
  static constexpr std::size_t most_steps = 100;

  /// Holds nobody yet. Throws `std::invalid_argument` without steps, for more than `most_steps`, an event without a
  /// name, one that is a step and an exclusion, one that is two steps in any order, or a window below 0.
  CXMETRICS_EXPORT explicit funnel(funnel_rules rules);

  /// The number of an event in a `funnel_event`. All events that are neither steps nor exclusions have one number.
  CXMETRICS_EXPORT std::uint32_t number_of(std::string_view event) const noexcept;
  /// How far a customer with these events came, in any order of time; of events of the same second, the one given
  /// first comes first. Linear in events times steps, and n log n for events that are not in the order of time.
  CXMETRICS_EXPORT funnel_passage passage_of(std::span<const funnel_event> events) const;
  /// Enters a customer with all their events. Throws `std::invalid_argument` for more customers than 64 bits can count.
  CXMETRICS_EXPORT void record(std::span<const funnel_event> events);

  /// Enters many customers from columns with a row for each event: whose it is, by any number; when, in seconds since
  /// 1970; and what, as `number_of` has it. Where events are of the same second, the first row comes first. Rows sorted by
  /// customer and time take one pass, and at most 128 MiB besides twice the result. Events of a customer out of the
  /// order of time are sorted by themselves. Where the customers are not in order, all rows are sorted first, in linear
  /// time and 32 bytes for each row. Throws `std::invalid_argument` for columns of different length and for more
  /// customers than 64 bits can count; this funnel is then unchanged.
  CXMETRICS_EXPORT void record(std::span<const std::uint32_t> customers,
                               std::span<const std::int64_t> seconds, std::span<const std::uint32_t> events);

  const funnel_rules& rules() const noexcept { return rules_; }
  /// How many customers came at least to a step, from 0. Throws `std::out_of_range` for a step that is not there.
  CXMETRICS_EXPORT std::uint64_t reached(std::size_t step) const;
  /// How many never did the first step (in any order: any step), or none in the period of entry.
  std::uint64_t not_entered() const noexcept { return not_entered_; }
  /// How many are left out as they entered too late for their window to be over.
  std::uint64_t too_late() const noexcept { return too_late_; }
  /// All customers recorded: who reached the first step, who did not enter, and who entered too late.
  CXMETRICS_EXPORT std::uint64_t customers() const noexcept;

  /// Counts those who entered, too late or not: how many reached a step after a time, and how many were watched so long
  /// and did not.
  struct moment {
    std::uint64_t reached = 0;
    std::uint64_t waiting = 0;
    friend bool operator==(const moment&, const moment&) = default;
  };
  /// By the time in seconds since the first step. Throws `std::out_of_range` for the first step and those that are not
  /// there.
  CXMETRICS_EXPORT const std::map<std::uint64_t, moment>& times_to(std::size_t step) const;

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static funnel restore(const cxmetrics::snapshot& stored);

  /// Adds other customers. Throws `std::invalid_argument` if the rules differ, or for more customers than 64 bits can
  /// count.
  CXMETRICS_EXPORT funnel& operator+=(const funnel& other);
  /// Takes the customers of a part out again. Throws `std::invalid_argument` likewise, or where they were no part.
  CXMETRICS_EXPORT funnel& operator-=(const funnel& other);
  friend funnel operator+(funnel one, const funnel& other) { return one += other; }
  friend funnel operator-(funnel one, const funnel& other) { return one -= other; }
  friend bool operator==(const funnel&, const funnel&) = default;

 private:
  class column_recorder;

  void require_same_rules(const funnel& other) const;
  void require_consistent() const;

  funnel_rules rules_;
  std::vector<std::uint32_t> events_;  // the number of the event of each step
  std::uint64_t not_entered_ = 0;
  std::uint64_t too_late_ = 0;
  std::vector<std::uint64_t> furthest_;                 // who came to this step and no further
  std::vector<std::map<std::uint64_t, moment>> times_;  // of all steps but the first
};

}  // namespace cxmetrics

#endif
