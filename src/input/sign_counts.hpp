// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_SIGN_COUNTS_HPP
#define CXMETRICS_SRC_INPUT_SIGN_COUNTS_HPP

#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/accounting.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// How often each text stood for nothing in a column. Few are different, so that to look through them is fastest.
class sign_counts {
 public:
  // What a declared number is written like knows no bounds; beyond so many, no more are told apart.
  static constexpr std::size_t most = 100;

  // Counts a text that is a sign for nothing; no text at all is not.
  void count(const std::string& column, std::string_view text) {
    text = trimmed_of_any_space(text);
    if (text.empty()) return;
    const auto same = std::find_if(signs_.begin(), signs_.end(), [&](const sign& each) {
      return each.text == text && each.column == column;
    });
    if (same != signs_.end()) {
      ++same->rows;
    } else if (signs_.size() < most) {
      signs_.push_back({column, std::string(text), 1});
    }
  }

  sign_counts& operator+=(const sign_counts& other) {
    accounting both;
    list(both);
    other.list(both);
    signs_.clear();
    for (const auto& [where, rows] : both.signs_for_nothing) {
      if (signs_.size() < most) signs_.push_back({where.first, where.second, rows});
    }
    return *this;
  }

  void list(accounting& into) const {
    for (const sign& each : signs_) into.signs_for_nothing[{each.column, each.text}] += each.rows;
  }

 private:
  struct sign {
    std::string column;
    std::string text;
    std::uint64_t rows;
  };
  std::vector<sign> signs_;
};

}  // namespace cxmetrics::detail

#endif
