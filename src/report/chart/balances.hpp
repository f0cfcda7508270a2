// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_CHART_BALANCES_HPP
#define CXMETRICS_SRC_REPORT_CHART_BALANCES_HPP

#include "frame.hpp"

#include <cxmetrics/report/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// What came in a period, or what went, which is below 0.
struct move {
  double amount;
  std::string_view look;
};

// A period: what there was at its end, what moved, and all of it in words.
struct balance {
  const table_row* row;
  double at_end;
  std::vector<move> moves;
  std::string text;
};

// Draws bars of what there was at the end of each period, and below them those of what came and went, one upon the other.
// Axes reach at least up to `least`. At least one balance.
std::string draw_balances(frame& frame, const std::vector<balance>& balances, double least);

}  // namespace cxmetrics::detail

#endif
