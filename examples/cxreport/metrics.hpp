// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_METRICS_HPP
#define CXMETRICS_CXREPORT_METRICS_HPP

#include <cxmetrics/survey/metric.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cxreport {

/// The metric called `nps`, `csat`, `top-box:2`, … on the command line. Throws `usage_error` for a name it
/// does not know, for a scale that is missing where one is needed, and for one that a named metric does not
/// have.
cxmetrics::metric metric_asked(const std::string& name, const std::optional<cxmetrics::scale>& scale);

/// The metric of the catalogue that a file calls so, whatever the case: `NPS`, `csat`. Null for an unknown one.
const cxmetrics::metric* metric_in_file(std::string_view name);

}  // namespace cxreport

#endif
