// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/survey/metric.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::metric recommend = cx::net_score(cx::zero_to_ten, 6, 9);
#else
constexpr cx::metric recommend = cx::net_score(cx::zero_to_ten, 9, 6);
#endif
