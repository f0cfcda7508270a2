// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/date_text.hpp"
#include "input/survey_keys.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace cxmetrics::detail {
namespace {

// All days that are meant where a text says no day.
std::optional<period> span_of(const written_day& written) {
  switch (written.form) {
    case date_form::week:
      return week_of(written.day);
    case date_form::month:
    case date_form::month_number:
    case date_form::month_number_or_day:
      return month_of(written.day);
    case date_form::quarter:
      return quarter_of(written.day);
    case date_form::year:
      return year_of(written.day);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::uint32_t period_numbers::number_of(const written_period& period) {
  const auto [at, is_new] = numbers_.try_emplace(period, static_cast<std::uint32_t>(periods_.size()));
  if (is_new) periods_.push_back(period);
  any_open_ = any_open_ || period.form != date_form::plain;
  return at->second;
}

std::uint32_t period_numbers::of_any_text(std::string_view text) {
  const std::optional<day> day = dates_.read(text);
  if (!day) return of_other_text(text);
  forms_.add(date_form::plain);
  if (*day > limit_) return later_period;
  look_at(last_day_first_, *day);
  look_at(last_month_first_, *day);
  const auto date = static_cast<std::uint32_t>(day->time_since_epoch().count());
  known& met = recent_days_[date % recent_size];
  if (met.bits != date) met = {date, number_of(plain(period_of(granularity_, *day)))};
  if (is_plain_date(text)) {
    const three_numbers written{text.data() + 2, '-'};
    recent_texts_[place_of(written)] = {written.bits(), met.period};
  }
  return met.period;
}

// Neither an ISO date nor one of a pattern.
std::uint32_t period_numbers::of_other_text(std::string_view text) {
  if (missing_.contains(text)) {
    signs_ += text.empty() ? 0 : 1;
    return number_of(none());
  }
  const written_day written = dates_.read_any_form_or_year(text);
  if (written.form == date_form::none) return no_period;
  const period one = period_of(granularity_, written.day);
  const std::optional<period> span = span_of(written);
  if (span && one.last() < span->last()) return no_period;
  forms_.add(written.form);
  const period other = period_of(granularity_, written.month_first);
  const bool later = written.day > limit_;
  const bool other_later = written.month_first > limit_;
  if (span) {
    // For a day that nobody knows: all of them, as far as they can be known.
    if (later && is_settled(written.form)) return later_period;
    const auto last = std::min(span->last() - std::chrono::days{1}, limit_);
    look_at(last_day_first_, last);
    look_at(last_month_first_, last);
    return number_of(is_settled(written.form) ? plain(one)
                                              : written_period{written.form, one, one, later, later});
  }
  look_at(last_day_first_, written.day);
  look_at(last_month_first_, written.month_first);
  if (written.form == date_form::plain) return later ? later_period : number_of(plain(one));
  const bool settled = written.form == date_form::either && one == other && !later && !other_later;
  return number_of(settled ? plain(one) : written_period{written.form, one, other, later, other_later});
}

const char* period_numbers::fault_of(std::string_view text) const {
  const written_day written = dates_.read_any_form_or_year(text);
  switch (written.form) {
    case date_form::week:
      return granularity_ == granularity::day ? "a week is longer than the periods"
                                              : "a week that lies in two periods";
    case date_form::month:
    case date_form::month_number:
    case date_form::month_number_or_day:
      return "a month is longer than the periods";
    case date_form::quarter:
      return "a quarter is longer than the periods";
    case date_form::year:
      return "a year is longer than the periods";
    default:
      return "not a date";
  }
}

void period_numbers::add_days(const period_numbers& others) {
  forms_ += others.forms_;
  if (others.last_day_first_) look_at(last_day_first_, *others.last_day_first_);
  if (others.last_month_first_) look_at(last_month_first_, *others.last_month_first_);
}

survey_breakdown::key_type survey_keys::key_of(const answer_place& place,
                                               const std::vector<std::size_t>& by) const {
  std::vector<std::string> texts;
  std::optional<period> period;
  const std::optional<day> known_to = as_of();
  for (const std::size_t part : by) {
    if (part == period_at) {
      const written_period& written = periods_.of_number(place[part]);
      period = periods_.forms().is_month_first() ? written.month_first : written.day_first;
      if (period && known_from_ && *known_from_ < period->last()) period = period->from(*known_from_);
      if (period && known_to && period->first() <= *known_to) period = period->to(*known_to);
    } else {
      texts.push_back(texts_[part - keys_at].text(place[part]));
    }
  }
  return {std::move(texts), period};
}

answer_place survey_keys::place_of(const answer_place& theirs, const survey_keys& others,
                                   const std::vector<std::size_t>& by) {
  answer_place place = theirs;
  for (const std::size_t part : by) {
    if (part == period_at) {
      place[part] = periods_.number_of(others.periods_.of_number(theirs[part]));
    } else {
      const std::size_t key = part - keys_at;
      place[part] = texts_[key].number_of(others.texts_[key].text(theirs[part]));
    }
  }
  return place;
}

}  // namespace cxmetrics::detail
