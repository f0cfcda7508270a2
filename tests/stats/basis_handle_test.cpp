// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/basis_handle.hpp>

#include <thread>
#include <utility>
#include <vector>

namespace tests_of_basis_handle {
namespace cx = cxmetrics;

namespace {

int alive = 0;

class counted final : public cx::basis {
 public:
  counted() { ++alive; }
  ~counted() override { --alive; }
  cx::estimate describe(const cx::quantity&) const override { return {}; }
  cx::interval interval_by(cx::interval_method, cx::confidence) const override { return range(); }
  cx::interval range() const noexcept override { return {0, 1}; }
};

}  // namespace

TEST_CASE("a basis lives as long as the last handle to it", "[basis_handle]") {
  {
    cx::basis_handle first(new counted);
    CHECK(alive == 1);
    cx::basis_handle second = first;
    CHECK(second.get() == first.get());
    CHECK(&*second == second.operator->());
    first = {};
    CHECK_FALSE(first);
    CHECK(alive == 1);
    const cx::basis_handle third = std::move(second);
    CHECK_FALSE(second);
    second = third;
    second = std::as_const(second);
    CHECK(alive == 1);
    second = cx::basis_handle(new counted);
    CHECK(alive == 2);
    const cx::basis_handle joined(second.get());
    second = {};
    CHECK(alive == 2);
  }
  CHECK(alive == 0);
  CHECK_FALSE(cx::basis_handle());
}

TEST_CASE("handles are copied on several threads", "[basis_handle]") {
  {
    const cx::basis_handle shared(new counted);
    std::vector<std::jthread> threads(4);
    for (auto& thread : threads) {
      thread = std::jthread([&shared] {
        for (int i = 0; i < 10'000; ++i) [[maybe_unused]] const cx::basis_handle copy = shared;
      });
    }
    threads.clear();
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}

}  // namespace tests_of_basis_handle
