// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/journey/drop_off.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_drop_off {
namespace cx = cxmetrics;
using reasons = std::set<std::string>;

TEST_CASE("reasons stand between semicolons, each once", "[drop_off]") {
  CHECK(cx::reasons_in("slow; price ;slow") == reasons{"price", "slow"});
  CHECK(cx::reasons_in("too slow") == reasons{"too slow"});
  CHECK(cx::reasons_in("") == reasons{});
  CHECK(cx::reasons_in(" ; ;") == reasons{});
}

TEST_CASE("shares are of all who stopped, and may exceed 100 per cent together", "[drop_off]") {
  cx::drop_off why{{"visit", "cart", "pay"}};
  for (int i = 0; i < 6; ++i) why.record(1, {"price", "slow"});
  for (int i = 0; i < 2; ++i) why.record(1, {"price"});
  for (int i = 0; i < 2; ++i) why.record(1, {});
  const std::vector<cx::reason_share> shares = cx::shares_of(why.at(1));
  REQUIRE(shares.size() == 3);
  CHECK(shares[0].reason == "price");
  CHECK(shares[0].share.value == 80);
  CHECK(shares[0].share.n == 10);
  CHECK(shares[1].share.value == 60);
  CHECK(shares[2].reason.empty());
  CHECK(shares[2].customers == 2);
  CHECK(shares[2].share.value == 20);
  CHECK(std::isnan(cx::shares_of(why.at(0)).front().share.value));
}

TEST_CASE("reasons of two segments are compared each by itself, adjusted", "[drop_off]") {
  cx::drop_off old_app{{"visit", "cart"}};
  cx::drop_off new_app{{"visit", "cart"}};
  for (int i = 0; i < 60; ++i) old_app.record(0, i < 45 ? reasons{"slow"} : reasons{"price"});
  for (int i = 0; i < 60; ++i) new_app.record(0, i < 15 ? reasons{"slow"} : reasons{"price", "help"});
  const auto found = cx::compare_reasons(old_app.at(0), new_app.at(0));
  REQUIRE(found.size() == 4);
  CHECK(found[0].reason == "help");
  CHECK(found[0].share.value == 75);
  CHECK(found[2].reason == "slow");
  CHECK(found[2].share.value == -50);
  CHECK(found[2].significant);
  // Holm: the least of four counts four times.
  double least = 1;
  double least_adjusted = 1;
  for (const cx::reason_comparison& each : found) {
    CHECK(each.adjusted_p_value >= each.share.mark_p_value);
    least = std::min(least, each.share.mark_p_value);
    least_adjusted = std::min(least_adjusted, each.adjusted_p_value);
  }
  CHECK(least > 0);
  CHECK(least_adjusted == Approx(4 * least));
  CHECK(found[3].reason.empty());
  CHECK_FALSE(found[3].significant);
}

TEST_CASE("nobody stops at the last step, and a reason has a name", "[drop_off]") {
  CHECK_THROWS_AS(cx::drop_off{{"visit"}}, std::invalid_argument);
  cx::drop_off why{{"visit", "cart"}};
  CHECK_THROWS_AS(why.record(1, {}), std::out_of_range);
  CHECK_THROWS_AS(why.record(0, {""}), std::invalid_argument);
  CHECK(why == cx::drop_off{{"visit", "cart"}});
  why.record(0, {"price"});
  CHECK_THROWS_AS(cx::drop_off(std::vector<std::string>{"visit", "cart"}) -= why, std::invalid_argument);
}

}  // namespace tests_of_drop_off
