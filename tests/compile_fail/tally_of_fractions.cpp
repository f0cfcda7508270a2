// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a score is a whole number, or a std::optional of one
#include <cxmetrics/survey/tally_of.hpp>

#include <vector>

namespace cx = cxmetrics;

struct answer {
  int score;
  double stars;
};

cx::tally count(const std::vector<answer>& answers) {
#ifdef CONTROL
  return cx::tally_of(cx::zero_to_ten, answers, &answer::score);
#else
  return cx::tally_of(cx::zero_to_ten, answers, &answer::stars);
#endif
}
