// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/large_array.hpp"
#include "customers/subscription_groups.hpp"

#include <cxmetrics/detail/parts.hpp>

#include <algorithm>
#include <bit>
#include <utility>
#include <vector>

namespace cxmetrics::detail {
namespace {

struct plain_row {
  std::int32_t since;
  std::int32_t until;
  std::int64_t price;
};

// Throws for a row that is no subscription.
class row_reader {
 public:
  explicit row_reader(const subscription_columns& columns)
      : columns_(columns),
        since_(columns.days().since().data()),
        until_(columns.days().until().data()),
        price_(columns.price().data()),
        most_(std::numeric_limits<std::int64_t>::max() / in_a_year(columns.interval())) {}

  plain_row operator()(std::size_t row) const {
    const plain_row found{since_[row], until_[row], price_[row]};
    if (found.since > found.until || found.price < 0 || found.price > most_) refuse(row);
    return found;
  }

 private:
  [[gnu::cold]] void refuse(std::size_t row) const { static_cast<void>(columns_[row]); }

  const subscription_columns& columns_;
  const std::int32_t* since_;
  const std::int32_t* until_;
  const std::int64_t* price_;
  std::int64_t most_;
};

price_row price_row_of(std::int32_t since, std::int32_t until, std::int64_t per_year) {
  return {since, until == spell_columns::no_end ? price_row::no_end : until, per_year};
}

class rows_in_order final : public subscription_groups {
 public:
  rows_in_order(const subscription_columns& columns, unsigned threads) : columns_(columns) {
    const std::span<const std::int64_t> customer = columns.customer();
    const std::size_t parts = parts_for(customer.size(), threads);
    for (std::size_t part = 1; part < parts; ++part) {
      std::size_t at = part_of(customer.size(), part, parts).first;
      while (at < customer.size() && at > 0 && customer[at] == customer[at - 1]) ++at;
      begin_of_part_.push_back(std::max(at, begin_of_part_.back()));
    }
    begin_of_part_.push_back(customer.size());
  }

  std::size_t parts() const noexcept override { return begin_of_part_.size() - 1; }

  void each_customer(std::size_t part, function_ref<void(std::span<const price_row>)> visit) const override {
    const std::span<const std::int64_t> customer = columns_.customer();
    const std::int64_t times = in_a_year(columns_.interval());
    const row_reader read(columns_);
    std::vector<price_row> rows;
    for (std::size_t at = begin_of_part_[part]; at < begin_of_part_[part + 1];) {
      rows.clear();
      const std::int64_t whose = customer[at];
      for (; at < begin_of_part_[part + 1] && customer[at] == whose; ++at) {
        const auto [since, until, price] = read(at);
        rows.push_back(price_row_of(since, until, price * times));
      }
      visit(rows);
    }
  }

 private:
  const subscription_columns& columns_;
  std::vector<std::size_t> begin_of_part_{0};
};

// Memory that is new costs as much as what is done with it, so rows are as short as their numbers allow.
template <class Number>
struct dealt_row {
  Number customer;
  Number price;
  std::int32_t since;
  std::int32_t until;
};

// Rows are dealt out twice: first to as many blocks as a processor can write to at once, then the rows of each of these
// to blocks that it has at hand altogether.
constexpr std::size_t rows_of_large_block = 65'536;
constexpr std::size_t rows_of_small_block = 1'024;

// A block for each value of some bits of a hash.
struct block_of {
  int first;
  int bits;

  static block_of rows(std::size_t rows, std::size_t of_each, int first) {
    return {first, std::clamp(static_cast<int>(std::bit_width(rows / of_each)), 1, 8)};
  }

  template <class Number>
  std::size_t operator()(Number customer) const {
    const std::uint64_t hash = static_cast<std::uint64_t>(customer) * 0x9E37'79B9'7F4A'7C15u;
    return hash << first >> (64 - bits);
  }
  std::size_t count() const { return std::size_t{1} << bits; }
  int last() const { return first + bits; }
};

// Where each block begins, from how many rows each has.
void add_up(std::vector<std::size_t>& of_block) {
  std::size_t before = 0;
  for (std::size_t& each : of_block) before += std::exchange(each, before);
}

// Finds the rows of each customer in a large block. What it takes is kept for the next one.
template <class Row>
class customers_of_block {
 public:
  customers_of_block(int hash_bits_used, std::int64_t times) : used_(hash_bits_used), times_(times) {}

  void visit(std::span<const Row> block, function_ref<void(std::span<const price_row>)> visit) {
    const block_of small = block_of::rows(block.size(), rows_of_small_block, used_);
    end_.assign(small.count(), 0);
    for (const Row& row : block) ++end_[small(row.customer)];
    add_up(end_);
    dealt_.resize(block.size());
    for (const Row& row : block) dealt_[end_[small(row.customer)]++] = row;
    std::size_t begin = 0;
    for (const std::size_t end : end_) {
      visit_small({dealt_.data() + begin, end - begin}, small.last(), visit);
      begin = end;
    }
  }

