// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "group_index.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/io/score.hpp>
#include <cxmetrics/io/survey_reader.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace cxmetrics {
namespace {

using detail::pair_numbers;
using detail::text_numbers;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if ('A' <= letter && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

constexpr std::uint32_t no_question = 0xffffffffu;

// The states of the groups that were met, by the number of the group; a number may also stand for the beginning of a
// key only, and then has none.
template <class Tally>
class group_states {
 public:
  Tally& of(std::uint32_t group, scale scale) {
    if (states_.size() <= group) {
      states_.resize(group + 1, Tally{scale});
      met_.resize(group + 1, false);
    }
    if (!met_[group]) {
      states_[group] = Tally{scale};
      met_[group] = true;
    }
    return states_[group];
  }

  template <class Visit>
  void each(Visit visit) const {
    for (std::uint32_t group = 0; group < states_.size(); ++group) {
      if (met_[group]) visit(group, states_[group]);
    }
  }

 private:
  std::vector<Tally> states_;
  std::vector<char> met_;
};

std::optional<double> weight_in(std::string_view text) {
  text = trimmed(text);
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc{} || end != text.data() + text.size() || !(weight >= 0 && weight <= 0x1p32))
    return std::nullopt;
  return weight;
}

void record(weighted_tally& into, const score_reading& score, sampling_weight weight) {
  if (score.what == score_reading::kind::score) {
    into.record(score.score, weight);
  } else if (score.what == score_reading::kind::missing) {
    into.record_missing();
  } else {
    into.record_off_scale();
  }
}

const tally& unweighted(const tally& counted) {
  return counted;
}
const tally& unweighted(const weighted_tally& counted) {
  return counted.unweighted();
}

}  // namespace

// Every key becomes a small number, every group a chain of pairs of them, every group a tally in one flat list; texts
// are compared once a row and stored once a file.
class survey_reader::state {
 public:
  state(std::vector<survey_question> questions, survey_columns columns)
      : questions_(std::move(questions)), columns_(std::move(columns)), dates_(columns_.dates) {
    if (questions_.empty()) detail::throw_invalid_argument("no question to count the answers of");
    if (questions_.size() > 1 && columns_.question.empty()) {
      detail::throw_invalid_argument("several questions need a column that tells them apart");
    }
    for (const survey_question& question : questions_) {
      names_.push_back(lower_case(question.name));
      if (std::count(names_.begin(), names_.end(), names_.back()) > 1) {
        detail::throw_invalid_argument("two questions are called {}", {std::string_view(question.name)});
      }
      scores_.emplace_back(question.scale, columns_.missing);
    }
    keys_.resize(columns_.by.size());
  }

