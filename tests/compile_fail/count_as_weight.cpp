// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: no matching (member )?function|no match for call
#include <cxmetrics/survey/weighted_tally.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
void count(cx::weighted_tally& tally) {
  tally.record(8, cx::sampling_weight{3});
}
#else
void count(cx::weighted_tally& tally) {
  tally.record(8, 3);
}
#endif
