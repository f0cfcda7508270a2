// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What the program tells of a file, and that the commands it proposes work.
#include "cxreport/report.hpp"
#include "support/json.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace tests_of_description {
using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::program_result;
using cxmetrics::tests::run_program;
using cxmetrics::tests::run_shell;
using cxmetrics::tests::temporary_path;
using cxmetrics::tests::text_in;

namespace {

using file_of = cxmetrics::tests::file;

const std::string responses = "'" CXREPORT_SAMPLES "/responses.csv' ";
const std::string customers = "'" CXREPORT_SAMPLES "/customers.csv' ";

json described(const std::string& arguments) {
  return cxmetrics::tests::report(arguments + " --describe");
}

json column_of(const json& file, const std::string& name) {
  for (const json& column : file["columns"].items) {
    if (column["name"].text == name) return column;
  }
  FAIL("no column " << name);
  return {};
}

// The commands of a description, each in one line again, as a shell reads them.
std::string unbroken(std::string text) {
  for (std::size_t at; (at = text.find(" \\\n")) != std::string::npos;) {
    text.erase(at, text.find_first_not_of(' ', at + 3) - at - 1);
    text[at] = ' ';
  }
  return text;
}

}  // namespace

TEST_CASE("a description tells what the columns hold", "[cxreport][describe]") {
  const json file = described(customers);
  CHECK(file["rows"].number == 1708);
  CHECK(column_of(file, "plan")["holds"].text == "texts");
  CHECK(column_of(file, "plan")["distinct"].number == 3);
  CHECK(column_of(file, "since")["holds"].text == "dates");
  CHECK(column_of(file, "since")["first"].text == "2022-01-01");
  CHECK(column_of(file, "until")["missing"].number == 1067);
  CHECK(described(customers + "--threads 1")["columns"].items.size() == 4);

  const program_result text = run_program(customers + "--describe");
  CHECK(text.status == 0);
  CHECK_THAT(text.out, contains("1,708 rows, 4 columns"));
  CHECK_THAT(unbroken(text.out), contains("--metric churn --start since"));
  std::istringstream lines(text.out);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(CXREPORT_SAMPLES) == std::string::npos)
      CHECK(line.size() <= 90);  // of bytes, in 80 columns
  }
}

TEST_CASE("commands to try are the same wherever the file is", "[cxreport][describe][repetition]") {
  const std::string content = text_in(CXREPORT_SAMPLES "/customers.csv");
  for (std::size_t length = 1; length <= 80; ++length) {
    const std::string folder = temporary_path(std::string(length, 'f'));
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/customers.csv", std::ios::binary) << content;
    const program_result made = run_program("'" + folder + "/customers.csv' --describe");
    std::filesystem::remove_all(folder);
    INFO(made.out);
    CHECK_THAT(unbroken(made.out), contains("customers.csv --metric churn --start since"));
  }
}

TEST_CASE("a description tells on which scales a column can be scores", "[cxreport][describe]") {
  const file_of file(
      "how "
      "likely?,month,shop\n9,2024-01-05,north\n10,2024-01-06,south\n3,2024-03-07,north\n8,2024-03-08,"
      "south\n");
  const json found = described(file.quoted());
  const json scales = column_of(found, "how likely?")["scales"];
  REQUIRE(scales.items.size() == 1);
  CHECK(scales.items[0]["low"].number == 0);
  CHECK(scales.items[0]["high"].number == 10);
  CHECK(scales.items[0]["metrics"].items.at(0).text == "nps");
  REQUIRE(found["try"].items.size() == 3);
  CHECK_THAT(found["try"].items[1].text, contains("--by shop"));
  CHECK_THAT(found["try"].items[2].text, contains("--time month --period week"));
}

TEST_CASE("the column to try first is the one that is called like answers", "[cxreport][describe]") {
  const auto tried = [](const std::string& text) {
    const file_of file(text);
    return described(file.quoted())["try"].items.at(0).text;
  };
  CHECK_THAT(tried("senior,Churn\n0,Yes\n1,No\n0,No\n"), contains("--metric share --score Churn"));
  CHECK_THAT(tried("days,NETPRO\n0,10\n7,9\n10,3\n"), contains("--metric nps --score NETPRO"));
}

TEST_CASE("the commands to try work", "[cxreport][describe]") {
  const file_of words("it's how,on\nVery satisfied,03/04/2024\nSatisfied,05/04/2024\nNeutral,06/04/2024\n");
  const std::string surveymonkey = "'" CXMETRICS_TEST_DATA "/cases/survey/surveymonkey.csv' ";
  for (const std::string& file : {responses, customers, words.quoted(), surveymonkey}) {
    const json found = described(file);
    CHECK_FALSE(found["try"].items.empty());
    for (const json& command : found["try"].items) {
      CAPTURE(command.text);
      CHECK(run_shell("cxreport() { '" CXREPORT "' \"$@\"; }; " + command.text).status == 0);
    }
    // As they are printed, broken into lines.
    const std::string text = run_program(file + "--describe").out;
    const std::size_t at = text.find("\nTry\n");
    REQUIRE(at != std::string::npos);
    CHECK(run_shell("set -e; cxreport() { '" CXREPORT "' \"$@\"; };" +
                    text.substr(at + 5, text.find("\n\n", at + 5) - at - 5))
              .status == 0);
  }
}

