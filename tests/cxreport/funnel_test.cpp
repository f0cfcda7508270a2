// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "report.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"

#include <string>
#include <vector>

namespace tests_of_funnel {
using cxmetrics::tests::contains;
using cxmetrics::tests::golden;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::run_program;

namespace {

const std::string events = CXMETRICS_TEST_DATA "/funnel_events.csv";
const std::string shop =
    " --metric funnel --customer customer --time time --event event --steps visit,cart,pay,done --quiet ";

}  // namespace

TEST_CASE("cxreport finds the reference funnels", "[cxreport][funnel]") {
  for (const auto& row : golden("funnel.csv")) {
    if (row.count("step") != 1) continue;
    const std::string mode = row.text("mode");
    const auto made = run_program(events + shop + "--format json --within " + row.text("window_seconds") +
                                  "s --order " + mode);
    REQUIRE(made.status == 0);
    const json report = json_reader::read(made.out);
    for (const auto& expected : golden("funnel.csv")) {
      if (expected.text("mode") != mode || expected.text("window_seconds") != row.text("window_seconds"))
        continue;
      const json& step = report["rows"][expected.count("step") - 1];
      CAPTURE(mode, expected.text("window_seconds"), expected.text("step"));
      CHECK(step["reached"].number == static_cast<double>(expected.count("reached")));
      CHECK(step["conversion_from_start"]["n"].number == static_cast<double>(row.count("reached")));
      if (mode != "any_order") CHECK(step["step"].text == expected.text("name"));
      CHECK(step["conversion"]["ci"].items.size() == 2);
    }
  }
}

TEST_CASE("times are written with a unit", "[cxreport][funnel]") {
  const auto reached = [](const std::string& within) {
    return json_reader::read(
               run_program(events + shop + "--format json --within " + within).out)["rows"][1]["reached"]
        .number;
  };
  CHECK(reached("7d") == 104);
  CHECK(reached("24h") == 68);
  CHECK(reached("60m") == 35);
  for (const std::string wrong : {"7", "d", "-1d", "1w"}) {
    const auto made = run_program(events + shop + "--within=" + wrong);
    CHECK(made.status == 2);
    CHECK_THAT(made.err, contains("takes a time such as 7d"));
  }
}

TEST_CASE("days of a funnel are those of entry, and reasons are those of who stopped", "[cxreport][funnel]") {
  const std::string sample =
      "events.csv --metric funnel --customer customer --time time --event event --steps "
      "visit,cart,pay --within 1d --quiet --format json ";
  const auto report = [&](const std::string& more) {
    const auto made =
        cxmetrics::tests::run_shell("cd '" CXREPORT_SAMPLES "' && '" CXREPORT "' " + sample + more);
    INFO(made.err);
    REQUIRE(made.status == 0);
    return json_reader::read(made.out);
  };
  const double all = report("")["rows"][0]["reached"].number;
  const double early = report("--to 2024-03-15")["rows"][0]["reached"].number;
  const double late = report("--from 2024-03-16")["rows"][0]["reached"].number;
  CHECK(early > 0);
  CHECK(early < all);
  CHECK(early + late >= all);
  CHECK(report("--as-of 2024-03-15")["rows"][0]["reached"].number < early);
  const json reasons = report("--reason reason");
  CHECK(reasons["related"][2]["metric"].text == "drop_off_reasons");
  const json by_device = report("--reason reason --by device");
  CHECK(by_device["related"][2]["rows"][1]["against_rest"].members.count("adjusted_p_value") == 1);
  const json months = report("--period week --by device --reason reason");
  CHECK(months["rows"][0]["key"]["period"].text == "2024-W09");
}

TEST_CASE("a funnel of steps that never happen, or of other days, is no quiet answer", "[cxreport][funnel]") {
  const auto made = [](const std::string& more) {
    return cxmetrics::tests::run_shell(
        "cd '" CXREPORT_SAMPLES "' && '" CXREPORT
        "' events.csv --metric funnel --customer customer --time time --event event "
        "--quiet --steps " +
        more);
  };
  const auto misspelt = made("visit,kart,pay");
  CHECK(misspelt.status == 0);
  CHECK_THAT(misspelt.err, contains("no event is called 'kart'; did you mean 'cart'?"));
  CHECK_THAT(made("visit,pay --exclude nothing").err, contains("no event is called 'nothing'"));
  CHECK(made("visit,cart,pay").err == "");
  for (const char* days : {"--from 2025-01-01", "--to 2023-01-01", "--from 2025-01-01 --period month"}) {
    const auto outside = made(std::string("visit,cart ") + days);
    CAPTURE(days);
    CHECK(outside.status == 2);
    CHECK_THAT(outside.err, contains("from 2024-03-01 to 2024-04-07: none of them lies within"));
  }
  // The same event twice is two steps, and people are not compared with themselves.
  const auto twice = made("visit,visit,pay");
  CHECK_THAT(twice.out, contains("visit 2"));
  CHECK(twice.out.find("vs rest") == std::string::npos);
}

TEST_CASE("customers of a music shop who buy again are as many as a count by hand finds",
          "[cxreport][funnel]") {
  // The most purchases of each customer in 183 days that begin with any purchase, or with the first, and are over by
  // the last day: a loop of a few lines in Python.
  const auto reached = [](const std::string& order) {
    const json found = cxmetrics::tests::report(
        "purchases.csv --metric funnel --customer customer --time day --event event --quiet --steps "
        "purchase,purchase,purchase --within 182d --as-of 1998-06-30 --order " +
            order,
        0, "cd '" CXREPORT_SAMPLES "' && ");
    std::vector<double> counts;
    for (const json& row : found["rows"].items) counts.push_back(row["reached"].number);
    return counts;
  };
  CHECK(reached("ordered") == std::vector<double>{590, 251, 150});
  CHECK(reached("first-attempt") == std::vector<double>{590, 234, 124});
}

TEST_CASE("what a funnel needs is asked for", "[cxreport][funnel]") {
  const auto refused = [](const std::string& arguments, const std::string& why) {
    cxmetrics::tests::check_refused(events + " " + arguments, why);
  };
  refused("--metric funnel --time time --event event --steps a,b", "--customer COLUMN is needed");
  refused("--metric funnel --customer customer --time time --event event", "--steps EVENT");
  refused("--metric nps --score event --steps a,b", "go with --metric funnel");
  refused("--metric funnel --customer customer --time time --event event --steps a,a --order any-order",
          "two steps");
  refused("--metric funnel --customer customer --time time --event what --steps a,b",
          "no column is called 'what'");
}

TEST_CASE("a funnel is drawn with its reasons, on the page as well", "[cxreport][funnel]") {
  const auto sample = [](const std::string& more) {
    const auto made = cxmetrics::tests::run_shell(
        "cd '" CXREPORT_SAMPLES "' && '" CXREPORT
        "' events.csv --metric funnel --customer customer --time time "
        "--event event --steps visit,cart,pay --within 1d --reason reason --quiet " +
        more);
    INFO(made.err);
    REQUIRE(made.status == 0);
    return made.out;
  };
  CHECK_THAT(sample("--format svg --chart funnel"), contains("stopped here: price"));
  CHECK_THAT(sample("--format html"), contains("stopped here: price"));
  CHECK_THAT(sample("--format html --by device"), contains("lost since the one before"));
  const std::string csv = sample("--format csv");
  CHECK_THAT(csv, contains("drop_off_reasons,cart,price,"));
  CHECK_THAT(csv, contains("time_to_convert,"));
}

TEST_CASE("small bases of a funnel are hidden", "[cxreport][funnel]") {
  const auto report = [](const std::string& more) {
    const auto made =
        cxmetrics::tests::run_shell("cd '" CXREPORT_SAMPLES "' && '" CXREPORT
                                    "' events.csv --metric funnel --customer customer --time time "
                                    "--event event --steps visit,cart,pay --within 1d --reason reason --by "
                                    "device --quiet --format json " +
                                    more);
    REQUIRE(made.status == 0);
    return json_reader::read(made.out);
  };
  // Whatever rests on fewer than so many is not there, in no table.
  const json made = report("--min-base 60");
  std::size_t hidden = 0;
  std::vector<json> tables = made["related"].items;
  tables.push_back(made);
  for (const json& table : tables) {
    for (const json& row : table["rows"].items) {
      if (row.members.count("suppressed") == 1) {
        ++hidden;
        continue;
      }
      CHECK((row.members.count("n") == 1 ? row : row["conversion"])["n"].number >= 60);
    }
  }
  CHECK(hidden > 0);
}

}  // namespace tests_of_funnel
