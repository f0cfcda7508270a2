// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// The counting of durations, written once and compiled once for each instruction set. Everything here has internal
// linkage and no standard library function is called, so that no code made for a newer machine can take the place of
// the same code made for an older one.
#include "kernels/durations.hpp"

namespace cxmetrics::detail {
namespace {

constexpr std::size_t block = duration_blocks::rows_of_block;

inline bool count_block(duration_blocks& into, const std::int32_t* since, const std::int32_t* until) {
  for (std::size_t i = 0; i < block; i += 16) {
    constexpr std::uintptr_t ahead = 2048;
    __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(since + i) + ahead));
    __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<std::uintptr_t>(until + i) + ahead));
  }
  std::uint32_t places[block];
  const std::int32_t unknown = into.unknown;
  std::uint32_t durations = into.durations;
  std::uint32_t backwards = 0;
  // Comparisons as masks: vector instructions of every machine have them.
  const auto mask = [](bool is) { return is ? ~std::uint32_t{0} : 0; };
  for (std::size_t i = 0; i < block; ++i) {
    const std::uint32_t left = mask(until[i] < unknown);
    const std::uint32_t counted = mask(since[i] < unknown);
    const std::uint32_t end =
        (static_cast<std::uint32_t>(until[i]) & left) | (static_cast<std::uint32_t>(unknown) & ~left);
    // Exact where the row is counted at all.
    const std::uint32_t days = (end - static_cast<std::uint32_t>(since[i])) & counted;
    durations |= days;
    places[i] = (2 * days + 2 - left) & counted;
    backwards |= mask(since[i] > until[i]);
  }
  into.durations = durations;
  if (backwards != 0 || durations > into.longest) return false;
  for (std::size_t i = 0; i < block; i += 2) {
    ++into.one[places[i]];
    ++into.other[places[i + 1]];
  }
  return true;
}

inline bool count_blocks(duration_blocks& into, const std::int32_t* since, const std::int32_t* until,
                         std::size_t rows) {
  for (; rows >= block; rows -= block, since += block, until += block) {
    if (!count_block(into, since, until)) return false;
  }
  return true;
}

}  // namespace
}  // namespace cxmetrics::detail
