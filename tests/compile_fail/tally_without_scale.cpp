// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: the scale comes first, as in tally_of\(zero_to_ten, scores\)
#include <cxmetrics/survey/tally_of.hpp>

#include <vector>

namespace cx = cxmetrics;

cx::tally count(const std::vector<int>& scores) {
#ifdef CONTROL
  return cx::tally_of(cx::zero_to_ten, scores);
#else
  return cx::tally_of(scores);
#endif
}
