// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_ENGINES_DUCKDB_STATES_HPP
#define CXMETRICS_SRC_ENGINES_DUCKDB_STATES_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <unwind.h>

// Where this module lies, as the linker knows.
extern "C" __attribute__((visibility("hidden"))) const char __ehdr_start;
extern "C" __attribute__((visibility("hidden"))) const char _end;

// The states of the rows of a chunk. DuckDB hands over an array of pointers, one a row, except that for `nps(score) OVER ()` and
// `nps(score ORDER BY day)` the array has one for all rows, without a word (its issue 26109; so is 1.5.6). Two of its functions
// do so, always, and all others never. Nothing else tells: what lies behind the one may look like states, too.
namespace cxmetrics::engines {

// Where the function begins that asks for an update of states, two calls outside of this module; 0 where that is unknown.
inline std::uintptr_t function_that_asks() {
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
    so_far.found = _Unwind_GetRegionStart(frame);
    return _URC_END_OF_STACK;
  };
  _Unwind_Backtrace(look_at, &result);
  return result.found;
}

// Where the functions of DuckDB begin that need care.
struct known_functions {
  // Hand over one state for all rows: of a window over a whole partition, and of an order.
  std::array<std::uintptr_t, 2> of_one{};
  // Before DuckDB 1.4: hands over the first row of a chunk for each of its rows, one by one. 0 where there is none.
  std::uintptr_t of_first_row = 0;
};

// States of one type, by the rows to which they belong.
template <class Held, class Pointer>
class states_of_rows {
 public:
  states_of_rows(Pointer* states, std::size_t rows, const known_functions& known)
      : states_(states), one_for_all_(rows > 1 && is_one_for_all(known)) {
    if (rows == 1 && known.of_first_row != 0 && known.of_first_row == function_that_asks())
      throw std::runtime_error(
          "this DuckDB counts windows of this kind wrong; write OVER (ORDER BY rowid ROWS "
          "UNBOUNDED PRECEDING), or use DuckDB 1.4 or later");
  }

  // All rows belong to one state.
  bool one_group(std::size_t rows) const {
    return one_for_all_ || std::memcmp(states_, states_ + 1, (rows - 1) * sizeof *states_) == 0;
  }
  Held& operator[](std::size_t row) const {
    return *reinterpret_cast<Held*>(states_[one_for_all_ ? 0 : row]);
  }
  // Asks for the state of a row before it is needed.
  void expect(std::size_t row) const { __builtin_prefetch(states_[one_for_all_ ? 0 : row], 1); }

 private:
  static bool is_one_for_all(const known_functions& known) {
    return std::find(known.of_one.begin(), known.of_one.end(), function_that_asks()) != known.of_one.end();
  }

  Pointer* states_;
  bool one_for_all_;
};

}  // namespace cxmetrics::engines

#endif
