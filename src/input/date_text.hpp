// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_DATE_TEXT_HPP
#define CXMETRICS_SRC_INPUT_DATE_TEXT_HPP

#include "input/date_parts.hpp"

#include <cxmetrics/input/date_forms.hpp>

#include <string_view>

namespace cxmetrics::detail {

// The day in a text of any form of date_form, with or without a time, and a zone that it may name.
written_day written_day_in(std::string_view text, const local_clock& clock);

}  // namespace cxmetrics::detail

#endif
