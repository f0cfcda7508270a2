// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"
#include "support/memory_rows.hpp"

#include <cxmetrics/input/row_tee.hpp>

#include <string>
#include <vector>

namespace tests_of_row_tee {
namespace cx = cxmetrics;
using cx::tests::csv_recorder;
using cx::tests::memory_rows;
using strings = std::vector<std::string>;

TEST_CASE("each sink of a tee sees what it would see alone", "[row_tee]") {
  std::vector<strings> rows;
  for (int at = 0; at < 150; ++at) rows.push_back({std::to_string(at), "b" + std::to_string(at), "c"});
  rows.push_back({"too few"});
  rows.push_back({"1", "2", "3"});
  const std::vector<std::vector<std::size_t>> asked{{2, 0}, {1}, {0, 0, 2}};
  std::vector<csv_recorder> recorders(asked.begin(), asked.end());
  cx::row_tee tee{{&recorders[0], &recorders[1], &recorders[2]}};
  memory_rows source{{"a", "b", "c"}, rows};
  cx::read_rows(source, tee);
  for (std::size_t sink = 0; sink < asked.size(); ++sink) {
    csv_recorder alone{asked[sink]};
    memory_rows again{{"a", "b", "c"}, rows};
    cx::read_rows(again, alone);
    CHECK(recorders[sink].record == alone.record);
    CHECK(recorders[sink].record.rejections.size() == 1);
  }
}

TEST_CASE("a tee of no sinks asks for nothing", "[row_tee]") {
  memory_rows source{{"a"}, {{"1"}}};
  cx::row_tee tee{{}};
  CHECK_NOTHROW(cx::read_rows(source, tee));
}

}  // namespace tests_of_row_tee
