// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_HELP_HPP
#define CXMETRICS_CXREPORT_HELP_HPP

#include <string>

namespace cxreport {

/// What the program does and its most usual options, on one screen of 80 by 24.
std::string first_page();

/// A topic with its options. Throws `usage_error` for one that there is not. Two topics are for those who build the
/// program, and are not listed: `man` is the manual page, `completion` what bash sources.
std::string help_on(const std::string& topic);

/// The manual page, for man(7).
std::string manual_page();

/// The completion of the command line in bash.
std::string bash_completion();

}  // namespace cxreport

#endif
