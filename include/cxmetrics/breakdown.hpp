// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_BREAKDOWN_HPP
#define CXMETRICS_BREAKDOWN_HPP

#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cxmetrics {

/// A state that parts can be counted into and that adds up: `tally`, `customer_flow`, or one's own.
template <class State>
concept mergeable = std::copyable<State> && requires(State& into, const State& from) {
  into += from;
};

/// A state for every key: tallies per segment and month, flows per plan. A key has one part or several, of
/// any ordered kind; the cells are iterated in the order of the keys.
///
///     for (const auto& [key, tally] : by) …    // key: the segment, or std::tuple{segment, month}
template <mergeable State, class... Keys>
requires(sizeof...(Keys) > 0) class breakdown {
 public:
  /// The bare key where there is one part, a tuple where there are several.
  using key_type = std::conditional_t<sizeof...(Keys) == 1, std::tuple_element_t<0, std::tuple<Keys...>>,
                                      std::tuple<Keys...>>;
  using const_iterator = typename std::map<key_type, State, std::less<>>::const_iterator;

  /// Nothing counted yet; new cells begin as a copy of `empty`, which says what there is to count (the scale
  /// of a tally, the period of a flow).
  explicit breakdown(State empty) : empty_(std::move(empty)) {}

  /// The cell of a key, made empty if new. Logarithmic in the number of cells.
  State& operator[](const key_type& key) { return cells_.try_emplace(cells_.end(), key, empty_)->second; }

  /// The cell of a key, or nullptr. Logarithmic.
  const State* find(const key_type& key) const {
    const auto cell = cells_.find(key);
    return cell == cells_.end() ? nullptr : &cell->second;
  }

  const_iterator begin() const noexcept { return cells_.begin(); }
  const_iterator end() const noexcept { return cells_.end(); }
  std::size_t size() const noexcept { return cells_.size(); }
  /// What a new cell begins with.
  const State& empty_state() const noexcept { return empty_; }

  /// Adds what another part counted, cell by cell. Throws what `State`'s `+=` throws.
  breakdown& operator+=(const breakdown& other) {
    for (const auto& [key, state] : other) (*this)[key] += state;
    return *this;
  }
  breakdown& merge(const breakdown& other) { return *this += other; }
  friend breakdown operator+(breakdown one, const breakdown& other) { return one += other; }

  /// The breakdown by the parts of the key at these places only, the others pooled: `by.rollup<0>()`. Linear.
  template <std::size_t... Kept>
  requires(sizeof...(Kept) > 0 &&
           ((Kept < sizeof...(Keys)) &&
            ...)) breakdown<State, std::tuple_element_t<Kept, std::tuple<Keys...>>...> rollup()
  const {
    breakdown<State, std::tuple_element_t<Kept, std::tuple<Keys...>>...> result{empty_};
    for (const auto& [key, state] : cells_) {
      if constexpr (sizeof...(Keys) == 1) {
        result[key] += state;
      } else {
        result[{std::get<Kept>(key)...}] += state;
      }
    }
    return result;
  }

  /// All cells pooled. Linear.
  State total() const {
    State result = empty_;
    for (const auto& cell : cells_) result += cell.second;
    return result;
  }

  friend bool operator==(const breakdown& one, const breakdown& other) { return one.cells_ == other.cells_; }

 private:
  State empty_;
  std::map<key_type, State, std::less<>> cells_;
};

}  // namespace cxmetrics

#endif
