// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"
#include "stats/quantile.hpp"

#include <cxmetrics/customers/survival_test.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <cmath>

namespace cxmetrics {
namespace {

using detail::unknown;

// A group on its way through the times.
struct walk {
  std::vector<lifetimes::moment> moments;
  std::size_t next = 0;
  double at_risk = 0;
  double left = 0;

  // To a time not before the last one. Between two moments nobody comes or goes.
  void move_to(std::int64_t time) {
    left = 0;
    if (next < moments.size() && moments[next].duration == time) {
      at_risk = static_cast<double>(moments[next].at_risk);
      left = static_cast<double>(moments[next].left);
      ++next;
    } else if (next == 0) {
      at_risk = moments.empty() ? 0 : static_cast<double>(moments[0].at_risk - moments[0].first_seen);
    } else {
      const lifetimes::moment& before = moments[next - 1];
      at_risk = static_cast<double>(before.at_risk - before.left - before.last_seen);
    }
  }
};

// Observed and expected, and the covariance of their difference, added up over times and strata.
class rank_sums {
 public:
  explicit rank_sums(std::size_t groups)
      : observed_(groups), expected_(groups), covariance_(groups, std::vector<double>(groups)) {}

  void add(std::span<const lifetimes> groups, survival_weights weights) {
    std::vector<walk> walks;
    std::vector<std::int64_t> times;
    for (const lifetimes& group : groups) {
      if (group.unit() != groups.front().unit()) {
        detail::throw_invalid_argument("lifetimes in different units cannot be compared");
      }
      walks.push_back({group.moments()});
      for (const lifetimes::moment& each : walks.back().moments) times.push_back(each.duration);
    }
    std::sort(times.begin(), times.end());
    times.erase(std::unique(times.begin(), times.end()), times.end());
    double survival = 1;
    for (const std::int64_t time : times) {
      double n = 0;
      double left = 0;
      for (walk& each : walks) {
        each.move_to(time);
        n += each.at_risk;
        left += each.left;
      }
      if (left == 0) continue;
      add_time(walks, n, left, weights == survival_weights::log_rank ? 1 : survival);
      survival *= (n - left) / n;
    }
  }

  survival_test test() const {
    survival_test result{unknown, 0, unknown, observed_, expected_};
    // The differences add up to 0, so that one group follows from the others.
    std::vector<std::size_t> compared;
    for (std::size_t group = 0; group < observed_.size(); ++group) {
      if (covariance_[group][group] > 0) compared.push_back(group);
    }
    if (compared.size() < 2) return result;
    compared.pop_back();
    double sum = 0;
    std::vector<std::vector<double>> v;
    std::vector<double> x;
    for (const std::size_t one : compared) {
      x.push_back(observed_[one] - expected_[one]);
      v.emplace_back();
      for (const std::size_t other : compared) v.back().push_back(covariance_[one][other]);
    }
    // x' V^-1 x by elimination. What groups that never met have in common determines nothing.
    for (std::size_t k = 0; k < x.size(); ++k) {
      if (!(v[k][k] > 1e-12 * covariance_[compared[k]][compared[k]])) continue;
      ++result.degrees_of_freedom;
      sum += x[k] * x[k] / v[k][k];
      for (std::size_t i = k + 1; i < x.size(); ++i) {
        const double factor = v[i][k] / v[k][k];
        x[i] -= factor * x[k];
        for (std::size_t j = k; j < x.size(); ++j) v[i][j] -= factor * v[k][j];
      }
    }
    result.chi_squared = sum;
    result.p_value = detail::chi_squared_upper_tail(sum, result.degrees_of_freedom);
    return result;
  }

 private:
  void add_time(const std::vector<walk>& walks, double n, double left, double weight) {
    const double spread = n > 1 ? weight * weight * left * (n - left) / (n - 1) : 0;
    for (std::size_t one = 0; one < walks.size(); ++one) {
      const double share = walks[one].at_risk / n;
      observed_[one] += weight * walks[one].left;
      expected_[one] += weight * left * share;
      for (std::size_t other = 0; other < walks.size(); ++other) {
        covariance_[one][other] += spread * share * ((one == other ? 1 : 0) - walks[other].at_risk / n);
      }
    }
  }

  std::vector<double> observed_;
  std::vector<double> expected_;
  std::vector<std::vector<double>> covariance_;
};

void require_groups(std::size_t groups) {
  if (groups < 2) detail::throw_invalid_argument("two groups or more are compared, not {}", {groups});
}

}  // namespace

std::string_view name_of(survival_weights weights) noexcept {
  return weights == survival_weights::log_rank ? "log-rank" : "Peto-Peto";
}

survival_test compare_survival(std::span<const lifetimes> groups, survival_weights weights) {
  require_groups(groups.size());
  rank_sums all(groups.size());
  all.add(groups, weights);
  return all.test();
}

survival_test compare_survival(std::span<const std::vector<lifetimes>> strata, survival_weights weights) {
  require_groups(strata.empty() ? 0 : strata.front().size());
  rank_sums all(strata.front().size());
  for (const std::vector<lifetimes>& stratum : strata) {
    if (stratum.size() != strata.front().size()) {
      detail::throw_invalid_argument("strata of {} and of {} groups",
                                     {strata.front().size(), stratum.size()});
    }
    all.add(stratum, weights);
  }
  return all.test();
}

std::vector<survival_pair> compare_pairs(std::span<const lifetimes> groups, survival_weights weights,
                                         adjustment adjustment) {
  require_groups(groups.size());
  std::vector<survival_pair> pairs;
  std::vector<double> p_values;
  for (std::size_t one = 0; one < groups.size(); ++one) {
    for (std::size_t other = one + 1; other < groups.size(); ++other) {
      const lifetimes two[] = {groups[one], groups[other]};
      pairs.push_back({one, other, compare_survival(two, weights), unknown});
      p_values.push_back(pairs.back().found.p_value);
    }
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t pair = 0; pair < pairs.size(); ++pair) pairs[pair].adjusted_p_value = raised[pair];
  return pairs;
}

}  // namespace cxmetrics
