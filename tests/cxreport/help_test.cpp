// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What the program tells of itself: on a page, by topic, in the manual and in the shell, all made of one table.
#include "cxreport/option_table.hpp"
#include "run.hpp"

#include <cxmetrics/catalog.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_help {
using cxmetrics::tests::contains;
using cxmetrics::tests::program_result;
using cxmetrics::tests::run_program;
using cxmetrics::tests::run_shell;

namespace {

const std::string sample = "'" CXREPORT_SAMPLES "/responses.csv' ";

std::string told_of(const std::string& topic) {
  const program_result help = run_program("--help " + topic);
  CHECK(help.status == 0);
  CHECK(help.err.empty());
  return help.out;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void check_width(const std::string& text) {
  for (const std::string& line : lines_of(text)) {
    INFO(line);
    CHECK(line.size() <= 80);
  }
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

bool lists(const std::string& text, const std::string& option) {
  return says(text, "  --" + option + ' ') || says(text, "  --" + option + '\n');
}

}  // namespace

TEST_CASE("the first page of the help fits on a screen", "[cxreport][help]") {
  const std::string page = told_of("");
  CHECK(lines_of(page).size() < 24);
  check_width(page);
  for (const char* option : {"metric", "score", "by", "start", "end", "period", "format"}) {
    CHECK(lists(page, option));
  }
  for (const cxreport::help_topic& topic : cxreport::help_topics()) CHECK(says(page, topic.name));
}

TEST_CASE("short options are those that everybody tries", "[cxreport][help]") {
  CHECK(run_program("-h").out == told_of(""));
  CHECK(run_program("-h churn").out == told_of("churn"));
  CHECK(run_program("-V").out == "cxreport " CXMETRICS_VERSION "\n");
  CHECK(run_program(sample + "--metric nps --score score --missing -1 --missing -h").status == 0);
}

TEST_CASE("the help of a topic has what applies to it", "[cxreport][help]") {
  for (const cxreport::help_topic& topic : cxreport::help_topics()) check_width(told_of(topic.name));
  const std::string churn = told_of("churn");
  for (const char* option : {"start", "end", "by", "period", "from", "missing", "date-format"}) {
    CHECK(lists(churn, option));
  }
  for (const char* option : {"score", "weight", "threads"}) CHECK_FALSE(lists(churn, option));
  CHECK(lists(told_of("survey"), "score"));
  CHECK_FALSE(lists(told_of("survey"), "start"));

  const program_result unknown = run_program("--help chrun");
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, contains("did you mean 'churn'?"));
}

TEST_CASE("every metric is explained", "[cxreport][help]") {
  const std::string page = told_of("metrics");
  for (const std::string_view name : cxmetrics::metric_names()) CHECK(says(page, std::string(name)));
}

TEST_CASE("every option is told in the help, in the manual and in the shell", "[cxreport][help]") {
  const std::string all = told_of("all");
  const std::string manual = told_of("man");
  const std::string completion = told_of("completion");
  for (const cxreport::option_line& option : cxreport::option_table()) {
    CAPTURE(option.name);
    CHECK(lists(all, option.name));
    std::string roff = "\\-\\-";
    for (const char letter : option.name) roff += letter == '-' ? "\\-" : std::string(1, letter);
    CHECK(says(manual, roff));
    CHECK(says(completion, "--" + option.name));
    std::istringstream topics(option.topics);
    for (std::string topic; topics >> topic;) {
      CAPTURE(topic);
      CHECK((topic == "usual" || std::any_of(cxreport::help_topics().begin(), cxreport::help_topics().end(),
                                             [&](const auto& each) { return each.name == topic; })));
    }
  }
}

TEST_CASE("the manual page is sound", "[cxreport][help]") {
  const program_result made = run_shell(
      "command -v groff >/dev/null || { printf ABSENT; exit; }\n"
      "'" CXREPORT "' --help man | groff -man -ww -Tascii");
  CHECK(made.err.empty());
  if (made.out != "ABSENT") CHECK_THAT(made.out, contains("churn"));
}

TEST_CASE("the shell completes options and what they can be", "[cxreport][help]") {
  const auto completed = [](const std::string& words) {
    const program_result made = run_shell(
        "bash -c 'source <(\"$0\" --help completion); COMP_WORDS=(" + words +
        "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _cxreport; echo \"${COMPREPLY[*]}\"' '" CXREPORT "'");
    return made.out;
  };
  CHECK(completed("cxreport --form") == "--format\n");
  CHECK(completed("cxreport --format m") == "markdown\n");
  CHECK(completed("cxreport --format = m") == "markdown\n");
  CHECK(completed("cxreport --metric enp") == "enps\n");
  CHECK(completed("cxreport --help ch") == "churn\n");
  CHECK(completed("cxreport --score sc") == "\n");
}

TEST_CASE("a number below or above what makes sense is wrong usage", "[cxreport][usage]") {
  for (const char* option :
       {"threads=100000", "threads=-1", "threads -1", "threads=0", "max-rejects=-1", "max-rejects -1",
        "population=-5", "population -5", "min-base=-1", "min-base=0", "level=x", "max-rejects=ten"}) {
    CAPTURE(option);
    const program_result made = run_program(sample + "--metric nps --score score --" + option);
    CHECK(made.status == 2);
    CHECK(made.out.empty());
  }
  const std::string churn = "'" CXREPORT_SAMPLES "/customers.csv' --metric churn --start since --end until ";
  CHECK(run_program(churn + "--period month --from 2024-03-01 --to 2024-02-01").status == 2);
  CHECK(run_program("- --metric churn --start a --end b --period month --from 2024-03-01 --to 2024-02-01 <&-")
            .status == 2);
}

TEST_CASE("an argument that may be left out may be the next word", "[cxreport][usage]") {
  const std::string nps = sample + "--metric nps --score score --by segment --format csv --min-base";
  CHECK(run_program(nps + " 1000").out == run_program(nps + "=1000").out);
  CHECK(run_program(nps).out == run_program(nps + "=5").out);
}

}  // namespace tests_of_help
