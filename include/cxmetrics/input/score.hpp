// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_SCORE_HPP
#define CXMETRICS_INPUT_SCORE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/scale.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// What a text says where a score is expected.
struct score_reading {
  enum class kind {
    score,      ///< a score of the scale
    missing,    ///< nothing, or a code for "no answer"
    off_scale,  ///< a whole number that is no score of the scale
    rejected    ///< anything else
  };

  kind what = kind::missing;
  int score = 0;                 ///< the score, if it is one
  const char* reason = nullptr;  ///< why it was rejected, if it was; text that lives for ever

  friend bool operator==(const score_reading&, const score_reading&) = default;
};

/// Reads scores from text.
///
/// Whole numbers are scores: `9`, ` 9 `, `9.0`, `+9`, `-1`. `9.5`, `9,0` and `eleven` are rejected; nothing
/// but spaces is missing. A missing code wins over the scale: with code 0 on 0 to 10, a 0 is missing.
class score_reader {
 public:
  /// Missing codes are given as they would be typed. A whole number stands for itself in any way of writing
  /// (`11` for ` 11` and `11.0`), anything else for this very text, spaces around it aside (`Blank`, `NA`).
  CXMETRICS_EXPORT explicit score_reader(cxmetrics::scale scale,
                                         const std::vector<std::string>& missing = {});

  /// Does not allocate. Linear in the text and the number of missing codes.
  CXMETRICS_EXPORT score_reading read(std::string_view text) const noexcept;

  const cxmetrics::scale& scale() const noexcept { return scale_; }

 private:
  score_reading read_any(std::string_view text) const noexcept;

  cxmetrics::scale scale_;
  std::array<score_reading, 100> of_two_digits_;  // what each number of one or two digits says
  std::vector<std::int64_t> missing_numbers_;
  std::vector<std::string> missing_texts_;
};

/// Counts what was read in a tally of the same scale. False, and nothing counted, if it was rejected.
CXMETRICS_EXPORT bool record(tally& into, const score_reading& reading);

}  // namespace cxmetrics

#endif
