// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: a key is of a type with == and <, such as a number, text, an enum, a day or a period
#include <cxmetrics/survey/break_down.hpp>

#include <vector>

namespace cx = cxmetrics;

struct segment {
  int number;
#ifdef CONTROL
  friend auto operator<=>(const segment&, const segment&) = default;
#endif
};
struct answer {
  int score;
  cxmetrics::period month;
  struct segment segment;
};

void count(const std::vector<answer>& answers) {
  cx::break_down(cx::zero_to_ten, answers, &answer::score, cx::by(&answer::month, &answer::segment));
}
