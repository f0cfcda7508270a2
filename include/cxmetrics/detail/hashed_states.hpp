// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_HASHED_STATES_HPP
#define CXMETRICS_DETAIL_HASHED_STATES_HPP

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
class hashed_states {
 public:
  explicit hashed_states(const State& empty) : empty_(empty) {}

  template <class... Parts>
  State& operator()(const Parts&... parts) {
    return groups_.try_emplace(key_of<Keys...>(Keys(parts)...), empty_).first->second;
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
// Text is looked up without being copied.
template <class State, hashable_key... Keys>
class hashed_states<State, Keys...> {
 public:
  using key_type = key_of<Keys...>;

  // New groups begin as a copy of `empty`.
  explicit hashed_states(const State& empty) : empty_(empty), numbers_(std::size_t{1} << 8) {}

  // The state of a group, valid until the next group is added.
  template <class... Parts>
  State& operator()(const Parts&... parts) {
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

  // Keys and states in the order of their first appearance.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t group = 0; group < keys_.size(); ++group) visit(keys_[group], states_[group]);
  }

 private:
  template <class... Parts>
  static bool same(const key_type& key, const Parts&... parts) {
    if constexpr (sizeof...(Parts) == 1) {
      return ((key == parts) && ...);
    } else {
      return key == std::tie(parts...);
    }
  }

  State& add(std::uint64_t hash, key_type&& key) {
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

  void enter(std::size_t number) {
    std::size_t place = hashes_[number - 1] >> shift_;
    while (numbers_[place] != 0) place = (place + 1) & last_place_;
    numbers_[place] = static_cast<std::uint32_t>(number);
  }

  State empty_;
  int shift_ = 64 - 8;
  std::size_t last_place_ = 255;
  std::vector<std::uint32_t> numbers_;  // 2^(64 - shift_) numbers of groups, counted from 1; 0: free
  std::vector<key_type> keys_;
  std::vector<State> states_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace cxmetrics::detail

#endif
