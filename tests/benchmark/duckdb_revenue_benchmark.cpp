// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"
#include "price_rows.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <duckdb.h>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace cxmetrics::benchmarks {
namespace {

using amounts = std::vector<std::int64_t>;

// The rows in a table of DuckDB, in memory.
class duckdb_prices {
 public:
  duckdb_prices(const price_rows& rows, std::int64_t threads) {
    require(duckdb_open(nullptr, &database_));
    require(duckdb_connect(database_, &connection_));
    run("SET threads = " + std::to_string(threads));
    run("CREATE TABLE prices (customer BIGINT, since DATE, until DATE, price BIGINT)");
    duckdb_appender appender = nullptr;
    require(duckdb_appender_create(connection_, nullptr, "prices", &appender));
    duckdb_logical_type whole = duckdb_create_logical_type(DUCKDB_TYPE_BIGINT);
    duckdb_logical_type date = duckdb_create_logical_type(DUCKDB_TYPE_DATE);
    duckdb_logical_type types[] = {whole, date, date, whole};
    duckdb_data_chunk chunk = duckdb_create_data_chunk(types, std::size(types));
    const auto fill = [&](idx_t column, const auto* from, std::size_t count) {
      std::copy_n(
          reinterpret_cast<const std::byte*>(from), count * sizeof *from,
          static_cast<std::byte*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column))));
    };
    for (std::size_t row = 0; row < rows.price.size();) {
      const std::size_t count = std::min<std::size_t>(duckdb_vector_size(), rows.price.size() - row);
      fill(0, &rows.customer[row], count);
      fill(1, &rows.since[row], count);
      fill(2, &rows.until[row], count);
      fill(3, &rows.price[row], count);
      duckdb_data_chunk_set_size(chunk, count);
      require(duckdb_append_data_chunk(appender, chunk));
      duckdb_data_chunk_reset(chunk);
      row += count;
    }
    duckdb_destroy_data_chunk(&chunk);
    duckdb_destroy_logical_type(&whole);
    duckdb_destroy_logical_type(&date);
    require(duckdb_appender_destroy(&appender));
  }
  ~duckdb_prices() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  duckdb_prices(const duckdb_prices&) = delete;
  duckdb_prices& operator=(const duckdb_prices&) = delete;

  // The values of all rows, one row after the other; all of them are 64-bit whole numbers.
  amounts run(const std::string& query) const {
    duckdb_result result;
    if (duckdb_query(connection_, query.c_str(), &result) != DuckDBSuccess) {
      const std::string why = duckdb_result_error(&result);
      duckdb_destroy_result(&result);
      throw std::runtime_error(why);
    }
    amounts values;
    const idx_t columns = duckdb_column_count(&result);
    while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result)) {
      for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row) {
        for (idx_t column = 0; column < columns; ++column) {
          const void* data = duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column));
          values.push_back(static_cast<const std::int64_t*>(data)[row]);
        }
      }
      duckdb_destroy_data_chunk(&chunk);
    }
    duckdb_destroy_result(&result);
    return values;
  }

 private:
  static void require(duckdb_state state) {
    if (state != DuckDBSuccess) throw std::runtime_error("DuckDB refuses");
  }

  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

std::string sum_where(const std::string& condition, const std::string& amount) {
  return fmt::format("sum(CASE WHEN {} THEN {} ELSE 0 END)::BIGINT", condition, amount);
}

// Movements from day to day, as a ledger has them.
struct from_day_to_day {
  // What customers pay changes on few of their days: a running sum over these is less than a balance for each day or month.
  static std::string query() {
    return fmt::format(
        "SELECT {}, {}, {}, {}, {} FROM (SELECT day, paid, paid - change AS before, is_first FROM ("
        "SELECT day, change, sum(change) OVER w AS paid, row_number() OVER w = 1 AS is_first FROM ("
        "SELECT customer, day, sum(change) AS change FROM (SELECT customer, since AS day, price AS change "
        "FROM prices UNION ALL SELECT customer, until, -price FROM prices) GROUP BY customer, day) "
        "WINDOW w AS (PARTITION BY customer ORDER BY day ROWS UNBOUNDED PRECEDING))) "
        "WHERE day < DATE '2025-01-01' GROUP BY date_trunc('month', day) ORDER BY date_trunc('month', day)",
        sum_where("before = 0 AND is_first", "paid"), sum_where("before = 0 AND NOT is_first", "paid"),
        sum_where("before > 0 AND paid > before", "paid - before"),
        sum_where("paid > 0 AND paid < before", "before - paid"), sum_where("paid = 0", "before"));
  }
};

