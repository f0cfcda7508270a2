// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/rake.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace cxmetrics {
namespace {

double population_of(const known_margin& margin) {
  return std::accumulate(margin.total.begin(), margin.total.end(), 0.0);
}

std::vector<double> sums_of(const known_margin& margin, std::span<const double> weights,
                            std::span<const double> factors) {
  std::vector<double> sums(margin.total.size());
  for (std::size_t cell = 0; cell < weights.size(); ++cell) {
    sums[margin.group[cell]] += weights[cell] * factors[cell];
  }
  return sums;
}

void require_sound(std::span<const double> weights, std::span<const known_margin> margins,
                   const raking_options& options) {
  if (!(options.tolerance >= 0)) {
    detail::throw_invalid_argument("a tolerance is at least 0, not {}", {options.tolerance});
  }
  if (!(0 <= options.least_factor && options.least_factor <= 1 && 1 <= options.greatest_factor)) {
    detail::throw_invalid_argument("trimming bounds enclose 1, not {} to {}",
                                   {options.least_factor, options.greatest_factor});
  }
  for (const double weight : weights) {
    if (!(weight >= 0 && std::isfinite(weight))) {
      detail::throw_invalid_argument("a weight is a number from 0 up, not {}", {weight});
    }
  }
  const double population = population_of(margins.front());
  for (const known_margin& margin : margins) {
    if (margin.group.size() != weights.size()) {
      detail::throw_invalid_argument("a margin groups {} cells of {}", {margin.group.size(), weights.size()});
    }
    for (const std::size_t group : margin.group) {
      if (group >= margin.total.size()) detail::throw_invalid_argument("no total for group {}", {group});
    }
    const auto sums = sums_of(margin, weights, std::vector<double>(weights.size(), 1.0));
    for (std::size_t group = 0; group < sums.size(); ++group) {
      const double total = margin.total[group];
      if (!(total >= 0 && std::isfinite(total))) {
        detail::throw_invalid_argument("a known total is a number from 0 up, not {}", {total});
      }
      if (total > 0 && sums[group] == 0) {
        detail::throw_invalid_argument("nobody is in the sample for {} people; pool them with others",
                                       {total});
      }
    }
    if (!(std::abs(population_of(margin) - population) <= 1e-6 * population)) {
      detail::throw_invalid_argument("known totals add up to {} and to {}: they are of different populations",
                                     {population, population_of(margin)});
    }
  }
}

// The cells of each group, with the total they are to add up to.
struct group {
  double total;
  std::vector<std::size_t> cells;
};

std::vector<group> groups_of(std::span<const known_margin> margins) {
  std::vector<group> result;
  for (const known_margin& margin : margins) {
    const std::size_t first = result.size();
    for (const double total : margin.total) result.push_back({total, {}});
    for (std::size_t cell = 0; cell < margin.group.size(); ++cell) {
      result[first + margin.group[cell]].cells.push_back(cell);
    }
  }
  return result;
}

// Keeps the factors as they were before the bounds, so that a held cell can come free again.
class fit {
 public:
  fit(std::span<const double> weights, double least, double greatest)
      : weights_(weights), raw_(weights.size(), 1.0), least_(least), greatest_(greatest) {}

  std::vector<double> factors() const {
    std::vector<double> result = raw_;
    for (double& factor : result) factor = bounded(factor);
    return result;
  }

  std::size_t held() const {
    return static_cast<std::size_t>(
        std::count_if(raw_.begin(), raw_.end(), [&](double factor) { return bounded(factor) != factor; }));
  }

  void meet(const group& group) {
    const double multiplier = multiplier_for(group);
    for (const std::size_t cell : group.cells) raw_[cell] *= multiplier;
  }

 private:
  double bounded(double factor) const { return std::clamp(factor, least_, greatest_); }

  double sum(const group& group, double multiplier) const {
    double result = 0;
    for (const std::size_t cell : group.cells) result += weights_[cell] * bounded(raw_[cell] * multiplier);
    return result;
  }

  double multiplier_for(const group& group) const {
    double raw_sum = 0;
    double least_raw = std::numeric_limits<double>::infinity();
    double greatest_raw = 0;
    for (const std::size_t cell : group.cells) {
      raw_sum += weights_[cell] * raw_[cell];
      if (raw_[cell] > 0) least_raw = std::min(least_raw, raw_[cell]);
      greatest_raw = std::max(greatest_raw, raw_[cell]);
    }
    if (raw_sum == 0) return 1;
    const double unbounded = group.total / raw_sum;
    // A lower bound can only ask for a smaller multiplier, an upper one for a greater. Beyond the ends all cells
    // are held.
    double low = least_ > 0 ? std::min(unbounded, least_ / greatest_raw) : unbounded;
    double high = std::isfinite(greatest_) ? std::max(unbounded, greatest_ / least_raw) : unbounded;
    while (low < high) {
      const double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) break;
      (sum(group, middle) < group.total ? low : high) = middle;
    }
    return high;
  }

  std::span<const double> weights_;
  std::vector<double> raw_;
  double least_;
  double greatest_;
};

double gap_of(std::span<const known_margin> margins, std::span<const double> weights,
              std::span<const double> factors) {
  double worst = 0;
  for (const known_margin& margin : margins) {
    const auto sums = sums_of(margin, weights, factors);
    for (std::size_t group = 0; group < sums.size(); ++group) {
      const double total = margin.total[group];
      worst = std::max(worst, std::abs(sums[group] - total) / (total > 0 ? total : population_of(margin)));
    }
  }
  return worst;
}

}  // namespace

raking rake(std::span<const double> weights, std::span<const known_margin> margins,
            const raking_options& options) {
  raking result;
  result.factor.assign(weights.size(), 1.0);
  if (margins.empty()) return result;
  require_sound(weights, margins, options);
  const double average =
      population_of(margins.front()) / std::accumulate(weights.begin(), weights.end(), 0.0);
  const std::vector<group> groups = groups_of(margins);
  fit fit{weights, options.least_factor * average, options.greatest_factor * average};
  do {
    ++result.rounds;
    for (const group& group : groups) fit.meet(group);
    result.factor = fit.factors();
    result.gap = gap_of(margins, weights, result.factor);
    result.converged = result.gap <= options.tolerance;
  } while (!result.converged && result.rounds < options.max_rounds);
  result.held = fit.held();
  return result;
}

}  // namespace cxmetrics
