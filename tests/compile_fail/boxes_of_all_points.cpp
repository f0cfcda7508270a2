// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/survey/metric.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::metric satisfied = cx::top_box(cx::one_to_five, 4);
#else
constexpr cx::metric satisfied = cx::top_box(cx::one_to_five, 5);
#endif
