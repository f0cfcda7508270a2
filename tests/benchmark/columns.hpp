// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_BENCHMARK_COLUMNS_HPP
#define CXMETRICS_TESTS_BENCHMARK_COLUMNS_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace cxmetrics::benchmarks {

// A small generator with the same numbers everywhere (splitmix64; Steele, Lea and Flood 2014).
class random_numbers {
 public:
  explicit random_numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t operator()() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 <= result < bound, bound < 2^32
  std::uint64_t below(std::uint64_t bound) { return ((*this)() >> 32) * bound >> 32; }

 private:
  std::uint64_t state_;
};

// Answers 0 to 10 as people give them (about 53 % promoters, 17 % detractors), one in 200 missing as 11.
template <class Score>
std::vector<Score> scores(std::size_t rows, std::uint64_t seed = 1) {
  static constexpr std::uint8_t of_200[] = {4, 2, 2, 3, 4, 10, 9, 20, 39, 46, 60, 1};
  std::uint8_t answers[200];
  std::size_t filled = 0;
  for (std::uint8_t score = 0; score < 12; ++score) {
    for (int i = 0; i < of_200[score]; ++i) answers[filled++] = score;
  }
  random_numbers random(seed);
  std::vector<Score> result(rows);
  for (Score& score : result) score = static_cast<Score>(answers[random.below(200)]);
  return result;
}

// Ids 0 to groups - 1, each as likely.
inline std::vector<std::uint32_t> group_ids(std::size_t rows, std::uint32_t groups, std::uint64_t seed = 2) {
  random_numbers random(seed);
  std::vector<std::uint32_t> result(rows);
  for (std::uint32_t& id : result) id = static_cast<std::uint32_t>(random.below(groups));
  return result;
}

// First day as a customer and first day no longer one: up to four years, a third for ever.
struct customers {
  std::vector<std::int32_t> since;
  std::vector<std::int32_t> until;
};

// Who came over `days` days from `first` on, or in the two years before.
inline customers customers_from(std::int32_t first, std::int32_t days, std::size_t rows,
                                std::uint64_t seed = 3) {
  random_numbers random(seed);
  customers result{std::vector<std::int32_t>(rows), std::vector<std::int32_t>(rows)};
  for (std::size_t row = 0; row < rows; ++row) {
    const auto below = [&](std::int32_t bound) {
      return static_cast<std::int32_t>(random.below(static_cast<std::uint64_t>(bound)));
    };
    result.since[row] = first - 730 + below(days + 730);
    result.until[row] =
        below(3) == 0 ? std::numeric_limits<std::int32_t>::max() : result.since[row] + below(40) * below(40);
  }
  return result;
}

}  // namespace cxmetrics::benchmarks

#endif
