// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/laws.hpp"

#include <cxmetrics/accounting.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace tests_of_accounting {
namespace cx = cxmetrics;
using cx::tests::check_law;

namespace {

cx::accounting any_accounting() {
  cx::accounting result;
  result.answered = *rc::gen::inRange<std::uint64_t>(0, 1000);
  result.missing = *rc::gen::inRange<std::uint64_t>(0, 1000);
  result.off_scale = *rc::gen::inRange<std::uint64_t>(0, 1000);
  for (const char* reason : {"another metric", "another region"}) {
    if (const auto rows = *rc::gen::inRange<std::uint64_t>(0, 3)) result.left_out[reason] = rows;
  }
  for (const char* remark : {"a remark", "another"}) {
    if (*rc::gen::arbitrary<bool>()) result.remarks.insert(remark);
  }
  const int rejections = *rc::gen::inRange(0, 150);
  for (int count = 0; count < rejections; ++count) {
    const auto line = *rc::gen::inRange<std::uint64_t>(2, 400);
    result.reject({.line = line,
                   .column = "score",
                   .text = *rc::gen::element<std::string>("x", "y"),
                   .reason = "not a whole number"});
  }
  return result;
}

}  // namespace

TEST_CASE("a new accounting has read nothing", "[accounting]") {
  const cx::accounting nothing;
  CHECK(nothing.read() == 0);
  CHECK(nothing.used() == 0);
  CHECK(nothing.rejections().empty());
}

TEST_CASE("every row read is used, left out or rejected", "[accounting]") {
  cx::accounting rows;
  rows.left_out = {{"another metric", 7}, {"another region", 2}};
  rows.answered = 5;
  rows.missing = 3;
  rows.off_scale = 2;
  rows.reject({.line = 17, .column = "score", .text = "eleven", .reason = "not a whole number"});
  CHECK(rows.used() == 10);
  CHECK(rows.rejected == 1);
  CHECK(rows.rows_left_out() == 9);
  CHECK(rows.read() == 20);
  REQUIRE(rows.rejections().size() == 1);
  CHECK(rows.rejections().front().line == 17);
  CHECK(rows.rejections().front().text == "eleven");
}

TEST_CASE("rejections are kept by line, whatever their order", "[accounting]") {
  cx::accounting rows;
  for (const std::uint64_t line : {30u, 10u, 20u}) rows.reject({.line = line});
  REQUIRE(rows.rejections().size() == 3);
  CHECK(rows.rejections()[0].line == 10);
  CHECK(rows.rejections()[1].line == 20);
  CHECK(rows.rejections()[2].line == 30);
}

TEST_CASE("a remark is made once, however many parts make it", "[accounting]") {
  cx::accounting rows;
  rows.remarks = {"line 2 is odd"};
  cx::accounting others;
  others.remarks = {"line 2 is odd", "line 7 is odd"};
  rows += others;
  CHECK(rows.remarks == others.remarks);
}

TEST_CASE("the first hundred rejections are kept, and all are counted", "[accounting]") {
  cx::accounting rows;
  for (std::uint64_t line = 1000; line > 0; --line) rows.reject({.line = line});
  CHECK(rows.rejected == 1000);
  REQUIRE(rows.rejections().size() == cx::accounting::kept_rejections);
  CHECK(rows.rejections().front().line == 1);
  CHECK(rows.rejections().back().line == 100);
}

TEST_CASE("a row may be rejected for two columns", "[accounting]") {
  cx::accounting rows;
  rows.reject({.line = 2, .column = "score", .text = "x", .reason = "not a number"});
  rows.reject({.line = 2, .column = "day", .text = "x", .reason = "not a day"});
  rows.reject({.line = 2, .column = "day", .text = "x", .reason = "not a day"});
  CHECK(rows.rejected == 3);
  CHECK(rows.rejections().size() == 3);
  CHECK(rows.rejections().front().column == "day");
}

TEST_CASE("an accounting adds to itself", "[accounting]") {
  cx::accounting rows;
  rows.answered = 2;
  rows.reject({.line = 4});
  rows += rows;
  CHECK(rows.read() == 6);
  CHECK(rows.rejections().size() == 2);
}

TEST_CASE("counts of a question add up with those of the same question", "[accounting]") {
  const auto of = [](const char* metric, const char* question, std::uint64_t answered) {
    cx::question_counts counts;
    counts.metric = metric;
    counts.question = question;
    counts.answered = answered;
    counts.left_out["another region"] = 1;
    return counts;
  };
  cx::accounting one;
  one.questions = {of("csat", "price", 5), of("nps", "price", 4)};
  cx::accounting other;
  other.questions = {of("nps", "price", 3), of("nps", "staff", 2)};
  one += other;
  REQUIRE(one.questions.size() == 3);
  CHECK(one.questions[0] == of("csat", "price", 5));
  CHECK(one.questions[1].answered == 7);
  CHECK(one.questions[1].read() == 9);
  CHECK(one.questions[2] == of("nps", "staff", 2));
  CHECK(one != other);
}

TEST_CASE("accountings differ in any of their figures", "[accounting]") {
  cx::accounting rejected;
  rejected.reject({.line = 4});
  cx::accounting other;
  other.reject({.line = 5});
  CHECK(rejected != other);
  CHECK(rejected != cx::accounting{});
  cx::accounting missing;
  missing.missing = 1;
  cx::accounting answered;
  answered.answered = 1;
  CHECK(missing != answered);
}

TEST_CASE("the accounts of parts add up in any order", "[accounting][law]") {
  check_law("associative, commutative, with an identity", [] {
    const cx::accounting a = any_accounting();
    const cx::accounting b = any_accounting();
    const cx::accounting c = any_accounting();
    auto ab_c = a;
    ab_c += b;
    ab_c += c;
    auto c_ba = c;
    auto ba = b;
    ba += a;
    c_ba += ba;
    RC_ASSERT(ab_c == c_ba);
    RC_ASSERT(ab_c.read() == a.read() + b.read() + c.read());
    RC_ASSERT(ab_c.rejections().size() ==
              std::min<std::uint64_t>(cx::accounting::kept_rejections, ab_c.rejected));
    auto same = a;
    same += cx::accounting{};
    RC_ASSERT(same == a);
    cx::accounting from_nothing;
    from_nothing += a;
    RC_ASSERT(from_nothing == a);
  });
}

}  // namespace tests_of_accounting
