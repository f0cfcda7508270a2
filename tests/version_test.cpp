// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/version.hpp>

#include <string>

namespace tests_of_version {

TEST_CASE("the version is the same in numbers, in text and in the build", "[version]") {
  CHECK(std::to_string(CXMETRICS_VERSION_MAJOR) + '.' + std::to_string(CXMETRICS_VERSION_MINOR) + '.' +
            std::to_string(CXMETRICS_VERSION_PATCH) ==
        CXMETRICS_VERSION_STRING);
  CHECK(std::string(CXMETRICS_PROJECT_VERSION) == CXMETRICS_VERSION_STRING);
}

}  // namespace tests_of_version
