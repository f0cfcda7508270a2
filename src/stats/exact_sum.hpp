// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_STATS_EXACT_SUM_HPP
#define CXMETRICS_SRC_STATS_EXACT_SUM_HPP

#include <cmath>
#include <cstdint>

namespace cxmetrics::detail {

// A sum kept in two doubles, so that 5·10^14 promoters less as many detractors still leave the one that is
// over.
class exact_sum {
 public:
  // A 64-bit count does not fit a double; its halves do.
  void add(std::uint64_t count, double worth) {
    add_product(static_cast<double>(count >> 32) * 0x1p32, worth);
    add_product(static_cast<double>(count & 0xffffffffu), worth);
  }
  double value() const { return high_ + low_; }

 private:
  void add_product(double a, double b) {
    const double product = a * b;
    add(product);
    add(std::fma(a, b, -product));
  }
  void add(double term) {
    const double total = high_ + term;
    const double of_term = total - high_;
    low_ += (high_ - (total - of_term)) + (term - of_term);
    high_ = total;
  }
  double high_ = 0;
  double low_ = 0;
};

}  // namespace cxmetrics::detail

#endif
