// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/numbering.hpp"
#include "plain_read.hpp"

#include <cxmetrics/detail/instruction_set.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/row_filter.hpp>
#include <cxmetrics/input/score.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

// Reading a file of survey answers, against reading its bytes and adding them up. The target `benchmark-data`
// generates the files.
namespace cxmetrics::benchmarks {
namespace {

std::string answers(std::int64_t millions, const std::string& encoding = "") {
  return CXMETRICS_BENCHMARK_DATA "/answers_" + std::to_string(millions) + "m" + encoding + ".csv";
}

// Times reading by sinks, each made by make(). `in` is what the name of the file says of its encoding.
template <class Make>
void read_by(benchmark::State& state, const Make& make, const std::string& in = "",
             const csv_options& options = {}) {
  const std::string path = answers(state.range(0), in);
  if (!std::filesystem::exists(path)) {
    state.SkipWithError("build the target benchmark-data first");
    return;
  }
  const auto threads = static_cast<std::size_t>(state.range(1));
  compare_with_read(
      state, std::filesystem::file_size(path), [&] { benchmark::DoNotOptimize(plain_read_of_file(path)); },
      [&] {
        using sink = decltype(make());
        std::vector<sink> parts;
        for (std::size_t part = 0; part < threads; ++part) parts.push_back(make());
        std::vector<row_sink*> sinks;
        for (sink& part : parts) sinks.push_back(&part);
        input from{path};
        read_csv(from, sinks, options);
        benchmark::DoNotOptimize(parts.data());
      });
}

// Takes some of the eight columns and only looks at where they are.
struct fields : row_sink {
  explicit fields(std::int64_t count = 5) : count(count) {}

  std::vector<std::size_t> columns(const row_header& header) override {
    constexpr const char* names[] = {"metric",      "score",   "segment",       "touchpoint",
                                     "answered_at", "channel", "respondent_id", "comment"};
    std::vector<std::size_t> result;
    for (std::int64_t column = 0; column < count; ++column) result.push_back(header.index_of(names[column]));
    return result;
  }
  void row(const row_view& row) override { bytes += row[row.size() - 1].size(); }
  void reject(rejection) override { ++rejected; }

  std::int64_t count;
  std::uint64_t bytes = 0;
  std::uint64_t rejected = 0;
};

// Reads what they say as well: a score, a day, and three keys.
struct five_values : fields {
  void row(const row_view& row) override {
    bytes += metrics.number_of_field(row[0]) + segments.number_of_field(row[2]) +
             touchpoints.number_of_field(row[3]);
    bytes += static_cast<std::uint64_t>(scores.read(row[1]).score);
    if (const auto day = dates.read(row[4])) {
      bytes += static_cast<std::uint64_t>(day->time_since_epoch().count());
    } else {
      ++rejected;
    }
  }

