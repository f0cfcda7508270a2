// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a weight is a number, a sampling_weight or an importance_weight
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <string>
#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
  double weight;
  std::string name;
};

void count(const std::vector<answer>& answers) {
#ifdef CONTROL
  cx::break_down(cx::zero_to_ten, answers, cx::weighted(&answer::score, &answer::weight),
                 cx::by(&answer::name));
#else
  cx::break_down(cx::zero_to_ten, answers, cx::weighted(&answer::score, &answer::name),
                 cx::by(&answer::name));
#endif
}
