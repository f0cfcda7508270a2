// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: of a range of records, say where the score is
#include <cxmetrics/survey/nps.hpp>

#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
};

#ifdef CONTROL
cx::estimate score(const std::vector<answer>& answers) {
  return cx::nps(answers, &answer::score);
}
#else
cx::estimate score(const std::vector<answer>& answers) {
  return cx::nps(answers);
}
#endif
