// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string_view>

namespace tests_of_throw {

namespace detail = cxmetrics::detail;

TEST_CASE("an error quotes its values in order", "[throw]") {
  CHECK_THROWS_WITH(detail::throw_invalid_argument("{} is not {}", {1, 2}), "1 is not 2");
  CHECK_THROWS_AS(detail::throw_invalid_argument("no"), std::invalid_argument);
  CHECK_THROWS_AS(detail::throw_out_of_range("no"), std::out_of_range);
}

TEST_CASE("an error quotes integers in full and reals as short as they read back", "[throw]") {
  CHECK_THROWS_WITH(detail::throw_out_of_range("{}, {}", {std::numeric_limits<std::int64_t>::min(),
                                                          std::numeric_limits<std::uint64_t>::max()}),
                    "-9223372036854775808, 18446744073709551615");
  CHECK_THROWS_WITH(detail::throw_out_of_range("{}, {}", {0.1, 95.0}), "0.1, 95");
  CHECK_THROWS_WITH(detail::throw_out_of_range("{}", {std::numeric_limits<double>::quiet_NaN()}), "nan");
}

TEST_CASE("an error quotes text as it stands", "[throw]") {
  CHECK_THROWS_WITH(detail::throw_invalid_argument("<{}>", {std::string_view("{}")}), "<{}>");
}

TEST_CASE("a place without a value is left as it is", "[throw]") {
  CHECK_THROWS_WITH(detail::throw_invalid_argument("{} {}", {1}), "1 {}");
  CHECK_THROWS_WITH(detail::throw_invalid_argument("none", {1}), "none");
}

}  // namespace tests_of_throw
