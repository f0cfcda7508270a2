// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ANSWER_TEXTS_HPP
#define CXMETRICS_SRC_INPUT_ANSWER_TEXTS_HPP

#include "input/numbering.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/answer_words.hpp>
#include <cxmetrics/input/score.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// What the answers that are no plain numbers say: each different text is read once, and counted. Words wait until all
// texts of the column are known.
class answer_texts {
 public:
  // More different texts than that are no answers to choose from: words are rejected then.
  static constexpr std::size_t most_texts = 10'000;
  // No answer to choose from is longer.
  static constexpr std::size_t longest_text = 200;
  // The number of no text.
  static constexpr std::uint32_t no_text = 0;

  answer_texts(const std::vector<survey_question>& questions, const survey_columns& columns);

  // Says once the header is known whether commas are decimal.
  void set_decimal_comma(bool decimal_comma);

  const score_reader& scores(std::uint32_t question) const { return scores_[question]; }

  // The number of a text, or no_text where it is too long or one too many, and how it is read: as a word only if it has
  // a number.
  struct reading {
    std::uint32_t text = no_text;
    score_reading score;
  };
  reading read(std::uint32_t question, std::string_view text);

  // Counts a text that was read.
  void count(std::uint32_t question, std::uint32_t text) { ++known_[question][text].count; }

  // Adds what others have counted; where their texts have numbers here.
  std::vector<std::uint32_t> add(const answer_texts& others);

  // The words of a question as they can be read now, by their numbers: nothing where they are no scores.
  struct words {
    bool readable = false;
    std::vector<std::optional<int>> scores{};  // by the number of the text; nothing: missing
  };
  words words_of(std::uint32_t question) const;

  // Each text that was read, and how often, in the words of accounting.
  void list(accounting& into) const;

 private:
  struct known {
    score_reading score;
    std::uint64_t count = 0;
    bool is_read = false;
  };

  score_reading score_of(std::uint32_t question, std::string_view text) const;
  known& at(std::uint32_t question, std::uint32_t text);

  std::vector<survey_question> questions_;
  score_options options_;
  std::vector<score_reader> scores_;  // of each question
  text_numbers texts_;
  std::vector<std::vector<known>> known_;  // by question and number of the text
  bool too_many_ = false;
};

}  // namespace cxmetrics::detail

#endif
