// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/column_facts.hpp"
#include "input/plain_text.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/answer_words.hpp>
#include <cxmetrics/input/describer.hpp>
#include <cxmetrics/input/score.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <unordered_map>

namespace cxmetrics {
namespace {

using detail::column_facts;

constexpr std::size_t most_texts = 10'000;
constexpr std::size_t most_bytes = std::size_t{32} << 20;  // of the texts of all columns
constexpr std::size_t bytes_beside_text = 64;              // of a table of texts
// A question has few answers to choose from, and some ways to write them.
constexpr std::size_t most_answers = 200;
constexpr std::size_t examples = 5;

struct text_hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

using counted_texts = std::unordered_map<std::string, std::uint64_t, text_hash, std::equal_to<>>;
using counted_text = std::pair<std::string, std::uint64_t>;

// The texts of a column, each counted, as long as there is room for them. What they are follows from the texts;
// where there is no room, only that is kept. Whether there is room depends on the set of texts alone, so parts add
// up in any order.
class column {
 public:
  column(std::string name, std::size_t bytes) : name_(std::move(name)), most_bytes_(bytes) {}

  const std::string& name() const { return name_; }

  void add(std::string_view text, std::uint64_t rows, const column_facts::reading& how) {
    if (!has_too_many_) {
      const auto found = texts_.find(text);
      if (found != texts_.end()) {
        found->second += rows;
        return;
      }
      bytes_ += text.size() + bytes_beside_text;
      if (texts_.size() < most_texts && bytes_ <= most_bytes_) {
        texts_.emplace(text, rows);
        return;
      }
      give_up_counting(how);
    }
    add_uncounted(text, rows, how);
  }

  void add(const column& other, const column_facts::reading& how) {
    if (other.has_too_many_ && !has_too_many_) give_up_counting(how);
    facts_ += other.facts_;
    if (other.has_least_) keep_least(other.least_);
    for (const auto& [text, rows] : other.texts_) add(text, rows, how);
  }

  column_description described(const column_facts::reading& how,
                               const std::vector<score_reader>& scales) const {
    column_description result;
    result.name = name_;
    column_facts facts = facts_;
    for (const auto& [text, rows] : texts_) facts.add(text, rows, how);
    facts.describe(result);
    if (has_too_many_) {
      if (has_least_) result.examples.emplace_back(shown(least_), 0);
      return result;
    }
    const std::vector<counted_text> filled = filled_texts(how);
    result.distinct = filled.size();
    for (const auto& [text, rows] : filled) {
      if (result.examples.size() < examples) result.examples.emplace_back(shown(text), rows);
    }
    const bool may_be_scores = result.content == column_content::texts ||
                               (result.content == column_content::numbers && result.whole_numbers);
    if (may_be_scores && filled.size() <= most_answers)
      result.scales = scales_of(filled, result.filled, scales);
    if (!result.scales.empty() && result.content == column_content::texts) {
      result.content = column_content::answers;
      result.others = result.filled - result.scales.front().scores;
    }
    return result;
  }

 private:
  static std::string shown(std::string_view text) {
    return detail::with_visible_bytes(detail::excerpt(text));
  }

  void give_up_counting(const column_facts::reading& how) {
    has_too_many_ = true;
    for (const auto& [text, rows] : std::exchange(texts_, {})) add_uncounted(text, rows, how);
  }

  void add_uncounted(std::string_view text, std::uint64_t rows, const column_facts::reading& how) {
    facts_.add(text, rows, how);
    if (!how.missing.contains(text)) keep_least(text);
  }

  void keep_least(std::string_view text) {
    if (has_least_ && least_ <= text) return;
    least_ = text.substr(0, 4 * detail::excerpt_bytes);
    has_least_ = true;
  }

  // As readers tell texts apart: without the spaces around them, and composed. The most frequent ones first, and those
  // that are equally frequent by their bytes.
  std::vector<counted_text> filled_texts(const column_facts::reading& how) const {
    std::map<std::string, std::uint64_t> by_meaning;
    for (const auto& [text, rows] : texts_) {
      if (how.missing.contains(text)) continue;
      const std::string_view trimmed = detail::trimmed_of_any_space(text);
      by_meaning[detail::is_valid_utf8(text) ? detail::composed(trimmed) : std::string(trimmed)] += rows;
    }
    std::vector<counted_text> filled(by_meaning.begin(), by_meaning.end());
    std::sort(filled.begin(), filled.end(), [](const counted_text& one, const counted_text& other) {
      return one.second != other.second ? one.second > other.second : one.first < other.first;
    });
    return filled;
  }

