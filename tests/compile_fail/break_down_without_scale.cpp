// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: the scale comes first, as in break_down\(zero_to_ten, answers, ...\)
#include <cxmetrics/survey/break_down.hpp>

#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
  int segment;
};

void count(const std::vector<answer>& answers) {
#ifdef CONTROL
  cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment);
#else
  cx::break_down(answers, &answer::score, &answer::segment);
#endif
}
