// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_BENCHMARK_PRICE_ROWS_HPP
#define CXMETRICS_TESTS_BENCHMARK_PRICE_ROWS_HPP

#include <cxmetrics/customers/revenue_ledger.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

namespace cxmetrics::benchmarks {

inline const std::vector<period> two_years_of_months =
    periods_of(granularity::month, {std::chrono::year{2023} / 1 / 1, std::chrono::year{2025} / 1 / 1});

// Four prices of each customer in two years, one after the other, in any order of the rows.
struct price_rows {
  std::vector<std::int64_t> customer{};
  std::vector<std::int32_t> since{};
  std::vector<std::int32_t> until{};
  std::vector<std::int64_t> price{};

  explicit price_rows(std::size_t rows) {
    std::mt19937_64 random(1);
    const auto below = [&](unsigned bound) { return static_cast<std::int32_t>(random() % bound); };
    const auto first =
        static_cast<std::int32_t>(two_years_of_months.front().first().time_since_epoch().count());
    const std::size_t customers = rows / 4;
    for (std::int32_t quarter = 0; quarter < 4; ++quarter) {
      for (std::size_t at = 0; at < customers; ++at) {
        const std::int32_t begin = first + 180 * quarter + below(90);
        customer.push_back(static_cast<std::int64_t>(at * 48'271 % customers));
        since.push_back(begin);
        until.push_back(begin + 1 + below(239));
        price.push_back((1 + below(20)) * 500);
      }
    }
  }

  std::vector<std::span<const std::byte>> bytes() const {
    return {std::as_bytes(std::span(customer)), std::as_bytes(std::span(since)),
            std::as_bytes(std::span(until)), std::as_bytes(std::span(price))};
  }
};

inline std::vector<revenue_flow> flows_of(const price_rows& rows, unsigned threads = 1) {
  revenue_ledger ledger{two_years_of_months};
  ledger.record({rows.customer, spell_columns{rows.since, rows.until}, rows.price}, threads);
  return ledger.flows();
}

}  // namespace cxmetrics::benchmarks

#endif
