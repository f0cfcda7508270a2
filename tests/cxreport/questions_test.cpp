// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Several questions at once: each as if it were alone.
#include "cxreport/report.hpp"
#include "support/catch.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace tests_of_questions {
using cxmetrics::tests::check;
using cxmetrics::tests::contains;
using cxmetrics::tests::file;
using cxmetrics::tests::json;
using cxmetrics::tests::report;
using cxmetrics::tests::run_program;

namespace {

// Answers of 240 people in three months, some of whom answered twice, to three questions.
std::string sample_of_people() {
  std::string text = "nps,price,staff,g,w,times,st,cl,who,on\n";
  for (int at = 0; at < 240; ++at) {
    const auto number = [](int of) { return std::to_string(of); };
    const std::string nps = at % 11 == 0 ? "" : number((at * 7 + at / 5) % 11);
    text += nps + ',' + number(1 + (at * 5 + at / 7) % 5) + ',' + number(1 + (at + at / 3) % 6) + ',';
    text += at % 3 == 0 ? "a," : "b,";
    text += std::string(at % 4 == 0 ? "0.5" : "1.5") + ',' + number(at % 4) + ",s" + number(at % 2) + ",c" +
            number(at % 17) + ',';
    text += 'p' + number(at < 200 ? at : at - 200) + ",2024-0" + number(1 + at % 3) + "-1" + number(at % 9) +
            '\n';
  }
  return text;
}

// All that is said of a row, but for its key and what depends on how many comparisons the table has.
std::string figures(const json& row) {
  std::string all = row.text.empty() ? std::to_string(row.number) : row.text;
  for (const json& item : row.items) all += ' ' + figures(item);
  for (const auto& [name, value] : row.members) {
    if (name == "key" || name == "question" || name == "adjusted_p_value" || name == "significant") continue;
    all += ' ' + name + ": " + figures(value);
  }
  return all;
}

std::vector<json> rows_of(const json& table, const std::string& question) {
  std::vector<json> rows;
  for (const json& row : table["rows"].items) {
    if (row["key"]["question"].text == question) rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("several columns of answers are read at once, each a question", "[questions]") {
  const file answers("nps,price,staff,g\n10,5,1,a\n9,4,2,a\n0,1,5,b\nx,,4,b\n8,3,99,b\nonly\n");
  const std::string of_csat = answers.quoted() + "--metric csat --score price --score staff ";
  const json made = report(of_csat);
  const auto& rows = made["rows"].items;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["key"]["question"].text == "price");
  check(rows[0], 50, 4);
  check(rows[1], 50, 4);
  CHECK(rows[0]["missing"].number == 1);
  CHECK(rows[1]["off_scale"].number == 1);
  check(made["total"], 50, 8);
  CHECK(made["accounting"]["rows_read"].number == 6);
  CHECK(made["accounting"]["rejected"].items.size() == 1);
  const json by_group = report(of_csat + "--by g --where nps!=x --threads 3");
  CHECK(by_group["rows"].items.size() == 4);
  check(by_group["rows"].items.at(0), 100, 2);
  check(by_group["rows"].items.at(2), 0, 2);
  CHECK(by_group["margins"].items.size() == 1);
  for (const json& question : by_group["accounting"]["questions"].items) {
    CHECK(question["left_out"]["where nps!=x"].number == 1);
  }
}

TEST_CASE("several metrics make one report, each as if it were alone", "[questions]") {
  const file answers(
      "nps,price,effort,on\n10,5,1,2024-03-05\n9,4,7,2024-03-06\n0,1,5,2024-04-07\nbad,2,3,\n");
  const std::string by_month = "--time on --period month ";
  const json made = report(answers.quoted() + "--nps nps --csat price --ces effort " + by_month);
  const auto& reports = made["reports"].items;
  REQUIRE(reports.size() == 3);
  std::size_t at = 0;
  for (const char* alone : {"nps --score nps", "csat --score price", "ces --score effort"}) {
    const json one = report(answers.quoted() + by_month + "--metric " + alone);
    const auto& rows = reports[at++]["rows"].items;
    REQUIRE(rows.size() == one["rows"].items.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      CHECK(rows[row]["value"].number == one["rows"].items[row]["value"].number);
      CHECK(rows[row]["n"].number == one["rows"].items[row]["n"].number);
      CHECK(rows[row]["key"]["period"].text == one["rows"].items[row]["key"]["period"].text);
    }
  }
  CHECK(report(answers.quoted() + "--csat price")["total"]["n"].number == 4);
  for (const char* format : {"text", "markdown", "csv", "html"}) {
    CHECK(run_program(answers.quoted() + "--nps nps --csat price --format " + format).status == 0);
  }
  const auto refused = [&](const std::string& arguments) {
    return run_program(answers.quoted() + arguments).status == 2;
  };
  CHECK(refused("--csat price --csat price"));
  CHECK(refused("--nps nps --csat price --format svg --chart segments"));
  CHECK(refused("--metric nps --csat price"));
  CHECK(refused("--score nps --score price"));
  CHECK(refused("--nps nps --csat nothing"));
  CHECK(refused("--nps nps --csat price --value bad=70"));
  CHECK_FALSE(refused("--nps nps --csat price --value bad=7"));
}

TEST_CASE("answers to one question are not compared with those of the same people to another",
          "[questions]") {
  std::string text = "a,b,g\n";
  for (int at = 0; at < 300; ++at) text += at % 2 == 0 ? "5,1,x\n" : "4,2,y\n";
  const file answers(text);
  const json made = report(answers.quoted() + "--metric csat --score a --score b");
  for (const json& row : made["rows"].items) CHECK(row.members.count("against_rest") == 0);
  const json by_group = report(answers.quoted() + "--metric csat --score a --score b --by g");
  for (const json& row : by_group["rows"].items) {
    CHECK(row["against_rest"]["value"].number == 0);
    CHECK(row["against_rest"]["significant"].number == 0);
  }
}

TEST_CASE("each of several questions has the figures it has alone, in samples of every design",
          "[questions][repetition]") {
  const file answers(sample_of_people());
  const std::string by_month = " --by g --time on --period month";
  for (const std::string sample :
       {"", "--weight w", "--cluster cl", "--stratum st --cluster cl", "--weight w --stratum st",
        "--count times", "--population 1000", "--cluster cl --population 40", "--respondent who",
        "--respondent who --weight w"}) {
    for (const std::string& breakdown : {std::string(), std::string(" --by g"), by_month}) {
      INFO(sample << breakdown);
      const json all = report(answers.quoted() + "--nps nps --csat price --csat staff " + sample + breakdown);
      for (const std::string question : {"nps", "price", "staff"}) {
        const std::string metric = question == "nps" ? "nps" : "csat";
        const json alone = report(answers.quoted() + "--metric " + metric + " --score " + question + ' ' +
                                  sample + breakdown);
        const json& table = all["reports"][question == "nps" ? 0 : 1];
        const std::vector<json> rows = rows_of(table, question);
        if (breakdown.empty()) {
          REQUIRE(rows.size() == 1);
          CHECK(figures(rows[0]) == figures(alone["total"]));
          continue;
        }
        REQUIRE(rows.size() == alone["rows"].items.size());
        for (std::size_t at = 0; at < rows.size(); ++at)
          CHECK(figures(rows[at]) == figures(alone["rows"][at]));
        const std::vector<json> whole = rows_of(table["margins"][0], question);
        REQUIRE(whole.size() == 1);
        CHECK(figures(whole[0]) == figures(alone["total"]));
        CHECK(table["as_of"].text == alone["as_of"].text);
      }
    }
  }
}

TEST_CASE("of questions to the same sample there is no total, and remarks name their question",
          "[questions]") {
  const file answers("a,b,w,who\n5,1,2,x\n4,2,1,y\n1,,1,x\n");
  const std::string both = answers.quoted() + "--csat a --csat b ";
  CHECK(report(both)["total"]["n"].number == 5);
  CHECK(report(both + "--weight w")["total"].is == json::kind::null);
  CHECK(report(both + "--population 10")["total"].is == json::kind::null);
  CHECK(report(answers.quoted() + "--nps b --csat a --weight w")["reports"][1]["total"]["n"].number == 3);
  const json people = report(both + "--respondent who");
  REQUIRE(people["remarks"].items.size() == 2);
  CHECK_THAT(people["remarks"][0].text, contains("a: respondents: 1 of 2 answered more than once"));
  CHECK(people["remarks"][1].text == "b: respondents: nobody answered more than once");
}

TEST_CASE("columns of counts are of one question", "[questions]") {
  const file answers("a,b,p,s,d\n5,1,3,2,1\n");
  const auto made = run_program(answers.quoted() + "--nps a --csat b --counts p,s,d");
  CHECK(made.status == 2);
  CHECK_THAT(made.err, contains("ask each question that has columns of counts"));
}

TEST_CASE("every output tells how many rows were read, and what came of them for each question",
          "[questions]") {
  const file answers("a,b,g\n5,1,x\n4,x,x\n1,,y\n9,2,y\nonly\n4,4,z\n");
  const std::string both = answers.quoted() + "--csat a --csat b --where g!=z ";
  for (const std::string output : {"text", "markdown", "html", "csv", "svg --chart segments"}) {
    INFO(output);
    const auto made = run_program(both + "--format " + output);
    CHECK(made.status == 0);
    const bool beside = output == "csv" || output == "svg --chart segments";
    const std::string& told = beside ? made.err : made.out;
    CHECK_THAT(told, contains("Rows read: 6, each once for 2 questions"));
    CHECK_THAT(told, contains("used 4 (3 answered, 0 missing, 1 off scale), left out 1 (where "));
    CHECK_THAT(told, contains("used 3 (2 answered, 1 missing, 0 off scale), left out 1 (where "));
  }
  const json made = report(both);
  CHECK(made["accounting"]["rows_read"].number == 6);
  const auto& questions = made["accounting"]["questions"].items;
  REQUIRE(questions.size() == 2);
  CHECK(questions[0]["question"].text == "a");
  CHECK(questions[0]["rows_used"].number == 4);
  CHECK(questions[1]["rows_rejected"].number == 2);
  CHECK(made["accounting"]["rejected"].items.size() == 2);  // the short row once
}

TEST_CASE("one of several questions that cannot be used is not overlooked", "[questions]") {
  const file answers("a,b,c\n5,1,x\n4,2,y\n1,3,z\n2,u,5\n");
  const auto made = run_program(answers.quoted() + "--csat a --csat b --csat c");
  CHECK(made.status == 1);
  CHECK(made.err ==
        "cxreport: question c (csat): 3 of 4 rows were rejected\n"
        "cxreport: --value 'x=SCORE' makes it an answer, --missing x none\n");
  CHECK(run_program(answers.quoted() + "--csat a --csat b").status == 0);
  CHECK(run_program(answers.quoted() + "--csat a --csat b --strict").status == 1);
  CHECK(run_program(answers.quoted() + "--csat a --csat b --csat c --max-rejects 3").status == 0);
  CHECK(run_program(answers.quoted() + "--csat a --csat b --csat c --max-rejects 2").status == 1);
}

}  // namespace tests_of_questions
