// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The core needs neither {fmt} nor zlib.
#include <cxmetrics/cxmetrics.hpp>

#include <vector>

namespace cx = cxmetrics;

int main() {
  const std::vector<int> scores{10, 9, 9, 8, 7, 6, 10, 3};
  return cx::nps(scores).value == 25 ? 0 : 1;
}
