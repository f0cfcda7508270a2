// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/text.hpp>

namespace cxmetrics::detail {
namespace {

bool joins_words(char c) noexcept {
  return c == '-' || c == '_' || c == ' ';
}

}  // namespace

bool same_name(std::string_view one, std::string_view other) noexcept {
  std::size_t at = 0;
  for (const char c : one) {
    if (joins_words(c)) continue;
    while (at < other.size() && joins_words(other[at])) ++at;
    if (at == other.size() || lower(other[at++]) != lower(c)) return false;
  }
  while (at < other.size() && joins_words(other[at])) ++at;
  return at == other.size();
}

}  // namespace cxmetrics::detail
