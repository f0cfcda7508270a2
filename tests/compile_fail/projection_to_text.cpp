// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: the projection must take a record to a score
#include <cxmetrics/survey/nps.hpp>

#include <string>
#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
  std::string segment;
};

#ifdef CONTROL
cx::estimate score(const std::vector<answer>& answers) {
  return cx::nps(answers, &answer::score);
}
#else
cx::estimate score(const std::vector<answer>& answers) {
  return cx::nps(answers, &answer::segment);
}
#endif
