// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/spend_model.hpp>

#include <cmath>
#include <stdexcept>

namespace tests_of_spend_model {
namespace cx = cxmetrics;
using cx::tests::WithinAbs;

// Against BTYD, see purchase_model_test.cpp.

TEST_CASE("an expected spend lies between the customer's own mean and that of all", "[spend_model]") {
  const cx::gamma_gamma model{6.25, 3.74, 15.44};
  CHECK_THAT(model.expected_spend(), WithinAbs(35.22, 0.005));
  double before = 0;
  for (const std::uint64_t repeats : {1U, 3U, 20U, 1000U}) {
    const double spend = model.expected_spend({repeats, 1, 2, 10});
    CHECK(spend > 10);
    CHECK(spend < model.expected_spend());
    if (before > 0) CHECK(spend < before);
    before = spend;
  }
  CHECK_THAT(before, WithinAbs(10, 0.1));
}

TEST_CASE("without a mean there is none to expect", "[spend_model]") {
  CHECK(std::isinf(cx::gamma_gamma(6, 0.9, 15).expected_spend()));
  CHECK(cx::gamma_gamma(6, 0.9, 15).log_likelihood({0, 0, 2, 0}) == 0);
  CHECK_THROWS_AS(cx::gamma_gamma(6, 2, 15).expected_spend({1, 1, 2, 0}), std::invalid_argument);
  CHECK_THROWS_AS(cx::gamma_gamma(0, 2, 15), std::invalid_argument);
}

}  // namespace tests_of_spend_model
