// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a metric is of a tally, a design, or a range of whole numbers
#include <cxmetrics/survey/nps.hpp>

#include <vector>

namespace cx = cxmetrics;

#ifdef CONTROL
cx::estimate score(const std::vector<int>& answers) {
  return cx::nps(answers);
}
#else
cx::estimate score(const std::vector<double>& answers) {
  return cx::nps(answers);
}
#endif
