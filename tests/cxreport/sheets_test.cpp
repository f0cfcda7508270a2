// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Reports of several answers of each person.
#include "cxreport/report.hpp"
#include "support/json.hpp"
#include "support/temporary_file.hpp"

#include <string>

namespace tests_of_sheets {
using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::report;
using cxmetrics::tests::run_program;
using cxmetrics::tests::temporary_file;

namespace {

void check_refused(const std::string& arguments, const std::string& why) {
  const auto made = run_program(arguments);
  INFO(arguments);
  CHECK(made.status == 2);
  CHECK_THAT(made.err, contains(why));
}

const std::string journey = "'" CXREPORT_SAMPLES "/journey.csv' --metric stages ";
const std::string airport = "'" CXREPORT_SAMPLES "/airport.csv' --metric index --missing 0 --missing 6 ";
const std::string visitors = "'" CXREPORT_SAMPLES "/expectations.csv' --metric gap ";
const std::string stages = "aware,appeal,ask,act,advocate";

}  // namespace

TEST_CASE("cxreport tells the stages of people, in all formats", "[cxreport][stages]") {
  const json of_all = report(journey + "--items " + stages);
  REQUIRE(of_all["rows"].items.size() == 5);
  CHECK(of_all["rows"][3]["stage"].text == "act");
  CHECK(of_all["rows"][3]["reached"].number == 77);
  CHECK(of_all["related"][0]["rows"][0]["key"]["figure"].text == "purchase action ratio (act of aware)");
  const json by_region = report(journey + "--items " + stages + " --by region");
  CHECK(by_region["rows"].items.size() == 15);
  CHECK(by_region["rows"][13]["above_earlier"].number == 1);
  for (const std::string format : {"text", "markdown", "csv", "html"}) {
    const auto made = run_program(journey + "--quiet --by region --format " + format + " --items " + stages);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("advocate"));
  }
}

TEST_CASE("stages, indexes and gaps are drawn, and CSV has what is below a table", "[cxreport][stages]") {
  const auto drawn = [](const std::string& arguments) {
    const auto made = run_program(arguments);
    INFO(made.err);
    CHECK(made.status == 0);
    return made.out;
  };
  CHECK_THAT(drawn(journey + "--quiet --by region --format svg --chart funnel --items " + stages),
             contains("more than at an earlier one"));
  CHECK_THAT(
      drawn(airport + "--quiet --scale 1:5 --items Q7FOOD,Q7STORE --by Q7ALL --format svg --chart segments"),
      contains("index"));
  CHECK_THAT(
      drawn(visitors + "--quiet --scale 1:7 --perception speed --expectation expected_speed --format svg "
                       "--chart segments"),
      contains("speed"));
  CHECK_THAT(drawn(journey + "--quiet --format csv --items " + stages), contains("brand advocacy ratio"));
  check_refused(airport + "--scale 1:5 --items Q7FOOD,Q7STORE --by Q7ALL --format svg --chart funnel",
                "index is not of steps");
}

TEST_CASE("stages from columns of counts add up by group", "[cxreport][stages]") {
  const temporary_file file("plan,saw,tried,bought\nA,100,50,60\nA,100,70,20\nB,10,5,1\n");
  const std::string counts = "'" + file.path() + "' --metric stages --counts saw,tried,bought --by plan ";
  const json made = report(counts + "--purchase Bought");
  CHECK(made["rows"][2]["reached"].number == 80);
  CHECK(made["rows"][2]["ratio_from_first"]["value"].number == 40);
  CHECK(made["related"][0]["rows"].items.size() == 2);
  CHECK(report(counts + "--purchase tried")["related"][0]["rows"].items.size() == 4);
  CHECK(report(counts).members.count("related") == 0);
  check_refused(counts + "--purchase Sold", "no stage is called");
}

TEST_CASE("cxreport tells an index of several answers, in all formats", "[cxreport][index]") {
  const json terminal = report(airport + "--scale 1:5 --items Q7SIGN,Q7WALKWAYS,Q7SCREENS");
  CHECK(terminal["total"]["n"].number == 2512);
  CHECK(terminal["total"]["value"].number == Approx(78.071921443736727));
  CHECK(terminal["related"][0]["rows"].items.size() == 3);
  CHECK(terminal["related"][1]["total"]["value"].number == Approx(0.85082695950478848));
  const json raised = report(
      airport +
      "--scale 1:5 --items Q7SIGN,Q7WALKWAYS,Q7SCREENS --missing-items reweight --item-weights .5,.25,.25");
  CHECK(raised["total"]["n"].number == 2764);
  CHECK(raised["total"]["reweighted"].number == 252);
  const json net =
      report(airport + "--preset effectiveness-ease-emotion --items Q7SIGN,Q7WALKWAYS,Q7SCREENS");
  CHECK(net["unit"].text == "points");
  const json by = report(airport + "--scale 1:5 --aggregate top-box:2 --items Q7FOOD,Q7STORE --by Q7ALL");
  CHECK(by["rows"].items.size() == 6);
  for (const std::string format : {"text", "markdown", "csv", "html"}) {
    const auto made = run_program(
        airport + "--quiet --scale 1:5 --items Q7FOOD,Q7STORE --bands 0=low,50=high --format " + format);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("index"));
  }
}

