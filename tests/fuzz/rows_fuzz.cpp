// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// What stands between a file and a reader: conditions on rows, the last row of each person, several files as one, and what is
// told of a file that nobody has described.
#include <cxmetrics/input/describer.hpp>
#include <cxmetrics/input/joined_rows.hpp>
#include <cxmetrics/input/latest_rows.hpp>
#include <cxmetrics/input/row_feed.hpp>
#include <cxmetrics/input/row_filter.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cx = cxmetrics;

namespace {

// A table in a text: fields are parted by tabs and rows by line feeds, and texts hold everything else. What has another
// number of fields than the first row is none.
class file {
 public:
  explicit file(std::string_view text) {
    std::vector<std::string_view> fields;
    bool is_first = true;
    while (!text.empty()) {
      const std::string_view row = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(row.size() + 1, text.size()));
      fields.clear();
      for (std::size_t at = 0; at <= row.size();) {
        fields.push_back(row.substr(at, row.find('\t', at) - at));
        at += fields.back().size() + 1;
      }
      if (std::exchange(is_first, false)) {
        names_.assign(fields.begin(), fields.end());
      } else if (fields.size() == names_.size()) {
        rows_.push_back(row);
        fields_.insert(fields_.end(), fields.begin(), fields.end());
      }
    }
  }

  // With the columns called otherwise.
  void rename(std::size_t column, std::string name) { names_[column] = std::move(name); }
  const std::vector<std::string>& names() const { return names_; }
  std::size_t size() const { return rows_.size(); }
  std::string_view row(std::size_t at) const { return rows_[at]; }
  std::span<const std::string_view> fields(std::size_t row) const {
    return std::span(fields_).subspan(row * names_.size(), names_.size());
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::string_view> rows_;
  std::vector<std::string_view> fields_;
};

void require(bool holds, const char* law, const file& read) {
  if (holds) return;
  std::cerr << "broken: " << law << '\n';
  for (const std::string& name : read.names()) std::cerr << '[' << name << "] ";
  for (std::size_t row = 0; row < read.size(); ++row) std::cerr << '\n' << read.row(row);
  std::cerr << '\n';
  std::abort();
}

// Some rows of a file in the order of numbers, the first of all on line 2. Several sinks are given turns of ten.
class rows_of : public cx::row_source {
 public:
  rows_of(const file& from, std::vector<std::size_t> numbers, bool is_turned = false)
      : from_(from), numbers_(std::move(numbers)), is_turned_(is_turned), header_(turned(from.names())) {}
  explicit rows_of(const file& from) : rows_of(from, {}) {
    for (std::size_t at = 0; at < from.size(); ++at) numbers_.push_back(at);
  }

  const cx::row_header& header() override { return header_; }
  void sample(cx::row_sink& into) override {
    cx::row_sink* const one[] = {&into};
    hand_over(one, std::min<std::size_t>(numbers_.size(), 5));
  }
  void read(std::span<cx::row_sink* const> sinks) override { hand_over(sinks, numbers_.size()); }

 private:
  template <class Fields>
  Fields turned(Fields fields) const {
    if (is_turned_) std::reverse(fields.begin(), fields.end());
    return fields;
  }
  void hand_over(std::span<cx::row_sink* const> sinks, std::size_t rows) const {
    std::vector<cx::row_feed> feeds;
    for (cx::row_sink* const sink : sinks) feeds.emplace_back(*sink, header_);
    for (std::size_t at = 0; at < rows; ++at) {
      const auto fields = from_.fields(numbers_[at]);
      cx::row_feed& feed = feeds[at / 10 % feeds.size()];
      if (is_turned_) {
        feed.row(turned(std::vector<std::string_view>(fields.begin(), fields.end())), at + 2);
      } else {
        feed.row(fields, at + 2);
      }
    }
    for (cx::row_feed& feed : feeds) feed.finish();
  }

