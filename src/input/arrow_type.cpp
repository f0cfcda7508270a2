// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/arrow_type.hpp"

namespace cxmetrics::detail {

std::int64_t arrow_type::buffers() const {
  if (kind == arrow_kind::other) return 0;
  return kind == arrow_kind::text || kind == arrow_kind::large_text ? 3 : 2;
}

std::size_t arrow_type::alignment() const {
  if (kind == arrow_kind::text) return sizeof(std::int32_t);
  if (kind == arrow_kind::large_text) return sizeof(std::int64_t);
  return bytes == 0 ? 1 : bytes;
}

arrow_type arrow_type_of(std::string_view format) {
  using kind = arrow_kind;
  if (format.size() == 1) {
    switch (format[0]) {
      case 'c':
        return {kind::whole, 1, true};
      case 'C':
        return {kind::whole, 1, false};
      case 's':
        return {kind::whole, 2, true};
      case 'S':
        return {kind::whole, 2, false};
      case 'i':
        return {kind::whole, 4, true};
      case 'I':
        return {kind::whole, 4, false};
      case 'l':
        return {kind::whole, 8, true};
      case 'L':
        return {kind::whole, 8, false};
      case 'b':
        return {kind::boolean};
      case 'f':
        return {kind::real, 4};
      case 'g':
        return {kind::real, 8};
      case 'u':
        return {kind::text};
      case 'U':
        return {kind::large_text};
      default:
        return {};
    }
  }
  if (format == "vu") return {kind::text_view};
  if (format == "tdD") return {kind::date, 4, true};
  if (format == "tdm") return {kind::moment, 8, true, 1000};
  // A time zone follows the colon, if there is one.
  if (format.size() >= 4 && format.starts_with("ts") && format[3] == ':') {
    const bool is_instant = format.size() > 4;
    switch (format[2]) {
      case 's':
        return {kind::moment, 8, true, 1, is_instant};
      case 'm':
        return {kind::moment, 8, true, 1000, is_instant};
      case 'u':
        return {kind::moment, 8, true, 1'000'000, is_instant};
      case 'n':
        return {kind::moment, 8, true, 1'000'000'000, is_instant};
      default:
        break;
    }
  }
  return {};
}

std::string described(const arrow_type& type, std::string_view format) {
  switch (type.kind) {
    case arrow_kind::whole:
      return "whole numbers";
    case arrow_kind::boolean:
      return "booleans";
    case arrow_kind::real:
      return "floating-point numbers";
    case arrow_kind::text:
    case arrow_kind::large_text:
    case arrow_kind::text_view:
      return "texts";
    case arrow_kind::date:
      return "dates";
    case arrow_kind::moment:
      return "timestamps";
    case arrow_kind::other:
      break;
  }
  std::string text = "values of Arrow's type ";
  text += format;
  return text;
}

}  // namespace cxmetrics::detail
