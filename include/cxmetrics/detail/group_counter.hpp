// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_GROUP_COUNTER_HPP
#define CXMETRICS_DETAIL_GROUP_COUNTER_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/detail/hashed_states.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/placed_states.hpp>
#include <cxmetrics/detail/prefetch.hpp>
#include <cxmetrics/detail/project.hpp>
#include <cxmetrics/detail/range.hpp>
#include <cxmetrics/detail/stored_key.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <concepts>
#include <cstddef>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

namespace cxmetrics::detail {

// The states of groups while they are being counted. What is counted of a record, and into what, is the counter's to
// say: its `state` begins as `empty()`, `count` adds what was read of a record, and `state_of` says what it comes to.
template <class Counter, class... Keys>
class group_counter {
 public:
  explicit group_counter(const Counter& counter) : counter_(counter), groups_(counter.empty()) {}

  // The projections are copied, so that the compiler may keep what they are in registers.
  template <class Iterator, class End, class Read, class... Projections>
  void count_records(Iterator at, End end, Read read, Projections... keys) {
    // To lay out small groups takes about as long as to find so many by their hash.
    std::ptrdiff_t few = 8'192;
    if constexpr (requires { end - at; }) {
      if (end - at > few) few = 0;
    }
    for (; at != end && (!lays_out_small || few > 0); ++at, --few) {
      prefetch_ahead(at);
      auto&& record = *at;
      counter_.count(groups_(key_view(project(keys, record))...), project(read, record));
    }
    if constexpr (lays_out_small) {
      if (at != end) count_small(std::move(at), std::move(end), std::move(read), std::move(keys)...);
    }
  }

  template <class State>
  void add_to(breakdown<State, Keys...>& result) const {
    const auto add = [&](const auto& key, const auto& counted) { result[key] += counter_.state_of(counted); };
    groups_.for_each(add);
    if constexpr (lays_out_small) {
      if (small_) small_->for_each(add);
    }
  }

 private:
  using state = typename Counter::state;
  using small = placed_states<state, Keys...>;
  static constexpr bool lays_out_small = small::possible && requires(const Counter& counter) {
    counter.plain();
  };

  // Where nearly all keys are small and nearly all answers scores. Whatever else there may be is kept out of the loop,
  // which it would leave without registers.
  template <class Iterator, class End, class Read, class... Projections>
  [[gnu::noinline]] void count_small(Iterator at, End end, Read read, Projections... keys) {
    small_.emplace(counter_.empty());
    const auto find = small_->find_many();
    const auto plain = counter_.plain();
    for (; at != end; ++at) {
      prefetch_ahead(at);
      auto&& record = *at;
      const auto count = [&](const auto& score, const auto&... parts) {
        state* const group = find(parts...);
        if (group == nullptr || !plain.count(*group, score)) [[unlikely]]
          count_other(group, score, parts...);
      };
      count(project(read, record), project(keys, record)...);
    }
  }

  template <class Score, class... Parts>
  [[gnu::noinline]] void count_other(state* group, Score score, Parts... parts) {
    if (group == nullptr) group = &groups_(parts...);
    counter_.count(*group, score);
  }

  Counter counter_;
  hashed_states<state, Keys...> groups_;
  std::optional<small> small_;
};

template <class Counter>
using counted_state = std::remove_cvref_t<decltype(std::declval<const Counter&>().state_of(
    std::declval<const typename Counter::state&>()))>;

template <class Key>
concept group_key = std::totally_ordered<Key> && std::copyable<Key>;

// One line instead of pages of templates.
template <class Projection, class Record>
constexpr bool require_key() {
  static_assert(std::is_invocable_v<Projection&, Record>,
                "cxmetrics: a key is a column, or a function or a member of the record");
  if constexpr (std::is_invocable_v<Projection&, Record>) {
    static_assert(
        group_key<stored_key<std::invoke_result_t<Projection&, Record>>>,
        "cxmetrics: a key is of a type with == and <, such as a number, text, an enum, a day or a period");
  }
  return true;
}

template <class Counter, class Range, class Read, class... Keys>
auto break_down_records(const Counter& counter, unsigned threads, Range& records, const Read& read,
                        const Keys&... keys) {
  static_assert((require_key<Keys, reference_t<Range>>() && ...));
  using state_type = counted_state<Counter>;
  using result_type = breakdown<state_type, stored_key<projected_t<Range, Keys>>...>;
  return count_range(records, threads, result_type{counter.state_of(counter.empty())},
                     [&](result_type& result, auto at, auto end) {
                       group_counter<Counter, stored_key<projected_t<Range, Keys>>...> groups(counter);
                       groups.count_records(std::move(at), std::move(end), read, keys...);
                       groups.add_to(result);
                     });
}

// An iterator over the numbers of rows; std::views::iota is beyond Clang 14.
struct row_number {
  std::size_t row;

  std::size_t operator*() const { return row; }
  row_number& operator++() {
    ++row;
    return *this;
  }
  friend bool operator==(const row_number&, const row_number&) = default;
  friend std::ptrdiff_t operator-(const row_number& a, const row_number& b) {
    return static_cast<std::ptrdiff_t>(a.row - b.row);
  }
};

// A column as a projection of the number of a row: to the value there, or to a copy of it where the column has no
// values of its own.
template <column Column>
class at_row {
 public:
  explicit at_row(Column& values) : values_(&values), begin_(begin_of(values)) {}

  decltype(auto) operator()(std::size_t row) const {
    using reference = reference_t<Column>;
    using kept = std::conditional_t<std::is_reference_v<reference>, reference, value_t<Column>>;
    return static_cast<kept>(begin_[static_cast<std::iter_difference_t<iterator_t<Column>>>(row)]);
  }
  std::size_t size() const { return size_of(*values_); }

 private:
  Column* values_;
  iterator_t<Column> begin_;
};

inline void require_same_size(std::size_t rows, std::size_t others) {
  if (rows != others)
    throw_invalid_argument("a column of {} rows does not go with one of {}", {rows, others});
}

template <class Counter, class Read, class... Keys>
auto break_down_rows(const Counter& counter, unsigned threads, std::size_t rows, const Read& read,
                     const at_row<Keys>&... keys) {
  static_assert((require_key<const at_row<Keys>, std::size_t>() && ...));
  (require_same_size(rows, keys.size()), ...);
  using result_type = breakdown<counted_state<Counter>, stored_key<value_t<Keys>>...>;
  return count_in_parts(rows, threads, result_type{counter.state_of(counter.empty())},
                        [&](result_type& result, std::size_t first, std::size_t last) {
                          group_counter<Counter, stored_key<value_t<Keys>>...> groups(counter);
                          groups.count_records(row_number{first}, row_number{last}, read, keys...);
                          groups.add_to(result);
                        });
}

}  // namespace cxmetrics::detail

#endif
