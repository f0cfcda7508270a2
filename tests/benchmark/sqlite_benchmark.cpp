// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "columns.hpp"
#include "plain_read.hpp"

#include <cxmetrics/survey/break_down.hpp>

#include <memory>
#include <sqlite3.h>
#include <stdexcept>

namespace cxmetrics::benchmarks {
namespace {

// The same questions put to SQLite, its table in memory.
class database {
 public:
  database(const std::vector<std::uint8_t>& scores, const std::vector<std::uint32_t>& groups) {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    connection_.reset(opened);
    run("CREATE TABLE answers (score INTEGER, segment INTEGER); BEGIN");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(opened, "INSERT INTO answers VALUES (?, ?)", -1, &insert, nullptr);
    for (std::size_t row = 0; row < scores.size(); ++row) {
      sqlite3_bind_int(insert, 1, scores[row]);
      sqlite3_bind_int64(insert, 2, groups[row]);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
  }

  void run(const char* query) {
    if (sqlite3_exec(connection_.get(), query, nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(connection_.get()));
    }
  }

 private:
  struct close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::unique_ptr<sqlite3, close> connection_;
};

template <class Count>
void compare_with_query(benchmark::State& state, const char* query, Count count) {
  const auto rows = static_cast<std::size_t>(state.range(0));
  const auto answers = scores<std::uint8_t>(rows);
  const auto groups = group_ids(rows, 1'000);
  database table(answers, groups);
  double best = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, {std::as_bytes(std::span(answers)), std::as_bytes(std::span(groups))}, [&] { table.run(query); },
      1, [&] { best = std::min(best, seconds_of([&] { count(answers, groups); })); });
  state.counters["times_cxmetrics"] = 1e-3 * state.counters["best_ms"].value / best;
}

void sqlite_scores(benchmark::State& state) {
  compare_with_query(state, "SELECT score, count(*) FROM answers GROUP BY score",
                     [](const auto& answers, const auto&) {
                       benchmark::DoNotOptimize(tally_of(zero_to_ten, answers, {.missing = {11}}));
                     });
}
void sqlite_groups(benchmark::State& state) {
  compare_with_query(
      state,
      "SELECT segment, 100.0 * (count(*) FILTER (WHERE score BETWEEN 9 AND 10) - count(*) FILTER "
      "(WHERE score < 7)) / count(*) FILTER (WHERE score < 11) FROM answers GROUP BY segment",
      [](const auto& answers, const auto& groups) {
        benchmark::DoNotOptimize(break_down(zero_to_ten, answers, by(groups), {.missing = {11}}));
      });
}
BENCHMARK(sqlite_scores)->ArgName("rows")->Arg(1'000'000)->UseManualTime()->Iterations(2);
BENCHMARK(sqlite_groups)->ArgName("rows")->Arg(1'000'000)->UseManualTime()->Iterations(2);

}  // namespace
}  // namespace cxmetrics::benchmarks
