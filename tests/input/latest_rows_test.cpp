// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/composing.hpp"
#include "support/csv_recorder.hpp"
#include "support/memory_rows.hpp"

#include <cxmetrics/input/latest_rows.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_latest_rows {
namespace cx = cxmetrics;
using cx::tests::composes_characters;
using cx::tests::csv_recorder;
using cx::tests::memory_rows;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

struct outcome {
  strings scores;  // in the order of the source
  cx::accounting rows;
};

outcome latest(const std::vector<strings>& rows, const cx::condition_options& options = {}) {
  memory_rows source{{"who", "on", "q"}, rows};
  cx::latest_rows latest{source, {"who"}, "on", options};
  csv_recorder recorder{{2}};
  cx::read_rows(latest, recorder);
  outcome result;
  for (const auto& row : recorder.record.rows) result.scores.push_back(row.fields.at(0));
  result.rows = latest.accounting();
  return result;
}

}  // namespace

TEST_CASE("the last row of each person is taken, the later one of a time", "[latest_rows]") {
  const outcome found = latest({{"u1", "2024-01-05", "3"},
                                {"u1", "2024-03-05", "10"},
                                {"u2", "2024-02-01", "9"},
                                {"u3", "2024-02-04", "0"},
                                {" u3 ", "2024-02-03", "1"},
                                {"u2", "2024-02-01", "8"}});
  CHECK(found.scores == strings{"10", "0", "8"});
  CHECK(found.rows.left_out == std::map<std::string, std::uint64_t>{{"latest-per who", 3}});
  CHECK(latest({}).scores.empty());
}

TEST_CASE("a person is the same however the name is composed, and whatever spaces are around it",
          "[latest_rows]") {
  // In one character each, as base letter and marks, and partly so.
  CHECK(latest({{"\xE9", "2024-01-05", "1"}, {"\u3000\xE9\u00A0", "2024-01-06", "2"}}).scores ==
        strings{"2"});
  const strings found = latest({{"H\u00E0 N\u1ED9i", "2024-01-05", "1"},
                                {"Ha\u0300 No\u0323\u0302i", "2024-01-06", "2"},
                                {"\u00A0H\u00E0 N\u00F4\u0323i\u3000", "2024-01-07", "3"},
                                {"Ha N\u1ED9i", "2024-01-07", "4"}})
                            .scores;
  if (!composes_characters()) return;
  CHECK(found == strings{"3", "4"});
}

TEST_CASE("times within a day count, on the reader's clock", "[latest_rows]") {
  CHECK(latest({{"u", "2024-03-05T10:00:00", "1"}, {"u", "2024-03-05 09:59:59", "2"}}).scores ==
        strings{"1"});
  CHECK(latest({{"u", "2024-03-05T10:00:00Z", "1"}, {"u", "2024-03-05T12:00:00+07:00", "2"}}).scores ==
        strings{"1"});
  CHECK(latest({{"u", "Mar 5, 2024 8:30 PM", "1"}, {"u", "5 March 2024 11:00", "2"}}).scores == strings{"1"});
  CHECK(latest({{"u", "45356.75", "1"}, {"u", "45356.5", "2"}}).scores == strings{"1"});
  CHECK(latest({{"u", "1709634153", "1"}, {"u", "1709634152", "2"}}).scores == strings{"1"});
  CHECK(latest({{"u", "05.03.2024 10:00", "1"}, {"u", "05.03.2024 09:00", "2"}},
               {.dates = {.patterns = {"%d.%m.%Y %H:%M"}}})
            .scores == strings{"1"});
  // 23:00 UTC is 06:00 of the next day.
  CHECK(latest({{"u", "2024-03-05T23:00:00Z", "1"}, {"u", "2024-03-06 05:00", "2"}},
               {.dates = {.utc_offset = 7h}})
            .scores == strings{"1"});
}

TEST_CASE("a row without a time is before all others; without a person, or with an odd time, it is rejected",
          "[latest_rows]") {
  const outcome found = latest({{"u", "2024-03-05", "1"},
                                {"u", "", "2"},
                                {"v", "NULL", "3"},
                                {"", "2024-03-05", "4"},
                                {"u", "soon", "5"},
                                {"u", "03/04/2024", "6"},
                                {"short"}});
  CHECK(found.scores == strings{"1", "3"});
  CHECK(found.rows.rejected == 4);
  CHECK(found.rows.rows_left_out() == 1);
  CHECK(found.rows.rejections()[0] == cx::rejection{5, "who", "", "names nobody"});
  CHECK(found.rows.rejections()[1] == cx::rejection{6, "on", "soon", "not a date"});
  cx::date_forms month_first;
  month_first.add(cx::date_form::month_first);
  CHECK(latest({{"u", "2024-03-10", "1"}, {"u", "03/11/2024", "2"}, {"u", "03/09/2024", "3"}},
               {.forms = month_first})
            .scores == strings{"2"});
}

TEST_CASE("any number of threads finds the same last rows", "[latest_rows]") {
  // The last rows of few are handed over by one thread, those of many by several.
  const auto [answers, people] = GENERATE(std::pair(5'000, 300), std::pair(35'000, 1'000'000));
  std::mt19937 dice(3);
  std::vector<strings> rows;
  std::map<std::string, std::pair<std::string, std::string>> last;
  for (int at = 0; at < answers; ++at) {
    const std::string who = "person " + std::to_string(dice() % static_cast<unsigned>(people));
    const std::string on = "2024-01-" + std::to_string(10 + dice() % 20);
    const std::string score = std::to_string(dice() % 11);
    rows.push_back({score, who, "comment, " + std::to_string(at), on});
    auto& known = last[who];
    if (known.first <= on) known = {on, score};
  }
  cx::tally right{cx::zero_to_ten};
  for (const auto& [who, row] : last) right.record(std::stoi(row.second));
  for (const unsigned threads : {1u, 2u, 7u}) {
    memory_rows source{{"q", "who", "text", "on"}, rows};
    cx::latest_rows latest{source, {"who"}, "on"};
    const auto reader = cx::read_rows(latest, threads, [] {
      return cx::survey_reader({{"nps", cx::zero_to_ten}}, {.score = "q", .by = {"on"}});
    });
    CHECK(reader.answers().total() == right);
    CHECK(reader.accounting().read() + latest.accounting().read() == rows.size());
  }
}

TEST_CASE("the last row of each person may be one for each question", "[latest_rows]") {
  memory_rows source{{"q", "who", "metric", "on"},
                     {{"9", "a", "nps", "2024-01-02"},
                      {"8", "a", "nps", "2024-01-01"},
                      {"5", "a", "csat", "2024-01-01"},
                      {"4", "b", "csat", "2024-01-01"}}};
  cx::latest_rows latest{source, {"who", "metric"}, "on"};
  csv_recorder recorder{{0}};
  cx::read_rows(latest, recorder);
  CHECK(recorder.record.rows.size() == 3);
  CHECK(latest.accounting().left_out == std::map<std::string, std::uint64_t>{{"latest-per who", 1}});
  CHECK_THROWS_AS((cx::latest_rows{source, {}, "on"}), std::invalid_argument);
}

}  // namespace tests_of_latest_rows
