// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"

#include <cxmetrics/customers/purchase_model.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <span>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace cxmetrics::benchmarks {
namespace {

using namespace std::chrono_literals;

// Four prices of each customer in two years, one after the other, in any order of the rows.
struct price_rows {
  std::vector<std::int64_t> customer;
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
  std::vector<std::int64_t> price;

  explicit price_rows(std::size_t rows) {
    std::mt19937_64 random(1);
    const auto first = static_cast<std::int32_t>(day{2023y / 1 / 1}.time_since_epoch().count());
    const std::size_t customers = rows / 4;
    for (std::int32_t quarter = 0; quarter < 4; ++quarter) {
      for (std::size_t at = 0; at < customers; ++at) {
        const std::int32_t begin = first + 180 * quarter + static_cast<std::int32_t>(random() % 90);
        customer.push_back(static_cast<std::int64_t>(at * 48'271 % customers));
        since.push_back(begin);
        until.push_back(begin + static_cast<std::int32_t>(random() % 240));
        price.push_back(static_cast<std::int64_t>(1 + random() % 20) * 500);
      }
    }
  }
};

const std::vector<period> months = periods_of(granularity::month, {2023y / 1 / 1, 2025y / 1 / 1});

// The balances of each customer at the end of every month, and what changed between them: point to point, which is less work than
// day by day.
std::string query() {
  std::string ends;
  for (const period& month : months) {
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

void count(const price_rows& rows, unsigned threads) {
  revenue_ledger ledger{months};
  ledger.record({rows.customer, spell_columns{rows.since, rows.until}, rows.price}, threads);
  benchmark::DoNotOptimize(ledger.flows());
}

std::vector<std::span<const std::byte>> bytes_of(const price_rows& rows) {
  return {std::as_bytes(std::span(rows.customer)), std::as_bytes(std::span(rows.since)),
          std::as_bytes(std::span(rows.until)), std::as_bytes(std::span(rows.price))};
}

void revenue_movements(benchmark::State& state) {
  const price_rows rows(static_cast<std::size_t>(state.range(0)));
  compare_with_plain_read(state, bytes_of(rows), [&] { count(rows, 1); });
}
BENCHMARK(revenue_movements)->ArgName("rows")->Arg(20'000'000)->UseManualTime()->Iterations(2);

void sqlite_revenue(benchmark::State& state) {
  const price_rows rows(static_cast<std::size_t>(state.range(0)));
  price_table table(rows);
  const std::string asked = query();
  double best = std::numeric_limits<double>::infinity();
  compare_with_plain_read(
      state, bytes_of(rows), [&] { table.run(asked); }, 1,
      [&] { best = std::min(best, seconds_of([&] { count(rows, 1); })); });
  state.counters["times_cxmetrics"] = 1e-3 * state.counters["best_ms"].value / best;
}
BENCHMARK(sqlite_revenue)->ArgName("rows")->Arg(400'000)->UseManualTime()->Iterations(1);

// So many customers with histories of whole days.
void fit_of_purchases(benchmark::State& state) {
  std::mt19937_64 random(1);
  std::gamma_distribution<double> rate(0.24, 1 / 4.4);
  std::uniform_real_distribution<double> chance(0, 1);
  std::vector<purchase_history> histories;
  for (std::int64_t at = 0; at < state.range(0); ++at) {
    const double lambda = rate(random);
    const double leaves = chance(random) * 0.5;
    purchase_history history{0, 0, 27 + static_cast<double>(at % 84) / 7, 0};
    for (double now = 0;;) {
      now += -std::log(1 - chance(random)) / lambda;
      if (!(now < history.age)) break;
      ++history.repeats;
      history.recency = std::floor(now * 7) / 7;
      if (chance(random) < leaves) break;
    }
    histories.push_back(history);
  }
  const auto bytes = std::as_bytes(std::span(histories));
  compare_with_plain_read(state, {bytes}, [&] { benchmark::DoNotOptimize(fit_bg_nbd(histories)); });
}
BENCHMARK(fit_of_purchases)->ArgName("customers")->Arg(1'000'000)->UseManualTime()->Iterations(2);

}  // namespace
}  // namespace cxmetrics::benchmarks
