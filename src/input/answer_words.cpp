// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/plain_text.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/answer_words.hpp>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace cxmetrics {
namespace {

using texts = std::vector<std::string>;
// What each word is: its score, or nothing for no answer.
using meanings = std::map<std::string, std::optional<int>>;

// A word as it is looked up: people end some with a full stop.
std::string bare(std::string_view word) {
  std::string text = detail::folded_text(word);
  const std::size_t last = text.find_last_not_of(" .!,;:");
  text.erase(last == std::string::npos ? 0 : last + 1);
  return text;
}

// A pair of opposites with the words that make them stronger and weaker.
struct opposites {
  bool of_ease;  // otherwise of approval
  texts good;
  texts bad;
  texts between;
  texts stronger;
  texts weaker;
};

const texts english_stronger = {"very",     "extremely", "completely", "totally",
                                "strongly", "highly",    "entirely"};
const texts english_weaker = {"somewhat", "slightly", "fairly", "rather", "a little"};
const texts vietnamese_stronger = {"rất", "hoàn toàn", "cực kỳ", "vô cùng"};
const texts vietnamese_weaker = {"hơi", "khá", "tương đối"};
const texts vietnamese_between = {"bình thường", "trung lập", "trung bình", "không có ý kiến"};

const std::vector<opposites>& families() {
  static const std::vector<opposites> all = {
      {false,
       {"satisfied"},
       {"dissatisfied", "unsatisfied"},
       {"neutral", "neither"},
       english_stronger,
       english_weaker},
      {false, {"likely"}, {"unlikely"}, {"neutral", "neither"}, english_stronger, english_weaker},
      {false, {"agree"}, {"disagree"}, {"neutral", "neither", "undecided"}, english_stronger, english_weaker},
      {true, {"easy"}, {"difficult", "hard"}, {"neutral", "neither"}, english_stronger, english_weaker},
      {false, {"hài lòng"}, {"không hài lòng"}, vietnamese_between, vietnamese_stronger, vietnamese_weaker},
      {false,
       {"có khả năng"},
       {"không có khả năng"},
       vietnamese_between,
       vietnamese_stronger,
       vietnamese_weaker},
      {false, {"đồng ý"}, {"không đồng ý"}, vietnamese_between, vietnamese_stronger, vietnamese_weaker},
      {true,
       {"dễ", "dễ dàng"},
       {"khó", "khó khăn"},
       vietnamese_between,
       vietnamese_stronger,
       vietnamese_weaker},
  };
  return all;
}

const texts& no_answer() {
  static const texts all = {"don't know", "dont know",     "do not know",       "not applicable",
                            "no answer",  "no response",   "prefer not to say", "prefer not to answer",
                            "không biết", "không trả lời", "không áp dụng"};
  return all;
}

// Steps from the middle, -2 to 2 on 5 points and -3 to 3 on 7: on 5 points a weakened word is as the bare one.
meanings scored(const opposites& family, int points, bool turned) {
  const int middle = (points - 1) / 2;
  meanings result;
  const auto add = [&](const std::string& word, int step) {
    result.emplace(word, middle + (turned ? -step : step));
  };
  const auto add_side = [&](const texts& words, int sign) {
    for (const std::string& word : words) {
      for (const char* same : {"", "moderately ", "mostly "}) add(same + word, sign * (middle - 1));
      for (const std::string& more : family.stronger) add(more + ' ' + word, sign * middle);
      for (const std::string& less : family.weaker) add(less + ' ' + word, sign);
    }
  };
  add_side(family.good, 1);
  add_side(family.bad, -1);
  for (const std::string& word : family.between) add(word, 0);
  for (const std::string& good : family.good) {
    for (const std::string& bad : family.bad) {
      add("neither " + good + " nor " + bad, 0);
      add("neither " + bad + " nor " + good, 0);
      add("neither " + good + " or " + bad, 0);
    }
  }
  return result;
}

// Degrees of one word on 5 points, such as SurveyMonkey offers. Opposites share most of them, but none that begins with "not".
meanings degrees_of(const std::string& word, bool turned) {
  meanings result;
  const std::pair<const char*, int> degrees[] = {{"not at all ", 0}, {"not so ", 1},     {"slightly ", 1},
                                                 {"somewhat ", 2},   {"moderately ", 2}, {"very ", 3},
                                                 {"extremely ", 4}};
  for (const auto& [degree, score] : degrees) result.emplace(degree + word, turned ? 4 - score : score);
  return result;
}

bool is_not(const std::string& word) {
  return word.starts_with("not at all ") || word.starts_with("not so ");
}

std::vector<meanings> with_no_answer(std::vector<meanings> families) {
  for (meanings& family : families) {
    for (const std::string& word : no_answer()) family.emplace(word, std::nullopt);
  }
  return families;
}

std::vector<meanings> of_opposites(int points, better better) {
  std::vector<meanings> result;
  for (const opposites& family : families()) {
    if (better == better::high || family.of_ease)
      result.push_back(scored(family, points, better == better::low));
  }
  for (const char* word : {"satisfied", "likely", "easy"}) {
    const bool of_ease = word == std::string_view("easy");
    if (points == 5 && (better == better::high || of_ease))
      result.push_back(degrees_of(word, better == better::low));
  }
  return with_no_answer(std::move(result));
}

// The families of words for a scale, whose scores are counted from its lowest. They are made once: a column is looked at on
// every scale.
const std::vector<meanings>& families_for(scale scale, better better) {
  static const std::vector<meanings> none;
  static const std::vector<meanings> of_five = of_opposites(5, better::high);
  static const std::vector<meanings> of_five_turned = of_opposites(5, better::low);
  static const std::vector<meanings> of_seven = of_opposites(7, better::high);
  static const std::vector<meanings> of_seven_turned = of_opposites(7, better::low);
  static const std::vector<meanings> of_nps = with_no_answer({{{"promoter", 10},
                                                               {"passive", 8},
                                                               {"detractor", 0},
                                                               {"promoters", 10},
                                                               {"passives", 8},
                                                               {"detractors", 0}}});
  static const std::vector<meanings> of_shares =
      with_no_answer({{{"yes", 1}, {"no", 0}},
                      {{"y", 1}, {"n", 0}},
                      {{"true", 1}, {"false", 0}},
                      {{"t", 1}, {"f", 0}},
                      {{"thumbs up", 1}, {"thumbs down", 0}},
                      {{"\xF0\x9F\x91\x8D", 1}, {"\xF0\x9F\x91\x8E", 0}},
                      {{"good", 1}, {"bad", 0}, {"offered", std::nullopt}},
                      {{"có", 1}, {"không", 0}},
                      {{"đúng", 1}, {"sai", 0}}});
  const bool turned = better == better::low;
  if (scale.points() == 5) return turned ? of_five_turned : of_five;
  if (scale.points() == 7) return turned ? of_seven_turned : of_seven;
  if (turned) return none;
  if (scale == zero_to_ten) return of_nps;
  return scale.points() == 2 ? of_shares : none;
}

// Whether a family reads these words, each of which is there once.
bool fits(const meanings& family, const texts& words, scale scale) {
  std::vector<int> scores;
  const auto not_at_all = family.lower_bound("not at all ");
  const bool of_degrees = not_at_all != family.end() && is_not(not_at_all->first);
  if (of_degrees && std::none_of(words.begin(), words.end(), is_not)) return false;
  for (const std::string& word : words) {
    const auto found = family.find(word);
    if (found == family.end()) return false;
    if (found->second) scores.push_back(*found->second);
  }
  std::sort(scores.begin(), scores.end());
  if (scores.empty() || std::adjacent_find(scores.begin(), scores.end()) != scores.end()) return false;
  if (scale.points() != 7) return true;
  const int middle = (scale.points() - 1) / 2;
  return std::any_of(scores.begin(), scores.end(),
                     [&](int score) { return score == middle - 1 || score == middle + 1; });
}

}  // namespace

std::optional<answer_words> answer_words::of(const std::vector<std::string>& words, cxmetrics::scale scale,
                                             cxmetrics::better better) {
  texts folded;
  for (const std::string& word : words) folded.push_back(bare(word));
  std::sort(folded.begin(), folded.end());
  folded.erase(std::unique(folded.begin(), folded.end()), folded.end());

  std::optional<answer_words> result;
  for (const meanings& family : families_for(scale, better)) {
    if (!fits(family, folded, scale)) continue;
    if (result) return std::nullopt;
    std::vector<std::pair<std::string, std::optional<int>>> scores;
    for (const std::string& word : folded) {
      std::optional<int> score = family.at(word);
      if (score) *score += scale.low();
      scores.emplace_back(word, score);
    }
    result = answer_words{std::move(scores)};
  }
  return result;
}

std::optional<int> answer_words::score(std::string_view word) const {
  const std::string folded = bare(word);
  for (const auto& [known, score] : scores_) {
    if (known == folded) return score;
  }
  detail::throw_out_of_range("{} is none of the words", {word});
}

}  // namespace cxmetrics
