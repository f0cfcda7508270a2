// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_CXREPORT_REPORT_HPP
#define CXMETRICS_TESTS_CXREPORT_REPORT_HPP

#include "cxreport/run.hpp"
#include "support/catch.hpp"
#include "support/json.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace cxmetrics::tests {

/// A file that is there as long as this lives.
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

/// What the program reports as JSON, if it ends so; `before` stands before it in the command.
inline json report(const std::string& arguments, int status = 0, const std::string& before = "") {
  const auto made = run_shell(before + "'" CXREPORT "' " + arguments + " --format json");
  INFO(arguments << '\n' << made.err);
  REQUIRE(made.status == status);
  return json_reader::read(made.out);
}

/// One of the small files as people have them, as an argument.
inline std::string small_case(const std::string& file) {
  return "'" CXMETRICS_TEST_DATA "/cases/" + file + "' ";
}

/// That a row has this value, rounded, of so many.
inline void check(const json& row, double value, int n) {
  CHECK(row["n"].number == n);
  CHECK_THAT(row["value"].number, WithinAbs(value, 0.05));
}

}  // namespace cxmetrics::tests

#endif