// From the end of a month to the end of the next, which is less work, and another answer: who moves twice within a month has
// moved once or not at all. The balances of a customer stand side by side, so that nothing has to be joined or sorted.
struct from_month_to_month {
  static std::string query() {
    std::string balances;
    std::string sums;
    const auto add_balance = [&](std::size_t at, const std::string& edge) {
      balances += fmt::format(", sum(CASE WHEN since < {0} AND until >= {0} THEN price ELSE 0 END) AS b{1}",
                              edge, at);
    };
    for (std::size_t at = 0; at < two_years_of_months.size(); ++at) {
      const std::string first = edge_of(two_years_of_months[at].first());
      const std::string before = fmt::format("b{}", at);
      const std::string after = fmt::format("b{}", at + 1);
      add_balance(at, first);
      sums +=
          fmt::format("{}sum({})::BIGINT, sum({})::BIGINT, sum(least({}, {}))::BIGINT, {}, {}, {}, {}, {}",
                      at == 0 ? "" : ", ", before, after, before, after,
                      sum_where(fmt::format("{} = 0 AND first_day >= {}", before, first), after),
                      sum_where(fmt::format("{} = 0 AND first_day < {}", before, first), after),
                      sum_where(fmt::format("{0} > 0 AND {0} < {1}", before, after),
                                fmt::format("{} - {}", after, before)),
                      sum_where(fmt::format("{1} > 0 AND {0} > {1}", before, after),
                                fmt::format("{} - {}", before, after)),
                      sum_where(fmt::format("{} = 0", after), before));
    }
    add_balance(two_years_of_months.size(), edge_of(two_years_of_months.back().last()));
    return fmt::format("SELECT {} FROM (SELECT min(since) AS first_day{} FROM prices GROUP BY customer)",
                       sums, balances);
  }
  static std::string edge_of(day day) {
    return fmt::format("(DATE '1970-01-01' + {})", day.time_since_epoch().count());
  }
};

bool same(from_day_to_day, const amounts& found, const std::vector<revenue_flow>& flows) {
  amounts expected;
  for (const revenue_flow& each : flows)
    expected.insert(expected.end(), {each.acquired(), each.reactivated(), each.expansion(),
                                     each.contraction(), each.churned()});
  return found == expected;
}

// The balances agree, and so does what is still there at the end of that at the start.
bool same(from_month_to_month, const amounts& found, const std::vector<revenue_flow>& flows) {
  constexpr std::size_t figures = 8;
  if (found.size() != figures * flows.size()) return false;
  for (std::size_t at = 0; at < flows.size(); ++at) {
    const revenue_flow& each = flows[at];
    const std::int64_t kept = each.start() - each.counters().lost_of_start / 12;
    if (found[figures * at] != each.start() || found[figures * at + 1] != each.end() ||
        found[figures * at + 2] != kept)
      return false;
  }
  return true;
}

template <class Movements>
void duckdb_revenue(benchmark::State& state) {
  const price_rows rows(static_cast<std::size_t>(state.range(0)));
  const auto threads = static_cast<unsigned>(state.range(1));
  const duckdb_prices table(rows, threads);
  const std::string query = Movements::query();
  if (!same(Movements{}, table.run(query), flows_of(rows))) {
    state.SkipWithError("DuckDB finds something else");
    return;
  }
  double best = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, rows.bytes(), [&] { table.run(query); }, threads,
      [&] { best = std::min(best, seconds_of([&] { benchmark::DoNotOptimize(flows_of(rows, threads)); })); });
  state.counters["cxmetrics_ms"] = 1e3 * best;
  state.counters["times_cxmetrics"] = 1e-3 * state.counters["best_ms"].value / best;
}
void sizes(benchmark::internal::Benchmark* of) {
  of->ArgNames({"rows", "threads"})
      ->Args({1'000'000, 1})
      ->Args({20'000'000, 1})
      ->Args({20'000'000, 2})
      ->UseManualTime()
      ->Iterations(2);
}
BENCHMARK_TEMPLATE(duckdb_revenue, from_day_to_day)->Apply(sizes);
BENCHMARK_TEMPLATE(duckdb_revenue, from_month_to_month)->Apply(sizes);

}  // namespace
}  // namespace cxmetrics::benchmarks
