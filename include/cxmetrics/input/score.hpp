// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_SCORE_HPP
#define CXMETRICS_INPUT_SCORE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/survey/scale.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {

/// What a text says where a score is expected.
struct score_reading {
  enum class kind {
    score,      ///< a score of the scale
    missing,    ///< nothing, or a sign for "no answer"
    off_scale,  ///< a whole number that is no score of the scale
    word,       ///< words, which only the other words of the column can explain (`answer_words`)
    rejected    ///< anything else
  };

  kind what = kind::missing;
  int score = 0;  ///< the score, if it is one
  const char* reason =
      nullptr;  ///< why it is no score, if it is a word or rejected; text that lives for ever

  friend bool operator==(const score_reading&, const score_reading&) = default;
};

/// How scores are written.
struct score_options {
  std::vector<std::string> missing{};  ///< more signs for "no answer", as `missing_signs` takes them
  std::vector<std::pair<std::string, int>> values{};  ///< texts that stand for a score, capital letters aside
  bool decimal_comma = false;                         ///< `9,0` is 9
};

/// Reads scores from text.
///
/// Whole numbers are scores: `9`, ` 9 `, `9.0`, `+9`, `-1`; so are declared texts, and those that `numbered_answer_in`
/// reads, such as `10 - extremely likely` and `4/5`, where the scale ends at 5. `9.5` is rejected. The signs of
/// `missing_signs` are missing. A declared sign wins over the scale: with code 0 on 0 to 10, a 0 is missing.
class score_reader {
 public:
  /// Throws `std::invalid_argument` for a text that is to stand for a score off the scale, or for two scores.
  CXMETRICS_EXPORT explicit score_reader(cxmetrics::scale scale, const score_options& options = {});

  /// Does not allocate for numbers and missing signs. Linear in the text and the number of declared texts.
  CXMETRICS_EXPORT score_reading read(std::string_view text) const;

  const cxmetrics::scale& scale() const noexcept { return scale_; }

 private:
  score_reading read_any(std::string_view text) const;
  score_reading on_scale(std::int64_t score) const;

  cxmetrics::scale scale_;
  bool decimal_comma_;
  std::array<score_reading, 100> of_two_digits_;  // what each number of one or two digits says
  missing_signs missing_;
  std::vector<std::pair<std::string, int>> values_;  // by folded text
};

/// Counts what was read in a tally of the same scale. False, and nothing counted, if it was a word or rejected.
CXMETRICS_EXPORT bool record(tally& into, const score_reading& reading);

}  // namespace cxmetrics

#endif
