// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/merge_check.hpp"
#include "input/row_access.hpp"
#include "input/survey_decoder.hpp"
#include "input/survey_groups.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

namespace cxmetrics {
namespace {

using detail::answer_place;
using detail::survey_groups;

// Each column with keys once.
std::vector<std::string> key_columns_of(const survey_columns& columns) {
  std::vector<std::string> names;
  const auto add = [&names](const std::vector<std::string>& more) {
    for (const std::string& name : more) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  };
  add(columns.by);
  for (const auto& by : columns.also_by) add(by);
  return names;
}

const tally_counters& counters(const tally_counters& counted) {
  return counted;
}
const tally_counters& counters(const weighted_tally& counted) {
  return counted.unweighted().counters();
}

// Answers of weight 0, which count nowhere else.
std::uint64_t weightless(const tally_counters&) {
  return 0;
}
std::uint64_t weightless(const weighted_tally& counted) {
  return counted.weightless();
}

bool is_empty(const tally_counters& counted) {
  return counted == tally_counters{};
}
bool is_empty(const weighted_tally& counted) {
  return counted.unweighted().asked() == 0;
}

constexpr int as_nothing = -1;

// What was counted as the lowest score, counted at another place, or as missing.
tally_counters moved(const tally_counters& counted, int to) {
  tally_counters result = counted;
  const std::uint64_t answers = std::exchange(result.count[0], 0);
  (to == as_nothing ? result.missing : result.count[static_cast<std::size_t>(to)]) += answers;
  return result;
}
weighted_tally moved(const weighted_tally& counted, int to) {
  const weighted_counters before = counted.counters();
  weighted_counters result;
  result.answers = moved(before.answers, to);
  result.weightless = before.weightless;
  if (to != as_nothing) {
    result.weight[static_cast<std::size_t>(to)] = before.weight[0];
    result.square_weight[static_cast<std::size_t>(to)] = before.square_weight[0];
  }
  return {counted.scale(), result};
}

}  // namespace

// What is read is decoded, and counted by groups; results are made of these when they are asked for.
class survey_reader::state {
 public:
  state(std::vector<survey_question> questions, survey_columns columns)
      : questions_(std::move(questions)),
        columns_(std::move(columns)),
        decoder_(questions_, columns_, key_columns_of(columns_)) {
    const std::vector<std::string> keys = key_columns_of(columns_);
    const auto add_groups = [&](const std::vector<std::string>& names, bool by_period) {
      std::vector<std::size_t> by;
      if (by_period) by.push_back(detail::period_at);
      for (const std::string& name : names) {
        const auto key = std::find(keys.begin(), keys.end(), name) - keys.begin();
        by.push_back(detail::keys_at + static_cast<std::size_t>(key));
      }
      std::vector<std::size_t> of_open = by;
      if (!columns_.time.empty() && !by_period) of_open.push_back(detail::period_at);
      of_open.push_back(decoder_.word_at());
      groups_.emplace_back(questions_.size(), std::move(by));
      open_.emplace_back(questions_.size(), std::move(of_open));
    };
    add_groups(columns_.by, !columns_.time.empty());
    for (const auto& by : columns_.also_by) add_groups(by, false);
    if (counts_answers()) {
      add_groups({}, false);
      rows_at_ = groups_.size() - 1;
    }
  }

  std::vector<std::size_t> find_columns(const row_header& header) { return decoder_.find_columns(header); }

  void count(const row_batch& rows) {
    decoder_.read(rows, others_);
    for (survey_groups& groups : groups_) record(decoder_.answers(), groups);
    if (decoder_.open().size == 0) return;
    for (survey_groups& groups : open_) record(decoder_.open(), groups);
  }

  void reject(rejection why) { others_.reject(std::move(why)); }

  survey_breakdown answers(std::size_t question, std::size_t breakdown) const {
    const survey_groups& groups = groups_of(question, breakdown);
    const scale scale = questions_[question].scale;
    survey_breakdown result{tally{scale}};
    each(breakdown, [&](const answer_place& place, const auto& counted) {
      if (place[detail::question_at] == question)
        result[decoder_.keys().key_of(place, groups.by())] += tally{scale, counters(counted)};
    });
    return result;
  }

  weighted_survey_breakdown weighted_answers(std::size_t question, std::size_t breakdown) const {
    const survey_groups& groups = groups_of(question, breakdown);
    if (columns_.weight.empty()) detail::throw_invalid_argument("no column of weights was named");
    weighted_survey_breakdown result{weighted_tally{questions_[question].scale}};
    each(breakdown, [&](const answer_place& place, const auto& counted) {
      if constexpr (std::is_same_v<decltype(counted), const weighted_tally&>) {
        if (place[detail::question_at] == question)
          result[decoder_.keys().key_of(place, groups.by())] += counted;
      }
    });
    return result;
  }