  std::vector<std::size_t> find_columns(const csv_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.score)};
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    if (!columns_.time.empty()) found.push_back(header.index_of(columns_.time));
    if (!columns_.weight.empty()) found.push_back(header.index_of(columns_.weight));
    if (!columns_.question.empty()) found.push_back(header.index_of(columns_.question));
    return found;
  }

  void row(const csv_row& row) {
    std::uint32_t question = 0;
    if (!columns_.question.empty()) {
      const std::string_view name = row[row.size() - 1];
      question = question_of(name);
      if (question == no_question)
        return reject(row, columns_.question, name, "not a question that is counted");
    }
    const score_reading score = scores_[question].read(row[0]);
    if (score.what == score_reading::kind::rejected) return reject(row, columns_.score, row[0], score.reason);
    std::size_t next = 1 + keys_.size();
    std::uint32_t group = question;
    if (!columns_.time.empty()) {
      const std::string_view text = row[next++];
      const std::optional<day> day = dates_.read(text);
      if (!day) return reject(row, columns_.time, text, text.empty() ? "no date" : "not a date");
      group = groups_.number_of(group, period_of_day(*day)) + first_group();
    }
    std::optional<double> weight;
    if (!columns_.weight.empty()) {
      weight = weight_in(row[next]);
      if (!weight && score.what == score_reading::kind::score) {
        return reject(row, columns_.weight, row[next], "not a weight");
      }
    }
    for (std::size_t key = 0; key < keys_.size(); ++key) {
      group = groups_.number_of(group, keys_[key].number_of_field(row[1 + key])) + first_group();
    }
    const scale scale = questions_[question].scale;
    if (columns_.weight.empty()) {
      record(plain_.of(group, scale), score);
    } else {
      record(weighted_.of(group, scale), score, sampling_weight{weight.value_or(0)});
    }
  }

  void reject(rejection why) { rejected_.reject(std::move(why)); }

  survey_breakdown answers(std::size_t question) const {
    survey_breakdown result{tally{questions_[question].scale}};
    const auto add_to_result = [&](const group_key& group, const auto& counted) {
      if (group.question == question) result[{texts_of(group), period_of(group)}] += unweighted(counted);
    };
    each_group(plain_, add_to_result);
    each_group(weighted_, add_to_result);
    return result;
  }

  weighted_survey_breakdown weighted_answers(std::size_t question) const {
    if (columns_.weight.empty()) detail::throw_invalid_argument("no column of weights was named");
    weighted_survey_breakdown result{weighted_tally{questions_[question].scale}};
    each_group(weighted_, [&](const group_key& group, const weighted_tally& counted) {
      if (group.question == question) result[{texts_of(group), period_of(group)}] += counted;
    });
    return result;
  }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = rejected_;
    const auto add_to_result = [&](const group_key&, const auto& counted) {
      result.answered += counted.answered();
      result.missing += counted.missing();
      result.off_scale += counted.off_scale();
    };
    each_group(plain_, add_to_result);
    each_group(weighted_, add_to_result);
    return result;
  }

  void add(const state& other) {
    if (names_ != other.names_ || columns_.by != other.columns_.by || columns_.time != other.columns_.time ||
        columns_.period != other.columns_.period || columns_.weight != other.columns_.weight) {
      detail::throw_invalid_argument("readers of different questions or columns do not add up");
    }
    rejected_ += other.rejected_;
    other.each_group(other.plain_, [&](const group_key& group, const tally& counted) {
      plain_.of(same_group(group, other), counted.scale()) += counted;
    });
    other.each_group(other.weighted_, [&](const group_key& group, const weighted_tally& counted) {
      weighted_.of(same_group(group, other), counted.scale()) += counted;
    });
  }

  void require(std::size_t question) const {
    if (question >= questions_.size()) {
      detail::throw_out_of_range("question {} of {}", {question, questions_.size()});
    }
  }

 private:
  struct group_key {
    std::uint32_t question = 0;
    std::uint32_t period = 0;
    std::vector<std::uint32_t> keys{};
  };

  // Groups 0, 1, … are the questions themselves, the chains of pairs come after.
  std::uint32_t first_group() const { return static_cast<std::uint32_t>(questions_.size()); }

  std::uint32_t question_of(std::string_view name) {
    const std::uint32_t number = question_names_.number_of_field(name);
    if (number == question_numbers_.size()) {
      const auto found = std::find(names_.begin(), names_.end(), lower_case(trimmed(name)));
      question_numbers_.push_back(found == names_.end() ? no_question
                                                        : static_cast<std::uint32_t>(found - names_.begin()));
    }
    return question_numbers_[number];
  }

  // Days are told apart first, because to find the period of a day takes calendar arithmetic.
  std::uint32_t period_of_day(day day) {
    const auto since_1970 = static_cast<std::uint32_t>(day.time_since_epoch().count());
    const std::uint32_t number = days_.number_of(0, since_1970);
    if (number == period_of_day_.size())
      period_of_day_.push_back(number_of(cxmetrics::period_of(columns_.period, day)));
    return period_of_day_[number];
  }

  std::uint32_t number_of(const period& period) {
    const auto found = std::find(periods_.begin(), periods_.end(), period);
    if (found != periods_.end()) return static_cast<std::uint32_t>(found - periods_.begin());
    periods_.push_back(period);
    return static_cast<std::uint32_t>(periods_.size() - 1);
  }

  // The number that another reader's group has here.
  std::uint32_t same_group(const group_key& group, const state& other) {
    std::uint32_t mine = group.question;
    if (!columns_.time.empty()) {
      mine = groups_.number_of(mine, number_of(other.periods_[group.period])) + first_group();
    }
    for (std::size_t key = 0; key < keys_.size(); ++key) {
      const std::string& text = other.keys_[key].text(group.keys[key]);
      mine = groups_.number_of(mine, keys_[key].number_of(text)) + first_group();
    }
    return mine;
  }

  template <class Tally, class Visit>
  void each_group(const group_states<Tally>& states, Visit visit) const {
    states.each([&](std::uint32_t group, const Tally& counted) { visit(key_of(group), counted); });
  }

  group_key key_of(std::uint32_t group) const {
    group_key key;
    key.keys.resize(keys_.size());
    for (std::size_t index = keys_.size(); index-- > 0;) {
      const auto& pair = groups_.of(group - first_group());
      key.keys[index] = pair.other;
      group = pair.one;
    }
    if (!columns_.time.empty()) {
      const auto& pair = groups_.of(group - first_group());
      key.period = pair.other;
      group = pair.one;
    }
    key.question = group;
    return key;
  }

  std::vector<std::string> texts_of(const group_key& group) const {
    std::vector<std::string> texts;
    for (std::size_t key = 0; key < keys_.size(); ++key) texts.push_back(keys_[key].text(group.keys[key]));
    return texts;
  }

  std::optional<period> period_of(const group_key& group) const {
    if (columns_.time.empty()) return std::nullopt;
    return periods_[group.period];
  }

  void reject(const csv_row& row, const std::string& column, std::string_view text, const char* reason) {
    rejected_.reject({row.line(), column, std::string(text), reason});
  }

  std::vector<survey_question> questions_;
  survey_columns columns_;
  date_reader dates_;
  std::vector<std::string> names_;
  std::vector<score_reader> scores_;

  text_numbers question_names_;
  std::vector<std::uint32_t> question_numbers_;
  std::vector<text_numbers> keys_;
  pair_numbers days_;
  std::vector<std::uint32_t> period_of_day_;
  std::vector<period> periods_;
  pair_numbers groups_;
  group_states<tally> plain_;
  group_states<weighted_tally> weighted_;
  cxmetrics::accounting rejected_;
};

survey_reader::survey_reader(std::vector<survey_question> questions, survey_columns columns)
    : state_(std::make_unique<state>(std::move(questions), std::move(columns))) {}
survey_reader::~survey_reader() = default;
survey_reader::survey_reader(survey_reader&&) noexcept = default;
survey_reader& survey_reader::operator=(survey_reader&&) noexcept = default;

std::vector<std::size_t> survey_reader::columns(const csv_header& header) {
  return state_->find_columns(header);
}
void survey_reader::row(const csv_row& row) {
  state_->row(row);
}
void survey_reader::reject(rejection why) {
  state_->reject(std::move(why));
}

survey_breakdown survey_reader::answers(std::size_t question) const {
  state_->require(question);
  return state_->answers(question);
}

weighted_survey_breakdown survey_reader::weighted_answers(std::size_t question) const {
  state_->require(question);
  return state_->weighted_answers(question);
}

cxmetrics::accounting survey_reader::accounting() const {
  return state_->accounting();
}

survey_reader& survey_reader::operator+=(const survey_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
