// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The counting kernel, written once for a vector of CXMETRICS_VECTOR_BYTES bytes and compiled once for each
// instruction set. Everything here has internal linkage and no standard library function is called, so that
// no code made for a newer machine can take the place of the same code made for an older one.
//
// How it counts 256 one-byte scores with vectors of 32 bytes (others alike):
//  1. Clamp: a score less the base is 0 to 11, or 12 for all else, and so has four bits.
//  2. Pack: two clamped vectors share one, so 8 vectors become 4 (of wider numbers, more share one).
//  3. Slice: swapping bits between the 4 gives 4 planes: bit b of 256 scores stands in plane b.
//  4. Subsets: for every k from 1 to 12 the AND of the planes of k's bits marks the scores that have all the
//     bits of k. No compare, no shuffle, no table.
//  5. Add: each of the 12 marks is added to a counter that is itself bit-sliced, so that carry-save adders
//     (5 operations) count all 256 positions at once. Two inputs are taken at a time, carries go to the next
//     level as in a binary counter.
//  6. After a block, population counts give how many scores have all bits of k; by inclusion and exclusion
//     (the Moebius transform) those give how many scores are k.
// Two places of the block are read in turn and 2 KiB ahead of each is prefetched: one stream alone does not
// keep the memory busy.
#include "kernels/count.hpp"

