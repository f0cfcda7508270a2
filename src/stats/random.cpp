// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "random.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace cxmetrics::detail {

random_source::random_source(std::uint64_t seed) noexcept {
  for (std::uint64_t& word : state_) {
    seed += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    word = mixed ^ (mixed >> 31);
  }
}

std::uint64_t random_source::bits() noexcept {
  auto& s = state_;
  const std::uint64_t result = std::rotl(s[0] + s[3], 23) + s[0];
  const std::uint64_t shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = std::rotl(s[3], 45);
  return result;
}

double random_source::uniform() noexcept {
  return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
}

void random_source::jump() noexcept {
  // Their polynomial: x^(2^128) modulo the characteristic one of the generator.
  constexpr std::uint64_t polynomial[] = {0x180ec6d33cfd0aba, 0xd5a61266f0c9392c, 0xa9582618e03fc9aa,
                                          0x39abdc4529b1661c};
  std::array<std::uint64_t, 4> there{};
  for (const std::uint64_t word : polynomial) {
    for (int bit = 0; bit < 64; ++bit) {
      if (word >> bit & 1) {
        for (std::size_t i = 0; i < there.size(); ++i) there[i] ^= state_[i];
      }
      bits();
    }
  }
  state_ = there;
}

namespace {

// 2 (r + r³/3 + r⁵/5 + …) = log((1 + r) / (1 - r)), for |r| <= 0.1716.
double twice_artanh(double r) noexcept {
  const double square = r * r;
  double sum = 0;
  for (int power = 23; power >= 3; power -= 2) sum = (sum + 1.0 / power) * square;
  return 2 * r + 2 * r * sum;
}

}  // namespace

double portable_log(double x) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52) - 1023;
  double fraction = std::bit_cast<double>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (fraction > 1.4142135623730951) {
    fraction /= 2;
    ++exponent;
  }
  // The logarithm of 2 in two parts, the first of which an exponent multiplies exactly.
  constexpr double high = 0x1.62e42fefap-1;
  constexpr double low = 0x1.cf79abc9e3b4p-40;
  return exponent * high + (twice_artanh((fraction - 1) / (fraction + 1)) + exponent * low);
}

namespace {

// x log(x / m) - (x - m) for x, m > 0, without the subtraction that cancels where they are close (Loader
// 2000).
double deviance(double x, double m) noexcept {
  const double off = x - m;
  if (std::abs(off) > 0.2 * m) return x * portable_log(x / m) - off;
  // With r = off / (x + m): x log(x / m) - off = off r + 2 x (r³/3 + r⁵/5 + …).
  const double r = off / (x + m);
  const double square = r * r;
  double sum = 0;
  for (int power = 17; power >= 3; power -= 2) sum = (sum + 1.0 / power) * square;
  return off * r + 2 * x * r * sum;
}

// log k! less its approximation (k + ½) log(k + 1) - (k + 1) + ½ log 2π.
double stirling_rest(double k) noexcept {
  constexpr double first[] = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834,
                              0.02079067210376509, 0.01664469118982119, 0.01387612882307075,
                              0.01189670994589177, 0.01041126526197209, 0.00925546218271273,
                              0.00833056343336287};
  if (k < 10) return first[static_cast<int>(k)];
  const double next = k + 1;
  const double square = next * next;
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / next;
}

// The logarithm of the probability of k successes, but for a constant.
double log_weight(double k, double trials, double share, double other_share) noexcept {
  const double a = k + 1;
  const double b = trials - k + 1;
  const double n = trials + 2;
  return 0.5 * (portable_log(a) + portable_log(b)) - deviance(a, n * share) - deviance(b, n * other_share) -
         stirling_rest(k) - stirling_rest(trials - k);
}

// Failures between successes have a geometric distribution: few expected successes are found one by one.
double draw_few(random_source& random, double trials, double share) noexcept {
  // log(1 - share), exact where the difference is rounded (Kahan).
  const double rest = 1 - share;
  const double log_rest = rest == 1 ? -share : portable_log(rest) * share / (1 - rest);
  double successes = 0;
  double used = 0;
  while (true) {
    used += std::floor(portable_log(random.uniform()) / log_rest) + 1;
    if (used > trials) return successes;
    ++successes;
  }
}

// Hörmann (1993), algorithm BTRS: transformed rejection with squeeze, for at least 10 expected successes.
double draw_many(random_source& random, double trials, double share, double other_share) noexcept {
  const double deviation = std::sqrt(trials * share * other_share);
  const double b = 1.15 + 2.53 * deviation;
  const double a = -0.0873 + 0.0248 * b + 0.01 * share;
  const double c = trials * share + 0.5;
  const double squeeze = 0.92 - 4.2 / b;
  while (true) {
    const double u = random.uniform() - 0.5;
    double v = random.uniform();
    const double us = 0.5 - std::abs(u);
    const double k = std::floor((2 * a / us + b) * u + c);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > trials) continue;
    const double alpha = (2.83 + 5.1 / b) * deviation;
    const double mode = std::floor((trials + 1) * share);
    v = portable_log(v * alpha / (a / (us * us) + b));
    if (v <= log_weight(k, trials, share, other_share) - log_weight(mode, trials, share, other_share))
      return k;
  }
}

}  // namespace

// The polar method of Marsaglia and Bray (1964). Its second number is not kept, so that a draw depends on nothing before.
double draw_normal(random_source& random) noexcept {
  while (true) {
    const double x = 2 * random.uniform() - 1;
    const double y = 2 * random.uniform() - 1;
    const double square = x * x + y * y;
    if (square < 1 && square > 0) return x * std::sqrt(-2 * portable_log(square) / square);
  }
}

double draw_binomial(random_source& random, double trials, double successes, double of) noexcept {
  if (trials == 0 || successes == 0) return 0;
  if (successes == of) return trials;
  if (2 * successes > of) return trials - draw_binomial(random, trials, of - successes, of);
  const double share = successes / of;
  if (trials * share < 10) return draw_few(random, trials, share);
  return std::min(trials, draw_many(random, trials, share, (of - successes) / of));
}

}  // namespace cxmetrics::detail
