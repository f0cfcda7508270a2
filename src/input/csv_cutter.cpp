// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/csv_cutter.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cxmetrics::detail {
std::span<char> csv_batch::room(std::size_t bytes) {
  const std::size_t needed = size + bytes + row_view::readable_beyond;
  if (text.size() < needed) text.resize(needed);
  return {text.data() + size, bytes};
}

void csv_batch::append(std::string_view piece) {
  std::copy(piece.begin(), piece.end(), room(piece.size()).begin());
  size += piece.size();
}

void csv_batch::end() {
  // Ctrl-Z, with which DOS ends a text.
  while (size > 0 && text[size - 1] == 0x1A) --size;
  if (size > 0 && text[size - 1] != '\n') append("\n");
}

csv_cutter::csv_cutter(const csv_options& options)
    : delimiter_(options.delimiter),
      quotes_(options.quotes),
      skip_rows_(options.skip_rows),
      header_rows_(options.header_rows),
      max_row_(options.max_row),
      too_long_("longer than " + std::to_string(max_row_) + " bytes") {
  constexpr std::size_t most = std::size_t{1} << 30;
  if (options.max_row < 1 || options.max_row > most) {
    throw_invalid_argument("the longest row has 1 to {} bytes, not {}", {most, options.max_row});
  }
  if (options.block < 1 || options.block > most) {
    throw_invalid_argument("a block has 1 to {} bytes, not {}", {most, options.block});
  }
  if (delimiter_ && std::string_view{"\"\r\n"}.find(*delimiter_) != std::string_view::npos) {
    throw_invalid_argument("a quote or a line end cannot be the delimiter");
  }
}

void csv_cutter::cut_ahead(csv_block& block) const {
  csv_batch& batch = block.batch;
  if (block.last) batch.end();
  const std::size_t line_end = std::string_view{batch.text.data(), batch.size}.find('\n');
  block.guess = line_end == std::string_view::npos ? batch.size : line_end + 1;
  cut(batch, *block.guess, false, block.last);
}

void csv_cutter::join(csv_block& block) {
  csv_batch& seam = block.seam;
  csv_batch& batch = block.batch;
  const std::string_view text{batch.text.data(), batch.size};
  seam.size = 0;
  if (!block.last && rest_.size() + text.size() < worth_cutting_) {
    rest_ += text;
    seam.index.clear(0);
    batch.index.clear(batch.size);
    return;
  }
  seam.append(rest_);
  // A row that goes on for longer than a block is not looked at again for a guess.
  const auto guess = std::exchange(block.guess, std::nullopt);
  if (guess && *guess < text.size() && rest_.size() <= text.size()) {
    seam.append(text.substr(0, *guess));
    cut(seam, 0, in_lost_line_, false);
    if (seam.rest().empty() && !seam.ends_in_lost_line) {
      number_lines(seam);
      number_lines(batch);
      keep(batch.rest());
      return;
    }
    seam.append(text.substr(*guess));
  } else {
    seam.append(text);
  }
  // Everything goes into the seam.
  batch.index.clear(batch.size);
  if (block.last) seam.end();
  header_ ? cut(seam, 0, in_lost_line_, block.last) : cut_beginning(seam, block.last);
  number_lines(seam);
  keep(seam.rest());
}

void csv_cutter::keep(std::string_view rest) {
  rest_ = rest;
  // As long as the header is not known, everything is the rest, however long it is.
  worth_cutting_ = header_ ? std::min(2 * rest.size(), max_row_ + 2) : 2 * rest.size();
}

void csv_cutter::cut(csv_batch& batch, std::size_t begin, bool in_lost_line, bool last) const {
  const std::string_view text{batch.text.data(), batch.size};
  if (in_lost_line) {
    const std::size_t end = line_end(text, begin);
    in_lost_line = end == std::string_view::npos;
    begin = in_lost_line ? text.size() - (text.ends_with('\r') ? 1 : 0) : end + 1;
  }
  batch.ends_in_lost_line = in_lost_line;
  batch.first_row = 0;
  batch.faults.clear();
  batch.index.clear(begin);
  index_csv(text.data(), text.size(), *delimiter_, quotes_, max_row_, batch.index);
  while (const char* reason = why_give_up(batch, last)) {
    give_up_line(batch, reason);
    index_csv(text.data(), text.size(), *delimiter_, quotes_, max_row_, batch.index);
  }
}

