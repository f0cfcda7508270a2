// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_CATCH_HPP
#define CXMETRICS_TESTS_SUPPORT_CATCH_HPP

// Catch2 v3 where it is installed, v2 otherwise.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace cxmetrics::tests {
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
}  // namespace cxmetrics::tests

#endif
