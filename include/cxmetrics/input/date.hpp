// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_DATE_HPP
#define CXMETRICS_INPUT_DATE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date_forms.hpp>
#include <cxmetrics/input/time_zone.hpp>
#include <cxmetrics/period.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// How dates are written and where their days begin and end.
struct date_options {
  /// None: ISO 8601. Otherwise the forms, the first of which that fits is taken, in the manner of `strptime`:
  ///
  /// | directive | stands for |
  /// |---|---|
  /// | `%Y`, `%y` | year: four digits; two digits, 69 to 99 being 1969 to 1999, 00 to 68 being 2000 to 2068 |
  /// | `%m`, `%b` or `%B` or `%h` | month: one or two digits; English name, in full or its first three letters |
  /// | `%d` or `%e`, `%j` | day of the month: one or two digits; day of the year: one to three |
  /// | `%a` or `%A` | English weekday, in full or its first three letters; not compared with the date |
  /// | `%H`, `%I` with `%p` | hour 0 to 24; hour 1 to 12 with AM or PM |
  /// | `%M`, `%S` | minute; second 0 to 60, with or without a decimal fraction |
  /// | `%z` | offset from UTC: `Z`, `+07`, `+0700`, `+07:00` |
  /// | `%F`, `%T`, `%R`, `%D` | `%Y-%m-%d`, `%H:%M:%S`, `%H:%M`, `%m/%d/%y` |
  /// | `%%` | a per cent sign |
  ///
  /// A space stands for any number of spaces, none included; anything else for itself.
  std::vector<std::string> patterns{};
  /// The clock whose midnight begins a day, as time ahead of UTC; less than 24 hours either way.
  std::chrono::minutes utc_offset{0};
  /// The same as a zone, with its summer time; not together with an offset.
  std::optional<cxmetrics::time_zone> time_zone{};

  friend bool operator==(const date_options&, const date_options&) = default;
};

/// Reads the day of a date or timestamp.
///
/// A bare date is the day itself. A timestamp with a zone is moved to the reader's clock: 23:30Z on 31 March
/// is in April for a reader at +07:00. A timestamp without zone is taken as told by the reader's clock.
///
/// ISO 8601: `2024-03-05`, then, after `T` or one space, `08:30`, `08:30:00` or `08:30:00.125`, then `Z`,
/// `UTC`, `+07`, `+0700` or `+07:00`, with or without a space before. 24:00 is the midnight that begins the
/// next day; a leap second 60 belongs to the day that it ends.
class date_reader {
 public:
  /// Throws `std::invalid_argument` for a directive that is not in the list above, a pattern that does not
  /// say year, month and day (or year and day of the year), an offset of 24 hours and more, or both clocks.
  CXMETRICS_EXPORT explicit date_reader(date_options options = {});

  /// The day, or nothing where the text is not a date of this form or not a date of the calendar (29 February
  /// 2023). Spaces around it are ignored. Does not allocate.
  CXMETRICS_EXPORT std::optional<day> read(std::string_view text) const;

  /// The same without being told the form: where no pattern was given, every form of `date_form` is tried. What is
  /// left open, `date_forms` finds out from the other texts of the column.
  CXMETRICS_EXPORT written_day read_any_form(std::string_view text) const;

  /// The same, and the time of the day that the reader's clock shows, in whole seconds: 0 where no time is told.
  CXMETRICS_EXPORT written_day read_any_form(std::string_view text, std::chrono::seconds& time_of_day) const;

  /// The same, and a bare year such as `2024`, which is a date only where nothing else can be meant.
  CXMETRICS_EXPORT written_day read_any_form_or_year(std::string_view text) const;

  /// Whether ISO dates and those in UTC keep the day they say.
  bool is_plain() const noexcept {
    return patterns_.empty() && utc_offset_ == std::chrono::minutes{0} && !time_zone_;
  }

 private:
  std::vector<std::string> patterns_;
  std::chrono::minutes utc_offset_;
  std::optional<time_zone> time_zone_;
};

/// The offset written `Z`, `+07:00`, `+0700` or `-03`. Throws `std::invalid_argument` for anything else.
CXMETRICS_EXPORT std::chrono::minutes parse_utc_offset(std::string_view text);

}  // namespace cxmetrics

#endif
