// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <vector>

namespace cx = cxmetrics;

int main() {
  const std::vector<int> scores{10, 9, 9, 8, 7, 6, 10, 3};
  fmt::print("NPS {}\n", cx::nps(scores));
}
