// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Which rows are taken, what they stand for, and what is said of the others.
#include "cxreport/run.hpp"
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::run_program;
using cxmetrics::tests::temporary_path;
using cxmetrics::tests::WithinAbs;

namespace {

// A file that is there as long as this lives.
class file {
 public:
  explicit file(const std::string& text, const std::string& name = "rows.csv") : path_(temporary_path(name)) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~file() { std::filesystem::remove(path_); }
  file(const file&) = delete;
  file& operator=(const file&) = delete;
  std::string quoted() const { return '\'' + path_ + "' "; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

json report(const std::string& arguments, int status = 0) {
  const auto made = run_program(arguments + " --format json");
  INFO(arguments << '\n' << made.err);
  REQUIRE(made.status == status);
  return json_reader::read(made.out);
}

void check(const json& row, double value, int n) {
  CHECK(row["n"].number == n);
  CHECK_THAT(row["value"].number, WithinAbs(value, 0.05));
}

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
                            "--from 2024-02-01 --to 2024-02-01");
  check(churn["rows"].items.at(0), 50, 2);
  CHECK(churn["accounting"]["left_out"]["where plan=pro"].number == 1);
}
