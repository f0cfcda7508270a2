// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/text_style.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace tests_of_text_style {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

cx::period month(int number) {
  return cx::month_of(cx::day{2024y / 1 / 1} + std::chrono::days{31 * (number - 1)});
}

cx::table segments() {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  by["fans"].record(10, 60);
  by["foes"].record(0, 30);
  by["foes"].record(7, 30);
  by["none"];
  return cx::make_table(cx::nps, by, {"segment"});
}

cx::table in_time() {
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[{"東京", month(1)}].record(10, 60);
  by[{"東京", month(2)}].record(7, 60);
  by[{"東京", month(4)}].record(0, 60);
  by[{"north", month(2)}].record(10, 60);
  return cx::make_table(cx::nps, by, {"city", "period"});
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string bar_in(const std::string& line) {
  const std::size_t at = line.find_first_of("|#");
  return at == std::string::npos ? "" : line.substr(line.rfind("  ", at - 1) + 2);
}

}  // namespace

TEST_CASE("without a style a text is plain", "[text_style]") {
  CHECK(cx::to_text(in_time(), {}) == cx::to_text(in_time()));
}

TEST_CASE("bars of points go to either side of zero", "[text_style]") {
  const auto lines = lines_of(cx::to_text(segments(), {.bars = true}));
  CHECK(lines[2].ends_with("  -100..100"));
  CHECK(lines[4].ends_with("           |##########"));
  CHECK(lines[5].ends_with("       #####|"));
  CHECK(bar_in(lines[6]).empty());
}

TEST_CASE("bars of block characters tell eighths", "[text_style]") {
  const auto lines = lines_of(cx::to_text(segments(), {.bars = true, .unicode = true}));
  CHECK(lines[2].ends_with("-100…100"));
  CHECK(lines[4].ends_with(" │██████████"));
  CHECK(lines[5].ends_with(" █████│"));
  CHECK(lines[7].ends_with("│██▌"));  // 25 of 100, in 10 cells
}

TEST_CASE("bars of shares begin at zero and end at what is said", "[text_style]") {
  cx::tally tally{cx::one_to_five};
  tally.record(5, 50);
  tally.record(1, 50);
  CHECK(cx::to_text(cx::make_table(cx::csat, tally), {.bars = true}).find("|##########\n") !=
        std::string::npos);
  cx::tally few{cx::one_to_five};
  few.record(5, 12);
  few.record(1, 988);
  const std::string low = cx::to_text(cx::make_table(cx::csat, few), {.bars = true});
  CHECK(low.find("  0..2\n") != std::string::npos);
  CHECK(low.find("|############\n") != std::string::npos);
}

TEST_CASE("bars of means go from the lowest score to the highest", "[text_style]") {
  cx::tally tally{cx::one_to_seven};
  tally.record(4, 50);
  const std::string text = cx::to_text(cx::make_table(cx::ces, tally), {.bars = true});
  CHECK(text.find("  1..7\n") != std::string::npos);
  CHECK(text.find("|##########\n") != std::string::npos);
}

TEST_CASE("values in time have a line for each group, with gaps for what is not there", "[text_style]") {
  const auto ascii = lines_of(cx::to_text(in_time(), {.bars = true}));
  const auto begin =
      std::find(ascii.begin(), ascii.end(), "2024-01 to 2024-04, from -100.0 to 100.0; ? no value");
  REQUIRE(begin != ascii.end());
  CHECK(begin[1] == "north  ?#??");
  CHECK(begin[2] == "東京   #=?_");
  const std::string unicode = cx::to_text(in_time(), {.bars = true, .unicode = true});
  CHECK(unicode.find("東京   █▅·▁\n") != std::string::npos);
}

TEST_CASE("colours are escape sequences that end on their line, and nothing else changes", "[text_style]") {
  const std::string plain = cx::to_text(in_time(), {.bars = true});
  std::string painted = cx::to_text(in_time(), {.bars = true, .colour = true});
  CHECK(painted != plain);
  for (const std::string& line : lines_of(painted)) {
    const bool painted_line = line.find('\x1b') != std::string::npos;
    CHECK((!painted_line || line.ends_with("\x1b[0m")));
  }
  for (std::size_t at = painted.find('\x1b'); at != std::string::npos; at = painted.find('\x1b')) {
    painted.erase(at, painted.find('m', at) - at + 1);
  }
  CHECK(painted == plain);
}

TEST_CASE("bars of nothing, and of values that are all the same, are drawn", "[text_style]") {
  const cx::table nothing = cx::make_table(cx::nps, cx::tally{cx::zero_to_ten});
  CHECK_NOTHROW(cx::to_text(nothing, {.bars = true}));
  cx::breakdown<cx::tally, cx::period> by{cx::tally{cx::zero_to_ten}};
  by[month(1)].record(8, 60);
  by[month(2)].record(8, 60);
  const std::string text = cx::to_text(cx::make_table(cx::nps, by, {"period"}), {.bars = true});
  CHECK(text.find("\n==\n") != std::string::npos);
}

TEST_CASE("a file gets plain text", "[text_style]") {
  std::FILE* file = std::tmpfile();
  REQUIRE(file != nullptr);
  const cx::text_style style = cx::text_style_for(file);
  CHECK_FALSE(style.bars);
  CHECK_FALSE(style.unicode);
  CHECK_FALSE(style.colour);
  CHECK(style.width == 0);
  std::fclose(file);
}

}  // namespace tests_of_text_style
