// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_KEY_WORDS_HPP
#define CXMETRICS_DETAIL_KEY_WORDS_HPP

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// Hands out the words of a snapshot in order. Throws where it ends too early.
class word_reader {
 public:
  explicit word_reader(const snapshot& stored) : stored_(&stored) {}
  CXMETRICS_EXPORT std::uint64_t next();
  CXMETRICS_EXPORT std::vector<std::uint64_t> next(std::uint64_t count);
  bool at_end() const { return at_ == stored_->words.size(); }

 private:
  const snapshot* stored_;
  std::size_t at_ = 0;
};

// How a part of a key is told in 64-bit words, and what it is called in the type of a snapshot.
template <class Key>
struct key_words;

// The number of bytes, then eight of them in a word, the first one lowest.
template <>
struct key_words<std::string> {
  static constexpr std::string_view name = "text";
  CXMETRICS_EXPORT static void write(std::vector<std::uint64_t>& to, std::string_view key);
  CXMETRICS_EXPORT static std::string read(word_reader& from);
};

template <class Key>
requires std::integral<Key> || std::is_enum_v<Key>
struct key_words<Key> {
  static constexpr std::string_view name = "number";
  static void write(std::vector<std::uint64_t>& to, Key key) {
    to.push_back(static_cast<std::uint64_t>(key));
  }
  static Key read(word_reader& from) {
    const std::uint64_t word = from.next();
    const auto key = static_cast<Key>(word);
    if (static_cast<std::uint64_t>(key) != word)
      throw_invalid_argument("a key {} that does not fit its type", {word});
    return key;
  }
};

template <>
struct key_words<day> {
  static constexpr std::string_view name = "day";
  CXMETRICS_EXPORT static void write(std::vector<std::uint64_t>& to, day key);
  CXMETRICS_EXPORT static day read(word_reader& from);
};

template <>
struct key_words<period> {
  static constexpr std::string_view name = "period";
  CXMETRICS_EXPORT static void write(std::vector<std::uint64_t>& to, const period& key);
  CXMETRICS_EXPORT static period read(word_reader& from);
};

// The part of a whole period from one day up to, but not including, another. Throws for what is no part.
period part_of_period(const period& whole, day first, day last);

template <class Key>
concept storable_key = requires {
  key_words<Key>::name;
};

// What the type of a snapshot says of a breakdown besides the type of its state: "breakdown of " … " by text, period".
CXMETRICS_EXPORT std::string breakdown_type(std::string_view state,
                                            std::initializer_list<std::string_view> keys);
CXMETRICS_EXPORT snapshot state_of_breakdown(const snapshot& stored,
                                             std::initializer_list<std::string_view> keys);

}  // namespace cxmetrics::detail

#endif
