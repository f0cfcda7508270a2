// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What customers are worth: of a log of purchases, and of its summary.
#include "cxreport/report.hpp"
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/shared_data.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <utility>

namespace tests_of_value {
using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::program_result;
using cxmetrics::tests::report;
using cxmetrics::tests::run_program;
using cxmetrics::tests::shared_data;
using cxmetrics::tests::temporary_path;
using cxmetrics::tests::WithinAbs;
using cxmetrics::tests::WithinRel;

namespace {

// The same customers as a log and as a summary, in weeks; those of shop "small" are three.
struct two_files {
  std::string log = temporary_path("log.csv");
  std::string summary = temporary_path("summary.csv");

  two_files() {
    std::ofstream purchases(log);
    std::ofstream customers(summary);
    purchases << "who,day,paid,shop\n";
    customers << "who,frequency,recency,T,monetary_value,shop\n";
    std::mt19937 random(5);
    for (int customer = 0; customer < 400; ++customer) {
      const std::string shop = customer < 3 ? "small" : customer % 2 == 0 ? "north" : "south";
      const int repeats = customer < 3 ? 2 : static_cast<int>(random() % 4) * static_cast<int>(random() % 2);
      const int first = static_cast<int>(random() % 100);
      int last = first;
      int cents = 0;
      const auto date = [](int day) {
        const std::chrono::year_month_day on{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1} +
                                             std::chrono::days{day}};
        const auto two = [](unsigned of) { return (of < 10 ? "0" : "") + std::to_string(of); };
        return std::to_string(static_cast<int>(on.year())) + "-" + two(static_cast<unsigned>(on.month())) +
               "-" + two(static_cast<unsigned>(on.day()));
      };
      purchases << 'c' << customer << ',' << date(first) << ",5.00," << shop << '\n';
      for (int repeat = 0; repeat < repeats; ++repeat) {
        last += 1 + static_cast<int>(random() % 60);
        const int paid = 500 + static_cast<int>(random() % 3000);
        cents += paid;
        purchases << 'c' << customer << ',' << date(last) << ',' << paid / 100 << '.' << paid / 10 % 10
                  << paid % 10 << ',' << shop << '\n';
      }
      customers << 'c' << customer << ',' << repeats << ',';
      customers.precision(17);
      customers << (last - first) / 7.0 << ',' << (365 - first) / 7.0 << ','
                << (repeats > 0 ? cents / 100.0 / repeats : 0) << ',' << shop << '\n';
    }
  }
  ~two_files() {
    std::filesystem::remove(log);
    std::filesystem::remove(summary);
  }
};

const std::string of_log =
    " --metric lifetime-value --customer who --time day --amount paid --to 2024-12-31 ";

}  // namespace

TEST_CASE("a summary of purchases gives what its log gives", "[cxreport][value]") {
  const two_files files;
  const json log = report("'" + files.log + "'" + of_log);
  const std::string named = "'" + files.summary +
                            "' --metric lifetime-value --frequency frequency --recency recency --observed T "
                            "--amount monetary_value ";
  for (const std::string& asked : {"'" + files.summary + "' --metric lifetime-value ", named}) {
    const json summary = report(asked);
    for (const char* name : {"r", "alpha", "a", "b", "p", "q", "gamma"}) {
      CAPTURE(name);
      CHECK_THAT(summary["rows"][0][name]["value"].number,
                 WithinRel(log["rows"][0][name]["value"].number, 1e-5));
    }
    CHECK_THAT(summary["rows"][0]["value"].number, WithinRel(log["rows"][0]["value"].number, 1e-5));
    CHECK(summary["rows"][0]["n"].number == 400);
  }
}

TEST_CASE("refunds, free repeats and days that lie ahead do not stop a model of the others",
          "[cxreport][value]") {
  const two_files files;
  const json clean = report("'" + files.log + "'" + of_log);
  std::ofstream(files.log, std::ios::app) << "c0,2024-06-01,-5.00,small\nx,2024-02-01,3.00,small\n"
                                             "x,2024-03-01,0.00,small\nc1,9999-12-31,1.00,small\n";
  const json made = report("'" + files.log + "'" + of_log);
  for (const char* name : {"r", "alpha", "p", "q"})
    CHECK(made["rows"][0][name]["value"].number == clean["rows"][0][name]["value"].number);
  CHECK(made["rows"][0]["n"].number == 400);
  CHECK(made["notes"][made["notes"].items.size() - 1].text ==
        "customers whose repeat purchases were all free, and who are left out: 1");
  CHECK(made["accounting"]["left_out"]["to 2024-12-31"].number == 1);
  CHECK(made["accounting"]["rows_rejected"].number == 1);
  CHECK_THAT(run_program("'" + files.log + "'" + of_log).out, contains("\"-5.00\": below 0"));
}

