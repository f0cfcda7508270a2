// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/group_index.hpp"
#include "input/iso_date.hpp"
#include "input/row_access.hpp"
#include "input/survey_groups.hpp"
#include "input/text.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/score.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <system_error>
#include <type_traits>
#include <utility>

namespace cxmetrics {
namespace {

using detail::answer_numbers;
using detail::answer_place;
using detail::answer_places;
using detail::lower_case;
using detail::survey_groups;
using detail::text_numbers;
using detail::trimmed;

constexpr std::uint32_t no_question = 0xffffffffu;
constexpr std::uint32_t no_period = 0xffffffffu;
constexpr std::uint8_t rejected = 0xff;

std::optional<double> weight_in(std::string_view text) {
  text = trimmed(text);
  double weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc{} || end != text.data() + text.size() || !(weight >= 0 && weight <= 0x1p32))
    return std::nullopt;
  return weight;
}

// The numbers of the periods of days that were met lately, each by 64 bits that tell it from others: to find the period
// of a day takes calendar arithmetic.
class recent_days {
 public:
  struct known {
    std::uint64_t bits = 0xffff'ffff'ffff'ffffu;  // none
    std::uint32_t period = no_period;
  };
  known& at(std::size_t place) { return days_[place % size]; }

 private:
  static constexpr std::size_t size = 2048;
  std::vector<known> days_ = std::vector<known>(size);
};

}  // namespace

