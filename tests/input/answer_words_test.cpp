// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/answer_words.hpp>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_answer_words {
namespace cx = cxmetrics;

namespace {
using words = std::vector<std::string>;

// The scores of words, in their order; nothing where they are not read.
std::optional<std::vector<int>> scores(const words& of, cx::scale scale,
                                       cx::better better = cx::better::high) {
  const auto read = cx::answer_words::of(of, scale, better);
  if (!read) return std::nullopt;
  std::vector<int> result;
  for (const std::string& word : of) result.push_back(read->score(word).value_or(-1));
  return result;
}
}  // namespace

TEST_CASE("words of one family are scores of 5 points", "[answer_words]") {
  const std::vector<int> all{1, 2, 3, 4, 5};
  const words families[] = {
      {"Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied",
       "Very satisfied"},
      {"Extremely dissatisfied", "Somewhat dissatisfied", "Neutral", "Somewhat satisfied",
       "Extremely satisfied"},
      {"Extremely unlikely", "Unlikely", "Neither likely nor unlikely", "Likely", "Extremely likely"},
      {"Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"},
      {"VERY DIFFICULT", " difficult", "neutral", "easy ", "very  easy"},
      {"Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"},
      {"Hoàn toàn không đồng ý", "Không đồng ý", "Trung lập", "Đồng ý", "HOÀN TOÀN ĐỒNG Ý"},
      {"Rất không có khả năng", "Không có khả năng", "Bình thường", "Có khả năng", "Rất có khả năng"},
      {"Rất khó", "Khó", "Bình thường", "Dễ", "Rất dễ"},
      {"Not at all satisfied", "Not so satisfied", "Somewhat satisfied", "Very satisfied",
       "Extremely satisfied"},
      {"Not at all likely", "Slightly likely", "Moderately likely", "Very likely", "Extremely likely"},
      {"Not at all easy", "Not so easy", "Somewhat easy", "Very easy", "Extremely easy"},
  };
  for (const words& family : families) {
    CAPTURE(family);
    CHECK(scores(family, cx::one_to_five) == all);
  }
}

TEST_CASE("degrees are told from opposites by one that is none", "[answer_words]") {
  CHECK(scores({"Not so likely", "Very likely", "Not applicable"}, cx::one_to_five) ==
        std::vector<int>{2, 4, -1});
  CHECK(scores({"Somewhat likely", "Very likely"}, cx::one_to_five) == std::vector<int>{4, 5});
  CHECK_FALSE(scores({"Extremely likely", "Very likely", "Somewhat likely"}, cx::one_to_five));
  CHECK_FALSE(scores({"Not at all likely", "Unlikely"}, cx::one_to_five));
  CHECK_FALSE(scores({"Somewhat likely", "Moderately likely", "Not so likely"}, cx::one_to_five));
  CHECK_FALSE(scores({"Not at all easy", "Very easy"}, cx::one_to_seven));
}

TEST_CASE("a full stop or a call after a word changes nothing", "[answer_words]") {
  CHECK(scores({"Very satisfied.", "Satisfied!", "Neutral", "Dissatisfied ;"}, cx::one_to_five) ==
        std::vector<int>{5, 4, 3, 2});
  CHECK(scores({"Rất hài lòng.", "Rất hài lòng", "Không hài lòng."}, cx::one_to_five) ==
        std::vector<int>{5, 5, 2});
  CHECK_FALSE(scores({".", "Satisfied"}, cx::one_to_five));
}

TEST_CASE("with a step between they are scores of 7 points", "[answer_words]") {
  const std::vector<int> all{1, 2, 3, 4, 5, 6, 7};
  const words families[] = {
      {"Very difficult", "Difficult", "Somewhat difficult", "Neither easy nor difficult", "Somewhat easy",
       "Easy", "Very easy"},
      {"Extremely dissatisfied", "Moderately dissatisfied", "Slightly dissatisfied", "Neutral",
       "Slightly satisfied", "Moderately satisfied", "Extremely satisfied"},
      {"Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree",
       "Agree", "Strongly agree"},
      {"Hoàn toàn không đồng ý", "Không đồng ý", "Hơi không đồng ý", "Trung lập", "Hơi đồng ý", "Đồng ý",
       "Hoàn toàn đồng ý"},
  };
  for (const words& family : families) {
    CAPTURE(family);
    CHECK(scores(family, cx::one_to_seven) == all);
  }
  CHECK_FALSE(scores({"Very difficult", "Difficult", "Neutral", "Easy", "Very easy"}, cx::one_to_seven));
}

