// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/arrow.hpp>

#include <cstdint>
#include <iterator>
#include <optional>
#include <vector>

namespace tests_of_arrow_values {
namespace cx = cxmetrics;

namespace {
struct squares {
  std::size_t size() const { return 5; }
  int operator[](std::size_t row) const { return static_cast<int>(row * row); }
};
}  // namespace

TEST_CASE("the columns of a batch are ranges whose rows have places", "[arrow]") {
  STATIC_REQUIRE(std::random_access_iterator<cx::arrow_scores::iterator>);
  STATIC_REQUIRE(std::random_access_iterator<cx::arrow_spells::iterator>);
  STATIC_REQUIRE(cx::detail::column<cx::arrow_texts>);
  STATIC_REQUIRE(cx::detail::column<const cx::arrow_texts>);
}

TEST_CASE("an iterator over rows goes wherever arithmetic leads it", "[arrow]") {
  const squares rows;
  const cx::detail::row_iterator<squares> begin(&rows, 0);
  const auto end = begin + 5;
  CHECK(std::vector<int>(begin, end) == std::vector<int>{0, 1, 4, 9, 16});
  CHECK(end - begin == 5);
  CHECK(begin[3] == 9);
  CHECK(*(2 + begin) == 4);
  CHECK(*(end - 1) == 16);
  auto at = end;
  CHECK(*--at == 16);
  CHECK(*at-- == 16);
  CHECK(*at++ == 9);
  CHECK(at > begin);
  CHECK((at -= 4) == begin);
}

TEST_CASE("an owner releases once, wherever it has been moved", "[arrow]") {
  static int released = 0;
  released = 0;
  ArrowArray given{};
  given.release = [](ArrowArray* array) {
    array->release = nullptr;
    ++released;
  };
  {
    cx::detail::arrow_owner<ArrowArray> first(given);
    CHECK(given.release == nullptr);
    cx::detail::arrow_owner<ArrowArray> second(std::move(first));
    ArrowArray none{};
    cx::detail::arrow_owner<ArrowArray> third(none);
    third = std::move(second);
    CHECK(released == 0);
  }
  CHECK(released == 1);
}

}  // namespace tests_of_arrow_values
