// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_MERGE_CHECK_HPP
#define CXMETRICS_SRC_INPUT_MERGE_CHECK_HPP

#include <cxmetrics/detail/throw.hpp>

#include <string_view>

namespace cxmetrics::detail {

// Refuses to add up what differs in a parameter.
class merge_check {
 public:
  explicit merge_check(std::string_view what) : what_(what) {}

  template <class Value>
  void same(std::string_view parameter, const Value& one, const Value& other) const {
    if (one != other) throw_invalid_argument("{} with different {} do not add up", {what_, parameter});
  }

 private:
  std::string_view what_;
};

}  // namespace cxmetrics::detail

#endif
