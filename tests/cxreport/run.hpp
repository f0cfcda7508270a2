// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_CXREPORT_RUN_HPP
#define CXMETRICS_TESTS_CXREPORT_RUN_HPP

#include "support/catch.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace cxmetrics::tests {

struct program_result {
  int status;
  std::string out;
  std::string err;
};

inline std::string text_in(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

/// A path that no other process uses.
inline std::string temporary_path(const std::string& name) {
  return (std::filesystem::temp_directory_path() / ("cxreport-" + std::to_string(getpid()) + "-" + name))
      .string();
}

/// What a command of the shell prints, and how it ends.
inline program_result run_shell(const std::string& command) {
  const std::string errors = temporary_path("errors");
  FILE* pipe = popen(("{ " + command + "\n} 2>'" + errors + "'").c_str(), "r");
  REQUIRE(pipe);
  program_result made{};
  char block[4096];
  while (const std::size_t read = std::fread(block, 1, sizeof block, pipe)) made.out.append(block, read);
  const int status = pclose(pipe);
  made.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  made.err = text_in(errors);
  std::filesystem::remove(errors);
  return made;
}

/// The same of the program with these arguments, as the shell reads them.
inline program_result run_program(const std::string& arguments) {
  return run_shell("'" CXREPORT "' " + arguments);
}

/// Usage that the program refuses, and tells why.
inline void check_refused(const std::string& arguments, const std::string& why) {
  const auto made = run_program(arguments);
  CAPTURE(arguments);
  CHECK(made.status == 2);
  CHECK_THAT(made.err, contains(why));
}

}  // namespace cxmetrics::tests

#endif
