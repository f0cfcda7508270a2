// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/spells.hpp"

#include <cxmetrics/detail/prefetch.hpp>

#include <algorithm>
#include <bit>

namespace cxmetrics::detail {

spell_counter::spell_counter(std::int32_t first, const std::vector<std::int32_t>& period_of_day)
    : days_(period_of_day.size()),
      periods_(static_cast<std::size_t>(period_of_day.back()) + 1),
      before_(first - 1),
      after_(first + static_cast<std::int32_t>(days_)),
      place_of_day_(days_ + 2),
      end_of_period_(days_ + 2),
      came_(2 * (days_ + 2)),
      left_(2 * (days_ + 2)),
      within_(2 * 2 * (periods_ + 2)) {
  for (std::size_t day = 1; day <= days_; ++day) {
    place_of_day_[day] = 2 * (static_cast<std::uint32_t>(period_of_day[day - 1]) + 1);
  }
  end_of_period_[0] = 1;
  for (std::size_t day = days_; day >= 1; --day) {
    const bool is_last = day == days_ || period_of_day[day] != period_of_day[day - 1];
    end_of_period_[day] = is_last ? static_cast<std::uint32_t>(day + 1) : end_of_period_[day + 1];
  }
}

bool spell_counter::count_block(const std::int32_t* since, const std::int32_t* until) {
  for (std::size_t i = 0; i < block; i += 16) {
    prefetch_ahead(since + i);
    prefetch_ahead(until + i);
  }
  std::uint32_t joins[block];
  std::uint32_t leaves[block];
  std::uint32_t nights[block];
  std::int32_t backwards = 0;
  const std::int32_t before = before_;
  const std::int32_t after = after_;
  const auto place_of = [=](std::int32_t day) {
    const std::int32_t capped = std::min(day, after);
    return capped < before ? 0 : static_cast<std::uint32_t>(capped) - static_cast<std::uint32_t>(before);
  };
  for (std::size_t i = 0; i < block; ++i) {
    joins[i] = place_of(since[i]);
    leaves[i] = place_of(until[i]);
  }
  for (std::size_t i = 0; i < block; ++i) nights[i] = since[i] != until[i] ? 1 : 0;
  for (std::size_t i = 0; i < block; ++i) backwards |= since[i] > until[i] ? -1 : 0;

  std::uint64_t same_period = 0;  // a bit for each row, the last one's lowest
  const std::uint32_t* const end_of_period = end_of_period_.data();
  std::uint32_t* const came[] = {came_.data(), came_.data() + came_.size() / 2};
  std::uint32_t* const left[] = {left_.data(), left_.data() + left_.size() / 2};
  const auto add = [&](std::size_t i, std::size_t copy) {
    same_period = same_period << 1 | (leaves[i] < end_of_period[joins[i]] ? 1 : 0);
    came[copy][joins[i]] += nights[i];
    left[copy][leaves[i]] += nights[i];
  };
  for (std::size_t i = 0; i < block; i += 4) {
    add(i, 0);
    add(i + 1, 1);
    add(i + 2, 0);
    add(i + 3, 1);
  }
  std::uint32_t* const within[] = {within_.data(), within_.data() + within_.size() / 2};
  for (; same_period != 0; same_period &= same_period - 1) {
    const auto i = block - 1 - static_cast<std::size_t>(std::countr_zero(same_period));
    ++within[i % 2][place_of_day_[joins[i]] + nights[i]];
  }
  return backwards == 0;
}

bool spell_counter::count(const std::int32_t* since, const std::int32_t* until, std::size_t rows) {
  bool forwards = true;
  for (; rows >= block; rows -= block, since += block, until += block) {
    forwards &= count_block(since, until);
  }
  if (rows > 0) {
    // The last block is filled up with rows after the window, which count for nothing.
    std::int32_t last_since[block];
    std::int32_t last_until[block];
    std::fill(std::copy(since, since + rows, last_since), last_since + block, after_);
    std::fill(std::copy(until, until + rows, last_until), last_until + block, after_);
    forwards &= count_block(last_since, last_until);
  }
  return forwards;
}

}  // namespace cxmetrics::detail
