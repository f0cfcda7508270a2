// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_CURES_HPP
#define CXMETRICS_CXREPORT_CURES_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cxreport {

/// What may help where rows were rejected or are off the scale: the option that fits most of the rows listed. Empty
/// where nothing comes to mind.
std::string cure_of(const options& asked, const cxmetrics::accounting& rows);

/// The patterns that read each of the dates, two at most: of two, either may be meant.
std::vector<std::string> date_patterns_for(const std::vector<std::string>& dates);

/// What may help beside another name where there is no such column; empty where the name is likely the mistake.
std::string cure_of_columns(const std::vector<std::string>& columns);

/// What may help where the file cannot be read at all, by what was said of it; empty if nothing is known.
std::string cure_of_failure(std::string_view why);

}  // namespace cxreport

#endif
