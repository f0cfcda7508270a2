// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATE_HPP
#define CXMETRICS_SRC_STATE_HPP

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/survey/scale.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics::detail {

// The parameters of a snapshot as what they stand for, checked.
scale scale_in(const snapshot& stored);
day day_in(const snapshot& stored, std::size_t parameter);
bool daily_in(const snapshot& stored, std::size_t parameter);

// Layout 2 of flows and ledgers: behind the other parameters stand the first day of the whole of each period, and the
// first day after it. It is written only where a period is partial.
inline constexpr std::uint32_t layout_of_parts = 2;
void add_wholes(snapshot& to, const std::vector<period>& periods);
// The same periods as parts of what stands from a parameter on.
std::vector<period> parts_in(const snapshot& stored, std::vector<period> periods, std::size_t parameter);

}  // namespace cxmetrics::detail

#endif
