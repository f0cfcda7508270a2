// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/contract_error.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/stats/confidence.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <exception>
#include <stdexcept>
#include <string_view>

namespace tests_of_contract_error {
namespace cx = cxmetrics;
namespace detail = cxmetrics::detail;

TEST_CASE("an error is a broken contract as well as what the standard calls it", "[contract_error]") {
  CHECK_THROWS_AS(detail::throw_invalid_argument("no"), cxmetrics::contract_error);
  CHECK_THROWS_AS(detail::throw_out_of_range("no"), cxmetrics::contract_error);
  try {
    detail::throw_out_of_range("{} is too much", {3});
  } catch (const cxmetrics::contract_error& error) {
    CHECK(std::string_view(error.what()) == "3 is too much");
  }
  CHECK_THROWS_AS(detail::throw_out_of_range("no"), std::exception);
}

TEST_CASE("wrong use is told from wrong data", "[contract_error]") {
  cx::tally tally{cx::zero_to_ten};
  CHECK_THROWS_AS(tally.record(11), cx::contract_error);
  CHECK_THROWS_AS(cx::confidence(95), cx::contract_error);
  CHECK_THROWS_AS((tally += cx::tally{cx::one_to_five}), cx::contract_error);
  const auto blames_the_program = [](const auto& use) {
    try {
      use();
    } catch (const cx::contract_error&) {
      return true;
    } catch (const std::exception&) {
      return false;
    }
    throw std::logic_error("nothing was wrong");
  };
  CHECK(blames_the_program([&] { tally.record(-1); }));
  CHECK_FALSE(blames_the_program([] { cx::input("no such file"); }));
  CHECK_FALSE(blames_the_program([] { cx::tally::restore({"tally", 1, {}, {1}}); }));
}

}  // namespace tests_of_contract_error
