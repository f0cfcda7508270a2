// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: no matching (member )?function|no match for call
#include <cxmetrics/survey/weighted_tally.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
void count(cx::importance_tally& tally) {
  tally.record(8, cx::importance_weight{1200});
}
#else
void count(cx::weighted_tally& tally) {
  tally.record(8, cx::importance_weight{1200});
}
#endif
