// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/purchase_reader.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

namespace tests_of_purchase_reader {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

cx::purchase_reader read(const std::string& text, const std::string& amount = "amount") {
  cx::purchase_columns columns;
  columns.amount = amount;
  cx::purchase_reader reader(columns);
  cx::csv_parser parser({}, reader);
  parser.push(text);
  parser.finish();
  return reader;
}

const std::string small =
    "customer,time,amount\n"
    "Ann,2024-01-01,10.00\n"
    "Ann,2024-01-15 10:30,\"1,234.50\"\n"
    "Ben,2024-01-03,$5\n";

}  // namespace

TEST_CASE("purchases in rows become a log", "[purchase_reader]") {
  const cx::purchase_reader reader = read(small);
  const auto log = reader.log();
  REQUIRE(log.size() == 3);
  CHECK(log[0].customer == log[1].customer);
  CHECK(log[0].customer != log[2].customer);
  CHECK(log[1].on == cx::day{2024y / 1 / 15});
  CHECK(log[1].amount == 123450);
  CHECK(reader.last() == cx::day{2024y / 1 / 15});
  CHECK(reader.currency() == "USD");
  CHECK(read(small, "").log()[1].amount == 0);
  CHECK_FALSE(read("customer,time,amount\n").last());
}

TEST_CASE("spaces and compositions of letters make no other customer of a log", "[purchase_reader]") {
  const auto reader = read(
      "customer,time,amount\n"
      "Z\u00fcrich,2024-01-01,10.00\n"
      " Zu\u0308rich,2024-01-15,5.00\n"
      "Z\xFCrich,2024-01-15,5.00\n");
  REQUIRE(reader.log().size() == 2);
  CHECK(reader.log()[0].customer == reader.log()[1].customer);
  CHECK(reader.accounting().rejected == 1);
  CHECK(reader.accounting().rejections().front().reason.starts_with("not valid UTF-8"));
}

TEST_CASE("every row of a log is accounted for", "[purchase_reader]") {
  const auto rows = read(
                        "customer,time,amount\n"
                        "Ann,2024-01-01,10.00\n"
                        "Ann,2024-01-01,\n"
                        ",2024-01-01,1\n"
                        "Ann,,1\n"
                        "Ann,someday,1\n"
                        "Ann,2024-01-01,much\n"
                        "Ann,2024-01-01,1.234\n")
                        .accounting();
  CHECK(rows.answered == 1);
  CHECK(rows.missing == 1);
  REQUIRE(rows.rejections().size() == 5);
  CHECK(rows.rejections()[2] == cx::rejection{6, "time", "someday", "not a date"});
  CHECK(rows.rejections()[4].text == "1.234");
  CHECK(rows.rejections()[4].column == "amount");
}

TEST_CASE("a refund is no purchase, and what lies ahead is none yet", "[purchase_reader]") {
  const cx::purchase_reader reader = read(
      "customer,time,amount\n"
      "Ann,2024-01-01,10.00\n"
      "Ann,2024-02-01,-10.00\n"
      "Ann,2024-03-01,0\n"
      "Ben,2031-01-01,5\n");
  CHECK(reader.log().size() == 3);
  CHECK(reader.last() == cx::day{2031y / 1 / 1});
  CHECK(reader.last(2024y / 12 / 31) == cx::day{2024y / 3 / 1});
  CHECK_FALSE(reader.last(2023y / 12 / 31));
  const cx::accounting rows = reader.accounting(2024y / 12 / 31);
  CHECK(rows.answered == 2);
  CHECK(rows.left_out.at("after 2024-12-31") == 1);
  REQUIRE(rows.rejected == 1);
  CHECK(rows.rejections().front() == cx::rejection{3, "amount", "-10.00", "below 0"});
  CHECK(reader.accounting(2031y / 1 / 1).left_out.empty());
}

TEST_CASE("readers of parts of a log add up", "[purchase_reader]") {
  cx::purchase_reader one = read(small);
  one += read(small);
  CHECK(one.log().size() == 6);
  CHECK(one.log()[3].customer == one.log()[0].customer);
  CHECK(one.accounting().answered == 6);
  CHECK_THROWS_AS(one += read(small, ""), std::invalid_argument);
}

TEST_CASE("purchases are told apart by the columns to break down by, in parts too", "[purchase_reader]") {
  cx::purchase_columns columns;
  columns.amount = "amount";
  columns.by = {"shop", "country"};
  const auto read_part = [&](const std::string& rows) {
    cx::purchase_reader reader(columns);
    cx::csv_parser parser({}, reader);
    parser.push("customer,time,amount,shop,country\n" + rows);
    parser.finish();
    return reader;
  };
  const std::string one = "Ann,2024-01-01,10.00,north,de\nBen,2024-01-03,5,south,de\n";
  const std::string other =
      "Ann,2024-02-01,1.50, north,de\nAnn,2024-02-02,2,north,at\nAnn,2024-02-03,2,\xff,at\n";
  auto all = read_part(one + other);
  auto forwards = read_part(one);
  forwards += read_part(other);
  auto backwards = read_part(other);
  backwards += read_part(one);
  for (const cx::purchase_reader* each : {&all, &forwards, &backwards}) {
    const auto logs = each->logs();
    REQUIRE(logs.size() == 3);
    const auto& north = logs.at({"north", "de"});
    REQUIRE(north.size() == 2);
    CHECK(north[0].customer == north[1].customer);
    CHECK(north[0].amount + north[1].amount == 1150);
    CHECK(logs.at({"north", "at"}).front().amount == 200);
    CHECK(each->log().size() == 4);
    CHECK(each->accounting().rejected == 1);
  }
  CHECK(read(small).logs().size() == 1);
}

}  // namespace tests_of_purchase_reader