  std::optional<day> as_of() const { return decoder_.keys().as_of(); }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = others_;
    for (rejection& why : decoder_.unreadable()) result.reject(std::move(why));
    std::uint64_t rows = 0;
    std::uint64_t of_weight_0 = 0;
    for (const auto* groups : {&groups_[rows_at_], &open_[rows_at_]}) {
      groups->each([&](const answer_place& place, const auto& counted) {
        rows += of(place, counted).asked();
        of_weight_0 += weightless(counted);
      });
    }
    if (of_weight_0 > 0) result.left_out["weight 0"] += of_weight_0;
    each(rows_at_, [&](const answer_place& place, const auto& counted) {
      const tally all = of(place, counted);
      result.answered += all.answered();
      result.missing += all.missing();
      result.off_scale += all.off_scale();
    });
    std::uint64_t later = 0;
    each_later([&](const answer_place& place, const auto& counted) { later += of(place, counted).asked(); });
    if (later > 0) result.left_out[decoder_.later_than_known()] += later;
    result.rejected = others_.rejected + rows - result.used() - later;
    decoder_.texts().list(result);
    decoder_.signs().list(result);
    result.differing_by_case = differing_by_case();
    return result;
  }

  void add(const state& other) {
    require_same_parameters(other);
    if (&other == this) return add(state(other));
    others_ += other.others_;
    const std::vector<std::uint32_t> texts = decoder_.add(other.decoder_);
    for (std::size_t breakdown = 0; breakdown < groups_.size(); ++breakdown) {
      survey_groups& groups = groups_[breakdown];
      other.groups_[breakdown].each([&](const answer_place& theirs, const auto& counted) {
        groups.add(decoder_.keys().place_of(theirs, other.decoder_.keys(), groups.by()), counted);
      });
      survey_groups& open = open_[breakdown];
      const std::vector<std::size_t> keys{open.by().begin(), open.by().end() - 1};
      other.open_[breakdown].each([&](const answer_place& theirs, const auto& counted) {
        answer_place place = decoder_.keys().place_of(theirs, other.decoder_.keys(), keys);
        place[decoder_.word_at()] = texts[theirs[decoder_.word_at()]];
        open.add(place, counted);
      });
    }
  }

 private:
  void record(const detail::survey_batch& read, survey_groups& into) {
    const std::span counted = std::span{read.counted}.first(read.size);
    if (counts_answers() && &into != &groups_[rows_at_] && &into != &open_[rows_at_]) {
      record_times(read, into);
    } else if (columns_.weight.empty()) {
      into.record(read.places, counted);
    } else {
      into.record(read.places, counted, std::span{read.weights}.first(read.size), questions_);
    }
  }

  bool counts_answers() const { return !columns_.count.empty() || !columns_.counts.empty(); }

  void record_times(const detail::survey_batch& read, survey_groups& into) {
    std::array<std::uint8_t, row_batch::most> counted = read.counted;
    for (std::size_t column = 0; column < read.times.size(); ++column) {
      if (decoder_.has_counts_of_scores()) {
        const int score = columns_.counts[column].second;
        for (std::size_t at = 0; at < read.size; ++at) {
          const scale& scale = questions_[read.places[detail::question_at][at]].scale;
          counted[at] = static_cast<std::uint8_t>(scale.index_of(score));
        }
      }
      into.record(read.places, std::span{counted}.first(read.size),
                  std::span{read.times[column]}.first(read.size));
    }
  }

  template <class Counted>
  tally of(const answer_place& place, const Counted& counted) const {
    return {questions_[place[detail::question_at]].scale, counters(counted)};
  }

  // Calls visit(place, counted) for each group, those included whose words and dates are understood by now, and not
  // those in which all answers have weight 0.
  template <class Visit>
  void each(std::size_t breakdown, Visit visit) const {
    groups_[breakdown].each([&](const answer_place& place, const auto& counted) {
      if (!is_empty(counted)) visit(place, counted);
    });
    if (open_[breakdown].is_empty()) return;
    std::vector<detail::answer_texts::words> words;
    for (std::uint32_t question = 0; question < questions_.size(); ++question) {
      words.push_back(decoder_.texts().words_of(question));
    }
    open_[breakdown].each([&](const answer_place& place, const auto& counted) {
      if (is_empty(counted) || is_faulty(place) || is_later(place)) return;
      const std::uint32_t word = place[decoder_.word_at()];
      if (word == detail::answer_texts::no_text) return visit(place, counted);
      const auto& read = words[place[detail::question_at]];
      if (!read.readable) return;
      const scale scale = questions_[place[detail::question_at]].scale;
      visit(place, moved(counted, read.scores[word] ? scale.index_of(*read.scores[word]) : as_nothing));
    });
  }

