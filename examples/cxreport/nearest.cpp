// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/report/visible.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace cxreport {
namespace {

using cxmetrics::detail::lower;

// Levenshtein's distance, blind to case, where two letters swapped are one mistake (Damerau 1964).
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(other.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::vector<std::size_t> row{i + 1};
    for (std::size_t j = 0; j < other.size(); ++j) {
      const bool same = lower(one[i]) == lower(other[j]);
      row.push_back(std::min({last[j] + (same ? 0 : 1), last[j + 1] + 1, row[j] + 1}));
      const bool swapped =
          i > 0 && j > 0 && lower(one[i]) == lower(other[j - 1]) && lower(one[i - 1]) == lower(other[j]);
      if (swapped) row.back() = std::min(row.back(), before_last[j - 1] + 1);
    }
    before_last = std::exchange(last, std::move(row));
  }
  return last.back();
}

// A name in one line, of a reasonable length.
std::string shown(std::string_view name) {
  constexpr std::size_t most = 120;
  return cxmetrics::visible(name.substr(0, most)) + (name.size() > most ? "…" : "");
}

}  // namespace

std::string unknown(std::string_view kind, std::string_view name, const std::vector<std::string>& valid) {
  constexpr std::size_t most = 10;
  std::string text = fmt::format("no {} is called '{}'", kind, shown(name));
  if (valid.empty()) return text;
  constexpr std::size_t most_bytes = 60;  // of a name that is compared
  std::vector<std::pair<std::size_t, std::size_t>> by_distance;
  for (std::size_t at = 0; at < valid.size(); ++at) {
    const std::string_view other = std::string_view(valid[at]).substr(0, most_bytes);
    by_distance.emplace_back(distance(name.substr(0, most_bytes), other), at);
  }
  const auto end = by_distance.begin() + static_cast<std::ptrdiff_t>(std::min(most, valid.size()));
  std::partial_sort(by_distance.begin(), end, by_distance.end());
  const auto& [mistakes, nearest] = by_distance.front();
  if (mistakes <= (name.size() + 1) / 3) {  // one mistake in three letters
    text += fmt::format("; did you mean '{}'?", shown(valid[nearest]));
  }
  std::vector<std::string> names;
  if (valid.size() <= most) {
    for (const std::string& each : valid) names.push_back(shown(each));
    return text + fmt::format("\nvalid: {}", fmt::join(names, ", "));
  }
  for (auto each = by_distance.begin(); each != end; ++each) {
    names.push_back(shown(valid[each->second]));
  }
  return text + fmt::format("\nthe nearest of {}: {}", valid.size(), fmt::join(names, ", "));
}

}  // namespace cxreport
