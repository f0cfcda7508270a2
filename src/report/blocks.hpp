// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_BLOCKS_HPP
#define CXMETRICS_SRC_REPORT_BLOCKS_HPP

#include "grid.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace cxmetrics::detail {

// Some columns of a grid, side by side, as they are shown on a terminal.
struct block {
  std::vector<std::string> head{};
  std::string rule{};
  std::vector<std::vector<std::string>> rows{};  // each in lines, as a long name may take several
};

// The grid in blocks of at most so many columns of a terminal, each of which names the rows; 0: in one, however wide.
// Only a number that is wider, or that finds less than ten columns left for each name, makes a block wider.
std::vector<block> blocks_of(const grid& grid, std::size_t width);

}  // namespace cxmetrics::detail

#endif
