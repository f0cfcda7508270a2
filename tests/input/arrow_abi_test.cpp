// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/arrow_abi.hpp>

#include <cstddef>
#include <type_traits>

namespace tests_of_arrow_abi {

TEST_CASE("the structures of Arrow lie as its specification says", "[arrow]") {
  if (sizeof(void*) != 8) return;
  STATIC_REQUIRE(std::is_trivially_copyable_v<ArrowSchema> && std::is_trivially_copyable_v<ArrowArray>);
  CHECK(sizeof(ArrowSchema) == 72);
  CHECK(offsetof(ArrowSchema, children) == 40);
  CHECK(offsetof(ArrowSchema, release) == 56);
  CHECK(sizeof(ArrowArray) == 80);
  CHECK(offsetof(ArrowArray, buffers) == 40);
  CHECK(offsetof(ArrowArray, release) == 64);
  CHECK(sizeof(ArrowArrayStream) == 40);
  CHECK(offsetof(ArrowArrayStream, release) == 24);
}

}  // namespace tests_of_arrow_abi
