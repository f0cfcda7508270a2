// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/composing.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/history_reader.hpp>
#include <cxmetrics/input/row_feed.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_history_reader {
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
  CHECK(reader.accounting(summer).answered == 4);
  CHECK(reader.accounting(summer).left_out.at("after 2024-07-01") == 1);
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
  // Ends that lie ahead are none, and do not hide how many of the others are followed by a return.
  const std::string ahead = renewed + "D,2024-01-01,9999-12-31\nE,2024-01-01,2025-12-31\n";
  CHECK(read(columns, ahead).next_day_returns(summer).ended == 5);
  CHECK_FALSE(read(columns, ahead).next_day_returns().look_inclusive());
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

TEST_CASE("events of a day are taken by their times, whatever the order of the rows", "[history_reader]") {
  const cx::history_columns columns{.time = "at", .event = "what", .customer = "user"};
  // 1 changes the plan on a day, 2 is back four hours later by another clock, 3 tries and leaves.
  const std::string rows[] = {
      "1,2024-01-05T08:00Z,start\n", "1,2024-03-01T09:00Z,end\n", "1,2024-03-01T15:00Z,start\n",
      "2,2024-01-05T08:00Z,start\n", "2,2024-03-01T09:00Z,end\n", "2,2024-03-01T06:00-07:00,start\n",
      "3,2024-02-10T09:00Z,start\n", "3,2024-02-10T18:00Z,end\n", "1,2024-04-01T00:00:01Z,end\n"};
  const texts expected{"2024-01-05..2024-04-01", "2024-01-05..", "2024-02-10..2024-02-10"};
  std::string forwards = "user,at,what\n";
  for (const std::string& row : rows) forwards += row;
  CHECK(told(read(columns, forwards), summer) == expected);
  std::string backwards = "user,at,what\n";
  for (auto row = std::rbegin(rows); row != std::rend(rows); ++row) backwards += *row;
  texts found = told(read(columns, backwards), summer);
  std::sort(found.begin(), found.end());
  texts sorted = expected;
  std::sort(sorted.begin(), sorted.end());
  CHECK(found == sorted);
}

TEST_CASE(
    "events of the same time keep the order of the rows, or the other one in a log with the newest first",
    "[history_reader]") {
  const cx::history_columns columns{.time = "at", .event = "what", .customer = "user"};
  const std::string oldest_first =
      "user,at,what\n1,2024-01-05,start\n2,2024-02-10,start\n2,2024-02-10,end\n1,2024-03-01,end\n"
      "1,2024-03-01,start\n";
  CHECK(told(read(columns, oldest_first), summer) == texts{"2024-01-05..", "2024-02-10..2024-02-10"});
  const std::string newest_first =
      "user,at,what\n1,2024-03-01,start\n1,2024-03-01,end\n2,2024-02-10,end\n2,2024-02-10,start\n"
      "1,2024-01-05,start\n";
  CHECK(told(read(columns, newest_first), summer) == texts{"2024-01-05..", "2024-02-10..2024-02-10"});
}

TEST_CASE("an end without a start before it is counted as left out", "[history_reader]") {
  const auto reader = read({.time = "at", .event = "what", .customer = "user"},
                           "user,at,what\n1,2024-01-05,end\n1,2024-02-05,start\n1,2024-02-06,start\n"
                           "1,2024-03-05,end\n1,2024-03-06,end\n2,2024-01-05,end\n3,2024-09-01,start\n");
  CHECK(told(reader, summer) == texts{"2024-02-05..2024-03-05"});
  const cx::accounting rows = reader.accounting(summer);
  CHECK(rows.left_out.at("an end without a start before it") == 3);
  CHECK(rows.left_out.at("after 2024-07-01") == 1);
  CHECK(rows.answered == 3);
  CHECK(rows.read() == 7);
  CHECK(reader.accounting().answered == 4);
}

