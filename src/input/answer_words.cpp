// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/plain_text.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/answer_words.hpp>

#include <algorithm>
#include <map>

namespace cxmetrics {
namespace {

using texts = std::vector<std::string>;
// What each word is: its score, or nothing for no answer.
using meanings = std::map<std::string, std::optional<int>>;

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
meanings scored(const opposites& family, scale scale, bool turned) {
  const int middle = (scale.low() + scale.high()) / 2;
  const int furthest = (scale.points() - 1) / 2;
  meanings result;
  const auto add = [&](const std::string& word, int step) {
    result.emplace(word, middle + (turned ? -step : step));
  };
  const auto add_side = [&](const texts& words, int sign) {
    for (const std::string& word : words) {
      for (const char* same : {"", "moderately ", "mostly "}) add(same + word, sign * (furthest - 1));
      for (const std::string& more : family.stronger) add(more + ' ' + word, sign * furthest);
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

std::vector<meanings> families_for(scale scale, better better) {
  std::vector<meanings> result;
  if (scale.points() == 5 || scale.points() == 7) {
    for (const opposites& family : families()) {
      if (better == better::high || family.of_ease)
        result.push_back(scored(family, scale, better == better::low));
    }
  } else if (scale == zero_to_ten && better == better::high) {
    result.push_back({{"promoter", 10}, {"passive", 8}, {"detractor", 0}});
    result.push_back({{"promoters", 10}, {"passives", 8}, {"detractors", 0}});
  } else if (scale.points() == 2 && better == better::high) {
    const int no = scale.low();
    const int yes = scale.high();
    result.push_back({{"yes", yes}, {"no", no}});
    result.push_back({{"y", yes}, {"n", no}});
    result.push_back({{"true", yes}, {"false", no}});
    result.push_back({{"t", yes}, {"f", no}});
    result.push_back({{"good", yes}, {"bad", no}, {"offered", std::nullopt}});
    result.push_back({{"có", yes}, {"không", no}});
    result.push_back({{"đúng", yes}, {"sai", no}});
  }
  for (meanings& family : result) {
    for (const std::string& word : no_answer()) family.emplace(word, std::nullopt);
  }
  return result;
}

// Whether a family reads these words, each of which is there once.
bool fits(const meanings& family, const texts& words, scale scale) {
  std::vector<int> scores;
  for (const std::string& word : words) {
    const auto found = family.find(word);
    if (found == family.end()) return false;
    if (found->second) scores.push_back(*found->second);
  }
  std::sort(scores.begin(), scores.end());
  if (scores.empty() || std::adjacent_find(scores.begin(), scores.end()) != scores.end()) return false;
  if (scale.points() != 7) return true;
  const int middle = (scale.low() + scale.high()) / 2;
  return std::any_of(scores.begin(), scores.end(),
                     [&](int score) { return score == middle - 1 || score == middle + 1; });
}

}  // namespace

std::optional<answer_words> answer_words::of(const std::vector<std::string>& words, cxmetrics::scale scale,
                                             cxmetrics::better better) {
  texts folded;
  for (const std::string& word : words) folded.push_back(detail::folded_text(word));
  std::sort(folded.begin(), folded.end());
  folded.erase(std::unique(folded.begin(), folded.end()), folded.end());

  std::optional<answer_words> result;
  for (const meanings& family : families_for(scale, better)) {
    if (!fits(family, folded, scale)) continue;
    if (result) return std::nullopt;
    std::vector<std::pair<std::string, std::optional<int>>> scores;
    for (const std::string& word : folded) scores.emplace_back(word, family.at(word));
    result = answer_words{std::move(scores)};
  }
  return result;
}

std::optional<int> answer_words::score(std::string_view word) const {
  const std::string folded = detail::folded_text(word);
  for (const auto& [known, score] : scores_) {
    if (known == folded) return score;
  }
  detail::throw_out_of_range("{} is none of the words", {word});
}

}  // namespace cxmetrics