// Every key becomes a small number and every row a place among the groups of each breakdown; texts are compared once a
// row and stored once a file. Rows are taken some at a time and column by column, so that what is done with one need not
// wait for another.
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
    const auto add_groups = [this](const std::vector<std::string>& names, bool by_period) {
      std::vector<std::size_t> by;
      if (by_period) by.push_back(detail::period_at);
      for (const std::string& name : names) by.push_back(detail::keys_at + key_column(name));
      groups_.emplace_back(questions_.size(), std::move(by));
    };
    add_groups(columns_.by, !columns_.time.empty());
    for (const auto& by : columns_.also_by) add_groups(by, false);
    texts_.resize(key_columns_.size());
    places_.resize(detail::keys_at + texts_.size());
  }

  std::vector<std::size_t> find_columns(const row_header& header) const {
    std::vector<std::size_t> found{header.index_of(columns_.score)};
    for (const std::string& name : key_columns_) found.push_back(header.index_of(name));
    if (has_time_) found.push_back(header.index_of(columns_.time));
    if (has_weight_) found.push_back(header.index_of(columns_.weight));
    if (has_question_) found.push_back(header.index_of(columns_.question));
    return found;
  }

  void count(const row_batch& rows) {
    const std::size_t size = rows.size();
    const std::size_t time_column = this->time_column();
    const std::size_t weight_column = this->weight_column();
    const std::size_t question_column = this->question_column();
    answer_numbers& questions = places_[detail::question_at];
    answer_numbers& periods = places_[detail::period_at];
    std::array<std::uint8_t, row_batch::most> counted;
    std::array<double, row_batch::most> weights;
    if (has_question_) {
      for (std::size_t at = 0; at < size; ++at) questions[at] = question_of(rows[at][question_column]);
    }
    for (std::size_t at = 0; at < size; ++at) counted[at] = score_of(questions[at], rows[at][0]);
    if (has_time_) {
      for (std::size_t at = 0; at < size; ++at) periods[at] = period_of(rows[at][time_column]);
    }
    if (has_weight_) {
      for (std::size_t at = 0; at < size; ++at) weights[at] = weight_of(rows[at][weight_column], counted[at]);
    }

    // What can be counted moves up.
    std::array<std::uint8_t, row_batch::most> row_of;
    std::size_t used = 0;
    for (std::size_t at = 0; at < size; ++at) {
      if (counted[at] == rejected || periods[at] == no_period || (has_weight_ && weights[at] < 0)) {
        reject(rows[at]);
        continue;
      }
      questions[used] = questions[at];
      periods[used] = periods[at];
      counted[used] = counted[at];
      if (has_weight_) weights[used] = weights[at];
      row_of[used++] = static_cast<std::uint8_t>(at);
    }

    for (std::size_t key = 0; key < texts_.size(); ++key) {
      text_numbers& texts = texts_[key];
      answer_numbers& numbers = places_[detail::keys_at + key];
      for (std::size_t at = 0; at < used; ++at) {
        numbers[at] = texts.number_of_field(rows[row_of[at]][first_key_column + key]);
      }
    }
    for (survey_groups& groups : groups_) {
      if (has_weight_) {
        groups.record(places_, std::span{counted}.first(used), std::span{weights}.first(used), questions_);
      } else {
        groups.record(places_, std::span{counted}.first(used));
      }
    }
  }

  void reject(rejection why) { rejected_.reject(std::move(why)); }

  survey_breakdown answers(std::size_t question, std::size_t breakdown) const {
    const survey_groups& groups = groups_of(question, breakdown);
    const scale scale = questions_[question].scale;
    survey_breakdown result{tally{scale}};
    groups.each([&](const answer_place& place, const auto& counted) {
      if (place[detail::question_at] == question)
        result[key_of(place, groups)] += tally{scale, counters(counted)};
    });
    return result;
  }

  weighted_survey_breakdown weighted_answers(std::size_t question, std::size_t breakdown) const {
    const survey_groups& groups = groups_of(question, breakdown);
    if (columns_.weight.empty()) detail::throw_invalid_argument("no column of weights was named");
    weighted_survey_breakdown result{weighted_tally{questions_[question].scale}};
    groups.each([&](const answer_place& place, const auto& counted) {
      if constexpr (std::is_same_v<decltype(counted), const weighted_tally&>) {
        if (place[detail::question_at] == question) result[key_of(place, groups)] += counted;
      }
    });
    return result;
  }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = rejected_;
    groups_.front().each([&](const answer_place& place, const auto& counted) {
      const tally all{questions_[place[detail::question_at]].scale, counters(counted)};
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
      other.groups_[breakdown].each([&](const answer_place& theirs, const auto& counted) {
        answer_place place = theirs;
        for (const std::size_t part : groups.by()) {
          place[part] = part == detail::period_at
                            ? number_of(other.periods_[theirs[part]])
                            : texts_of(part).number_of(other.texts_of(part).text(theirs[part]));
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
    if (number == question_numbers_.size()) add_question(name);
    return question_numbers_[number];
  }

  [[gnu::noinline]] void add_question(std::string_view name) {
    const auto found = std::find(names_.begin(), names_.end(), lower_case(trimmed(name)));
    question_numbers_.push_back(found == names_.end() ? no_question
                                                      : static_cast<std::uint32_t>(found - names_.begin()));
  }

  // Where a row has what, after the score.
  static constexpr std::size_t first_key_column = 1;
  std::size_t time_column() const { return first_key_column + texts_.size(); }
  std::size_t weight_column() const { return time_column() + (has_time_ ? 1 : 0); }
  std::size_t question_column() const { return weight_column() + (has_weight_ ? 1 : 0); }

  // What a score is counted as, or rejected.
  std::uint8_t score_of(std::uint32_t question, std::string_view text) const {
    if (question == no_question) return rejected;
    const score_reading reading = scores_[question].read(text);
    if (reading.what == score_reading::kind::rejected) return rejected;
    return detail::counted_as(reading, scores_[question].scale().low());
  }

  // Less than 0 where there has to be one and is not.
  static double weight_of(std::string_view text, std::uint8_t counted) {
    return weight_in(text).value_or(counted < detail::as_missing ? -1 : 0);
  }

  // The period of a day as it is written, or no_period.
  std::uint32_t period_of(std::string_view text) {
    if (is_plain_date(text)) {
      const detail::three_numbers date{text.data() + 2, '-'};
      const auto& known = recent_texts_.at(place_of(date));
      if (known.bits == date.bits()) return known.period;
    }
    return period_of_any(text);
  }

  // Whether a text, if it is a date, is told from others by the eight bytes after its first two.
  bool is_plain_date(std::string_view text) const {
    return plain_dates_ && detail::is_plain_iso(text) && text.starts_with("20");
  }

  // A place of its own for each day of four years.
  static std::size_t place_of(const detail::three_numbers& date) {
    return static_cast<std::size_t>(date.third() | date.second() << 5 | date.first() << 9);
  }

  [[gnu::noinline]] std::uint32_t period_of_any(std::string_view text) {
    const std::optional<day> day = dates_.read(text);
    if (!day) return no_period;
    const auto date = static_cast<std::uint32_t>(day->time_since_epoch().count());
    auto& known = recent_days_.at(date);
    if (known.bits != date) known = {date, number_of(cxmetrics::period_of(columns_.period, *day))};
    if (is_plain_date(text)) {
      const detail::three_numbers written{text.data() + 2, '-'};
      recent_texts_.at(place_of(written)) = {written.bits(), known.period};
    }
    return known.period;
  }

  std::uint32_t number_of(const period& period) {
    const auto [at, is_new] =
        number_of_period_.try_emplace(period, static_cast<std::uint32_t>(periods_.size()));
    if (is_new) periods_.push_back(period);
    return at->second;
  }

  survey_breakdown::key_type key_of(const answer_place& place, const survey_groups& groups) const {
    std::vector<std::string> texts;
    std::optional<period> period;
    for (const std::size_t part : groups.by()) {
      if (part == detail::period_at) {
        period = periods_[place[part]];
      } else {
        texts.push_back(texts_of(part).text(place[part]));
      }
    }
    return {std::move(texts), period};
  }

  // Those of a part of places.
  text_numbers& texts_of(std::size_t part) { return texts_[part - detail::keys_at]; }
  const text_numbers& texts_of(std::size_t part) const { return texts_[part - detail::keys_at]; }

  // For the first reason there is.
  void reject(const row_view& row) {
    const auto reject_for = [&](const std::string& column, std::string_view text, const char* reason) {
      rejected_.reject({row.line(), column, detail::excerpt(text), reason});
    };
    std::uint32_t question = 0;
    if (has_question_) {
      const std::string_view text = row[question_column()];
      question = question_of(text);
      if (question == no_question)
        return reject_for(columns_.question, text, "not a question that is counted");
    }
    const score_reading score = scores_[question].read(row[0]);
    if (score.what == score_reading::kind::rejected) return reject_for(columns_.score, row[0], score.reason);
    if (has_time_) {
      const std::string_view text = row[time_column()];
      if (period_of(text) == no_period)
        return reject_for(columns_.time, text, text.empty() ? "no date" : "not a date");
    }
    reject_for(columns_.weight, row[weight_column()], "not a weight");
  }

  std::vector<survey_question> questions_;
  survey_columns columns_;
  bool has_time_ = !columns_.time.empty();
  bool has_weight_ = !columns_.weight.empty();
  bool has_question_ = !columns_.question.empty();
  bool plain_dates_ = columns_.dates.pattern.empty() && columns_.dates.utc_offset == std::chrono::minutes{0};
  date_reader dates_;
  std::vector<std::string> names_;
  std::vector<score_reader> scores_;

  text_numbers question_names_;
  std::vector<std::uint32_t> question_numbers_;
  std::vector<std::string> key_columns_;
  std::vector<text_numbers> texts_;  // of each key column
  recent_days recent_days_;          // by their numbers
  recent_days recent_texts_;         // by what is written after the 20 of their years
  std::vector<period> periods_;
  std::map<period, std::uint32_t> number_of_period_;
  std::vector<survey_groups> groups_;  // of each breakdown
  answer_places places_;               // of the rows that are being read; kept for their memory
  cxmetrics::accounting rejected_;
};

survey_reader::survey_reader(std::vector<survey_question> questions, survey_columns columns)
    : state_(std::make_unique<state>(std::move(questions), std::move(columns))) {}
survey_reader::~survey_reader() = default;
survey_reader::survey_reader(survey_reader&&) noexcept = default;
survey_reader& survey_reader::operator=(survey_reader&&) noexcept = default;

std::vector<std::size_t> survey_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}
void survey_reader::row(const row_view& row) {
  state_->count(detail::row_access::batch(row));
}
void survey_reader::rows(const row_batch& rows) {
  state_->count(rows);
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
