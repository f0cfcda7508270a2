// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATE_HPP
#define CXMETRICS_SRC_STATE_HPP

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/survey/scale.hpp>

namespace cxmetrics::detail {

// The parameters of a snapshot as what they stand for, checked.
scale scale_in(const snapshot& stored);
day day_in(const snapshot& stored, std::size_t parameter);
bool daily_in(const snapshot& stored, std::size_t parameter);

}  // namespace cxmetrics::detail

#endif
