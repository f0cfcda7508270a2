// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/row_header.hpp>

#include <rapidcheck.h>

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_row_header {
namespace cx = cxmetrics;
using strings = std::vector<std::string>;

TEST_CASE("names of columns are trimmed, never empty and all different", "[row_header]") {
  CHECK(cx::row_header{{" score ", "\tscore", "", "  ", "score"}}.names() ==
        strings{"score#1", "score#2", "column 3", "column 4", "score#3"});
  CHECK(cx::row_header{{"a", "a", "a#2", "a"}}.names() == strings{"a#1", "a#3", "a#2", "a#4"});
  CHECK(cx::row_header{{"column 2", ""}}.names() == strings{"column 2#1", "column 2#2"});
  CHECK(cx::row_header{{}}.size() == 0);
  REQUIRE(rc::check([](const strings& written) {
    const cx::row_header header{written};
    RC_ASSERT(header.size() == written.size());
    RC_ASSERT(std::set<std::string>(header.names().begin(), header.names().end()).size() == written.size());
    for (std::size_t index = 0; index < header.size(); ++index) {
      RC_ASSERT(!header.names()[index].empty());
      RC_ASSERT(header.index_of(header.names()[index]) == index);
    }
  }));
}

TEST_CASE("a column that is not there is told by those that are", "[row_header]") {
  const cx::row_header header{{"score", "segment"}};
  try {
    header.index_of("segmnt");
    FAIL("there is no such column");
  } catch (const cx::unknown_column& error) {
    CHECK(error.name() == "segmnt");
    CHECK(error.columns() == header.names());
  }
  CHECK(header.find("segment") == 1u);
  CHECK_FALSE(header.find("Segment"));
  CHECK_THROWS_WITH(header.index_of("scores"), "no column is called scores; the columns are: score, segment");
}

TEST_CASE("a name that several columns have is refused, and each has one of its own", "[row_header]") {
  const cx::row_header header{{"score", "on", "score"}};
  CHECK(header.index_of("score#1") == 0u);
  CHECK(header.index_of("score#2") == 2u);
  CHECK_FALSE(header.find("score"));
  CHECK_THROWS_AS(header.index_of("score"), cx::repeated_column);
  CHECK_THROWS_WITH(header.index_of("score"), "several columns are called score: say score#1, score#2");
  CHECK_THROWS_AS(header.index_of("score#3"), cx::unknown_column);
}

TEST_CASE("a long list of columns is cut", "[row_header]") {
  strings names;
  for (int at = 1; at <= 30; ++at) names.push_back("q" + std::to_string(at));
  CHECK_THROWS_WITH(
      cx::row_header{names}.index_of("z"),
      "no column is called z; the columns are: q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, and 20 more");
}

TEST_CASE("many equal names get numbers in linear time", "[csv_header]") {
  const cx::row_header header{strings(100'000, "score")};
  CHECK(header.names().back() == "score#100000");
}

}  // namespace tests_of_row_header
