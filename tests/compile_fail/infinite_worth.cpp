// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/survey/metric.hpp>

#include <limits>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::metric graded{cx::one_to_five, [](int score) { return 1.0 / score; }};
#else
constexpr cx::metric graded{cx::one_to_five,
                            [](int score) { return score * std::numeric_limits<double>::infinity(); }};
#endif
