// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_DESIGN_OF_RESPONDENTS_HPP
#define CXMETRICS_SURVEY_DESIGN_OF_RESPONDENTS_HPP

#include <cxmetrics/survey/break_down.hpp>
#include <cxmetrics/survey/design_of.hpp>

#include <cstddef>
#include <utility>

namespace cxmetrics {

/// The design of answers of which one person may have given several: people are the clusters. Records, a projection to
/// the score (or `weighted`), one to the respondent, and one for each further part of the key:
///
///     const auto design = design_of_respondents(zero_to_ten, answers, &answer::score, &answer::customer, &answer::month);
///     compare(nps, design.only<0>(march), design.only<0>(april))
///
/// The respondent is the last part of the key. Several answers of a person count as answers, and as one person in the
/// uncertainty. Two domains are compared with the covariance of those who are in both, who are so compared with
/// themselves, and together with those who are in one only; if everybody is in both once, that is the paired t test of
/// `compare(metric, paired_tally)`. Who they are has to be known: people without a name are one person. Throws what
/// `break_down` throws. Memory and time grow with the number of people.
template <detail::input_range Range, class What, class Who, class... Keys>
auto design_of_respondents(scale scale, Range&& records, What&& what, Who&& who, Keys&&... keys) {
  return design_of(break_down(scale, std::forward<Range>(records), std::forward<What>(what),
                              std::forward<Keys>(keys)..., std::forward<Who>(who)))
      .template clusters<sizeof...(Keys)>();
}

}  // namespace cxmetrics

#endif
