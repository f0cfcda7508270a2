// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The CSV kernel, written once for vectors of CXMETRICS_VECTOR_BYTES bytes and compiled once for each
// instruction set. Everything here has internal linkage, so that no code made for a newer machine can take the
// place of the same code made for an older one.
//
// How it takes 64 bytes apart:
//  1. Compare: four masks of 64 bits say which bytes are quotes, delimiters and line feeds.
//  2. Quoting: a byte is inside quotes where the quotes up to it are odd in number. The exclusive or of a bit
//     with all below it tells that parity for 64 bytes, in six shifts or in one multiplication without carries by
//     all ones; its last bit goes on to the next 64.
//  3. Separators are the delimiters and line feeds that are not inside.
//  4. Doubt: parity is the truth only if every opening quote follows a separator (or a closing quote: then the
//     two are a doubled one), and every closing quote is followed by a separator or a quote. A closing quote
//     before a carriage return and line feed is looked at by itself. At any other doubt, and at a carriage return
//     without a line feed, the kernel stops, and the plain way decides about that row.
//  5. Positions: the lowest bit set is found and cleared until none is left, twelve at a time whether there are
//     so many or not, since a wrong guess of the processor costs more than some idle steps.
//  6. Row ends are found the same way, two at a time; the number of separators below them is a population count.
// Where quotes are text, 1 finds none of them, and 2 and 4 come to nothing.
// A row that is almost as long as allowed also is left to the plain way.
#include "kernels/csv_index.hpp"

#include <immintrin.h>

namespace cxmetrics::detail {
namespace {

#define CXMETRICS_INLINE [[gnu::always_inline]] inline

using bits = std::uint64_t;

class bytes {
 public:
  CXMETRICS_INLINE explicit bytes(const char* text) {
    for (std::size_t part = 0; part < parts; ++part) {
      __builtin_memcpy(&vectors_[part], text + part * CXMETRICS_VECTOR_BYTES, CXMETRICS_VECTOR_BYTES);
    }
  }

  // Whether any of the 64 bytes is this one, which is quicker to say than which.
  CXMETRICS_INLINE bool has(char wanted) const {
    bool found = false;
    for (std::size_t part = 0; part < parts; part += 2) {
      found |= any(vectors_[part], vectors_[part + 1], wanted);
    }
    return found;
  }

  // Which of the 64 bytes are this one.
  CXMETRICS_INLINE bits equal(char wanted) const {
    bits result = 0;
    for (std::size_t part = 0; part < parts; ++part) {
      result |= equal(vectors_[part], wanted) << (part * CXMETRICS_VECTOR_BYTES);
    }
    return result;
  }

 private:
#if CXMETRICS_VECTOR_BYTES == 32
  using vector = __m256i;
  CXMETRICS_INLINE static bits equal(vector text, char wanted) {
    return static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_cmpeq_epi8(text, _mm256_set1_epi8(wanted))));
  }
  CXMETRICS_INLINE static bool any(vector one, vector other, char wanted) {
    const vector all = _mm256_set1_epi8(wanted);
    return _mm256_movemask_epi8(
               _mm256_or_si256(_mm256_cmpeq_epi8(one, all), _mm256_cmpeq_epi8(other, all))) != 0;
  }
#else
  using vector = __m128i;
  CXMETRICS_INLINE static bits equal(vector text, char wanted) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(text, _mm_set1_epi8(wanted))));
  }
  CXMETRICS_INLINE static bool any(vector one, vector other, char wanted) {
    const vector all = _mm_set1_epi8(wanted);
    return _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(one, all), _mm_cmpeq_epi8(other, all))) != 0;
  }
#endif
  static constexpr std::size_t parts = kernel_bytes / CXMETRICS_VECTOR_BYTES;
  vector vectors_[parts];
};

CXMETRICS_INLINE bits parity_up_to_each(bits mask) {
#ifdef __PCLMUL__
  const __m128i product =
      _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<std::int64_t>(mask)), _mm_set1_epi8(-1), 0);
  return static_cast<bits>(_mm_cvtsi128_si64(product));
#else
  // GCC does not unroll a loop over six shifts.
  mask ^= mask << 1;
  mask ^= mask << 2;
  mask ^= mask << 4;
  mask ^= mask << 8;
  mask ^= mask << 16;
  return mask ^ (mask << 32);
#endif
}

