// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/stats/confidence.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::confidence level = 0.95;
#else
constexpr cx::confidence level = 95;
#endif
