// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_GROUP_TABLE_HPP
#define CXMETRICS_DETAIL_GROUP_TABLE_HPP

#include <cxmetrics/detail/hash.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// The bare key where it has one part, a tuple where it has several.
template <class... Keys>
using key_of = std::conditional_t<sizeof...(Keys) == 1, std::tuple_element_t<0, std::tuple<Keys...>>,
                                  std::tuple<Keys...>>;

// A state for each group of a key of one part or several. Keys that cannot be hashed are kept in order.
template <class State, class... Keys>
class group_table {
 public:
  explicit group_table(const State& empty) : empty_(empty) {}

  template <class... Parts>
  State& operator()(const Parts&... parts) {
    return groups_.try_emplace(key_of<Keys...>(Keys(parts)...), empty_).first->second;
  }

  auto find_many() {
    return [this](const auto&... parts) -> State& { return (*this)(parts...); };
  }

  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [key, state] : groups_) visit(key, state);
  }

 private:
  State empty_;
  std::map<key_of<Keys...>, State, std::less<>> groups_;
};

// All others are found by one hash and, as a rule, one comparison: open addressing, at most an eighth full.
// Text is looked up without being copied. Small whole numbers, as codes and months are, have a table of their own,
// whose places they are.
template <class State, hashable_key... Keys>
class group_table<State, Keys...> {
 public:
  using key_type = key_of<Keys...>;

  // New groups begin as a copy of `empty`.
  explicit group_table(const State& empty)
      : empty_(empty),
        small_(of_whole_numbers ? std::size_t{1} << small_bits : 0),
        numbers_(std::size_t{1} << 8) {}
  // A copy would know the states of the original.
  group_table(const group_table&) = delete;
  group_table& operator=(const group_table&) = delete;
  group_table(group_table&&) noexcept = default;
  group_table& operator=(group_table&&) noexcept = default;

  // The state of a group, valid until the next group is added.
  template <class... Parts>
  State& operator()(const Parts&... parts) {
    return find_many()(parts...);
  }

  // The same for many groups in a row: what it takes as a rule stays in registers.
  class lookup {
   public:
    explicit lookup(group_table& table) : table_(&table), small_(table.small_.data()) {}

    template <class... Parts>
    State& operator()(const Parts&... parts) const {
      if constexpr (of_whole_numbers) {
        constexpr int part_bits = small_bits / sizeof...(Parts);
        if ((static_cast<std::uint64_t>(parts) | ...) >> part_bits == 0) [[likely]] {
          std::size_t place = 0;
          ((place = place << part_bits | static_cast<std::size_t>(parts)), ...);
          State* const known = small_[place];
          return known != nullptr ? *known : table_->add_small(place, parts...);
        }
      }
      return table_->find_or_add(parts...);
    }

   private:
    group_table* table_;
    State* const* small_;
  };
  lookup find_many() { return lookup(*this); }

  // Keys and states in the order of their first appearance.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t group = 0; group < keys_.size(); ++group) visit(keys_[group], states_[group]);
  }

 private:
  static constexpr bool of_whole_numbers = ((std::integral<Keys> && sizeof(Keys) <= 8) && ...);
  static constexpr int small_bits = 12;

  template <class... Parts>
  [[gnu::noinline]] State& add_small(std::size_t place, const Parts&... parts) {
    State& state = find_or_add(parts...);
    small_[place] = &state;
    return state;
  }

  template <class... Parts>
  State& find_or_add(const Parts&... parts) {
    std::uint64_t hash = 0;
    ((hash = (std::rotl(hash, 29) ^ hash_of(parts)) * 0x9e37'79b9'7f4a'7c15), ...);
    for (std::size_t place = hash >> shift_;; place = (place + 1) & last_place_) {
      const std::size_t number = numbers_[place];
      if (number == 0) [[unlikely]]
        return add(hash, key_type(Keys(parts)...));
      if (same(keys_[number - 1], parts...)) [[likely]]
        return states_[number - 1];
    }
  }

  template <class... Parts>
  static bool same(const key_type& key, const Parts&... parts) {
    if constexpr (sizeof...(Parts) == 1) {
      return ((key == parts) && ...);
    } else {
      return key == std::tie(parts...);
    }
  }

  State& add(std::uint64_t hash, key_type&& key) {
    if (states_.size() == states_.capacity()) move_states();
    keys_.push_back(std::move(key));
    states_.push_back(empty_);
    hashes_.push_back(hash);
    if (8 * keys_.size() > numbers_.size()) {
      numbers_.assign(2 * numbers_.size(), 0);
      last_place_ = numbers_.size() - 1;
      --shift_;
      for (std::size_t number = 1; number < keys_.size(); ++number) enter(number);
    }
    enter(keys_.size());
    return states_.back();
  }

  // By hand, so that those who know a state find it again.
  void move_states() {
    std::vector<State> moved;
    moved.reserve(2 * states_.size() + 8);
    for (State& state : states_) moved.push_back(std::move(state));
    for (State*& known : small_) {
      if (known != nullptr) known = moved.data() + (known - states_.data());
    }
    states_.swap(moved);
  }

  void enter(std::size_t number) {
    std::size_t place = hashes_[number - 1] >> shift_;
    while (numbers_[place] != 0) place = (place + 1) & last_place_;
    numbers_[place] = static_cast<std::uint32_t>(number);
  }

  State empty_;
  std::vector<State*> small_;  // the states of small whole numbers, where they are known
  int shift_ = 64 - 8;
  std::size_t last_place_ = 255;
  std::vector<std::uint32_t> numbers_;  // 2^(64 - shift_) numbers of groups, counted from 1; 0: free
  std::vector<key_type> keys_;
  std::vector<State> states_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace cxmetrics::detail

#endif
