// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxreport/report.hpp"
#include "support/json.hpp"

#include <cstddef>
#include <string>

namespace tests_of_trends {
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
  refused(nps + "--by segment --period month --what-changed 2024-01,2024-02,2024-03", "takes two periods");
  refused(nps + "--period month --target 40 --by-date 2026-12-31 --target-start 2024-01-01=200",
          "a start of 200 is no value of a metric of -100 to 100");
  refused("responses.csv --target 40", "--target goes with one metric");
  const std::string customers = "customers.csv --start since --end until --target 3 --metric ";
  refused(customers + "cohorts", "see --metric retention with --period");
  refused(customers + "survival", "see --metric retention with --period");
  refused("journey.csv --metric stages --items aware,act --trend", "--trend needs --period");
  refused("purchases.csv --metric lifetime-value --customer customer --time day --trend",
          "which lifetime-value does not have");
  refused(
      "expectations.csv --metric gap --perception tidy --expectation expected_tidy --scale 1:7 --by branch "
      "--league",
      "gap has several for a group");
}

TEST_CASE("cxreport looks closer at the conversion of a funnel", "[cxreport][trends]") {
  const std::string funnel =
      "events.csv --metric funnel --customer customer --time time --event event --steps visit,cart,pay "
      "--quiet ";
  const json report = report_of(funnel + "--target 20");
  const json goal = related(report, "goal");
  CHECK(goal["rows"][0]["n"].number == 240);
  CHECK_THAT(goal["rows"][0]["value"].number, WithinAbs(100 * 53.0 / 240, 1e-9));
  CHECK_THAT(related(report, "conversion")["total"]["value"].number, WithinAbs(100 * 53.0 / 240, 1e-9));
  const json weeks = report_of(funnel + "--period week --by device --trend --target 30 --by-date 2024-06-30");
  CHECK(related(weeks, "trend")["rows"].items.size() == 3);
  CHECK(related(weeks, "unusual")["rows"].items.size() > 4);
  CHECK(related(weeks, "goal")["rows"][0]["periods_left"].number > 0);
  CHECK(related(report_of(funnel + "--by device --league"), "league")["rows"].items.size() == 2);
  const std::string asked = funnel + "--period week --trend --target 30 ";
  CHECK_THAT(run_sample(asked + "--format csv").out, contains("\ntrend,"));
  CHECK_THAT(run_sample(asked + "--format html").out, contains("target 30.0"));
  CHECK_THAT(run_sample(asked + "--format svg --chart trend").out, contains("limits of what is usual"));
  CHECK_THAT(run_sample(asked + "--format svg --chart funnel").out, contains("visit"));
}

TEST_CASE("a funnel by period begins and ends on the days asked for", "[cxreport][funnel]") {
  const std::string funnel =
      "events.csv --metric funnel --customer customer --time time --event event --steps visit,cart,pay "
      "--quiet "
      "--from 2024-03-06 --to 2024-03-07 ";
  const json days = report_of(funnel);
  const json week = report_of(funnel + "--period week");
  REQUIRE(week["rows"].items.size() == 3);
  for (std::size_t step = 0; step < 3; ++step)
    CHECK(week["rows"][step]["reached"].number == days["rows"][step]["reached"].number);
  CHECK(week["rows"][0]["partial"].number == 1);
  CHECK(week["rows"][0]["last_day"].text == "2024-03-07");
}

TEST_CASE("goals of values go with every metric that has one value for a group", "[cxreport][trends]") {
  const auto status = [](const std::string& words) {
    return related(report_of(words + " --quiet"), "goal")["rows"][0]["status"].text;
  };
  CHECK(status("responses.csv --metric nps --score score --target -100") == "met");
  CHECK(status("responses.csv --metric csat --score score --target 100") == "not met");
  CHECK(status("responses.csv --metric ces --score score --target 1") == "met");
  CHECK(status("responses.csv --metric bottom-box:7 --scale 0:10 --score score --target 1") == "not met");
  CHECK(status("journey.csv --metric share --score act --target 99") == "not met");
  CHECK(status("journey.csv --metric stages --items aware,appeal,ask,act,advocate --target 90") == "not met");
  CHECK(status("expectations.csv --metric index --items tidy,signs --scale 1:7 --target 1") == "met");
  CHECK(status("expectations.csv --metric gap --perception tidy --expectation expected_tidy --scale 1:7 "
               "--target 5") == "not met");
  CHECK(status("expectations.csv --metric response --items tidy,signs --scale 1:7 --target 1") == "met");
}

