// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Something of each library: a number, a file that is read (by zlib, were it packed), a text.
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <vector>

namespace cx = cxmetrics;

int main(int, char** arguments) {
  const std::vector<int> scores{10, 9, 9, 8, 7, 6, 10, 3};
  cx::input program(arguments[0]);
  char byte{};
  const bool read = program.read({&byte, 1}) == 1;
  return read && fmt::format("{}", cx::nps(scores)) == "25.0 [-32.8, 68.3] (n = 8)" ? 0 : 1;
}
