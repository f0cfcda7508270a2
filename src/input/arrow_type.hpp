// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ARROW_TYPE_HPP
#define CXMETRICS_SRC_INPUT_ARROW_TYPE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

enum class arrow_kind { whole, boolean, real, text, large_text, text_view, date, moment, other };

// What the format string of a schema says.
struct arrow_type {
  arrow_kind kind = arrow_kind::other;
  std::size_t bytes = 0;  // of a number
  bool is_signed = false;
  std::int64_t units_of_second = 1;  // of moments
  bool is_instant = false;           // whether they have a time zone

  bool is_text() const {
    return kind == arrow_kind::text || kind == arrow_kind::large_text || kind == arrow_kind::text_view;
  }
  // How many buffers an array of it has, at least.
  std::int64_t buffers() const;
  // That of the second buffer, which the specification demands for reading without copies.
  std::size_t alignment() const;
};

arrow_type arrow_type_of(std::string_view format);

// "texts", for messages.
std::string described(const arrow_type& type, std::string_view format);

}  // namespace cxmetrics::detail

#endif
