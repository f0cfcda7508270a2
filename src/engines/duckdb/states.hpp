// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_ENGINES_DUCKDB_STATES_HPP
#define CXMETRICS_SRC_ENGINES_DUCKDB_STATES_HPP

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <sys/syscall.h>
#include <unistd.h>
#include <unwind.h>

// Where this module lies, as the linker knows.
extern "C" __attribute__((visibility("hidden"))) const char __ehdr_start;
extern "C" __attribute__((visibility("hidden"))) const char _end;

// The states of the rows of a chunk. DuckDB hands over an array of pointers, one a row, except that for `nps(score) OVER ()` and
// `nps(score ORDER BY day)` the array has one for all rows, without a word (its issue 26109; so is 1.5.6). What lies behind
// it is other memory, such as further arrays of one. So a state bears a mark by which it is told from what is none, and
// remembers which array it began.
namespace cxmetrics::engines {

// A mark that has room for a pointer, which it does not own.
class state_mark {
 public:
  void* pointer() const { return reinterpret_cast<void*>(low()); }
  void point_to(void* to) { bits_ = (bits_ & ~most) | (reinterpret_cast<std::uintptr_t>(to) ^ key); }

  // No pointer, number or text in ASCII looks like a mark.
  bool is_there() const { return low() <= most / 2 && low() % alignof(std::uint64_t) == 0; }

  // Where the array is that it was the first one of, and whether that had no other.
  void begins(const void* array, bool alone) {
    bits_ = (bits_ & (most | alone_once)) | (alone ? alone_once : 0) | tag(array);
  }
  bool began(const void* array) const { return (bits_ & tag_bits) == tag(array); }
  bool is_alone() const { return (bits_ & alone_once) != 0; }

 private:
  static constexpr std::uint64_t most = 0xFFFF'FFFF'FFFF;
  static constexpr std::uint64_t key = 0xC58F'3A91'6E27;
  static_assert(sizeof(void*) == sizeof key);
  std::uint64_t low() const { return (bits_ & most) ^ key; }
  static constexpr std::uint64_t alone_once = std::uint64_t{1} << 63;
  static constexpr std::uint64_t tag_bits = ~(most | alone_once);
  static std::uint64_t tag(const void* array) {
    return reinterpret_cast<std::uintptr_t>(array) << 45 & tag_bits;
  }

  std::uint64_t bits_ = key;
};

// A state that has its mark beside what it holds.
class marked_state {
 public:
  state_mark& mark() { return mark_; }

 private:
  state_mark mark_{};
};

// The kernel says whether it could read there; it is asked to change nothing.
inline bool is_readable(const void* memory) {
  const int before = errno;
  constexpr long no_such_way = -1;
  const bool readable =
      syscall(SYS_rt_sigprocmask, no_such_way, memory, nullptr, sizeof(std::uint64_t)) == 0 ||
      errno != EFAULT;
  errno = before;
  return readable;
}

// The place in DuckDB that asks for an update of states, two calls outside of this module.
inline std::uintptr_t place_that_asks() {
  struct search {
    int outside = 0;
    std::uintptr_t found = 0;
  } result;
  const auto look_at = [](_Unwind_Context* frame, void* of) {
    auto& so_far = *static_cast<search*>(of);
    const std::uintptr_t at = _Unwind_GetIP(frame);
    const bool inside =
        reinterpret_cast<std::uintptr_t>(&__ehdr_start) <= at && at < reinterpret_cast<std::uintptr_t>(&_end);
    if (inside || ++so_far.outside < 2) return _URC_NO_REASON;
    so_far.found = at;
    return _URC_END_OF_STACK;
  };
  _Unwind_Backtrace(look_at, &result);
  return result.found;
}

// The places that have asked with one state for all rows: always the same few lines of DuckDB. Functions share what they
// have learned, on any thread.
class places_of_one {
 public:
  void learn() {
    const std::uintptr_t place = place_that_asks();
    for (std::atomic<std::uintptr_t>& each : places_) {
      std::uintptr_t before = 0;
      if (each.compare_exchange_strong(before, place) || before == place) return;
    }
  }
  bool ask() const {
    const std::uintptr_t place = place_that_asks();
    return place != 0 &&
           std::any_of(places_.begin(), places_.end(), [&](const auto& each) { return each == place; });
  }

 private:
  std::array<std::atomic<std::uintptr_t>, 8> places_{};
};

// States of one type, by the rows to which they belong.
template <class Held, class Pointer>
class states_of_rows {
 public:
  states_of_rows(Pointer* states, std::size_t rows, places_of_one& places)
      : states_(states), one_for_all_(is_one_for_all(states, rows, places)) {
    if (rows > 0) of(*states).mark().begins(states, one_for_all_);
  }

  // All rows belong to one state.
  bool one_group(std::size_t rows) const {
    return one_for_all_ || std::memcmp(states_, states_ + 1, (rows - 1) * sizeof *states_) == 0;
  }
  Held& operator[](std::size_t row) const { return of(states_[one_for_all_ ? 0 : row]); }
  // Asks for the state of a row before it is needed.
  void expect(std::size_t row) const { __builtin_prefetch(states_[one_for_all_ ? 0 : row], 1); }

 private:
  static Held& of(Pointer state) { return *reinterpret_cast<Held*>(state); }

  static bool is_one_for_all(Pointer* states, std::size_t rows, places_of_one& places) {
    if (rows < 2) return false;
    if (of(*states).mark().is_alone()) return true;
    const bool is_alone = other_memory_follows(states, rows);
    if (is_alone) places.learn();
    // Behind the one may lie what other arrays of one have left: few of them look like an array of few.
    return is_alone || (rows < looked_at && !are_alike(states, rows) && places.ask());
  }

  static constexpr std::size_t looked_at = 16;

  __attribute__((no_sanitize("address"))) static bool are_alike(Pointer* states, std::size_t rows) {
    return std::all_of(states, states + rows, [&](Pointer each) { return each == *states; });
  }

  // What may be no state is read here, and not by functions of a class: sanitizers know better what is memory of whom.
  __attribute__((no_sanitize("address", "undefined"))) static state_mark mark_at(Pointer state) {
    return of(state).mark();
  }

  // Where the array ends is not known, so that it may end before what is read here. An array of several lies at a multiple of
  // 16 bytes: then no state at an odd place began an array there, unless each has one of its own.
  __attribute__((no_sanitize("address"))) static bool other_memory_follows(Pointer* states,
                                                                           std::size_t rows) {
    // What looks like three states is hardly none, and the kernel is asked no more.
    constexpr std::size_t doubted = 4;
    for (std::size_t row = 1; row < std::min(rows, looked_at); ++row) {
      const auto address = reinterpret_cast<std::uintptr_t>(states[row]);
      if (states[row] == states[row - 1]) continue;
      if (address == 0 || address % alignof(Held) != 0) return true;
      if (row < doubted && !is_readable(states[row])) return true;
      const state_mark mark = mark_at(states[row]);
      if (!mark.is_there() || mark.is_alone() || (row % 2 == 1 && mark.began(states + row))) return true;
    }
    return false;
  }

  Pointer* states_;
  bool one_for_all_;
};

// What was a state looks like one no more.
inline void unmark(void* state, std::size_t size) {
  std::memset(state, 0, size);
}

}  // namespace cxmetrics::engines

#endif
