// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: no matching (member )?function|no match for call
#include <cxmetrics/survey/tally.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
void count(cx::tally& tally) {
  tally.record(8);
}
#else
void count(cx::tally& tally) {
  tally.record('8');
}
#endif
