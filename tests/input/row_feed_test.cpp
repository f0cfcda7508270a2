// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"

#include <cxmetrics/input/row_feed.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tests_of_row_feed {
namespace cx = cxmetrics;
using cx::tests::csv_recorder;
using cx::tests::recorded_row;

namespace {

// A text in memory of exactly its size, so that the address sanitizer sees whoever reads beyond it.
class exact_text {
 public:
  explicit exact_text(std::string_view text) : bytes_(new char[text.size()]), size_(text.size()) {
    std::copy(text.begin(), text.end(), bytes_.get());
  }
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

}  // namespace

TEST_CASE("nobody but a source makes rows", "[row_feed]") {
  using fields = std::span<const std::string_view>;
  STATIC_REQUIRE_FALSE(std::is_constructible_v<cx::row_view, fields, std::uint64_t>);
  STATIC_REQUIRE_FALSE(std::is_constructible_v<cx::row_batch, fields, std::span<const std::uint64_t>>);
}

TEST_CASE("a feed hands over the columns asked for, in batches and in order", "[row_feed]") {
  struct recorder_of_rows : csv_recorder {
    using csv_recorder::csv_recorder;
    void rows(const cx::row_batch& rows) override {
      sizes.push_back(rows.size());
      csv_recorder::rows(rows);
    }
    std::vector<std::size_t> sizes;
  };
  recorder_of_rows recorder{{2, 0}};
  cx::row_feed feed(recorder, cx::row_header({"a", "b", "c"}));
  CHECK(feed.columns() == std::vector<std::size_t>{2, 0});
  for (std::uint64_t line = 1; line <= 100; ++line)
    feed.row({std::to_string(line), "b", "a long text of c"}, line);
  CHECK(recorder.record.rows.size() == 64);
  feed.reject({101, "", "x", "why not"});
  CHECK(recorder.record.rows.size() == 100);
  feed.row({"", "", ""}, 102);
  feed.finish();
  feed.finish();
  CHECK(recorder.sizes == std::vector<std::size_t>{64, 36, 1});
  CHECK(recorder.record.rows[99] == recorded_row{100, {"a long text of c", "100"}});
  CHECK(recorder.record.rows.back() == recorded_row{102, {"", ""}});
  CHECK(recorder.record.rejections == std::vector<cx::rejection>{{101, "", "x", "why not"}});
}

TEST_CASE("a row of a feed with more or fewer fields than the header is rejected", "[row_feed]") {
  csv_recorder recorder;
  cx::row_feed feed(recorder, cx::row_header({"a", "b"}));
  feed.row({std::string(200, 'x')}, 7);
  feed.row({}, 8);
  feed.row({"1", "2", "3"}, 9);
  CHECK(recorder.record.rows.empty());
  CHECK(recorder.record.rejections ==
        std::vector<cx::rejection>{{7, "", std::string(80, 'x'), "1 fields, the header has 2"},
                                   {8, "", "", "0 fields, the header has 2"},
                                   {9, "", "1", "3 fields, the header has 2"}});
}

TEST_CASE("a column that a feed does not have cannot be asked for", "[row_feed]") {
  csv_recorder recorder{{2}};
  CHECK_THROWS_AS(cx::row_feed(recorder, cx::row_header({"a", "b"})), std::out_of_range);
}

TEST_CASE("texts may end where their memory ends", "[row_feed][survey_reader]") {
  cx::survey_reader reader({{"nps", cx::zero_to_ten}}, {.by = {"segment"}, .time = "on"});
  cx::row_feed feed(reader, cx::row_header({"score", "segment", "on"}));
  for (std::uint64_t line = 1; line <= 70; ++line) {
    const exact_text score(std::to_string(line % 11));
    const exact_text segment(std::string(line % 20, 's'));
    const exact_text on("2024-03-05");
    feed.row({score.view(), segment.view(), on.view()}, line);
  }
  feed.finish();
  CHECK(reader.accounting().answered == 70);
  CHECK(reader.answers().size() == 20);
}

}  // namespace tests_of_row_feed
