// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/column_facts.hpp"
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>

namespace cxmetrics::detail {
namespace {

constexpr date_form all_date_forms[] = {date_form::plain,
                                        date_form::week,
                                        date_form::month,
                                        date_form::month_number,
                                        date_form::month_number_or_day,
                                        date_form::quarter,
                                        date_form::day_first,
                                        date_form::month_first,
                                        date_form::either,
                                        date_form::seconds,
                                        date_form::milliseconds,
                                        date_form::microseconds,
                                        date_form::day_number};

std::optional<double> number_in(std::string_view text, bool decimal_comma) {
  if (text.empty() || text.size() > 40) return std::nullopt;
  if (text.front() == '+') text.remove_prefix(1);
  char plain[40];
  text.copy(plain, text.size());
  if (decimal_comma) std::replace(plain, plain + text.size(), ',', '.');
  double number = 0;
  const auto [end, error] = std::from_chars(plain, plain + text.size(), number);
  if (error != std::errc{} || end != plain + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

bool is_nearly_all(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) >= 0.95 * static_cast<double>(whole);
}

// Whether numbers that could be days are likely to be some.
bool are_likely(const date_facts& dates) {
  using namespace std::chrono_literals;
  constexpr day first{1990y / 1 / 1};
  constexpr day last{2035y / 12 / 31};
  return dates.day_first.any && dates.day_first.least >= first && dates.day_first.greatest <= last &&
         std::all_of(std::begin(all_date_forms), std::end(all_date_forms), [&](date_form form) {
           return !dates.forms.contains(form) || dates.forms.fault(form) == nullptr;
         });
}

}  // namespace

void date_facts::add(const written_day& written, std::uint64_t rows) {
  count += rows;
  forms.add(written.form);
  day_first.add(written.day);
  month_first.add(written.month_first);
}

date_facts& date_facts::operator+=(const date_facts& other) {
  count += other.count;
  forms += other.forms;
  day_first += other.day_first;
  month_first += other.month_first;
  return *this;
}

void column_facts::add(std::string_view text, std::uint64_t rows, const reading& how) {
  if (how.missing.contains(text)) {
    missing += rows;
    return;
  }
  filled += rows;
  if (!is_valid_utf8(text)) not_utf8 += rows;
  text = trimmed_of_any_space(text);
  const std::optional<double> number = number_in(text, how.decimal_comma);
  if (number) {
    numbers += rows;
    range.add(*number);
    any_decimals = any_decimals || *number != std::trunc(*number);
  }
  const written_day written = how.dates.read_any_form(text);
  if (written.form != date_form::none) (number ? dates_as_numbers : dates).add(written, rows);
}

column_facts& column_facts::operator+=(const column_facts& other) {
  filled += other.filled;
  missing += other.missing;
  not_utf8 += other.not_utf8;
  numbers += other.numbers;
  any_decimals = any_decimals || other.any_decimals;
  range += other.range;
  dates += other.dates;
  dates_as_numbers += other.dates_as_numbers;
  return *this;
}

void column_facts::describe(column_description& into) const {
  into.filled = filled;
  into.missing = missing;
  into.not_utf8 = not_utf8;
  if (filled == 0) return;
  std::optional<date_facts> found;
  if (dates.count > 0 && is_nearly_all(dates.count, filled)) {
    found = dates;
  } else if (dates_as_numbers.count == numbers && is_nearly_all(numbers, filled) &&
             are_likely(dates_as_numbers)) {
    found = dates_as_numbers;
  }
  if (found) {
    into.content = column_content::dates;
    into.others = filled - found->count;
    into.forms = found->forms;
    for (const date_form form : all_date_forms) {
      if (found->forms.contains(form) && into.date_fault == nullptr)
        into.date_fault = found->forms.fault(form);
    }
    const extent<day>& days = found->forms.is_month_first() ? found->month_first : found->day_first;
    if (into.date_fault == nullptr) into.days = {days.least, days.greatest};
  } else if (is_nearly_all(numbers, filled)) {
    into.content = column_content::numbers;
    into.others = filled - numbers;
    into.numbers = {range.least, range.greatest};
    into.whole_numbers = !any_decimals;
  } else {
    into.content = column_content::texts;
  }
}

}  // namespace cxmetrics::detail
