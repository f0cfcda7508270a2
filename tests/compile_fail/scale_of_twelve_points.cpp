// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/survey/scale.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::scale long_one{0, 10};
#else
constexpr cx::scale long_one{0, 11};
#endif
