// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Customers over time: cohorts, survival, reasons, and the ways to know customers.
#include "cxreport/report.hpp"
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/shared_data.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace tests_of_customers {
using cxmetrics::tests::check;
using cxmetrics::tests::contains;
using cxmetrics::tests::file;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::program_result;
using cxmetrics::tests::report;
using cxmetrics::tests::run_program;
using cxmetrics::tests::shared_data;
using cxmetrics::tests::small_case;
using cxmetrics::tests::temporary_path;
using cxmetrics::tests::WithinAbs;
using cxmetrics::tests::WithinRel;

namespace {

// The row with these members.
const json& row_with(const json& made, const std::vector<std::pair<std::string, std::string>>& members) {
  for (const json& row : made["rows"].items) {
    bool fits = true;
    for (const auto& [name, text] : members) {
      const auto found = row.members.find(name);
      const auto in_key = row["key"].members.find(name);
      fits = fits && ((found != row.members.end() && found->second.text == text) ||
                      (in_key != row["key"].members.end() && in_key->second.text == text));
    }
    if (fits) return row;
  }
  FAIL("no such row");
  return made;
}

}  // namespace

TEST_CASE("cohorts are told by joining and age", "[cxreport][customers]") {
  const json made = report(small_case("customers/cohort.csv") +
                           "--metric cohorts --start start --end end --as-of 2024-04-30");
  CHECK(made["metric"].text == "cohorts");
  const double expected[] = {100, 75, 50, 50};
  for (int age = 0; age < 4; ++age) {
    const json& row = row_with(made, {{"cohort", "2024-01"}, {"age", std::to_string(age)}});
    CHECK(row["value"].number == expected[age]);
    CHECK(row["customers"].number == 4);
    CHECK(row["retained"].number == 4 * expected[age] / 100);
    CHECK(row["mature"].number == 1);
    CHECK(row["age"].number == age);
  }
  const program_result churn =
      run_program(small_case("customers/cohort.csv") +
                  "--metric churn --start start --end end --period month --by cohort");
  CHECK(churn.status == 0);
  CHECK_THAT(churn.err, contains("--metric cohorts"));
  // As known without being told: April is not over, and what is retained is so so far.
  const json open =
      report(small_case("customers/cohort.csv") + "--metric cohorts --start start --end end --cohort month");
  const json& april = row_with(open, {{"cohort", "2024-01"}, {"age", "3"}});
  CHECK(april["value"].number == 50);
  CHECK(april["mature"].number == 0);
  CHECK(open["as_of"].text == "2024-04-20");
}

TEST_CASE("reasons are parts of one rate", "[cxreport][customers]") {
  const std::string file =
      small_case("customers/by_reason.csv") + "--start start --end end --period month --as-of 2024-02-29 ";
  for (const char* asked : {"--metric reasons --reason reason", "--metric churn --by reason"}) {
    CAPTURE(asked);
    const json made = report(file + asked);
    CHECK(made["metric"].text == "reasons");
    const auto check = [&](const char* month, const char* reason, double value, double churned,
                           double at_start) {
      const json& row = row_with(made, {{"period", month}, {"reason", reason}});
      CHECK(row["value"].number == value);
      CHECK(row["churned"].number == churned);
      CHECK(row["at_start"].number == at_start);
    };
    check("2024-01", "price", 10, 1, 10);
    check("2024-01", "competitor", 10, 1, 10);
    check("2024-02", "price", 12.5, 1, 8);
    check("2024-02", "competitor", 0, 0, 8);
  }
  CHECK_THAT(run_program(file + "--metric churn --by reason").err, contains("empty for all who stayed"));
}

TEST_CASE("ends that are last days are pointed out, and taken so when asked", "[cxreport][customers]") {
  const std::string file =
      small_case("customers/inclusive_end.csv") +
      "--metric churn --start valid_from --end valid_to --customer member --period month ";
  CHECK_THAT(run_program(file).err, contains("7 of 10 ends") && contains("--end-inclusive"));
  const program_result told = run_program(file + "--end-inclusive --as-of 2024-04-30");
  CHECK(told.err.empty());
  const json made = report(file + "--end-inclusive --as-of 2024-04-30");
  CHECK(row_with(made, {{"period", "2024-02"}})["value"].number == 0);
  CHECK_THAT(row_with(made, {{"period", "2024-03"}})["value"].number, WithinAbs(100.0 / 3, 1e-9));
  CHECK(row_with(made, {{"period", "2024-04"}})["value"].number == 0);
  // A day of grace does the same to renewals on the day after.
  const json grace = report(file + "--grace 1 --as-of 2024-04-30");
  CHECK(row_with(grace, {{"period", "2024-02"}})["churned"].number == 1);
}

TEST_CASE("ends of prices may be last days, too", "[cxreport][customers]") {
  const file prices{
      "id,from,to,price\nA,2024-01-01,2024-01-31,10\nA,2024-02-01,2024-02-29,10\nA,2024-03-01,,12\n"
      "B,2024-01-01,2024-02-29,5\n"};
  const std::string asked =
      prices.quoted() +
      "--metric revenue --start from --end to --customer id --amount price --period month "
      "--as-of 2024-03-31 ";
  CHECK_THAT(run_program(asked).err, contains("2 of 3 ends") && contains("--end-inclusive"));
  CHECK(row_with(report(asked), {{"period", "2024-02"}})["reactivated"].text == "10.00");
  CHECK(run_program(asked + "--end-inclusive").err.empty());
  const json told = report(asked + "--end-inclusive");
  CHECK(row_with(told, {{"period", "2024-02"}})["reactivated"].text == "0.00");
  CHECK(row_with(told, {{"period", "2024-02"}})["churned"].text == "0.00");
  const json& march = row_with(told, {{"period", "2024-03"}});
  CHECK(march["expansion"].text == "2.00");
  CHECK(march["churned"].text == "5.00");
  CHECK(march["end"].text == "12.00");
}

TEST_CASE("all definitions of churn are told with the interval asked for where it fits",
          "[cxreport][customers]") {
  const std::string asked = small_case("customers/unfinished_month.csv") +
                            "--metric churn --start start --end end --period month --definition ";
  const json made = report(asked + "all --method clopper-pearson");
  CHECK(row_with(made, {{"period", "2024-01"}, {"definition", "at-risk"}})["method"].text ==
        "Clopper-Pearson");
  CHECK(row_with(made, {{"period", "2024-01"}, {"definition", "daily"}})["method"].text == "gamma");
  CHECK_THAT(run_program(asked + "all --method wilson").out, contains("customer-day: Garwood"));
  CHECK(run_program(asked + "naive --method wilson").status == 2);
}

TEST_CASE("a log of orders has customers who fall silent", "[cxreport][customers]") {
  const std::string file =
      small_case("customers/order_log.csv") +
      "--activity InvoiceDate --inactive-after 30 --customer CustomerID --as-of 2011-03-03 ";
  const json made = report(file + "--metric churn --period month");
  const json& january = row_with(made, {{"period", "2011-01"}});
  CHECK(january["at_start"].number == 1);
  CHECK(january["churned"].number == 1);
  CHECK(january["reactivated"].number == 1);
  CHECK(january["acquired"].number == 1);
  CHECK(row_with(report(file + "--metric survival"), {{"time", "30"}})["events"].number == 4);
}

TEST_CASE("a log of events has customers who begin and end", "[cxreport][customers]") {
  const std::string log =
      (std::filesystem::temp_directory_path() / ("events-" + std::to_string(getpid()))).string();
  std::ofstream(log) << "user,at,what\n1,2024-01-05,signup\n1,2024-02-01,login\n1,2024-03-05,cancel\n"
                        "2,2024-01-07,signup\n";
  const json made =
      report("'" + log + "' --metric churn --period month --event what --time at --customer user " +
             "--start-event signup --end-event cancel --as-of 2024-03-31");
  std::filesystem::remove(log);
  CHECK(row_with(made, {{"period", "2024-03"}})["value"].number == 50);
  CHECK(made["accounting"]["rows_left_out"].number == 1);
}

TEST_CASE("who left is known without days, too", "[cxreport][customers]") {
  for (const char* column : {"Exited", "Churn", "Attrition", "churned", "cancelled"}) {
    CAPTURE(column);
    const program_result made =
        run_program(small_case("customers/flags.csv") + "--format json --metric churn --churned " + column);
    CHECK_THAT(made.err, contains("plain share"));
    const json read = json_reader::read(made.out);
    CHECK(read["total"]["value"].number == 40);
    CHECK(read["total"]["n"].number == 5);
  }
  CHECK(
      report(small_case("customers/status_no_end.csv") + "--metric churn --churned status")["total"]["value"]
          .number == 50);
  const json survival =
      report(small_case("customers/flags.csv") + "--metric survival --churned Churn --tenure tenure");
  CHECK(row_with(survival, {{"time", "12"}})["events"].number == 1);
}

TEST_CASE("whether somebody left is said in the words of many programs", "[cxreport][customers]") {
  const file statuses{
      "id,maven,bank,billing,coded,tenure,exact,plan\n"
      "1,Churned,Attrited Customer,canceled,-1,\"1,5\",12.5,a\n2,Stayed,Existing Customer,active,0,2,0.5,a\n"
      "3,Joined,Existing Customer,past_due,1,\"3,25\",1,b\n4,Stayed,Existing Customer,TRIALING,0,12,24.0,b\n"
      "5,Churned,Attrited Customer, Canceled ,1,7,6,b\n6,Churned,Existing Customer,paused,,7,6.99,b\n"};
  const std::string asked = statuses.quoted() + "--metric churn --churned ";
  check(report(asked + "maven")["total"], 50.0, 6);
  check(report(asked + "bank")["total"], 33.3, 6);
  check(report(asked + "billing")["total"], 40.0, 5);
  check(report(asked + "coded")["total"], 50.0, 4);
  check(report(asked + "coded --missing -1 --where plan=b")["total"], 66.7, 3);
  const program_result strict = run_program(asked + "billing --strict");
  CHECK(strict.status == 1);
  CHECK_THAT(strict.err, contains("--value 'paused=1' says that it means gone"));
  check(report(asked + "billing --value paused=1")["total"], 50.0, 6);
  check(report(asked + "billing --value paused=0 --value Past-Due=1")["total"], 50.0, 6);
  CHECK_THAT(run_program(asked + "billing --value paused=7").err, contains("1 for gone or 0"));
  // Months that are not full do not count, whatever separates their decimals.
  const json exact = report(statuses.quoted() + "--metric survival --churned maven --tenure exact");
  CHECK(row_with(exact, {{"time", "12"}})["events"].number == 1);
  CHECK(row_with(exact, {{"time", "6"}})["events"].number == 2);
  CHECK(row_with(exact, {{"time", "0"}})["censored"].number == 1);
  const json comma = report(statuses.quoted() + "--metric survival --churned maven --tenure tenure");
  CHECK(row_with(comma, {{"time", "1"}})["events"].number == 1);
  CHECK(row_with(comma, {{"time", "3"}})["censored"].number == 1);
}

TEST_CASE("logs are read with conditions as other files are", "[cxreport][customers]") {
  const json orders =
      report(small_case("customers/order_log.csv") +
             "--activity InvoiceDate --inactive-after 30 --customer CustomerID --as-of 2011-03-03 "
             "--metric survival --where CustomerID=A");
  CHECK(orders["accounting"]["left_out"]["where CustomerID=A"].number == 5);
  CHECK(row_with(orders, {{"time", "30"}})["events"].number == 1);
  // What day such a date means is said by the rows that the condition leaves out.
  const file events{
      "user,at,what,shop\n1,05/01/2024,start,x\n1,03/02/2024 "
      "09:00,end,x\n2,25/01/2024,start,y\n3,04/01/2024,start,x\n"};
  const json made =
      report(events.quoted() +
             "--metric churn --period month --event what --time at --customer user --where shop=x "
             "--as-of 2024-02-29");
  CHECK(row_with(made, {{"period", "2024-02"}})["value"].number == 50);
}

TEST_CASE("what comes after the last known day, and ends without a start, are accounted for",
          "[cxreport][customers]") {
  const file events{
      "user,at,what\n1,2024-01-05,end\n1,2024-01-06,start\n2,2024-01-06,start\n2,2024-02-01,end\n2,2024-03-"
      "05,start\n"};
  const json made =
      report(events.quoted() +
             "--metric churn --period month --event what --time at --customer user --as-of 2024-02-29");
  const json& rows = made["accounting"];
  CHECK(rows["left_out"]["an end without a start before it"].number == 1);
  CHECK(rows["left_out"]["after 2024-02-29"].number == 1);
  CHECK(rows["rows_used"].number == 3);
  CHECK(rows["rows_read"].number == 5);
}

TEST_CASE("ends look inclusive by those that are known, not by those that lie ahead",
          "[cxreport][customers]") {
  const file spells{
      "id,from,to\nA,2024-01-01,2024-01-31\nA,2024-02-01,9999-12-31\nB,2024-01-01,9999-12-31\n"
      "C,2024-01-01,9999-12-31\n"};
  const std::string asked = spells.quoted() + "--start from --end to --customer id ";
  for (const char* metric : {"--metric churn --period month", "--metric cohorts"}) {
    CHECK_THAT(run_program(asked + metric).err, contains("1 of 1 ends") && contains("--end-inclusive"));
  }
}

TEST_CASE("who was there before the first day asked for is at risk from then on", "[cxreport][customers]") {
  // 1 and 2 came a hundred days before; 3 left before, and 4 came later.
  const file spells{
      "id,start,end\n1,2024-01-01,2024-04-20\n2,2024-01-01,\n3,2024-01-01,2024-02-01\n"
      "4,2024-04-10,2024-04-15\n"};
  const std::string asked = spells.quoted() + "--metric survival --start start --end end --as-of 2024-04-30 ";
  const json late = report(asked + "--from 2024-04-10");
  CHECK(row_with(late, {{"time", "5"}})["at_risk"].number == 1);
  CHECK(row_with(late, {{"time", "110"}})["at_risk"].number == 2);
  CHECK(late["related"][0]["rows"][0]["customers"].number == 3);
  CHECK(late["notes"][0].text == "customers who first left before 2024-04-10, and are not in it: 1");
  const json cohorts = report(spells.quoted() + "--metric cohorts --start start --end end --from 2024-04-01");
  CHECK(cohorts["rows"][0]["customers"].number == 1);
  CHECK(cohorts["notes"][0].text == "customers who joined before 2024-04-01, and are not in it: 3");
  const std::string few = "--metric cohorts --start start --end end --from 2024-04-01 --min-base 4";
  CHECK(report(spells.quoted() + few).members.count("notes") == 0);
  const json all = report(asked);
  CHECK(row_with(all, {{"time", "5"}})["at_risk"].number == 4);
  CHECK(row_with(all, {{"time", "31"}})["survival"].number == 50);
}

TEST_CASE("weeks of cohorts begin on the day asked for", "[cxreport][customers]") {
  const file spells{"id,start,end\n1,2024-01-07,\n2,2024-01-08,\n3,2024-01-13,\n"};
  const std::string asked = spells.quoted() + "--metric cohorts --start start --end end --cohort week ";
  CHECK(report(asked)["rows"][0]["customers"].number == 1);
  CHECK(report(asked + "--week-start sunday")["rows"][0]["customers"].number == 3);
}

TEST_CASE("the Telco customers have the survival of R", "[cxreport][customers]") {
  const auto file = shared_data("telco_churn.csv");
  if (!file) return;
  CHECK_THAT(report("'" + *file + "' --metric churn --churned Churn")["total"]["value"].number,
             WithinAbs(26.5370, 5e-5));
  const std::string asked = "'" + *file + "' --metric survival --churned Churn --tenure tenure ";
  const json made = report(asked);
  const std::pair<const char*, double> expected[] = {{"12", 84.3200}, {"24", 78.8736}, {"72", 59.2790}};
  for (const auto& [time, survival] : expected) {
    const json& row = row_with(made, {{"time", time}});
    CHECK_THAT(row["survival"].number, WithinAbs(survival, 5e-5));
    CHECK(row["at_risk"].number > 0);
    CHECK(row["ci"][0].number < row["survival"].number);
    CHECK(row["standard_error"].number > 0);
    CHECK(row.members.count("censored") == 1);
  }
  const json by = report(asked + "--by Contract");
  CHECK_THAT(by["tests"][0]["chi_squared"].number, WithinAbs(2352.8725, 5e-5));
  CHECK(by["tests"][0]["degrees_of_freedom"].number == 2);
  // Senior citizens do not leave differently within a kind of contract, but nobody asked for strata: they do at large.
  CHECK_THAT(report(asked + "--by SeniorCitizen")["tests"][0]["chi_squared"].number,
             WithinRel(109.48969338813728, 1e-9));
  const json within = report(asked + "--by SeniorCitizen --stratum Contract");
  CHECK(within["tests"][0]["method"].text == "log-rank within Contract");
  CHECK_THAT(within["tests"][0]["chi_squared"].number, WithinRel(0.85298282819304383, 1e-9));
  CHECK_THAT(within["tests"][0]["p_value"].number, WithinRel(0.35570987743967775, 1e-8));
  CHECK_THAT(within["tests"][1]["chi_squared"].number, WithinRel(0.10532692020632424, 1e-9));
  CHECK(within["rows"].items.size() == report(asked + "--by SeniorCitizen")["rows"].items.size());
}

TEST_CASE("survival is compared within strata", "[cxreport][customers]") {
  // Within each plan the countries leave alike; the one country has the plan that is left sooner.
  const std::string file = temporary_path("strata.csv");
  {
    std::ofstream out(file);
    out << "id,country,plan,start,end\n";
    int id = 0;
    const auto add = [&](const char* country, const char* plan, int month, int customers) {
      for (int i = 0; i < customers; ++i)
        out << ++id << ',' << country << ',' << plan << ",2023-01-01,2023-" << month << "-01\n";
    };
    for (const int month : {10, 11, 12}) {
      add("one", "short", month - 8, 20);
      add("other", "short", month - 8, 5);
      add("one", "long", month, 5);
      add("other", "long", month, 20);
      add("third", "long", month, 10);
    }
  }
  const std::string asked = "'" + file + "' --metric survival --start start --end end --by country ";
  const json plain = report(asked);
  CHECK(plain["tests"][0]["p_value"].number < 0.001);
  const json within = report(asked + "--stratum plan");
  CHECK_THAT(within["tests"][0]["chi_squared"].number, WithinAbs(0, 1e-9));
  REQUIRE(within["tests"].items.size() == plain["tests"].items.size());
  CHECK(within["rows"].items.size() == plain["rows"].items.size());
  CHECK(within["tests"][2]["groups"][0].text == "one");
  CHECK(within["tests"][2]["adjusted_p_value"].number > 0.9);
  for (const char* format : {"text", "markdown", "html"}) {
    CAPTURE(format);
    CHECK_THAT(run_program(asked + "--stratum plan --format " + format).out,
               contains("log-rank within plan: chi-squared") &&
                   contains("log-rank within plan of one and other: chi-squared"));
  }
  CHECK_THAT(run_program("'" + file + "' --metric survival --start start --end end --stratum plan").err,
             contains("--stratum with customers goes with"));
  CHECK_THAT(
      run_program("'" + file + "' --metric cohorts --start start --end end --by country --stratum plan").err,
      contains("--stratum with customers goes with"));
  std::filesystem::remove(file);
}

TEST_CASE("every format has cohorts, survival and reasons", "[cxreport][customers]") {
  const std::string asked[] = {
      small_case("customers/cohort.csv") + "--metric cohorts --start start --end end ",
      small_case("customers/cohort.csv") + "--metric survival --start start --end end ",
      small_case("customers/by_reason.csv") +
          "--metric reasons --start start --end end --reason reason --period month ",
      small_case("customers/by_reason.csv") + "--metric survival --start start --end end --reason reason "};
  for (const std::string& each : asked) {
    for (const char* format : {"text", "markdown", "csv", "json", "html"}) {
      const program_result made = run_program(each + "--format " + format);
      CAPTURE(each, format, made.err);
      CHECK(made.status == 0);
      CHECK(made.out.size() > 100);
    }
  }
  CHECK_THAT(run_program(asked[0] + "--format svg --chart heatmap").out,
             contains("<svg") && contains("~ so far"));
  CHECK_THAT(run_program(asked[0] + "--format svg --chart curve").out, contains("cx-line-0"));
  CHECK_THAT(run_program(asked[1] + "--format svg --chart curve").out, contains("at risk"));
  CHECK_THAT(run_program(asked[2] + "--format svg --chart reasons").out, contains("competitor"));
}

TEST_CASE("rows of nobody are told apart from texts that mean nothing", "[cxreport][customers]") {
  const std::string file = temporary_path("nobody.csv");
  std::ofstream(file) << "id,since,until\nNULL,2024-01-01,\nn/a,2024-01-01,2024-02-10\n7,2024-01-01,\n";
  const auto made =
      run_program("'" + file + "' --metric churn --start since --end until --customer id --period month");
  CHECK_THAT(made.out, contains("line 2, column id: \"NULL\": no customer"));
  CHECK_THAT(made.err, contains("--customer COLUMN names another column"));
}

TEST_CASE("all definitions of churn tell the expected lifetime, and with an amount the value",
          "[cxreport][customers]") {
  const std::string file = temporary_path("priced.csv");
  std::ofstream(file) << "id,plan,since,until,price,per\n1,a,2024-01-01,,10.00,month\n"
                         "2,a,2024-01-01,2024-03-15,20.00,month\n3,b,2024-01-01,,360.00,year\n"
                         "4,b,2024-01-01,2024-02-10,40.00,month\n5,b,2024-01-01,,50.00,month\n";
  const std::string asked = "'" + file +
                            "' --metric churn --definition all --start since --end until --customer id "
                            "--as-of 2024-03-31 ";
  const std::string priced = asked + "--amount price --interval per --currency EUR ";
  const json made = report(priced + "--period month --by plan");
  const auto check = [](const json& row, double revenue_per_customer) {
    const double lifetime = row["expected_lifetime"]["value"].number;
    CHECK_THAT(lifetime, WithinRel(100 / row["value"].number, 1e-12));
    CHECK_THAT(row["lifetime_value"]["value"].number, WithinRel(lifetime * revenue_per_customer, 1e-12));
    CHECK_THAT(row["lifetime_value"]["ci"][0].number,
               WithinRel(row["expected_lifetime"]["ci"][0].number * revenue_per_customer, 1e-12));
  };
  check(row_with(made, {{"plan", "a"}, {"period", "2024-03"}, {"definition", "start-cohort"}}), 10);
  check(row_with(made, {{"plan", "b"}, {"period", "2024-02"}, {"definition", "customer-day"}}), 40);
  check(row_with(made["margins"][0], {{"period", "2024-03"}, {"definition", "at-risk"}}), 30);
  // A quarter has three months of revenue.
  check(row_with(report(priced + "--period quarter"), {{"period", "2024-Q1"}, {"definition", "at-risk"}}),
        90);
  // Without a churned customer, both are without end; without an amount, there is no value.
  const json& nobody = row_with(made, {{"plan", "a"}, {"period", "2024-02"}, {"definition", "start-cohort"}});
  CHECK(nobody["lifetime_value"]["value"].is == json::kind::null);
  const json without = report(asked + "--period month");
  CHECK(without["rows"][0].members.count("expected_lifetime") == 1);
  CHECK(without["rows"][0].members.count("lifetime_value") == 0);
  // So it is with a history.
  CHECK(report(asked + "--period month --grace 1")["rows"][0].members.count("expected_lifetime") == 1);

  for (const char* format : {"text", "markdown", "csv", "html"}) {
    const program_result printed = run_program(priced + "--period month --format " + format);
    CAPTURE(format, printed.err);
    CHECK(printed.status == 0);
    CHECK_THAT(printed.out, contains(std::string(format) == "csv" ? "lifetime_value" : "value, EUR"));
  }
  std::ofstream(file, std::ios::app) << "6,a,2024-01-01,,,month\n7,a,2024-01-01,,much,month\n";
  CHECK_THAT(run_program(priced + "--period month").err,
             contains("1 rows have no amount") && contains("line 8, column price, 'much'"));

  const std::pair<const char*, const char*> wrong[] = {
      {"--metric churn --start since --end until --period month --amount price", "churn --definition all"},
      {"--metric churn --definition all --start since --end until --period month --currency EUR",
       "go with --amount"},
      {"--metric churn --definition all --start since --end until --period month --amount price --grace 1",
       "without --end-inclusive and --grace"}};
  for (const auto& [arguments, reason] : wrong) {
    const program_result refused = run_program("'" + file + "' " + arguments);
    CAPTURE(arguments);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, contains(reason));
  }
  std::filesystem::remove(file);
}