TEST_CASE("the summary of the CDNOW customers has the published parameters", "[cxreport][value]") {
  const auto file = shared_data("cdnow_sample_summary.csv");
  if (!file) return;
  const json row = report("'" + *file + "' --metric lifetime-value --horizon 39")["rows"][0];
  for (const auto& [name, value] :
       {std::pair{"r", .243}, std::pair{"a", .793}, std::pair{"b", 2.426}, std::pair{"alpha", 4.414}})
    CHECK_THAT(row[name]["value"].number, WithinAbs(value, 1e-3));
  CHECK_THAT(row["p"]["value"].number, WithinAbs(6.25, 0.01));
  CHECK_THAT(row["q"]["value"].number, WithinAbs(3.74, 0.01));
}

TEST_CASE("groups have a lifetime value each, and one of few people is hidden", "[cxreport][value]") {
  const two_files files;
  for (const std::string& asked :
       {"'" + files.log + "'" + of_log, "'" + files.summary + "' --metric lifetime-value "}) {
    const json made = report(asked + "--by shop --min-base 5");
    REQUIRE(made["rows"].items.size() == 3);
    CHECK(made["rows"][0]["key"]["shop"].text == "north");
    CHECK(made["rows"][0]["value"].number > 0);
    CHECK(made["rows"][1]["key"]["shop"].text == "small");
    CHECK(made["rows"][1]["value"].is == json::kind::null);
    for (const char* format : {"text", "markdown", "csv", "html"}) {
      const program_result printed = run_program(asked + "--by shop --format " + format);
      CAPTURE(format, printed.err);
      CHECK(printed.status == 0);
      CHECK_THAT(printed.out, contains("north") && contains("BG/NBD"));
    }
  }
  const json alone = report("'" + files.log + "'" + of_log + "--where shop=north");
  const json by = report("'" + files.log + "'" + of_log + "--by shop");
  CHECK(by["rows"][0]["value"].number == alone["rows"][0]["value"].number);
}

TEST_CASE("a lifetime value does not depend on the number of threads", "[cxreport][value]") {
  const two_files files;
  for (const std::string& asked : {"'" + files.log + "'" + of_log + "--by shop",
                                   "'" + files.summary + "' --metric lifetime-value --by shop"}) {
    const std::string one = run_program(asked + " --format json --threads 1").out;
    CHECK(run_program(asked + " --format json --threads 4").out == one);
  }
}

TEST_CASE("a summary of purchases is read with care", "[cxreport][value]") {
  const std::string file = temporary_path("bad.csv");
  std::ofstream(file) << "id,x,t.x,T.cal\n1,2,3.5,10\n2,0,0,10\n3,1,2,9\n4,2,11,10\n5,0,1,10\n6,1.5,1,10\n"
                         "7,many,1,10\n8,1,2,\n9,1,4,10\n10,3,7,10\n";
  const program_result made = run_program("'" + file + "' --metric lifetime-value");
  CHECK_THAT(made.out, contains("Rows rejected: 5") && contains("after the end of the time watched") &&
                           contains("does not fit the number of repeats"));
  CHECK_THAT(made.out, contains("purchases to come"));  // there is no amount
  CHECK_THAT(run_program("'" + file + "' --metric lifetime-value --observed nowhere").err,
             contains("nowhere"));
  const std::pair<const char*, const char*> wrong[] = {
      {"--time x --customer id --frequency x", "of a summary, and --time is of a log"},
      {"--time x", "--customer COLUMN is needed"},
      {"--to 2024-01-01", "--to goes with a log"},
      {"--period month", "do not go with lifetime-value"}};
  for (const auto& [arguments, reason] : wrong) {
    const program_result refused = run_program("'" + file + "' --metric lifetime-value " + arguments);
    CAPTURE(arguments);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, contains(reason));
  }
  std::ofstream(file) << "id,visits\n1,2\n";
  CHECK_THAT(run_program("'" + file + "' --metric lifetime-value").err, contains("frequency or x"));
  std::filesystem::remove(file);
}

}  // namespace tests_of_value
