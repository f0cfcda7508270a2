// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Which rows are taken, what they stand for, and what is said of the others.
#include "cxreport/report.hpp"
#include "support/catch.hpp"

#include <cstdio>
#include <string>

namespace tests_of_rows {
using cxmetrics::tests::check;
using cxmetrics::tests::check_refused;
using cxmetrics::tests::contains;
using cxmetrics::tests::file;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::report;
using cxmetrics::tests::run_program;
using cxmetrics::tests::run_shell;

namespace {

const std::string nps_of_q = "--metric nps --score q ";

}  // namespace

TEST_CASE("conditions say which rows are taken, and each counts those it left out", "[rows]") {
  const file answers(
      "q,status,age,on\n10,done,20,2024-03-05\n0,test,20,2024-03-06\n9,done,17,2024-03-07\n"
      "0,done,x,2024-03-08\n10,late,30,2024-04-01\n0,done,40,2024-04-02\n");
  const json made = report(answers.quoted() + nps_of_q +
                           "--where 'status=done|late' --where 'age>=18' --time on --to 2024-04-01");
  check(made["total"], 100, 2);
  const json& accounting = made["accounting"];
  CHECK(accounting["rows_read"].number == 6);
  CHECK(accounting["left_out"]["where status=done|late"].number == 1);
  CHECK(accounting["left_out"]["where age>=18"].number == 1);
  CHECK(accounting["left_out"]["to 2024-04-01"].number == 1);
  CHECK(accounting["rows_rejected"].number == 1);
  const json months = report(answers.quoted() + nps_of_q + "--time on --period month --from 2024-03-07");
  check(months["rows"].items.at(0), 0, 2);
  check(months["total"], 0, 4);
  CHECK(months["rows"][0]["first_day"].text == "2024-03-07");
  CHECK(months["rows"][0]["last_day"].text == "2024-03-31");
  const json until = report(answers.quoted() + nps_of_q + "--time on --period month --to 2024-03-07");
  CHECK(until["rows"][0]["last_day"].text == "2024-03-07");
  CHECK(until["as_of"].text == "2024-03-07");
  const json as_of = report(answers.quoted() + nps_of_q + "--time on --as-of 2024-04-01");
  CHECK(as_of["total"]["n"].number == 5);
  CHECK(run_program(answers.quoted() + nps_of_q + "--from 2024-03-07").status == 2);
  CHECK(run_program(answers.quoted() + nps_of_q + "--where status").status == 2);
  CHECK(run_program(answers.quoted() + nps_of_q + "--where stats=done").status == 2);
}

TEST_CASE("rows that are left out show the form of dates, too", "[rows]") {
  const file answers("q,on\n10,25/03/2024\n9,03/04/2024\n0,04/04/2024\n");
  const json made = report(answers.quoted() + nps_of_q + "--time on --period month --from 2024-04-01");
  check(made["rows"].items.at(0), 0, 2);
  CHECK(made["rows"].items.at(0)["key"]["period"].text == "2024-04");
}

TEST_CASE("conditions hold for files in long form and for customers", "[rows]") {
  const file answers(
      "metric,score,answered_at,segment\nnps,10,2024-03-05,a\nnps,0,2024-03-06,b\n"
      "nps,0,2024-02-06,a\ncsat,5,2024-03-07,a\n");
  const json all = report(answers.quoted() + "--where segment=a --from 2024-03-01");
  CHECK(all["reports"].items.size() == 2);
  check(all["reports"].items.at(0)["total"], 100, 1);
  CHECK(all["accounting"]["left_out"]["from 2024-03-01"].number == 1);
  const file customers(
      "start,end,plan\n03/01/2024,,pro\n04/01/2024,05/02/2024,pro\n25/01/2024,26/01/2024,basic\n");
  const json churn = report(customers.quoted() +
                            "--metric churn --start start --end end --period month --where plan=pro "
                            "--from 2024-02-01 --to 2024-02-29");
  check(churn["rows"].items.at(0), 50, 2);
  CHECK(churn["accounting"]["left_out"]["where plan=pro"].number == 1);
}

TEST_CASE("outputs without a place for it say on standard error what became of the rows", "[rows]") {
  const file answers("q,on\n10,2024-03-05\n0,2024-03-06\n9,2024-04-06\n");
  for (const char* format : {"--format csv", "--time on --period month --format svg --chart trend"}) {
    const auto made = run_program(answers.quoted() + nps_of_q + format);
    CHECK(made.status == 0);
    CHECK(made.err == "Rows read: 3\nRows used: 3 (3 answered, 0 missing, 0 off scale)\nRows rejected: 0\n");
  }
  CHECK(run_program(answers.quoted() + nps_of_q).err.empty());
  const file long_form("metric,score\nnps,10\nnps,9\ncsat,5\n");
  CHECK_THAT(run_program(long_form.quoted()).out, contains("Rows read: 3"));
  CHECK_THAT(run_program(long_form.quoted() + "--format csv").err, contains("Rows read: 3"));
}

TEST_CASE("above the figures stands that many rows are not in them", "[rows]") {
  const file answers("metric,score\nnps,10\nnps,9\nnps,x\ncsat,5\n");
  const std::string warning = "1 of 4 rows are not in these figures: 1 rejected, 0 off scale";
  for (const char* format : {"text", "markdown", "html"}) {
    const auto made = run_program(answers.quoted() + "--format " + format);
    INFO(made.out);
    CHECK(made.out.find(warning) < made.out.find("100.0"));
  }
}

TEST_CASE("where nothing can be used, or too much is rejected, the status says so", "[rows]") {
  const auto status = [](const std::string& text, const std::string& arguments) {
    const file answers(text);
    return run_program(answers.quoted() + nps_of_q + arguments).status;
  };
  CHECK(status("q\n", "") == 1);
  CHECK(status("q\n99\n98\n", "") == 1);
  CHECK(status("q\nx\n", "--max-rejects 5") == 1);
  CHECK(status("q,a\n9,1\n", "--where a=2") == 1);
  CHECK(status("q\nNA\n", "") == 0);
  const std::string half = "q\n9\nx\n10\ny\n";
  CHECK(status(half, "") == 0);
  CHECK(status(half, "--max-rejects 1") == 1);
  CHECK(status(half, "--max-rejects 50%") == 0);
  CHECK(status(half, "--max-rejects=49.9%") == 1);
  CHECK(status(half, "--max-rejects 101%") == 2);
  CHECK(status("q\n9\nx\ny\n", "") == 1);
  CHECK(status("q\n9\nx\ny\n", "--max-rejects 67%") == 0);
}

TEST_CASE("an error names the likely cure", "[rows]") {
  const auto error = [](const std::string& text, const std::string& arguments) {
    const file answers(text);
    return run_program(answers.quoted() + arguments).err;
  };
  const std::string by_month = nps_of_q + "--time on --period month --strict";
  CHECK_THAT(error("q,on\n9,03/04/2024 10:30\n8,04/05/2024 11:00\n", by_month),
             contains("--date-format '%d/%m/%Y %H:%M' or --date-format '%m/%d/%Y %H:%M'"));
  CHECK_THAT(error("q,on\n9,20240305_113000\n8,20240306_120000\n", by_month),
             contains("--date-format '%Y%m%d_%H%M%S'"));
  CHECK_THAT(error("q,on\n9,soon\n8,later\n", by_month),
             contains("--date-format PATTERN") && contains("--missing"));
  CHECK_THAT(error("q\nx\ny\n", nps_of_q), contains("--value 'x=SCORE'") && contains("--missing x"));
  CHECK_THAT(error("q\nYes\nno\n", nps_of_q), contains("--metric share reads answers such as 'Yes', 'no'"));
  CHECK_THAT(error("q,a\n\"9,0\",1\n", nps_of_q), contains("--value '9,0=SCORE'"));
  CHECK_THAT(error("q,a\n\"9,5\",1\n", nps_of_q), contains("averages"));
  CHECK_THAT(error("q,on\n9,23\n8,24\n", by_month), contains("--by on groups by texts as they stand"));
  CHECK_THAT(error("q,on\n9,2023\n8,2024\n", by_month), contains("--period takes longer periods"));
  CHECK_THAT(error("q,on\n9,200305\n8,200306\n", by_month), contains("--date-format '%y%m%d'"));
  CHECK_THAT(error("q,on\n9,2024-W09\n8,2024-W10\n", by_month), contains("--period week"));
  CHECK_THAT(error("q\n99\n98\n", nps_of_q), contains("--missing CODE"));
  CHECK_THAT(error("q,a\n9;8;7\n8\n7\n", nps_of_q), contains("--delimiter C"));
  CHECK_THAT(error("q^a\n9^b\n", nps_of_q), contains("no column is called 'q'") && contains("--delimiter C"));
  std::string wide = "c1";
  for (int at = 2; at <= 50; ++at) wide += ",c" + std::to_string(at);
  CHECK_THAT(error(wide + "\n", "--metric nps --score c4o"),
             contains("did you mean 'c4'?") && contains("the nearest of 50: c4, c40"));
}

TEST_CASE("a cure works as it is printed, whatever the text", "[rows]") {
  const auto between = [](const std::string& text, const std::string& first, const std::string& behind) {
    const std::size_t begin = text.find(first);
    return text.substr(begin, text.find(behind, begin) - begin);
  };
  for (const std::string text : {"'9'", "it's", "it's \"$5\"", "$HOME", "`id`", "a\\b", "a\tb", "x\x1b[0m",
                                 "don\\'t\x07", "!", "--", "-x", "a|b"}) {
    const file answers("q,a\n" + text + ",1\n");
    // As people type it: the words for control characters are not known to every shell.
    const auto counts = [&](const std::string& option) {
      const file script("'" CXREPORT "' " + answers.quoted() + nps_of_q + option + " --format json\n",
                        "cure.sh");
      return json_reader::read(run_shell("bash " + script.quoted()).out)["accounting"];
    };
    const std::string said = run_program(answers.quoted() + nps_of_q).err;
    CAPTURE(said);
    CHECK(counts(between(said, "--missing", " none"))["missing"].number == 1);
    std::string value = between(said, "--value", " makes it");
    value.replace(value.find("SCORE"), 5, "9");
    CHECK(counts(value)["answered"].number == 1);
  }
}

TEST_CASE("dates that say no day are for periods as long", "[rows]") {
  const file answers("q,m,k\n10,Jan-24,2024-Q1\n0,02/2024,Q2 2024\n");
  const auto by = [&](const std::string& time) {
    return answers.quoted() + nps_of_q + "--time " + time + " --period ";
  };
  check(report(by("m") + "month")["rows"][1], -100, 1);
  check(report(by("m") + "quarter")["rows"][0], 0, 2);
  check(report(by("k") + "quarter")["rows"][1], -100, 1);
  CHECK(report(by("k") + "quarter")["rows"][1]["key"]["period"].text == "2024-Q2");
  check(report(by("k") + "year")["rows"][0], 0, 2);
  for (const char* too_short : {"m --period week", "k --period month"}) {
    const auto made = run_program(answers.quoted() + nps_of_q + "--time " + too_short);
    CHECK(made.status == 1);
    CHECK_THAT(made.out, contains("is longer than the periods"));
    CHECK_THAT(made.err, contains("--period takes longer periods: month, quarter, year"));
  }
}

TEST_CASE("a row may stand for many answers", "[rows]") {
  const file by_score("q,n\n10,6\n9,4\n8,5\n0,5\nx,1\n");
  const json made = report(by_score.quoted() + nps_of_q + "--count n");
  check(made["total"], 25, 20);
  CHECK(made["accounting"]["rows_used"].number == 4);
  const file grouped("q;n\n10;1.000\n9;2,0\n8;1,000\n0;1 000\n");
  const json ungrouped = report(grouped.quoted() + nps_of_q + "--count n", 1);
  check(ungrouped["total"], 100, 2);
  CHECK(ungrouped["accounting"]["rows_rejected"].number == 3);
  CHECK_THAT(run_program(grouped.quoted() + nps_of_q + "--count n").err,
             contains("without anything that separates"));
  const file heavy("q,w\n9,50%\n10,50%\n");
  CHECK_THAT(run_program(heavy.quoted() + nps_of_q + "--weight w").err, contains("weights are numbers"));
  const file wide("g,1,2,3,4,\"five, the best\"\na,0,0,0,1,1\nb,2,,0,0,0\n");
  const json csat = report(wide.quoted() + "--metric csat --by g --counts 1,2,3,4 --counts 'five, the best'");
  check(csat["total"], 50, 4);
  check(csat["rows"].items.at(0), 100, 2);
  check(csat["rows"].items.at(1), 0, 2);
  const auto refused = [&](const std::string& arguments) {
    const auto result = run_program(wide.quoted() + arguments);
    CHECK(result.status == 2);
    return result.err;
  };
  CHECK_THAT(refused("--metric csat --counts 1,2,3"),
             contains("5 columns, one for each score from 1 to 5, not 3"));
  CHECK_THAT(refused("--metric nps --counts 1,2"), contains("or three: promoters, passives, detractors"));
  CHECK_THAT(refused("--metric nps --counts 1,2,6"), contains("no column is called '6'"));
  CHECK_THAT(refused("--metric csat --counts 1,2,3,4,5 --score g"), contains("in place of --score"));
  CHECK_THAT(refused("--metric csat --score g --count 1 --weight 2"), contains("do not go with --weight"));
}

TEST_CASE("only the last answer of each person is taken", "[rows]") {
  const file answers(
      "who,on,q,metric\na,2024-03-05T10:00:00Z,10,x\na,2024-03-05T09:00:00Z,0,x\nb,2024-03-06,9,y\n"
      "b,2024-04-06,0,z\nc,2024-05-01,8,z\n");
  const json made = report(answers.quoted() + nps_of_q + "--time on --latest-per who");
  check(made["total"], 0, 3);
  CHECK(made["accounting"]["left_out"]["latest-per who"].number == 2);
  const json march =
      report(answers.quoted() + nps_of_q + "--time on --latest-per who --to 2024-03-31 --threads 3");
  check(march["total"], 100, 2);
  CHECK(run_program(answers.quoted() + nps_of_q + "--latest-per who").status == 2);
  const file long_form(
      "who,metric,score,answered_at\na,nps,9,2024-01-02\na,nps,0,2024-01-01\na,csat,5,2024-01-01\n");
  const json both = report(long_form.quoted() + "--latest-per who");
  CHECK(both["reports"].items.size() == 2);
  check(both["reports"].items.at(0)["total"], 100, 1);
  check(
      report(long_form.quoted() + "--metric csat --score score --time answered_at --latest-per who")["total"],
      100, 1);
}

TEST_CASE("who is nobody by a sign for nothing is no respondent and no cluster", "[rows]") {
  const file answers("q,who,c\n9,a,1\n10,b,1\n0,NULL,N/A\n0,NULL,\n0,Blank,Blank\n8,a,2\n10,c,3\n");
  const json people = report(answers.quoted() + nps_of_q + "--respondent who --missing Blank");
  check(people["total"], 75, 4);
  CHECK(people["accounting"]["left_out"]["no respondent"].number == 3);
  CHECK(people["accounting"]["rows_read"].number == 7);
  CHECK_THAT(people["remarks"][0].text, contains("1 of 3 answered more than once"));
  const json clusters = report(answers.quoted() + nps_of_q + "--cluster c --missing Blank");
  check(clusters["total"], 75, 4);
  CHECK(clusters["accounting"]["left_out"]["no cluster"].number == 3);
}

TEST_CASE("signs for nothing are told apart by column and text in every output", "[rows]") {
  const file answers("q,p,c,w,on\n9,1,2,1,2024-03-05\n10,2,NULL,NA,NaT\n3,-,-,,\n");
  const std::string counted = answers.quoted() + nps_of_q + "--count c ";
  CHECK(report(counted)["total"]["n"].number == 2);
  CHECK(report(counted)["accounting"]["missing"].number == 2);
  const json sign = report(counted)["accounting"]["signs_for_nothing"][1];
  CHECK(sign["column"].text == "c");
  CHECK(sign["text"].text == "NULL");
  CHECK(sign["rows"].number == 1);
  const std::string line = "Signs for nothing: c \"-\": 1, c \"NULL\": 1";
  CHECK_THAT(run_program(counted).out, contains(line));
  CHECK_THAT(run_program(counted + "--format markdown").out, contains("Signs for nothing: c"));
  CHECK_THAT(run_program(counted + "--format html").out, contains("Signs for nothing: c"));
  CHECK_THAT(run_program(counted + "--format csv").err, contains(line));
  CHECK_THAT(run_program(answers.quoted() + "--nps q --nps p --weight w --time on --period month").out,
             contains("Signs for nothing: on \"NaT\": 1, w \"NA\": 1"));
  const file flags("left,months\nyes,3\nno,NA\nNULL,7\nno,5\n");
  const json lives = report(flags.quoted() + "--metric survival --churned left --tenure months");
  CHECK(lives["accounting"]["missing"].number == 2);
  CHECK(lives["accounting"]["signs_for_nothing"].items.size() == 2);
  const file named("left,g\nyes,Hà\nno, Ha\xCC\x80\nno,H\xC0\n");
  const json groups = report(named.quoted() + "--metric churn --churned left --by g");
  // One group where the library was built with utf8proc.
  CHECK(groups["rows"].items.size() ==
        report(named.quoted() + "--metric share --score left --by g")["rows"].items.size());
  check(groups["total"], 50, 2);
  CHECK_THAT(groups["accounting"]["rejected"][0]["reason"].text, contains("UTF-8"));
  const file customers("s,e\n2024-01-01,NULL\n2024-01-01,2024-02-03\n2024-01-01,\n");
  for (const char* of : {"churn --period month", "survival"}) {
    const json made = report(customers.quoted() + "--start s --end e --metric " + of);
    CHECK(made["accounting"]["signs_for_nothing"][0]["column"].text == "e");
  }
}

TEST_CASE("rows that a quote may have run together are seen in every format", "[rows]") {
  const file answers("q\ttext\n9\t\"x\n3\ty\"\n10\tz\n", "quotes.tsv");
  const std::string nps = answers.quoted() + nps_of_q;
  check(report(nps)["total"], 100, 2);
  const std::string remark =
      "1 row has line ends and delimiters in quotes, the first on line 2: if quotes are text in this file, "
      "rows are "
      "run together there, and --quote none reads them apart";
  CHECK(report(nps)["accounting"]["remarks"][0].text == remark);
  for (const char* format : {"text", "markdown", "html"})
    CHECK_THAT(run_program(nps + "--format " + format).out, contains("--quote none reads them apart"));
  CHECK_THAT(run_program(nps + "--format csv").err, contains(remark));
  CHECK_THAT(run_program(nps + "--format svg --chart distribution").err, contains(remark));
  CHECK_THAT(run_program(nps + "--nps text").out, contains(remark));
  CHECK_THAT(run_program(answers.quoted()).out, contains("--quote none"));
  CHECK_THAT(report(answers.quoted() + "--describe")["remarks"][0].text, contains("--quote none"));
  CHECK_THAT(run_program(nps + "--where q!=8").out, contains(remark));
  const file others("q\ttext\n9\tx\n", "others.tsv");
  CHECK_THAT(run_program(answers.quoted() + others.quoted() + nps_of_q).out,
             contains(answers.path() + ": 1 row has"));

  const json apart = report(nps + "--quote none");
  check(apart["total"], 33.3, 3);
  CHECK(apart["accounting"].members.count("remarks") == 0);
  CHECK_THAT(report(answers.quoted() + "--quote none --describe")["try"][0].text, contains("--quote none"));
  check(report(nps + "--quote double")["total"], 100, 2);
  check_refused(nps + "--quote single", "none");
}

TEST_CASE("an error about quotes names its cure", "[rows]") {
  const auto error = [](const std::string& text) {
    const file answers(text);
    return run_program(answers.quoted() + nps_of_q + "--strict").err;
  };
  const std::string others = "7\tz\n6\tz\n10\tz\n";
  CHECK_THAT(error("q\tt\n9\t\"x\" y\n" + others), contains("--quote none"));
  CHECK_THAT(error("q\tt\n9\t\"z\n" + others), contains("--quote none"));
  CHECK_THAT(error("q\tt\n9\t\"x\n8\ty\"\tz\n" + others), contains("--quote none"));
  CHECK_THAT(error("\"q\" x\tt\n" + others), contains("--quote none"));
  CHECK_THAT(error("q,t\n9,\"a\",b\n7,z\n6,z\n"), contains("--delimiter C"));
}

TEST_CASE("months, weeks and years alone are periods", "[rows]") {
  const auto periods = [](const std::string& texts, const std::string& period, int status = 0) {
    const file answers("q,on\n" + texts);
    return report(answers.quoted() + nps_of_q + "--time on --period " + period, status);
  };
  const json months = periods("9,202403\n10,202403\n0,202404\n9,200305\n", "month");
  check(months["total"], 50, 4);
  REQUIRE(months["rows"].items.size() == 3);
  CHECK(months["rows"][0]["key"]["period"].text == "2003-05");
  CHECK(months["rows"][1]["key"]["period"].text == "2024-03");
  check(months["rows"][1], 100, 2);
  CHECK(periods("9,202403\n", "quarter")["rows"][0]["key"]["period"].text == "2024-Q1");
  const json weeks = periods("9,2024-W10\n0,2024-W10\n9,2024-03-12\n", "week");
  REQUIRE(weeks["rows"].items.size() == 2);
  CHECK(weeks["rows"][0]["key"]["period"].text == "2024-W10");
  check(weeks["rows"][0], 0, 2);
  CHECK(weeks["rows"][1]["key"]["period"].text == "2024-W11");
  // 2024-W09 is of February and March.
  const json parts = periods("9,2024-W09\n9,2024-W10\n10,2024-W11\n", "month");
  check(parts["total"], 100, 2);
  CHECK(parts["accounting"]["rejected"][0]["reason"].text == "a week that lies in two periods");
  const json years = periods("9,2023\n0,2024\n", "year");
  REQUIRE(years["rows"].items.size() == 2);
  CHECK(years["rows"][0]["key"]["period"].text == "2023");
  check(years["rows"][1], -100, 1);
  CHECK(periods("9,2023\n0,2024-03-05\n", "year")["accounting"]["rejected"][0]["reason"].text ==
        "a number among dates of another form");
  const file described("q,on\n9,202403\n10,202404\n8,202405\n");
  const json columns = report(described.quoted() + "--describe");
  CHECK(columns["columns"][1]["date_form"].text == "months");
  CHECK_THAT(columns["try"][1].text, contains("--time on --period month"));
  const file numbers("q,on\n9,2023\n10,2024\n8,2025\n");
  CHECK(report(numbers.quoted() + "--describe")["columns"][1]["holds"].text == "numbers");
}

TEST_CASE("several files make one report, and each can be a group", "[rows]") {
  const file march("q,segment\n10,a\n9,b\nx,b\n", "march.csv");
  const file april("segment;q\na;0\nb;8\n", "april.csv");
  const std::string files = march.quoted() + april.quoted() + nps_of_q;
  const json made = report(files + "--by segment");
  check(made["total"], 25, 4);
  check(made["rows"].items.at(0), 0, 2);
  CHECK(made["accounting"]["rejected"].items.at(0)["file"].text == march.path());
  CHECK(made["accounting"]["rejected"].items.at(0)["line"].number == 4);
  CHECK_THAT(run_program(files).out, contains(march.path() + ", line 4, column q: \"x\": not a number"));
  const json by_file = report(files + "--by file --where segment=a");
  CHECK(by_file["rows"].items.size() == 2);
  check(by_file["rows"].items.at(0), -100, 1);
  CHECK(by_file["rows"].items.at(0)["key"]["file"].text == april.path());
  CHECK(by_file["accounting"]["rows_read"].number == 5);
  const file shouted("q;segment\n9;A\n", "shouted.csv");
  CHECK_THAT(run_program(march.quoted() + shouted.quoted() + nps_of_q + "--by segment").out,
             contains("Groups that differ by case only: segment \"A\", \"a\""));
  const file other("score\n1\n", "other.csv");
  CHECK_THAT(run_program(march.quoted() + other.quoted() + nps_of_q).err,
             contains(other.path() + ": no column is called q"));
  const file empty("", "empty.csv");
  CHECK_THAT(run_program(march.quoted() + empty.quoted() + nps_of_q).err, contains(empty.path() + ": "));
  CHECK(run_program("- - " + nps_of_q + "< /dev/null").status == 2);
  CHECK(run_program(files + "--output '" + april.path() + "'").status == 2);
}

TEST_CASE("a name that two columns have is refused, and each has a name of its own", "[rows]") {
  const file answers("q,q\n10,0\n9,1\n");
  const auto made = run_program(answers.quoted() + nps_of_q);
  CHECK(made.status == 2);
  CHECK_THAT(made.err, contains("several columns are called q: say q#1, q#2"));
  check(report(answers.quoted() + "--metric nps --score q#1")["total"], 100, 2);
  check(report(answers.quoted() + "--metric nps --score q#2")["total"], -100, 2);
}

}  // namespace tests_of_rows