 private:
  void visit_small(std::span<const Row> block, int used,
                   function_ref<void(std::span<const price_row>)> visit) {
    number(block, used);
    add_up(rows_of_);
    rows_.resize(block.size());
    for (std::size_t at = 0; at < block.size(); ++at) {
      const Row& row = block[at];
      rows_[rows_of_[number_[at]]++] =
          price_row_of(row.since, row.until, static_cast<std::int64_t>(row.price) * times_);
    }
    std::size_t begin = 0;
    for (const std::size_t end : rows_of_) {
      visit(std::span(rows_).subspan(begin, end - begin));
      begin = end;
    }
  }

  // Numbers the customers from 0 on, as they come, and counts their rows.
  void number(std::span<const Row> block, int used) {
    const block_of slot{used, static_cast<int>(std::bit_width(2 * block.size()))};
    slots_.assign(slot.count(), 0);
    number_.resize(block.size());
    customers_.clear();
    rows_of_.clear();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t row = 0; row < block.size(); ++row) {
      const auto customer = block[row].customer;
      std::size_t at = slot(customer);
      while (slots_[at] != 0 && customers_[slots_[at] - 1] != customer) at = (at + 1) & mask;
      if (slots_[at] == 0) {
        customers_.push_back(customer);
        rows_of_.push_back(0);
        slots_[at] = static_cast<std::uint32_t>(customers_.size());
      }
      number_[row] = slots_[at] - 1;
      ++rows_of_[number_[row]];
    }
  }

  int used_;
  std::int64_t times_;
  std::vector<std::size_t> end_;
  std::vector<Row> dealt_;
  std::vector<std::uint32_t> slots_;  // one more than the number
  std::vector<decltype(Row::customer)> customers_;
  std::vector<std::size_t> rows_of_;  // then where they end
  std::vector<std::uint32_t> number_;
  std::vector<price_row> rows_;
};

template <class Row>
class rows_dealt_out final : public subscription_groups {
 public:
  // Each part of the rows counts what it has for each block, and then deals it out behind what earlier parts have.
  rows_dealt_out(const subscription_columns& columns, unsigned threads)
      : times_(in_a_year(columns.interval())),
        large_(block_of::rows(columns.size(), rows_of_large_block, 0)),
        parts_(std::min(parts_for(columns.size(), threads), large_.count())),
        dealt_(columns.size()) {
    std::vector<std::vector<std::size_t>> next(parts_, std::vector<std::size_t>(large_.count()));
    const std::int64_t* const customer = columns.customer().data();
    const auto each_row = [&, customer](std::size_t part, const auto& visit) {
      const auto [first, last] = part_of(columns.size(), part, parts_);
      std::size_t* const of_block = next[part].data();
      const block_of block = large_;
      for (std::size_t row = first; row < last; ++row) visit(row, of_block[block(customer[row])]);
    };
    run_parts(parts_,
              [&](std::size_t part) { each_row(part, [](std::size_t, std::size_t& rows) { ++rows; }); });
    std::size_t before = 0;
    for (std::size_t block = 0; block < large_.count(); ++block) {
      begin_of_block_.push_back(before);
      for (auto& of_part : next) before += std::exchange(of_part[block], before);
    }
    begin_of_block_.push_back(before);
    run_parts(parts_, [&](std::size_t part) {
      using number = decltype(Row::customer);
      Row* const to = dealt_.get();
      each_row(part, [=, read = row_reader(columns)](std::size_t row, std::size_t& at) {
        const auto [since, until, price] = read(row);
        to[at++] = {static_cast<number>(customer[row]), static_cast<number>(price), since, until};
      });
    });
  }

  std::size_t parts() const noexcept override { return parts_; }

  void each_customer(std::size_t part, function_ref<void(std::span<const price_row>)> visit) const override {
    customers_of_block<Row> customers(large_.last(), times_);
    const auto [first, last] = part_of(large_.count(), part, parts_);
    for (std::size_t block = first; block < last; ++block) {
      customers.visit(
          {dealt_.get() + begin_of_block_[block], begin_of_block_[block + 1] - begin_of_block_[block]},
          visit);
    }
  }

 private:
  std::int64_t times_;
  block_of large_;
  std::size_t parts_;
  large_array<Row> dealt_;
  std::vector<std::size_t> begin_of_block_;
};

bool have_32_bits(const subscription_columns& columns) {
  std::uint64_t any = 0;
  for (const auto& column : {columns.customer(), columns.price()}) {
    for (const std::int64_t each : column) any |= static_cast<std::uint64_t>(each);
  }
  return any >> 32 == 0;
}

}  // namespace

std::unique_ptr<const subscription_groups> customers_of(const subscription_columns& columns,
                                                        unsigned threads) {
  if (std::is_sorted(columns.customer().begin(), columns.customer().end()))
    return std::make_unique<rows_in_order>(columns, threads);
  if (have_32_bits(columns))
    return std::make_unique<rows_dealt_out<dealt_row<std::uint32_t>>>(columns, threads);
  return std::make_unique<rows_dealt_out<dealt_row<std::int64_t>>>(columns, threads);
}

}  // namespace cxmetrics::detail
