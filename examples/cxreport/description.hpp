// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_DESCRIPTION_HPP
#define CXMETRICS_CXREPORT_DESCRIPTION_HPP

#include "asked_file.hpp"
#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/describer.hpp>

#include <string>
#include <vector>

namespace cxreport {

/// What a file holds.
struct file_description {
  std::vector<std::string> files;
  std::string reading;  ///< options of the command line that say how it is read and which rows are taken
  std::vector<cxmetrics::column_description> columns;
  cxmetrics::accounting rows;
};

/// Reads all of it.
file_description describe(asked_file& file, const options& asked);

/// Two or three command lines that are likely to work, the plainest first; none where no column can be measured.
std::vector<std::string> commands_to_try(const file_description& file);

/// For people: 80 columns wide as far as names allow, and no more than 100 columns of the file.
std::string to_text(const file_description& file);

/// For programs: all of it.
std::string to_json(const file_description& file);

}  // namespace cxreport

#endif
