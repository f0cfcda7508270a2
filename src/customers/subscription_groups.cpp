// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/subscription_groups.hpp"

#include <cxmetrics/detail/parts.hpp>

#include <algorithm>
#include <bit>
#include <utility>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t rows_of_block = 16'384;

std::uint64_t mixed(std::int64_t customer) {
  return static_cast<std::uint64_t>(customer) * 0x9E37'79B9'7F4A'7C15u;
}

// Numbers customers from 0 on, as they come.
class customer_numbers {
 public:
  explicit customer_numbers(std::size_t most) : slots_(std::bit_ceil(2 * most + 1), 0) {}

  std::uint32_t number_of(std::int64_t customer) {
    const std::size_t mask = slots_.size() - 1;
    // Other bits than those by which the blocks were dealt out.
    std::size_t at = (mixed(customer) >> 8) & mask;
    while (slots_[at] != 0 && customers_[slots_[at] - 1] != customer) at = (at + 1) & mask;
    if (slots_[at] == 0) {
      customers_.push_back(customer);
      slots_[at] = static_cast<std::uint32_t>(customers_.size());
    }
    return slots_[at] - 1;
  }
  std::size_t size() const { return customers_.size(); }

 private:
  std::vector<std::uint32_t> slots_;  // one more than the number
  std::vector<std::int64_t> customers_;
};

}  // namespace

subscription_groups::subscription_groups(const subscription_columns& columns, unsigned threads)
    : columns_(columns) {
  in_order() ? cut_by_customer(threads) : deal_out(threads);
}

bool subscription_groups::in_order() const {
  const std::span<const std::int64_t> customer = columns_.customer();
  return std::is_sorted(customer.begin(), customer.end());
}

price_row subscription_groups::plain(const keyed_row& row) {
  return {row.since, row.until == spell_columns::no_end ? price_row::no_end : row.until, row.per_year};
}

subscription_groups::keyed_row subscription_groups::row_at(std::size_t row) const {
  const std::int32_t since = columns_.days().since()[row];
  const std::int32_t until = columns_.days().until()[row];
  const std::int64_t price = columns_.price()[row];
  const std::int64_t times = in_a_year(columns_.interval());
  if (since > until || price < 0 || price > std::numeric_limits<std::int64_t>::max() / times)
    static_cast<void>(columns_[row]);  // throws
  return {columns_.customer()[row], since, until, price * times};
}

void subscription_groups::cut_by_customer(unsigned threads) {
  const std::span<const std::int64_t> customer = columns_.customer();
  const std::size_t parts = parts_for(customer.size(), threads);
  begin_of_part_ = {0};
  for (std::size_t part = 1; part < parts; ++part) {
    std::size_t at = part_of(customer.size(), part, parts).first;
    while (at < customer.size() && at > 0 && customer[at] == customer[at - 1]) ++at;
    begin_of_part_.push_back(std::max(at, begin_of_part_.back()));
  }
  begin_of_part_.push_back(customer.size());
}

void subscription_groups::deal_out(unsigned threads) {
  const std::size_t rows = columns_.size();
  const auto bits = std::clamp(static_cast<int>(std::bit_width(rows / rows_of_block)), 1, 12);
  const auto block_of = [=](std::int64_t customer) { return mixed(customer) >> (64 - bits); };
  const std::size_t blocks = std::size_t{1} << bits;
  begin_of_block_.assign(blocks + 1, 0);
  for (const std::int64_t customer : columns_.customer()) ++begin_of_block_[block_of(customer) + 1];
  for (std::size_t block = 0; block < blocks; ++block) begin_of_block_[block + 1] += begin_of_block_[block];
  std::vector<std::size_t> next(begin_of_block_.begin(), begin_of_block_.end() - 1);
  dealt_.resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    const keyed_row dealt = row_at(row);
    dealt_[next[block_of(dealt.customer)]++] = dealt;
  }
  const std::size_t parts = std::min(parts_for(rows, threads), blocks);
  for (std::size_t part = 0; part < parts; ++part)
    begin_of_part_.push_back(part_of(blocks, part, parts).first);
  begin_of_part_.push_back(blocks);
}

void subscription_groups::each_customer(std::size_t part,
                                        function_ref<void(std::span<const price_row>)> visit) const {
  if (begin_of_block_.empty()) return each_in_order(part, visit);
  for (std::size_t block = begin_of_part_[part]; block < begin_of_part_[part + 1]; ++block) {
    const std::span rows(dealt_.data() + begin_of_block_[block],
                         begin_of_block_[block + 1] - begin_of_block_[block]);
    each_in_block(rows, visit);
  }
}

void subscription_groups::each_in_order(std::size_t part,
                                        function_ref<void(std::span<const price_row>)> visit) const {
  const std::span<const std::int64_t> customer = columns_.customer();
  std::vector<price_row> rows;
  for (std::size_t at = begin_of_part_[part]; at < begin_of_part_[part + 1];) {
    rows.clear();
    const std::int64_t whose = customer[at];
    for (; at < begin_of_part_[part + 1] && customer[at] == whose; ++at) rows.push_back(plain(row_at(at)));
    visit(rows);
  }
}

void subscription_groups::each_in_block(std::span<const keyed_row> block,
                                        function_ref<void(std::span<const price_row>)> visit) const {
  customer_numbers numbers(block.size());
  std::vector<std::uint32_t> number(block.size());
  for (std::size_t at = 0; at < block.size(); ++at) number[at] = numbers.number_of(block[at].customer);
  std::vector<std::size_t> end(numbers.size() + 1);
  for (const std::uint32_t each : number) ++end[each + 1];
  for (std::size_t at = 0; at + 1 < end.size(); ++at) end[at + 1] += end[at];
  std::vector<price_row> rows(block.size());
  for (std::size_t at = 0; at < block.size(); ++at) rows[end[number[at]]++] = plain(block[at]);
  std::size_t begin = 0;
  for (std::size_t customer = 0; customer < numbers.size(); ++customer) {
    visit(std::span(rows).subspan(begin, end[customer] - begin));
    begin = end[customer];
  }
}

}  // namespace cxmetrics::detail