// The same for the stretch with which a file begins, or nothing as long as too little of it is there.
void csv_cutter::cut_beginning(csv_batch& batch, bool last) {
  const std::string_view text{batch.text.data(), batch.size};
  batch.index.clear(0);
  const auto preamble = preamble_of(text, skip_rows_, last);
  if (!preamble) return;
  char delimiter = preamble->delimiter.value_or(',');
  if (delimiter_) {
    delimiter = *delimiter_;
  } else if (!preamble->delimiter) {
    std::optional<char> best;
    for (std::size_t bytes = delimiter_sample_bytes; !best; bytes *= 2) {
      const std::string_view rest = text.substr(preamble->bytes);
      const bool all_there = rest.size() <= bytes;
      if (all_there && !last) return;
      best = best_delimiter(rest.substr(0, bytes), all_there);
    }
    delimiter = *best;
  }
  delimiter_ = delimiter;
  cut(batch, preamble->bytes, false, last);
  preamble_lines_ = preamble->lines;
  if (take_header(batch, last)) {
    line_ += preamble_lines_;
  } else {
    batch.index.clear(0);
    batch.faults.clear();
    batch.ends_in_lost_line = false;
  }
}

// The usual delimiter that takes most of the rows apart into equally many fields. Nothing where the rows are so long that more
// of them are needed: names of columns with line breaks and commas in them look like rows to the wrong delimiter.
std::optional<char> csv_cutter::best_delimiter(std::string_view text, bool all_there) {
  const bool may_ask_for_more = !all_there && text.size() < max_row_;
  csv_regularity most;
  char best = usual_delimiters.front();
  bool is_in_most_rows = true;
  std::optional<char> absent;
  csv_batch sample;
  for (const char candidate : usual_delimiters) {
    delimiter_ = candidate;
    sample.size = 0;
    sample.append(text);
    if (all_there) sample.end();
    cut(sample, 0, false, all_there);
    if (may_ask_for_more && sample.index.row_count < rows_to_know_header_by) {
      delimiter_.reset();
      return std::nullopt;
    }
    if (sample.index.row_count == 0) {  // the header is longer: its beginning has to do
      sample.end();
      cut(sample, 0, false, true);
    }
    std::vector<std::size_t> fields;
    std::size_t rows_with_it = 0;
    for (std::size_t row = 0; row < sample.index.row_count; ++row) {
      const csv_cut_row written{sample, row};
      if (written.is_blank()) continue;
      // Where the delimiter is another, quotes around fields stand somewhere within.
      fields.push_back(quotes_ && written.has_inner_quotes() ? 0 : written.fields());
      if (written.fields() > 1) ++rows_with_it;
    }
    const csv_regularity found = regularity_of(fields);
    if (rows_with_it == 0 && !absent) absent = candidate;
    if (most < found) {
      most = found;
      best = candidate;
      is_in_most_rows = 2 * rows_with_it >= fields.size();
    }
  }
  // What fewer than half of the rows have is text, and there is one column.
  return is_in_most_rows ? best : absent.value_or(best);
}

void csv_cutter::number_lines(csv_batch& batch) {
  batch.line = line_;
  line_ += batch.index.row_count + batch.index.inner_break_count;
  in_lost_line_ = batch.ends_in_lost_line;
}

// Why the row after those in the index cannot be read; nullptr where it can, or where more of the text is
// needed to tell, and so that what will be shown of it does not depend on how the text is cut.
const char* csv_cutter::why_give_up(const csv_batch& batch, bool last) const {
  const std::string_view row = batch.rest();
  if (row.empty()) return nullptr;
  if (batch.index.fault != nullptr) {
    const bool shows =
        last || row.size() > csv_excerpt_bytes(max_row_) + 1 || line_end(row) != std::string_view::npos;
    return shows ? batch.index.fault : nullptr;
  }
  // Two bytes more than a row may have settle it: one for its end and one to know a line end by.
  if (row.size() >= max_row_ + 2) return too_long_.c_str();
  return last ? open_quote : nullptr;
}

