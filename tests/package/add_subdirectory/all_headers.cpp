// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Compiled together with main.cpp where the build is a unity build.
#include <cxmetrics/cxmetrics.hpp>
#include <cxmetrics/report/html.hpp>

namespace cx = cxmetrics;

static_assert(cx::zero_to_ten.points() == 11);
