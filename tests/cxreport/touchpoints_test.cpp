// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "run.hpp"
#include "support/json.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace tests_of_touchpoints {
using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::run_program;

namespace {

const std::string airport = "'" CXREPORT_SAMPLES "/airport.csv' --quiet ";
const std::string seven = " --touchpoints Q7ART,Q7FOOD,Q7STORE,Q7SIGN,Q7WALKWAYS,Q7SCREENS,Q7WIFI ";

}  // namespace

TEST_CASE("cxreport ranks touchpoints of the same people by what they do to the whole",
          "[cxreport][touchpoints]") {
  const auto made = run_program(airport + "--metric csat" + seven + "--format json");
  REQUIRE(made.status == 0);
  const json report = json_reader::read(made.out);
  const double n = report["total"]["n"].number;
  const double all = report["total"]["value"].number;
  REQUIRE(report["rows"].items.size() == 7);
  double before = -200;
  double answers = 0;
  for (const json& row : report["rows"].items) {
    const double part = row["n"].number;
    answers += part;
    // metric(all) - metric(without it), by the other side of the identity.
    CHECK(row["impact"].number == Approx(part * (row["value"].number - all) / (n - part)));
    CHECK(row["impact"].number >= before);
    before = row["impact"].number;
  }
  CHECK(answers == n);
}

TEST_CASE("touchpoints are shown in every format, with importance to an outcome", "[cxreport][touchpoints]") {
  const std::string asked = airport + "--metric csat" + seven + "--outcome nps=NETPRO ";
  for (const char* format :
       {"text", "markdown", "csv", "json", "html", "svg --chart impact", "svg --chart quadrant"}) {
    const auto made = run_program(asked + "--where Q7ALL=3 --format " + format);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("Q7WALKWAYS"));
    CHECK(made.out.find("cause") == std::string::npos);
  }
  const json report = json_reader::read(run_program(asked + "--format json").out);
  double importance = 0;
  for (const json& row : report["rows"].items) {
    importance += row["importance"].number;
    CHECK_FALSE(row["field"].text.empty());
    CHECK(row["importance_ci"].items.size() == 2);
  }
  CHECK(importance == Approx(100));
}

TEST_CASE("touchpoints and themes may stand in one column", "[cxreport][touchpoints]") {
  const std::string file = cxmetrics::tests::temporary_path("themes.csv");
  {
    std::ofstream out(file);
    out << "score,theme\n";
    for (int i = 0; i < 40; ++i)
      out << (i < 20 ? 10 : 3) << ',' << (i < 30 ? "staff" : "price; slow") << '\n';
    for (int i = 0; i < 10; ++i) out << "9,\n";
  }
  const std::string asked = file + " --quiet --metric nps --score score --touchpoints theme ";
  const json report = json_reader::read(run_program(asked + "--format json").out);
  CHECK(report["total"]["n"].number == 50);
  CHECK(report["total"]["value"].number == Approx(100 * (30 - 20) / 50.0));
  REQUIRE(report["rows"].items.size() == 3);
  CHECK(report["rows"][0]["touchpoint"].text == "price");
  CHECK(report["rows"][0]["n"].number == 10);
  // Without the ten who mention the price, 30 of 40 promote and 10 do not.
  CHECK(report["rows"][0]["impact"].number == Approx(20 - 50));
  const std::string told = run_program(asked).out;
  CHECK_THAT(told, contains("10 answers name no touchpoint"));
  CHECK_THAT(told, contains("some answers name several touchpoints"));
  std::filesystem::remove(file);
}

