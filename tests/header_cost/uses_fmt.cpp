// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <fmt/format.h>

#include <string>
#include <vector>

std::string score(const std::vector<int>& answers) {
  return fmt::format("{}", answers.front());
}
