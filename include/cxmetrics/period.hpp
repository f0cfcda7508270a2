// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_PERIOD_HPP
#define CXMETRICS_PERIOD_HPP

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/export.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cxmetrics {

/// A calendar day, without time or zone. `cx::day{2024y / 3 / 5}` with `std::chrono`'s literals.
using day = std::chrono::sys_days;

// GCC 12 takes the enumerator `granularity::day` for a `day` that is shadowed.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

/// The days from `first` up to, but not including, `last`. It can be a part of a longer one, such as a month that is
/// not over, and knows of which. Ordered by first day, then by last.
class period {
 public:
  /// Throws `std::invalid_argument` unless first < last.
  constexpr period(day first, day last)
      : first_(first), last_(last), first_of_whole_(first), last_of_whole_(last) {
    if (!(first < last)) {
      detail::throw_invalid_argument("a period ends after it begins, not on days {} to {} since 1970",
                                     {first.time_since_epoch().count(), last.time_since_epoch().count()});
    }
  }

  constexpr day first() const noexcept { return first_; }
  /// The first day after the period.
  constexpr day last() const noexcept { return last_; }
  /// How many days it has, at least 1.
  constexpr std::int64_t days() const noexcept { return (last_ - first_).count(); }
  constexpr bool contains(day date) const noexcept { return first_ <= date && date < last_; }

  /// The part that begins on a day, or that ends with a day; the same period where nothing has to be cut off:
  /// `month_of(today).to(today)`. Throws `std::invalid_argument` where no day is left.
  constexpr period from(day first_day) const { return first_day <= first_ ? *this : part(first_day, last_); }
  constexpr period to(day last_day) const {
    return last_ - std::chrono::days{1} <= last_day ? *this : part(first_, last_day + std::chrono::days{1});
  }
  /// Whether it was cut, and what it was before.
  constexpr bool is_partial() const noexcept { return first_ != first_of_whole_ || last_ != last_of_whole_; }
  constexpr period whole() const { return {first_of_whole_, last_of_whole_}; }

  friend constexpr auto operator<=>(const period&, const period&) = default;

 private:
  constexpr period part(day first, day last) const {
    period result{first, last};
    result.first_of_whole_ = first_of_whole_;
    result.last_of_whole_ = last_of_whole_;
    return result;
  }

  day first_;
  day last_;
  day first_of_whole_;
  day last_of_whole_;
};

/// The calendar's periods. A `week` is one of ISO 8601, Monday to Sunday; a `week_from_sunday` ends with Saturday.
enum class granularity { day, week, month, quarter, year, week_from_sunday };

/// The calendar period that holds a day.
CXMETRICS_EXPORT period period_of(granularity granularity, day date) noexcept;

namespace detail {

// A moment that is no day by itself.
template <class Time>
concept moment = !std::is_convertible_v<Time, day> && requires(const Time& time) {
  { std::chrono::floor<std::chrono::days>(time) } -> std::same_as<day>;
};

// The day in UTC that holds a moment, and the end that may be missing.
template <class Time>
concept day_or_moment = std::is_convertible_v<Time, day> || moment<Time>;
template <day_or_moment Time>
constexpr day day_in(const Time& time) {
  if constexpr (moment<Time>) {
    return std::chrono::floor<std::chrono::days>(time);
  } else {
    return time;
  }
}

}  // namespace detail

/// The same of a moment of `std::chrono::system_clock`, by its day in UTC.
template <detail::moment Moment>
period period_of(granularity granularity, Moment moment) noexcept {
  return period_of(granularity, detail::day_in(moment));
}

/// The period of that kind that holds a day, or the day in UTC of a moment of `std::chrono::system_clock`.
inline period day_of(day date) noexcept {
  return period_of(granularity::day, date);
}
inline period week_of(day date) noexcept {
  return period_of(granularity::week, date);
}
inline period month_of(day date) noexcept {
  return period_of(granularity::month, date);
}
inline period quarter_of(day date) noexcept {
  return period_of(granularity::quarter, date);
}
inline period year_of(day date) noexcept {
  return period_of(granularity::year, date);
}
template <detail::moment Moment>
period day_of(Moment moment) noexcept {
  return period_of(granularity::day, moment);
}
template <detail::moment Moment>
period week_of(Moment moment) noexcept {
  return period_of(granularity::week, moment);
}
template <detail::moment Moment>
period month_of(Moment moment) noexcept {
  return period_of(granularity::month, moment);
}
template <detail::moment Moment>
period quarter_of(Moment moment) noexcept {
  return period_of(granularity::quarter, moment);
}
template <detail::moment Moment>
period year_of(Moment moment) noexcept {
  return period_of(granularity::year, moment);
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// The period right after, and the one right before. A day, ISO week, month, quarter or year is followed by
/// one of the same kind, and any other period by one with the same number of days. A part is followed by what follows
/// the whole.
CXMETRICS_EXPORT period next(const period& period) noexcept;
CXMETRICS_EXPORT period previous(const period& period) noexcept;

/// The consecutive calendar periods that cover the days of a longer one, such as the twelve months of
/// `year_of(day)`. Linear in their number.
CXMETRICS_EXPORT std::vector<period> periods_of(granularity granularity, const period& days);

/// Periods as they are known at the end of a day: those that begin later are left out, and one that ends later is cut.
/// What comes after the day then lies beyond all periods, and nobody counts it.
CXMETRICS_EXPORT std::vector<period> known_periods(std::vector<period> periods, day as_of);

/// `2024-03-05`, `2024-W10`, `2024-03`, `2024-Q1`, `2024`; any other period, a week from Sunday among them, as its
/// first and last day that belong to it, `2024-03-05/2024-03-20`; a part as its whole and where it is cut,
/// `2024-03 to 2024-03-20`.
CXMETRICS_EXPORT std::string to_string(const period& period);

/// `2024-03-05`.
CXMETRICS_EXPORT std::string to_string(day day);

/// The granularity called "day", "week", "month", "quarter" or "year", whatever the case. Throws
/// `std::invalid_argument` for any other name.
CXMETRICS_EXPORT granularity granularity_named(std::string_view name);

}  // namespace cxmetrics

namespace std {

/// So that periods can be the keys of unordered containers.
template <>
struct hash<cxmetrics::period> {
  std::size_t operator()(const cxmetrics::period& period) const noexcept {
    const auto day = [](cxmetrics::day of) {
      return static_cast<std::size_t>(of.time_since_epoch().count());
    };
    return day(period.first()) * 0x1'0001 + day(period.last());
  }
};

}  // namespace std

#endif
