// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_TEMPORARY_FILE_HPP
#define CXMETRICS_TESTS_SUPPORT_TEMPORARY_FILE_HPP

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>

namespace cxmetrics::tests {

// A file of its own that goes when the test ends.
class temporary_file {
 public:
  explicit temporary_file(std::string_view content) {
    path_ = (std::filesystem::temp_directory_path() / "cxmetrics_XXXXXX").string();
    const int file = mkstemp(path_.data());
    if (file < 0) throw std::runtime_error("no temporary file");
    ::close(file);
    std::ofstream{path_, std::ios::binary} << content;
  }
  ~temporary_file() { std::filesystem::remove(path_); }
  temporary_file(const temporary_file&) = delete;
  temporary_file& operator=(const temporary_file&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace cxmetrics::tests

#endif
