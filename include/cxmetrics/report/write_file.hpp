// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_WRITE_FILE_HPP
#define CXMETRICS_REPORT_WRITE_FILE_HPP

#include <cxmetrics/export.hpp>

#include <string>
#include <string_view>

namespace cxmetrics {

/// Writes a file whole or not at all: beside it first, then in its place by renaming. Who reads it meanwhile sees the
/// old file or the new one; interrupting the program (SIGINT, SIGTERM, SIGHUP) waits until it is done. A file that is
/// there keeps its permissions and, where the system allows it, its owner and group. A symbolic link stays one, also
/// where it leads to no file yet. What is no regular file, such as a pipe, is written to
/// as it is. Throws `std::system_error` naming the file; nothing is left behind then.
CXMETRICS_EXPORT void write_file(const std::string& path, std::string_view text);

}  // namespace cxmetrics

#endif
