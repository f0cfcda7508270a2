// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"
#include "support/memory_rows.hpp"

#include <cxmetrics/input/joined_rows.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_joined_rows {
namespace cx = cxmetrics;
using cx::tests::csv_recorder;
using cx::tests::memory_rows;
using strings = std::vector<std::string>;

namespace {

const std::vector<strings> of_march{{"10", "a", "x"}, {"nine", "b", "x"}, {"9", "a", "x"}};
const std::vector<strings> of_april{{"a", "0"}, {"b", "8"}, {"too", "many", "fields"}};

}  // namespace

TEST_CASE("sources are joined by the names of their columns", "[joined_rows]") {
  memory_rows march{{"score", "segment", "channel"}, of_march};
  memory_rows april{{"segment", "score"}, of_april};
  cx::joined_rows both{{{"march.csv", &march}, {"april.csv", &april}}};
  CHECK(both.header().names() == strings{"score", "segment", "channel", "file"});
  const cx::survey_columns columns{.score = "score", .by = {"segment", "file"}};
  const auto reader = cx::read_rows(both, 2, [&] {
    return cx::survey_reader({{"nps", cx::zero_to_ten}}, columns);
  });
  const auto by = reader.answers();
  CHECK(by.size() == 3);
  CHECK(by.total().answered() == 4);
  CHECK(by.find(strings{"a", "march.csv"}, std::nullopt)->count(9) == 1);
  CHECK(by.find(strings{"a", "april.csv"}, std::nullopt)->count(0) == 1);
  const cx::accounting rows = both.located(reader.accounting());
  CHECK(rows.read() == 6);
  CHECK(rows.rejections() ==
        std::vector<cx::rejection>{{4, "", "too", "3 fields, the header has 2", "april.csv"},
                                   {3, "score", "nine", "not a number", "march.csv"}});
}

TEST_CASE("rows of several sources come in their order", "[joined_rows]") {
  memory_rows march{{"score", "segment", "channel"}, of_march};
  memory_rows april{{"segment", "score"}, of_april};
  cx::joined_rows both{{{"march", &march}, {"april", &april}}};
  csv_recorder recorder{{3, 0}};
  cx::read_rows(both, recorder);
  strings seen;
  std::uint64_t line = 0;
  for (const auto& row : recorder.record.rows) {
    seen.push_back(row.fields[0] + ' ' + row.fields[1]);
    CHECK(row.line > line);
    line = row.line;
  }
  CHECK(seen == strings{"march 10", "march nine", "march 9", "april 0", "april 8"});
  csv_recorder sampled{{1}};
  both.sample(sampled);
  CHECK(sampled.record.rows.size() == 5);
}

TEST_CASE("a column that a source lacks is refused by both their names", "[joined_rows]") {
  memory_rows march{{"score", "segment", "channel"}, of_march};
  memory_rows april{{"segment", "score"}, of_april};
  cx::joined_rows both{{{"march", &march}, {"april", &april}}};
  csv_recorder recorder{{2}};
  CHECK_THROWS_WITH(cx::read_rows(both, recorder), "april: no column is called channel");
  CHECK(recorder.record.rows.empty());
  CHECK_THROWS_AS(cx::joined_rows{{}}, std::invalid_argument);
}

TEST_CASE("a column called file is told from the name of the source", "[joined_rows]") {
  memory_rows one{{"file"}, {{"x"}}};
  cx::joined_rows joined{{{"one", &one}}};
  CHECK(joined.header().names() == strings{"file#1", "file#2"});
}

}  // namespace tests_of_joined_rows
