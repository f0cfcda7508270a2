// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/survey/tally_of.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::missing_codes codes{-8, -7, -6, -5, -4, -3, -2, -1};
#else
constexpr cx::missing_codes codes{-9, -8, -7, -6, -5, -4, -3, -2, -1};
#endif
