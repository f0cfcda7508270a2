// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_NUMBERING_HPP
#define CXMETRICS_SRC_INPUT_NUMBERING_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// Things are numbered 0, 1, 2, … in the order they are first met, by hash tables with linear probing over a power of
// two of slots; std::unordered_map would cost an allocation per entry and a division per look.
inline constexpr std::uint32_t nobody = 0xffffffffu;

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
  std::size_t size = static_cast<std::size_t>(-1);

  // Those of no text.
  text_words() = default;
  explicit text_words(std::string_view text) {
    if (text.size() > 16) {
      *this = of_field(text);
    } else {
      char with_room[32] = {};
      text.copy(with_room, text.size());
      *this = of_field({with_room, text.size()});
    }
  }

  // For a text after which row_view::readable_beyond bytes can be read.
  static text_words of_field(std::string_view field) {
    if (is_short(field)) return of_short_field(field);
    text_words words;
    words.size = field.size();
    for (std::size_t from = 0; from + 8 < words.size; from += 8) {
      words.first = mixed(words.first ^ load(field.data() + from));
    }
    words.last = load(field.data() + words.size - 8);
    return words;
  }

  static bool is_short(std::string_view text) { return text.size() <= 16; }

  // Takes whole words whatever the length and blanks out what is too much: lengths change from row to row, and a
  // branch would be guessed wrong.
  static text_words of_short_field(std::string_view field) {
    static constexpr std::array<unsigned char, 32> keep = [] {
      std::array<unsigned char, 32> bytes{};
      for (std::size_t index = 0; index < 16; ++index) bytes[index] = 0xff;
      return bytes;
    }();
    text_words words;
    words.size = field.size();
    const auto* const mask = reinterpret_cast<const char*>(keep.data()) + 16 - words.size;
    words.first = load(field.data()) & load(mask);
    words.last = load(field.data() + 8) & load(mask + 8);
    return words;
  }

  // The upper bits are the better ones.
  std::uint64_t hash() const { return (first + size) * 0x9e3779b97f4a7c15u ^ last * 0xc2b2ae3d27d4eb4fu; }
  friend bool operator==(const text_words&, const text_words&) = default;

 private:
  static std::uint64_t load(const char* from) {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return word;
  }
};

// Numbers texts. What tells short texts apart is in the table itself, so that to find one costs a hash, a load and a
// comparison of three words. A small table has an eighth of its slots used at most, and as few as it takes for each
// text to have its first slot: one that is elsewhere costs a wrong guess of the processor each time. A large one is
// half full. A text can stand for a number other than its own, which is found with it.
class text_numbers {
 public:
  // What a text stands for that was not settled yet.
  static constexpr std::uint32_t unsettled = nobody - 1;

  std::uint32_t number_of(std::string_view text) { return slot_of(text).number; }
  // The same for a text after which row_view::readable_beyond bytes can be read.
  std::uint32_t number_of_field(std::string_view field) {
    if (text_words::is_short(field)) {
      const text_words words = text_words::of_short_field(field);
      const slot& here = slots_[words.hash() >> shift_];
      if (here.words == words) return here.number;
    }
    return number_of(field);
  }
  // What was settled for a text.
  std::uint32_t meaning_of(std::string_view text) { return slot_of(text).meaning; }
  std::uint32_t meaning_of_field(std::string_view field) {
    if (text_words::is_short(field)) {
      const text_words words = text_words::of_short_field(field);
      const slot& here = slots_[words.hash() >> shift_];
      if (here.words == words) return here.meaning;
    }
    return meaning_of(field);
  }
  void settle(std::string_view text, std::uint32_t meaning) { slot_of(text).meaning = meaning; }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

 private:
  static constexpr std::size_t most_slots_to_spare = 2048;

  struct slot {
    text_words words{};
    std::uint32_t number = nobody;
    std::uint32_t meaning = unsettled;
  };

  [[gnu::noinline]] slot& slot_of(std::string_view text) {
    const text_words words{text};
    for (std::size_t at = words.hash() >> shift_;; at = after(at)) {
      slot& here = slots_[at];
      if (here.words == words && (text_words::is_short(text) || texts_[here.number] == text)) return here;
      if (here.number == nobody) return add(text, words);
    }
  }