TEST_CASE("several answers of a person have trends, goals with a deadline, and changes",
          "[cxreport][trends]") {
  // Each month the second answer rises, one person more is silent, and one more comes to the second stage.
  std::string rows = "at,shop,ease,mood,hoped,saw,bought\n";
  for (int month = 1; month <= 6; ++month) {
    for (int person = 0; person < 40; ++person) {
      const std::string shop = person % 2 == 0 ? "a" : "b";
      const std::string at = "2024-0" + std::to_string(month) + "-1" + std::to_string(person % 10);
      const bool silent = person < 2 * month;
      const std::string mood = silent ? "" : std::to_string(person % 5 < month - 1 ? 5 : 3);
      rows += at + ',' + shop + ',' + (silent ? "" : std::to_string(3 + person % 2)) + ',' + mood + ",4,1," +
              (person < 4 * month ? "1" : "0") + '\n';
    }
  }
  const cxmetrics::tests::file file(rows);
  const std::string in_time = " --time at --period month --as-of 2024-06-30 --quiet ";
  const auto report = [&](const std::string& words) {
    return cxmetrics::tests::report(file.quoted() + words + in_time);
  };
  const std::string closer = " --trend --target 90 --by-date 2024-12-31";
  const std::string index = "--metric index --items ease,mood --scale 1:5";
  const std::string stages = "--metric stages --items saw,bought";
  const std::string gap = "--metric gap --perception mood --expectation hoped --scale 1:5";
  const std::string response = "--metric response --items ease,mood --scale 1:5";

  const json of_index = report(index + closer);
  REQUIRE(of_index["rows"].items.size() == 6);
  CHECK(of_index["rows"][0]["key"]["period"].text == "2024-01");
  CHECK(related(of_index, "trend")["rows"][0]["value"].number > 1);
  CHECK(related(of_index, "trend")["rows"][0]["periods"].number == 6);
  CHECK(related(of_index, "goal")["rows"][0]["periods_left"].number == 6);
  CHECK(of_index["as_of"].text == "2024-06-30");
  CHECK(related(of_index, "index_items")["rows"].items.size() == 12);

  const json answered = report(response + closer);
  CHECK(answered["rows"][5]["value"].number == 70);
  CHECK_THAT(related(answered, "trend")["rows"][0]["value"].number, WithinAbs(-5, 0.5));
  CHECK(related(answered, "goal")["rows"][0]["status"].text == "not met");

  const json came = report(stages + closer);
  CHECK(came["rows"].items.size() == 12);
  CHECK(related(came, "conversion")["rows"][5]["value"].number == 60);
  CHECK_THAT(related(came, "trend")["rows"][0]["value"].number, WithinAbs(10, 1));
  CHECK(related(came, "goal")["rows"][0]["periods_left"].number == 6);

  const json gaps = report(gap + " --trend --target 0 --by-date 2024-12-31");
  CHECK(related(gaps, "trend")["rows"][0]["value"].number > 0.1);
  CHECK(related(gaps, "goal")["rows"][0]["key"]["item"].text == "mood");

  for (const std::string& metric : {index, response, stages}) {
    const json changed = report(metric + " --by shop --what-changed 2024-01,2024-06");
    const json found = related(changed, "what_changed");
    double sum = 0;
    for (const json& row : found["rows"].items) sum += row["value"].number + row["mix"]["value"].number;
    CHECK_THAT(found["total"]["own_change"]["value"].number, WithinAbs(sum, 1e-9));
  }
  const json counted = report("--metric stages --counts saw,bought --trend");
  CHECK(related(counted, "conversion")["rows"][0]["value"].number == 10);
  for (const std::string& metric : {index, response, stages, gap}) {
    const std::string words = file.quoted() + metric + in_time + "--trend --target 2 ";
    for (const char* format : {"text", "markdown", "csv", "html"}) {
      CAPTURE(metric, format);
      const auto made = cxmetrics::tests::run_program(words + "--format " + format);
      CHECK(made.status == 0);
      CHECK_THAT(made.out, contains("2024-06"));
    }
    const char* chart = metric == gap ? "heatmap" : "trend";  // items are questions of the same people
    const auto drawn = cxmetrics::tests::run_program(words + "--format svg --chart " + chart);
    CHECK_THAT(drawn.out, contains(metric == gap ? "mood" : "target 2"));
  }
}

