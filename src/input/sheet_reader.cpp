// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/answer_texts.hpp"
#include "input/number_text.hpp"
#include "input/plain_text.hpp"
#include "input/sign_counts.hpp"
#include "input/survey_groups.hpp"
#include "input/survey_keys.hpp"
#include "input/text.hpp"

#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/sheet_reader.hpp>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

using detail::answer_texts;
using kind = score_reading::kind;

// What an answer is counted as until all words of its column are known: the place of a score, one of these, or the
// number of a word behind `first_word`.
constexpr std::uint32_t as_missing = 0x100;
constexpr std::uint32_t as_off_scale = 0x101;
constexpr std::uint32_t first_word = 0x200;

constexpr std::uint64_t most_seconds = 1'000'000'000'000;
constexpr std::int64_t most_people = 1'000'000'000'000'000;  // of a row, so that sums stay within 64 bits

// How the columns of keys and of time are read.
survey_columns reading_of(const sheet_columns& columns) {
  survey_columns reading;
  reading.missing = columns.missing;
  reading.period = columns.period;
  reading.dates = columns.dates;
  reading.forms = columns.forms;
  reading.as_of = columns.as_of;
  reading.as_of_last_day = columns.as_of_last_day;
  reading.known_from = columns.known_from;
  return reading;
}

answer_texts texts_of(const sheet_item& item, const sheet_columns& columns) {
  survey_columns reading;
  reading.missing = columns.missing;
  for (const auto& value : columns.values) {
    if (item.scale.contains(value.second)) reading.values.push_back(value);
  }
  return {{{item.column, item.scale, item.better}}, reading};
}

// Numbers between colons are hours, minutes and seconds, or minutes and seconds. Nothing where the text is no such time.
std::optional<std::uint64_t> seconds_in(std::string_view text, bool decimal_comma) {
  text = detail::trimmed_of_any_space(text);
  std::uint64_t seconds = 0;
  for (int parts = 1; parts <= 3; ++parts) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    const std::string_view part = text.substr(0, colon);
    const bool last = colon == text.size();
    if (part.empty() || !detail::is_digit(part.front()) || (parts > 1 && part.size() < 2))
      return std::nullopt;
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc{} || number > most_seconds) return std::nullopt;
    std::string_view rest = part.substr(static_cast<std::size_t>(end - part.data()));
    if (last && !rest.empty() && (rest.front() == '.' || (decimal_comma && rest.front() == ','))) {
      rest.remove_prefix(1);
      if (!rest.empty() && std::all_of(rest.begin(), rest.end(), detail::is_digit)) rest = {};
    }
    if (!rest.empty() || (parts > 1 && number > 59)) return std::nullopt;
    seconds = 60 * seconds + number;
    if (last) return seconds;
    text.remove_prefix(colon + 1);
  }
  return std::nullopt;
}

// The first rows of a list, which are met in their order.
void keep(accounting& list, const row_view& row, const std::string& column, std::string_view text,
          const char* reason) {
  const auto& kept = list.rejections();
  if (kept.size() == accounting::kept_rejections && kept.back().line < row.line()) return;
  list.reject({row.line(), column, detail::excerpt(text), reason});
}

}  // namespace

// Equal rows are counted together: where they belong, as `survey_keys` has it, then what each answer is counted as.
class sheet_reader::state {
 public:
  explicit state(sheet_columns columns)
      : columns_(std::move(columns)),
        missing_(columns_.missing),
        keys_(columns_.by.size(), reading_of(columns_)),
        with_words_(columns_.items.size()) {
    if (!columns_.time.empty()) by_.push_back(detail::period_at);
    for (std::size_t key = 0; key < columns_.by.size(); ++key) by_.push_back(detail::keys_at + key);
    if (columns_.items.empty()) detail::throw_invalid_argument("no question to count the answers of");
    for (const sheet_item& item : columns_.items) {
      const auto is_same = [&](const sheet_item& other) { return other.column == item.column; };
      if (std::count_if(columns_.items.begin(), columns_.items.end(), is_same) > 1) {
        detail::throw_invalid_argument("column {} is asked for twice", {std::string_view(item.column)});
      }
      texts_.push_back(texts_of(item, columns_));
      scales_.push_back(item.scale);
    }
    for (const auto& [text, score] : columns_.values) {
      const auto has = [at = score](const scale& item) { return item.contains(at); };
      if (std::none_of(scales_.begin(), scales_.end(), has)) {
        detail::throw_invalid_argument("{}={} is no score of any question", {std::string_view(text), score});
      }
    }
  }

