// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_BREAKDOWN_HPP
#define CXMETRICS_BREAKDOWN_HPP

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/state.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics {

namespace detail {
// What finds a part of a key, without a copy.
template <class Key>
using looked_up = std::conditional_t<std::is_same_v<Key, std::string>, std::string_view, const Key&>;
}  // namespace detail

/// A state for every key: tallies per segment and month, flows per plan. A key has one part or several, of
/// any ordered kind; the cells are iterated in the order of the keys.
///
/// Const members may be called by several threads at a time; whatever changes a breakdown needs it alone.
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

  /// The cell of a key, or nullptr. Logarithmic. Parts that are texts may be given as `std::string_view`; no string is
  /// made of them.
  ///
  ///     by.find("retail")            // a key of one part
  ///     by.find("retail", month)     // of several
  const State* find(detail::looked_up<Keys>... parts) const {
    if constexpr (sizeof...(Keys) == 1) {
      return at(cells_.find((parts, ...)));
    } else {
      return at(cells_.find(std::tuple<detail::looked_up<Keys>...>(parts...)));
    }
  }
  const State* find(const key_type& key) const requires(sizeof...(Keys) > 1) { return at(cells_.find(key)); }

  const_iterator begin() const noexcept { return cells_.begin(); }
  const_iterator end() const noexcept { return cells_.end(); }
  std::size_t size() const noexcept { return cells_.size(); }
  /// What a new cell begins with.
  const State& empty_state() const noexcept { return empty_; }

  /// Adds what another part counted, cell by cell. Throws what `State`'s `+=` throws, also where only what the cells
  /// begin with does not fit; this breakdown is then unchanged.
  breakdown& operator+=(const breakdown& other) {
    State both = empty_;
    both += other.empty_;
    std::map<key_type, State, std::less<>> sums;
    for (const auto& [key, state] : other.cells_) {
      const auto cell = cells_.find(key);
      sums.emplace_hint(sums.end(), key, cell == cells_.end() ? empty_ : cell->second)->second += state;
    }
    // Nothing below throws.
    while (!sums.empty()) {
      auto sum = sums.extract(sums.begin());
      const auto cell = cells_.find(sum.key());
      if (cell == cells_.end()) {
        cells_.insert(std::move(sum));
      } else {
        cell->second = std::move(sum.mapped());
      }
    }
    return *this;
  }
  /// In numbers, and made again of them: see `state.hpp`. For states that can be, and keys that are texts, whole
  /// numbers, enumerators, days or periods.
  cxmetrics::snapshot snapshot() const requires(state<State> && (detail::storable_key<Keys> && ...)) {
    const cxmetrics::snapshot empty = empty_.snapshot();
    cxmetrics::snapshot result;
    result.type = detail::breakdown_type(empty.type, {detail::key_words<Keys>::name...});
    result.parameters = {empty.layout};
    result.parameters.insert(result.parameters.end(), empty.parameters.begin(), empty.parameters.end());
    std::vector<std::uint64_t>& words = result.words;
    words = {empty.words.size(), cells_.size()};
    words.insert(words.end(), empty.words.begin(), empty.words.end());
    for (const auto& [key, state] : cells_) {
      if constexpr (sizeof...(Keys) == 1) {
        (detail::key_words<Keys>::write(words, key), ...);
      } else {
        std::apply([&](const Keys&... parts) { (detail::key_words<Keys>::write(words, parts), ...); }, key);
      }
      const cxmetrics::snapshot cell = state.snapshot();
      words.insert(words.end(), cell.words.begin(), cell.words.end());
    }
    return result;
  }
  static breakdown restore(const cxmetrics::snapshot& stored) requires(state<State> &&
                                                                       (detail::storable_key<Keys> &&
                                                                        ...)) try {
    cxmetrics::snapshot cell = detail::state_of_breakdown(stored, {detail::key_words<Keys>::name...});
    detail::word_reader words(stored);
    const std::uint64_t words_of_state = words.next();
    const std::uint64_t cells = words.next();
    cell.words = words.next(words_of_state);
    breakdown result{State::restore(cell)};
    for (std::uint64_t read = 0; read < cells; ++read) {
      key_type key{detail::key_words<Keys>::read(words)...};
      if (read > 0 && !(result.cells_.rbegin()->first < key)) {
        detail::throw_invalid_argument("a snapshot of a {} with keys out of order",
                                       {std::string_view(stored.type)});
      }
      cell.words = words.next(words_of_state);
      result.cells_.emplace_hint(result.cells_.end(), std::move(key), State::restore(cell));
    }
    if (!words.at_end()) {
      detail::throw_invalid_argument("a snapshot of a {} with more words than {} cells",
                                     {std::string_view(stored.type), cells});
    }
    return result;
  } catch (const contract_error& fault) {
    detail::throw_snapshot_error(fault);
  }

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

  friend bool operator==(const breakdown& one, const breakdown& other) {
    return one.empty_ == other.empty_ && one.cells_ == other.cells_;
  }

 private:
  const State* at(const_iterator cell) const { return cell == cells_.end() ? nullptr : &cell->second; }

  State empty_;
  std::map<key_type, State, std::less<>> cells_;
};

}  // namespace cxmetrics

#endif
