// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/csv_beginning.hpp"
#include "input/text.hpp"

#include <cxmetrics/detail/text.hpp>

#include <algorithm>
#include <map>

namespace cxmetrics::detail {
namespace {

using fields = std::vector<std::string>;

// The delimiter in a line such as `sep=;`.
std::optional<char> delimiter_named_in(std::string_view line) {
  if (line.size() > 1 && line.starts_with('"') && line.ends_with('"')) line = line.substr(1, line.size() - 2);
  if (line.size() != 5 || !same_but_for_case(line.substr(0, 4), "sep=")) return std::nullopt;
  const char c = line.back();
  return c == '"' ? std::nullopt : std::optional{c};
}

// What Qualtrics writes below its header, quotes and spaces aside.
bool is_import_id(const std::string& field) {
  return field.starts_with("{\"ImportId\":");
}

bool are_import_ids(const fields& row) {
  bool any = false;
  for (const std::string& field : row) {
    if (!field.empty() && !is_import_id(field)) return false;
    any = any || !field.empty();
  }
  return any;
}

}  // namespace

std::optional<csv_preamble> preamble_of(std::string_view text, std::size_t skip_rows, bool all_there) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  csv_preamble found;
  if (text.size() < byte_order_mark.size() && !all_there) return std::nullopt;
  if (text.starts_with(byte_order_mark)) found.bytes = byte_order_mark.size();
  const auto next_line = [&] { return line_end(text, found.bytes); };
  constexpr std::size_t longest_sep_line = 8;
  const std::size_t first = next_line();
  if (first == std::string_view::npos && !all_there && text.size() <= found.bytes + longest_sep_line)
    return std::nullopt;
  found.delimiter = delimiter_named_in(first_line(text.substr(found.bytes)));
  const std::uint64_t lines = std::max<std::uint64_t>(skip_rows, found.delimiter ? 1 : 0);
  while (found.lines < lines) {
    const std::size_t end = next_line();
    if (end == std::string_view::npos) {
      if (!all_there) return std::nullopt;
      found.bytes = text.size();
      break;
    }
    found.bytes = end + 1;
    ++found.lines;
  }
  return found;
}

csv_regularity regularity_of(const std::vector<std::size_t>& fields_of_rows) {
  std::map<std::size_t, std::size_t> rows_of_width;
  csv_regularity best;
  for (const std::size_t width : fields_of_rows) {
    if (width < 2) continue;
    const double share =
        static_cast<double>(++rows_of_width[width]) / static_cast<double>(fields_of_rows.size());
    best = std::max(best, csv_regularity{share, width});
  }
  return best;
}

csv_header_rows header_rows_among(const std::vector<fields>& rows) {
  for (std::size_t row = 1; row < std::min(rows.size(), rows_to_know_header_by); ++row) {
    if (are_import_ids(rows[row])) return {row + 1, 1};
  }
  const bool of_surveymonkey = rows.size() > 1 && !rows[0].empty() && !rows[1].empty() &&
                               (same_but_for_case(trimmed(rows[0][0]), "Respondent ID") ||
                                same_but_for_case(trimmed(rows[0][0]), "RespondentID")) &&
                               trimmed(rows[1][0]).empty();
  return of_surveymonkey ? csv_header_rows{2, 2} : csv_header_rows{};
}

}  // namespace cxmetrics::detail
