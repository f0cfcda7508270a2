// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_NAME_HPP
#define CXMETRICS_DETAIL_NAME_HPP

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/export.hpp>

#include <cstddef>
#include <string>
#include <string_view>

// Enumerators and what people call them, in one table each.
namespace cxmetrics::detail {

template <class Value>
struct named {
  Value value;
  std::string_view name;
};

// Equal letters and digits, whatever the case and whatever joins the words.
CXMETRICS_EXPORT bool same_name(std::string_view one, std::string_view other) noexcept;

template <class Value, std::size_t Size>
constexpr std::string_view name_in(const named<Value> (&table)[Size], Value value) noexcept {
  for (const auto& each : table) {
    if (each.value == value) return each.name;
  }
  return {};
}

template <class Value, std::size_t Size>
Value value_in(const named<Value> (&table)[Size], std::string_view kind, std::string_view name) {
  std::string known;
  for (const auto& each : table) {
    if (same_name(each.name, name)) return each.value;
    known.append(known.empty() ? "" : ", ").append(each.name);
  }
  throw_invalid_argument("there is no {} '{}'; there are: {}", {kind, name, std::string_view(known)});
}

}  // namespace cxmetrics::detail

#endif
