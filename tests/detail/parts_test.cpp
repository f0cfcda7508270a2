// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/detail/parts.hpp>

#include <atomic>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_parts {

namespace detail = cxmetrics::detail;

TEST_CASE("few rows are not worth a second thread, many never get more than asked for", "[parts]") {
  CHECK(detail::parts_for(0, 8) == 1);
  CHECK(detail::parts_for(1000, 8) == 1);
  CHECK(detail::parts_for(1'000'000, 1) == 1);
  CHECK(detail::parts_for(1'000'000, 8) == 8);
  CHECK(detail::parts_for(1'000'000, 0) >= 1);
  CHECK(detail::parts_for(5, 8, 1) == 5);
}

TEST_CASE("parts cover every row once", "[parts]") {
  struct sum {
    std::uint64_t rows = 0;
    std::uint64_t places = 0;
    sum& operator+=(const sum& other) {
      rows += other.rows;
      places += other.places;
      return *this;
    }
  };
  for (const std::size_t rows : {0U, 1U, 99'999U, 100'000U, 100'003U}) {
    for (const unsigned threads : {1U, 2U, 3U, 5U}) {
      const auto total = detail::count_in_parts(rows, threads, sum{}, [](sum& into, auto first, auto last) {
        for (; first < last; ++first) into += sum{1, first};
      });
      CHECK(total.rows == rows);
      CHECK(total.places == (rows == 0 ? 0 : std::uint64_t{rows} * (rows - 1) / 2));
    }
  }
}

TEST_CASE("all parts run, and the exception of the lowest one leaves", "[parts]") {
  std::atomic<int> ran = 0;
  const auto run = [&](std::size_t part) {
    ++ran;
    if (part >= 2) throw std::runtime_error("part " + std::to_string(part));
  };
  CHECK_THROWS_WITH(detail::run_parts(5, run), "part 2");
  CHECK(ran == 5);
  CHECK_NOTHROW(detail::run_parts(0, run));
}

}  // namespace tests_of_parts
