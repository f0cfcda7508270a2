// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "io/group_index.hpp"
#include "io/survey_groups.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/io/score.hpp>
#include <cxmetrics/io/survey_reader.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>
#include <type_traits>
#include <utility>

namespace cxmetrics {
namespace {

using detail::answer_place;
using detail::survey_groups;
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

std::optional<double> weight_in(std::string_view text) {
  text = trimmed(text);
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc{} || end != text.data() + text.size() || !(weight >= 0 && weight <= 0x1p32))
    return std::nullopt;
  return weight;
}

// The periods of days that were met lately; to find the period of a day takes calendar arithmetic.
class recent_days {
 public:
  // The number that was kept for the day, to be set where it has none.
  std::optional<std::uint32_t>& of(day day) {
    auto& [known, number] = days_[static_cast<std::uint64_t>(day.time_since_epoch().count()) % size];
    if (known != day) {
      known = day;
      number.reset();
    }
    return number;
  }

 private:
  static constexpr std::size_t size = 1024;
  std::vector<std::pair<day, std::optional<std::uint32_t>>> days_{size};
};

}  // namespace

// Every key becomes a small number and every row a place among the groups of each breakdown; texts are compared once a
// row and stored once a file.
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
    const auto add_groups = [this](const std::vector<std::string>& by, bool by_period) {
      std::vector<std::size_t> keys;
      for (const std::string& name : by) keys.push_back(key_column(name));
      groups_.emplace_back(questions_.size(), by_period, std::move(keys));
    };
    add_groups(columns_.by, !columns_.time.empty());
    for (const auto& by : columns_.also_by) add_groups(by, false);
    texts_.resize(key_columns_.size());
    place_.keys.resize(key_columns_.size());
  }

  std::vector<std::size_t> find_columns(const csv_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.score)};
    for (const std::string& name : key_columns_) found.push_back(header.index_of(name));
    if (!columns_.time.empty()) found.push_back(header.index_of(columns_.time));
    if (!columns_.weight.empty()) found.push_back(header.index_of(columns_.weight));
    if (!columns_.question.empty()) found.push_back(header.index_of(columns_.question));
    return found;
  }

  void row(const csv_row& row) {
    if (!columns_.question.empty()) {
      const std::string_view name = row[row.size() - 1];
      place_.question = question_of(name);
      if (place_.question == no_question)
        return reject(row, columns_.question, name, "not a question that is counted");
    }
    const score_reading score = scores_[place_.question].read(row[0]);
    if (score.what == score_reading::kind::rejected) return reject(row, columns_.score, row[0], score.reason);
    std::size_t next = 1 + texts_.size();
    if (!columns_.time.empty()) {
      const std::string_view text = row[next++];
      const std::optional<day> day = dates_.read(text);
      if (!day) return reject(row, columns_.time, text, text.empty() ? "no date" : "not a date");
      place_.period = period_of_day(*day);
    }
    std::optional<double> weight;
    if (!columns_.weight.empty()) {
      weight = weight_in(row[next]);
      if (!weight && score.what == score_reading::kind::score) {
        return reject(row, columns_.weight, row[next], "not a weight");
      }
    }
    for (std::size_t key = 0; key < texts_.size(); ++key) {
      place_.keys[key] = texts_[key].number_of_field(row[1 + key]);
    }
    const scale scale = questions_[place_.question].scale;
    for (survey_groups& groups : groups_) {
      if (columns_.weight.empty()) {
        groups.record(place_, score, scale);
      } else {
        groups.record(place_, score, scale, sampling_weight{weight.value_or(0)});
      }
    }
  }

  void reject(rejection why) { rejected_.reject(std::move(why)); }

  survey_breakdown answers(std::size_t question, std::size_t breakdown) const {
    const survey_groups& groups = groups_of(question, breakdown);
    const scale scale = questions_[question].scale;
    survey_breakdown result{tally{scale}};
    groups.each([&](const answer_place& place, const auto& counted) {
      if (place.question == question) result[key_of(place, groups)] += tally{scale, counters(counted)};
    });
    return result;
  }

  weighted_survey_breakdown weighted_answers(std::size_t question, std::size_t breakdown) const {
    const survey_groups& groups = groups_of(question, breakdown);
    if (columns_.weight.empty()) detail::throw_invalid_argument("no column of weights was named");
    weighted_survey_breakdown result{weighted_tally{questions_[question].scale}};
    groups.each([&](const answer_place& place, const auto& counted) {
      if constexpr (std::is_same_v<decltype(counted), const weighted_tally&>) {
        if (place.question == question) result[key_of(place, groups)] += counted;
      }
    });
    return result;
  }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = rejected_;
    groups_.front().each([&](const answer_place& place, const auto& counted) {
      const tally all{questions_[place.question].scale, counters(counted)};
      result.answered += all.answered();
      result.missing += all.missing();
      result.off_scale += all.off_scale();
    });
    return result;
  }

  void add(const state& other) {
    const bool same_scales = std::ranges::equal(questions_, other.questions_, {}, &survey_question::scale,
                                                &survey_question::scale);
    if (names_ != other.names_ || !same_scales || columns_.by != other.columns_.by ||
        columns_.time != other.columns_.time || columns_.period != other.columns_.period ||
        columns_.also_by != other.columns_.also_by || columns_.weight != other.columns_.weight) {
      detail::throw_invalid_argument("readers of different questions or columns do not add up");
    }
    rejected_ += other.rejected_;
    for (std::size_t breakdown = 0; breakdown < groups_.size(); ++breakdown) {
      survey_groups& groups = groups_[breakdown];
      other.groups_[breakdown].each([&](answer_place place, const auto& counted) {
        if (groups.by_period()) place.period = number_of(other.periods_[place.period]);
        for (const std::size_t key : groups.keys()) {
          place.keys[key] = texts_[key].number_of(other.texts_[key].text(place.keys[key]));
        }
        groups.add(place, counted);
      });
    }
  }

 private:
  static const tally_counters& counters(const tally_counters& counted) { return counted; }
  static const tally_counters& counters(const weighted_tally& counted) {
    return counted.unweighted().counters();
  }

  const survey_groups& groups_of(std::size_t question, std::size_t breakdown) const {
    if (question >= questions_.size()) {
      detail::throw_out_of_range("question {} of {}", {question, questions_.size()});
    }
    if (breakdown >= groups_.size()) {
      detail::throw_out_of_range("breakdown {} of {}", {breakdown, groups_.size()});
    }
    return groups_[breakdown];
  }

  // The place of a column among those with keys, each of which is read once.
  std::size_t key_column(const std::string& name) {
    const auto place = static_cast<std::size_t>(std::find(key_columns_.begin(), key_columns_.end(), name) -
                                                key_columns_.begin());
    if (place == key_columns_.size()) key_columns_.push_back(name);
    return place;
  }

  std::uint32_t question_of(std::string_view name) {
    const std::uint32_t number = question_names_.number_of_field(name);
    if (number == question_numbers_.size()) {
      const auto found = std::find(names_.begin(), names_.end(), lower_case(trimmed(name)));
      question_numbers_.push_back(found == names_.end() ? no_question
                                                        : static_cast<std::uint32_t>(found - names_.begin()));
    }
    return question_numbers_[number];
  }

  std::uint32_t period_of_day(day day) {
    std::optional<std::uint32_t>& number = recent_days_.of(day);
    if (!number) number = number_of(cxmetrics::period_of(columns_.period, day));
    return *number;
  }

  std::uint32_t number_of(const period& period) {
    const auto [at, is_new] =
        number_of_period_.try_emplace(period, static_cast<std::uint32_t>(periods_.size()));
    if (is_new) periods_.push_back(period);
    return at->second;
  }

  survey_breakdown::key_type key_of(const answer_place& place, const survey_groups& groups) const {
    std::vector<std::string> texts;
    for (const std::size_t key : groups.keys()) texts.push_back(texts_[key].text(place.keys[key]));
    return {std::move(texts), groups.by_period() ? std::optional{periods_[place.period]} : std::nullopt};
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
  std::vector<std::string> key_columns_;
  std::vector<text_numbers> texts_;  // of each key column
  recent_days recent_days_;
  std::vector<period> periods_;
  std::map<period, std::uint32_t> number_of_period_;
  std::vector<survey_groups> groups_;  // of each breakdown
  answer_place place_;                 // of the row that is read; kept for its memory
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

survey_breakdown survey_reader::answers(std::size_t question, std::size_t breakdown) const {
  return state_->answers(question, breakdown);
}

weighted_survey_breakdown survey_reader::weighted_answers(std::size_t question, std::size_t breakdown) const {
  return state_->weighted_answers(question, breakdown);
}

cxmetrics::accounting survey_reader::accounting() const {
  return state_->accounting();
}

survey_reader& survey_reader::operator+=(const survey_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
