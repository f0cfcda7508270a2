// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/driver_table.hpp"
#include "report/without_interval.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

table make_table(const driver_strengths& strengths, std::string_view outcome) {
  table result;
  result.metric = "drivers";
  result.title = "drivers of ";
  result.title += outcome;
  result.formula = "share of the variance of ";
  result.formula += outcome;
  result.formula +=
      " that goes with each item beside the others, by Johnson's relative weights and by LMG; the shares add "
      "up to R²";
  result.unit = unit::percent;
  result.level = strengths.r_squared.level;
  result.add({"item", "item", column_kind::group, column_meaning::question});
  result.add({"johnson", "share of variance", column_kind::estimate, column_meaning::value});
  result.add({"lmg", "by LMG", column_kind::estimate});
  result.add({"correlation", "correlation", column_kind::estimate, column_meaning::correlation});
  result.add({"coefficient", "coefficient", column_kind::estimate});

  std::vector<const driver_strength*> order;
  for (const driver_strength& each : strengths.items) order.push_back(&each);
  std::stable_sort(order.begin(), order.end(), [](const driver_strength* one, const driver_strength* other) {
    if (std::isnan(one->johnson.value) || std::isnan(other->johnson.value)) return false;
    return one->johnson.value > other->johnson.value;
  });
  for (const driver_strength* each : order) {
    table_row row;
    row.key = {each->item};
    row.estimates = {each->johnson, each->lmg, each->correlation,
                     detail::without_interval(each->coefficient, each->johnson.n, unit::score, result.level)};
    result.rows.push_back(std::move(row));
  }
  table_row all;
  all.key = {key_cell{}};
  estimate lmg = strengths.r_squared;
  if (strengths.items.size() > driver_strengths::most_lmg_items)
    lmg = detail::without_interval(std::nan(""), lmg.n, unit::score, lmg.level);
  const estimate nothing = detail::without_interval(std::nan(""), strengths.n, unit::score, result.level);
  all.estimates = {strengths.r_squared, lmg, nothing, nothing};
  result.total = std::move(all);
  result.remarks = strengths.remarks();
  result.remarks.emplace_back("total: R², the share of the variance that goes with all items together");
  return result;
}

}  // namespace cxmetrics
