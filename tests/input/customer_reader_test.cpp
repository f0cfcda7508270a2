// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/customer_reader.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_customer_reader {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

void feed(cx::customer_reader& reader, std::string_view text) {
  cx::csv_parser parser({}, reader);
  parser.push(text);
  parser.finish();
}

cx::customer_reader read(const cx::customer_columns& columns, std::string_view text) {
  cx::customer_reader reader(columns);
  feed(reader, text);
  return reader;
}

const cx::customer_ledger march{{cx::month_of(2024y / 3 / 1)}};

const cx::customer_columns by_plan{.by = {"plan"}, .customer = "id"};

const std::string customers =
    "id,plan,since,until\n"
    "a,basic,2024-01-01,2024-03-10\n"
    "a,basic,2024-03-20,\n"
    "b,pro,2024-01-01,2024-03-05\n"
    "a,pro,2024-02-01, \n"
    "c,pro,2024-03-05,2024-03-05\n"
    "d,pro,2024-05-05,2024-03-05\n"
    "e,pro,,\n"
    "f,pro,2024-02-30,\n"
    "g,pro,2024-02-01,never\n"
    " ,pro,2024-02-01,\n"
    "h,pro,2024-02-01\n";

}  // namespace

TEST_CASE("a customer file without rows has no customers", "[customer_reader]") {
  const auto reader = read({}, "since,until\n");
  CHECK_FALSE(reader.days());
  CHECK(reader.customers(march).size() == 0);
  CHECK(reader.everybody(march) == march);
  CHECK(reader.accounting().read() == 0);
}

TEST_CASE("without a customer column each row is a customer", "[customer_reader]") {
  const auto reader = read({}, "since,until\n2024-01-01,2024-03-10\n2024-01-01,2024-03-10\n2024-03-05,\n");
  const cx::customer_flow flow = reader.everybody(march).flows().front();
  CHECK(flow.at_start() == 2);
  CHECK(flow.acquired() == 1);
  CHECK(flow.churned() == 2);
  CHECK(flow.at_end() == 1);
  REQUIRE(reader.days());
  CHECK(*reader.days() == cx::period{2024y / 1 / 1, 2024y / 3 / 11});
  REQUIRE(reader.customers(march).size() == 1);
  CHECK(reader.customers(march).total() == reader.everybody(march));
}

TEST_CASE("rows of a customer are joined within each group, and across groups for everybody",
          "[customer_reader]") {
  const auto reader = read(by_plan, customers);
  const auto by = reader.customers(march);
  REQUIRE(by.size() == 2);
  const cx::customer_flow basic = by.find({std::vector<std::string>{"basic"}})->flows().front();
  CHECK(basic.at_start() == 1);
  CHECK(basic.churned() == 1);
  CHECK(basic.reactivated() == 1);
  CHECK(basic.at_end() == 1);
  const cx::customer_flow pro = by.find({std::vector<std::string>{"pro"}})->flows().front();
  CHECK(pro.at_start() == 2);
  CHECK(pro.churned() == 1);
  CHECK(pro.churned_new() == 1);
  CHECK(pro.at_end() == 1);

  // On the whole a stayed all the time.
  const cx::customer_flow all = reader.everybody(march).flows().front();
  CHECK(all.at_start() == 2);
  CHECK(all.churned() == 1);
  CHECK(all.reactivated() == 0);
  CHECK(all.at_end() == 1);
}

TEST_CASE("every row of customers is used or rejected, with line, column, text and reason",
          "[customer_reader]") {
  const cx::accounting accounting = read(by_plan, customers).accounting();
  CHECK(accounting.read() == 11);
  CHECK(accounting.answered == 5);
  REQUIRE(accounting.rejected == 6);
  CHECK(std::vector<cx::rejection>(accounting.rejections().begin(), accounting.rejections().begin() + 5) ==
        std::vector<cx::rejection>{{7, "until", "2024-03-05", "ends before it begins"},
                                   {8, "since", "", "no date"},
                                   {9, "since", "2024-02-30", "not a date"},
                                   {10, "until", "never", "not a date"},
                                   {11, "id", " ", "no customer"}});
  CHECK(accounting.rejections()[5].line == 12);
}

TEST_CASE("a sign for nothing is no customer", "[customer_reader]") {
  const cx::customer_reader reader = read(by_plan,
                                          "id,plan,since,until\n"
                                          "a,pro,2024-01-01,\n"
                                          "NULL,pro,2024-01-01,2024-03-10\n"
                                          "NULL,pro,2024-01-01,\n");
  CHECK(reader.accounting().rejections().front() == cx::rejection{3, "id", "NULL", "no customer"});
  CHECK(reader.everybody(march).flows().front().at_start() == 1);
}

