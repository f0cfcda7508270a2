// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ANSWER_WORDS_HPP
#define CXMETRICS_INPUT_ANSWER_WORDS_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/scale.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {

/// How the words of a column are read as scores of a scale.
///
/// | scale | families |
/// |---|---|
/// | 5 points | satisfied, likely, agree, easy, each in English and Vietnamese: `Very satisfied`, `Satisfied`, `Neutral` or `Neither satisfied nor dissatisfied`, `Dissatisfied`, `Very dissatisfied`; `Rất hài lòng` …; and in English degrees of satisfied, likely and easy, from `Extremely satisfied` to `Not at all satisfied`, where one of those with `Not` is there |
/// | 7 points | the same with a step between, such as `Somewhat satisfied` |
/// | 0 to 10 | `Promoter`, `Passive`, `Detractor`: 10, 8 and 0, of which only the net score says anything |
/// | 2 points | `Yes`/`No`, `True`/`False`, `Good`/`Bad`, `Có`/`Không`, `Đúng`/`Sai`: the upper and the lower one |
///
/// `Don't know`, `Prefer not to say` and the like belong to every family and are missing, as is Zendesk's `Offered` to
/// good and bad. Capital letters, and spaces around and in a row, do not matter.
class answer_words {
 public:
  /// The reading that every word of a column fits, or nothing. A single reading is guessed only where it cannot be
  /// another: not for words of two families, not for two words of one score (`Satisfied` and `Somewhat satisfied` on 5
  /// points: the question had more of them), not for words of a question with 5 points on a scale of 7, not if no word
  /// has a score. Where low scores are better, only words of ease are known, and `Very easy` is the lowest score.
  CXMETRICS_EXPORT static std::optional<answer_words> of(const std::vector<std::string>& words, scale scale,
                                                         better better = better::high);

  /// The score of one of the words, nothing where it means no answer. Throws `std::out_of_range` for other words.
  CXMETRICS_EXPORT std::optional<int> score(std::string_view word) const;

 private:
  explicit answer_words(std::vector<std::pair<std::string, std::optional<int>>> scores)
      : scores_(std::move(scores)) {}

  std::vector<std::pair<std::string, std::optional<int>>> scores_;  // by folded word
};

}  // namespace cxmetrics

#endif
