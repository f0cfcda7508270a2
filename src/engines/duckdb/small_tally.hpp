// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_ENGINES_DUCKDB_SMALL_TALLY_HPP
#define CXMETRICS_SRC_ENGINES_DUCKDB_SMALL_TALLY_HPP

#include <cxmetrics/survey/tally.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cxmetrics::engines {

// A tally in 24 bytes, on a scale that whoever uses it knows. Most groups of a query have few answers each, and what
// they cost is the memory that their states take: so each counter has a byte, and what that cannot hold is carried to
// a whole one elsewhere.
class small_tally {
 public:
  // Where an answer counts: by its distance from the lowest score, or here.
  static constexpr std::size_t missing = scale::max_points;
  static constexpr std::size_t off_scale = missing + 1;

  template <std::integral Score>
  static std::size_t place_of(Score score, scale on) {
    const std::uint64_t above = static_cast<std::uint64_t>(score) - static_cast<std::uint64_t>(on.low());
    return above < static_cast<std::uint64_t>(on.points()) ? above : off_scale;
  }

  void count(std::size_t place) {
    if (++few_[place] == 0) carried()[place] += carry;
  }

  void add(const tally& more) {
    const tally_counters& of = more.counters();
    counters& all = carried();
    for (std::size_t place = 0; place < of.count.size(); ++place) all[place] += of.count[place];
    all[missing] += of.missing;
    all[off_scale] += of.off_scale;
  }

  void add(const small_tally& more) {
    if (more.carried_) {
      counters& all = carried();
      for (std::size_t place = 0; place < all.size(); ++place) all[place] += (*more.carried_)[place];
    }
    const std::array<std::uint8_t, places> before = few_;
    bool fits = true;
    for (std::size_t place = 0; place < places; ++place) {
      few_[place] = static_cast<std::uint8_t>(before[place] + more.few_[place]);
      fits &= few_[place] >= before[place];
    }
    if (fits) return;
    counters& all = carried();
    for (std::size_t place = 0; place < all.size(); ++place)
      all[place] += few_[place] < before[place] ? carry : 0;
  }

  bool empty() const {
    return !carried_ && std::all_of(few_.begin(), few_.end(), [](std::uint8_t count) { return count == 0; });
  }

  tally on(scale on) const {
    tally_counters all;
    for (std::size_t place = 0; place < all.count.size(); ++place) all.count[place] = count_at(place);
    all.missing = count_at(missing);
    all.off_scale = count_at(off_scale);
    return {on, all};
  }

 private:
  using counters = std::array<std::uint64_t, off_scale + 1>;
  static constexpr std::size_t places = 16;  // as many as are added at once
  static constexpr std::uint64_t carry = 256;

  counters& carried() {
    if (!carried_) carried_ = std::make_unique<counters>();
    return *carried_;
  }
  std::uint64_t count_at(std::size_t place) const {
    return few_[place] + (carried_ ? (*carried_)[place] : 0);
  }

  std::unique_ptr<counters> carried_{};
  std::array<std::uint8_t, places> few_{};
};
static_assert(sizeof(small_tally) == 24);

}  // namespace cxmetrics::engines

#endif