  static possible_scale read_on(const score_reader& reader, const std::vector<counted_text>& texts) {
    possible_scale result{reader.scale()};
    std::vector<std::string> words;
    std::uint64_t rows_of_words = 0;
    for (const auto& [text, rows] : texts) {
      const score_reading reading = reader.read(text);
      if (reading.what == score_reading::kind::score) result.scores += rows;
      if (reading.what == score_reading::kind::off_scale) result.off_scale += rows;
      if (reading.what == score_reading::kind::word) {
        words.push_back(text);
        rows_of_words += rows;
      }
    }
    if (!words.empty() && answer_words::of(words, reader.scale())) result.scores += rows_of_words;
    return result;
  }

  static std::vector<possible_scale> scales_of(const std::vector<counted_text>& texts, std::uint64_t filled,
                                               const std::vector<score_reader>& scales) {
    std::vector<possible_scale> result;
    for (const score_reader& scale : scales) {
      const possible_scale found = read_on(scale, texts);
      if (found.scores > 0 && 10 * found.scores >= 9 * filled) result.push_back(found);
    }
    return result;
  }

  std::string name_;
  std::size_t most_bytes_;
  counted_texts texts_{};
  std::size_t bytes_ = 0;
  bool has_too_many_ = false;
  column_facts facts_{};  // of texts that are not counted
  std::string least_{};   // of these, by its bytes
  bool has_least_ = false;
};

}  // namespace

namespace {

// One for each scale in the catalogue, the smallest first.
std::vector<score_reader> readers_of_scales(const score_options& options) {
  std::vector<score_reader> readers;
  for (const metric* each : catalog()) {
    const auto is_known = [&](const score_reader& known) { return known.scale() == each->scale(); };
    if (std::none_of(readers.begin(), readers.end(), is_known)) readers.emplace_back(each->scale(), options);
  }
  std::stable_sort(readers.begin(), readers.end(), [](const score_reader& one, const score_reader& other) {
    return one.scale().points() < other.scale().points();
  });
  return readers;
}

}  // namespace

class describer::state {
 public:
  state(const std::vector<std::string>& missing, const date_options& dates)
      : how_{missing_signs(missing), date_reader(dates)}, scores_{.missing = missing} {}

  std::vector<std::size_t> find_columns(const row_header& header) {
    how_.decimal_comma = scores_.decimal_comma = header.decimal_comma();
    std::vector<std::size_t> places;
    for (const std::string& name : header.names()) {
      places.push_back(columns_.size());
      columns_.emplace_back(name, most_bytes / header.size());
    }
    return places;
  }

  void add(const row_view& row) {
    for (std::size_t place = 0; place < columns_.size(); ++place) columns_[place].add(row[place], 1, how_);
    ++rows_.answered;
  }

  void add(const state& other) {
    const bool same =
        std::equal(columns_.begin(), columns_.end(), other.columns_.begin(), other.columns_.end(),
                   [](const column& one, const column& two) { return one.name() == two.name(); });
    if (!same) detail::throw_invalid_argument("descriptions of different columns do not add up");
    for (std::size_t place = 0; place < columns_.size(); ++place)
      columns_[place].add(other.columns_[place], how_);
    rows_ += other.rows_;
  }

  std::vector<column_description> described() const {
    const std::vector<score_reader> scales = readers_of_scales(scores_);
    std::vector<column_description> all;
    for (const column& each : columns_) all.push_back(each.described(how_, scales));
    return all;
  }

  cxmetrics::accounting rows_{};

 private:
  column_facts::reading how_;
  score_options scores_;
  std::vector<column> columns_{};
};

describer::describer(const std::vector<std::string>& missing, const date_options& dates)
    : state_(std::make_unique<state>(missing, dates)) {}

describer::~describer() = default;
describer::describer(describer&&) noexcept = default;
describer& describer::operator=(describer&&) noexcept = default;

std::vector<std::size_t> describer::columns(const row_header& header) {
  return state_->find_columns(header);
}
void describer::row(const row_view& row) {
  state_->add(row);
}
void describer::reject(rejection why) {
  state_->rows_.reject(std::move(why));
}
std::vector<column_description> describer::description() const {
  return state_->described();
}
const accounting& describer::accounting() const noexcept {
  return state_->rows_;
}

describer& describer::operator+=(const describer& other) {
  state_->add(*other.state_);
  return *this;
}

}  // namespace cxmetrics
