// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "csv_index.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/io/csv.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace cxmetrics {
namespace {

constexpr std::size_t most_excerpt_bytes = 80;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The beginning of a row's first line, cut between two characters of UTF-8.
std::string excerpt(std::string_view row, std::size_t most) {
  std::string_view line = row.substr(0, row.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > most) {
    const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t size = most;
    while (size > 0 && continues(line[size])) --size;
    line = line.substr(0, size);
  }
  return std::string{line};
}

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

class csv_parser::engine {
 public:
  engine(const csv_options& options, csv_handler& handler)
      : options_(options), handler_(handler), delimiter_(options.delimiter) {
    constexpr std::size_t most = std::size_t{1} << 30;
    if (options.max_row < 1 || options.max_row > most) {
      detail::throw_invalid_argument("the longest row has 1 to {} bytes, not {}", {most, options.max_row});
    }
    if (options.block < 1 || options.block > most) {
      detail::throw_invalid_argument("a block has 1 to {} bytes, not {}", {most, options.block});
    }
    if (delimiter_ && std::string_view{"\"\r\n"}.find(*delimiter_) != std::string_view::npos) {
      detail::throw_invalid_argument("a quote or a line end cannot be the delimiter");
    }
  }

  std::span<char> prepare() {
    if (buffer_.size() < size_ + options_.block) buffer_.resize(size_ + options_.block);
    return {buffer_.data() + size_, options_.block - fresh_};
  }

  void commit(std::size_t bytes) {
    size_ += bytes;
    fresh_ += bytes;
    if (fresh_ == options_.block) read(false);
  }

  void finish() {
    // The end of the input ends the last row as a line feed would.
    if (size_ > 0 && buffer_[size_ - 1] != '\n') {
      prepare()[0] = '\n';
      ++size_;
    }
    read(true);
    if (!has_header_) throw std::runtime_error("the input is empty: there is no header");
  }

 private:
  // Hands over all rows that are complete and keeps the rest for later.
  void read(bool last) {
    fresh_ = 0;
    std::string_view text{buffer_.data(), size_};
    if (!begun_) {
      if (text.size() < byte_order_mark.size() && !last) return;
      if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
      begun_ = true;
    }
    while (!text.empty() && read_some(text, last)) {
    }
    std::copy(text.begin(), text.end(), buffer_.begin());
    size_ = text.size();
  }

  // Takes rows, or one row that cannot be read, off the front of the text; false where that needs more of it.
  bool read_some(std::string_view& text, bool last) {
    if (in_lost_line_) {
      give_up_line(text);
      return true;
    }
    // Two bytes more than a row may have settle whether it is too long.
    const auto is_too_long = [this](std::string_view row) { return row.size() >= options_.max_row + 2; };
    if (!delimiter_) {
      delimiter_ = commonest_delimiter(text.substr(0, options_.max_row + 1), last || is_too_long(text));
      if (!delimiter_) return false;
    }
    detail::index_csv(text, *delimiter_, options_.max_row, index_);
    hand_over(text);
    text.remove_prefix(index_.rest);
    if (index_.fault != nullptr) {
      if (!last && !shows_excerpt(text)) return false;
      reject_line(text, index_.fault);
    } else if (is_too_long(text)) {
      reject_line(text, "longer than " + std::to_string(options_.max_row) + " bytes");
    } else if (last && !text.empty()) {
      reject_line(text, detail::open_quote);
    } else {
      return false;
    }
    return true;
  }

  // Whether more text would leave the excerpt as it is.
  bool shows_excerpt(std::string_view row) const {
    return row.size() > excerpt_bytes_ + 1 || row.find('\n') != std::string_view::npos;
  }

  void reject_line(std::string_view& text, std::string reason) {
    if (!has_header_) throw std::runtime_error("the header cannot be read: " + reason);
    handler_.reject({line_, "", excerpt(text, excerpt_bytes_), std::move(reason)});
    give_up_line(text);
  }

  void give_up_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    in_lost_line_ = end == std::string_view::npos;
    text.remove_prefix(in_lost_line_ ? text.size() : end + 1);
    if (!in_lost_line_) ++line_;
  }

