// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: (use of|call to|attempt to use a) deleted
#include <cxmetrics/survey/tally.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
void count(cx::tally& tally) {
  tally.record(8, 3);
}
#else
void count(cx::tally& tally) {
  tally.record(8, 0.94);
}
#endif