  std::vector<std::size_t> find_columns(const row_header& header) {
    decimal_comma_ = header.decimal_comma();
    for (answer_texts& each : texts_) each.set_decimal_comma(decimal_comma_);
    std::vector<std::size_t> found;
    for (const sheet_item& item : columns_.items) found.push_back(header.index_of(item.column));
    for (const std::string& name : columns_.by) found.push_back(header.index_of(name));
    for (const std::string* name : others()) found.push_back(header.index_of(*name));
    return found;
  }

  void count(const row_view& row) {
    const std::size_t items = texts_.size();
    const std::size_t first_item = this->first_item();
    sheet_key key(first_item + items);
    std::size_t next = items + columns_.by.size();
    const std::string_view time = columns_.time.empty() ? std::string_view{} : row[next++];
    if (!columns_.time.empty()) key[detail::period_at] = keys_.periods().of_text(time);
    std::vector<std::uint32_t> noted(items, answer_texts::no_text);
    for (std::size_t item = 0; item < items; ++item) {
      const auto [text, score] = texts_[item].read(0, row[item]);
      const bool is_word = score.what == kind::word && text != answer_texts::no_text;
      if (score.reason != nullptr && !is_word)
        return reject(row, columns_.items[item].column, row[item], score.reason);
      noted[item] = text;
      key[first_item + item] = is_word ? first_word + text
                               : score.what == kind::score
                                   ? static_cast<std::uint32_t>(scales_[item].index_of(score.score))
                               : score.what == kind::missing ? as_missing
                                                             : as_off_scale;
    }
    if (key[detail::period_at] == detail::no_period)
      return reject(row, columns_.time, time, keys_.periods().fault_of(time));
    for (std::size_t at = 0; at < columns_.by.size(); ++at) {
      std::uint32_t& text = key[detail::keys_at + at];
      text = keys_.texts(at).number_of_field(row[items + at]);
      if (text == detail::key_texts::not_valid)
        return reject(row, columns_.by[at], row[items + at], detail::not_valid_utf8);
    }
    std::uint64_t people = 1;
    std::string_view no_count;
    std::string_view no_duration;
    if (!columns_.count.empty()) {
      const std::string_view text = row[next++];
      const detail::number_text number = detail::count_of(detail::trimmed_of_any_space(text), decimal_comma_);
      if (missing_.contains(text)) {
        // No answer counts where nobody knows how many people gave it.
        std::fill(key.begin() + static_cast<std::ptrdiff_t>(first_item), key.end(), as_missing);
        no_count = text;
      } else if (!number.is() || number.value < 0 || number.value > most_people) {
        return reject(row, columns_.count, text, "not a count of people");
      } else {
        people = static_cast<std::uint64_t>(number.value);
      }
    }
    std::optional<std::uint64_t> duration;
    if (!columns_.duration.empty()) {
      const std::string_view text = row[next++];
      if (missing_.contains(text)) {
        no_duration = text;
      } else {
        duration = seconds_in(text, decimal_comma_);
        if (!duration) return reject(row, columns_.duration, text, "not a duration");
      }
    }
    if (key[detail::period_at] == detail::later_period) {
      ++others_.left_out[later_than_known()];
      return;
    }
    if (keeps_log()) {
      response_log& log = logs_[key];
      if (duration) log.record_duration(*duration, people);
      if (!columns_.text.empty()) log.record_text(known(row[next++]), people);
      if (!columns_.respondent.empty()) log.record_respondent(known(row[next++]), people);
    }
    for (std::size_t item = 0; item < items; ++item) {
      if (noted[item] != answer_texts::no_text) texts_[item].count(0, noted[item]);
      if (key[first_item + item] >= first_word)
        keep(with_words_[item], row, columns_.items[item].column, row[item], "not a number");
    }
    if (!columns_.time.empty()) {
      if (keys_.periods().is_none(key[detail::period_at])) signs_.count(columns_.time, time);
      const date_form form = form_of(key);
      if (form != date_form::plain) keep(with_dates_[form], row, columns_.time, time, "");
    }
    signs_.count(columns_.count, no_count);
    signs_.count(columns_.duration, no_duration);
    counted& into = counted_[std::move(key)];
    into.people += people;
    ++into.rows;
  }

