// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"
#include "price_rows.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
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

class price_table {
 public:
  explicit price_table(const price_rows& rows) {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    connection_.reset(opened);
    run("CREATE TABLE prices (customer INTEGER, since INTEGER, until INTEGER, price INTEGER); BEGIN");
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(opened, "INSERT INTO prices VALUES (?, ?, ?, ?)", -1, &insert, nullptr);
    for (std::size_t row = 0; row < rows.price.size(); ++row) {
      sqlite3_bind_int64(insert, 1, rows.customer[row]);
      sqlite3_bind_int64(insert, 2, rows.since[row]);
      sqlite3_bind_int64(insert, 3, rows.until[row]);
      sqlite3_bind_int64(insert, 4, rows.price[row]);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
  }

  void run(const std::string& query) {
    if (sqlite3_exec(connection_.get(), query.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(connection_.get()));
  }

 private:
  struct close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::unique_ptr<sqlite3, close> connection_;
};

void sqlite_revenue(benchmark::State& state) {
  const price_rows rows(static_cast<std::size_t>(state.range(0)));
  price_table table(rows);
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