  // All breakdowns together.
  detail::texts_by_case differing_by_case() const {
    const std::vector<std::string> columns = key_columns_of(columns_);
    std::vector<std::vector<bool>> used(columns.size());
    for (std::size_t key = 0; key < columns.size(); ++key) used[key].resize(decoder_.keys().texts(key).end());
    for (std::size_t breakdown = 0; breakdown < groups_.size(); ++breakdown) {
      each(breakdown, [&](const answer_place& place, const auto&) {
        for (const std::size_t part : groups_[breakdown].by()) {
          if (part >= detail::keys_at) used[part - detail::keys_at][place[part]] = true;
        }
      });
    }
    detail::texts_by_case all;
    for (std::size_t key = 0; key < columns.size(); ++key) {
      for (std::uint32_t text = 0; text < used[key].size(); ++text) {
        if (used[key][text]) detail::add_by_case(all, columns[key], decoder_.keys().texts(key).text(text));
      }
    }
    detail::keep_different(all);
    return all;
  }

  // The groups whose day is later than any that is known, as the others of the column say.
  template <class Visit>
  void each_later(Visit visit) const {
    open_[rows_at_].each([&](const answer_place& place, const auto& counted) {
      if (!is_faulty(place) && is_later(place)) visit(place, counted);
    });
  }

  bool is_faulty(const answer_place& place) const {
    if (columns_.time.empty()) return false;
    const detail::period_numbers& periods = decoder_.keys().periods();
    return periods.forms().fault(periods.of_number(place[detail::period_at]).form) != nullptr;
  }
  bool is_later(const answer_place& place) const {
    const detail::period_numbers& periods = decoder_.keys().periods();
    return !columns_.time.empty() && periods.is_later(periods.of_number(place[detail::period_at]));
  }

  void require_same_parameters(const state& other) const {
    const detail::merge_check check("readers of answers");
    check.same("names of questions", decoder_.names(), other.decoder_.names());
    const bool same_scales =
        std::equal(questions_.begin(), questions_.end(), other.questions_.begin(), other.questions_.end(),
                   [](const survey_question& one, const survey_question& two) {
                     return one.scale == two.scale && one.better == two.better;
                   });
    check.same("scales", same_scales, true);
    const survey_columns& one = columns_;
    const survey_columns& two = other.columns_;
    check.same("columns of scores", one.score, two.score);
    check.same("columns of questions", one.question, two.question);
    check.same("ways with other questions", one.leave_out_others, two.leave_out_others);
    check.same("columns to break down by", one.by, two.by);
    check.same("further breakdowns", one.also_by, two.also_by);
    check.same("columns of time", one.time, two.time);
    check.same("periods", one.period, two.period);
    check.same("forms of dates", one.dates.patterns, two.dates.patterns);
    check.same("time zones", one.dates.time_zone, two.dates.time_zone);
    check.same("offsets from UTC", one.dates.utc_offset, two.dates.utc_offset);
    check.same("codes for no answer", one.missing, two.missing);
    check.same("columns of weights", one.weight, two.weight);
    check.same("columns of counts", one.count, two.count);
    check.same("columns of counts", one.counts, two.counts);
    check.same("days up to which answers are known", one.as_of, two.as_of);
    check.same("parameters", one == two, true);
  }

  const survey_groups& groups_of(std::size_t question, std::size_t breakdown) const {
    if (question >= questions_.size()) {
      detail::throw_out_of_range("question {} of {}", {question, questions_.size()});
    }
    if (const std::size_t all = 1 + columns_.also_by.size(); breakdown >= all) {
      detail::throw_out_of_range("breakdown {} of {}", {breakdown, all});
    }
    return groups_[breakdown];
  }

  std::vector<survey_question> questions_;
  survey_columns columns_;
  detail::survey_decoder decoder_;
  std::vector<survey_groups> open_;    // the same of answers that only the others explain
  std::vector<survey_groups> groups_;  // of each breakdown, and of rows where these stand for many answers
  std::size_t rows_at_ = 0;            // where rows are counted
  cxmetrics::accounting others_;       // of the rows that are not in the groups
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

std::optional<day> survey_reader::as_of() const {
  return state_->as_of();
}

cxmetrics::accounting survey_reader::accounting() const {
  return state_->accounting();
}

survey_reader& survey_reader::operator+=(const survey_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
