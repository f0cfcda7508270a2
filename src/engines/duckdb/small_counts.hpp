// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_ENGINES_DUCKDB_SMALL_COUNTS_HPP
#define CXMETRICS_SRC_ENGINES_DUCKDB_SMALL_COUNTS_HPP

#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace cxmetrics::engines {

// Counters of answers in as many bytes and a pointer. Most groups of a query have few answers each, and what they cost
// is the memory that their states take: so each counter has a byte, and what that cannot hold is carried to a whole one
// elsewhere.
template <std::size_t Places>
class small_counts {
 public:
  small_counts() = default;
  ~small_counts() { delete carried_; }
  small_counts(const small_counts&) = delete;
  small_counts& operator=(small_counts&& other) noexcept {
    std::swap(carried_, other.carried_);
    std::swap(few_, other.few_);
    return *this;
  }

  void count(std::size_t place) {
    if (++few_[place] == 0) carried()[place] += carry;
  }

  void add(std::size_t place, std::uint64_t times) { carried()[place] += times; }

  void add(const small_counts& more) {
    if (more.carried_ != nullptr) {
      counters& all = carried();
      for (std::size_t place = 0; place < Places; ++place) all[place] += (*more.carried_)[place];
    }
    const std::array<std::uint8_t, Places> before = few_;
    bool fits = true;
    for (std::size_t place = 0; place < Places; ++place) {
      few_[place] = static_cast<std::uint8_t>(before[place] + more.few_[place]);
      fits &= few_[place] >= before[place];
    }
    if (fits) return;
    counters& all = carried();
    for (std::size_t place = 0; place < Places; ++place)
      all[place] += few_[place] < before[place] ? carry : 0;
  }

  std::uint64_t at(std::size_t place) const {
    return few_[place] + (carried_ != nullptr ? (*carried_)[place] : 0);
  }

  bool empty() const {
    return carried_ == nullptr &&
           std::all_of(few_.begin(), few_.end(), [](std::uint8_t count) { return count == 0; });
  }

 private:
  using counters = std::array<std::uint64_t, Places>;
  static constexpr std::uint64_t carry = 256;

  counters& carried() {
    if (carried_ == nullptr) carried_ = new counters();
    return *carried_;
  }

  counters* carried_ = nullptr;  // owned
  std::array<std::uint8_t, Places> few_{};
};
static_assert(sizeof(small_counts<8>) == 16 && sizeof(small_counts<16>) == 24);

// Where each score of a scale counts, and what is none.
class counting_places {
 public:
  // Each at a place of its own, of 16.
  static constexpr std::size_t missing = scale::max_points;
  static constexpr std::size_t off_scale = missing + 1;

  explicit constexpr counting_places(scale on) : on_(on) {
    place_.fill(off_scale);
    for (std::size_t above = 0; above < points(); ++above) place_[above] = static_cast<std::uint8_t>(above);
  }

  // For a value alone: scores of the same worth at one place, of 8. Such a metric has up to seven worths.
  static constexpr std::size_t no_score = 7;

  static constexpr counting_places by_worth(const metric& of) {
    counting_places result(of.scale());
    result.place_.fill(no_score);
    std::uint8_t worths = 0;
    for (std::size_t above = 0; above < result.points(); ++above) {
      std::size_t like = 0;
      while (of.worth(result.score_at(like)) != of.worth(result.score_at(above))) ++like;
      result.place_[above] = like < above ? result.place_[like] : worths++;
    }
    if (worths > no_score) throw std::length_error("a metric of more worths than there are places");
    return result;
  }

  constexpr scale on() const { return on_; }
  constexpr std::size_t points() const { return static_cast<std::size_t>(on_.points()); }
  constexpr int score_at(std::size_t above) const { return on_.low() + static_cast<int>(above); }
  constexpr std::size_t place_at(std::size_t above) const { return place_[above]; }

  template <std::integral Score>
  std::size_t place_of(Score score) const {
    const std::uint64_t above = static_cast<std::uint64_t>(score) - static_cast<std::uint64_t>(on_.low());
    return place_[std::min<std::uint64_t>(above, place_.size() - 1)];
  }

  // What was counted, as a tally: where scores share a place, as if all had been the lowest of them.
  template <std::size_t Places>
  tally tally_of(const small_counts<Places>& answers) const {
    tally_counters all;
    std::size_t place = 0;
    for (std::size_t above = 0; above < points(); ++above) {
      if (place_[above] == place) all.count[above] = answers.at(place++);
    }
    if constexpr (Places > off_scale) {
      all.missing = answers.at(missing);
      all.off_scale = answers.at(off_scale);
    }
    return {on_, all};
  }

 private:
  scale on_;
  std::array<std::uint8_t, 16> place_{};
};

}  // namespace cxmetrics::engines

#endif
