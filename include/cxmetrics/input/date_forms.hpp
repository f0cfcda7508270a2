// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_DATE_FORMS_HPP
#define CXMETRICS_INPUT_DATE_FORMS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>

#include <cstdint>
#include <optional>

namespace cxmetrics {

/// The forms a date can have, as far as they have to be told apart.
enum class date_form : std::uint8_t {
  none,  ///< no date
  plain,  ///< means one day only: `2024-03-05`, `2024/3/5`, `20240305`, `5 March 2024`, `Mar 5, 24`, `05.03.2024`
  month,         ///< a month without a day, `2024-03`, `03/2024`, `March 2024` or `Mar-24`: its first day
  quarter,       ///< a quarter without a day, `2024-Q1` or `Q1 2024`: its first day
  week,          ///< a week of ISO 8601 without a day, `2024-W10`: its Monday
  month_number,  ///< `202403`: a month
  month_number_or_day,  ///< `200305`: a month, or a day with a year of two digits
  year,                 ///< `2024`: its first day
  day_first,            ///< `25/12/2024`: no month has the number 25
  month_first,          ///< `12/25/24`
  either,               ///< `03/04/2024`
  seconds,              ///< since 1970 in UTC, 9 or 10 digits
  milliseconds,         ///< the same, 12 or 13 digits
  microseconds,         ///< the same, 15 or 16 digits
  day_number  ///< days as Excel counts them, 5 digits, with or without a fraction: 45356 is 2024-03-05
};

/// A day as far as its text says it.
struct written_day {
  date_form form = date_form::none;
  cxmetrics::day day{};          ///< if the day comes first, where that is open
  cxmetrics::day month_first{};  ///< if the month comes first; the same where nothing is open

  friend bool operator==(const written_day&, const written_day&) = default;
};

/// The forms that the dates of a column have, from which follows what each of them means.
///
/// `03/04/2024` is 3 April where another text is like `25/12/2024`, and 4 March where another is like `12/25/2024`; if
/// there is neither, or both, no such text is read. Numbers are dates only where all dates of the column are numbers
/// of one kind, and `200305` only where another is like `202403`, which can be nothing but a month. Adds up in any
/// order.
class date_forms {
 public:
  constexpr void add(date_form form) noexcept { met_ |= bit(form); }
  constexpr date_forms& operator+=(date_forms other) noexcept {
    met_ |= other.met_;
    return *this;
  }
  friend constexpr bool operator==(date_forms, date_forms) = default;

  constexpr bool contains(date_form form) const noexcept { return (met_ & bit(form)) != 0; }

  /// Why dates of a form cannot be read beside the others, or nothing where they can; text that lives for ever.
  CXMETRICS_EXPORT const char* fault(date_form form) const noexcept;

  /// What a text means, or nothing where it is no date or has a fault.
  CXMETRICS_EXPORT std::optional<day> day_of(const written_day& written) const noexcept;

  /// Whether `either` means that the month comes first.
  constexpr bool is_month_first() const noexcept { return contains(date_form::month_first); }

 private:
  static constexpr unsigned bit(date_form form) noexcept {
    return form == date_form::none ? 0u : 1u << static_cast<unsigned>(form);
  }

  unsigned met_ = 0;
};

}  // namespace cxmetrics

#endif
