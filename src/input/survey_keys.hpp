// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_SURVEY_KEYS_HPP
#define CXMETRICS_SRC_INPUT_SURVEY_KEYS_HPP

#include "input/iso_date.hpp"
#include "input/key_texts.hpp"
#include "input/numbering.hpp"
#include "input/survey_groups.hpp"

#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/date_forms.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/survey_reader.hpp>
#include <cxmetrics/period.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace cxmetrics::detail {

inline constexpr std::uint32_t no_period = 0xffffffffu;
// That of days after the one up to which answers are known.
inline constexpr std::uint32_t later_period = 0xfffffffeu;

// The period of a day as far as its text says it; none where there is no date.
struct written_period {
  // What settles the period: plain where nothing is open.
  date_form form = date_form::plain;
  std::optional<period> day_first{};
  std::optional<period> month_first{};
  // Whether the day is later than any that is known.
  bool day_first_is_later = false;
  bool month_first_is_later = false;

  friend bool operator==(const written_period&, const written_period&) = default;
  friend bool operator<(const written_period& one, const written_period& other) {
    const auto parts = [](const written_period& of) {
      return std::tie(of.form, of.day_first, of.month_first, of.day_first_is_later, of.month_first_is_later);
    };
    return parts(one) < parts(other);
  }
};

// The periods of days as they are written, numbered.
class period_numbers {
 public:
  explicit period_numbers(const survey_columns& columns)
      : granularity_(columns.period),
        plain_dates_(columns.dates == date_options{}),
        dates_(columns.dates),
        missing_(columns.missing),
        limit_(columns.as_of.value_or(day::max())),
        forms_(columns.forms),
        recent_days_(recent_size),
        recent_texts_(recent_size) {}

  // The number of the period that holds a day, or of none where the text stands for nothing; later_period where the day
  // is later than any that is known, or no_period where it is no date.
  std::uint32_t of_text(std::string_view text) {
    if (is_plain_date(text)) {
      const three_numbers date{text.data() + 2, '-'};
      const known& met = recent_texts_[place_of(date)];
      if (met.bits == date.bits()) return met.period;
    }
    return of_any_text(text);
  }

  // Why a text has no period.
  const char* fault_of(std::string_view text) const;

  std::uint32_t number_of(const written_period& period);
  const written_period& of_number(std::uint32_t number) const { return periods_[number]; }

  // Whether a period is that of texts that stand for nothing.
  bool is_none(std::uint32_t number) const { return periods_[number] == none(); }
  // How many of these were texts, and not merely empty.
  std::uint64_t signs() const { return signs_; }

  // Whether some period depends on the other dates of the column.
  bool any_open() const { return any_open_; }
  // What the dates of the column were like.
  const date_forms& forms() const { return forms_; }
  // The last day there was among those that are known.
  std::optional<day> last_day() const {
    return forms_.is_month_first() ? last_month_first_ : last_day_first_;
  }
  // Whether a period lies after them, as its day is to be read.
  bool is_later(const written_period& period) const {
    return forms_.is_month_first() ? period.month_first_is_later : period.day_first_is_later;
  }
  // Adds what others know of the column.
  void add_days(const period_numbers& others);

 private:
  // The period of a day that was met lately, by 64 bits that tell the day from others: to find it takes calendar
  // arithmetic.
  struct known {
    std::uint64_t bits = 0xffff'ffff'ffff'ffffu;  // none
    std::uint32_t period = no_period;
  };
  static constexpr std::size_t recent_size = 2048;

  // Whether a text, if it is a date, is told from others by the eight bytes after its first two.
  bool is_plain_date(std::string_view text) const {
    return plain_dates_ && is_plain_iso(text) && text[0] == '2' && text[1] == '0';
  }

  // A place of its own for each day of four years.
  static std::size_t place_of(const three_numbers& date) {
    return static_cast<std::size_t>(date.third() | date.second() << 5 | date.first() << 9) % recent_size;
  }

  static written_period none() { return {}; }
  static written_period plain(const period& period) { return {date_form::plain, period, period}; }
  std::uint32_t of_any_text(std::string_view text);
  std::uint32_t of_other_text(std::string_view text);

  void look_at(std::optional<day>& last, day on) const {
    if (on <= limit_) last = std::max(last.value_or(on), on);
  }

  granularity granularity_;
  bool plain_dates_;
  date_reader dates_;
  missing_signs missing_;
  day limit_;
  std::optional<day> last_day_first_;
  std::optional<day> last_month_first_;
  date_forms forms_;
  bool any_open_ = false;
  std::uint64_t signs_ = 0;
  std::vector<known> recent_days_;   // by their numbers
  std::vector<known> recent_texts_;  // by what is written after the 20 of their years
  std::vector<written_period> periods_;
  std::map<written_period, std::uint32_t> numbers_;
};

// What tells groups apart, numbered: texts of the key columns, and periods.
class survey_keys {
 public:
  survey_keys(std::size_t key_columns, const survey_columns& columns)
      : texts_(key_columns),
        periods_(columns),
        as_of_(columns.as_of),
        as_of_last_day_(columns.as_of_last_day),
        known_from_(columns.known_from) {}

  std::size_t key_columns() const { return texts_.size(); }
  key_texts& texts(std::size_t key) { return texts_[key]; }
  const key_texts& texts(std::size_t key) const { return texts_[key]; }
  period_numbers& periods() { return periods_; }
  const period_numbers& periods() const { return periods_; }

  // The day up to which answers are known, if there is one.
  std::optional<day> as_of() const { return as_of_last_day_ ? periods_.last_day() : as_of_; }

  // The key of a group, of which some parts of the place count.
  survey_breakdown::key_type key_of(const answer_place& place, const std::vector<std::size_t>& by) const;

  // Where what others have numbered belongs here.
  answer_place place_of(const answer_place& theirs, const survey_keys& others,
                        const std::vector<std::size_t>& by);

 private:
  std::vector<key_texts> texts_;  // of each key column
  period_numbers periods_;
  std::optional<day> as_of_;
  bool as_of_last_day_;
  std::optional<day> known_from_;
};

}  // namespace cxmetrics::detail

#endif
