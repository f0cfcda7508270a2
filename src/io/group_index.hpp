// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_IO_GROUP_INDEX_HPP
#define CXMETRICS_SRC_IO_GROUP_INDEX_HPP

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

// Numbers texts.
class text_numbers {
 public:
  std::uint32_t number_of(std::string_view text) {
    bool is_new = false;
    const std::uint32_t number = numbers_.find_or_add(hash_of(text), same{texts_, text}, is_new);
    if (is_new) texts_.emplace_back(text);
    return number;
  }
  const std::string& text(std::uint32_t number) const { return texts_[number]; }

 private:
  struct same {
    const std::vector<std::string>& texts;
    std::string_view text;
    bool operator()(std::uint32_t number) const { return texts[number] == text; }
  };
  static std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    while (text.size() > 8) {
      hash = mixed(hash ^ word(text.substr(0, 8)));
      text.remove_prefix(8);
    }
    return mixed(hash ^ word(text));
  }
  static std::uint64_t word(std::string_view up_to_8) {
    std::uint64_t bits = 0;
    if (!up_to_8.empty()) std::memcpy(&bits, up_to_8.data(), up_to_8.size());
    return bits;
  }

  numbering<same> numbers_;
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
