// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/composing.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/history_reader.hpp>

#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cx = cxmetrics;
using cx::tests::composes_characters;
using namespace std::chrono_literals;

namespace {

constexpr cx::day summer = 2024y / 7 / 1;

cx::history_reader read(const cx::history_columns& columns, std::string_view text) {
  cx::history_reader reader(columns);
  cx::csv_parser parser({}, reader);
  parser.push(text);
  parser.finish();
  return reader;
}

// The spells of each customer in the order in which they are told, "2024-01-01..2024-03-10 price".
std::vector<std::string> told(const cx::history_reader& reader, cx::day as_of, bool by_group = false) {
  std::vector<std::string> result;
  const auto tell = [&](const std::vector<std::string>& key, const std::vector<cx::reasoned_spell>& spells) {
    std::string text;
    for (const std::string& part : key) text += part + ": ";
    for (const cx::reasoned_spell& each : spells) {
      if (&each != &spells.front()) text += ", ";
      text += cx::to_string(each.days.since()) + "..";
      if (each.days.until()) text += cx::to_string(*each.days.until());
      if (!each.reason.empty()) text += " " + each.reason;
    }
    result.push_back(text);
  };
  by_group ? reader.each(as_of, tell) : reader.each_of_all(as_of, tell);
  return result;
}

using texts = std::vector<std::string>;

const std::string spells =
    "id,plan,since,until,why\n"
    "a,basic,2024-01-01,2024-03-10,price\n"
    "a,basic,2024-03-15,,\n"
    "b,pro,2024-01-01,9999-12-31,\n"
    "b,pro,2024-08-01,,\n"
    "c,pro,2024-01-01,2024-02-01,support\n"
    "d,pro,2024-05-05,2024-03-05,\n"
    "e,pro,,,\n"
    " ,pro,2024-02-01,,\n";

}  // namespace

TEST_CASE("spells are read by customer, as they are known on a day", "[history_reader]") {
  const auto reader = read({.since = "since", .until = "until", .customer = "id", .reason = "why"}, spells);
  CHECK(told(reader, summer) == texts{"2024-01-01..2024-03-10 price, 2024-03-15..", "2024-01-01..",
                                      "2024-01-01..2024-02-01 support"});
  CHECK(told(reader, 2024y / 1 / 15) == texts{"2024-01-01..", "2024-01-01..", "2024-01-01.."});
  CHECK(told(reader, 2023y / 1 / 15).empty());
  CHECK(reader.days(summer) == cx::period{2024y / 1 / 1, 2024y / 3 / 16});
  CHECK(reader.accounting().answered == 5);
  CHECK(reader.accounting().rejected == 3);
  CHECK_FALSE(read({.since = "since", .until = "until"}, "since,until\n").days(summer));
}

TEST_CASE("each row is a customer where nothing says who it is", "[history_reader]") {
  const auto reader = read({.since = "since", .until = "until", .by = {"plan"}}, spells);
  CHECK(told(reader, summer, true).size() == 6 - 1);
  CHECK(told(reader, summer, true).front() == "basic: 2024-01-01..2024-03-10");
}

TEST_CASE("who comes back within the grace was never gone", "[history_reader]") {
  cx::history_columns columns{.since = "since", .until = "until", .customer = "id", .reason = "why"};
  columns.grace = std::chrono::days{5};
  CHECK(told(read(columns, spells), summer).front() == "2024-01-01..");
  columns.grace = std::chrono::days{4};
  CHECK(told(read(columns, spells), summer).front() == "2024-01-01..2024-03-10 price, 2024-03-15..");
  columns.grace = std::chrono::days{-1};
  CHECK_THROWS_AS(cx::history_reader{columns}, std::invalid_argument);
}

TEST_CASE("ends that are last days are told by returns on the next day", "[history_reader]") {
  const std::string renewed =
      "id,from,to\nA,2024-01-01,2024-01-31\nA,2024-02-01,2024-02-29\nB,2024-01-01,2024-01-31\n"
      "B,2024-02-01,2024-02-29\nC,2024-01-01,2024-01-31\n";
  cx::history_columns columns{.since = "from", .until = "to", .customer = "id"};
  const auto returns = read(columns, renewed).next_day_returns();
  CHECK(returns.ended == 5);
  CHECK(returns.on_the_next_day == 2);
  CHECK(returns.look_inclusive());
  columns.end_inclusive = true;
  CHECK(told(read(columns, renewed), summer) ==
        texts{"2024-01-01..2024-03-01", "2024-01-01..2024-03-01", "2024-01-01..2024-02-01"});
  CHECK_FALSE(read({.since = "since", .until = "until", .customer = "id"}, spells)
                  .next_day_returns()
                  .look_inclusive());
}

TEST_CASE("a column that only leavers fill tells reasons", "[history_reader]") {
  const auto reader = read({.since = "since", .until = "until", .by = {"why", "plan"}}, spells);
  CHECK(reader.known_of_leavers_only(0));
  CHECK_FALSE(reader.known_of_leavers_only(1));
}

TEST_CASE("a log of events is read as spells", "[history_reader]") {
  const std::string log =
      "user,at,what,why\n1,2024-01-05,Signup,\n1,2024-02-01,login,\n1,2024-03-05,cancel,price\n"
      "1,2024-04-01,signup,\n2,2024-01-05,signup,\n2,2024-13-05,cancel,\n";
  const auto reader = read({.time = "at",
                            .event = "what",
                            .start_events = {"signup"},
                            .end_events = {"cancel"},
                            .customer = "user",
                            .reason = "why"},
                           log);
  CHECK(told(reader, summer) == texts{"2024-01-05..2024-03-05 price, 2024-04-01..", "2024-01-05.."});
  CHECK(reader.accounting().left_out.at("another event") == 1);
  CHECK(reader.accounting().rejected == 1);
  CHECK(reader.accounting().read() == 6);
}

TEST_CASE("events begin and end spells however their characters are composed", "[history_reader]") {
  const cx::history_columns columns{.time = "at",
                                    .event = "what",
                                    .start_events = {"\u0110a\u0306ng ky\u0301"},
                                    .end_events = {"h\u1EE7y"},
                                    .customer = "user"};
  const auto reader =
      read(columns, "user,at,what\n1,2024-01-05,\u0110\u0103ng k\u00FD\n1,2024-03-05,hu\u0309y\n");
  if (!composes_characters()) return;
  CHECK(told(reader, summer) == texts{"2024-01-05..2024-03-05"});
}

// A shop's orders, with months first.
TEST_CASE("a log of orders is read as spells that silence ends", "[history_reader]") {
  const std::string orders =
      "InvoiceNo,CustomerID,InvoiceDate\n1,A,12/1/2010 8:26\n2,B,12/1/2010 9:00\n3,C,12/15/2010 10:00\n"
      "4,A,1/10/2011 11:00\n6,A,2/2/2011 13:00\n";
  const auto reader =
      read({.time = "InvoiceDate", .gone_after = {std::chrono::days{30}}, .customer = "CustomerID"}, orders);
  CHECK(told(reader, 2011y / 3 / 3) ==
        texts{"2010-12-01..2010-12-31, 2011-01-10..", "2010-12-01..2010-12-31", "2010-12-15..2011-01-14"});
}

TEST_CASE("columns of several ways, or of none, are refused", "[history_reader]") {
  CHECK_THROWS_AS(cx::history_reader({}), std::invalid_argument);
  CHECK_THROWS_AS(cx::history_reader({.since = "a", .until = "b", .time = "c"}), std::invalid_argument);
  CHECK_THROWS_AS(cx::history_reader({.time = "c"}), std::invalid_argument);
}
