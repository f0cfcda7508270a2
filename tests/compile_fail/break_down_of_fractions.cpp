// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a score is a whole number, or a std::optional of one
#include <cxmetrics/survey/break_down.hpp>

#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
  double stars;
  int segment;
};

void count(const std::vector<answer>& answers) {
#ifdef CONTROL
  cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment);
#else
  cx::break_down(cx::zero_to_ten, answers, &answer::stars, &answer::segment);
#endif
}
