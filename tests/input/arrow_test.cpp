// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/arrow_producer.hpp"
#include "support/catch.hpp"

#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/customers/lifetimes_of.hpp>
#include <cxmetrics/input/arrow.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_arrow {
namespace cx = cxmetrics;
using namespace cx::tests;
using namespace std::chrono_literals;

namespace {

cx::arrow_batch batch_of(const arrow_node& node) {
  ArrowSchema schema = arrow_schema_of(node);
  ArrowArray array = arrow_array_of(node);
  return cx::arrow_batch(schema, array);
}
cx::arrow_batch batch_of(std::vector<arrow_node> columns) {
  return batch_of(arrow_table(std::move(columns)));
}

bool all_released() {
  return arrow_schemas.even() && arrow_arrays.even() && arrow_streams.even();
}

using scores = std::vector<std::optional<int>>;
constexpr cx::tally_options count_off_scale{.off_scale = cx::off_scale_answers::count};

// Codes of a dictionary of texts.
template <class Code>
arrow_node coded(std::string format, std::string name, const std::vector<std::optional<Code>>& codes,
                 const std::vector<std::optional<std::string>>& texts) {
  arrow_node node = arrow_column<Code>(std::move(format), std::move(name), codes);
  node.dictionary = {arrow_text_column("", texts)};
  return node;
}

arrow_node truths(std::string name, const std::vector<std::optional<bool>>& values) {
  std::vector<bool> bits, valid;
  for (const auto& value : values) {
    bits.push_back(value.value_or(true));
    valid.push_back(value.has_value());
  }
  arrow_node node{"b", std::move(name), static_cast<std::int64_t>(values.size()), -1};
  node.buffers = {bytes_of_bits(valid), bytes_of_bits(bits)};
  return node;
}

template <class Number>
void check_width(const char* format) {
  INFO(format);
  const scores answers{10, 9, std::nullopt, 0, 7, 11, std::nullopt, 3};
  std::vector<std::optional<Number>> values;
  scores without_nulls;
  std::vector<std::optional<Number>> values_without_nulls;
  for (const auto& answer : answers) {
    values.push_back(answer ? std::optional(static_cast<Number>(*answer)) : std::nullopt);
    if (answer) without_nulls.push_back(answer);
    if (answer) values_without_nulls.push_back(values.back());
  }
  const auto batch = batch_of({arrow_column<Number>(format, "score", values)});
  const auto column = batch.scores("score");
  CHECK(std::vector<std::optional<std::int64_t>>(column.begin(), column.end()) ==
        std::vector<std::optional<std::int64_t>>(answers.begin(), answers.end()));
  CHECK(tally_of(cx::zero_to_ten, column, count_off_scale) ==
        cx::tally_of(cx::zero_to_ten, answers, count_off_scale));
  CHECK_THROWS_AS(tally_of(cx::zero_to_ten, column), std::out_of_range);
  const auto whole = batch_of({arrow_column<Number>(format, "score", values_without_nulls)});
  CHECK(tally_of(cx::zero_to_ten, whole.scores("score"), count_off_scale) ==
        cx::tally_of(cx::zero_to_ten, without_nulls, count_off_scale));
  CHECK_THROWS_AS(tally_of(cx::zero_to_ten, whole.scores("score")), std::out_of_range);
  CHECK(tally_of(cx::zero_to_ten, whole.scores("score"), {.missing = {11}}).missing() == 1);
}

}  // namespace

TEST_CASE("whole numbers of every width are scores, and nulls are missing", "[arrow]") {
  check_width<std::int8_t>("c");
  check_width<std::uint8_t>("C");
  check_width<std::int16_t>("s");
  check_width<std::uint16_t>("S");
  check_width<std::int32_t>("i");
  check_width<std::uint32_t>("I");
  check_width<std::int64_t>("l");
  check_width<std::uint64_t>("L");
  CHECK(all_released());
}

TEST_CASE("a column of scores is a range for every metric", "[arrow]") {
  const auto batch = batch_of({arrow_column<std::int8_t>("c", "score", {10, 9, 3, std::nullopt})});
  CHECK(cx::nps(batch.scores("score")).value == cx::nps(scores{10, 9, 3, std::nullopt}).value);
  CHECK(batch.size() == 4);
  CHECK(batch.header().names() == std::vector<std::string>{"score"});
}

