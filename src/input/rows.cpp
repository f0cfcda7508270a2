// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/input/rows.hpp>

#include <algorithm>
#include <thread>

namespace cxmetrics::detail {

unsigned threads_for(unsigned asked) noexcept {
  return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace cxmetrics::detail
