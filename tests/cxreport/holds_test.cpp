// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The program holds: whatever the file, its names and the streams are, nothing is destroyed, aborted or disguised.
#include "run.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace tests_of_holds {
using cxmetrics::tests::contains;
using cxmetrics::tests::program_result;
using cxmetrics::tests::run_program;
using cxmetrics::tests::run_shell;
using cxmetrics::tests::temporary_path;
using cxmetrics::tests::text_in;

namespace {

namespace fs = std::filesystem;

// A folder of its own, which is gone afterwards.
class folder {
 public:
  folder() : path_(temporary_path("holds")) { fs::create_directory(path_); }
  ~folder() { fs::remove_all(path_); }
  folder(const folder&) = delete;
  folder& operator=(const folder&) = delete;

  std::string in(const std::string& name) const { return (path_ / name).string(); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(in(name), std::ios::binary) << text;
    return in(name);
  }

 private:
  fs::path path_;
};

std::string quoted(const std::string& text) {
  return "'" + text + "' ";
}

const std::string answers = "score,shop\n9,north\n10,south\n3,north\n";
const std::string program = "'" CXREPORT "' ";
const std::string sample = "'" CXREPORT_SAMPLES "/responses.csv' ";
const std::string nps = "--metric nps --score score ";

// What a terminal acts on: control characters but for line ends, and marks that turn the direction of writing.
bool acts_on_terminal(const std::string& text) {
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) < 0x20 && letter != '\n') return true;
    if (letter == 0x7F) return true;
  }
  for (const char* mark : {"\u202e", "\u2066", "\u200f", "\u009b"}) {
    if (text.find(mark) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a report does not take the place of the file it is made of", "[cxreport][holds]") {
  const folder here;
  const std::string in = here.file("in.csv", answers);
  fs::create_symlink(in, here.in("link"));
  fs::create_hard_link(in, here.in("hard"));
  const auto refused = [&](const std::string& arguments) {
    CAPTURE(arguments);
    const program_result made = run_program(arguments);
    CHECK(made.status == 2);
    CHECK_THAT(made.err, contains("would be lost"));
    CHECK(text_in(in) == answers);
  };
  for (const char* name : {"in.csv", "link", "hard"}) {
    refused(quoted(in) + nps + "--output " + quoted(here.in(name)));
    refused("- " + nps + "--output " + quoted(here.in(name)) + "< " + quoted(in));
  }
  refused(quoted(here.in("link")) + nps + "--output " + quoted(in));
  const std::string values = here.file("values.csv", "text,score\nGood,9\n");
  CHECK(run_program(quoted(in) + nps + "--values " + quoted(values) + "--output " + quoted(values)).status ==
        2);
  CHECK(run_program(quoted(in) + nps + "--output " + quoted(here.in("out"))).status == 0);
  CHECK(run_program(quoted(in) + nps + "--output /dev/null").status == 0);
}

TEST_CASE("messages carry nothing that a terminal acts on", "[cxreport][holds]") {
  const folder here;
  const std::string bad = "\x1b[31m\u202ered\x7f\x07\u009b";
  const std::string in = here.file("in" + bad + ".csv", "score,sh" + bad + "op\n9,no" + bad + "rth\nx" + bad +
                                                            ",a\ny" + bad + ",a\nz,a\n");
  const auto harmless = [&](const std::string& arguments, int status) {
    CAPTURE(arguments);
    const program_result made = run_program(arguments);
    CHECK(made.status == status);
    CHECK_FALSE(acts_on_terminal(made.err));
    CHECK_FALSE(acts_on_terminal(made.out));
  };
  harmless(quoted(in) + nps, 1);
  harmless(quoted(in) + nps + "--by " + quoted("sh" + bad + "op"), 1);
  harmless(quoted(in) + nps + "--by " + quoted("sh" + bad + "op") + "--format markdown", 1);
  harmless(quoted(in) + "--describe", 0);
  harmless(quoted(in) + nps + "--by shop", 2);
  harmless(quoted(in) + nps + "--by " + quoted(bad), 2);
  harmless(quoted(in) + "--metric " + quoted(bad) + "--score score", 2);
  harmless(quoted(in) + quoted("--" + bad), 2);
  harmless(quoted(in) + nps + "--value " + quoted(bad), 2);
  harmless(quoted(in) + nps + "--level " + quoted(bad), 2);
  harmless(quoted(in) + nps + "--format " + quoted(bad), 2);
  harmless(quoted(in) + nps + "--time shop --period " + quoted(bad), 2);
  harmless(quoted(in) + nps + "--utc-offset " + quoted(bad), 2);
  harmless(quoted(in) + nps + "--time-zone " + quoted(bad), 2);
  harmless(quoted(in) + nps + "--date-format " + quoted("%Q" + bad), 2);
  harmless(quoted(in) + nps + "--output " + quoted(here.in(bad + "/" + bad)), 3);
  harmless(quoted(here.in(bad)) + nps, 3);
  harmless("--help " + quoted(bad), 2);
  harmless(quoted(in) + quoted(bad) + nps, 3);
}

TEST_CASE("a name cannot make a message of its own", "[cxreport][holds]") {
  const folder here;
  const std::string forged = "x\ncxreport: all is well";
  const std::string in = here.file("in.csv", answers);
  for (const std::string& arguments :
       {quoted(in) + "--metric nps --score " + quoted(forged),
        quoted(in) + "--metric " + quoted(forged) + "--score score", quoted(here.in(forged)),
        quoted(in) + nps + "--format " + quoted(forged)}) {
    CAPTURE(arguments);
    const program_result made = run_program(arguments);
    CHECK(made.status >= 2);
    CHECK(made.err.find("\ncxreport: all is well") == std::string::npos);
  }
  const std::string long_name(1'000'000, 'n');
  const std::string wide = here.file("wide.csv", long_name + "\n1\n");
  CHECK(run_program(quoted(wide) + nps).err.size() < 1000);
}

TEST_CASE("an output keeps links, mode and long names", "[cxreport][holds]") {
  const folder here;
  const std::string in = here.file("in.csv", answers);
  const std::string expected = run_program(quoted(in) + nps).out;
  fs::create_symlink(here.in("target"), here.in("dangling"));
  const std::string kept = here.file("kept", "");
  fs::permissions(kept, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
  for (const std::string& name : {std::string("dangling"), std::string("kept"), std::string(250, 'n')}) {
    CAPTURE(name);
    CHECK(run_program(quoted(in) + nps + "--output " + quoted(here.in(name))).status == 0);
    CHECK(text_in(here.in(name)) == expected);
  }
  CHECK(fs::is_symlink(here.in("dangling")));
  CHECK(text_in(here.in("target")) == expected);
  CHECK(fs::status(kept).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
}

TEST_CASE("the status is right where nobody can be told", "[cxreport][holds]") {
  const folder here;
  const std::string in = here.file("in.csv", "score\n9\nx\ny\n");
  for (const char* nowhere : {" 2>&-", " 2>/dev/full"}) {
    CAPTURE(nowhere);
    CHECK(run_shell(program + quoted(in) + nps + nowhere).status == 1);
    CHECK(run_shell(program + quoted(in) + "--metric nsp --score score" + nowhere).status == 2);
    CHECK(run_shell(program + quoted(in) + "--metric nps --score scoer" + nowhere).status == 2);
    CHECK(run_shell(program + quoted(here.in("none")) + nps + nowhere).status == 3);
    CHECK(run_shell(program + "--nothing" + nowhere).status == 2);
  }
  for (const char* nowhere : {" >&-", " >/dev/full"}) {
    CAPTURE(nowhere);
    for (const std::string& arguments : {sample + nps, std::string("--help"), std::string("--version"),
                                         std::string("--help man"), sample + nps + "--format html"}) {
      CAPTURE(arguments);
      const program_result made = run_shell(program + arguments + nowhere);
      CHECK(made.status == 3);
      CHECK_THAT(made.err, contains("cannot write to standard output"));
    }
  }
  CHECK(run_shell(program + sample + nps + ">/dev/full 2>&1").status == 3);
  CHECK(run_shell(program + sample + nps + ">&- 2>&-").status == 3);
  CHECK(run_shell(program + "- " + nps + "<&-").status == 3);
}

TEST_CASE("a stream that is closed is not taken for a file that is opened later", "[cxreport][holds]") {
  const folder here;
  const std::string in = here.file("in.csv", "score\n9\nx\ny\n");
  const std::string before = text_in(in);
  CHECK(
      run_shell(program + quoted(in) + nps + "--output " + quoted(here.in("out")) + " <&- >&- 2>&-").status ==
      1);
  CHECK(text_in(in) == before);
  CHECK(text_in(here.in("out")) == run_program(quoted(in) + nps).out);
}

TEST_CASE("a very wide file is refused in a moment, on one screen", "[cxreport][holds]") {
  const folder here;
  std::string names = "score";
  std::string row = "9";
  for (int column = 1; column < 100'000; ++column) {
    names += ",score";
    row += ",9";
  }
  const std::string equal = here.file("equal.csv", names + '\n' + row + '\n');
  for (const char* column : {"scoer", "score"}) {
    const program_result made = run_program(quoted(equal) + "--metric nps --score " + std::string(column));
    CHECK(made.status == 2);
    CHECK(made.err.size() < 1000);
  }
  CHECK(run_program(quoted(equal) + "--metric nps --score 'score#2'").status == 0);
}

}  // namespace tests_of_holds
