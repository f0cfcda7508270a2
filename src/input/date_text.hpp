// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_DATE_TEXT_HPP
#define CXMETRICS_SRC_INPUT_DATE_TEXT_HPP

#include "input/date_parts.hpp"

#include <cxmetrics/input/date_forms.hpp>

#include <string_view>

namespace cxmetrics::detail {

// The day in a text of any form of date_form, with or without a time, and a zone that it may name.
written_day written_day_in(std::string_view text, const local_clock& clock);

// The first day of a year in four digits.
written_day year_in(std::string_view text);

// Whether dates of this form mean the same beside any others.
constexpr bool is_settled(date_form form) {
  return form == date_form::plain || form == date_form::week || form == date_form::month ||
         form == date_form::quarter;
}

}  // namespace cxmetrics::detail

#endif
