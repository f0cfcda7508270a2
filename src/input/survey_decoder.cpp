// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/survey_decoder.hpp"
#include "input/text.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace cxmetrics::detail {
namespace {

constexpr std::uint32_t no_question = 0xffffffffu;
constexpr std::uint8_t rejected = 0xff;

std::optional<double> weight_in(std::string_view text) {
  text = trimmed(text);
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc{} || end != text.data() + text.size() || !(weight >= 0 && weight <= 0x1p32))
    return std::nullopt;
  return weight;
}

// Less than 0 where there has to be one and is not.
double weight_of(std::string_view text, std::uint8_t counted) {
  return weight_in(text).value_or(counted < as_missing ? -1 : 0);
}

}  // namespace

survey_decoder::survey_decoder(const std::vector<survey_question>& questions, const survey_columns& columns,
                               std::vector<std::string> key_columns)
    : columns_(columns),
      key_columns_(std::move(key_columns)),
      has_time_(!columns.time.empty()),
      has_weight_(!columns.weight.empty()),
      has_question_(!columns.question.empty()),
      keys_(key_columns_.size(), columns.period, columns.dates) {
  if (questions.empty()) throw_invalid_argument("no question to count the answers of");
  if (questions.size() > 1 && !has_question_) {
    throw_invalid_argument("several questions need a column that tells them apart");
  }
  for (const survey_question& question : questions) {
    names_.push_back(lower_case(question.name));
    if (std::count(names_.begin(), names_.end(), names_.back()) > 1) {
      throw_invalid_argument("two questions are called {}", {std::string_view(question.name)});
    }
    scores_.emplace_back(question.scale, score_options{.missing = columns.missing});
  }
  batch_.places.resize(keys_at + key_columns_.size());
}

std::vector<std::size_t> survey_decoder::find_columns(const row_header& header) const {
  std::vector<std::size_t> found{header.index_of(columns_.score)};
  for (const std::string& name : key_columns_) found.push_back(header.index_of(name));
  if (has_time_) found.push_back(header.index_of(columns_.time));
  if (has_weight_) found.push_back(header.index_of(columns_.weight));
  if (has_question_) found.push_back(header.index_of(columns_.question));
  return found;
}

const survey_batch& survey_decoder::read(const row_batch& rows, accounting& others) {
  const std::size_t size = rows.size();
  const std::size_t time_column = this->time_column();
  const std::size_t weight_column = this->weight_column();
  const std::size_t question_column = this->question_column();
  answer_numbers& questions = batch_.places[question_at];
  answer_numbers& periods = batch_.places[period_at];
  auto& counted = batch_.counted;
  auto& weights = batch_.weights;
  if (has_question_) {
    for (std::size_t at = 0; at < size; ++at) questions[at] = question_of(rows[at][question_column]);
  }
  for (std::size_t at = 0; at < size; ++at) counted[at] = score_of(questions[at], rows[at][0]);
  if (has_time_) {
    for (std::size_t at = 0; at < size; ++at) periods[at] = keys_.periods().of_text(rows[at][time_column]);
  }
  if (has_weight_) {
    for (std::size_t at = 0; at < size; ++at) weights[at] = weight_of(rows[at][weight_column], counted[at]);
  }

  // What can be counted moves up.
  std::array<std::uint8_t, row_batch::most> row_of;
  std::size_t used = 0;
  std::uint64_t left_out = 0;
  for (std::size_t at = 0; at < size; ++at) {
    if (counted[at] == rejected || periods[at] == no_period || (has_weight_ && weights[at] < 0)) {
      if (columns_.leave_out_others && questions[at] == no_question) {
        ++left_out;
      } else {
        reject(rows[at], others);
      }
      continue;
    }
    questions[used] = questions[at];
    periods[used] = periods[at];
    counted[used] = counted[at];
    if (has_weight_) weights[used] = weights[at];
    row_of[used++] = static_cast<std::uint8_t>(at);
  }
  if (left_out > 0) others.left_out["another " + columns_.question] += left_out;

  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    text_numbers& texts = keys_.texts(key);
    answer_numbers& numbers = batch_.places[keys_at + key];
    for (std::size_t at = 0; at < used; ++at) {
      numbers[at] = texts.number_of_field(rows[row_of[at]][first_key_column + key]);
    }
  }
  batch_.size = used;
  return batch_;
}

std::uint32_t survey_decoder::question_of(std::string_view name) {
  const std::uint32_t number = question_names_.number_of_field(name);
  return number < question_numbers_.size() ? question_numbers_[number] : number_question(name);
}

[[gnu::noinline]] std::uint32_t survey_decoder::number_question(std::string_view name) {
  const auto found = std::find(names_.begin(), names_.end(), lower_case(trimmed(name)));
  question_numbers_.push_back(found == names_.end() ? no_question
                                                    : static_cast<std::uint32_t>(found - names_.begin()));
  return question_numbers_.back();
}

// What a score is counted as, or rejected.
std::uint8_t survey_decoder::score_of(std::uint32_t question, std::string_view text) const {
  if (question == no_question) return rejected;
  const score_reading reading = scores_[question].read(text);
  if (reading.reason != nullptr) return rejected;
  return counted_as(reading, scores_[question].scale().low());
}

// For the first reason there is.
void survey_decoder::reject(const row_view& row, accounting& rejected) {
  const auto reject_for = [&](const std::string& column, std::string_view text, const char* reason) {
    rejected.reject({row.line(), column, excerpt(text), reason});
  };
  std::uint32_t question = 0;
  if (has_question_) {
    const std::string_view text = row[question_column()];
    question = question_of(text);
    if (question == no_question) {
      return reject_for(columns_.question, text, "not a question that is counted");
    }
  }
  const score_reading score = scores_[question].read(row[0]);
  if (score.reason != nullptr) return reject_for(columns_.score, row[0], score.reason);
  if (has_time_) {
    const std::string_view text = row[time_column()];
    if (keys_.periods().of_text(text) == no_period) {
      return reject_for(columns_.time, text, trimmed(text).empty() ? "no date" : "not a date");
    }
  }
  reject_for(columns_.weight, row[weight_column()], "not a weight");
}

}  // namespace cxmetrics::detail
