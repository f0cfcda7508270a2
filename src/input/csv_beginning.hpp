// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_CSV_BEGINNING_HPP
#define CXMETRICS_SRC_INPUT_CSV_BEGINNING_HPP

#include <cxmetrics/input/row_header.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// So much of a file is looked at to find out its delimiter.
inline constexpr std::size_t delimiter_sample_bytes = std::size_t{1} << 14;

// The delimiters that are found out.
inline constexpr std::string_view usual_delimiters = ",;\t|";

// What stands before the header: a byte order mark, lines to be skipped, and Excel's line `sep=;`.
struct csv_preamble {
  std::size_t bytes = 0;
  std::uint64_t lines = 0;
  std::optional<char> delimiter{};  // that the file names
};

// Nothing where more of the text is needed to tell.
std::optional<csv_preamble> preamble_of(std::string_view text, std::size_t skip_rows, bool all_there);

// How well a delimiter takes the first rows apart: the share of them that have one width of two fields and more, the
// width that most have, and that width.
struct csv_regularity {
  double share = 0;
  std::size_t fields = 0;
  friend auto operator<=>(const csv_regularity&, const csv_regularity&) = default;
};
// The widths of the rows, 0 for those that are not regular anyway.
csv_regularity regularity_of(const std::vector<std::size_t>& fields_of_rows);

// So many rows show whether a file has more rows of header than it is told to have.
inline constexpr std::size_t rows_to_know_header_by = 3;

// The rows of the header among the first rows of a file, and of the names in them: Qualtrics has three, of which the
// first names the columns, SurveyMonkey two.
struct csv_header_rows {
  std::size_t all = 1;
  std::size_t names = 1;
};
csv_header_rows header_rows_among(const std::vector<std::vector<std::string>>& rows);

}  // namespace cxmetrics::detail

#endif
