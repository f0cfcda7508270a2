// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/csv_recorder.hpp"
#include "support/instruction_sets.hpp"

#include <cxmetrics/input/csv.hpp>

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

}  // namespace

// A CSV file; its last three bytes say how it is read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  const std::string_view text{reinterpret_cast<const char*>(data), size - 3};
  cx::csv_options options{.block = 4096};
  if (data[size - 3] < 32) options.delimiter = ',';
  if (data[size - 2] < 128) options.max_row = data[size - 2] + std::size_t{1};
  const std::size_t piece = data[size - 1] % 100 + std::size_t{1};

  cx::csv_options small = options;
  small.block = piece;

  cx::detail::use_instruction_set(cx::detail::instruction_set::scalar);
  const csv_record whole = record_csv(text, options);
  cx::tests::under_every_instruction_set([&] {
    require(record_csv(text, options) == whole, "every kernel reads the same", whole);
    require(record_csv(text, options, piece) == whole, "pieces of any size read the same", whole);
    require(record_csv(text, small) == whole, "blocks of any size read the same", whole);
  });

  std::uint64_t line = 0;
  auto rejected = whole.rejections.begin();
  for (const auto& row : whole.rows) {
    for (; rejected != whole.rejections.end() && rejected->line < row.line; ++rejected) {
      require(rejected->line > line, "lines grow", whole);
      line = rejected->line;
    }
    require(row.line > line, "lines grow", whole);
    line = row.line;
    require(row.fields.size() == whole.header.size(), "every row has as many fields as the header", whole);
  }
  return 0;
}
