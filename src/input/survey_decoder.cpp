// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/number_text.hpp"
#include "input/plain_text.hpp"
#include "input/survey_decoder.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace cxmetrics::detail {
namespace {

constexpr std::uint32_t no_question = 0xffffffffu;
constexpr std::uint8_t rejected = 0xff;
constexpr std::uint64_t no_count = 0xffff'ffff'ffff'ffffu;
constexpr std::uint64_t nothing = no_count - 1;
constexpr std::int64_t most_answers = 1'000'000'000'000'000;  // of a row, so that sums stay within 64 bits

std::optional<double> weight_in(std::string_view text, bool decimal_comma) {
  text = trimmed_of_any_space(text);
  const std::size_t comma = decimal_comma ? text.find(',') : std::string_view::npos;
  if (comma != std::string_view::npos) {
    std::string with_point{text};
    with_point[comma] = '.';
    return weight_in(with_point, false);
  }
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc{} || end != text.data() + text.size() || !(weight >= 0 && weight <= 0x1p32))
    return std::nullopt;
  return weight;
}

// The first rows of a list, which are met in their order.
void keep(accounting& list, const row_view& row, const std::string& column, std::string_view text) {
  const auto& kept = list.rejections();
  if (kept.size() == accounting::kept_rejections && kept.back().line < row.line()) return;
  list.reject({row.line(), column, excerpt(text), {}});
}

}  // namespace

survey_decoder::survey_decoder(const std::vector<survey_question>& questions, const survey_columns& columns,
                               std::vector<std::string> key_columns)
    : columns_(columns),
      key_columns_(std::move(key_columns)),
      has_time_(!columns.time.empty()),
      has_weight_(!columns.weight.empty()),
      has_question_(!columns.question.empty()),
      missing_(columns.missing),
      texts_(questions, columns),
      keys_(key_columns_.size(), columns),
      rows_with_words_(questions.size()) {
  if (questions.empty()) throw_invalid_argument("no question to count the answers of");
  if (questions.size() > 1 && !has_question_) {
    throw_invalid_argument("several questions need a column that tells them apart");
  }
  for (const survey_question& question : questions) {
    names_.push_back(lower_case(question.name));
    if (std::count(names_.begin(), names_.end(), names_.back()) > 1) {
      throw_invalid_argument("two questions are called {}", {std::string_view(question.name)});
    }
  }
  if (!columns.count.empty()) times_columns_.push_back(columns.count);
  for (const auto& [column, score] : columns.counts) {
    times_columns_.push_back(column);
    for (const survey_question& question : questions) {
      if (!question.scale.contains(score)) throw_invalid_argument("{} is no score of the scale", {score});
    }
  }
  if (!times_columns_.empty() && has_weight_) {
    throw_invalid_argument("rows have weights or stand for many answers, not both");
  }
  if (!columns.count.empty() && has_counts_of_scores()) {
    throw_invalid_argument("rows have one column of counts or one for each score, not both");
  }
  for (std::uint32_t question = 0; question < questions.size(); ++question) {
    for (std::size_t number = 0; number < two_digit_numbers; ++number) {
      const score_reading score = texts_.scores(question).read(std::to_string(number));
      const bool is_plain =
          score.what == score_reading::kind::score || score.what == score_reading::kind::off_scale;
      counted_numbers_.push_back(is_plain ? counted_as(score, questions[question].scale.low()) : rejected);
    }
  }
  batch_.times.resize(times_columns_.size());
  open_.times.resize(times_columns_.size());
  batch_.places.resize(word_at());
  open_.places.resize(word_at() + 1);
}

std::vector<std::size_t> survey_decoder::find_columns(const row_header& header) {
  decimal_comma_ = header.decimal_comma();
  texts_.set_decimal_comma(decimal_comma_);
  std::vector<std::size_t> found{
      header.index_of(has_counts_of_scores() ? times_columns_[0] : columns_.score)};
  for (const std::string& name : key_columns_) found.push_back(header.index_of(name));
  if (has_time_) found.push_back(header.index_of(columns_.time));
  if (has_weight_) found.push_back(header.index_of(columns_.weight));
  if (has_question_) found.push_back(header.index_of(columns_.question));
  for (const std::string& name : times_columns_) found.push_back(header.index_of(name));
  return found;
}