  score_reader scores{zero_to_ten};
  date_reader dates;
  detail::text_numbers metrics;
  detail::text_numbers segments;
  detail::text_numbers touchpoints;
};

void csv_fields(benchmark::State& state) {
  read_by(state, [&] { return fields{state.range(2)}; });
}
BENCHMARK(csv_fields)
    ->ArgNames({"millions", "threads", "columns"})
    ->Args({1, 1, 5})
    ->Args({10, 1, 1})
    ->Args({10, 1, 5})
    ->Args({10, 1, 8})
    ->Args({10, 2, 5})
    ->UseManualTime();

// Five columns with the kernels of one instruction set.
template <detail::instruction_set Set>
void csv_fields_with(benchmark::State& state) {
  if (Set > detail::best_instruction_set()) {
    state.SkipWithError("not on this machine");
    return;
  }
  detail::use_instruction_set(Set);
  read_by(state, [] { return fields{}; });
  detail::use_instruction_set(detail::best_instruction_set());
}
BENCHMARK_TEMPLATE(csv_fields_with, detail::instruction_set::scalar)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->UseManualTime();
BENCHMARK_TEMPLATE(csv_fields_with, detail::instruction_set::baseline)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->UseManualTime();
BENCHMARK_TEMPLATE(csv_fields_with, detail::instruction_set::avx2)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->UseManualTime();

void csv_values(benchmark::State& state) {
  read_by(state, [] { return five_values{}; });
}
BENCHMARK(csv_values)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->Args({10, 1})
    ->Args({10, 2})
    ->UseManualTime();

// What cxreport counts of such a file: three metrics by segment and month, and by touchpoint.
survey_reader three_metrics() {
  return {{{"nps", zero_to_ten}, {"csat", one_to_five}, {"ces", one_to_seven}},
          {.question = "metric", .by = {"segment"}, .time = "answered_at", .also_by = {{"touchpoint"}}}};
}

void csv_survey(benchmark::State& state) {
  read_by(state, three_metrics);
}
BENCHMARK(csv_survey)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->Args({10, 1})
    ->Args({10, 2})
    ->UseManualTime();

// The same of the rows that fulfil a condition, which all do, and how many times as long that takes as without it.
void csv_survey_where(benchmark::State& state) {
  const std::string path = answers(state.range(0));
  if (!std::filesystem::exists(path)) {
    state.SkipWithError("build the target benchmark-data first");
    return;
  }
  const auto threads = static_cast<unsigned>(state.range(1));
  const auto read = [&](const char* condition) {
    input from{path};
    csv_source file{from};
    std::vector<row_condition> conditions;
    if (condition != nullptr) conditions.push_back(parse_condition(condition, file.header()));
    filtered_rows filtered{file, std::move(conditions)};
    row_source& rows = condition != nullptr ? static_cast<row_source&>(filtered) : file;
    survey_reader reader = read_rows(rows, threads, three_metrics);
    benchmark::DoNotOptimize(&reader);
  };
  const char* const conditions[] = {"channel!=none", "answered_at>=2000-01-01"};
  double best_without = std::numeric_limits<double>::infinity();
  compare_with_read(
      state, std::filesystem::file_size(path), [&] { benchmark::DoNotOptimize(plain_read_of_file(path)); },
      [&] { read(conditions[state.range(2)]); },
      [&] { best_without = std::min(best_without, seconds_of([&] { read(nullptr); })); });
  state.counters["times_without"] = state.counters["best_ms"].value / (1e3 * best_without);
}
BENCHMARK(csv_survey_where)
    ->ArgNames({"millions", "threads", "on_days"})
    ->Args({1, 1, 0})
    ->Args({1, 1, 1})
    ->Args({10, 2, 0})
    ->Args({10, 2, 1})
    ->UseManualTime();

// The same of a file in another encoding.
void csv_survey_in_utf_16(benchmark::State& state) {
  read_by(state, three_metrics, "_utf-16");
}
BENCHMARK(csv_survey_in_utf_16)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->UseManualTime();

void csv_survey_in_windows_1252(benchmark::State& state) {
  read_by(state, three_metrics, "_windows-1252", {.encoding = "windows-1252"});
}
BENCHMARK(csv_survey_in_windows_1252)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->UseManualTime();

// The same by as many threads as given, but each reads a file of its own: what the machine allows them to do at once.
void csv_survey_apart(benchmark::State& state) {
  const std::string path = answers(state.range(0));
  if (!std::filesystem::exists(path)) {
    state.SkipWithError("build the target benchmark-data first");
    return;
  }
  const auto threads = static_cast<std::size_t>(state.range(1));
  const auto read_in = [&](std::size_t readers) {
    detail::run_parts(readers, [&](std::size_t) {
      survey_reader reader = three_metrics();
      input from{path};
      read_csv(from, reader);
      benchmark::DoNotOptimize(&reader);
    });
  };
  double best_alone = std::numeric_limits<double>::infinity();
  compare_with_read(
      state, threads * std::filesystem::file_size(path),
      [&] {
        for (std::size_t i = 0; i < threads; ++i) benchmark::DoNotOptimize(plain_read_of_file(path));
      },
      [&] { read_in(threads); }, [&] { best_alone = std::min(best_alone, seconds_of([&] { read_in(1); })); });
  state.counters["times_one_thread"] =
      1e3 * static_cast<double>(threads) * best_alone / state.counters["best_ms"].value;
}
BENCHMARK(csv_survey_apart)->ArgNames({"millions", "threads"})->Args({1, 2})->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
