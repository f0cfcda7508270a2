// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_SHARED_DATA_HPP
#define CXMETRICS_TESTS_SUPPORT_SHARED_DATA_HPP

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

namespace cxmetrics::tests {

// The path of one of the large real data sets, or nothing where they are absent. CTest reports a test case
// that prints this message as skipped:
//
//     const auto file = shared_data("sfo_2017.csv");
//     if (!file) return;
inline std::optional<std::string> shared_data(std::string_view name) {
  const auto file = std::filesystem::path{CXMETRICS_SHARED_DATA} / name;
  if (std::filesystem::exists(file)) return file.string();
  std::cout << "test case skipped: shared data not found: " << file.string() << '\n';
  return std::nullopt;
}

}  // namespace cxmetrics::tests

#endif
