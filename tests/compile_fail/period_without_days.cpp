// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/period.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::period day{cx::day{}, cx::day{} + std::chrono::days{1}};
#else
constexpr cx::period day{cx::day{}, cx::day{}};
#endif
