// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/revenue_reader.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_revenue_reader {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using cx::tests::contains;

namespace {

const auto months = cx::periods_of(cx::granularity::month, {2024y / 1 / 1, 2024y / 4 / 1});

cx::revenue_columns by_customer() {
  cx::revenue_columns columns;
  columns.customer = "customer";
  return columns;
}

cx::revenue_reader read(const std::string& text, cx::revenue_columns columns = by_customer()) {
  cx::revenue_reader reader(std::move(columns));
  cx::csv_parser parser({}, reader);
  parser.push(text);
  parser.finish();
  return reader;
}

constexpr const char* small =
    "customer,plan,since,until,amount,per\n"
    "Ann,basic,2024-01-01,,10.00,month\n"
    "Ben,basic,2024-01-01,2024-02-10,240,year\n"
    "Ann,extra,2024-02-05,,5,month\n"
    "Ben,extra,2024-02-10,,45.00,quarter\n";

}  // namespace

TEST_CASE("subscriptions in rows become revenue", "[revenue_reader]") {
  cx::revenue_columns asked = by_customer();
  asked.interval = "per";
  const cx::revenue_reader reader = read(small, asked);
  CHECK(reader.accounting().answered == 4);
  CHECK(reader.days() == cx::period{2024y / 1 / 1, 2024y / 2 / 11});
  CHECK(reader.days(2024y / 2 / 7) == cx::period{2024y / 1 / 1, 2024y / 2 / 6});
  CHECK(reader.currency().empty());
  const auto flows = reader.everybody(cx::revenue_ledger{months}).flows();
  CHECK(flows[0].acquired() == 3000);
  CHECK(flows[1].expansion() == 500);
  CHECK(flows[1].contraction() == 500);
  CHECK(flows[2].end() == 3000);
  asked.by = {"plan"};
  const auto by_plan = read(small, asked).revenue(cx::revenue_ledger{months});
  REQUIRE(by_plan.size() == 2);
  CHECK(by_plan.find({"basic"})->flows()[1].churned() == 2000);
  CHECK(by_plan.total().flows()[2].end() == 3000);
}

TEST_CASE("without a column of customers each row is one", "[revenue_reader]") {
  cx::revenue_columns asked = by_customer();
  asked.customer.clear();
  const auto flows = read(small, asked).everybody(cx::revenue_ledger{months}).flows();
  CHECK(flows[1].expansion() == 0);
  CHECK(flows[1].customers_acquired() == 2);
}

TEST_CASE("ends may be the last days of prices", "[revenue_reader]") {
  const std::string text =
      "customer,since,until,amount\n"
      "Ann,2024-01-01,2024-01-31,10\n"
      "Ann,2024-02-01,2024-02-29,12\n"
      "Ben,2024-02-05,2024-02-05,7\n"  // a day, and no day otherwise
      "Cat,2024-01-01,9999-12-31,1\n"
      "Dan,soon,2024-01-31,1\n"
      "Dan,2024-02-01,,1\n";
  cx::revenue_columns asked = by_customer();
  const cx::revenue_reader exclusive = read(text, asked);
  CHECK(exclusive.everybody(cx::revenue_ledger{months}).flows()[0].churned() == 1000);
  CHECK(exclusive.next_day_returns().ended == 4);
  CHECK(exclusive.next_day_returns(2024y / 3 / 1).ended == 3);
  CHECK(exclusive.next_day_returns(2024y / 3 / 1).on_the_next_day == 1);
  CHECK(exclusive.next_day_returns(2024y / 1 / 30).ended == 0);
  asked.end_inclusive = true;
  const auto flows = read(text, asked).everybody(cx::revenue_ledger{months}).flows();
  CHECK(flows[0].churned() == 0);
  CHECK(flows[1].expansion() == 200);
  CHECK(flows[1].reactivated() == 0);
  CHECK(flows[1].churned() == 700);
  CHECK(flows[2].churned() == 1200);
  asked.customer.clear();
  CHECK(read(text, asked).next_day_returns().ended == 0);
  cx::revenue_reader sum = read(text, by_customer());
  CHECK_THROWS_AS(sum += read(text, asked), std::invalid_argument);
}

TEST_CASE("a sign for nothing pays nothing", "[revenue_reader]") {
  const cx::revenue_reader reader = read(
      "customer,since,until,amount\n"
      "Ann,2024-01-01,,10\n"
      "NULL,2024-01-01,,10\n"
      "n/a,2024-01-01,,10\n"
      "NULL,2024-01-01,2024-02-01,10\n");
  const cx::accounting accounting = reader.accounting();
  CHECK(accounting.answered == 1);
  REQUIRE(accounting.rejected == 3);
  CHECK(accounting.rejections().front() == cx::rejection{3, "customer", "NULL", "no customer"});
  CHECK(reader.everybody(cx::revenue_ledger{months}).flows()[0].customers_acquired() == 1);
}

TEST_CASE("every row is accounted for", "[revenue_reader]") {
  cx::revenue_columns asked = by_customer();
  asked.interval = "per";
  const auto rows = read(
                        "customer,since,until,amount,per\n"
                        "Ann,2024-01-01,,12.50,month\n"
                        "Ann,2024-01-01,,,month\n"         // missing
                        "Ann,soon,,5,month\n"              // line 4
                        "Ann,2024-01-01,then,5,month\n"    //
                        "Ann,2024-01-02,2024-01-01,5,m\n"  //
                        "Ann,2024-01-01,,free,month\n"     //
                        "Ann,2024-01-01,,-5,month\n"       //
                        "Ann,2024-01-01,,5,weekly\n"       //
                        ",2024-01-01,,5,month\n"           //
                        "Ann,,,5,month\n"                  //
                        "Ann,2024-01-01,,1.234,month\n",   // beside 12.50
                        asked)
                        .accounting();
  CHECK(rows.answered == 1);
  CHECK(rows.missing == 1);
  CHECK(rows.rejected == 9);
  REQUIRE(rows.rejections().size() == 9);
  CHECK(rows.rejections()[0] == cx::rejection{4, "since", "soon", "not a date"});
  CHECK(rows.rejections()[3].text == "free");
  CHECK(rows.rejections()[4].reason == "below 0");
  CHECK(rows.rejections()[5].column == "per");
  CHECK(rows.rejections()[8].column == "amount");
  CHECK(rows.rejections()[8].text == "1.234");
}

