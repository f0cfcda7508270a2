// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "run.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"

#include <cmath>
#include <fstream>
#include <string>

namespace tests_of_drivers {
using cxmetrics::tests::contains;
using cxmetrics::tests::golden;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::run_program;

namespace {

const std::string airport = "'" CXREPORT_SAMPLES "/airport.csv' --quiet ";
const std::string items = " --drivers Q7ART,Q7FOOD,Q7STORE,Q7SIGN,Q7WALKWAYS,Q7SCREENS,Q7WIFI ";

}  // namespace

TEST_CASE("cxreport finds the reference drivers", "[cxreport][drivers]") {
  for (const auto& [outcome, scale] : {std::pair{"NETPRO", "0:10"}, std::pair{"Q7ALL", "1:5"}}) {
    const auto made = run_program(airport + "--format json --missing Blank --metric mean --scale " + scale +
                                  " --score " + outcome + items);
    REQUIRE(made.status == 0);
    const json report = json_reader::read(made.out);
    CHECK(report["metric"].text == "drivers");
    std::size_t found = 0;
    for (const auto& expected : golden("drivers.csv")) {
      if (expected.text("outcome") != outcome) continue;
      CHECK(std::abs(report["total"]["value"].number / 100 - expected.number("r_squared")) < 1e-9);
      for (const json& row : report["rows"].items) {
        if (row["item"].text != expected.text("item")) continue;
        ++found;
        CHECK(std::abs(row["johnson"].number / 100 - expected.number("johnson")) < 1e-9);
        CHECK(std::abs(row["lmg"]["value"].number / 100 - expected.number("lmg")) < 1e-9);
        CHECK(std::abs(row["correlation"].number - expected.number("correlation")) < 1e-9);
        CHECK(row["n"].number == static_cast<double>(expected.count("n")));
        CHECK(row["ci"].items.size() == 2);
      }
    }
    CHECK(found == 7);
  }
}

TEST_CASE("drivers of any outcome are shown in every format", "[cxreport][drivers]") {
  const std::string nps = airport + "--metric nps --score NETPRO" + items;
  const std::string of_few = nps + "--where Q7ALL=3 ";
  for (const char* format : {"text", "markdown", "csv", "json", "html", "svg --chart drivers"}) {
    const auto made = run_program(of_few + "--format " + format);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("Q7WALKWAYS"));
    CHECK(made.out.find("cause") == std::string::npos);
  }
  const std::string told = run_program(nps).out;
  CHECK_THAT(told, contains("1551 of 2831 respondents answered all questions"));
  CHECK_THAT(told, contains("Q7WIFI: 689 answers off the scale 1 to 5 count as no answer"));
  CHECK_THAT(run_program(of_few + "--pairwise").out, contains("pairwise"));
  const json one = json_reader::read(run_program(of_few + "--format json --threads 1").out);
  const json two = json_reader::read(run_program(of_few + "--format json --threads 2").out);
  CHECK(one["rows"][0]["ci"][0].number == two["rows"][0]["ci"][0].number);
}

TEST_CASE("outcomes and items may be words", "[cxreport][drivers]") {
  const std::string file = cxmetrics::tests::temporary_path("churned.csv");
  {
    std::ofstream out(file);
    out << "churned,staff,queue\n";
    for (int i = 0; i < 60; ++i) {
      const char* staff[] = {"Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"};
      out << (i % 5 < 2 ? "Yes" : "No") << ',' << staff[(i + i / 20) % 5] << ',' << 1 + i % 7 % 5 << '\n';
    }
    out << "Perhaps,Neutral,3\n";
    out << "No,Neutral,2.5\n";
  }
  const std::string asked =
      file + " --quiet --metric share --score churned --drivers staff,queue --value Perhaps=1 ";
  const json report = json_reader::read(run_program(asked + "--format json").out);
  CHECK(report["rows"][0]["item"].text == "staff");
  CHECK(report["rows"][0]["correlation"].number < 0);
  CHECK(report["accounting"]["rows_read"].number == 62);
  const auto told = run_program(asked);
  CHECK_THAT(told.out, contains("Rows used: 61"));
  CHECK_THAT(told.out, contains("line 63"));
  std::filesystem::remove(file);
}

TEST_CASE("drivers that do not go together are refused", "[cxreport][drivers]") {
  const auto refused = [](const std::string& arguments, const std::string& why) {
    cxmetrics::tests::check_refused(airport + arguments, why);
  };
  refused("--drivers Q7ART", "--drivers goes with one outcome");
  refused("--metric nps --score NETPRO --drivers NETPRO,Q7ART", "both outcome and driver");
  refused("--metric nps --score NETPRO --drivers Q7ART,Q7ART", "asked for twice");
  refused("--metric nps --score NETPRO --drivers Q7ART --by Q7FOOD", "do not go with --drivers");
  refused("--metric nps --score NETPRO --drivers Q7ART --target 40", "do not go with --drivers");
  refused("--metric nps --score NETPRO --drivers Q8ART", "Q8ART");
  refused("--metric nps --score NETPRO --item-scale 1:5", "goes with --drivers");
  refused("--metric nps --score NETPRO --pairwise", "goes with --drivers");
  refused("--metric percent-of-maximum --scale 1:4 --score Q7ALL --drivers Q7ART", "take the mean");
}

}  // namespace tests_of_drivers