CXMETRICS_INLINE std::size_t population(bits mask) {
#ifdef __POPCNT__
  return static_cast<std::size_t>(__builtin_popcountll(mask));
#else
  mask -= (mask >> 1) & 0x5555'5555'5555'5555;
  mask = (mask & 0x3333'3333'3333'3333) + ((mask >> 2) & 0x3333'3333'3333'3333);
  mask = (mask + (mask >> 4)) & 0x0f0f'0f0f'0f0f'0f0f;
  return (mask * 0x0101'0101'0101'0101) >> 56;
#endif
}

CXMETRICS_INLINE std::size_t lowest(bits mask) {
  return static_cast<std::size_t>(__builtin_ctzll(mask));
}

// The same, and some number up to 64 where no bit is set.
CXMETRICS_INLINE std::size_t lowest_if_any(bits mask) {
#if defined(__BMI__) && defined(__x86_64__)
  return static_cast<std::size_t>(_tzcnt_u64(mask));
#else
  return lowest(mask | (bits{1} << 63));
#endif
}

// So many positions are written at a time, and so many at most for one mask, idle ones included.
constexpr std::size_t at_a_time = 12;
constexpr std::size_t most_positions = (kernel_bytes + at_a_time - 1) / at_a_time * at_a_time;

CXMETRICS_INLINE void append_positions(bits mask, std::size_t population, std::size_t at, std::uint32_t* to) {
  for (std::size_t done = 0; done < population; done += at_a_time) {
    for (std::size_t next = 0; next < at_a_time; ++next) {
      to[done + next] = static_cast<std::uint32_t>(at + lowest_if_any(mask));
      mask &= mask - 1;
    }
  }
}

// Hardly a row is so short that more than this many end in 64 bytes; idle steps are cheaper here, too.
constexpr std::size_t rows_at_a_time = 2;

CXMETRICS_INLINE void append_row_ends(bits row_ends, bits separators, csv_index& into) {
  std::uint32_t* const to = into.row_ends + into.row_count + 1;
  const std::size_t rows = population(row_ends);
  std::size_t done = 0;
  do {
    for (std::size_t next = 0; next < rows_at_a_time; ++next) {
      const bits below = (row_ends & -row_ends) - 1;
      to[done + next] = static_cast<std::uint32_t>(into.separator_count + population(separators & below));
      row_ends &= row_ends - 1;
    }
    done += rows_at_a_time;
  } while (done < rows);
  into.row_count += rows;
}

template <bool Quotes>
CXMETRICS_INLINE void index_csv_in_steps(const char* text, std::size_t size, char delimiter,
                                         std::size_t max_row, csv_index& into) {
  bits inside = 0;      // all ones where the byte before is inside quotes
  bits may_open = 1;    // 1 where the byte before allows a quote to open a field or to double one
  bits was_closed = 0;  // 1 where the byte before closes a field
  for (std::size_t at = into.rest; size - at >= kernel_bytes; at += kernel_bytes) {
    if (at + kernel_bytes - into.rest > max_row) return;
    const bytes block{text + at};
    const bits quotes = Quotes ? block.equal('"') : 0;
    const bits breaks = block.equal('\n');
    if (block.has('\r')) {
      const bits alone = block.equal('\r') & ~(breaks >> 1);
      const std::size_t next = at + kernel_bytes;
      if (alone != 0 && (alone != bits{1} << 63 || next == size || text[next] != '\n')) return;
    }
    const bits quoted = parity_up_to_each(quotes) ^ inside;
    const bits separators = (block.equal(delimiter) | breaks) & ~quoted;
    const bits closing = quotes & ~quoted;
    const bits opening = quotes & quoted;
    const bits openers = separators | closing;
    const bits after_closing = closing << 1 | was_closed;
    if ((opening & ~(openers << 1 | may_open)) != 0) return;
    for (bits doubtful = after_closing & ~(separators | quotes); doubtful != 0; doubtful &= doubtful - 1) {
      const std::size_t doubt = at + lowest(doubtful);
      if (text[doubt] != '\r' || doubt + 1 == size || text[doubt + 1] != '\n') return;
    }
    if (into.capacity < into.separator_count + most_positions ||
        into.capacity < into.inner_break_count + most_positions) {
      into.grow();
    }
    const std::size_t count = population(separators);
    append_positions(separators, count, at, into.separators + into.separator_count);
    const bits row_ends = breaks & ~quoted;
    for (bits inner = breaks & quoted; inner != 0; inner &= inner - 1) {
      const bits below = (inner & -inner) - 1;
      into.inner_breaks[into.inner_break_count++] =
          static_cast<std::uint32_t>(into.row_count + population(row_ends & below));
    }
    append_row_ends(row_ends, separators, into);
    const std::size_t after_last =
        at + kernel_bytes - static_cast<std::size_t>(__builtin_clzll(row_ends | 1));
    into.rest = row_ends != 0 ? after_last : into.rest;
    into.separator_count += count;
    inside = -(quoted >> 63);
    may_open = openers >> 63;
    was_closed = closing >> 63;
  }
}

}  // namespace
}  // namespace cxmetrics::detail