  const file& from_;
  std::vector<std::size_t> numbers_;
  bool is_turned_;  // the columns stand in the opposite order
  cx::row_header header_;
};

// What came to a sink, as it stands in a file.
struct taken_row {
  std::uint64_t line = 0;
  std::string text{};
  friend bool operator==(const taken_row&, const taken_row&) = default;
};
using taken_rows = std::vector<taken_row>;

class recorder : public cx::row_sink {
 public:
  std::vector<std::size_t> columns(const cx::row_header& header) override {
    std::vector<std::size_t> all(header.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  void row(const cx::row_view& row) override {
    taken_row taken{row.line()};
    for (std::size_t at = 0; at < row.size(); ++at) {
      if (at > 0) taken.text += '\t';
      taken.text += row[at];
      // The address sanitizer sees whether this byte is there.
      beyond_ = row[at].data()[row[at].size() + cx::row_view::readable_beyond - 1];
    }
    taken_.push_back(std::move(taken));
  }
  void reject(cx::rejection) override {}
  taken_rows& taken() { return taken_; }

 private:
  taken_rows taken_;
  volatile char beyond_ = 0;  // so that it is read
};

// What a source hands over to so many sinks, in the order of lines.
taken_rows handed_over(cx::row_source& source, std::size_t sinks) {
  std::vector<recorder> recorders(sinks);
  std::vector<cx::row_sink*> places;
  for (recorder& each : recorders) places.push_back(&each);
  source.read(places);
  taken_rows rows = std::move(recorders.front().taken());
  for (std::size_t sink = 1; sink < sinks; ++sink)
    std::move(recorders[sink].taken().begin(), recorders[sink].taken().end(), std::back_inserter(rows));
  std::sort(rows.begin(), rows.end(),
            [](const taken_row& one, const taken_row& other) { return one.line < other.line; });
  return rows;
}

bool are_in(const taken_rows& rows, const file& from) {
  return std::all_of(rows.begin(), rows.end(), [&](const taken_row& row) {
    return row.line >= 2 && row.line - 2 < from.size() && row.text == from.row(row.line - 2);
  });
}

void filter(const file& from, std::string_view text, std::size_t sinks, bool by_opposite) {
  rows_of source{from};
  std::optional<cx::row_condition> condition;
  try {
    condition = cx::parse_condition(text, source.header());
  } catch (const std::invalid_argument&) {
    return;
  }
  cx::filtered_rows some{source, {*condition}};
  const taken_rows taken = handed_over(some, sinks);
  require(are_in(taken, from), "rows are taken as they are", from);
  require(taken.size() + some.accounting().read() == from.size(), "every row is taken, left out or rejected",
          from);
  if (!by_opposite) {
    cx::filtered_rows again{source, {*condition, *condition}};
    require(handed_over(again, 1) == taken, "a condition holds twice, on any number of sinks", from);
    return;
  }
  // What is not to be in a list is the rest of what is to be.
  const std::size_t equals = text.find('=');
  if (equals == text.npos || equals == 0 || std::string_view("!<>").find(text[equals - 1]) != text.npos)
    return;
  std::string opposite{text};
  opposite.insert(equals, "!");
  try {
    const cx::row_condition other = cx::parse_condition(opposite, source.header());
    if (other.columns != condition->columns) return;
    cx::filtered_rows rest{source, {other}};
    require(handed_over(rest, 1).size() + taken.size() == from.size(),
            "what a condition leaves out is what its opposite takes", from);
  } catch (const std::invalid_argument&) {
  }
}

void take_latest(file from, std::size_t sinks, bool from_latest) {
  if (from.names().size() < 2) return;
  for (std::size_t at = 0; at < from.names().size(); ++at)
    from.rename(at, "column " + std::to_string(at + 1));
  const auto count = [&](std::size_t parts) {
    rows_of source{from};
    cx::latest_rows latest{source, {"column 1"}, "column 2"};
    taken_rows rows = handed_over(latest, parts);
    require(rows.size() + latest.accounting().read() == from.size(),
            "every row is the last one of somebody, left out or rejected", from);
    return rows;
  };
  const taken_rows rows = count(1);
  require(are_in(rows, from), "the last rows are as they are", from);
  if (!from_latest) {
    require(count(sinks) == rows, "any number of sinks gets the same last rows", from);
    return;
  }
  std::vector<std::size_t> numbers;
  for (const taken_row& row : rows) numbers.push_back(row.line - 2);
  rows_of source{from, numbers};
  cx::latest_rows latest{source, {"column 1"}, "column 2"};
  require(handed_over(latest, 1).size() == rows.size(), "the last rows have no later ones", from);
}

void join(const file& from, std::size_t cut, std::size_t sinks) {
  std::vector<std::size_t> parts[2];
  for (std::size_t at = 0; at < from.size(); ++at) parts[at < cut ? 0 : 1].push_back(at);
  rows_of first{from, parts[0]};
  rows_of second{from, parts[1], true};
  // Names that occur twice, or are made for want of one, are numbered in each file by itself.
  std::vector<std::string> names = first.header().names();
  std::reverse(names.begin(), names.end());
  if (names != second.header().names()) return;
  cx::joined_rows both{{{"a", &first}, {"b", &second}}};
  taken_rows joined;
  try {
    joined = handed_over(both, sinks);
  } catch (const std::invalid_argument&) {  // a column called file
    return;
  }
  require(joined.size() == from.size(), "joined files have all rows", from);
  for (std::size_t at = 0; at < joined.size(); ++at) {
    require(joined[at].text == std::string(from.row(at)) + (at < cut ? "\ta" : "\tb"),
            "columns of joined files are found by name", from);
  }
}

bool are_same(const cx::column_description& one, const cx::column_description& other) {
  return one.name == other.name && one.content == other.content && one.filled == other.filled &&
         one.missing == other.missing && one.others == other.others && one.not_utf8 == other.not_utf8 &&
         one.distinct == other.distinct && one.examples == other.examples && one.numbers == other.numbers &&
         one.whole_numbers == other.whole_numbers && one.days == other.days &&
         one.date_fault == other.date_fault && one.scales.size() == other.scales.size();
}

void describe(const file& from, std::size_t sinks, bool in_parts) {
  const auto described = [&](std::size_t parts) {
    rows_of source{from};
    std::vector<cx::describer> describers(parts);
    std::vector<cx::row_sink*> places;
    for (cx::describer& each : describers) places.push_back(&each);
    source.read(places);
    for (std::size_t part = 1; part < parts; ++part) describers.front() += describers[part];
    return describers.front().description();
  };
  const std::vector<cx::column_description> whole = described(1);
  require(whole.size() == from.names().size(), "every column is described", from);
  if (in_parts) {
    const std::vector<cx::column_description> parts = described(sinks);
    require(std::equal(whole.begin(), whole.end(), parts.begin(), parts.end(), are_same),
            "descriptions of parts add up", from);
    return;
  }
  for (const cx::column_description& column : whole) {
    require(column.filled + column.missing == from.size(), "every row is filled or missing", from);
    require(column.others <= column.filled && column.not_utf8 <= column.filled, "a part is no more than all",
            from);
    require(column.distinct.value_or(0) <= column.filled, "there are no more texts than rows", from);
    for (const auto& [text, rows] : column.examples)
      require(rows <= column.filled, "no text has more rows than there are", from);
    for (const cx::possible_scale& each : column.scales)
      require(each.scores + each.off_scale <= column.filled, "scores are answers", from);
  }
}

}  // namespace

// A condition on the first line, then a table. The last three bytes say what is tried and which law of it, between how many
// sinks rows are divided, and where they are cut into two files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t said = 3;
  constexpr std::size_t most = 256, columns = 5;  // longer and wider ones take longer
  if (size < said || size > most) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size - said};
  const std::size_t sinks = 2 + data[size - 2] % 3u;
  const std::size_t cut = data[size - 1] % 32u;
  const std::size_t way = data[size - 3];
  const bool other_law = way / 4 % 2 != 0;
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const file from{text.substr(std::min(line_end + 1, text.size()))};
  if (from.names().empty() || from.names().size() > columns) return -1;
  switch (way % 4) {
    case 0:
      filter(from, text.substr(0, line_end), sinks, other_law);
      break;
    case 1:
      take_latest(from, sinks, other_law);
      break;
    case 2:
      join(from, cut, sinks);
      break;
    default:
      describe(from, sinks, other_law);
  }
  return 0;
}