TEST_CASE("what few pay is told by no value, neither their own nor that of all", "[cxreport][customers]") {
  // Three are of plan c; of plan b seven, of whom four pay.
  const std::string file = temporary_path("few_pay.csv");
  {
    std::ofstream out(file);
    out << "id,plan,since,until,price\n";
    for (int at = 0; at < 40; ++at) {
      const char* plan = at < 30 ? "a" : at < 37 ? "b" : "c";
      out << at << ',' << plan << ",2023-11-01," << (at % 10 == 0 ? "2024-02-10" : "") << ','
          << (at >= 30 && at < 33 ? 0 : 10 + at) << ".00\n";
    }
  }
  const std::string asked =
      "'" + file +
      "' --metric churn --definition all --start since --end until --customer id --period "
      "month --from 2024-01-01 --as-of 2024-03-31 --by plan --amount price --currency EUR ";
  const auto february = [](const json& made, const char* plan) -> const json& {
    return row_with(made, {{"plan", plan}, {"period", "2024-02"}, {"definition", "start-cohort"}});
  };
  const json open = report(asked);
  CHECK(february(open, "b")["lifetime_value"]["value"].number > 0);
  const json made = report(asked + "--min-base 5");
  CHECK(february(made, "a")["lifetime_value"]["value"].number ==
        february(open, "a")["lifetime_value"]["value"].number);
  for (const char* plan : {"b", "c"}) {
    CHECK(february(made, plan)["value"].is == json::kind::null);
  }
  // With that of all, and what plan a pays, the others' would follow.
  const auto of_all = [](const json& all) -> const json& {
    return row_with(all["margins"][0], {{"period", "2024-02"}, {"definition", "start-cohort"}});
  };
  CHECK(of_all(open)["lifetime_value"]["value"].number > 0);
  CHECK(of_all(made)["value"].number == of_all(open)["value"].number);
  CHECK(of_all(made)["lifetime_value"]["value"].is == json::kind::null);
  std::filesystem::remove(file);
}

