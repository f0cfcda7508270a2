// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// error: throw_format_error
#include <cxmetrics/report/format.hpp>

namespace cx = cxmetrics;

#ifdef CONTROL
std::string text(const cx::estimate& estimate) {
  return fmt::format("{:.2}", estimate);
}
#else
std::string text(const cx::estimate& estimate) {
  return fmt::format("{:d}", estimate);
}
#endif
