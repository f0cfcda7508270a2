// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_STAGE_TABLE_HPP
#define CXMETRICS_REPORT_STAGE_TABLE_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/journey/stages.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

namespace detail {

CXMETRICS_EXPORT table stage_table(const estimate_options& options);
// Those of one group, and what is said of it; the related table has the purchase action and the brand advocacy ratio.
CXMETRICS_EXPORT void append_stages(table& to, const std::vector<key_cell>& key, const stage_list& list,
                                    const stage_chain& chain);
CXMETRICS_EXPORT void finish_stages(table& to, const std::vector<std::string>& key_names);

}  // namespace detail

/// What stages can be made of: `answer_sheets`, or a `tally` whose scores are the stages.
template <class State>
concept stage_state = requires(const stage_list& list, const State& state) {
  stages_of(list, state);
};

/// The stages of a journey: how many are at each, and which ratio that is to the stage before and to the first. The key
/// column is "stage", whose meaning is `column_meaning::question`: stages of the same people are not compared with one
/// another. A related table has the purchase action ratio and the brand advocacy ratio, as far as the list has
/// them; remarks tell the pattern, and where most are lost. Throws as `stages_of` does.
template <stage_state State>
table make_table(const stage_list& list, const State& people, const estimate_options& options = {}) {
  table result = detail::stage_table(options);
  detail::append_stages(result, {}, list, stages_of(list, people, options));
  detail::finish_stages(result, {});
  return result;
}

/// The same of groups, which are compared stage by stage where they are marked (`mark_significance`). Throws also
/// `std::invalid_argument` where names and keys differ in number.
template <stage_state State, class... Keys>
table make_table(const stage_list& list, const breakdown<State, Keys...>& by,
                 const std::vector<std::string>& key_names, const estimate_options& options = {}) {
  table result = detail::stage_table(options);
  for (const auto& cell : by) {
    const std::vector<key_cell> key = detail::cells_of(cell.first, key_names);
    detail::append_stages(result, key, list, stages_of(list, cell.second, options));
  }
  detail::finish_stages(result, key_names);
  return result;
}

}  // namespace cxmetrics

#endif