TEST_CASE("no more than the beginning of a rejected text of customers is kept", "[customer_reader]") {
  const std::string text(900'000, 'x');
  const auto reader = read({}, "since,until\n" + text + ",\n2024-01-01," + text + "\n");
  const cx::accounting accounting = reader.accounting();
  REQUIRE(accounting.rejected == 2);
  for (const cx::rejection& why : accounting.rejections()) CHECK(why.text == text.substr(0, 80));
}

TEST_CASE("a customer column that is not there is an error", "[customer_reader]") {
  CHECK_THROWS_AS(read({.since = "begin"}, "since,until\n"), cx::unknown_column);
  CHECK_THROWS_AS(read({.until = "end"}, "since,until\n"), cx::unknown_column);
  CHECK_THROWS_AS(read({.by = {"plan"}}, "since,until\n"), cx::unknown_column);
  CHECK_THROWS_AS(read({.customer = "id"}, "since,until\n"), cx::unknown_column);
}

TEST_CASE("readers of parts of the customers add up to the reader of all, in any order",
          "[customer_reader]") {
  std::mt19937 random(11);
  const std::string header = "id,plan,region,since,until\n";
  std::string parts[3];
  for (int row = 0; row < 2000; ++row) {
    const auto month = [&](unsigned from) { return "2024-0" + std::to_string(from + random() % 3) + "-1"; };
    parts[random() % 3] += "customer " + std::to_string(random() % 500) + ",plan " +
                           std::to_string(random() % 30) + "," + std::to_string(random() % 2) + "," +
                           month(1) + std::to_string(random() % 10) + "," +
                           (random() % 3 ? month(4) + "0" : "") + "\n";
  }
  const cx::customer_columns columns{.by = {"plan", "region"},
                                     .customer = GENERATE(as<std::string>{}, "", "id")};
  const cx::customer_ledger quarter{{cx::month_of(2024y / 3 / 1), cx::month_of(2024y / 4 / 1)}};
  const auto whole = read(columns, header + parts[0] + parts[1] + parts[2]);
  auto forwards = read(columns, header + parts[0]);
  forwards += read(columns, header + parts[1]);
  forwards += read(columns, header + parts[2]);
  auto backwards = read(columns, header);
  backwards += read(columns, header + parts[2]);
  backwards += read(columns, header + parts[1]);
  backwards += read(columns, header + parts[0]);
  CHECK(whole.customers(quarter).size() == 60);
  for (const cx::customer_reader* sum : {&forwards, &backwards}) {
    CHECK(sum->customers(quarter) == whole.customers(quarter));
    CHECK(sum->everybody(quarter) == whole.everybody(quarter));
    CHECK(sum->days() == whole.days());
    CHECK(sum->accounting().read() == 2000);
  }
}

TEST_CASE("readers of customers that differ in any parameter do not add up, and say in which",
          "[customer_reader]") {
  const cx::customer_reader reader(by_plan);
  const auto differs = [&](auto change, const std::string& what) {
    cx::customer_columns columns = by_plan;
    change(columns);
    cx::customer_reader other(columns);
    CHECK_THROWS_WITH(other += reader, "readers of customers with different " + what + " do not add up");
    CHECK(other.accounting().read() == 0);
  };
  differs([](auto& columns) { columns.since = "begin"; }, "columns of the first day");
  differs([](auto& columns) { columns.until = "end"; }, "columns of the last day");
  differs([](auto& columns) { columns.by = {}; }, "columns to break down by");
  differs([](auto& columns) { columns.customer = ""; }, "columns of the customer");
  differs([](auto& columns) { columns.dates.patterns = {"%d/%m/%Y"}; }, "forms of dates");
  differs([](auto& columns) { columns.dates.utc_offset = 7h; }, "offsets from UTC");
}

TEST_CASE("a reader of customers added to itself holds each twice", "[customer_reader]") {
  auto reader = read({}, "since,until\n2024-01-01,2024-03-10\n2024-03-05,\n");
  reader += reader;
  CHECK(reader.everybody(march).flows().front().at_end() == 2);
  CHECK(reader.accounting().answered == 4);
}

TEST_CASE("both columns of days are read in the form that either shows", "[customer_reader]") {
  const std::string rows[] = {"05/01/2024,15/03/2024 10:30\n", "05/01/2024,\n",
                              "06/01/2024,20/02/2024 09:00\n", "2024-01-01,02/01/2024\n",
                              "07/01/2024,06/01/2024\n"};
  const auto check = [](const cx::customer_reader& reader) {
    const cx::customer_flow flow = reader.everybody(march).flows().front();
    CHECK(flow.at_start() == 2);
    CHECK(flow.churned() == 1);
    CHECK(*reader.days() == cx::period{2024y / 1 / 1, 2024y / 3 / 16});
    const cx::accounting accounting = reader.accounting();
    CHECK(accounting.answered == 4);
    REQUIRE(accounting.rejected == 1);
    CHECK(accounting.rejections().front().column == "until");
    CHECK(accounting.rejections().front().text == "06/01/2024");
    CHECK(accounting.rejections().front().reason == "ends before it begins");
  };
  std::string all = "since,until\n";
  cx::customer_reader forwards{cx::customer_columns{}};
  cx::customer_reader backwards{cx::customer_columns{}};
  for (std::size_t row = 0; row < std::size(rows); ++row) {
    all += rows[row];
    forwards += read({}, "since,until\n" + rows[row]);
    backwards += read({}, "since,until\n" + rows[std::size(rows) - 1 - row]);
  }
  check(read({}, all));
  check(forwards);
  check(backwards);
}

TEST_CASE("days that can be read in two ways are rejected by both", "[customer_reader]") {
  const auto reader = read({}, "since,until\n05/01/2024,\n2024-01-01,03/04/2024\n");
  const cx::accounting accounting = reader.accounting();
  CHECK(accounting.answered == 0);
  REQUIRE(accounting.rejected == 2);
  CHECK_THAT(accounting.rejections()[0].reason, cxmetrics::tests::contains("%m/%d/%Y"));
  CHECK(accounting.rejections()[1].column == "until");
  CHECK_FALSE(reader.days());
}

TEST_CASE("a sign for nothing is no end, and no start", "[customer_reader]") {
  const auto reader =
      read({.missing = {"9999-12-31"}},
           "since,until\n2024-01-01,NULL\n2024-01-01,9999-12-31\n2024-01-01,\\N\n2024-01-01,n/a\nNULL,\n");
  CHECK(reader.everybody(march).flows().front().at_end() == 4);
  CHECK(reader.accounting().rejected == 1);
  CHECK(*reader.days() == cx::period{2024y / 1 / 1, 2024y / 1 / 2});
}

TEST_CASE("spaces around a name and its composition make neither a group nor a customer",
          "[customer_reader]") {
  const auto reader =
      read({.by = {"plan"}, .customer = "who"},
           "since,until,plan,who\n2024-01-01,2024-02-01,pro,An\n2024-02-01,, pro\xC2\xA0, An \n"
           "2024-01-01,,Pro,Bo\n2024-01-01,,pro,B\xF6\n2024-01-01,,pr\xF6,Bo\n");
  CHECK(reader.customers(march).size() == 2);
  CHECK(reader.everybody(march).flows().front().at_start() == 2);
  const cx::accounting rows = reader.accounting();
  CHECK(rows.differing_by_case.at({"plan", "pro"}) == std::set<std::string>{"Pro", "pro"});
  REQUIRE(rows.rejected == 2);
  CHECK(rows.rejections()[0].column == "who");
  CHECK(rows.rejections()[1].column == "plan");
}

TEST_CASE("days that lie ahead tell nothing of how far the rows reach", "[customer_reader]") {
  const auto reader = read({},
                           "since,until\n2024-01-01,2027-01-01\n2024-01-05,2024-03-10\n2026-01-01,\n"
                           "2024-02-01,9999-12-31\n");
  CHECK(reader.days() == cx::period{2024y / 1 / 1, cx::day{9999y / 12 / 31} + std::chrono::days{1}});
  CHECK(reader.days(2024y / 12 / 31) == cx::period{2024y / 1 / 1, 2024y / 3 / 11});
  CHECK(reader.days(2024y / 3 / 9) == cx::period{2024y / 1 / 1, 2024y / 2 / 2});
  CHECK_FALSE(reader.days(2023y / 12 / 31));
  const cx::accounting all = reader.accounting(2025y / 1 / 1);
  CHECK(all.answered == 3);
  CHECK(all.left_out == std::map<std::string, std::uint64_t>{{"after 2025-01-01", 1}});
  CHECK(all.read() == reader.accounting().read());
}

}  // namespace tests_of_customer_reader
