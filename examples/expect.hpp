// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_EXAMPLES_EXPECT_HPP
#define CXMETRICS_EXAMPLES_EXPECT_HPP

#include <fmt/core.h>

#include <cstdlib>
#include <string_view>

// Prints a line; ends the program with an error unless it reads as expected.
inline void expect(std::string_view line, std::string_view expected) {
  fmt::print("{}\n", line);
  if (line == expected) return;
  fmt::print(stderr, "expected: {}\n", expected);
  std::exit(EXIT_FAILURE);
}

#endif
