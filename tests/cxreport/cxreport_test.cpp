// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Runs the program as a person would, on the sample data, on the real data sets and on what can go wrong.
#include "cxreport/report.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/json.hpp"
#include "support/shared_data.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace tests_of_cxreport {
using cxmetrics::tests::golden;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::program_result;
using cxmetrics::tests::report;
using cxmetrics::tests::shared_data;
using cxmetrics::tests::text_in;
using cxmetrics::tests::WithinAbs;
using cxmetrics::tests::WithinRel;

namespace {

std::string temporary(const std::string& name) {
  return cxmetrics::tests::temporary_path("test-" + name);
}

program_result run(const std::string& arguments, const std::string& before = "") {
  return cxmetrics::tests::run_shell(before + "'" CXREPORT "' " + arguments);
}

std::string file_with(const std::string& name, const std::string& text) {
  std::ofstream(temporary(name), std::ios::binary) << text;
  return temporary(name);
}

const std::string sample = "'" CXREPORT_SAMPLES "/responses.csv'";

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("the program tells how it is used, and its version", "[cxreport]") {
  const program_result help = run("--help all");
  CHECK(help.status == 0);
  for (const char* word : {"--metric", "--score", "--by", "start-cohort", "net:LOW,HIGH", "Exit status"}) {
    CHECK(says(help.out, word));
  }
  const program_result version = run("--version");
  CHECK(version.status == 0);
  CHECK(version.out == "cxreport " CXMETRICS_VERSION "\n");
}

TEST_CASE("a name that resembles none is not taken for one", "[cxreport]") {
  const std::string file = file_with("weights", "Hi,score\n2,9\n");
  for (const char* name : {"W", "wt", "csat"}) {
    const program_result made = run("'" + file + "' --metric nps --score score --weight " + name);
    CHECK(made.status == 2);
    CHECK(says(made.err, "valid: Hi, score"));
    CHECK_FALSE(says(made.err, "did you mean"));
  }
  std::filesystem::remove(file);
}

TEST_CASE("wrong usage is told with what is valid and what is nearest, status 2", "[cxreport]") {
  const auto fails = [](const std::string& arguments, const std::string& words) {
    const program_result made = run(arguments);
    INFO(arguments << ": " << made.err);
    CHECK(made.status == 2);
    CHECK(made.out.empty());
    CHECK(says(made.err, words));
  };
  fails("", "a FILE is needed");
  fails(sample + " --metrc nps", "did you mean '--metric'");
  fails(sample + " --metric nsp --score score", "did you mean 'nps'");
  fails(sample + " --metric nps --score scoer", "did you mean 'score'");
  fails(sample + " --metric nps --score score --by segmnt", "did you mean 'segment'");
  fails(sample + " --metric nps", "--score");
  fails(sample + " --metric mean --score score", "--scale");
  fails(sample + " --metric nps --score score --scale 1:7", "net:LOW,HIGH");
  fails(sample + " --metric mean --score score --scale 1:70", "2 to 11 points");
  fails(sample + " --metric top-box:9 --scale 1:5 --score score", "9 boxes");
  fails(sample + " --metric net:5,2 --scale 1:5 --score score", "cut points");
  fails(sample + " --metric nps --score score --time answered_at", "--period");
  fails(sample + " --metric nps --score score --time answered_at --period monthly", "quarter");
  fails(sample + " --metric nps --score score --level 95", "between 0 and 1");
  fails(sample + " --metric nps --score score --format xml", "markdown");
  fails(sample + " --metric nps --score score --utc-offset seven", "seven");
  fails(sample + " --metric nps --score score --time answered_at --period day --date-format %Q", "%Q");
  fails(sample + " --metric nps --score score --start since", "churn");
  fails(sample + " --metric churn --start since --period month", "--end");
  fails(sample + " --metric churn --start since --end until --period month --definition cohort",
        "start-cohort");
}

TEST_CASE("a file that cannot be read is status 3", "[cxreport]") {
  const program_result missing = run("no-such-file.csv --metric nps --score score");
  CHECK(missing.status == 3);
  CHECK(says(missing.err, "no-such-file.csv"));
  const std::string empty = file_with("empty", "");
  CHECK(run(empty + " --metric nps --score score").status == 3);
}

TEST_CASE("rejected rows are status 1 where they are more than those used, or the caller says so",
          "[cxreport]") {
  const std::string file = file_with("rejects", "score\n9\neleven\nten\n9.5\n");
  const std::string nps = file + " --metric nps --score score";
  CHECK(run(nps).status == 1);
  CHECK(run(file_with("rejects", "score\n9\neleven\n9\n9\n") + " --metric nps --score score").status == 0);
  file_with("rejects", "score\n9\neleven\nten\n9.5\n");
  CHECK(run(nps + " --strict").status == 1);
  CHECK(run(nps + " --max-rejects 2").status == 1);
  CHECK(run(nps + " --max-rejects 3").status == 0);
  const json accounting = report(nps + " --max-rejects 3")["accounting"];
  CHECK(accounting["rows_read"].number == 4);
  CHECK(accounting["rows_used"].number == 1);
  CHECK(accounting["rows_rejected"].number == 3);
  const json& eleven = accounting["rejected"][0];
  CHECK(eleven["line"].number == 3);
  CHECK(eleven["column"].text == "score");
  CHECK(eleven["text"].text == "eleven");
  CHECK(!eleven["reason"].text.empty());
}

TEST_CASE("a file without rows gives null, never 0", "[cxreport]") {
  const json made = report(file_with("headers", "score\n") + " --metric nps --score score", 1);
  CHECK(made["rows"].items.empty());
  CHECK(made["total"]["n"].number == 0);
  CHECK(made["total"]["value"].is == json::kind::null);
  CHECK(made["total"]["ci"][0].number == -100);
  CHECK(says(run(file_with("headers", "score\n") + " --metric nps --score score").out, "n/a"));
}

TEST_CASE("standard input and files give the same", "[cxreport]") {
  const std::string arguments = " --metric nps --score score --by segment";
  CHECK(run("-" + arguments, "cat " + sample + " | ").out == run(sample + arguments).out);
}

TEST_CASE("the output file holds what standard output would", "[cxreport]") {
  const std::string output = temporary("output");
  const std::string arguments = sample + " --metric nps --score score --format csv";
  CHECK(run(arguments + " --output " + output).out.empty());
  CHECK(text_in(output) == run(arguments).out);
  CHECK_FALSE(std::filesystem::exists(output + ".part"));
  CHECK(run(arguments + " --output /no/such/folder/file").status == 3);
}

TEST_CASE("a file in long form gives every metric found in one reading", "[cxreport]") {
  const json made = report(sample);
  std::vector<std::string> metrics;
  for (const json& table : made["reports"].items) {
    metrics.push_back(table["metric"].text);
    double n = 0;
    for (const json& row : table["rows"].items) n += row["n"].number;
    CHECK(n == table["total"]["n"].number);
  }
  CHECK(metrics == std::vector<std::string>{"nps", "nps", "csat", "csat", "ces", "ces"});
  const json& row = made["reports"][0]["rows"][0];
  CHECK(row["key"].names == std::vector<std::string>{"segment", "period"});
  CHECK(row["promoters"].number + row["passives"].number + row["detractors"].number == row["n"].number);
  const json& accounting = made["accounting"];
  CHECK(accounting["rows_read"].number ==
        accounting["rows_used"].number + accounting["rows_rejected"].number);
  CHECK(accounting["rows_used"].number ==
        accounting["answered"].number + accounting["missing"].number + accounting["off_scale"].number);
}

TEST_CASE("a metric asked for is that of its rows where the rows of a file name theirs", "[cxreport]") {
  const json nps = report(sample + " --metric nps --score score --by segment");
  CHECK_THAT(nps["total"]["value"].number, WithinAbs(29.1536, 5e-5));  // (748 - 283) / 1595
  CHECK(nps["total"]["n"].number == 1595);
  const json all = report(sample);
  double read = 0;
  for (const char* metric : {"nps", "csat", "ces"}) {
    const json alone = report(sample + " --metric " + metric + " --score score");
    const json& rows = alone["accounting"];
    CHECK(rows["rows_read"].number == all["accounting"]["rows_read"].number);
    CHECK(rows["rows_read"].number ==
          rows["rows_used"].number + rows["rows_left_out"].number + rows["rows_rejected"].number);
    CHECK(rows["left_out"]["another metric"].number == rows["rows_left_out"].number);
    read += rows["rows_used"].number;
    for (const json& table : all["reports"].items) {
      if (table["metric"].text == metric)
        CHECK(table["total"]["value"].number == alone["total"]["value"].number);
    }
  }
  CHECK(read == all["accounting"]["rows_used"].number);
  CHECK(
      says(run(sample + " --metric nps --score score").out, "Rows left out: 1,918 (another metric: 1,918)"));
  // The share of those who found it easy is one of the answers about effort.
  CHECK(report(sample + " --metric ces-easy --score score")["total"]["n"].number ==
        report(sample + " --metric ces --score score")["total"]["n"].number);
}

TEST_CASE("a column metric that names no metric is a column like others", "[cxreport]") {
  const std::string named = file_with("named", "metric,score\n NPS ,9\ncsat,1\nnps,9\nkg,1\n,1\n");
  CHECK(report(named + " --metric nps --score score")["total"]["n"].number == 2);
  const json none = report(named + " --metric enps --score score", 1);
  CHECK(none["total"]["n"].number == 0);
  CHECK(none["accounting"]["rows_left_out"].number == 5);
  CHECK(report(named + " --metric mean --scale 0:10 --score score")["total"]["n"].number == 5);
  const std::string units = file_with("units", "metric,score\nkg,9\nm,1\n");
  CHECK(report(units + " --metric nps --score score")["total"]["n"].number == 2);
}

TEST_CASE("no more than the beginning of a rejected text is told", "[cxreport]") {
  std::string text = "since,until\n";
  for (int row = 0; row < 5; ++row) text += "2024-01-01," + std::string(900'000, 'x') + "\n";
  const std::string file = file_with("long", text);
  const program_result made =
      run(file + " --metric churn --start since --end until --period month --format json");
  CHECK(made.status == 1);
  CHECK(made.out.size() < 5000);
  CHECK(json_reader::read(made.out)["accounting"]["rows_rejected"].number == 5);
}

TEST_CASE("an answer late in the evening is counted where the reader's day has begun", "[cxreport]") {
  const std::string file = file_with("offset", "t,score\n2024-03-31T23:30Z,9\n");
  const std::string nps = file + " --metric nps --score score --time t --period month";
  CHECK(report(nps)["rows"][0]["key"]["period"].text == "2024-03");
  CHECK(report(nps + " --utc-offset +07:00")["rows"][0]["key"]["period"].text == "2024-04");
}

TEST_CASE("negative codes and scales reach the program unharmed", "[cxreport]") {
  const std::string file = file_with("negative", "score\n-5\n5\n-1\n");
  const json made = report(file + " --metric mean --scale -5:5 --missing -1 --score score");
  CHECK(made["total"]["value"].number == 0);
  CHECK(made["total"]["missing"].number == 1);
}

TEST_CASE("returning customers are joined by their key", "[cxreport]") {
  const std::string file = file_with("customers",
                                     "id,since,until\n"
                                     "a,2024-01-01,2024-03-10\n"
                                     "a,2024-03-20,\n"
                                     "b,2024-01-01,2024-03-05\n"
                                     "c,2024-03-05,2024-03-05\n"
                                     "d,2024-05-05,2024-03-05\n");
  const std::string churn = file +
                            " --metric churn --start since --end until --period month --from 2024-03-01"
                            " --to 2024-03-31 --customer id";
  const json march = report(churn)["rows"][0];
  CHECK(march["at_start"].number == 2);
  CHECK(march["acquired"].number == 1);
  CHECK(march["reactivated"].number == 1);
  CHECK(march["churned"].number == 2);
  CHECK(march["churned_new"].number == 1);
  CHECK(march["at_end"].number == 1);
  CHECK(march["value"].number == 50);
  CHECK(march["definition"].text == "start-cohort");
  CHECK(report(churn)["accounting"]["rejected"][0]["reason"].text == "ends before it begins");
  const json all = report(churn + " --definition all");
  CHECK(all["rows"].items.size() == 6);
  const json& row = all["rows"].items.at(0);
  CHECK_THAT(row["expected_lifetime"]["value"].number, WithinRel(100 / row["value"].number, 1e-12));
  const std::string retention = file +
                                " --metric retention --start since --end until --period month --customer id"
                                " --from 2024-03-01 --to 2024-03-31";
  CHECK(report(retention)["rows"][0]["value"].number == 50);
}

TEST_CASE("any number of threads gives the same report", "[cxreport]") {
  const std::string arguments = sample + " --format csv --threads ";
  const std::string alone = run(arguments + "1").out;
  CHECK(says(alone, "nps,"));
  CHECK(run(arguments + "2").out == alone);
  CHECK(run(arguments + "5").out == alone);
}

TEST_CASE("intervals are chosen by name, and a population narrows them", "[cxreport]") {
  const std::string csat = sample + " --metric csat --score score";
  const auto width = [](const json& made) {
    return made["total"]["ci"][1].number - made["total"]["ci"][0].number;
  };
  const json wilson = report(csat);
  CHECK(width(report(csat + " --method clopper-pearson")) > width(wilson));
  CHECK(width(report(csat + " --population 4000")) < width(wilson));
  CHECK(report(csat + " --method clopper-pearson")["total"]["value"].number ==
        wilson["total"]["value"].number);
  const program_result unfit = run(csat + " --method adjusted-wald");
  CHECK(unfit.status == 2);
  CHECK(says(unfit.err, "Wilson"));
  CHECK(run(csat + " --population 10").status == 2);
}

TEST_CASE("differences from the rest and from the period before are marked, adjusted for their number",
          "[cxreport]") {
  const std::string by = sample + " --metric csat --score score --by touchpoint";
  const json none = report(by + " --adjust none")["rows"];
  const json holm = report(by)["rows"];
  REQUIRE(none.items.size() > 1);
  bool some_are_greater = false;
  for (std::size_t row = 0; row < none.items.size(); ++row) {
    const double p_value = none[row]["against_rest"]["p_value"].number;
    const double adjusted = holm[row]["against_rest"]["adjusted_p_value"].number;
    // Marks go by the more cautious of two p-values; the other one is that of the interval.
    CHECK(none[row]["against_rest"]["adjusted_p_value"].number >= p_value);
    CHECK(holm[row]["against_rest"]["p_value"].number == p_value);
    CHECK(adjusted >= p_value);
    some_are_greater = some_are_greater || adjusted > p_value;
  }
  CHECK(some_are_greater);
  CHECK(says(run(by + " --adjust bh").out, "BH"));
  CHECK(run(by + " --adjust holms").status == 2);
  const json change =
      report(sample + " --metric csat --score score --time answered_at --period quarter")["rows"];
  CHECK(change[0].members.count("change") == 0);
  CHECK_THAT(change[1]["change"]["value"].number,
             WithinAbs(change[1]["value"].number - change[0]["value"].number, 1e-9));
}

TEST_CASE("the page and the charts are made of what the tables say", "[cxreport]") {
  const program_result page = run(sample + " --format html");
  CHECK(page.status == 0);
  CHECK(says(page.out, "<!DOCTYPE html>"));
  CHECK_FALSE(says(page.out, "<script"));
  const std::string csat = sample + " --metric csat --score score --format svg --chart ";
  for (const char* chart : {"distribution", "segments --by touchpoint", "shares --by touchpoint",
                            "trend --time answered_at --period month",
                            "heatmap --by segment --time answered_at --period month"}) {
    const program_result made = run(csat + chart);
    INFO(chart << made.err);
    CHECK(made.status == 0);
    CHECK(made.out.rfind("<svg", 0) == 0);
  }
  // One month of eighteen is no news once it is compared with all others: neither here nor there.
  const json nps = report(sample)["reports"][0];
  const json december = nps["margins"].items.back()["rows"].items.back();
  CHECK(december["key"]["period"].text == "2024-12");
  CHECK(december["change"]["p_value"].number < 0.05);
  CHECK(december["change"]["significant"].number == 0);
  CHECK(says(page.out, " against 2024-11, not significant"));
  CHECK_FALSE(says(page.out, "significantly worse"));
  const program_result few = run(
      sample +
      " --metric csat --score score --by segment --time answered_at --period month --min-base --format html");
  CHECK(says(few.out, "CSAT by period, in per cent"));
  CHECK(says(few.out, "CSAT by segment, in per cent"));
  CHECK(run(csat + "trend").status == 2);
  CHECK(run(csat + "pie").status == 2);
  CHECK(run(sample + " --format svg --chart trend").status == 2);
  CHECK(run(sample + " --metric csat --score score --format svg").status == 2);
}

TEST_CASE("small bases are hidden on request, with those that would give them away", "[cxreport]") {
  const std::string file = file_with("small",
                                     "g,score\na,9\na,9\nb,9\nb,9\nb,9\nb,9\nb,9\nb,9\n"
                                     "c,9\nc,9\nc,9\nc,9\nc,9\nc,9\nc,9\nc,9\n");
  const std::string nps = file + " --metric nps --score score --by g";
  CHECK(report(nps)["rows"][0]["n"].number == 2);
  const json hidden = report(nps + " --min-base")["rows"];
  CHECK(hidden[0]["n"].is == json::kind::null);
  CHECK(hidden[1]["n"].is == json::kind::null);
  CHECK(hidden[2]["n"].number == 8);
  CHECK(report(nps + " --min-base 2")["rows"][0]["n"].number == 2);
  CHECK(run(nps + " --min-base 0").status == 2);
}

TEST_CASE("the bank's NPS by market and quarter is that of pandas", "[cxreport][real]") {
  const auto file = shared_data("nps_bank_2021.csv");
  if (!file) return;
  const std::string nps = "'" + *file + "' --metric nps --score NPS --by Market";
  const json made = report(nps + " --time 'Survey date' --date-format %d/%m/%Y --period quarter");
  CHECK_THAT(made["total"]["value"].number, WithinAbs(11.8, 1e-9));
  CHECK(made["total"]["promoters"].number == 2309);
  CHECK(made["total"]["passives"].number == 972);
  CHECK(made["total"]["detractors"].number == 1719);
  CHECK(made["rows"].items.size() == 12);
  const json markets = report(nps)["rows"];
  CHECK_THAT(markets[0]["value"].number, WithinAbs(17.101273, 5e-7));
  CHECK_THAT(markets[1]["value"].number, WithinAbs(8.488372, 5e-7));
  CHECK_THAT(markets[2]["value"].number, WithinAbs(9.932557, 5e-7));
}

TEST_CASE("the airport's NPS and CSAT are those of pandas", "[cxreport][real]") {
  const auto file = shared_data("sfo_2017.csv");
  if (!file) return;
  const json nps = report("'" + *file + "' --metric nps --score NETPRO --missing 11")["total"];
  CHECK_THAT(nps["value"].number, WithinAbs(39.839767, 5e-7));
  CHECK(nps["n"].number == 2746);
  CHECK(nps["promoters"].number == 1436);
  const json csat = report("'" + *file + "' --metric csat --score Q7ALL --missing Blank")["total"];
  CHECK_THAT(csat["value"].number, WithinAbs(82.0685, 5e-5));
  CHECK(csat["n"].number == 2688);
}

TEST_CASE("weights, strata and clusters give the standard errors of R survey", "[cxreport][real]") {
  const auto file = shared_data("sfo_2017.csv");
  if (!file) return;
  const std::string nps = "'" + *file + "' --metric nps --score NETPRO --missing 11 --weight WEIGHT";
  const auto agrees = [](const json& row, double value, double standard_error) {
    CHECK_THAT(row["value"].number, WithinRel(value, 1e-9));
    CHECK_THAT(row["standard_error"].number, WithinRel(standard_error, 1e-9));
  };
  // survey_mean.csv and survey_domain.csv of R survey 4.1
  agrees(report(nps)["total"], 40.398435511707419, 1.445724976927002);
  agrees(report(nps + " --stratum STRATA")["total"], 40.398435511707419, 1.4434325943567172);
  agrees(report(nps + " --cluster INTDATE")["total"], 40.398435511707419, 1.8792201377725841);
  const json peaks = report(nps + " --stratum STRATA --by PEAK")["rows"];
  agrees(peaks[0], 41.217473312916162, 2.6503654623756154);
  agrees(peaks[1], 44.834360715916475, 2.3339590982539606);
  agrees(peaks[2], 31.548201486384276, 2.3483622927035031);
  CHECK(peaks[2]["against_rest"]["significant"].number == 1);
  CHECK(report(nps)["total"]["promoters"].number == 1436);
}

TEST_CASE("people who answered several times are the clusters, and are compared with themselves",
          "[cxreport]") {
  std::string rows = "who,on,score\n";
  std::string once = rows;
  for (int who = 0; who < 40; ++who) {
    const int score = who * 7 % 11;
    const std::string name = std::to_string(who);
    rows += name + ",2024-01-05," + std::to_string(score) + '\n';
    rows += name + ",2024-02-05," + std::to_string(std::min(10, score + who % 3)) + '\n';
    once += name + ",2024-0" + std::to_string(1 + who % 2) + "-05," + std::to_string(score) + '\n';
  }
  const std::string asked = " --metric nps --score score --time on --period month --as-of 2024-02-29";
  const std::string file = file_with("several", rows);
  const json plain = report(file + asked)["rows"][1]["change"];
  const json paired = report(file + asked + " --respondent who");
  const json change = paired["rows"][1]["change"];
  const auto width = [](const json& of) { return of["ci"][1].number - of["ci"][0].number; };
  CHECK(change["value"].number == plain["value"].number);
  CHECK(width(change) < 0.6 * width(plain));
  CHECK(says(paired["remarks"][0].text, "40 of 40 answered more than once"));

  // Each once: the same as without the option. Answers of nobody are accounted for.
  const json each = report(file_with("once", once + ",2024-01-07,0\n") + asked + " --respondent who");
  const json all = report(file_with("all_once", once) + asked);
  for (const char* figure : {"value", "standard_error", "n"}) {
    CHECK(each["rows"][1][figure].number == all["rows"][1][figure].number);
    CHECK(each["total"][figure].number == all["total"][figure].number);
  }
  CHECK(each["rows"][1]["change"]["p_value"].number == all["rows"][1]["change"]["p_value"].number);
  CHECK(each["accounting"]["left_out"]["no respondent"].number == 1);
  CHECK(each["accounting"]["rows_read"].number == 41);
  for (const char* refused : {" --cluster on", " --latest-per who", " --count score"})
    CHECK(run(file + asked + " --respondent who" + refused).status == 2);
}

TEST_CASE("a base of many answers that may be of few people is hidden", "[cxreport]") {
  // In the west 9 answers of 3 people, in the south 12 of 4, in the east 13 of 5, in the north 40 of 40.
  std::string rows = "who,region,score\n";
  const auto add = [&](const std::string& region, int people, int answers) {
    for (int at = 0; at < answers; ++at)
      rows += region + std::to_string(at % people) + ',' + region + ',' + std::to_string(at % 11) + '\n';
  };
  add("west", 3, 9);
  add("south", 4, 12);
  add("east", 5, 13);
  add("north", 40, 40);
  const std::string asked =
      file_with("people", rows) + " --metric nps --score score --by region --respondent who --min-base";
  const json made = report(asked);
  CHECK(made["rows"][0]["n"].number == 13);
  CHECK(made["rows"][1]["n"].number == 40);
  for (const std::size_t hidden : {std::size_t{2}, std::size_t{3}})
    CHECK(made["rows"][hidden]["value"].is == json::kind::null);
  CHECK(made["total"]["n"].number == 74);
  CHECK(says(made["remarks"][1].text, "one person gave 3 answers, fewer than 13 may be"));
  CHECK(report(asked + " 3 ")["rows"][3]["n"].number == 9);
  CHECK(report(asked + " 4 ")["rows"][3]["value"].is == json::kind::null);
  // Where nobody answered twice, answers are people.
  const json once = report(asked + " --where region=north");
  CHECK(once["rows"][0]["n"].number == 40);
  CHECK(report(asked + " 41 --where region=north")["rows"][0]["value"].is == json::kind::null);
}

TEST_CASE("a trend of churn draws no rate of the whole time", "[cxreport]") {
  std::string rows = "since,until\n";
  for (int who = 0; who < 60; ++who) rows += "2023-06-01,2024-0" + std::to_string(1 + who % 6) + "-10\n";
  const std::string asked = file_with("whole", rows) +
                            " --metric churn --start since --end until --period month --from 2024-01-01 "
                            "--as-of 2024-06-30";
  const program_result text = run(asked);
  CHECK(says(text.out, "churn by period, in per cent per month"));
  CHECK(says(text.out, "total: of the whole time, 2024-01-01 to 2024-06-30, not per month"));
  const program_result chart = run(asked + " --format svg --chart trend");
  CHECK(says(chart.out, "per month"));
  CHECK_FALSE(says(chart.out, "class=\"cx-total\""));
}

TEST_CASE("what a design needs and the command line does not say is an error", "[cxreport]") {
  const std::string file = file_with("design", "score,w,s\n9,1,a\n5,2,a\n3,0.5,b\n");
  const std::string nps = file + " --metric nps --score score --weight w";
  CHECK(run(nps).status == 0);
  CHECK(run(nps + " --stratum s").status == 2);  // a stratum of one
  CHECK(run(nps + " --stratum s --population 50").status == 2);
  CHECK(run(nps + " --stratum t").status == 2);
  CHECK(run(file + " --weight w").status == 2);
}

TEST_CASE("the airline's CSAT is that of pandas", "[cxreport][real]") {
  const auto file = shared_data("airline_satisfaction.csv.gz");
  if (!file) return;
  const json csat =
      report("- --metric csat --score 'Online Boarding' --missing 0", 0, "gunzip -c '" + *file + "' | ");
  CHECK_THAT(csat["total"]["value"].number, WithinAbs(50.8580, 5e-5));
  CHECK(csat["total"]["n"].number == 126800);
}

TEST_CASE("the effort of a 1 to 7 survey is that of pandas", "[cxreport][real]") {
  const auto file = shared_data("ces_trello_utaut2.csv");
  if (!file) return;
  const std::string with = "'" + *file + "' --score EE4 --scale 1:7 --metric ";
  CHECK_THAT(report(with + "mean")["total"]["value"].number, WithinAbs(5.921296, 5e-7));
  CHECK_THAT(report(with + "ces")["total"]["value"].number, WithinAbs(5.921296, 5e-7));
  CHECK_THAT(report(with + "top-box:2")["total"]["value"].number, WithinAbs(74.0741, 5e-5));
  CHECK(report(with + "mean")["total"]["n"].number == 216);
}

TEST_CASE("churn by month and quarter is that of pandas, in every period", "[cxreport][real]") {
  const auto file = shared_data("ravenstack_subscriptions.csv");
  if (!file) return;
  const std::string churn = "'" + *file + "' --metric churn --start start_date --end end_date --period ";
  const json months = report(churn + "month");
  const json quarters = report(churn + "quarter");
  std::size_t compared = 0;
  for (const auto& expected : golden("churn_monthly.csv")) {
    if (expected.text("segment") != "all") continue;
    const bool quarter = expected.text("period").find('Q') != std::string::npos;
    for (const json& row : (quarter ? quarters : months)["rows"].items) {
      if (row["key"]["period"].text != expected.text("period")) continue;
      ++compared;
      CHECK(row["at_start"].number == expected.number("start"));
      CHECK(row["acquired"].number == expected.number("new"));
      CHECK(row["churned"].number + row["churned_new"].number == expected.number("lost"));
      CHECK(row["churned"].number == expected.number("lost_of_start"));
      CHECK(row["at_end"].number == expected.number("end"));
      CHECK(row["customer_days"].number == expected.number("exposure_days"));
      if (expected.number("start") > 0) {
        CHECK_THAT(row["value"].number, WithinRel(100 * expected.number("churn_of_start"), 1e-12));
      } else {
        CHECK(row["value"].is == json::kind::null);
      }
    }
  }
  CHECK(compared == months["rows"].items.size() + quarters["rows"].items.size());
  CHECK(months["rows"].items.size() == 24);
}

}  // namespace tests_of_cxreport
