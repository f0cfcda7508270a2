// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "stats/step_share.hpp"

#include <cxmetrics/customers/competing_risks.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace cxmetrics {
namespace {

// What one customer's weight, a little more than 1, does to the incidence F of a cause, of everybody who has the same
// fate. After somebody is gone that is a + b F, with constants of theirs; so the sum of the squares needs three sums.
class jackknife {
 public:
  // At a time with so many at risk, of whom `left` leave, `of_cause` for the cause; before it, a share of `before` is
  // there.
  void add(double at_risk, double left, double of_cause, double last_seen, double before) {
    const double hazard = of_cause / at_risk;
    incidence_ += before * hazard;
    // Those at risk: what lowers the hazard of the cause, and what raises the share still there, as they did not
    // leave.
    at_risk_ += before * (stay_ * hazard - hazard / at_risk);
    const double all = left / at_risk;
    const double stay_after = all < 1 ? stay_ + all / (at_risk * (1 - all)) : stay_;
    const double leave_after = stay_after - (all < 1 ? 1 / (at_risk * (1 - all)) : 0);
    depart(of_cause, at_risk_ + before / at_risk, leave_after);
    depart(left - of_cause, at_risk_, leave_after);
    depart(last_seen, at_risk_, stay_after);
    stay_ = stay_after;
  }

  double incidence() const { return incidence_; }
  double variance(double still_there) const {
    const double gone = constants_ + incidence_ * (2 * mixed_ + incidence_ * slopes_);
    return std::max(still_there * at_risk_ * at_risk_ + gone, 0.0);
  }

 private:
  void depart(double customers, double now, double slope) {
    const double constant = now - slope * incidence_;
    constants_ += customers * constant * constant;
    mixed_ += customers * constant * slope;
    slopes_ += customers * slope * slope;
  }

  double incidence_ = 0;
  double at_risk_ = 0;  // of somebody still there
  double stay_ = 0;     // what they add to the logarithm of the share still there
  double constants_ = 0;
  double mixed_ = 0;
  double slopes_ = 0;
};

// The variance of the delta method, in sums over the times so far.
class delta_method {
 public:
  void add(double at_risk, double left, double of_cause, double before) {
    const double n = at_risk;
    incidence_ += before * of_cause / n;
    if (left < n) {
      const double spread = left / (n * (n - left));
      of_share_ += spread;
      of_share_f_ += spread * incidence_;
      of_share_ff_ += spread * incidence_ * incidence_;
    }
    own_ += before * before * of_cause * (n - of_cause) / (n * n * n);
    both_ += before * of_cause / (n * n);
    both_f_ += before * of_cause / (n * n) * incidence_;
  }

  double variance() const {
    const double f = incidence_;
    return std::max(
        0.0, f * f * of_share_ - 2 * f * of_share_f_ + of_share_ff_ + own_ - 2 * (f * both_ - both_f_));
  }

 private:
  double incidence_ = 0;
  double of_share_ = 0;
  double of_share_f_ = 0;
  double of_share_ff_ = 0;
  double own_ = 0;
  double both_ = 0;
  double both_f_ = 0;
};

}  // namespace

std::vector<curve> aalen_johansen(const lifetimes& lifetimes, const estimate_options& options) {
  const quantity quantity{unit::percent, better::low};
  const std::vector<lifetimes::moment> moments = lifetimes.moments();
  const bool from_the_beginning =
      std::all_of(moments.begin(), moments.end(), [](const auto& each) { return each.first_seen == 0; });
  estimate start = detail::estimate_of(detail::step_share{0, std::numeric_limits<double>::quiet_NaN(), 0},
                                       quantity, options);
  if (lifetimes.customers() > 0) {
    start.value = start.standard_error = 0;
    start.ci = {0, 0};
    start.n = lifetimes.customers();
  }
  std::vector<curve> result;
  for (std::size_t cause = 0; cause < lifetimes.causes(); ++cause) {
    std::vector<curve_step> steps;
    jackknife exact;
    delta_method close;
    double still_there = 1;
    for (const lifetimes::moment& now : moments) {
      const auto n = static_cast<double>(now.at_risk);
      const auto left = static_cast<double>(now.left);
      const std::uint64_t of_cause = lifetimes.left(now.duration, cause);
      if (now.at_risk > 0) {
        exact.add(n, left, static_cast<double>(of_cause), static_cast<double>(now.last_seen), still_there);
        close.add(n, left, static_cast<double>(of_cause), still_there);
        still_there *= (n - left) / n;
      }
      const double remain = n - left - static_cast<double>(now.last_seen);
      const double variance = from_the_beginning ? exact.variance(remain) : close.variance();
      const detail::step_share share{std::min(exact.incidence(), 1.0), std::sqrt(variance), now.at_risk};
      steps.push_back({now.duration, now.at_risk, of_cause, now.last_seen,
                       detail::estimate_of(share, quantity, options)});
    }
    result.emplace_back(start, std::move(steps));
  }
  return result;
}

}  // namespace cxmetrics