TEST_CASE("without rows or whole periods cxreport says what is missing, and what to do",
          "[cxreport][trends]") {
  const auto said = [](const std::string& rows, const std::string& words) {
    const cxmetrics::tests::file answers("score,at,shop\n" + rows);
    return cxmetrics::tests::run_program(answers.quoted() + "--metric nps --score score --by shop --quiet " +
                                         words);
  };
  const auto empty = said("", "--league");
  CHECK(empty.status == 1);
  CHECK_THAT(empty.err, contains("no group and no period is there to look closer at"));
  CHECK_THAT(empty.err, contains("there are no rows"));
  const std::string days = "9,2024-12-03,a\n3,2024-12-05,b\n";
  const auto cut = said(days, "--time at --period month --trend --target 30");
  CHECK(cut.status == 0);
  CHECK_THAT(cut.out, contains("no trend: No period is whole"));
  CHECK_THAT(cut.out, contains("NPS of at least 30.0: cannot tell. No period is whole."));
  CHECK_THAT(cut.err, contains("say --as-of 2024-12-31 if all up to that day is in the file"));
  const auto bounded = said(days, "--time at --period month --trend --from 2024-12-02 --to 2024-12-20");
  CHECK_THAT(bounded.err, contains("let --from and --to hold whole periods"));
  const auto compared = said(days, "--time at --period month --what-changed 2024-11,2024-12");
  CHECK(compared.status == 2);
  CHECK_THAT(compared.err, contains("no period is whole"));
  const auto whole = said(days, "--time at --period month --trend --target 30 --as-of 2024-12-31");
  CHECK(whole.err == "");
  CHECK_THAT(whole.out, contains("two whole periods or more"));
}

TEST_CASE("what is looked at closer gives nothing of hidden figures away", "[cxreport][trends]") {
  // Two files that differ only in what --min-base 5 hides: answers of shops b and d in January and February, three or
  // four each, of which no sum differs.
  const auto answers = [](const std::string& shop, const std::string& month, int promoters, int detractors) {
    std::string rows;
    for (int at = 0; at < promoters + detractors; ++at)
      rows += (at < promoters ? "10," : "2,") + month + "-15," + shop + "\n";
    return rows;
  };
  const auto report = [&](int january, const std::string& words) {
    std::string rows = "score,at,shop\n";
    for (const char* month : {"2024-01", "2024-02", "2024-03", "2024-04"}) {
      rows += answers("a", month, 30, 10) + answers("c", month, 25, 15);
      if (std::string(month) > "2024-02") rows += answers("b", month, 20, 20) + answers("d", month, 15, 25);
    }
    rows += answers("b", "2024-01", january, 3 - january) + answers("b", "2024-02", 3 - january, 1 + january);
    rows += answers("d", "2024-01", 3 - january, 1 + january) + answers("d", "2024-02", january, 3 - january);
    const cxmetrics::tests::file file(rows);
    const auto made = cxmetrics::tests::run_program(
        file.quoted() +
        "--metric nps --score score --by shop --time at --period month --as-of 2024-04-30 --quiet "
        "--min-base 5 " +
        words);
    CHECK(made.status == 0);
    return made.out;
  };
  const std::string closer =
      "--trend --target 40 --by-date 2024-12-31 --what-changed 2024-01,2024-04 --league ";
  for (const char* format : {"text", "json", "csv", "markdown", "html"}) {
    CAPTURE(format);
    const std::string words = closer + "--format " + format;
    CHECK(report(0, words) == report(3, words));
  }
  CHECK_THAT(report(0, closer), contains("hidden are left out"));
  CHECK_THAT(report(0, closer), contains("left out of both"));
}

}  // namespace tests_of_trends
