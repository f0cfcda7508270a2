// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_RESPONSE_TABLE_HPP
#define CXMETRICS_REPORT_RESPONSE_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/response.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// A question of which a table of response tells what the silent could have said.
struct response_item {
  std::string name;
  cxmetrics::metric metric;
};

namespace detail {

CXMETRICS_EXPORT table response_table(const std::vector<response_item>& items,
                                      const estimate_options& options);
CXMETRICS_EXPORT table_row response_row(const answer_sheets& people, const estimate_options& options);
// Those of one group below those of others. Who speeds is faster than a third of the median of all.
CXMETRICS_EXPORT void append_signs(table& to, const std::vector<key_cell>& key, const answer_sheets& people,
                                   const response_log* log, double median, const estimate_options& options);
CXMETRICS_EXPORT void append_bounds(table& to, const std::vector<key_cell>& key,
                                    const std::vector<response_item>& items, const answer_sheets& people,
                                    const estimate_options& options);
CXMETRICS_EXPORT void finish_response(table& to, const std::vector<std::string>& key_names);

}  // namespace detail

/// Who answered, of who was asked: at least one of the questions, and where there are several, all. A related table has
/// signs of careless answers (straight-lining; from the log, speeding, repeated texts and respondents), as far as there
/// is something to tell. Another one has what each item would be if the silent had given the worst answer, or the best.
/// The items are those of the sheets, in their order. Throws `std::invalid_argument` where they differ in number or
/// scale, and for a method that does not fit a share.
CXMETRICS_EXPORT table make_table(const std::vector<response_item>& items, const answer_sheets& people,
                                  const response_log& log, const estimate_options& options = {});

/// The same of groups; rates are compared where they are marked (`mark_significance`). Throws also
/// `std::invalid_argument` where names and keys differ in number.
template <class... Keys>
table make_table(const std::vector<response_item>& items, const breakdown<answer_sheets, Keys...>& by,
                 const breakdown<response_log, Keys...>& logs, const std::vector<std::string>& key_names,
                 const estimate_options& options = {}) {
  table result = detail::response_table(items, options);
  result.total = detail::response_row(by.total(), options);
  detail::add_rows(result, by, key_names, [&](std::vector<table_row>& rows, const answer_sheets& people) {
    rows.push_back(detail::response_row(people, options));
  });
  const double median = median_duration(logs.total());
  for (const auto& cell : by) {
    const std::vector<key_cell> key = detail::cells_of(cell.first, key_names);
    detail::append_signs(result, key, cell.second, logs.find(cell.first), median, options);
    detail::append_bounds(result, key, items, cell.second, options);
  }
  detail::finish_response(result, key_names);
  return result;
}

}  // namespace cxmetrics

#endif
