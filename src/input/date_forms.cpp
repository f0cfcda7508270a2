// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/input/date_forms.hpp>

namespace cxmetrics {
namespace {
constexpr const char* among_others = "a number among dates of another form";
}

const char* date_forms::fault(date_form form) const noexcept {
  switch (form) {
    case date_form::none:
      return "not a date";
    case date_form::plain:
    case date_form::month:
    case date_form::quarter:
    case date_form::week:
      return nullptr;
    case date_form::month_number:
    case date_form::month_number_or_day:
      if ((met_ & ~(bit(date_form::month_number) | bit(date_form::month_number_or_day))) != 0)
        return among_others;
      return contains(date_form::month_number)
                 ? nullptr
                 : "can be a date of year and month (%Y%m) or of year, month and day (%y%m%d)";
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
    case date_form::year:
      return met_ == bit(form) ? nullptr : among_others;
  }
  return nullptr;
}

std::optional<day> date_forms::day_of(const written_day& written) const noexcept {
  if (fault(written.form) != nullptr) return std::nullopt;
  return is_month_first() ? written.month_first : written.day;
}

}  // namespace cxmetrics
