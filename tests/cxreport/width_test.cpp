// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Runs every metric, and looks how wide its text is.
#include "cxreport/report.hpp"
#include "support/catch.hpp"
#include "support/columns.hpp"

#include <cstdio>
#include <fcntl.h>
#include <string>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace tests_of_width {
using cxmetrics::tests::contains;
using cxmetrics::tests::lines_in;
using cxmetrics::tests::run_program;
using cxmetrics::tests::run_shell;
using cxmetrics::tests::widest_line;

namespace {

std::string sample(const std::string& file) {
  return "'" CXREPORT_SAMPLES "/" + file + "' ";
}

const std::string nps = sample("responses.csv") + "--metric nps --score score ";
const std::string months = "--time answered_at --period month ";
const std::string customers =
    sample("customers.csv") + "--start since --end until --customer customer_id --metric ";
const std::string touched = "Q7ART,Q7FOOD,Q7STORE,Q7SIGN,Q7WALKWAYS,Q7SCREENS,Q7WIFI ";
const std::string events = sample("events.csv") +
                           "--metric funnel --customer customer --time time --event event "
                           "--steps visit,cart,pay --within 1d --as-of 2024-03-31 ";
const std::string visitors = sample("expectations.csv") +
                             "--metric gap --scale 1:7 --perception tidy,signs,speed,kindness,price "
                             "--expectation expected_tidy,expected_signs,expected_speed,"
                             "expected_kindness,expected_price ";

// Each metric, and each way to look closer at one.
std::vector<std::string> every_report() {
  std::vector<std::string> reports{
      sample("responses.csv"),
      nps,
      nps + "--by segment --by channel " + months,
      nps + "--by touchpoint --by segment --by channel --min-base",
      nps + months + "--trend",
      nps + "--time answered_at --period quarter --target 40 --by-date 2025-12-31",
      nps + "--by segment --time answered_at --period quarter --what-changed 2023-Q4,2024-Q1",
      nps + "--by segment --league",
      nps + "--touchpoints segment",
      sample("airport.csv") + "--metric nps --score NETPRO --drivers " + touched,
      sample("airport.csv") + "--metric csat --outcome nps=NETPRO --touchpoints " + touched,
      sample("airport.csv") + "--csat Q7ART --csat Q7FOOD --nps NETPRO",
      sample("airport.csv") + "--metric response --scale 1:5 --missing 0 --missing 6 --by Q7ALL --items " +
          touched,
      sample("airport.csv") +
          "--metric index --scale 1:5 --missing 0 --missing 6 --by Q7ALL --bands 0=low,50=high "
          "--items " +
          touched,
      sample("journey.csv") + "--metric stages --by region --items aware,appeal,ask,act,advocate",
      events + "--by device --reason reason",
      events + "--by device --period week --trend",
      visitors,
      visitors + "--by branch --dimensions place,place,staff,staff,value --importance 10,10,40,25,15",
      customers + "churn --by plan --period quarter",
      customers + "churn --period month --definition all",
      customers + "retention --by plan --period quarter",
      customers + "cohorts --cohort quarter",
      customers + "cohorts --by plan --cohort month --project 12",
      customers + "survival --by plan",
      customers + "reasons --reason plan --period quarter",
      sample("purchases.csv") + "--metric lifetime-value --customer customer --time day",
  };
  for (const char* metric : {"csat", "ces"})
    reports.push_back(sample("responses.csv") + "--by segment --score score --metric " + metric);
  return reports;
}

}  // namespace

TEST_CASE("no report is wider than 80 columns where one says so", "[cxreport][width]") {
  for (const std::string& arguments : every_report()) {
    CAPTURE(arguments);
    const auto made = run_program(arguments + " --width 80");
    CHECK(made.status == 0);
    CHECK(made.err.empty());
    CHECK(widest_line(made.out) <= 80);
    CHECK(lines_in(made.out).size() > 5);
  }
}

TEST_CASE("a report is as wide as one says", "[cxreport][width]") {
  const std::string arguments = customers + "churn --period quarter --width ";
  const std::string whole = run_program(arguments + "0").out;
  CHECK(widest_line(whole) > 120);
  CHECK(run_program(arguments + std::to_string(widest_line(whole))).out == whole);
  CHECK(widest_line(run_program(arguments + "100").out) <= 100);
  CHECK(widest_line(run_program(arguments + "40").out) <= 40);
  for (const char* wrong : {"39", "-1", "wide", "80.5"})
    cxmetrics::tests::check_refused(arguments + wrong, "--width takes a whole number from 40 up, or 0");
}

TEST_CASE("other formats have no width", "[cxreport][width]") {
  for (const char* format : {"markdown", "csv", "json", "html"}) {
    const std::string arguments = nps + "--by segment --format " + format;
    CHECK(run_program(arguments).out == run_program(arguments + " --width 40").out);
  }
}

TEST_CASE("a report is as wide as its terminal, and its messages too", "[cxreport][width]") {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) {
    WARN("there are no terminals here");
    return;
  }
  const std::string terminal = ::ptsname(master);
  const int held = ::open(terminal.c_str(), O_RDWR | O_NOCTTY);  // so that what was printed can still be read
  REQUIRE(held >= 0);
  winsize size{};
  size.ws_col = 60;
  size.ws_row = 24;
  REQUIRE(::ioctl(held, TIOCSWINSZ, &size) == 0);
  const auto printed = [&](const std::string& arguments, const std::string& stream) {
    std::string text;
    std::thread reader([&] {
      while (text.find("THE END") == std::string::npos) {
        char piece[4096];
        const auto length = ::read(master, piece, sizeof piece);
        if (length <= 0) break;
        text.append(piece, static_cast<std::size_t>(length));
      }
    });
    run_shell("TERM=dumb '" CXREPORT "' " + arguments + " --quiet " + stream + terminal +
              "; printf 'THE END' >" + terminal);
    reader.join();
    std::string shown;
    for (const char c : text) shown += c == '\r' ? "" : std::string(1, c);
    return shown;
  };
  const std::string report = printed(nps + "--by segment --ascii ", ">");
  CHECK(widest_line(report) <= 60);
  CHECK(widest_line(report) > 50);
  CHECK_THAT(report, contains("|###"));
  const std::string message = printed("nothing.csv --metric churn", "2>");
  CHECK(lines_in(message).size() > 1);
  CHECK(widest_line(message) <= 60);
  CHECK(lines_in(run_program("nothing.csv --metric churn").err).size() == 1);
  ::close(held);
  ::close(master);
}

}  // namespace tests_of_width
