// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_invalid_argument
#include <cxmetrics/survey/scale.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
constexpr cx::scale thumb{0, 1};
#else
constexpr cx::scale thumb{1, 1};
#endif
