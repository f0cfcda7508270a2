// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: no (match|viable overload)
#include <cxmetrics/survey/weighted_tally.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
void merge(cx::weighted_tally& into, const cx::weighted_tally& from) {
  into += from;
}
#else
void merge(cx::weighted_tally& into, const cx::importance_tally& from) {
  into += from;
}
#endif
