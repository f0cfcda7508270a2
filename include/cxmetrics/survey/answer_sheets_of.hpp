// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_ANSWER_SHEETS_OF_HPP
#define CXMETRICS_SURVEY_ANSWER_SHEETS_OF_HPP

#include <cxmetrics/detail/project.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace cxmetrics {

namespace detail {
template <whole_number Score>
std::optional<int> answer_to(const scale& item, Score score) {
  return item.low() + item.index_of(static_cast<std::int64_t>(score));
}
template <whole_number Score>
std::optional<int> answer_to(const scale& item, const std::optional<Score>& score) {
  return score ? answer_to(item, *score) : std::nullopt;
}
}  // namespace detail

/// The sheets of a range of records, one for each person, with a projection to the answer to each question: a whole
/// number, or an optional one where nothing means "asked, no answer". Throws `std::out_of_range` for an answer off its
/// scale, and `std::invalid_argument` for another number of scales. O(n log n).
///
///     cx::answer_sheets_of({cx::one_to_five, cx::one_to_five}, people, &person::ease, &person::emotion)
template <detail::input_range Records, class... Answers>
requires(sizeof...(Answers) > 0 &&
         (detail::score_like<detail::projected_t<Records, Answers>> && ...)) answer_sheets
    answer_sheets_of(std::vector<scale> items, Records&& records, Answers... answers) {
  answer_sheets result{std::move(items)};
  std::vector<std::optional<int>> sheet;
  const auto end = detail::end_of(records);
  for (auto at = detail::begin_of(records); at != end; ++at) {
    auto&& record = *at;
    sheet.clear();
    const auto add = [&](const auto& answer) {
      const std::size_t item = sheet.size();
      // Too many answers are refused by `record`.
      sheet.push_back(item < result.items().size() ? detail::answer_to(result.items()[item], answer)
                                                   : std::nullopt);
    };
    (add(detail::project(answers, record)), ...);
    result.record(sheet);
  }
  return result;
}

}  // namespace cxmetrics

#endif
