// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/csv_recorder.hpp"
#include "support/instruction_sets.hpp"

#include <cxmetrics/input/csv.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace cx = cxmetrics;
using cx::tests::csv_record;
using cx::tests::record_csv;

namespace {

void require(bool holds, const char* law, const csv_record& record) {
  if (holds) return;
  std::cerr << "broken: " << law << '\n' << record << '\n';
  std::abort();
}

void require_order(const csv_record& record) {
  std::uint64_t line = 0;
  auto rejected = record.rejections.begin();
  for (const auto& row : record.rows) {
    for (; rejected != record.rejections.end() && rejected->line < row.line; ++rejected) {
      require(rejected->line > line, "lines grow", record);
      line = rejected->line;
    }
    require(row.line > line, "lines grow", record);
    line = row.line;
    require(row.fields.size() == record.header.size(), "every row has as many fields as the header", record);
  }
}

// How a file is read, by the five bytes at its end.
struct way {
  cx::csv_options options{.block = 4096};
  cx::detail::instruction_set kernels = cx::detail::instruction_set::scalar;
  bool in_pieces = false;
  std::size_t size = 1;  // of a piece or a block
};

way way_of(const std::uint8_t* last) {
  constexpr const char* encodings[] = {"",         "",       "UTF-16LE", "UTF-16BE", "windows-1252",
                                       "UTF-32LE", "EUC-JP", "UTF-8"};
  way result;
  result.options.encoding = encodings[last[0] % 8];
  if ((last[0] & 8) != 0) result.options.skip_rows = last[0] >> 6;
  result.options.quotes = (last[0] & 32) == 0;
  if ((last[0] & 16) != 0) result.options.header_rows = 1 + (last[0] >> 6);
  if (last[2] < 32) result.options.delimiter = ',';
  if (last[3] < 128) result.options.max_row = last[3] + std::size_t{1};
  constexpr cx::detail::instruction_set sets[] = {cx::detail::instruction_set::scalar,
                                                  cx::detail::instruction_set::baseline,
                                                  cx::detail::instruction_set::avx2};
  result.kernels = std::min(sets[last[1] % 3], cx::detail::best_instruction_set());
  result.in_pieces = last[1] / 3 % 2 != 0;
  result.size = last[4] % 100 + std::size_t{1};
  return result;
}

}  // namespace

// A CSV file; its last five bytes say how it is read. It reads the same plainly and as a whole.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t said = 5;
  constexpr std::size_t most = 1024;  // longer ones take longer and find nothing else
  if (size < said || size > most) return -1;
  const std::string_view text{reinterpret_cast<const char*>(data), size - said};
  way way = way_of(data + size - said);

  cx::detail::use_instruction_set(cx::detail::instruction_set::scalar);
  const csv_record whole = record_csv(text, way.options);
  require_order(whole);

  cx::detail::use_instruction_set(way.kernels);
  if (way.in_pieces) {
    require(record_csv(text, way.options, way.size) == whole, "pieces of any size read the same", whole);
  } else {
    way.options.block = way.size;
    require(record_csv(text, way.options) == whole, "blocks of any size read the same", whole);
  }
  return 0;
}
