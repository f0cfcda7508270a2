// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_PROJECTION_TABLE_HPP
#define CXMETRICS_REPORT_PROJECTION_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/confidence.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace cxmetrics {

/// What a table of projected retention reports.
struct projection_table_options {
  unsigned ahead = 12;  ///< how many renewals beyond the last one anybody came to
  double discount = 0;  ///< of the renewals to come, each; 0.01 for one per cent
  confidence level = 0.95;
  std::string period = "periods";  ///< what lies between two renewals, for people: "months"
};

namespace detail {

CXMETRICS_EXPORT table projection_table(const projection_table_options& options);
// A row for each age up to the last, and one in the related table.
CXMETRICS_EXPORT void append_projection(table& to, const std::vector<key_cell>& key, const renewals& of,
                                        std::size_t last, const projection_table_options& options);

}  // namespace detail

/// The share of customers who are there at each age, in per cent, by the shifted beta-geometric model; how many renew
/// then of those before; how many renewals are still to come of who has renewed so often; and beside them what was
/// seen. The key column is "age", in renewals. Where nobody was seen at an age `customers` is 0. The related table has
/// the mean lifetime and the parameters; notes say where it is infinite, and how far to trust the fit. Where nobody
/// came to a renewal there are no figures.
CXMETRICS_EXPORT table make_table(const renewals& of, const projection_table_options& options = {});

/// The same of groups, each with a model of its own. Throws `std::invalid_argument` where names and keys differ in
/// number.
template <class... Keys>
table make_table(const breakdown<renewals, Keys...>& by, const std::vector<std::string>& key_names,
                 const projection_table_options& options = {}) {
  table result = detail::projection_table(options);
  const std::size_t last = by.total().last() + options.ahead;
  for (const auto& cell : by) {
    std::vector<key_cell> key;
    detail::add_cells(key, cell.first);
    detail::append_projection(result, key, cell.second, last, options);
  }
  detail::set_keys(result, key_names, false);
  detail::set_keys(result.related.front(), key_names, false);
  return result;
}

}  // namespace cxmetrics

#endif