TEST_CASE("a natural number beyond 64 bits with a sign is off every scale", "[arrow]") {
  constexpr std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();
  for (const bool with_null : {false, true}) {
    std::vector<std::optional<std::uint64_t>> values{huge, 1};
    if (with_null) values.emplace_back();
    const auto batch = batch_of(
        {arrow_column<std::uint64_t>("L", "score", values),
         coded<std::int8_t>(
             "c", "group", std::vector<std::optional<std::int8_t>>(values.size(), std::int8_t{0}), {"all"})});
    const cx::scale around_zero{-5, 5};
    CHECK(tally_of(around_zero, batch.scores("score"), count_off_scale).off_scale() == 1);
    CHECK(break_down(around_zero, batch.scores("score"), cx::by(batch.texts("group")), count_off_scale)
              .total()
              .off_scale() == 1);
  }
  const auto batch = batch_of({arrow_column<std::uint64_t>("L", "id", {huge})});
  CHECK_THROWS_AS(batch.numbers("id")[0], std::out_of_range);
  const auto greatest = batch_of({arrow_column<std::int64_t>("l", "id", {INT64_MAX})});
  CHECK(greatest.numbers("id")[0] == INT64_MAX);
}

TEST_CASE("rows begin at the offset of the column and of the table", "[arrow]") {
  for (const bool with_nulls : {false, true}) {
    std::vector<std::optional<std::int16_t>> values;
    std::vector<std::optional<std::int8_t>> codes;
    for (std::int16_t row = 0; row < 200; ++row) {
      values.push_back(with_nulls && row % 7 == 3 ? std::nullopt
                                                  : std::optional(static_cast<std::int16_t>(row % 11)));
      codes.push_back(static_cast<std::int8_t>(row % 2));
    }
    arrow_node column = arrow_column<std::int16_t>("s", "score", values);
    column.offset = 30;
    column.length = 160;
    arrow_node group = coded<std::int8_t>("c", "group", codes, {"even", "odd"});
    group.offset = 30;
    group.length = 160;
    arrow_node table = arrow_table({column, group});
    table.offset = 13;
    table.length = 100;
    const scores expected(values.begin() + 43, values.begin() + 143);
    const auto batch = batch_of(table);
    CHECK(batch.size() == 100);
    CHECK(tally_of(cx::zero_to_ten, batch.scores("score")) == cx::tally_of(cx::zero_to_ten, expected));
    const auto by = break_down(cx::zero_to_ten, batch.scores("score"), batch.texts("group"));
    CHECK(by.total() == cx::tally_of(cx::zero_to_ten, expected));
    CHECK(by.find("odd")->asked() == 50);
    CHECK(batch.texts("group")[0] == "odd");

    table.length = 148;
    CHECK_THROWS_WITH(batch_of(table).scores("score"), contains("fewer values"));
  }
}

TEST_CASE("a bitmap counts, whatever is known of the number of nulls", "[arrow]") {
  arrow_node column = arrow_column<std::int8_t>("c", "score", {1, std::nullopt, 3});
  column.null_count = -1;
  CHECK(tally_of(cx::zero_to_ten, batch_of({column}).scores("score")).missing() == 1);
  column.null_count = 0;
  CHECK(tally_of(cx::zero_to_ten, batch_of({column}).scores("score")).missing() == 0);
  column.null_count = -1;
  column.buffers[0] = std::nullopt;
  CHECK(tally_of(cx::zero_to_ten, batch_of({column}).scores("score")).missing() == 0);
}

TEST_CASE("every bit of a bitmap is its own row's", "[arrow]") {
  for (std::int64_t rows = 1; rows < 40; ++rows) {
    for (std::int64_t offset = 0; offset < 20; ++offset) {
      for (std::int64_t null = -1; null < rows; ++null) {
        std::vector<bool> valid(static_cast<std::size_t>(rows + offset), true);
        if (offset > 0) valid[static_cast<std::size_t>(offset) - 1] = false;
        if (null >= 0) valid[static_cast<std::size_t>(offset + null)] = false;
        arrow_node column{"c", "score", rows, -1, offset};
        column.buffers = {bytes_of_bits(valid), std::vector<unsigned char>(valid.size(), 5)};
        const cx::tally tally = tally_of(cx::zero_to_ten, batch_of({column}).scores("score"));
        if (tally.missing() != (null >= 0 ? 1 : 0) || tally.asked() != static_cast<std::uint64_t>(rows)) {
          FAIL_CHECK(rows << " rows from " << offset << ", null " << null);
        }
      }
    }
  }
}