TEST_CASE("a price of which nobody knows the amount or the interval is missing", "[revenue_reader]") {
  cx::revenue_columns asked = by_customer();
  asked.interval = "per";
  asked.missing = {"unknown"};
  const cx::accounting rows = read(
                                  "customer,since,until,amount,per\n"
                                  "Ann,2024-01-01,NULL,10,month\n"
                                  "Ben,2024-01-01,,NA,month\n"
                                  "Cai,2024-01-01,,10,-\n"
                                  "Dee,2024-01-01,,10,Unknown\n"
                                  "Eve,2024-01-01,-,10,unknown\n"
                                  "Fay,2024-01-01,,10,\n",
                                  asked)
                                  .accounting();
  CHECK(rows.answered == 1);
  CHECK(rows.missing == 4);
  CHECK(rows.rejected == 1);
  CHECK(rows.rejections()[0].text == "Unknown");
  CHECK(rows.signs_for_nothing ==
        std::map<std::pair<std::string, std::string>, std::uint64_t>{{{"amount", "NA"}, 1},
                                                                     {{"per", "-"}, 1},
                                                                     {{"per", "unknown"}, 1},
                                                                     {{"until", "NULL"}, 1},
                                                                     {{"until", "-"}, 1}});
}

TEST_CASE("spaces and compositions of letters make no other customer or group", "[revenue_reader]") {
  cx::revenue_columns asked = by_customer();
  asked.by = {"plan"};
  const auto reader = read(
      "customer,plan,since,until,amount\n"
      "Z\u00fcrich,Caf\u00e9,2024-01-01,,10.00\n"
      " Zu\u0308rich,Cafe\u0301 ,2024-02-05,,5.00\n"
      "Bern,caf\u00e9,2024-01-01,,1.00\n"
      "Z\xFCrich,Basic,2024-01-01,,1.00\n"
      "Basel,Caf\xE9,2024-01-01,,1.00\n",
      asked);
  CHECK(reader.accounting().answered == 3);
  CHECK(reader.accounting().rejected == 2);
  CHECK(reader.accounting().rejections().front().reason.starts_with("not valid UTF-8"));
  CHECK(reader.accounting().rejections().back().column == "plan");
  CHECK(reader.accounting().differing_by_case.size() == 1);
  const auto by_plan = reader.revenue(cx::revenue_ledger{months});
  CHECK(by_plan.size() == 2);
  REQUIRE(by_plan.find({"Caf\u00e9"}) != nullptr);
  CHECK(by_plan.find({"Caf\u00e9"})->flows()[1].expansion() == 500);
}

TEST_CASE("amounts and dates are read by what their whole columns show", "[revenue_reader]") {
  const cx::revenue_reader reader = read(
      "customer;since;until;amount\n"
      "Ann;03/01/2024;;1.234\n"
      "Ben;13/01/2024;05/01/2025;\xE2\x82\xAC 99,50\n");
  CHECK(reader.accounting().answered == 2);
  CHECK(reader.currency() == "EUR");
  CHECK(reader.everybody(cx::revenue_ledger{months}).flows()[0].end() == 123400 + 9950);
}

TEST_CASE("several currencies are refused, and another than the one named is rejected", "[revenue_reader]") {
  const std::string text =
      "customer,since,until,amount\n"
      "Ann,2024-01-01,,$5\n"
      "Ben,2024-01-01,,5 EUR\n";
  CHECK_THROWS_WITH(read(text).currency(), contains("EUR") && contains("USD"));
  cx::revenue_columns asked = by_customer();
  asked.currency = "EUR";
  const cx::revenue_reader reader = read(text, asked);
  CHECK(reader.currency() == "EUR");
  CHECK(reader.accounting().rejected == 1);
  CHECK_THROWS_WITH(read("customer,since,until,amount\nAnn,2024-01-01,,JPY 500\n").currency(),
                    contains("name the currency"));
}

TEST_CASE("readers of parts add up in any order", "[revenue_reader]") {
  const std::string first =
      "customer,plan,since,until,amount\n"
      "Ann,a,03/01/2024,,1.234\n"
      "Ben,b,05/01/2024,07/02/2024,5\n";
  const std::string second =
      "customer,plan,since,until,amount\n"
      "Ben,a,25/01/2024,,\"7,50\"\n"
      "Ann,b,26/01/2024,,x\n";
  cx::revenue_columns asked = by_customer();
  asked.by = {"plan"};
  cx::revenue_reader one = read(first, asked);
  one += read(second, asked);
  cx::revenue_reader other = read(second, asked);
  other += read(first, asked);
  CHECK(one.everybody(cx::revenue_ledger{months}) == other.everybody(cx::revenue_ledger{months}));
  CHECK(one.accounting() == other.accounting());
  CHECK(one.accounting().answered == 3);
  CHECK(one.revenue(cx::revenue_ledger{months}).size() == 2);
  cx::revenue_reader twice = read(first, asked);
  twice += twice;
  CHECK(twice.accounting().read() == 4);
  CHECK_THROWS_AS(one += read(first), std::invalid_argument);
}

}  // namespace tests_of_revenue_reader
