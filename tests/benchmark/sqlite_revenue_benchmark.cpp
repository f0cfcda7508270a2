// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"
#include "price_rows.hpp"
#include "sqlite_table.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>

namespace cxmetrics::benchmarks {
namespace {

// The balances of each customer at the end of every month, and what changed between them: point to point, which is less work than
// day by day.
std::string query() {
  std::string ends;
  for (const period& month : two_years_of_months) {
    ends += ends.empty() ? "" : " UNION ALL ";
    ends += "SELECT " + std::to_string(month.first().time_since_epoch().count()) + " AS first, " +
            std::to_string(month.last().time_since_epoch().count()) + " AS last";
  }
  return "WITH months AS (" + ends +
         "), balance AS (SELECT customer, months.first AS month, "
         "sum(price) FILTER (WHERE since < months.first AND until >= months.first) AS opens, "
         "sum(price) FILTER (WHERE since < months.last AND until >= months.last) AS closes "
         "FROM months JOIN prices ON since < months.last AND until >= months.first GROUP BY 1, 2) "
         "SELECT month, sum(opens), sum(closes), sum(max(coalesce(closes, 0) - coalesce(opens, 0), 0)), "
         "sum(max(coalesce(opens, 0) - coalesce(closes, 0), 0)) FROM balance GROUP BY month";
}

void sqlite_revenue(benchmark::State& state) {
  const price_rows rows(static_cast<std::size_t>(state.range(0)));
  const std::string columns = "(customer INTEGER, since INTEGER, until INTEGER, price INTEGER)";
  sqlite_table table("prices", columns, rows.price.size(), [&](std::size_t row) {
    return std::array<std::int64_t, 4>{rows.customer[row], rows.since[row], rows.until[row], rows.price[row]};
  });
  const std::string asked = query();
  double best = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, rows.bytes(), [&] { table.run(asked); }, 1,
      [&] { best = std::min(best, seconds_of([&] { benchmark::DoNotOptimize(flows_of(rows)); })); });
  state.counters["times_cxmetrics"] = 1e-3 * state.counters["best_ms"].value / best;
}
BENCHMARK(sqlite_revenue)->ArgName("rows")->Arg(400'000)->UseManualTime()->Iterations(1);

}  // namespace
}  // namespace cxmetrics::benchmarks
