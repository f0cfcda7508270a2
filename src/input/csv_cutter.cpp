// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/csv_cutter.hpp"
#include "input/text.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cxmetrics::detail {
namespace {

// The commonest of the usual delimiters outside quotes in the first line that is not blank; nothing where the
// end of that line is not in the text and might be found with more of it.
std::optional<char> commonest_delimiter(std::string_view text, bool all_there) {
  constexpr std::string_view candidates = ",;\t|";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  bool blank = true;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted && !blank) {
      all_there = true;
      break;
    }
    if (c != '\n' && c != '\r') blank = false;
    const std::size_t which = candidates.find(c);
    if (!quoted && which != std::string_view::npos) ++counts[which];
  }
  if (!all_there) return std::nullopt;
  return candidates[static_cast<std::size_t>(std::max_element(counts, counts + candidates.size()) - counts)];
}

}  // namespace

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
  if (size > 0 && text[size - 1] != '\n') append("\n");
}

csv_cutter::csv_cutter(const csv_options& options)
    : delimiter_(options.delimiter),
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
  worth_cutting_ = std::min(2 * rest.size(), max_row_ + 2);
}

void csv_cutter::cut(csv_batch& batch, std::size_t begin, bool in_lost_line, bool last) const {
  const std::string_view text{batch.text.data(), batch.size};
  if (in_lost_line) {
    const std::size_t line_end = text.find('\n', begin);
    in_lost_line = line_end == std::string_view::npos;
    begin = in_lost_line ? text.size() : line_end + 1;
  }
  batch.ends_in_lost_line = in_lost_line;
  batch.first_row = 0;
  batch.faults.clear();
  batch.index.clear(begin);
  index_csv(text.data(), text.size(), *delimiter_, max_row_, batch.index);
  while (const char* reason = why_give_up(batch, last)) {
    give_up_line(batch, reason);
    index_csv(text.data(), text.size(), *delimiter_, max_row_, batch.index);
  }
}

// The same for the stretch with which a file begins, as much of it as there is.
void csv_cutter::cut_beginning(csv_batch& batch, bool last) {
  const std::string_view text{batch.text.data(), batch.size};
  batch.index.clear(0);
  if (!begun_) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.size() < byte_order_mark.size() && !last) return;
    begun_ = true;
    if (text.starts_with(byte_order_mark)) batch.index.clear(byte_order_mark.size());
  }
  if (!delimiter_) {
    const std::string_view rest = batch.rest();
    delimiter_ = commonest_delimiter(rest.substr(0, max_row_ + 1), last || rest.size() >= max_row_ + 2);
    if (!delimiter_) return;
  }
  cut(batch, batch.index.rest, false, last);
  take_header(batch);
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
        last || row.size() > csv_excerpt_bytes(max_row_) + 1 || row.find('\n') != std::string_view::npos;
    return shows ? batch.index.fault : nullptr;
  }
  // Two bytes more than a row may have settle it: one for its end and one to know a line end by.
  if (row.size() >= max_row_ + 2) return too_long_.c_str();
  return last ? open_quote : nullptr;
}

void csv_cutter::give_up_line(csv_batch& batch, const char* reason) const {
  const std::size_t length = batch.rest().find('\n');
  batch.ends_in_lost_line = length == std::string_view::npos;
  const std::size_t end = batch.ends_in_lost_line ? batch.size : batch.index.rest + length;
  batch.faults.push_back({batch.index.row_count, reason});
  batch.index.append_row(end);
  if (batch.ends_in_lost_line) batch.index.rest = batch.size;
}

void csv_cutter::take_header(csv_batch& batch) {
  for (std::size_t row = 0; row < batch.index.row_count; ++row) {
    if (!batch.faults.empty() && batch.faults[0].row == row) {
      throw std::runtime_error(std::string{"the header cannot be read: "} + batch.faults[0].reason);
    }
    batch.first_row = row + 1;
    const csv_cut_row written{batch, row};
    if (written.is_blank()) continue;
    std::vector<std::string> names;
    csv_reading reading{written.fields()};
    for (std::size_t field = 0; field < written.fields(); ++field) {
      names.emplace_back(reading.field(written, field));
    }
    header_.emplace(names, delimiter_ != ',');
    break;
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
