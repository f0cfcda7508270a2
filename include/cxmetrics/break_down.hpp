// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_BREAK_DOWN_HPP
#define CXMETRICS_BREAK_DOWN_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/detail/group_counter.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cxmetrics {

/// What to group by; see `by`.
template <class... Keys>
struct grouping {
  std::tuple<Keys...> keys;
};

/// The parts of the key: functions or members of the records, or columns. Variables are referred to, not copied, so a
/// grouping is best written where it is used.
///
///     break_down(zero_to_ten, answers, &answer::score, by(&answer::segment, month), {.threads = 2})
template <class... Keys>
requires(sizeof...(Keys) > 0) constexpr grouping<Keys...> by(Keys&&... keys) {
  return {std::tuple<Keys...>(std::forward<Keys>(keys)...)};
}

/// Columns whose values at the same place belong together; see `columns`.
template <class... Columns>
struct column_set {
  std::tuple<Columns...> values;
};

/// What to count where it stands in columns; they are referred to as by `by`.
template <detail::column... Columns>
requires(sizeof...(Columns) > 0) constexpr column_set<Columns...> columns(Columns&&... values) {
  return {std::tuple<Columns...>(std::forward<Columns>(values)...)};
}

/// How a state is counted by groups.
struct break_down_options {
  /// How many threads count, where the range can be divided (random access); 0: as many as the machine runs at once.
  /// The result does not depend on it. Functions are then called from several threads at a time.
  unsigned threads = 1;
};

namespace detail {

template <class T>
inline constexpr bool is_grouping = false;
template <class... Keys>
inline constexpr bool is_grouping<grouping<Keys...>> = true;

// Counts into any state by a function of the caller's.
template <class State, class Count>
class function_counter {
 public:
  using state = State;

  function_counter(const State& empty, const Count& count) : empty_(&empty), count_(&count) {}

  const State& empty() const { return *empty_; }
  const State& state_of(const State& counted) const { return counted; }
  template <class Record>
  void count(State& into, Record&& record) const {
    (*count_)(into, std::forward<Record>(record));
  }

 private:
  const State* empty_;
  const Count* count_;
};

}  // namespace detail

/// Counts records of any kind into a state of any kind for each group: `count(state, record)` says how, and each group
/// begins as a copy of `empty`.
///
///     break_down(customer_ledger{months}, customers,
///                [](customer_ledger& ledger, const customer& c) { ledger.record(spell{c.since, c.until}); },
///                by(&customer::plan), {.threads = 4})
///
/// `survey/break_down.hpp` and `customers/flow_of.hpp` have shorter ways for what they count. One pass; linear in the
/// range, and n log n in the number of groups. Throws what `count` and the state's `+=` throw.
template <mergeable State, detail::input_range Range, class Count, class... Keys>
requires std::is_invocable_v<const Count&, State&, detail::reference_t<Range>>
auto break_down(const State& empty, Range&& records, Count count, grouping<Keys...> by,
                const break_down_options& options = {}) {
  const detail::function_counter<State, Count> counter(empty, count);
  return std::apply(
      [&](auto&... keys) {
        return detail::break_down_records(counter, options.threads, records, detail::itself{}, keys...);
      },
      by.keys);
}

/// The same of columns: `count(state, values...)` takes the value of each column, and the keys are columns too. Throws
/// `std::invalid_argument` for columns of different length.
///
///     break_down(tally{zero_to_ten}, columns(scores, times),
///                [](tally& into, int score, unsigned times) { into.record(score, times); }, by(segments))
template <mergeable State, class... Columns, class Count, class... Keys>
auto break_down(const State& empty, column_set<Columns...> columns, Count count, grouping<Keys...> by,
                const break_down_options& options = {}) {
  const auto values =
      std::apply([](auto&... each) { return std::tuple(detail::at_row(each)...); }, columns.values);
  const auto count_row = [&](State& into, std::size_t row) {
    std::apply([&](const auto&... column) { count(into, column(row)...); }, values);
  };
  const std::size_t rows = std::get<0>(values).size();
  std::apply([&](const auto&... column) { (detail::require_same_size(rows, column.size()), ...); }, values);
  const detail::function_counter<State, decltype(count_row)> counter(empty, count_row);
  return std::apply(
      [&](auto&... keys) {
        return detail::break_down_rows(counter, options.threads, rows, detail::itself{},
                                       detail::at_row(keys)...);
      },
      by.keys);
}

}  // namespace cxmetrics

#endif
