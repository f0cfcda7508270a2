// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/input/date_forms.hpp>

namespace cxmetrics {

const char* date_forms::fault(date_form form) const noexcept {
  switch (form) {
    case date_form::none:
      return "not a date";
    case date_form::plain:
    case date_form::month:
    case date_form::quarter:
      return nullptr;
    case date_form::day_first:
    case date_form::month_first:
    case date_form::either:
      if (contains(date_form::day_first) && contains(date_form::month_first))
        return "some dates have the day first (%d/%m/%Y), others the month (%m/%d/%Y)";
      if (!contains(date_form::day_first) && !contains(date_form::month_first))
        return "can be day first (%d/%m/%Y) or month first (%m/%d/%Y)";
      return nullptr;
    case date_form::seconds:
    case date_form::milliseconds:
    case date_form::microseconds:
    case date_form::day_number:
      return met_ == bit(form) ? nullptr : "a number among dates of another form";
  }
  return nullptr;
}

std::optional<day> date_forms::day_of(const written_day& written) const noexcept {
  if (fault(written.form) != nullptr) return std::nullopt;
  return is_month_first() ? written.month_first : written.day;
}

}  // namespace cxmetrics
