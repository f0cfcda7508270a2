// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ANSWER_TEXT_HPP
#define CXMETRICS_INPUT_ANSWER_TEXT_HPP

#include <cxmetrics/export.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace cxmetrics {

/// A number that a text gives as an answer, and the highest possible one where the text says that too.
struct numbered_answer {
  std::int64_t number = 0;
  std::optional<std::int64_t> out_of{};

  friend bool operator==(const numbered_answer&, const numbered_answer&) = default;
};

/// The number in an answer that does not consist of it alone, or nothing.
///
/// | text | number |
/// |---|---|
/// | `10 - extremely likely`, `5. Strongly agree`, `5 (very satisfied)`, `(5) Very satisfied`, `Very satisfied (5)` | 10, 5, 5, 5, 5 |
/// | `4/5`, `8 out of 10`, `8 of 10` | 4 out of 5, 8 out of 10, 8 out of 10 |
/// | `★★★★☆`, `*****`, `⭐⭐`, `5 stars`, `4 ★` | 4 out of 5, 5, 2, 5, 4 |
/// | `A5`, `AO05`, as LimeSurvey codes them | 5 |
/// | `'10` and `="9"`, as Excel writes numbers that are to stay text | 10, 9 |
/// | full-width digits, no-break spaces around | the number |
///
/// A number that is followed by another one, such as `3-4` or `5 or 6`, is no answer. Linear in the text.
CXMETRICS_EXPORT std::optional<numbered_answer> numbered_answer_in(std::string_view text);

}  // namespace cxmetrics

#endif