namespace cxmetrics::detail {
namespace {

constexpr std::size_t vector_bytes = CXMETRICS_VECTOR_BYTES;
constexpr int other = window_values;  // what all values outside the window are clamped to
constexpr std::size_t prefetch_distance = 2048;

template <class Lane>
struct vector_of {
  typedef Lane type __attribute__((vector_size(vector_bytes)));
};
template <class Lane>
using vector = typename vector_of<Lane>::type;
using bits = vector<std::uint64_t>;

#define CXMETRICS_INLINE [[gnu::always_inline]] inline

template <class Number>
CXMETRICS_INLINE vector<Number> load(const Number* numbers) {
  vector<Number> result;
  __builtin_memcpy(&result, numbers, sizeof result);
  return result;
}

template <class Number>
CXMETRICS_INLINE vector<Number> clamp(vector<Number> distance) {
  const vector<Number> top = vector<Number>{} + static_cast<Number>(other);
  return distance < top ? distance : top;
}

// Two vectors of 64-bit distances as one of 32-bit ones; those that do not fit become 2^32 - 1. There is no
// 64-bit minimum before AVX-512.
CXMETRICS_INLINE vector<std::uint32_t> narrow(bits one, bits two) {
  const bits low_half = bits{} + 0xffff'ffff;
  const auto low = (vector<std::uint32_t>)((one & low_half) | (two << 32));
  const auto high = (vector<std::uint32_t>)((one >> 32) | (two & ~low_half));
  return low | (vector<std::uint32_t>)(high != 0);
}

// The clamped distances of as many vectors of numbers as there is room for in one, four bits each. In which
// order they stand there does not matter: they are only counted.
template <class Number>
CXMETRICS_INLINE bits pack(const Number* numbers, vector<Number> base) {
  constexpr std::size_t lanes = vector_bytes / sizeof(Number);
  bits result{};
  if constexpr (sizeof(Number) == 8) {
    for (int i = 0; i < 8; ++i, numbers += 2 * lanes) {
      const vector<std::uint32_t> distance = narrow(load(numbers) - base, load(numbers + lanes) - base);
      result |= (bits)(clamp<std::uint32_t>(distance) << 4 * i);
    }
  } else {
    for (int i = 0; i < 2 * static_cast<int>(sizeof(Number)); ++i, numbers += lanes) {
      result |= (bits)(clamp<Number>(load(numbers) - base) << 4 * i);
    }
  }
  return result;
}

// Swaps the bits of `one` that stand `distance` above the mask with the bits of `two` under the mask.
template <int distance>
CXMETRICS_INLINE void swap_bits(bits& one, bits& two, std::uint64_t mask) {
  const bits differing = ((one >> distance) ^ two) & mask;
  two ^= differing;
  one ^= differing << distance;
}

// The four bit planes of 8 * vector_bytes numbers.
struct planes {
  bits plane[4];
};
template <class Number>
CXMETRICS_INLINE planes slice(const Number* numbers, vector<Number> base) {
  bits a = pack(numbers, base);
  bits b = pack(numbers + 2 * vector_bytes, base);
  bits c = pack(numbers + 4 * vector_bytes, base);
  bits d = pack(numbers + 6 * vector_bytes, base);
  swap_bits<2>(a, b, 0x3333'3333'3333'3333);  // a, c: bits 0 and 1; b, d: bits 2 and 3
  swap_bits<2>(c, d, 0x3333'3333'3333'3333);
  swap_bits<1>(a, c, 0x5555'5555'5555'5555);
  swap_bits<1>(b, d, 0x5555'5555'5555'5555);
  return {{a, c, b, d}};
}

// Marks the numbers that have all the bits of k.
template <int k>
CXMETRICS_INLINE bits with_bits(const planes& of) {
  constexpr int rest = k & (k - 1);
  if constexpr (rest == 0) {
    return of.plane[__builtin_ctz(k)];
  } else {
    return of.plane[__builtin_ctz(k)] & with_bits<rest>(of);
  }
}

// A carry-save adder: sum becomes the low bit of sum + one + two in every position; returns the high bit.
CXMETRICS_INLINE bits add(bits& sum, bits one, bits two) {
  const bits half = sum ^ one;
  const bits carry = (sum & one) | (half & two);
  sum = half ^ two;
  return carry;
}

template <int k = 1>
CXMETRICS_INLINE void add_marks(bits* sum, bits* carry, const planes& one, const planes& two) {
  carry[k] = add(sum[k], with_bits<k>(one), with_bits<k>(two));
  if constexpr (k < other) add_marks<k + 1>(sum, carry, one, two);
}

CXMETRICS_INLINE std::uint64_t ones(bits x) {
  x -= (x >> 1) & 0x5555'5555'5555'5555;
  x = (x & 0x3333'3333'3333'3333) + ((x >> 2) & 0x3333'3333'3333'3333);
  x = (x + (x >> 4)) & 0x0f0f'0f0f'0f0f'0f0f;
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < vector_bytes / 8; ++i) result += (x[i] * 0x0101'0101'0101'0101) >> 56;
  return result;
}

template <class Number>
CXMETRICS_INLINE void prefetch(const Number* numbers) {
  const char* const ahead = reinterpret_cast<const char*>(numbers) + prefetch_distance;
  for (std::size_t line = 0; line < 8 * vector_bytes * sizeof(Number); line += 64) {
    __builtin_prefetch(ahead + line, 0, 2);
  }
}

template <class Number>
void count(const void* block, std::size_t size, std::uint64_t base, std::uint64_t* counts) {
  constexpr std::size_t step = 8 * vector_bytes;
  constexpr std::size_t most_pairs = count_block / sizeof(Number) / (2 * step);
  constexpr int levels = __builtin_ctz(most_pairs) + 1;
  const auto* const numbers = static_cast<const Number*>(block);
  const auto first = static_cast<Number>(base);
  const vector<Number> first_of_all = vector<Number>{} + first;
  const std::size_t pairs = size / (2 * step);

  bits sum[levels][window_values + 1] = {};     // level l counts in units of 2^l
  bits waiting[levels + 1][window_values + 1];  // a carry into level l that waits for a second one
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    const Number* const one = numbers + pair * step;
    const Number* const two = one + pairs * step;
    prefetch(one);
    prefetch(two);
    bits carry[window_values + 1];
    add_marks(sum[0], carry, slice(one, first_of_all), slice(two, first_of_all));
    int level = 1;
    for (std::size_t done = pair; done % 2 == 1; done /= 2, ++level) {
      for (int k = 1; k <= other; ++k) carry[k] = add(sum[level][k], waiting[level][k], carry[k]);
    }
    for (int k = 1; k <= other; ++k) waiting[level][k] = carry[k];
  }

  std::uint64_t having[16] = {2 * step * pairs};  // how many have all the bits of k
  for (int k = 1; k <= other; ++k) {
    for (int level = 0; level < levels; ++level) having[k] += ones(sum[level][k]) << level;
    for (int level = 1; level <= levels; ++level) {
      if (pairs >> (level - 1) & 1) having[k] += ones(waiting[level][k]) << level;
    }
  }
  for (int bit = 1; bit < 16; bit *= 2) {
    for (int k = 0; k < 16; ++k) {
      if ((k & bit) == 0) having[k] -= having[k | bit];
    }
  }
  for (int k = 0; k <= other; ++k) counts[k] += having[k];

  for (std::size_t i = 2 * step * pairs; i < size; ++i) {
    const auto distance = static_cast<Number>(numbers[i] - first);
    ++counts[distance < window_values ? distance : window_values];
  }
}

template <class Number>
std::uint64_t count_equal(const void* block, std::size_t size, std::uint64_t wanted) {
  constexpr std::size_t lanes = vector_bytes / sizeof(Number);
  constexpr std::size_t most = 255 * lanes;  // a lane of one byte counts no further
  const auto* const numbers = static_cast<const Number*>(block);
  const auto one = static_cast<Number>(wanted);
  const vector<Number> all = vector<Number>{} + one;
  std::uint64_t found = 0;
  std::size_t i = 0;
  while (size - i >= lanes) {
    const std::size_t end = i + (size - i < most ? size - i : most) / lanes * lanes;
    vector<Number> equal{};
    for (; i < end; i += lanes) equal -= (vector<Number>)(load(numbers + i) == all);
    for (std::size_t lane = 0; lane < lanes; ++lane) found += equal[lane];
  }
  for (; i < size; ++i) found += numbers[i] == one;
  return found;
}

#undef CXMETRICS_INLINE

}  // namespace
}  // namespace cxmetrics::detail
