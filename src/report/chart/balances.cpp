// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "balances.hpp"
#include "rows.hpp"
#include "time_axis.hpp"

#include <algorithm>
#include <cstdint>

namespace cxmetrics::detail {

std::string draw_balances(frame& frame, const std::vector<balance>& balances, double least) {
  double most = least;
  double most_up = least;
  double most_down = 0;
  for (const balance& each : balances) {
    double up = 0;
    double down = 0;
    for (const move& of : each.moves) (of.amount < 0 ? down : up) += of.amount;
    most = std::max(most, each.at_end);
    most_up = std::max(most_up, up);
    most_down = std::min(most_down, down);
  }
  const value_ticks ticks = ticks_around(0, most, 4);
  const value_ticks moves = ticks_around(most_down, most_up, 6);
  const double left = margin + std::max(width_of(ticks), width_of(moves)) + 6;
  const double right = frame.width() - margin;
  const linear_scale stock{0, ticks.high(), frame.top() + 110, frame.top()};
  const linear_scale flow{moves.low(), moves.high(), stock.begin + 24 + 150, stock.begin + 24};
  draw_rows(frame.draw(), stock, ticks, left, right);
  draw_rows(frame.draw(), flow, moves, left, right);

  const period days{period_of(*balances.front().row)->first(), period_of(*balances.back().row)->last()};
  const time_axis x{days, left, right};
  std::int64_t shortest = days.days();
  std::string description;
  for (const balance& each : balances) {
    const period when = *period_of(*each.row);
    shortest = std::min(shortest, when.days());
    const double slot = x(when.last()) - x(when.first());
    const double begin = x(when.first()) + slot * 0.15;
    frame.draw().open(each.text);
    draw_bar(frame.draw(), stock, begin, slot * 0.7, 0, each.at_end, "cx-middle");
    double up = 0;
    double down = 0;
    for (const move& of : each.moves) {
      double& from = of.amount < 0 ? down : up;
      draw_bar(frame.draw(), flow, begin, slot * 0.7, from, from + of.amount, of.look);
      from += of.amount;
    }
    frame.draw().close();
    description += each.text + ". ";
  }
  x.draw_labels(frame.draw(), flow.begin + line_height, shortest);
  return frame.finish(flow.begin + line_height + margin, description);
}

}  // namespace cxmetrics::detail