void csv_cutter::give_up_line(csv_batch& batch, const char* reason) const {
  const std::string_view rest = batch.rest();
  std::size_t length = line_end(rest);
  batch.ends_in_lost_line = length == std::string_view::npos;
  if (batch.ends_in_lost_line) length = rest.size() - (rest.ends_with('\r') ? 1 : 0);
  const std::size_t end = batch.index.rest + length;
  batch.faults.push_back({batch.index.row_count, reason});
  batch.index.append_row(end);
  if (batch.ends_in_lost_line) batch.index.rest = end;
}

// False if more rows are needed to know what the header is.
bool csv_cutter::take_header(csv_batch& batch, bool all_there) {
  const bool has_none = header_rows_ == std::size_t{0};
  const std::size_t wanted = has_none ? 1 : header_rows_.value_or(rows_to_know_header_by);
  std::vector<std::size_t> places;  // of the first rows
  std::vector<std::vector<std::string>> rows;
  auto fault = batch.faults.begin();
  std::size_t row = 0;
  for (; row < batch.index.row_count && rows.size() < wanted; ++row) {
    const csv_cut_row written{batch, row};
    std::vector<std::string> fields;
    if (fault != batch.faults.end() && fault->row == row) {
      if (rows.empty() || header_rows_) {
        throw std::runtime_error(std::string{"the header cannot be read: "} + fault->reason);
      }
      ++fault;
    } else if (written.is_blank()) {
      continue;
    } else {
      csv_reading reading{written.fields(), quotes_};
      for (std::size_t field = 0; field < written.fields(); ++field) {
        fields.emplace_back(reading.field(written, field));
      }
    }
    places.push_back(row);
    rows.push_back(std::move(fields));
  }
  if (rows.size() < wanted && !all_there) return false;
  batch.first_row = row;
  if (rows.empty()) return true;
  if (has_none) {
    batch.first_row = places[0];
    for (std::size_t column = 0; column < rows[0].size(); ++column)
      rows[0][column] = std::to_string(column + 1);
    header_ = row_header::of_rows(std::move(rows), delimiter_ != ',');
    return true;
  }
  const csv_header_rows found =
      header_rows_ ? csv_header_rows{rows.size(), rows.size()} : header_rows_among(rows);
  batch.first_row = places[found.all - 1] + 1;
  rows.resize(found.names);
  require_valid_names(batch, rows, places);
  header_ = row_header::of_rows(std::move(rows), delimiter_ != ',');
  return true;
}

// `places` are the numbers of the rows of names.
void csv_cutter::require_valid_names(const csv_batch& batch,
                                     const std::vector<std::vector<std::string>>& rows,
                                     const std::vector<std::size_t>& places) const {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      const std::string& name = rows[row][column];
      if (is_valid_utf8(name)) continue;
      std::uint64_t line = line_ + preamble_lines_ + places[row];
      for (std::size_t at = 0; at < batch.index.inner_break_count; ++at) {
        if (batch.index.inner_breaks[at] < places[row]) ++line;
      }
      throw std::runtime_error("the header cannot be read: line " + std::to_string(line) + ", column " +
                               std::to_string(column + 1) + ", \"" + excerpt(name) + "\", is " +
                               not_valid_utf8);
    }
  }
}

std::size_t csv_excerpt_bytes(std::size_t max_row) {
  return std::min(excerpt_bytes, max_row);
}

std::string_view csv_reading::unquoted(std::string_view field, std::size_t row_size) {
  field = field.substr(1, field.size() - 2);
  if (field.find('"') == std::string_view::npos) return field;
  const std::size_t most = fields_ * row_size + row_view::readable_beyond;
  if (used_ == 0 && text_.size() < most) text_.resize(most);
  char* const begin = text_.data() + used_;
  char* end = begin;
  for (std::size_t at = 0; at < field.size(); ++at) {
    *end++ = field[at];
    if (field[at] == '"') ++at;
  }
  used_ += static_cast<std::size_t>(end - begin);
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace cxmetrics::detail
