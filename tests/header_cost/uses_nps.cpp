// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/survey/nps.hpp>

#include <vector>

double score(const std::vector<int>& answers) {
  return cxmetrics::nps(answers).value;
}