TEST_CASE("cohorts are projected beyond what was seen", "[cxreport][customers]") {
  // The cohort "Regular" of Fader and Hardie (2007), a tenth of it: 100, 63, 47, 38, 33, 29, 26, 24.
  const std::string file = temporary_path("cohort.csv");
  {
    std::ofstream out(file);
    out << "id,plan,start,end\n";
    const int there[] = {100, 63, 47, 38, 33, 29, 26, 24};
    for (int i = 0; i < 100; ++i) {
      int years = 0;
      while (years < 7 && i < there[years + 1]) ++years;
      out << i << ",a,2010-01-01," << (years < 7 ? std::to_string(2011 + years) + "-07-01" : "") << '\n';
    }
  }
  const std::string asked =
      "'" + file + "' --metric cohorts --start start --end end --cohort year --as-of 2017-12-31 --project 5 ";
  const json made = report(asked);
  CHECK(made["metric"].text == "projection");
  REQUIRE(made["rows"].items.size() == 12);
  const json& seventh = row_with(made, {{"age", "7"}});
  CHECK(seventh["customers"].number == 26);
  CHECK_THAT(seventh["seen_retention"]["value"].number, WithinAbs(100.0 * 24 / 26, 1e-9));
  CHECK_THAT(seventh["value"].number, WithinAbs(24, 1));
  const json& last = row_with(made, {{"age", "12"}});
  CHECK(last["customers"].number == 0);
  CHECK(last["seen_retention"]["value"].is == json::kind::null);
  CHECK(last["ci"][0].number < last["value"].number);
  CHECK(last["retention"]["value"].number > seventh["retention"]["value"].number);
  CHECK(last["residual_lifetime"]["value"].is == json::kind::null);
  CHECK_THAT(made["notes"][2].text, contains("mean lifetime is infinite"));
  const json discounted = report(asked + "--discount 10");
  const double to_come = row_with(discounted, {{"age", "12"}})["residual_lifetime"]["value"].number;
  CHECK(to_come > 1);
  CHECK(to_come < 11);
  CHECK(report(asked + "--by plan")["rows"][0]["key"]["plan"].text == "a");

  // 24 of 26 would be left after seven years: where 26 are the fewest to tell of, six years are known.
  const json hidden = report(asked + "--min-base 26");
  REQUIRE(hidden["rows"].items.size() == 11);
  CHECK(row_with(hidden, {{"age", "6"}})["customers"].number == 29);
  CHECK(row_with(hidden, {{"age", "7"}})["customers"].number == 0);
  CHECK_THAT(hidden["notes"].items.back().text, contains("fewer than 26 customers would be left"));
  CHECK(hidden["related"][0]["rows"][0]["alpha"]["value"].number !=
        made["related"][0]["rows"][0]["alpha"]["value"].number);
  CHECK(report(asked + "--min-base 24")["rows"][0]["value"].number == made["rows"][0]["value"].number);
  const json nobody = report(asked + "--min-base 200");
  CHECK(nobody["rows"][0]["value"].is == json::kind::null);
  CHECK(nobody["related"][0]["rows"][0]["value"].is == json::kind::null);
  CHECK(nobody["rows"][0]["customers"].number == 0);
  for (const char* format : {"text", "markdown", "html"}) {
    const program_result printed = run_program(asked + "--format " + format);
    CAPTURE(format, printed.err);
    CHECK(printed.status == 0);
    CHECK_THAT(printed.out, contains("mean lifetime is infinite") && contains("years to come"));
  }
  CHECK_THAT(run_program(asked + "--format csv").out, contains("residual_lifetime"));
  CHECK_THAT(run_program(asked + "--format svg --chart curve").out,
             contains("<svg") && contains("cx-line-0"));
  CHECK_THAT(run_program(asked + "--retained unbounded").err, contains("without --retained"));
  CHECK_THAT(run_program(small_case("customers/cohort.csv") +
                         "--metric survival --start start --end end --project 3")
                 .err,
             contains("--project goes with"));
  CHECK_THAT(run_program(small_case("customers/cohort.csv") +
                         "--metric cohorts --start start --end end --discount 3")
                 .err,
             contains("--discount goes with"));
  std::filesystem::remove(file);
}