  void reject(rejection why) { others_.reject(std::move(why)); }

  sheet_breakdown sheets() const {
    sheet_breakdown result{answer_sheets{scales_}};
    each([&](const sheet_key& key, const std::vector<std::optional<int>>& answers, const counted& how_many) {
      result[keys_.key_of(key, by_)].record(answers, how_many.people);
    });
    return result;
  }

  response_breakdown responses() const {
    response_breakdown result{response_log{}};
    each([&](const sheet_key& key, const std::vector<std::optional<int>>& answers, const counted&) {
      const auto log = logs_.find(key);
      if (log == logs_.end()) return;
      response_log& into = result[keys_.key_of(key, by_)];
      for (const auto& [who, times] : log->second.respondents()) into.record_respondent(who, times);
      if (!answered_any(answers)) return;
      for (const auto& [duration, times] : log->second.durations()) into.record_duration(duration, times);
      for (const auto& [text, times] : log->second.texts()) into.record_text(text, times);
    });
    return result;
  }

  std::optional<day> as_of() const { return columns_.time.empty() ? std::nullopt : keys_.as_of(); }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = others_;
    signs_.list(result);
    std::map<std::uint64_t, rejection> unreadable;
    for (std::size_t item = 0; item < texts_.size(); ++item) {
      if (texts_[item].words_of(0).readable) continue;
      for (const rejection& why : with_words_[item].rejections()) unreadable.try_emplace(why.line, why);
    }
    for (const auto& [form, first] : with_dates_) {
      const char* const fault = keys_.periods().forms().fault(form);
      if (fault == nullptr) continue;
      for (rejection why : first.rejections()) {
        why.reason = fault;
        unreadable.try_emplace(why.line, std::move(why));
      }
    }
    for (const auto& why : unreadable) result.reject(why.second);
    std::uint64_t rows = 0;
    std::uint64_t later = 0;
    for (const auto& [key, how_many] : counted_) {
      rows += how_many.rows;
      if (!has_faulty_day(key) && has_later_day(key)) later += how_many.rows;
    }
    if (later > 0) result.left_out[later_than_known()] += later;
    each([&](const sheet_key& key, const std::vector<std::optional<int>>& answers, const counted& how_many) {
      for (std::size_t at = 0; at < columns_.by.size(); ++at)
        detail::add_by_case(result.differing_by_case, columns_.by[at],
                            keys_.texts(at).text(key[detail::keys_at + at]));
      const bool off_scale =
          std::find(answers.begin(), answers.end(), answer_sheets::off_scale) != answers.end();
      (answered_any(answers) ? result.answered
       : off_scale           ? result.off_scale
                             : result.missing) += how_many.rows;
    });
    result.rejected = others_.rejected + rows - result.used() - later;
    for (const answer_texts& each : texts_) each.list(result);
    detail::keep_different(result.differing_by_case);
    return result;
  }

  void add(const state& other) {
    if (!(columns_ == other.columns_) || decimal_comma_ != other.decimal_comma_)
      detail::throw_invalid_argument("sheet readers of different columns do not add up");
    if (&other == this) return add(state(other));
    others_ += other.others_;
    signs_ += other.signs_;
    std::vector<std::vector<std::uint32_t>> texts;
    for (std::size_t item = 0; item < texts_.size(); ++item) {
      texts.push_back(texts_[item].add(other.texts_[item]));
      with_words_[item] += other.with_words_[item];
    }
    for (const auto& [form, rows] : other.with_dates_) with_dates_[form] += rows;
    keys_.periods().add_days(other.keys_.periods());
    const auto as_here = [&](const sheet_key& theirs) {
      sheet_key key = keys_.place_of(theirs, other.keys_, by_);
      for (std::size_t item = 0; item < texts.size(); ++item) {
        std::uint32_t& code = key[first_item() + item];
        if (code >= first_word) code = first_word + texts[item][code - first_word];
      }
      return key;
    };
    for (const auto& [theirs, how_many] : other.counted_) {
      counted& into = counted_[as_here(theirs)];
      into.people += how_many.people;
      into.rows += how_many.rows;
    }
    for (const auto& [theirs, log] : other.logs_) logs_[as_here(theirs)] += log;
  }

 private:
  using sheet_key = detail::answer_place;

  struct counted {
    std::uint64_t people = 0;
    std::uint64_t rows = 0;
  };

  static bool answered_any(const std::vector<std::optional<int>>& answers) {
    return std::any_of(answers.begin(), answers.end(), [](const std::optional<int>& answer) {
      return answer && *answer != answer_sheets::off_scale;
    });
  }

  // The columns behind those of items and groups.
  std::vector<const std::string*> others() const {
    std::vector<const std::string*> names;
    for (const std::string* name :
         {&columns_.time, &columns_.count, &columns_.duration, &columns_.text, &columns_.respondent}) {
      if (!name->empty()) names.push_back(name);
    }
    return names;
  }
  bool keeps_log() const {
    return !columns_.duration.empty() || !columns_.text.empty() || !columns_.respondent.empty();
  }
  std::string_view known(std::string_view text) const {
    return missing_.contains(text) ? std::string_view{} : text;
  }

  std::size_t first_item() const { return detail::keys_at + columns_.by.size(); }

  date_form form_of(const sheet_key& key) const {
    return keys_.periods().of_number(key[detail::period_at]).form;
  }
  bool has_faulty_day(const sheet_key& key) const {
    return !columns_.time.empty() && keys_.periods().forms().fault(form_of(key)) != nullptr;
  }
  bool has_later_day(const sheet_key& key) const {
    return !columns_.time.empty() &&
           keys_.periods().is_later(keys_.periods().of_number(key[detail::period_at]));
  }
  std::string later_than_known() const { return "after " + to_string(*columns_.as_of); }

  // The sheets whose words and days can be read, as things stand.
  template <class Visit>
  void each(const Visit& visit) const {
    std::vector<answer_texts::words> words;
    for (const answer_texts& texts : texts_) words.push_back(texts.words_of(0));
    std::vector<std::optional<int>> answers(texts_.size());
    for (const auto& [key, how_many] : counted_) {
      bool readable = !has_faulty_day(key) && !has_later_day(key);
      for (std::size_t item = 0; item < answers.size(); ++item) {
        const std::uint32_t code = key[first_item() + item];
        if (code >= first_word) {
          readable = readable && words[item].readable;
          answers[item] = words[item].readable ? words[item].scores[code - first_word] : std::nullopt;
        } else if (code == as_missing) {
          answers[item] = std::nullopt;
        } else {
          answers[item] =
              code == as_off_scale ? answer_sheets::off_scale : scales_[item].low() + static_cast<int>(code);
        }
      }
      if (readable) visit(key, answers, how_many);
    }
  }

  void reject(const row_view& row, const std::string& column, std::string_view text, const char* reason) {
    others_.reject({row.line(), column, detail::excerpt(text), reason});
  }

  sheet_columns columns_;
  missing_signs missing_;
  std::vector<scale> scales_;
  bool decimal_comma_ = false;
  std::vector<answer_texts> texts_;  // of each item
  detail::survey_keys keys_;
  std::vector<std::size_t> by_;                            // which parts of a key tell groups apart
  std::vector<cxmetrics::accounting> with_words_;          // the first rows of each item with a word
  std::map<date_form, cxmetrics::accounting> with_dates_;  // those whose day only the others explain
  std::map<sheet_key, counted> counted_;
  std::map<sheet_key, response_log> logs_;  // of the same rows, where they are read
  detail::sign_counts signs_;
  cxmetrics::accounting others_;
};

sheet_reader::sheet_reader(sheet_columns columns) : state_(std::make_unique<state>(std::move(columns))) {}
sheet_reader::~sheet_reader() = default;
sheet_reader::sheet_reader(sheet_reader&&) noexcept = default;
sheet_reader& sheet_reader::operator=(sheet_reader&&) noexcept = default;

std::vector<std::size_t> sheet_reader::columns(const row_header& header) {
  return state_->find_columns(header);
}

void sheet_reader::row(const row_view& row) {
  state_->count(row);
}

void sheet_reader::reject(rejection why) {
  state_->reject(std::move(why));
}

sheet_breakdown sheet_reader::sheets() const {
  return state_->sheets();
}

response_breakdown sheet_reader::responses() const {
  return state_->responses();
}

std::optional<day> sheet_reader::as_of() const {
  return state_->as_of();
}

cxmetrics::accounting sheet_reader::accounting() const {
  return state_->accounting();
}

sheet_reader& sheet_reader::operator+=(const sheet_reader& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
