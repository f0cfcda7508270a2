// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ARROW_READING_HPP
#define CXMETRICS_SRC_INPUT_ARROW_READING_HPP

#include "input/arrow_type.hpp"

#include <cxmetrics/input/arrow.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace cxmetrics::detail {

// The values of an array from one on, of a column of this name. Throws where the array cannot have them.
arrow_vector arrow_vector_of(const ArrowArray& array, const arrow_type& type, std::string_view column,
                             std::int64_t skipped, std::int64_t size);

// Whether a row is null, in itself or in the dictionary.
bool has_nulls(const arrow_place& place);

// Makes columns of places whose type fits.
struct arrow_reading {
  static arrow_scores scores(arrow_place place);
  static arrow_texts texts(arrow_place place, const arrow_type& type);
  static arrow_numbers numbers(arrow_place place);
  static arrow_weights weights(arrow_place place, const arrow_type& type);
  static arrow_days days(arrow_place place, const arrow_type& type);
  static arrow_periods periods(arrow_place place, const arrow_type& type);

  template <class Value>
  static const arrow_place& place(const arrow_values<Value>& values) {
    return values.place_;
  }
  template <class Value>
  static arrow_values<Value> like(const arrow_values<Value>& values, arrow_place place) {
    return {std::move(place), values.read_};
  }
};

}  // namespace cxmetrics::detail

#endif