[[gnu::always_inline]] inline std::uint32_t survey_decoder::question_of(std::string_view name) {
  const std::uint32_t question = question_names_.meaning_of_field(name);
  return question != text_numbers::unsettled ? question : number_question(name);
}

// What a score is counted as, or rejected.
[[gnu::always_inline]] inline std::uint8_t survey_decoder::score_of(std::uint32_t question,
                                                                    std::string_view text, std::size_t at) {
  if (question == no_question) return rejected;
  const std::size_t number = number_of_digits(text);
  if (number < two_digit_numbers) {
    const std::uint8_t counted = counted_numbers_[question * two_digit_numbers + number];
    if (counted != rejected) return counted;
  }
  return text.empty() ? as_missing : score_of_text(question, text, at);
}

void survey_decoder::read(const row_batch& rows, accounting& others) {
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
  any_noted_ = false;
  if (has_counts_of_scores()) {
    for (std::size_t at = 0; at < size; ++at) counted[at] = questions[at] == no_question ? rejected : 0;
  } else {
    for (std::size_t at = 0; at < size; ++at) counted[at] = score_of(questions[at], rows[at][0], at);
  }
  const std::uint64_t dates_before = keys_.periods().signs();
  if (has_time_) {
    for (std::size_t at = 0; at < size; ++at) periods[at] = keys_.periods().of_text(rows[at][time_column]);
  }
  if (has_weight_) {
    for (std::size_t at = 0; at < size; ++at) weights[at] = weight_of(rows[at][weight_column], counted[at]);
  }

  number_keys(rows);
  const bool has_times = !times_columns_.empty();

  open_.size = 0;
  const bool may_be_open = any_noted_ || (has_time_ && keys_.periods().any_open());
  const bool no_dates = keys_.periods().signs() != dates_before;
  if (!may_be_open && !no_dates && !any_key_not_valid_ && !has_weight_ && !has_times && all_count(size)) {
    batch_.size = size;
    return;
  }

  // What can be counted moves up.
  std::size_t used = 0;
  std::uint64_t left_out = 0;
  std::uint64_t later = 0;
  for (std::size_t at = 0; at < size; ++at) {
    if (counted[at] == rejected || periods[at] == no_period || (has_weight_ && weights[at] < 0) ||
        (any_key_not_valid_ && !has_valid_keys(at)) || (has_times && !has_all_times(rows[at], at))) {
      if (columns_.leave_out_others && questions[at] == no_question) {
        ++left_out;
      } else {
        reject(rows[at], others);
      }
      continue;
    }
    if (has_time_ && periods[at] == later_period) {
      ++later;
      continue;
    }
    if (any_noted_ && noted_[at] != answer_texts::no_text) texts_.count(questions[at], noted_[at]);
    if (no_dates || has_weight_ || has_times) count_signs(rows[at], at);
    if (may_be_open) {
      const bool open_date = has_time_ && keys_.periods().of_number(periods[at]).form != date_form::plain;
      if (open_date || (any_noted_ && words_[at] != answer_texts::no_text)) {
        set_aside(rows[at], at);
        continue;
      }
    }
    if (used != at) move_up(at, used);
    ++used;
  }
  batch_.size = used;
  if (left_out > 0) others.left_out["another " + columns_.question] += left_out;
  if (later > 0) others.left_out[later_than_known()] += later;
}

// Whether each row has a score and a period. Most batches are like this, and without branches it takes hardly any time.
bool survey_decoder::all_count(std::size_t size) const {
  const answer_numbers& periods = batch_.places[period_at];
  std::uint8_t highest = 0;
  std::uint32_t last = 0;
  for (std::size_t at = 0; at < size; ++at) highest = std::max(highest, batch_.counted[at]);
  for (std::size_t at = 0; at < size; ++at) last = std::max(last, periods[at]);
  return highest < rejected && last < std::min(later_period, no_period);
}