TEST_CASE("booleans are 0 and 1 as scores, and words as groups", "[arrow]") {
  const auto batch = batch_of({truths("solved", {true, false, std::nullopt, true}),
                               arrow_column<std::int32_t>("i", "score", {1, 2, 3, 4})});
  const cx::tally tally = tally_of(cx::scale{0, 1}, batch.scores("solved"));
  CHECK(tally.count(1) == 2);
  CHECK(tally.count(0) == 1);
  CHECK(tally.missing() == 1);
  const auto by = break_down(cx::zero_to_ten, batch.scores("score"), batch.texts("solved"));
  CHECK(by.find("true")->count(4) == 1);
  CHECK(by.find("false")->count(2) == 1);
  CHECK(by.find("")->count(3) == 1);
}

TEST_CASE("a breakdown by a dictionary is that by its texts", "[arrow]") {
  std::mt19937 random(15);
  const std::vector<std::optional<std::string>> texts{"north",      "a longer name", "south",
                                                      std::nullopt, "north",         ""};
  for (int round = 0; round < 40; ++round) {
    const bool null_scores = round % 2 == 1;
    const bool null_codes = round % 4 >= 2;
    std::vector<std::optional<std::int32_t>> values;
    std::vector<std::optional<std::uint8_t>> codes;
    std::map<std::string, cx::tally> expected;
    for (int row = 0; row < 500; ++row) {
      const auto score = static_cast<std::int32_t>(random() % 11);
      values.push_back(null_scores && random() % 5 == 0 ? std::nullopt : std::optional(score));
      const auto code = static_cast<std::uint8_t>(random() % texts.size());
      codes.push_back(null_codes && random() % 5 == 0 ? std::nullopt : std::optional(code));
      const std::string group = codes.back() ? texts[*codes.back()].value_or("") : "";
      expected.try_emplace(group, cx::tally{cx::zero_to_ten}).first->second.record(values.back());
    }
    const auto batch = batch_of(
        {arrow_column<std::int32_t>("i", "score", values), coded<std::uint8_t>("C", "group", codes, texts)});
    for (const unsigned threads : {1U, 3U}) {
      const auto by = break_down(cx::zero_to_ten, batch.scores("score"), cx::by(batch.texts("group")),
                                 {.threads = threads});
      REQUIRE(by.size() == expected.size());
      for (const auto& [group, tally] : expected) CHECK(*by.find(group) == tally);
    }
  }
}

TEST_CASE("codes of every width, and values that are no texts, make a dictionary", "[arrow]") {
  const std::vector<std::optional<std::string>> texts{"a", "b"};
  const auto batch =
      batch_of({coded<std::int8_t>("c", "1", {0, 1}, texts), coded<std::int16_t>("s", "2", {0, 1}, texts),
                coded<std::int32_t>("i", "4", {0, 1}, texts), coded<std::int64_t>("l", "8", {0, 1}, texts)});
  for (const char* name : {"1", "2", "4", "8"}) CHECK(batch.texts(name)[1] == "b");

  arrow_node scores = arrow_column<std::int8_t>("c", "score", {1, 0, 2, std::nullopt});
  scores.dictionary = {arrow_column<std::int64_t>("l", "", {9, 10, std::nullopt})};
  const cx::tally tally = tally_of(cx::zero_to_ten, batch_of({scores}).scores("score"));
  CHECK(tally.count(10) == 1);
  CHECK(tally.count(9) == 1);
  CHECK(tally.missing() == 2);
  CHECK_THROWS_WITH(batch_of({scores}).numbers("score"), contains("has nulls"));
}