TEST_CASE("histories read by several threads give the same report", "[cxreport][customers]") {
  const std::string file = temporary_path("threads.csv");
  {
    std::ofstream out(file);
    out << "id,plan,start,end,why\n";
    for (int row = 0; row < 4000; ++row) {
      const int month = 1 + row * 7 % 6;
      out << row % 1300 << ",plan " << row % 3 << ",2024-0" << month << "-1" << row % 9 << ','
          << (row % 4 != 0
                  ? "2024-0" + std::to_string(month + 1 + row % 3) + "-0" + std::to_string(1 + row % 9)
                  : "")
          << ",reason " << row % 5 << '\n';
    }
  }
  const std::string asked =
      "'" + file + "' --start start --end end --customer id --format json --as-of 2024-12-31 ";
  for (const char* what :
       {"--metric survival --reason why", "--metric survival --by plan", "--metric cohorts --by plan",
        "--metric reasons --reason why --period month", "--metric churn --grace 3 --period month --by plan",
        "--metric cohorts --project 3"}) {
    CAPTURE(what);
    const std::string one = run_program(asked + what + " --threads 1").out;
    CHECK(one.size() > 100);
    CHECK(run_program(asked + what + " --threads 3").out == one);
  }
  std::filesystem::remove(file);
}

TEST_CASE("what does not go together with customers over time is said", "[cxreport][customers]") {
  const std::string file = small_case("customers/cohort.csv");
  const std::pair<const char*, const char*> wrong[] = {
      {"--metric cohorts --start start", "--end COLUMN is needed"},
      {"--metric reasons --start start --end end --period month", "--reason COLUMN is needed"},
      {"--metric reasons --start start --end end --reason id", "--period is needed"},
      {"--metric survival --churned id", "--tenure COLUMN is needed"},
      {"--metric cohorts --churned id", "--churned goes with"},
      {"--metric churn --activity start --customer id --period month", "--inactive-after DAYS is needed"},
      {"--metric churn --event id --customer id --period month", "--time COLUMN is needed"},
      {"--metric churn --event id --time start --period month", "--customer COLUMN is needed"},
      {"--metric churn --start start --end end --churned id", "different ways"},
      {"--metric churn --start start --end end --period month --cohort month", "--cohort"},
      {"--metric cohorts --start start --end end --period quarter", "--cohort PERIOD says"},
      {"--metric survival --start start --end end --period month", "--period does not go with survival"},
      {"--metric cohorts --start start --end end --week-start sunday", "--cohort week"},
      {"--metric churn --start start --end end --period month --value a=1", "--value and --values go with"},
      {"--metric nps --score id --grace 3", "go with metrics of customers"}};
  for (const auto& [arguments, reason] : wrong) {
    const program_result made = run_program(file + arguments);
    CAPTURE(arguments);
    CHECK(made.status == 2);
    CHECK_THAT(made.err, contains(reason));
  }
}

}  // namespace tests_of_customers
