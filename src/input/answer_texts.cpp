// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/answer_texts.hpp"
#include "input/number_text.hpp"
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <string>

namespace cxmetrics::detail {

answer_texts::answer_texts(const std::vector<survey_question>& questions, const survey_columns& columns)
    : questions_(questions),
      options_{.missing = columns.missing, .values = columns.values},
      known_(questions.size()) {
  texts_.number_of({});  // no_text
  set_decimal_comma(false);
}

void answer_texts::set_decimal_comma(bool decimal_comma) {
  options_.decimal_comma = decimal_comma;
  scores_.clear();
  for (const survey_question& question : questions_) scores_.emplace_back(question.scale, options_);
}

answer_texts::known& answer_texts::at(std::uint32_t question, std::uint32_t text) {
  std::vector<known>& all = known_[question];
  if (text >= all.size()) all.resize(text + std::size_t{1});
  return all[text];
}

answer_texts::reading answer_texts::read(std::uint32_t question, std::string_view text) {
  if (too_many_ || text.empty() || text.size() > longest_text) return {no_text, score_of(question, text)};
  const std::uint32_t number = texts_.number_of_field(text);
  known& here = at(question, number);
  if (!here.is_read) {
    here.score = score_of(question, text);
    here.is_read = true;
    too_many_ = texts_.size() > most_texts;
  }
  return {number, here.score};
}

score_reading answer_texts::score_of(std::uint32_t question, std::string_view text) const {
  const score_reading read = scores_[question].read(text);
  if (read.reason == nullptr || is_valid_utf8(text)) return read;
  return {score_reading::kind::rejected, 0, not_valid_utf8};
}

std::vector<std::uint32_t> answer_texts::add(const answer_texts& others) {
  std::vector<std::uint32_t> numbers(others.texts_.size());
  for (std::uint32_t theirs = 0; theirs < numbers.size(); ++theirs) {
    numbers[theirs] = texts_.number_of(others.texts_.text(theirs));
  }
  for (std::uint32_t question = 0; question < known_.size(); ++question) {
    const std::vector<known>& all = others.known_[question];
    for (std::uint32_t theirs = 0; theirs < all.size(); ++theirs) {
      if (!all[theirs].is_read) continue;
      known& here = at(question, numbers[theirs]);
      here.score = all[theirs].score;
      here.is_read = true;
      here.count += all[theirs].count;
    }
  }
  too_many_ = too_many_ || others.too_many_ || texts_.size() > most_texts;
  return numbers;
}

answer_texts::words answer_texts::words_of(std::uint32_t question) const {
  words result;
  if (too_many_) return result;
  const std::vector<known>& all = known_[question];
  std::vector<std::string> texts;
  for (std::uint32_t text = 0; text < all.size(); ++text) {
    if (all[text].count > 0 && all[text].score.what == score_reading::kind::word)
      texts.push_back(texts_.text(text));
  }
  const survey_question& asked = questions_[question];
  const auto found = answer_words::of(texts, asked.scale, asked.better);
  if (!found) return result;
  result.readable = true;
  result.scores.resize(all.size());
  for (std::uint32_t text = 0; text < all.size(); ++text) {
    if (all[text].count > 0 && all[text].score.what == score_reading::kind::word)
      result.scores[text] = found->score(texts_.text(text));
  }
  return result;
}

void answer_texts::list(accounting& into) const {
  using kind = score_reading::kind;
  if (too_many_) return;
  for (std::uint32_t question = 0; question < known_.size(); ++question) {
    const words words = words_of(question);
    const std::vector<known>& all = known_[question];
    for (std::uint32_t number = 0; number < all.size(); ++number) {
      const auto& [score, count, is_read] = all[number];
      const std::string& text = texts_.text(number);
      const std::string_view trimmed = trimmed_of_any_space(text);
      const bool says_itself =
          score.what != kind::missing && whole_number_of(trimmed, options_.decimal_comma).is();
      if (count == 0 || trimmed.empty() || says_itself) continue;
      std::optional<int> read;
      if (score.what == kind::word) {
        if (!words.readable) continue;
        read = words.scores[number];
      } else if (score.what == kind::score) {
        read = score.score;
      }
      const std::string as = read                            ? std::to_string(*read)
                             : score.what == kind::off_scale ? "off scale"
                                                             : "missing";
      into.readings[{text, as}] += count;
    }
  }
}

}  // namespace cxmetrics::detail
