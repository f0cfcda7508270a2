// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_ENGINES_CUSTOMERS_HPP
#define CXMETRICS_SRC_ENGINES_CUSTOMERS_HPP

#include "engines/vocabulary.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cxmetrics::engines {

// Which state an aggregate makes of customers.
enum class customers_as { flow, cohorts, lifetimes, revenue };

// A row as a query hands it over.
struct customer_row {
  std::optional<day> since;
  std::optional<day> until;
  // The days that must be the same in all rows: of a period the first one and the first one after it; of cohorts the
  // first one and the last one known; of lifetimes the last one known, twice.
  std::optional<day> first;
  std::optional<day> last;
  // Only revenue has these.
  std::optional<std::string_view> customer{};
  std::optional<std::int64_t> price{};
};

// The customers that an aggregate has seen so far. Parts add up, in any order, and travel between processes as bytes.
// Revenue alone needs all rows until the end, because what a customer pays on a day is one sum.
class customers {
 public:
  explicit customers(customers_as kind) : kind_(kind) {}

  // Takes a row, or takes it out again. Nobody without a first day. Throws std::invalid_argument for a row that makes
  // no sense, and for other constants than the rows before had.
  void take(const customer_row& row, bool out = false);
  // Throws std::invalid_argument as well.
  void add(const customers& more);
  // Nothing without rows.
  std::optional<any_state> result() const;

  std::string packed() const;
  static customers unpacked(std::string_view bytes);

 private:
  using subscriptions = std::map<std::string, std::vector<subscription>, std::less<>>;
  using seen = std::variant<std::monostate, customer_ledger, customer_cohorts, lifetimes, subscriptions>;
  void begin(day first, day last);
  seen nobody() const;

  customers_as kind_;
  // The days of the rows that must not differ.
  day first_{};
  day last_{};
  seen so_far_{};
};

}  // namespace cxmetrics::engines

#endif
