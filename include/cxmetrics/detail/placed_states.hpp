// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_PLACED_STATES_HPP
#define CXMETRICS_DETAIL_PLACED_STATES_HPP

#include <cxmetrics/detail/hashed_states.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// A state for each group whose key is one or several small whole numbers, as codes and months are: the numbers are its
// place, without a hash. There are as many states as places, so this is for many answers.
template <class State, class... Keys>
class placed_states {
 public:
  static constexpr bool possible = ((std::integral<Keys> && sizeof(Keys) <= 8) && ...) &&
                                   sizeof...(Keys) <= 3 && std::is_trivially_copyable_v<State> &&
                                   sizeof(State) <= 128;

  // All begin as a copy of `empty`.
  explicit placed_states(const State& empty) : empty_(empty), states_(std::size_t{1} << place_bits, empty) {}

  // Finds states for as long as the groups are there; nothing for other keys.
  auto find_many() {
    return [states = states_.data()](const auto&... parts) -> State* {
      if (((static_cast<std::uint64_t>(parts) | ...) >> part_bits) != 0) [[unlikely]]
        return nullptr;
      std::size_t place = 0;
      ((place = place << part_bits | static_cast<std::size_t>(parts)), ...);
      return states + place;
    };
  }

  // Keys and states of those groups whose state is no longer empty.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t place = 0; place < states_.size(); ++place) {
      if (states_[place] != empty_) visit(key_at(place, std::index_sequence_for<Keys...>{}), states_[place]);
    }
  }

 private:
  static constexpr int place_bits = 12;
  static constexpr int part_bits = place_bits / static_cast<int>(sizeof...(Keys));

  template <std::size_t... Parts>
  static key_of<Keys...> key_at(std::size_t place, std::index_sequence<Parts...>) {
    constexpr std::size_t mask = (std::size_t{1} << part_bits) - 1;
    return key_of<Keys...>(static_cast<Keys>(place >> part_bits * (sizeof...(Keys) - 1 - Parts) & mask)...);
  }

  State empty_;
  std::vector<State> states_;
};

}  // namespace cxmetrics::detail

#endif