  slot& add(std::string_view text, const text_words& words) {
    const auto number = static_cast<std::uint32_t>(texts_.size());
    texts_.emplace_back(text);
    while (needs_room_for(words)) grow();
    return put({words, number});
  }

  bool needs_room_for(const text_words& words) const {
    if (slots_.size() >= most_slots_to_spare) return 2 * texts_.size() > slots_.size();
    return 8 * texts_.size() > slots_.size() || slots_[words.hash() >> shift_].number != nobody;
  }

  void grow() {
    std::vector<slot> old(2 * slots_.size());
    old.swap(slots_);
    --shift_;
    for (const slot& moved : old) {
      if (moved.number != nobody) put(moved);
    }
  }

  slot& put(const slot& added) {
    std::size_t at = added.words.hash() >> shift_;
    while (slots_[at].number != nobody) at = after(at);
    return slots_[at] = added;
  }

  std::size_t after(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

  int shift_ = 64 - 6;
  std::vector<slot> slots_ = std::vector<slot>(64);  // 2^(64 - shift_)
  std::vector<std::string> texts_;
};

// Numbers pairs of numbers, from a number on. A group of several keys is a chain of pairs: ((question, segment),
// month). Pairs of small numbers, which most are, have a table of their own: a look costs one load there and no hash.
class pair_numbers {
 public:
  explicit pair_numbers(std::uint32_t first) : first_(first) {}

  struct pair {
    std::uint32_t one;
    std::uint32_t other;
  };

  std::uint32_t number_of(std::uint32_t one, std::uint32_t other) {
    if (other < table_width && one < table_height_) {
      const std::uint32_t number = table_[one * table_width + other];
      if (number != nobody) return number;
    }
    return other < table_width && one < most_table_height ? number_of_small(one, other)
                                                          : number_of_large(one, other);
  }
  const pair& of(std::uint32_t number) const { return pairs_[number - first_]; }
  // One more than the greatest number.
  std::uint32_t end() const { return first_ + static_cast<std::uint32_t>(pairs_.size()); }

 private:
  static constexpr std::size_t table_width = 64;
  static constexpr std::uint32_t most_table_height = 1024;

  struct slot {
    std::uint64_t both = 0;
    std::uint32_t number = nobody;
  };

  std::uint32_t add(std::uint32_t one, std::uint32_t other) {
    pairs_.push_back({one, other});
    return first_ + static_cast<std::uint32_t>(pairs_.size() - 1);
  }

  [[gnu::noinline]] std::uint32_t number_of_small(std::uint32_t one, std::uint32_t other) {
    if (one >= table_height_) {
      table_height_ = one + 1;
      table_.resize(table_height_ * table_width, nobody);
    }
    return table_[one * table_width + other] = add(one, other);
  }

  [[gnu::noinline]] std::uint32_t number_of_large(std::uint32_t one, std::uint32_t other) {
    if (2 * (used_slots_ + 1) > slots_.size()) grow();
    slot& found = slot_of(std::uint64_t{one} << 32 | other);
    if (found.number == nobody) {
      found = {std::uint64_t{one} << 32 | other, add(one, other)};
      ++used_slots_;
    }
    return found.number;
  }

  // The slot of a pair, or the free one for it.
  slot& slot_of(std::uint64_t both) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = mixed(both) & mask;
    while (slots_[at].number != nobody && slots_[at].both != both) at = (at + 1) & mask;
    return slots_[at];
  }

  void grow() {
    std::vector<slot> old(std::max<std::size_t>(64, 2 * slots_.size()));
    old.swap(slots_);
    for (const slot& moved : old) {
      if (moved.number != nobody) slot_of(moved.both) = moved;
    }
  }

  std::uint32_t first_;
  std::uint32_t table_height_ = 0;
  std::vector<std::uint32_t> table_;
  std::vector<slot> slots_;
  std::size_t used_slots_ = 0;
  std::vector<pair> pairs_;
};

}  // namespace cxmetrics::detail

#endif
