// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "io/group_index.hpp"
#include "plain_read.hpp"

#include <cxmetrics/detail/instruction_set.hpp>
#include <cxmetrics/io/csv.hpp>
#include <cxmetrics/io/date.hpp>
#include <cxmetrics/io/score.hpp>
#include <cxmetrics/io/survey_reader.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

// Reading a file of survey answers, against reading its bytes and adding them up. The target `benchmark-data`
// generates the files. Arguments: rows in millions, threads, and for csv_fields the instruction set.
namespace cxmetrics::benchmarks {
namespace {

std::string answers(std::int64_t millions) {
  return CXMETRICS_BENCHMARK_DATA "/answers_" + std::to_string(millions) + "m.csv";
}

// Times reading by handlers, each made by make().
template <class Make>
void read_by(benchmark::State& state, const Make& make) {
  const std::string path = answers(state.range(0));
  if (!std::filesystem::exists(path)) {
    state.SkipWithError("build the target benchmark-data first");
    return;
  }
  const auto threads = static_cast<std::size_t>(state.range(1));
  compare_with_read(
      state, std::filesystem::file_size(path), [&] { benchmark::DoNotOptimize(plain_read_of_file(path)); },
      [&] {
        using handler = decltype(make());
        std::vector<handler> parts;
        for (std::size_t part = 0; part < threads; ++part) parts.push_back(make());
        std::vector<csv_handler*> handlers;
        for (handler& part : parts) handlers.push_back(&part);
        input from{path};
        read_csv(from, handlers);
        benchmark::DoNotOptimize(parts.data());
      });
}

// Takes five of eight columns and only looks at where they are.
struct five_fields : csv_handler {
  std::vector<std::size_t> columns(const csv_header& header) override {
    std::vector<std::size_t> result;
    for (const char* name : {"metric", "score", "segment", "touchpoint", "answered_at"}) {
      result.push_back(header.index_of(name));
    }
    return result;
  }
  void row(const csv_row& row) override { bytes += row[4].size(); }
  void reject(rejection) override { ++rejected; }

  std::uint64_t bytes = 0;
  std::uint64_t rejected = 0;
};

// Reads what they say as well: a score, a day, and three keys.
struct five_values : five_fields {
  void row(const csv_row& row) override {
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
  detail::use_instruction_set(static_cast<detail::instruction_set>(state.range(2)));
  read_by(state, [] { return five_fields{}; });
  detail::use_instruction_set(detail::best_instruction_set());
}
BENCHMARK(csv_fields)
    ->ArgNames({"millions", "threads", "instructions"})
    ->Args({1, 1, 0})
    ->Args({1, 1, 1})
    ->Args({1, 1, 2})
    ->Args({10, 1, 2})
    ->Args({10, 2, 2})
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

// What cxreport counts of such a file: three metrics by segment and month.
void csv_survey(benchmark::State& state) {
  read_by(state, [] {
    return survey_reader{{{"nps", zero_to_ten}, {"csat", one_to_five}, {"ces", one_to_seven}},
                         {.question = "metric", .by = {"segment"}, .time = "answered_at"}};
  });
}
BENCHMARK(csv_survey)
    ->ArgNames({"millions", "threads"})
    ->Args({1, 1})
    ->Args({1, 2})
    ->Args({10, 1})
    ->Args({10, 2})
    ->UseManualTime();

}  // namespace
}  // namespace cxmetrics::benchmarks