TEST_CASE("an end that names no group ends the customer in all of them", "[history_reader]") {
  const auto reader =
      read({.time = "at", .event = "what", .customer = "user", .by = {"plan"}},
           "user,at,what,plan\n1,2024-01-05,start,a\n1,2024-02-05,start,b\n2,2024-01-05,start,a\n"
           "1,2024-03-05,end,\n2,2024-04-01,end,a\n3,2024-04-01,start,a\n3,2024-05-01,end,NULL\n");
  CHECK(told(reader, summer, true) == texts{"a: 2024-01-05..2024-03-05", "a: 2024-01-05..2024-04-01",
                                            "a: 2024-04-01..2024-05-01", "b: 2024-02-05..2024-03-05"});
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

TEST_CASE("readers of parts of the histories add up to the reader of all, in any order", "[history_reader]") {
  std::mt19937 random(23);
  std::uint64_t lines = 0;
  // In each part the lines of a whole file, as sources give them to several sinks.
  cx::history_columns columns;
  columns.since = "since";
  columns.until = "until";
  columns.customer = GENERATE(as<std::string>{}, "", "id");
  columns.reason = "why";
  columns.by = {"plan", "region"};
  cx::history_reader all(columns);
  std::vector<cx::history_reader> parts;
  for (int part = 0; part < 3; ++part) parts.emplace_back(columns);
  const cx::row_header names({"id", "plan", "region", "since", "until", "why"});
  {
    cx::row_feed to_all(all, names);
    std::vector<cx::row_feed> to_part;
    for (cx::history_reader& each : parts) to_part.emplace_back(each, names);
    for (int row = 0; row < 2000; ++row) {
      const std::string id = "c" + std::to_string(random() % 300);
      const std::string plan = "plan " + std::to_string(random() % 7);
      const std::string region = random() % 9 == 0 ? "\xff" : std::to_string(random() % 2);
      const auto date = [&](unsigned month) {
        return random() % 2 ? "2024-0" + std::to_string(month) + "-1" + std::to_string(random() % 10)
                            : "1" + std::to_string(random() % 10) + "/0" + std::to_string(month) + "/2024";
      };
      const std::string since = date(1 + static_cast<unsigned>(random() % 3));
      const std::string until = random() % 3 ? date(3 + static_cast<unsigned>(random() % 4)) : "";
      const std::string why = "reason " + std::to_string(random() % 3);
      ++lines;
      to_all.row({id, plan, region, since, until, why}, lines);
      to_part[random() % 3].row({id, plan, region, since, until, why}, lines);
    }
    to_all.finish();
    for (cx::row_feed& each : to_part) each.finish();
  }
  cx::history_reader forwards(columns);
  cx::history_reader backwards(columns);
  for (int part = 0; part < 3; ++part) {
    forwards += parts[static_cast<std::size_t>(part)];
    backwards += parts[static_cast<std::size_t>(2 - part)];
  }
  const auto sorted = [](std::vector<std::string> texts) {
    std::sort(texts.begin(), texts.end());
    return texts;
  };
  CHECK(told(all, summer).size() > 200);
  for (const cx::history_reader* sum : {&forwards, &backwards}) {
    for (const bool by_group : {false, true})
      CHECK(sorted(told(*sum, summer, by_group)) == sorted(told(all, summer, by_group)));
    CHECK(sum->days(summer) == all.days(summer));
    CHECK(sum->accounting() == all.accounting());
    CHECK(sum->next_day_returns().ended == all.next_day_returns().ended);
    CHECK(sum->next_day_returns().on_the_next_day == all.next_day_returns().on_the_next_day);
    CHECK(sum->known_of_leavers_only(0) == all.known_of_leavers_only(0));
  }
  const std::uint64_t used = forwards.accounting().answered;
  forwards += forwards;
  CHECK(forwards.accounting().answered == 2 * used);
  columns.grace = std::chrono::days{1};
  CHECK_THROWS_AS(backwards += cx::history_reader(columns), std::invalid_argument);
}

TEST_CASE("acts and events of a day keep the order of their lines, whichever reader read them",
          "[history_reader]") {
  cx::history_columns columns;
  columns.time = "at";
  columns.event = "what";
  columns.customer = "id";
  cx::history_reader first(columns);
  cx::history_reader second(columns);
  const cx::row_header names({"id", "at", "what"});
  cx::row_feed to_first(first, names);
  cx::row_feed to_second(second, names);
  to_first.row({"a", "2024-01-01", "start"}, 2);
  to_second.row({"a", "2024-02-01", "end"}, 3);
  to_first.row({"a", "2024-02-01", "start"}, 4);
  to_first.finish();
  to_second.finish();
  cx::history_reader one(columns);
  one += second;
  one += first;
  first += second;
  CHECK(told(one, summer) == told(first, summer));
}

}  // namespace tests_of_history_reader
