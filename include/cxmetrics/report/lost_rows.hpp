// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_LOST_ROWS_HPP
#define CXMETRICS_REPORT_LOST_ROWS_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>

#include <string>

namespace cxmetrics {

/// A warning to stand above the figures where more than one row in twenty was rejected or off the scale, those not
/// counted that were left out: "5 of 12 rows are not in these figures: 3 rejected, 2 off scale". Otherwise nothing.
/// With several questions it names those of which so many are lost.
CXMETRICS_EXPORT std::string lost_rows(const accounting& rows);

}  // namespace cxmetrics

#endif
