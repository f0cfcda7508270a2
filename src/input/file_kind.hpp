// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_FILE_KIND_HPP
#define CXMETRICS_SRC_INPUT_FILE_KIND_HPP

#include <string>
#include <string_view>

namespace cxmetrics::detail {

// For a file that is no table in lines of text: what it is and how to go on: "is …; save it as CSV, or …". Nothing of
// any other. The first bytes of a file tell, so many are enough.
inline constexpr std::size_t bytes_to_know_file_by = 512;
std::string other_kind_of_file(std::string_view first_bytes);

}  // namespace cxmetrics::detail

#endif
