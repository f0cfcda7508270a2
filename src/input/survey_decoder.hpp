// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_SURVEY_DECODER_HPP
#define CXMETRICS_SRC_INPUT_SURVEY_DECODER_HPP

#include "input/answer_texts.hpp"
#include "input/sign_counts.hpp"
#include "input/survey_keys.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/input/score.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Answers of a batch: to what they belong, what each is counted as, and its weight.
struct survey_batch {
  std::size_t size = 0;
  answer_places places;
  std::array<std::uint8_t, row_batch::most> counted;
  std::array<double, row_batch::most> weights;
  // How many answers each row stands for, by the columns of such counts; none where each is one.
  std::vector<std::array<std::uint64_t, row_batch::most>> times;
};

// Makes numbers of what rows say. Texts are compared once a row and stored once a file. Rows are taken some at a time
// and column by column, so that what is done with one need not wait for another.
class survey_decoder {
 public:
  // Throws std::invalid_argument for questions that cannot be told apart. The keys have a number for each of the key
  // columns, which are all different.
  survey_decoder(const std::vector<survey_question>& questions, const survey_columns& columns,
                 std::vector<std::string> key_columns);

  std::vector<std::size_t> find_columns(const row_header& header);

  // Reads the answers of a batch; the others are rejected or left out.
  void read(const row_batch& rows, accounting& others);
  // Those that can be counted.
  const survey_batch& answers() const { return batch_; }
  // Those with a date or a word that only the other rows explain. Their places have one part more, word_at(), for the
  // number of the word; an answer that is a word is counted as the lowest score until it is known.
  const survey_batch& open() const { return open_; }
  std::size_t word_at() const { return keys_at + key_columns_.size(); }
  const answer_texts& texts() const { return texts_; }
  // What stood for nothing in rows that were used, beside their answers.
  const sign_counts& signs() const { return signs_; }
  // Whether rows have no scores, but columns of counts for each score.
  bool has_counts_of_scores() const { return !columns_.counts.empty(); }

  // Adds what others know about texts and dates; gives the numbers that their texts have here.
  std::vector<std::uint32_t> add(const survey_decoder& others);
  // The first open rows that cannot be used, as things stand, and why.
  std::vector<rejection> unreadable() const;

  // Why rows are left out whose day is later than any that is known.
  std::string later_than_known() const;

  survey_keys& keys() { return keys_; }
  const survey_keys& keys() const { return keys_; }
  // What rows call the questions, in lower case.
  const std::vector<std::string>& names() const { return names_; }

 private:
  std::uint32_t question_of(std::string_view name);
  std::uint32_t number_question(std::string_view name);
  std::uint8_t score_of(std::uint32_t question, std::string_view text, std::size_t at);
  std::uint8_t score_of_text(std::uint32_t question, std::string_view text, std::size_t at);
  std::uint64_t times_of(std::string_view text) const;
  bool has_all_times(const row_view& row, std::size_t at);
  void count_signs(const row_view& row, std::size_t at);
  double weight_of(std::string_view text, std::uint8_t& counted) const;
  void set_aside(const row_view& row, std::size_t at);
  void number_keys(const row_batch& rows);
  bool has_valid_keys(std::size_t at) const;
  bool all_count(std::size_t size) const;
  void move_up(std::size_t from, std::size_t to);
  void reject(const row_view& row, accounting& into);

  // Where a row has what, after the score.
  static constexpr std::size_t first_key_column = 1;
  std::size_t time_column() const { return first_key_column + key_columns_.size(); }
  std::size_t weight_column() const { return time_column() + (has_time_ ? 1 : 0); }
  std::size_t question_column() const { return weight_column() + (has_weight_ ? 1 : 0); }
  std::size_t times_column() const { return question_column() + (has_question_ ? 1 : 0); }

  survey_columns columns_;
  std::vector<std::string> key_columns_;
  std::vector<std::string> times_columns_;
  bool has_time_;
  bool has_weight_;
  bool has_question_;
  std::vector<std::string> names_;
  missing_signs missing_;
  bool decimal_comma_ = false;
  answer_texts texts_;
  text_numbers question_names_;
  // What 0 to 99 are counted as, which nearly all scores are, of each question; rejected where that is looked up.
  std::vector<std::uint8_t> counted_numbers_;
  survey_keys keys_;
  sign_counts signs_;
  survey_batch batch_;  // these are kept for their memory
  survey_batch open_;
  std::array<std::uint32_t, row_batch::most> noted_;  // the numbers of texts that are no plain numbers
  std::array<std::uint32_t, row_batch::most> words_;  // those of words
  bool any_noted_ = false;
  bool any_key_not_valid_ = false;
  // The first open rows of each question and of each form of dates.
  std::vector<accounting> rows_with_words_;
  std::map<date_form, accounting> rows_with_dates_;
};

}  // namespace cxmetrics::detail

#endif
