// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <numeric>

namespace cxreport {
namespace {

char lower(char letter) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
}

// Levenshtein's distance, blind to case.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t replaced = diagonal + (lower(one[i]) == lower(other[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string unknown(std::string_view kind, std::string_view name, const std::vector<std::string>& valid) {
  std::string text = fmt::format("no {} is called '{}'", kind, name);
  if (valid.empty()) return text;
  const auto nearest = std::min_element(valid.begin(), valid.end(), [&](const auto& one, const auto& other) {
    return distance(name, one) < distance(name, other);
  });
  if (distance(name, *nearest) <= std::max<std::size_t>(2, name.size() / 3)) {
    text += fmt::format("; did you mean '{}'?", *nearest);
  }
  return text + fmt::format("\nvalid: {}", fmt::join(valid, ", "));
}

}  // namespace cxreport