TEST_CASE("answers of one column are told apart by respondent and weight", "[cxreport][touchpoints]") {
  const std::string file = cxmetrics::tests::temporary_path("visits.csv");
  {
    std::ofstream out(file);
    out << "who,score,where,weight\n";
    for (int i = 0; i < 60; ++i) {
      const int mood = i * 7 % 8 + 2;
      out << i << ',' << mood << ",staff," << 1 + i % 3 << '\n';
      out << i << ',' << mood - 1 - i % 2 << ",queue," << 1 + i % 3 << '\n';
    }
    out << ",5,staff,1\n";
  }
  const std::string asked = file + " --quiet --metric mean --scale 0:10 --score score --touchpoints where ";
  const auto row_of = [&](const std::string& more, std::size_t row) {
    return json_reader::read(run_program(asked + more + " --format json").out)["rows"][row];
  };
  const json apart = row_of("", 0);
  const json paired = row_of("--respondent who", 0);
  CHECK(paired["touchpoint"].text == "queue");
  CHECK(paired["against_rest"]["value"].number == Approx(-1.5));
  CHECK(paired["against_rest"]["significant"].number == 1);
  const auto width = [](const json& row) { return row["impact_ci"][1].number - row["impact_ci"][0].number; };
  CHECK(width(paired) < width(apart) / 3);
  const std::string told = run_program(asked + "--respondent who").out;
  CHECK_THAT(told, contains("60 of 60 gave several answers, which are compared as pairs"));
  CHECK_THAT(told, contains("no respondent"));

  // Weights 1, 2, 3 of every third person.
  double sum[2] = {0, 0};
  for (int i = 0; i < 60; ++i) {
    sum[0] += (1 + i % 3) * (i * 7 % 8 + 2 - 1 - i % 2);
    sum[1] += 1 + i % 3;
  }
  const json weighted = row_of("--respondent who --weight weight", 0);
  CHECK(weighted["value"].number == Approx(sum[0] / sum[1]));
  CHECK_THAT(run_program(asked + "--weight weight").out, contains("weighted: values and shares"));
  std::filesystem::remove(file);
}

TEST_CASE("few answers at a touchpoint are hidden, counted and said", "[cxreport][touchpoints]") {
  const std::string file = cxmetrics::tests::temporary_path("few.csv");
  {
    std::ofstream out(file);
    out << "who,score,where\n";
    for (int i = 0; i < 80; ++i) out << i / 2 << ',' << i % 11 << ',' << (i < 50 ? "staff" : "queue") << '\n';
    for (int i = 0; i < 6; ++i) out << i % 3 << ',' << i << ",lift\n";
  }
  const std::string asked =
      file + " --quiet --metric nps --score score --touchpoints where --respondent who ";
  const std::string told = run_program(asked + "--min-base 5").out;
  CHECK_THAT(told, contains("2 of 3 touchpoints hidden"));
  CHECK_THAT(told, contains("suppressed: rests on fewer than 5"));
  // Six answers are of three people.
  const json report = json_reader::read(run_program(asked + "--min-base 5 --format json").out);
  CHECK(report["rows"][0]["touchpoint"].text == "staff");
  CHECK(report["rows"][1]["value"].is == json::kind::null);
  CHECK(report["rows"][2]["value"].is == json::kind::null);
  CHECK_THAT(run_program(asked + "--min-base 3").out, !contains("hidden"));
  for (const char* format : {"markdown", "html", "svg --chart impact"}) {
    const auto made = run_program(asked + "--min-base 5 --format " + format);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("suppressed"));
  }
  CHECK_THAT(run_program(asked + "--min-base 5 --format csv").out, contains("touchpoints,lift,,,"));
  const auto columns = run_program(airport + "--metric csat" + seven + "--min-base 2200");
  CHECK_THAT(columns.out, contains("of 7 touchpoints hidden"));
  CHECK(columns.out.find("Q7WIFI: 689") == std::string::npos);
  std::filesystem::remove(file);
}

TEST_CASE("touchpoints that do not go together are refused", "[cxreport][touchpoints]") {
  const auto refused = [](const std::string& arguments, const std::string& why) {
    cxmetrics::tests::check_refused(airport + arguments, why);
  };
  refused("--touchpoints Q7ART,Q7FOOD", "goes with one metric of answers");
  refused("--metric churn --touchpoints Q7ART,Q7FOOD", "goes with one metric of answers");
  refused("--metric csat --touchpoints Q7ART,Q7FOOD --by Q7SIGN", "do not go with --touchpoints");
  refused("--metric csat --touchpoints Q7ART,Q7FOOD --weight WEIGHT", "of one column, and --score");
  refused("--metric csat --touchpoints Q7ART,Q7ART", "asked for twice");
  refused("--metric csat --touchpoints Q7ART,Q8ART", "Q8ART");
  refused("--metric csat --touchpoints Q7ART,Q7FOOD --outcome NETPRO", "no METRIC=COLUMN");
  refused("--metric csat --touchpoints Q7ART,Q7FOOD --outcome csat=Q7FOOD", "both outcome and touchpoint");
  refused("--metric csat --score Q7ALL --touchpoints Q7ART,Q7FOOD", "of one column");
  refused("--metric csat --score Q7ALL --outcome nps=NETPRO", "goes with --touchpoints");
  refused("--metric csat --touchpoints Q7ART,Q7FOOD --pairwise", "with --touchpoints and --outcome");
}

}  // namespace tests_of_touchpoints
