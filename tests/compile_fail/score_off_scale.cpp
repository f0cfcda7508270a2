// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_out_of_range
#include <cxmetrics/survey/scale.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr int place = cx::zero_to_ten.index_of(10);
#else
constexpr int place = cx::zero_to_ten.index_of(11);
#endif
