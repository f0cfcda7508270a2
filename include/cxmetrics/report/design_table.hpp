// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_DESIGN_TABLE_HPP
#define CXMETRICS_REPORT_DESIGN_TABLE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/survey/design_of.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <tuple>
#include <vector>

namespace cxmetrics {

namespace detail {

using key_predicate = std::function<bool(const std::vector<key_cell>&)>;
// The domain of the answers whose key satisfies a predicate.
using domain_finder = std::function<design(const key_predicate&)>;

CXMETRICS_EXPORT table design_table(const metric& metric, const design& everybody,
                                    const domain_finder& domain_of, const std::vector<std::string>& key_names,
                                    const estimate_options& options);

}  // namespace detail

/// All answers of a sample survey together. Counts are of answers, whatever they weigh.
CXMETRICS_EXPORT table make_table(const metric& metric, const design& everybody,
                                  const estimate_options& options = {});

/// A sample survey by some parts of the key of its breakdown: `make_table<0, 1>(nps, design, {"market", "period"})`.
/// A row for each domain, the total, and the margins by each key alone. The rows are compared already, within the
/// design, as `mark_significance` compares others; it then only adjusts and marks. Answers without a period, where the
/// last part is an optional one, are a domain of their own, `no date`.
///
/// Throws what the estimates throw, and `std::invalid_argument` where names and keys differ in number and for a
/// population in the options: the design is told its own. Quadratic in the number of domains.
template <std::size_t... Parts, class... Keys>
requires(sizeof...(Parts) > 0) table
    make_table(const metric& metric, const keyed_design<Keys...>& everybody,
               const std::vector<std::string>& key_names, const estimate_options& options = {}) {
  using key_type = typename keyed_design<Keys...>::key_type;
  using last = std::tuple_element_t<std::array{Parts...}.back(), std::tuple<Keys...>>;
  constexpr bool lacks_time = detail::may_lack_time<last>;
  const auto domain_of = [&](const detail::key_predicate& belongs) -> design {
    return everybody.within([&](const key_type& key) {
      std::vector<key_cell> cells;
      if constexpr (sizeof...(Keys) == 1) {
        detail::add_cells(cells, key);
      } else {
        (detail::add_cells(cells, std::get<Parts>(key)), ...);
      }
      if (lacks_time && cells.size() + 1 == key_names.size())
        cells.emplace_back(std::string(detail::no_date));
      return belongs(cells);
    });
  };
  return detail::design_table(metric, everybody, domain_of, key_names, options);
}

}  // namespace cxmetrics

#endif
