// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a key is a column, or a function or a member of the record
#include <cxmetrics/survey/break_down.hpp>

#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
  int segment;
};
struct customer {
  int plan;
};

void count(const std::vector<answer>& answers) {
#ifdef CONTROL
  cx::break_down(cx::zero_to_ten, answers, &answer::score, &answer::segment);
#else
  cx::break_down(cx::zero_to_ten, answers, &answer::score, &customer::plan);
#endif
}
