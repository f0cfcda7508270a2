// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Passages through steps, written once for a vector of CXMETRICS_VECTOR_BYTES bytes and compiled once for each
// instruction set. Everything here has internal linkage and no standard library function is called, so that no code
// made for a newer machine can take the place of the same code made for an older one.
//
// For each step, the latest start of a passage that has come so far is kept: as events are in the order of time, it is
// never followed by an earlier one, and leaves the most of the window. No branch depends on what an event is.
#include "kernels/passages.hpp"

namespace cxmetrics::detail {
namespace {

constexpr std::size_t lanes = CXMETRICS_VECTOR_BYTES / sizeof(std::int32_t);
typedef std::int32_t numbers __attribute__((vector_size(CXMETRICS_VECTOR_BYTES)));
typedef std::uint32_t unsigned_numbers __attribute__((vector_size(CXMETRICS_VECTOR_BYTES)));

#define CXMETRICS_INLINE [[gnu::always_inline]] inline

CXMETRICS_INLINE numbers all(std::int32_t number) {
  return numbers{} + number;
}

CXMETRICS_INLINE numbers load(const std::int32_t* numbers_of_lanes) {
  numbers result;
  __builtin_memcpy(&result, numbers_of_lanes, sizeof result);
  return result;
}

// What a lane holds beyond its rows may be too far from any start for a difference with a sign.
CXMETRICS_INLINE numbers difference(numbers one, numbers other) {
  return (numbers)((unsigned_numbers)one - (unsigned_numbers)other);
}

// Few steps, which are told at compile time, are kept in registers; 0 stands for any number.
template <std::size_t Steps>
CXMETRICS_INLINE void follow(const passage_steps& steps, const std::int32_t* rows, const std::int32_t* counts,
                             std::int32_t* shortest) {
  constexpr std::size_t places = Steps > 0 ? Steps : most_passage_steps;
  constexpr std::int32_t never = -longest_passage - 1;  // more than any window before any time
  const std::size_t count = Steps > 0 ? Steps : steps.count;
  numbers starts[places];
  numbers times[places];
  for (std::size_t step = 0; step < count; ++step) {
    starts[step] = all(never);
    times[step] = all(unreached);
  }
  const numbers within = all(steps.within);
  const numbers again = all(steps.first_attempt ? 0 : -1);
  const numbers left = load(counts);
  std::int32_t most = 0;
  for (std::size_t lane = 0; lane < lanes; ++lane) most = counts[lane] > most ? counts[lane] : most;
  for (std::int32_t row = 0; row < most; ++row, rows += 2 * lanes) {
    const numbers second = load(rows);
    const numbers event = load(rows + lanes) | (left <= all(row));  // none where a lane has no more
    for (std::size_t step = count; step-- > 1;) {
      const numbers time = difference(second, starts[step - 1]);
      const numbers comes = (event == all(steps.events[step])) & (time <= within);
      starts[step] = comes ? starts[step - 1] : starts[step];
      times[step] = (comes & (time < times[step])) ? time : times[step];
    }
    starts[0] = ((event == all(steps.events[0])) & (again | (starts[0] == all(never)))) ? second : starts[0];
  }
  times[0] = starts[0] == all(never) ? times[0] : numbers{};
  for (std::size_t step = 0; step < count; ++step)
    __builtin_memcpy(shortest + step * lanes, &times[step], sizeof times[step]);
}

void follow(const passage_steps& steps, const std::int32_t* rows, const std::int32_t* counts,
            std::int32_t* shortest) {
  switch (steps.count) {
    case 2:
      return follow<2>(steps, rows, counts, shortest);
    case 3:
      return follow<3>(steps, rows, counts, shortest);
    case 4:
      return follow<4>(steps, rows, counts, shortest);
    case 5:
      return follow<5>(steps, rows, counts, shortest);
    default:
      return follow<0>(steps, rows, counts, shortest);
  }
}

}  // namespace
}  // namespace cxmetrics::detail