TEST_CASE("what an index needs is asked for", "[cxreport][index]") {
  check_refused(airport + "--scale 1:5", "--items COLUMN,COLUMN,... is needed for index");
  check_refused(airport + "--items Q7FOOD,Q7STORE", "--scale LOW:HIGH is needed");
  check_refused(airport + "--items Q7FOOD,Q7STORE --scale 1:5 --item-weights .5,.4", "sum to 0.9");
  check_refused(airport + "--items Q7FOOD,Q7STORE --scale 1:5 --item-weights .5", "1 weights of 2 items");
  check_refused(airport + "--items Q7FOOD,Q7STORE --scale 1:5 --item-weights a,b", "takes numbers");
  check_refused(airport + "--items Q7FOOD,Q7STORE --scale 1:5 --bands good", "takes FROM=NAME");
  check_refused(airport + "--items Q7FOOD,Q7STORE --preset effectiveness-ease-emotion", "takes 3 items");
  check_refused(airport + "--items a,b,c --scale 1:5 --preset effectiveness-ease-emotion", "--preset says");
  check_refused(airport + "--items a,b --scale 1:5 --purchase a", "--purchase goes with --metric stages");
  check_refused(airport + "--items a,b --scale 1:5 --missing-items ignore", "policy for missing items");
  check_refused(journey + "--items aware,appeal --bands 0=low", "--bands goes with --metric index");
}

TEST_CASE("cxreport tells gaps between perception and expectation, in all formats", "[cxreport][gap]") {
  const std::string pairs = visitors + "--perception tidy,speed --expectation expected_tidy,expected_speed ";
  const json plain = report(pairs + "--scale 1:7");
  CHECK(plain["rows"].items.size() == 2);
  CHECK(plain["rows"][1]["gap"]["value"].number < -1);
  CHECK(plain["unit"].text == "score");
  const json whole = report(pairs + "--scale 1:7 --dimensions place,staff --importance 40,60 --by branch");
  CHECK(whole["rows"].items.size() == 4);
  CHECK(whole["related"].items.size() == 2);
  CHECK(whole["related"][1]["rows"].items.size() == 2);
  // As if the expectations had been asked on a longer scale.
  CHECK(report(pairs + "--scale 1:7 --expectation-scale 1:10")["unit"].text == "percent");
  for (const std::string format : {"text", "markdown", "csv", "html"}) {
    const auto made = run_program(pairs + "--quiet --scale 1:7 --format " + format);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("speed"));
  }
}

TEST_CASE("what a gap needs is asked for", "[cxreport][gap]") {
  check_refused(visitors + "--perception tidy --scale 1:7", "--expectation COLUMN,COLUMN,... is needed");
  check_refused(visitors + "--expectation tidy --scale 1:7", "--perception COLUMN,COLUMN,... is needed");
  check_refused(visitors + "--perception tidy --expectation expected_tidy", "--scale LOW:HIGH is needed");
  check_refused(visitors + "--perception tidy,speed --expectation expected_tidy --scale 1:7",
                "--expectation has 1 for 2 perceptions");
  check_refused(visitors + "--perception tidy --expectation speed --scale 1:7 --importance 1,2",
                "--importance has 2");
  check_refused(visitors + "--perception tidy --expectation speed --scale 1:7 --items tidy",
                "--items goes with --metric stages, index, response");
  check_refused(visitors + "--perception tidy --expectation tidy --scale 1:7",
                "column tidy is asked for twice");
}

TEST_CASE("cxreport tells who answered, how carefully, and what the silent could have said",
          "[cxreport][response]") {
  const temporary_file file(
      "who,team,q1,q2,q3,seconds,comment\n"
      "A,x,5,5,5,10,The very same words again\n"
      "B,x,4,3,5,1:40,the very same words again\n"
      "C,x,4,,5,95,short\n"
      "D,y,,,,,\n"
      "A,y,1,1,1,90,Something of my own instead\n");
  const std::string survey = "'" + file.path() + "' --metric response --items q1,q2,q3 --missing 0 ";
  const json made = report(survey + "--scale 1:5 --duration seconds --text comment --respondent who");
  CHECK(made["total"]["n"].number == 5);
  CHECK(made["total"]["answered"].number == 4);
  CHECK(made["total"]["completed"]["value"].number == 60);
  const json& signs = made["related"][0]["rows"];
  REQUIRE(signs.items.size() == 4);
  CHECK(signs[0]["count"].number == 2);
  CHECK(signs[1]["count"].number == 1);
  CHECK(signs[2]["count"].number == 2);
  CHECK(signs[3]["count"].number == 1);
  CHECK(made["related"][1]["rows"][1]["silent"].number == 2);
  const json by_team = report(survey + "--scale 1:5 --aggregate top-box:2 --by team");
  CHECK(by_team["rows"].items.size() == 2);
  CHECK(by_team["related"][1]["rows"][3]["highest"]["value"].number == 50);
  for (const std::string format : {"text", "markdown", "csv", "html"}) {
    const auto printed = run_program(survey + "--quiet --scale 1:5 --format " + format);
    CHECK(printed.status == 0);
    CHECK_THAT(printed.out, contains("answered"));
  }
  check_refused(survey, "--scale LOW:HIGH is needed");
  check_refused(survey + "--scale 1:5 --cluster team", "do not go with response");
  check_refused(survey + "--scale 1:5 --bands 0=low", "--bands goes with --metric index");
  check_refused(journey + "--items aware,appeal --duration act", "--duration goes with --metric response");
}

TEST_CASE("what stages need is asked for", "[cxreport][stages]") {
  check_refused(journey, "--items COLUMN,COLUMN,... or --counts");
  check_refused(journey + "--items aware,appeal --score act", "do not go with stages");
  check_refused(journey + "--items aware,appeal --scale 1:5", "--scale does not go with stages");
  check_refused(journey + "--items aware,appeal --churned act", "options of customers");
  check_refused(journey + "--items aware,mood", "no column is called");
  check_refused("'" CXREPORT_SAMPLES "/journey.csv' --metric nps --score aware --items aware",
                "--items goes with --metric stages, index, response");
}

}  // namespace tests_of_sheets