void survey_decoder::move_up(std::size_t from, std::size_t to) {
  for (std::size_t part = 0; part < word_at(); ++part) batch_.places[part][to] = batch_.places[part][from];
  batch_.counted[to] = batch_.counted[from];
  if (has_weight_) batch_.weights[to] = batch_.weights[from];
  for (auto& times : batch_.times) times[to] = times[from];
}

void survey_decoder::number_keys(const row_batch& rows) {
  std::uint32_t all = 0;
  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    key_texts& texts = keys_.texts(key);
    answer_numbers& numbers = batch_.places[keys_at + key];
    for (std::size_t at = 0; at < rows.size(); ++at) {
      numbers[at] = texts.number_of_field(rows[at][first_key_column + key]);
      all = std::max(all, numbers[at]);
    }
  }
  any_key_not_valid_ = all == key_texts::not_valid;
}

bool survey_decoder::has_valid_keys(std::size_t at) const {
  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    if (batch_.places[keys_at + key][at] == key_texts::not_valid) return false;
  }
  return true;
}

// Moves an answer to the open ones.
void survey_decoder::set_aside(const row_view& row, std::size_t at) {
  const std::size_t to = open_.size++;
  const std::uint32_t question = batch_.places[question_at][at];
  const std::uint32_t period = batch_.places[period_at][at];
  const std::uint32_t word = any_noted_ ? words_[at] : answer_texts::no_text;
  open_.places[question_at][to] = question;
  open_.places[period_at][to] = period;
  for (std::size_t part = keys_at; part < word_at(); ++part) open_.places[part][to] = batch_.places[part][at];
  open_.places[word_at()][to] = word;
  open_.counted[to] = batch_.counted[at];
  if (has_weight_) open_.weights[to] = batch_.weights[at];
  for (std::size_t column = 0; column < times_columns_.size(); ++column) {
    open_.times[column][to] = batch_.times[column][at];
  }
  if (word != answer_texts::no_text) keep(rows_with_words_[question], row, columns_.score, row[0]);
  if (!has_time_) return;
  const date_form form = keys_.periods().of_number(period).form;
  if (form != date_form::plain) keep(rows_with_dates_[form], row, columns_.time, row[time_column()]);
}

std::string survey_decoder::later_than_known() const {
  return columns_.as_of ? "after " + to_string(*columns_.as_of) : "";
}

std::vector<std::uint32_t> survey_decoder::add(const survey_decoder& others) {
  for (std::size_t question = 0; question < rows_with_words_.size(); ++question) {
    rows_with_words_[question] += others.rows_with_words_[question];
  }
  for (const auto& [form, rows] : others.rows_with_dates_) rows_with_dates_[form] += rows;
  keys_.periods().add_days(others.keys_.periods());
  signs_ += others.signs_;
  return texts_.add(others.texts_);
}

std::vector<rejection> survey_decoder::unreadable() const {
  std::map<std::uint64_t, rejection> by_line;
  const auto add = [&by_line](const accounting& rows, const char* reason) {
    for (rejection why : rows.rejections()) {
      why.reason = reason;
      by_line.try_emplace(why.line, std::move(why));
    }
  };
  for (std::uint32_t question = 0; question < rows_with_words_.size(); ++question) {
    if (!texts_.words_of(question).readable) add(rows_with_words_[question], "not a number");
  }
  for (const auto& [form, rows] : rows_with_dates_) {
    if (const char* const fault = keys_.periods().forms().fault(form)) add(rows, fault);
  }
  std::vector<rejection> result;
  for (const auto& [line, why] : by_line) result.push_back(why);
  return result;
}

[[gnu::noinline]] std::uint32_t survey_decoder::number_question(std::string_view name) {
  const auto found = std::find(names_.begin(), names_.end(), lower_case(trimmed(name)));
  const auto question =
      found == names_.end() ? no_question : static_cast<std::uint32_t>(found - names_.begin());
  question_names_.settle(name, question);
  return question;
}

[[gnu::noinline]] std::uint8_t survey_decoder::score_of_text(std::uint32_t question, std::string_view text,
                                                             std::size_t at) {
  if (!any_noted_) {
    noted_.fill(answer_texts::no_text);
    words_.fill(answer_texts::no_text);
    any_noted_ = true;
  }
  const auto [number, score] = texts_.read(question, text);
  if (score.what == score_reading::kind::word) {
    if (number == answer_texts::no_text) return rejected;
    noted_[at] = words_[at] = number;
    return 0;
  }
  if (score.reason != nullptr) return rejected;
  noted_[at] = number;
  return counted_as(score, texts_.scores(question).scale().low());
}

