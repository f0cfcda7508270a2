// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/customer_reader.hpp>
#include <cxmetrics/input/next_day_returns.hpp>

#include <chrono>
#include <string_view>

namespace tests_of_next_day_returns {
namespace cx = cxmetrics;

namespace {

cx::next_day_returns returns_in(std::string_view rows, const char* customer, cx::day as_of = cx::day::max()) {
  cx::customer_reader reader({.customer = customer});
  cx::csv_parser parser({}, reader);
  parser.push("id,since,until\n");
  parser.push(rows);
  parser.finish();
  return reader.next_day_returns(as_of);
}

}  // namespace

TEST_CASE("ends look inclusive where more than a third are followed by a return on the next day",
          "[next_day_returns]") {
  CHECK_FALSE(cx::next_day_returns{}.look_inclusive());
  CHECK_FALSE((cx::next_day_returns{3, 1}.look_inclusive()));
  CHECK((cx::next_day_returns{5, 2}.look_inclusive()));
}

TEST_CASE("returns are counted by customer", "[next_day_returns]") {
  constexpr std::string_view rows =
      "A,2024-01-01,2024-01-31\nA,2024-02-01,2024-02-29\nB,2024-02-01,\nC,2024-01-01,2024-01-31\nC,2024-01-"
      "31,\n";
  const cx::next_day_returns found = returns_in(rows, "id");
  CHECK(found.ended == 3);
  CHECK(found.on_the_next_day == 1);
  CHECK(returns_in(rows, "").ended == 0);
}

TEST_CASE("an end that lies ahead is none yet", "[next_day_returns]") {
  const cx::next_day_returns found =
      returns_in("A,2024-01-01,2024-01-31\nA,2024-02-01,9999-12-31\nB,2024-02-01,9999-12-31\n", "id",
                 cx::day{std::chrono::year{2024} / 3 / 1});
  CHECK(found.ended == 1);
  CHECK(found.look_inclusive());
}

}  // namespace tests_of_next_day_returns