TEST_CASE("a code that is not in the dictionary is refused, not followed", "[arrow]") {
  for (const std::int8_t wrong : {std::int8_t{2}, std::int8_t{-1}}) {
    for (const bool with_null : {false, true}) {
      const std::optional<std::int8_t> first = with_null ? std::nullopt : std::optional<std::int8_t>{1};
      const auto batch = batch_of({arrow_column<std::int8_t>("c", "score", {first, 2}),
                                   coded<std::int8_t>("c", "group", {0, wrong}, {"a", "b"})});
      CHECK_THROWS_AS(break_down(cx::zero_to_ten, batch.scores("score"), batch.texts("group")),
                      std::out_of_range);
      CHECK_THROWS_AS(batch.texts("group")[1], std::out_of_range);
    }
  }
}

TEST_CASE("a dictionary may have more entries than there are rows, and scores be no plain numbers",
          "[arrow]") {
  std::vector<std::optional<std::string>> many;
  for (int entry = 0; entry < 3000; ++entry) many.emplace_back(std::to_string(entry));
  const auto batch = batch_of({arrow_column<std::int8_t>("c", "score", {9, 10, std::nullopt, 1}),
                               coded<std::int16_t>("s", "group", {2999, 0, 2999, std::nullopt}, many),
                               truths("solved", {true, false, std::nullopt, true})});
  const auto by = break_down(cx::zero_to_ten, batch.scores("score"), batch.texts("group"));
  CHECK(by.size() == 3);
  CHECK(by.find("2999")->count(9) == 1);
  CHECK(by.find("2999")->missing() == 1);
  CHECK(by.find("")->count(1) == 1);
  const auto solved = break_down(cx::scale{0, 1}, batch.scores("solved"), batch.texts("group"));
  CHECK(solved.find("2999")->count(1) == 1);
  CHECK(solved.find("0")->count(0) == 1);
  const auto shorter = batch_of({coded<std::int16_t>("s", "group", {0}, {"a"})});
  CHECK_THROWS_AS(break_down(cx::zero_to_ten, batch.scores("score"), shorter.texts("group")),
                  std::invalid_argument);
}

TEST_CASE("texts are read in all three layouts", "[arrow]") {
  const std::vector<std::optional<std::string>> texts{
      "", "short", std::nullopt, "twelve bytes", "thirteen long", "Zürich"};
  arrow_node views{"vu", "view", 6, -1};
  std::vector<unsigned char> view(6 * 16), more{'x', 'x'};
  std::vector<bool> valid;
  for (std::size_t row = 0; row < texts.size(); ++row) {
    valid.push_back(texts[row].has_value());
    const std::string text = texts[row].value_or("");
    const auto size = static_cast<std::int32_t>(text.size());
    std::memcpy(&view[16 * row], &size, 4);
    if (text.size() <= 12) {
      std::memcpy(&view[16 * row + 4], text.data(), text.size());
    } else {
      const std::int32_t from[2] = {0, static_cast<std::int32_t>(more.size())};
      std::memcpy(&view[16 * row + 4], text.data(), 4);
      std::memcpy(&view[16 * row + 8], from, 8);
      more.insert(more.end(), text.begin(), text.end());
    }
  }
  views.buffers = {bytes_of_bits(valid), view, more,
                   bytes_of_numbers<std::int64_t>({static_cast<std::int64_t>(more.size())})};
  const auto batch = batch_of({arrow_text_column<std::int32_t>("small", texts),
                               arrow_text_column<std::int64_t>("large", texts), views,
                               arrow_text_column("nothing", {"", "", "", "", "", ""})});
  for (const char* name : {"small", "large", "view"}) {
    INFO(name);
    const auto column = batch.texts(name);
    for (std::size_t row = 0; row < texts.size(); ++row) CHECK(column[row] == texts[row].value_or(""));
  }
  CHECK(batch.texts("nothing")[5].empty());
}

