// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_IO_GROUP_INDEX_HPP
#define CXMETRICS_SRC_IO_GROUP_INDEX_HPP

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Numbers things 0, 1, 2, … in the order they are first met. A hash table with linear probing over a power of two of
// slots, never more than half full; std::unordered_map would cost an allocation per entry and a division per look.
template <class Equal>
class numbering {
 public:
  // The number of the thing with this hash for which `equal(number)` holds, or nothing of the kind: then the next
  // number, and `is_new` is true.
  std::uint32_t find_or_add(std::uint64_t hash, const Equal& equal, bool& is_new) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      slot& here = slots_[at];
      if (here.number == nobody) {
        here = {hash, size_};
        is_new = true;
        return size_++;
      }
      if (here.hash == hash && equal(here.number)) {
        is_new = false;
        return here.number;
      }
    }
  }
  std::uint32_t size() const { return size_; }

 private:
  static constexpr std::uint32_t nobody = 0xffffffffu;
  struct slot {
    std::uint64_t hash = 0;
    std::uint32_t number = nobody;
  };

  void grow() {
    std::vector<slot> old(slots_.empty() ? 64 : 2 * slots_.size());
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const slot& moved : old) {
      if (moved.number == nobody) continue;
      std::size_t at = moved.hash & mask;
      while (slots_[at].number != nobody) at = (at + 1) & mask;
      slots_[at] = moved;
    }
  }

  std::vector<slot> slots_;
  std::uint32_t size_ = 0;
};

// Spreads the bits of a number over all places (the finaliser of MurmurHash3).
inline std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 33)) * 0xff51afd7ed558ccdu;
  bits = (bits ^ (bits >> 33)) * 0xc4ceb9fe1a85ec53u;
  return bits ^ (bits >> 33);
}

// A text of up to 16 bytes as two words that, with its length, tell it from any other; a longer one as a digest.
struct text_words {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  std::size_t size = 0;

  explicit text_words(std::string_view text) {
    if (text.size() > 16) {
      *this = of_field(text);
    } else {
      char with_room[32] = {};
      text.copy(with_room, text.size());
      *this = of_field({with_room, text.size()});
    }
  }

  // Of a text after which csv_row::readable_beyond bytes can be read. Takes whole words whatever the length and
  // blanks out what is too much: lengths change from row to row, and a branch would be guessed wrong.
  static text_words of_field(std::string_view field) {
    text_words words;
    words.size = field.size();
    const char* const at = field.data();
    if (words.size > 16) {
      for (std::size_t from = 0; from + 8 < words.size; from += 8) {
        words.first = mixed(words.first ^ load(at + from));
      }
      words.last = load(at + words.size - 8);
      return words;
    }
    static constexpr std::array<unsigned char, 32> keep = [] {
      std::array<unsigned char, 32> bytes{};
      for (std::size_t index = 0; index < 16; ++index) bytes[index] = 0xff;
      return bytes;
    }();
    const auto* const mask = reinterpret_cast<const char*>(keep.data()) + 16 - words.size;
    words.first = load(at) & load(mask);
    words.last = load(at + 8) & load(mask + 8);
    return words;
  }

  std::uint64_t hash() const {
    const std::uint64_t bits = (first + size) * 0x9e3779b97f4a7c15u ^ last * 0xc2b2ae3d27d4eb4fu;
    return bits ^ bits >> 29 ^ bits >> 47;
  }
  friend bool operator==(const text_words&, const text_words&) = default;

 private:
  text_words() = default;
  static std::uint64_t load(const char* from) {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }
};

// Numbers texts.
class text_numbers {
 public:
  std::uint32_t number_of(std::string_view text) { return number_of(text, text_words{text}); }
  std::uint32_t number_of_field(std::string_view field) {
    return number_of(field, text_words::of_field(field));
  }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  std::uint32_t number_of(std::string_view text, const text_words& words) {
    bool is_new = false;
    const std::uint32_t number = numbers_.find_or_add(words.hash(), same{*this, words, text}, is_new);
    if (is_new) {
      words_.push_back(words);
      texts_.emplace_back(text);
    }
    return number;
  }

  struct same {
    const text_numbers& numbers;
    const text_words& words;
    std::string_view text;
    bool operator()(std::uint32_t number) const {
      return numbers.words_[number] == words && (words.size <= 16 || numbers.texts_[number] == text);
    }
  };

  numbering<same> numbers_;
  std::vector<text_words> words_;
  std::vector<std::string> texts_;
};

// Numbers pairs of numbers. A group of several keys is a chain of pairs: ((question, segment), month).
class pair_numbers {
 public:
  struct pair {
    std::uint32_t one;
    std::uint32_t other;
  };

  std::uint32_t number_of(std::uint32_t one, std::uint32_t other) {
    const std::uint64_t both = std::uint64_t{one} << 32 | other;
    bool is_new = false;
    const std::uint32_t number = numbers_.find_or_add(mixed(both), same{}, is_new);
    if (is_new) pairs_.push_back({one, other});
    return number;
  }
  const pair& of(std::uint32_t number) const { return pairs_[number]; }
  std::uint32_t size() const { return numbers_.size(); }

 private:
  // `mixed` maps no two numbers to the same one, so equal hashes are equal pairs.
  struct same {
    bool operator()(std::uint32_t) const { return true; }
  };

  numbering<same> numbers_;
  std::vector<pair> pairs_;
};

}  // namespace cxmetrics::detail

#endif
