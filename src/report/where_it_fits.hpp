// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_WHERE_IT_FITS_HPP
#define CXMETRICS_SRC_REPORT_WHERE_IT_FITS_HPP

#include <cxmetrics/stats/estimate.hpp>

#include <stdexcept>

namespace cxmetrics::detail {

// The options asked for if a measure has that interval, and with the standard one otherwise. `measure(options)` tells of
// nobody, and throws for an interval that does not fit.
template <class Measure>
estimate_options where_it_fits(estimate_options asked, const Measure& measure) {
  try {
    static_cast<void>(measure(asked));
  } catch (const std::invalid_argument&) {
    asked.method = interval_method::standard;
  }
  return asked;
}

}  // namespace cxmetrics::detail

#endif