std::uint64_t survey_decoder::times_of(std::string_view text) const {
  if (missing_.contains(text)) return nothing;
  const number_text number = count_of(trimmed_of_any_space(text), decimal_comma_);
  if (number.is() && number.value >= 0 && number.value <= most_answers) {
    return static_cast<std::uint64_t>(number.value);
  }
  return no_count;
}

// Reads them for a row. Nothing in a column of one score says that nobody gave it; otherwise, an answer of which nobody
// knows for how many it stands is one that is missing.
bool survey_decoder::has_all_times(const row_view& row, std::size_t at) {
  bool all = true;
  for (std::size_t column = 0; column < times_columns_.size(); ++column) {
    std::uint64_t& times = batch_.times[column][at];
    times = times_of(row[times_column() + column]);
    all = all && times != no_count;
    if (times != nothing) continue;
    times = has_counts_of_scores() ? 0 : 1;
    if (!has_counts_of_scores()) batch_.counted[at] = as_missing;
  }
  return all;
}

// Counts what stands for nothing beside the answer of a row.
void survey_decoder::count_signs(const row_view& row, std::size_t at) {
  const auto look_at = [&](const std::string& name, std::string_view text) {
    if (missing_.contains(text)) signs_.count(name, text);
  };
  if (has_time_ && keys_.periods().is_none(batch_.places[period_at][at]))
    look_at(columns_.time, row[time_column()]);
  if (has_weight_ && batch_.counted[at] == as_missing) look_at(columns_.weight, row[weight_column()]);
  for (std::size_t column = 0; column < times_columns_.size(); ++column) {
    const bool may_be =
        has_counts_of_scores() ? batch_.times[column][at] == 0 : batch_.counted[at] == as_missing;
    if (may_be) look_at(times_columns_[column], row[times_column() + column]);
  }
}

// Less than 0 where there has to be one and is not. An answer of which nobody knows whom it stands for is missing.
double survey_decoder::weight_of(std::string_view text, std::uint8_t& counted) const {
  if (const auto weight = weight_in(text, decimal_comma_)) return *weight;
  if (counted >= as_missing) return 0;
  if (!missing_.contains(text)) return -1;
  counted = as_missing;
  return 0;
}

// For the first reason there is.
void survey_decoder::reject(const row_view& row, accounting& into) {
  const auto reject_for = [&](const std::string& column, std::string_view text, const char* reason) {
    into.reject({row.line(), column, excerpt(text), reason});
  };
  std::uint32_t question = 0;
  if (has_question_) {
    const std::string_view text = row[question_column()];
    question = question_of(text);
    if (question == no_question) {
      return reject_for(columns_.question, text, "not a question that is counted");
    }
  }
  if (!has_counts_of_scores()) {
    const auto [number, score] = texts_.read(question, row[0]);
    const bool may_be_read = score.what == score_reading::kind::word && number != answer_texts::no_text;
    if (score.reason != nullptr && !may_be_read) return reject_for(columns_.score, row[0], score.reason);
  }
  if (has_time_) {
    const std::string_view text = row[time_column()];
    if (keys_.periods().of_text(text) == no_period) {
      return reject_for(columns_.time, text, keys_.periods().fault_of(text));
    }
  }
  for (std::size_t key = 0; key < key_columns_.size(); ++key) {
    const std::string_view text = row[first_key_column + key];
    if (keys_.texts(key).number_of_field(text) == key_texts::not_valid) {
      return reject_for(key_columns_[key], text, not_valid_utf8);
    }
  }
  for (std::size_t column = 0; column < times_columns_.size(); ++column) {
    const std::string_view text = row[times_column() + column];
    if (times_of(text) == no_count) return reject_for(times_columns_[column], text, "not a count of answers");
  }
  reject_for(columns_.weight, row[weight_column()], "not a weight");
}

}  // namespace cxmetrics::detail
