// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_IN_RANGE_HPP
#define CXMETRICS_TESTS_SUPPORT_IN_RANGE_HPP

#include <rapidcheck.h>

#include <type_traits>

namespace cxmetrics::tests {

// A random number from `low` up to, but not including `high`, each as likely in small cases as in large ones. Of rapidcheck's own
// ranges, small cases see only the beginning.
template <class Number>
Number in_range(Number low, std::type_identity_t<Number> high) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<Number>(low, high));
}

}  // namespace cxmetrics::tests

#endif