TEST_CASE("part of a family is enough, and no answer belongs to each", "[answer_words]") {
  CHECK(scores({"Satisfied"}, cx::one_to_five) == std::vector{4});
  CHECK(scores({"Likely", "Don't know"}, cx::one_to_five) == std::vector{4, -1});
  CHECK(scores({"Likely", "Don’t know"}, cx::one_to_five) == std::vector{4, -1});
  CHECK_FALSE(scores({"Don't know"}, cx::one_to_five));
  CHECK_FALSE(scores({}, cx::one_to_five));
}

TEST_CASE("what could be read in two ways is not read", "[answer_words]") {
  CHECK_FALSE(scores({"Satisfied", "Likely"}, cx::one_to_five));
  CHECK_FALSE(scores({"Satisfied", "Somewhat satisfied"}, cx::one_to_five));
  CHECK_FALSE(scores({"Satisfied", "great"}, cx::one_to_five));
  CHECK_FALSE(scores({"Neutral"}, cx::one_to_five));
  CHECK_FALSE(scores({"Satisfied"}, cx::zero_to_ten));
}

TEST_CASE("where low is good, only ease is read, turned round", "[answer_words]") {
  CHECK(scores({"Very easy", "Difficult"}, cx::one_to_five, cx::better::low) == std::vector{1, 4});
  CHECK_FALSE(scores({"Agree"}, cx::one_to_five, cx::better::low));
  CHECK_FALSE(scores({"Yes", "No"}, {0, 1}, cx::better::low));
}

TEST_CASE("groups of the net promoter score are read on its scale", "[answer_words]") {
  CHECK(scores({"Promoter", "Passive", "Detractor"}, cx::zero_to_ten) == std::vector{10, 8, 0});
  CHECK(scores({"promoters", "detractors"}, cx::zero_to_ten) == std::vector{10, 0});
  CHECK(scores({"promoters", "passive", "detractors"}, cx::zero_to_ten) == std::vector{10, 8, 0});
  CHECK_FALSE(scores({"Promoter"}, cx::one_to_five));
}

TEST_CASE("yes and no are read on two points", "[answer_words]") {
  const cx::scale two{0, 1};
  for (const words& pair : {words{"Yes", "No"},
                            {"Y", "N"},
                            {"True", "False"},
                            {"TRUE", "FALSE"},
                            {"good", "bad"},
                            {"Thumbs up", "Thumbs down"},
                            {"\xF0\x9F\x91\x8D", "\xF0\x9F\x91\x8E"},
                            {"Có", "Không"},
                            {"Đúng", "Sai"}}) {
    CAPTURE(pair);
    CHECK(scores(pair, two) == std::vector{1, 0});
  }
  CHECK(scores({"good", "bad", "offered"}, two) == std::vector{1, 0, -1});
  CHECK_FALSE(scores({"yes", "false"}, two));
  CHECK_FALSE(scores({"active", "cancelled"}, two));
}

TEST_CASE("a word that was not there is refused", "[answer_words]") {
  const auto read = cx::answer_words::of({"Satisfied"}, cx::one_to_five);
  REQUIRE(read);
  CHECK_THROWS_AS(read->score("Dissatisfied"), std::out_of_range);
}

TEST_CASE("words are read however their characters are composed", "[answer_words]") {
  const std::string combining = "Ra\xCC\x82\xCC\x81t ha\xCC\x80i lo\xCC\x80ng";
  const auto read = cx::answer_words::of({combining, "Hài lòng"}, cx::one_to_five);
  if (!read) {
    WARN("skipped: built without utf8proc");
    return;
  }
  CHECK(read->score(combining) == 5);
  CHECK(read->score("Rất hài lòng") == 5);
}

}  // namespace tests_of_answer_words
