// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_RANDOM_HPP
#define CXMETRICS_SRC_STATS_RANDOM_HPP

#include <array>
#include <cstdint>

// Random numbers that come out the same everywhere. The standard library's distributions may differ between
// its implementations, and so may the last bit of std::log; hence both are here, made of nothing but the
// operations that IEEE 754 defines exactly. (The build forbids the compiler to fuse them.)
namespace cxmetrics::detail {

// xoshiro256++ 1.0 of Blackman and Vigna (2021), seeded by their splitmix64.
class random_source {
 public:
  explicit random_source(std::uint64_t seed) noexcept;
  std::uint64_t bits() noexcept;
  // Uniform in 0…1 without the ends.
  double uniform() noexcept;
  // Skips 2^128 numbers, to a stream that nobody who draws from this one ever reaches.
  void jump() noexcept;

 private:
  std::array<std::uint64_t, 4> state_;
};

// The natural logarithm of a positive, normal number, within two units in the last place.
double portable_log(double x) noexcept;

// A number of the normal distribution with mean 0 and variance 1.
double draw_normal(random_source& random) noexcept;

// How many of `trials` succeed, where `successes` of `of` would (0 <= successes <= of, of > 0). All are whole
// numbers.
double draw_binomial(random_source& random, double trials, double successes, double of) noexcept;

}  // namespace cxmetrics::detail

#endif