  void hand_over(std::string_view text) {
    auto inner_break = index_.inner_breaks.begin();
    std::uint32_t before = 0;
    for (std::uint32_t row = 0; row < index_.row_ends.size(); ++row) {
      const std::uint32_t* separators = index_.separators.data() + before;
      const std::size_t fields = index_.row_ends[row] - before;
      before = index_.row_ends[row];
      const std::size_t begin = separators[0] + 1;
      std::size_t end = separators[fields];
      if (end > begin && text[end - 1] == '\r') --end;
      if (end > begin) hand_over_row(text, separators, fields, end);
      ++line_;
      for (; inner_break != index_.inner_breaks.end() && *inner_break == row; ++inner_break) ++line_;
    }
  }

  void hand_over_row(std::string_view text, const std::uint32_t* separators, std::size_t fields,
                     std::size_t end) {
    const std::size_t begin = separators[0] + 1;
    const auto field = [&](std::size_t index) {
      const std::size_t from = separators[index] + 1;
      return text.substr(from, (index + 1 == fields ? end : separators[index + 1]) - from);
    };
    // Room for all that the row has to say without quotes, so that no field moves while others are added.
    unquoted_.clear();
    unquoted_.reserve(end - begin);
    if (!has_header_) {
      std::vector<std::string> names;
      for (std::size_t index = 0; index < fields; ++index) names.emplace_back(meant(field(index)));
      take_header(csv_header{names});
    } else if (fields != columns_in_file_) {
      handler_.reject(
          {line_, "", excerpt(text.substr(begin, end - begin), excerpt_bytes_),
           std::to_string(fields) + " fields, the header has " + std::to_string(columns_in_file_)});
    } else {
      for (std::size_t index = 0; index < columns_.size(); ++index)
        fields_[index] = meant(field(columns_[index]));
      handler_.row({fields_, line_});
    }
  }

  void take_header(const csv_header& header) {
    columns_ = handler_.columns(header);
    for (const std::size_t column : columns_) {
      if (column >= header.size()) {
        detail::throw_out_of_range("there is no column {}, only 0 to {}", {column, header.size() - 1});
      }
    }
    fields_.resize(columns_.size());
    columns_in_file_ = header.size();
    has_header_ = true;
  }

  // A field without the quotes that enclose it and with those that are doubled made one.
  std::string_view meant(std::string_view field) {
    if (!field.starts_with('"')) return field;
    field = field.substr(1, field.size() - 2);
    if (field.find('"') == std::string_view::npos) return field;
    const std::size_t begin = unquoted_.size();
    for (std::size_t at = 0; at < field.size(); ++at) {
      unquoted_ += field[at];
      if (field[at] == '"') ++at;
    }
    return std::string_view{unquoted_}.substr(begin);
  }

  csv_options options_;
  csv_handler& handler_;
  std::size_t excerpt_bytes_ = std::min(most_excerpt_bytes, options_.max_row);
  std::vector<char> buffer_;
  std::size_t size_ = 0;   // of the text in the buffer
  std::size_t fresh_ = 0;  // how much of it has not been looked at
  bool begun_ = false;
  bool in_lost_line_ = false;
  std::optional<char> delimiter_;
  std::uint64_t line_ = 1;
  bool has_header_ = false;
  std::size_t columns_in_file_ = 0;
  std::vector<std::size_t> columns_;
  std::vector<std::string_view> fields_;
  std::string unquoted_;
  detail::csv_index index_;
};

csv_parser::csv_parser(const csv_options& options, csv_handler& handler)
    : engine_(std::make_unique<engine>(options, handler)) {}

csv_parser::~csv_parser() = default;

void csv_parser::push(std::string_view piece) {
  while (!piece.empty()) {
    const std::span<char> room = engine_->prepare();
    const std::size_t size = std::min(room.size(), piece.size());
    std::copy_n(piece.begin(), size, room.begin());
    engine_->commit(size);
    piece.remove_prefix(size);
  }
}

void csv_parser::finish() {
  engine_->finish();
}

std::span<char> csv_parser::prepare() {
  return engine_->prepare();
}

void csv_parser::commit(std::size_t bytes) {
  engine_->commit(bytes);
}

void read_csv(input& from, csv_handler& handler, const csv_options& options) {
  csv_parser parser{options, handler};
  while (const std::size_t size = from.read(parser.prepare())) parser.commit(size);
  parser.finish();
}

}  // namespace cxmetrics