TEST_CASE("there are two or three commands to try", "[cxreport][describe]") {
  const file_of one_column("score\n9\n3\n");
  std::string rows = "from,to,score,plan\n";
  for (int row = 0; row < 20; ++row) rows += "2024-01-01,2024-02-01,3,a\n2024-01-05,,9,b\n2024-01-09,,10,b\n";
  const file_of left(rows);
  for (const std::string& file : {responses, customers, one_column.quoted(), left.quoted()}) {
    CAPTURE(file);
    const std::size_t commands = described(file)["try"].items.size();
    CHECK(commands >= 2);
    CHECK(commands <= 3);
  }
}

TEST_CASE("a first row that looks like answers may be no header", "[cxreport][describe]") {
  const auto told = [](const std::string& text, const std::string& options = "") {
    const file_of file(text);
    return run_program(file.quoted() + "--describe " + options).out.find("may be no header") !=
           std::string::npos;
  };
  CHECK(told("9,a\n3,b\n10,a\n"));
  CHECK(told("2024-01-01,9\n2024-01-02,3\n"));
  CHECK_FALSE(told("9,a\n3,b\n10,a\n", "--header-rows 0"));
  CHECK_FALSE(told("score,a\n3,b\n10,a\n"));
  CHECK_FALSE(told("1st question,a\n3,b\n10,a\n"));
  CHECK_FALSE(told("month,0,1,2\n2024-01-01,3,5,1\n2024-02-01,3,5,1\n"));
  CHECK_FALSE(told("a,b\nc,d\n"));
  const file_of file("9,a\n3,b\n10,a\n");
  CHECK(cxmetrics::tests::report(file.quoted() + "--header-rows 0 --metric nps --score 1")["total"]["n"]
            .number == 3);
}

TEST_CASE("the commands to try read the same rows in the same way", "[cxreport][describe]") {
  const file_of file("a title\nscore\tshop\n9\tnorth\n99\tnorth\n10\tnorth\n3\tsouth\n8\tsouth\n");
  const json found =
      described(file.quoted() + "--skip-rows 1 --delimiter tab --missing 99 --where 'score!=8'");
  REQUIRE_FALSE(found["try"].items.empty());
  const std::string command = found["try"].items[0].text;
  const program_result made =
      run_shell("cxreport() { '" CXREPORT "' \"$@\"; }; " + command + " --format json --threads 1");
  REQUIRE(made.status == 0);
  CHECK(json_reader::read(made.out)["total"]["n"].number == 3);

  const json both = described(responses + responses);
  CHECK(both["rows"].number == 2 * 3591);
  CHECK(run_shell("cxreport() { '" CXREPORT "' \"$@\"; }; " + both["try"].items[0].text).status == 0);
}

TEST_CASE("the column to try is the one that looks most like answers", "[cxreport][describe]") {
  const std::string folder = "'" CXMETRICS_TEST_DATA "/cases/survey/";
  const auto first = [&](const std::string& file) {
    return run_program(folder + file + "'" + " --describe --format json").out;
  };
  CHECK_THAT(first("qualtrics_nps.csv"), contains("--metric nps --score Q1\""));
  CHECK_THAT(first("bank_mixed_years.csv"), contains("--metric nps --score rating\""));
}

TEST_CASE("without options, a file that is not in long form is described", "[cxreport][describe]") {
  CHECK(run_program(customers).out == run_program(customers + "--describe").out);
  CHECK(run_program(customers + "--format json").out ==
        run_program(customers + "--describe --format json").out);
  CHECK(run_program("- <" + customers).status == 0);
  CHECK_THAT(run_program(responses).out, contains("CSAT"));
  CHECK(run_program("- <" + responses).out == run_program(responses).out);
  CHECK_THAT(run_program("- <" + customers).out, contains("standard input: 1,708 rows"));
  // Whoever asks for something gets it or an error.
  CHECK(run_program(customers + "--by plan").status == 2);
  CHECK(run_program(customers + "--format html").status == 2);
  CHECK(run_program(customers + "--describe --format html").status == 2);
}

TEST_CASE("a description counts the rows that --where leaves, and declared codes as missing",
          "[cxreport][describe]") {
  const file_of file("q,shop\n9,north\n99,north\n3,south\n");
  const json found = described(file.quoted() + "--where shop=north --missing 99");
  CHECK(column_of(found, "q")["filled"].number == 1);
  CHECK(column_of(found, "q")["missing"].number == 1);
}

TEST_CASE("a very wide file is described on some screens", "[cxreport][describe]") {
  std::string names = "a";
  std::string row = "9";
  for (int column = 1; column < 20'000; ++column) {
    names += ",a";
    row += ",9";
  }
  const file_of file(names + '\n' + row + '\n');
  const program_result made = run_program(file.quoted());
  CHECK(made.status == 0);
  CHECK(made.out.size() < 40'000);
  CHECK_THAT(made.out, contains("and 19,900 columns more"));
}

}  // namespace tests_of_description
