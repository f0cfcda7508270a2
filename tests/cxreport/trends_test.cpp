// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxreport/report.hpp"
#include "support/json.hpp"

#include <cstddef>
#include <string>

using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::run_shell;
using cxmetrics::tests::WithinAbs;

namespace {

auto run_sample(const std::string& words) {
  return run_shell("cd '" CXREPORT_SAMPLES "' && '" CXREPORT "' " + words);
}

const std::string nps = "responses.csv --metric nps --score score --time answered_at --quiet ";

json related(const json& report, const std::string& metric) {
  for (const json& each : report["related"].items) {
    if (each["metric"].text == metric) return each;
  }
  FAIL("no table " + metric);
  return {};
}

json report_of(const std::string& words) {
  return cxmetrics::tests::report(words, 0, "cd '" CXREPORT_SAMPLES "' && ");
}

}  // namespace

TEST_CASE("cxreport finds trends in answers by month", "[cxreport][trends]") {
  const json report = report_of(nps + "--period month --trend");
  CHECK(related(report, "trend")["rows"][0]["periods"].number > 12);
  CHECK(related(report, "unusual")["rows"].items.size() > 12);
  CHECK(related(report, "since_last_year")["rows"].items.size() > 0);
  const json by_segment = report_of(nps + "--period month --by segment --trend");
  CHECK(related(by_segment, "trend")["rows"].items.size() > 2);
}

TEST_CASE("cxreport judges goals, with a deadline and without", "[cxreport][trends]") {
  const json report = report_of(nps + "--period month --target 40 --by-date 2026-12-31");
  const json row = related(report, "goal")["rows"][0];
  CHECK(row["target"].number == 40);
  CHECK(row["periods_left"].number > 0);
  CHECK(row["status"].text != "");
  const auto text = run_sample("responses.csv --metric nps --score score --quiet --target -100");
  CHECK(text.status == 0);
  CHECK_THAT(text.out, contains("NPS of at least -100.0: met."));
  const auto churn = run_sample(
      "customers.csv --metric churn --start since --end until --customer customer_id --period quarter --from "
      "2022-01-01 --to 2024-12-31 --target 5 --by-date 2025-12-31 --quiet");
  CHECK(churn.status == 0);
  CHECK_THAT(churn.out, contains("churn of at most 5.0 % by 2025-12-31"));
}

TEST_CASE("cxreport takes the change between two periods apart", "[cxreport][trends]") {
  const json report = report_of(nps + "--by segment --period quarter --what-changed 2023-Q3,2024-Q3");
  const json found = related(report, "what_changed");
  double sum = 0;
  for (const json& row : found["rows"].items) sum += row["value"].number + row["mix"]["value"].number;
  CHECK_THAT(found["total"]["own_change"]["value"].number, WithinAbs(sum, 1e-9));
  const auto wrong = run_sample(nps + "--by segment --period quarter --what-changed 2023-Q3,2024-Q9");
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, contains("no whole period is called '2024-Q9'"));
}

TEST_CASE("cxreport ranks groups", "[cxreport][trends]") {
  const json found =
      related(report_of("responses.csv --metric nps --score score --by segment --league --quiet"), "league");
  CHECK(found["rows"][0]["rank"]["value"].number <= found["rows"][1]["rank"]["value"].number);
}

TEST_CASE("every format has what was looked for", "[cxreport][trends]") {
  const std::string asked = nps + "--period month --by segment --trend --target 40 --league ";
  CHECK_THAT(run_sample(asked).out, contains("change of NPS per month"));
  CHECK_THAT(run_sample(asked + "--format markdown").out, contains("goal of NPS"));
  const std::string csv = run_sample(asked + "--format csv").out;
  CHECK_THAT(csv, contains("\ntrend,"));
  CHECK_THAT(csv, contains("\ngoal,"));
  CHECK_THAT(csv, contains("\nleague,"));
  const std::string page = run_sample(asked + "--format html").out;
  CHECK_THAT(page, contains("limits of what is usual"));
  CHECK_THAT(page, contains("target 40.0"));
  const std::string picture =
      run_sample(nps + "--period month --trend --target 40 --format svg --chart trend").out;
  CHECK_THAT(picture, contains("limits of what is usual"));
  CHECK_THAT(picture, contains("target 40.0"));
}

TEST_CASE("what trends and goals need is said", "[cxreport][trends]") {
  const auto refused = [](const std::string& words, const std::string& why) {
    const auto made = run_sample(words);
    CAPTURE(words);
    CHECK(made.status == 2);
    CHECK_THAT(made.err, contains(why));
  };
  const std::string alone = "responses.csv --metric nps --score score ";
  refused(alone + "--trend", "--trend needs --period");
  refused(alone + "--target forty", "--target takes a number such as 40");
  refused(alone + "--target 40 --by-date 2025-12-31", "--by-date needs --period");
  refused(alone + "--by-date 2025-12-31", "go with --target");
  refused(nps + "--period month --target 40 --by-date soon", "--by-date takes a day");
  refused(nps + "--period month --target 40 --target-start 2024-01-01=20", "goes with --by-date");
  refused(alone + "--target 400", "a target of 400 is no value of a metric of -100 to 100");
  refused(alone + "--what-changed 2024-Q1,2024-Q2", "--what-changed needs --by and --period");
  refused(alone + "--league", "--league needs --by");
  refused(alone + "--by segment --league --min-base", "go without --min-base");
  refused("responses.csv --target 40", "--target goes with one metric");
  refused(
      "events.csv --metric funnel --customer customer --time time --event event --steps visit,cart --trend",
      "go with answers, churn, retention and revenue");
}