TEST_CASE("days are those of dates and of timestamps in every unit", "[arrow]") {
  const cx::day before = 1969y / 12 / 31, after = 2024y / 3 / 5;
  const auto number = [](cx::day date) { return date.time_since_epoch().count(); };
  const auto last_second = number(before) * 86'400 + 86'399;
  const auto column = [](const char* format, std::int64_t units, std::vector<std::int64_t> seconds) {
    std::vector<std::optional<std::int64_t>> values;
    for (const std::int64_t second : seconds) values.push_back(second * units + units - 1);
    values.emplace_back();
    return arrow_column<std::int64_t>(format, format, values);
  };
  const std::vector<std::int64_t> seconds{last_second, number(after) * 86'400};
  const auto batch =
      batch_of({arrow_column<std::int32_t>("tdD", "tdD",
                                           {static_cast<std::int32_t>(number(before)),
                                            static_cast<std::int32_t>(number(after)), std::nullopt}),
                column("tdm", 1000, seconds), column("tss:", 1, seconds), column("tsm:", 1000, seconds),
                column("tsu:", 1'000'000, seconds), column("tsn:", 1'000'000'000, seconds)});
  for (const std::string& name : batch.header().names()) {
    INFO(name);
    const auto days = batch.days(name);
    CHECK(days[0] == before);
    CHECK(days[1] == after);
    CHECK(days[2] == std::nullopt);
    CHECK(batch.days(name, {.utc_offset = 7h})[0] == before);  // no zone: the reader's clock
    CHECK(batch.periods(name, cx::granularity::year)[1] == cx::year_of(after));
    CHECK(batch.periods(name, cx::granularity::year)[2] == std::nullopt);
  }
}

TEST_CASE("an instant belongs to the day of the reader's clock", "[arrow]") {
  const std::int64_t instant = (cx::day{2024y / 3 / 31} + 23h + 30min).time_since_epoch() / 1s;
  const auto batch =
      batch_of({arrow_column<std::int64_t>("tss:Europe/Berlin", "at", {instant, INT64_MAX, INT64_MIN})});
  CHECK(batch.days("at")[0] == cx::day{2024y / 3 / 31});
  CHECK(batch.days("at", {.utc_offset = 29min})[0] == cx::day{2024y / 3 / 31});
  CHECK(batch.days("at", {.utc_offset = 30min})[0] == cx::day{2024y / 4 / 1});
  CHECK(batch.days("at", {.utc_offset = -24h + 1min})[0] == cx::day{2024y / 3 / 30});
  CHECK(batch.days("at", {.utc_offset = 7h})[1] >= batch.days("at")[1]);
  CHECK(batch.days("at", {.utc_offset = -7h})[2] <= batch.days("at")[2]);
  if (!cx::time_zone::available()) return;
  const cx::time_zone berlin{"Europe/Berlin"};
  CHECK(batch.days("at", {.time_zone = berlin})[0] == cx::day{2024y / 4 / 1});
  CHECK_THROWS_AS(batch.days("at", {.utc_offset = 1h, .time_zone = berlin}), std::invalid_argument);
}

TEST_CASE("answers are broken down by several columns, and with weights", "[arrow]") {
  const auto day_number = [](cx::day date) {
    return static_cast<std::int32_t>(date.time_since_epoch().count());
  };
  const std::int32_t march = day_number(2024y / 3 / 5), april = day_number(2024y / 4 / 5);
  arrow_node floats = arrow_column<float>("f", "f", {0.5F, 2.0F, 1.0F});
  const auto batch = batch_of({arrow_column<std::int8_t>("c", "score", {10, 0, std::nullopt}),
                               arrow_text_column("segment", {"a", "a", "b"}),
                               arrow_column<std::int32_t>("tdD", "on", {march, april, std::nullopt}),
                               arrow_column<double>("g", "weight", {0.5, 2.0, 1.0}), floats,
                               arrow_column<std::int64_t>("l", "times", {4, 1, 2}),
                               arrow_column<double>("g", "hole", {0.5, std::nullopt, 1.0})});
  const auto by = cx::break_down(cx::zero_to_ten, batch.scores("score"), batch.texts("segment"),
                                 batch.periods("on", cx::granularity::month));
  CHECK(by.size() == 3);
  CHECK(by.find("a", cx::month_of(2024y / 3 / 1))->count(10) == 1);
  CHECK(by.find("b", std::nullopt)->missing() == 1);

  for (const char* name : {"weight", "f"}) {
    const auto weighted =
        cx::break_down(cx::zero_to_ten, cx::weighted(batch.scores("score"), batch.weights(name)),
                       cx::by(batch.texts("segment")));
    cx::weighted_tally expected{cx::zero_to_ten};
    expected.record(10, cx::sampling_weight{0.5});
    expected.record(0, cx::sampling_weight{2.0});
    CHECK(*weighted.find("a") == expected);
    CHECK(weighted.find("b")->missing() == 1);
  }
  CHECK(batch.weights("times")[0] == 4.0);
  CHECK_THROWS_WITH(batch.weights("hole"), contains("column \"hole\" has nulls"));

  const auto counts = cx::break_down(
      cx::tally{cx::zero_to_ten}, cx::columns(batch.scores("score"), batch.numbers("times")),
      [](cx::tally& into, std::optional<std::int64_t> score, std::int64_t times) {
        score ? into.record(*score, static_cast<std::uint64_t>(times))
              : into.record_missing(static_cast<std::uint64_t>(times));
      },
      cx::by(batch.texts("segment")));
  CHECK(counts.find("a")->count(10) == 4);
  CHECK(counts.find("b")->missing() == 2);
}

TEST_CASE("columns of days are customers", "[arrow]") {
  const auto number = [](cx::day date) { return static_cast<std::int32_t>(date.time_since_epoch().count()); };
  const std::int32_t january = number(2024y / 1 / 1), march = number(2024y / 3 / 9);
  const auto batch =
      batch_of({arrow_column<std::int32_t>("tdD", "since", {january, january, march}),
                arrow_column<std::int32_t>("tdD", "until", {march, std::nullopt, std::nullopt}),
                arrow_column<std::int32_t>("tdD", "end", {march, INT32_MAX, INT32_MAX}),
                arrow_column<std::int64_t>("tss:", "at", {0, 0, 0})});
  const auto customers = batch.spells("since", "until");
  const cx::period month = cx::month_of(2024y / 3 / 1);
  const auto flow = cx::flow_of(month, customers, &cx::arrow_spell::since, &cx::arrow_spell::until);
  CHECK(flow.at_start() == 2);
  CHECK(flow.churned() == 1);
  CHECK(flow.acquired() == 1);
  const cx::spell_columns columns(batch.day_numbers("since"), batch.day_numbers("end"));
  CHECK(cx::flows_of({month}, columns).front() == flow);
  CHECK(batch.day_numbers("since").size() == 3);
  CHECK_THROWS_WITH(batch.spells("until", "since"), contains("column \"until\" has nulls"));
  CHECK_THROWS_WITH(batch.day_numbers("until"), contains("column \"until\" has nulls"));
  CHECK_THROWS_WITH(batch.day_numbers("at"), contains("holds timestamps"));
}

TEST_CASE("a column of another type is refused by name", "[arrow]") {
  const auto batch = batch_of(
      {arrow_column<double>("g", "real", {8.7}), arrow_text_column("text", {"9"}),
       arrow_column<std::int32_t>("tdD", "day", {1}), arrow_column<std::int64_t>("d:10,2", "decimal", {1}),
       arrow_column<std::int16_t>("e", "half", {1}), arrow_column<std::int64_t>("ttn", "time", {1}),
       arrow_column<std::int64_t>("ts", "odd", {1}), arrow_column<std::int64_t>("tsx:", "odder", {1})});
  CHECK_THROWS_WITH(batch.scores("real"),
                    contains("column \"real\" holds floating-point numbers, not whole numbers"));
  CHECK_THROWS_WITH(batch.scores("text"), contains("holds texts"));
  CHECK_THROWS_WITH(batch.numbers("day"), contains("holds dates"));
  CHECK_THROWS_WITH(batch.texts("real"), contains("holds floating-point numbers, not texts"));
  CHECK_THROWS_WITH(batch.weights("decimal"), contains("holds values of Arrow's type d:10,2, not numbers"));
  CHECK_THROWS_WITH(batch.weights("half"), contains("type e"));
  for (const char* name : {"time", "odd", "odder", "real"})
    CHECK_THROWS_WITH(batch.days(name), contains("not dates or timestamps"));
  CHECK_THROWS_AS(batch.scores("score"), cx::unknown_column);
  CHECK_THROWS_WITH(batch.scores("score"), contains("real, text, day"));

  arrow_node coded_by_text = arrow_text_column("x", {"a"});
  coded_by_text.dictionary = {arrow_text_column("", {"a"})};
  CHECK_THROWS_WITH(batch_of({coded_by_text}).texts("x"), contains("not codes of a dictionary"));
  arrow_node twice = coded<std::int8_t>("c", "x", {0}, {"a"});
  twice.dictionary.front() = coded<std::int8_t>("c", "", {0}, {"a"});
  CHECK_THROWS_AS(batch_of({twice}).texts("x"), std::invalid_argument);
}

TEST_CASE("a single column is a table of one", "[arrow]") {
  const auto batch = batch_of(arrow_column<std::int8_t>("c", "score", {9, std::nullopt}));
  CHECK(tally_of(cx::zero_to_ten, batch.scores("score")).asked() == 2);
  CHECK(tally_of(cx::zero_to_ten, batch_of(arrow_column<std::int8_t>("c", "", {9})).scores("column 1"))
            .asked() == 1);
}

TEST_CASE("no rows are no answers", "[arrow]") {
  arrow_node scores = arrow_column<std::int8_t>("c", "score", {});
  scores.buffers[1] = std::nullopt;
  arrow_node group = coded<std::int8_t>("c", "group", {}, {});
  const auto batch = batch_of({scores, group});
  CHECK(batch.size() == 0);
  CHECK(tally_of(cx::zero_to_ten, batch.scores("score")).asked() == 0);
  CHECK(break_down(cx::zero_to_ten, batch.scores("score"), batch.texts("group")).size() == 0);
}

TEST_CASE("the result does not depend on threads", "[arrow]") {
  std::vector<std::optional<std::int8_t>> values;
  for (int row = 0; row < 100'000; ++row) {
    values.push_back(row % 13 == 0 ? std::nullopt : std::optional(static_cast<std::int8_t>(row % 11)));
  }
  const auto batch = batch_of({arrow_column<std::int8_t>("c", "score", values)});
  CHECK(tally_of(cx::zero_to_ten, batch.scores("score"), {.threads = 4}) ==
        tally_of(cx::zero_to_ten, batch.scores("score")));
}

TEST_CASE("what breaks the rules is refused, and released", "[arrow]") {
  const arrow_node fine = arrow_column<std::int32_t>("i", "score", {1, 2, 3});
  const auto refused = [](const arrow_node& schema_node, const arrow_node& array_node, const char* why) {
    ArrowSchema schema = arrow_schema_of(schema_node);
    ArrowArray array = arrow_array_of(array_node);
    CHECK_THROWS_WITH([&] { cx::arrow_batch(schema, array).scores("score"); }(), contains(why));
    CHECK(schema.release == nullptr);
    CHECK(array.release == nullptr);
    CHECK(all_released());
  };
  const arrow_node table = arrow_table({fine});
  const auto changed = [&](auto change) {
    arrow_node node = table;
    change(node);
    return node;
  };
  refused(table, changed([](arrow_node& node) { node.children.clear(); }), "0 columns, but a schema of 1");
  refused(table, changed([](arrow_node& node) { node.length = 4; }), "fewer values");
  refused(table, changed([](arrow_node& node) { node.length = -1; }), "fewer values");
  refused(table, changed([](arrow_node& node) { node.offset = -1; }), "fewer values");
  refused(table, changed([](arrow_node& node) { node.offset = INT64_MAX; }), "fewer values");
  refused(table, changed([](arrow_node& node) { node.children[0].buffers.pop_back(); }), "lacks buffers");
  refused(table, changed([](arrow_node& node) { node.children[0].buffers[1] = std::nullopt; }),
          "lacks buffers");
  refused(table, changed([](arrow_node& node) {
            node.null_count = 1;
            node.buffers[0] = bytes_of_bits({true, false, true});
          }),
          "nulls for whole rows");
  refused(changed([](arrow_node& node) { node.children[0].dictionary = {arrow_text_column("", {"a"})}; }),
          table, "lacks its dictionary");
  refused(changed([](arrow_node& node) { node.children[0].name.push_back('x'); }), table,
          "no column is called score");
}

TEST_CASE("memory that is not aligned is refused", "[arrow]") {
  const arrow_node table = arrow_table({arrow_column<std::int32_t>("i", "score", {1, 2, 3})});
  ArrowSchema schema = arrow_schema_of(table);
  ArrowArray array = arrow_array_of(table);
  const void*& values = array.children[0]->buffers[1];
  values = static_cast<const char*>(values) + 1;
  const cx::arrow_batch batch(schema, array);
  CHECK_THROWS_WITH(batch.scores("score"), contains("multiple of the size"));
}

TEST_CASE("what was released before is refused, and the other part released", "[arrow]") {
  const arrow_node table = arrow_table({arrow_column<std::int32_t>("i", "score", {1})});
  {
    ArrowSchema none{};
    ArrowArray array = arrow_array_of(table);
    CHECK_THROWS_WITH(cx::arrow_batch(none, array), contains("released before"));
  }
  {
    ArrowSchema schema = arrow_schema_of(table);
    ArrowArray none{};
    CHECK_THROWS_WITH(cx::arrow_batch(schema, none), contains("released before"));
  }
  CHECK(all_released());
  ArrowArrayStream none{};
  CHECK_THROWS_WITH(cx::arrow_stream(none), contains("released before"));
}

TEST_CASE("a batch releases once, wherever it was moved", "[arrow]") {
  const arrow_node table = arrow_table({arrow_column<std::int32_t>("i", "score", {1, 2})});
  {
    cx::arrow_batch first = batch_of(table);
    cx::arrow_batch second = std::move(first);
    const auto column = second.scores("score");
    cx::arrow_batch third = batch_of(table);
    third = std::move(second);
    CHECK(tally_of(cx::zero_to_ten, column).answered() == 2);
  }
  CHECK(all_released());
}

TEST_CASE("a stream hands over batches whose states add up", "[arrow]") {
  const auto batch = [](std::int8_t score, const char* segment) {
    return arrow_table({arrow_column<std::int8_t>("c", "score", {score, std::nullopt}),
                        arrow_text_column("segment", {segment, "z"})});
  };
  ArrowArrayStream given = arrow_stream_of({batch(9, "a"), batch(10, "b"), batch(0, "a")});
  std::optional<cx::arrow_batch> kept;
  {
    cx::arrow_stream stream(given);
    CHECK(given.release == nullptr);
    CHECK(stream.header().names() == std::vector<std::string>{"score", "segment"});
    cx::breakdown<cx::tally, std::string> all{cx::tally{cx::zero_to_ten}};
    while (auto each = stream.next()) {
      all += cx::break_down(cx::zero_to_ten, each->scores("score"), each->texts("segment"));
      kept = std::move(each);
    }
    CHECK_FALSE(stream.next());
    CHECK(all.size() == 3);
    CHECK(all.find("a")->answered() == 2);
    CHECK(all.find("z")->missing() == 3);
  }
  CHECK(arrow_streams.even());
  CHECK(kept->texts("segment")[0] == "a");  // longer than the stream
  kept.reset();
  CHECK(all_released());
}

TEST_CASE("a stream that is left early, or fails, is released once", "[arrow]") {
  const arrow_node table = arrow_table({arrow_column<std::int32_t>("i", "score", {1})});
  {
    ArrowArrayStream given = arrow_stream_of({table, table});
    cx::arrow_stream stream(given);
    CHECK(stream.next());
  }
  CHECK(all_released());
  {
    ArrowArrayStream given = arrow_stream_of({table}, true);
    CHECK_THROWS_WITH(cx::arrow_stream(given), contains("failed: no such table"));
  }
  CHECK(all_released());
  {
    ArrowArrayStream given = arrow_stream_of({table, table}, false, 1);
    cx::arrow_stream stream(given);
    CHECK(stream.next());
    CHECK_THROWS_AS(stream.next(), std::runtime_error);
    CHECK_FALSE(stream.next());
  }
  CHECK(all_released());
  {
    arrow_node wrong = table;
    wrong.children.clear();
    ArrowArrayStream given = arrow_stream_of({table, wrong, table});
    cx::arrow_stream stream(given);
    CHECK(stream.next());
    CHECK_THROWS_AS(stream.next(), std::invalid_argument);
    CHECK_FALSE(stream.next());
  }
  CHECK(all_released());
}

}  // namespace tests_of_arrow
