// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/composing.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/event_reader.hpp>
#include <cxmetrics/input/input.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_event_reader {
namespace cx = cxmetrics;
using cx::tests::composes_characters;
using namespace std::chrono_literals;
using key = std::vector<std::string>;

namespace {

constexpr const char* clicks =
    "who,when,what,why,device\n"
    "Ann,2024-03-01 10:00,visit,,phone\n"
    "Ben,2024-03-01T10:00:00Z,visit,slow,desk\n"
    "Ann,2024-03-01 09:00,cart,,desk\n"
    "Ben,2024-03-01 10:30,,price; slow,phone\n"
    "Ann,2024-03-01 11:00,cart,,phone\n"
    ",2024-03-01 11:00,cart,,phone\n"
    "Cat,yesterday,cart,,phone\n"
    "Dan,2024-03-02,visit,,phone\n"
    "Eve,2024-03-02,help,,phone\n";

const cx::funnel shop{{.steps = {"visit", "cart", "pay"}, .within = 24h}};

cx::event_columns columns() {
  cx::event_columns result;
  result.customer = "who";
  result.time = "when";
  result.event = "what";
  result.reason = "why";
  return result;
}

cx::event_reader read(cx::event_columns of, const std::string& text = clicks) {
  cx::event_reader reader{std::move(of)};
  const cx::tests::temporary_file file(text);
  cx::input from(file.path());
  cx::read_csv(from, reader);
  return reader;
}

}  // namespace

TEST_CASE("events are known by what they are called", "[event_reader]") {
  CHECK(cx::event_reader{columns()}.events().empty());
  const cx::event_reader reader = read(columns());
  CHECK(reader.events() == std::vector<std::string>{"cart", "help", "visit"});
}

TEST_CASE("events are read, and every row is accounted for", "[event_reader]") {
  const cx::event_reader reader = read(columns());
  const cx::accounting rows = reader.accounting();
  CHECK(rows.answered == 6);
  CHECK(rows.missing == 1);
  CHECK(rows.rejected == 2);
  CHECK(rows.rejections()[0].reason == "names nobody");
  CHECK(rows.rejections()[1].text == "yesterday");
  CHECK(reader.days() == cx::period{2024y / 3 / 1, 2024y / 3 / 3});
  const cx::funnel_breakdown all = reader.funnels(shop);
  REQUIRE(all.size() == 1);
  const cx::funnel& funnel = all.begin()->second;
  CHECK(funnel.reached(0) == 3);
  CHECK(funnel.reached(1) == 1);
  CHECK(funnel.not_entered() == 1);
}

TEST_CASE("events are the same however their characters are composed", "[event_reader]") {
  const cx::event_reader reader = read(columns(),
                                       "who,when,what,why\n"
                                       "Ann,2024-03-01,\u0110\u0103ng k\u00FD,\n"
                                       "Ben,2024-03-01,\u0110a\u0306ng ky\u0301,\n"
                                       "Cat,2024-03-01,\xD0\xC3ng,\n"
                                       "Dan,2024-03-01,help,\xD0\n");
  REQUIRE(reader.accounting().rejected == 2);
  CHECK(reader.accounting().rejections()[0].column == "what");
  CHECK(reader.accounting().rejections()[1].column == "why");
  const cx::funnel_breakdown all = reader.funnels(cx::funnel{{.steps = {"\u0110\u0103ng k\u00FD", "pay"}}});
  if (!composes_characters()) return;
  CHECK(all.begin()->second.reached(0) == 2);
}

TEST_CASE("customers are of the group that their first event names", "[event_reader]") {
  cx::event_columns by = columns();
  by.by = {"device"};
  const cx::funnel_breakdown groups = read(by).funnels(shop);
  REQUIRE(groups.size() == 2);
  CHECK(groups.find(key{"desk"})->reached(0) == 2);
  CHECK(groups.find(key{"desk"})->reached(1) == 1);
  CHECK(groups.find(key{"phone"})->reached(0) == 1);
}

TEST_CASE("reasons are those of all rows of who stopped", "[event_reader]") {
  const cx::drop_off_breakdown why = read(columns()).drop_offs(shop);
  REQUIRE(why.size() == 1);
  const cx::drop_off& all = why.begin()->second;
  CHECK(all.at(0).customers == 2);
  CHECK(all.at(0).unknown == 1);
  CHECK(all.at(0).reasons.at("slow") == 1);
  CHECK(all.at(0).reasons.at("price") == 1);
  CHECK(all.at(1).unknown == 1);
}

TEST_CASE("readers of parts add up", "[event_reader]") {
  cx::event_columns by = columns();
  by.by = {"device"};
  const std::string text = clicks;
  const std::size_t middle = text.find("Ann,2024-03-01 11");
  const std::string header = text.substr(0, text.find('\n') + 1);
  cx::event_reader parts = read(by, header + text.substr(middle));
  parts += read(by, text.substr(0, middle));
  const cx::event_reader whole = read(by);
  for (const auto& [group, funnel] : whole.funnels(shop)) CHECK(*parts.funnels(shop).find(group) == funnel);
  for (const auto& [group, why] : whole.drop_offs(shop)) CHECK(*parts.drop_offs(shop).find(group) == why);
  CHECK_THROWS_AS(parts += read(columns()), std::invalid_argument);
}

}  // namespace tests_of_event_reader
