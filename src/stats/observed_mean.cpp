// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "exact_sum.hpp"
#include "reals.hpp"
#include "worth.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/observed_mean.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace cxmetrics {
namespace {

using detail::largest_count;
// The time that the mark of a difference takes grows with their square.
constexpr std::size_t most_values_of_mark = 2000;

using detail::real;

class observed final : public basis {
 public:
  observed(observed_values values, const estimate_options& options)
      : values_(std::move(values)), method_(method_for(options)), level_(options.level) {
    detail::exact_sum sum;
    for (const auto& [value, times] : values_.count) {
      detail::require_worth(value);
      if (value < values_.lowest || value > values_.highest) {
        detail::throw_invalid_argument("an observation {} beyond {} to {}",
                                       {value, values_.lowest, values_.highest});
      }
      if (times > largest_count - n_)
        detail::throw_invalid_argument("more observations than 64 bits can count: {} and {}", {n_, times});
      n_ += times;
      sum.add(times, value);
    }
    if (n_ == 0) return;
    // Where all agree, the quotient of the sum could be another one.
    const bool all_agree = values_.count.begin()->first == values_.count.rbegin()->first;
    mean_ = all_agree ? values_.count.begin()->first : sum.value() / real(n_);
    for (const auto& [value, times] : values_.count)
      squares_ += real(times) * (value - mean_) * (value - mean_);
  }

  estimate describe(const quantity& quantity) const override {
    estimate result;
    result.value = mean_;
    result.standard_error = as_measured().standard_error;
    result.method = unanimous() ? interval_method::score : method_;
    result.ci = interval_by(method_, level_);
    result.level = level_.level();
    result.n = n_;
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.basis = basis_handle(this);
    return result;
  }

  interval interval_by(interval_method method, confidence level) const override {
    if (n_ == 0) return range();
    const measured mean = as_measured();
    interval bounds = range();
    if (unanimous() || method == interval_method::score) {
      bounds = by_score(level);
    } else if (n_ > 1) {
      bounds = method == interval_method::wald
                   ? wald(mean.value, mean.standard_error, level)
                   : student_t(mean.value, mean.standard_error, mean.degrees_of_freedom, level);
    }
    return {std::clamp(std::min(bounds.low, mean_), values_.lowest, values_.highest),
            std::clamp(std::max(bounds.high, mean_), values_.lowest, values_.highest)};
  }

  interval range() const noexcept override { return {values_.lowest, values_.highest}; }
  double observation_variance() const noexcept override { return squares_ / real(n_); }

  observations as_observations() const override {
    observations result;
    if (values_.count.size() > most_values_of_mark) return result;
    for (const auto& [value, times] : values_.count) {
      result.values.push_back(value);
      result.counts.push_back(real(times));
    }
    return result;
  }

  std::vector<comparison_method> comparisons_with(const basis& before) const override {
    if (dynamic_cast<const observed*>(&before) == nullptr) return {};
    return {comparison_method::welch, comparison_method::student};
  }

  finding compared_with(const basis& before, comparison_method method, confidence level) const override {
    const measured then = dynamic_cast<const observed&>(before).as_measured();
    const mean_test test = method == comparison_method::welch ? welch_test(as_measured(), then, level)
                                                              : student_test(as_measured(), then, level);
    return {test.p_value, test.ci};
  }

  basis_handle plus(const basis& other) const override {
    const observed* more = alike(other);
    if (more == nullptr) return {};
    observed_values sum = values_;
    for (const auto& [value, times] : more->values_.count) sum.count[value] += times;
    return made_of(std::move(sum));
  }

  basis_handle minus(const basis& part) const override {
    const observed* less = alike(part);
    if (less == nullptr) return {};
    observed_values rest = values_;
    for (const auto& [value, times] : less->values_.count) {
      const auto found = rest.count.find(value);
      const std::uint64_t present = found == rest.count.end() ? 0 : found->second;
      if (present < times) {
        detail::throw_invalid_argument("a part has {} observations of {}, its whole {}",
                                       {times, value, present});
      }
      found->second -= times;
      if (found->second == 0) rest.count.erase(found);
    }
    return made_of(std::move(rest));
  }

 private:
  static interval_method method_for(const estimate_options& options) {
    if (options.population)
      detail::throw_invalid_argument("a mean of any values takes no population, such as {}",
                                     {*options.population});
    for (const interval_method each :
         {interval_method::student_t, interval_method::score, interval_method::wald}) {
      if (options.method == each) return each;
    }
    if (options.method == interval_method::standard) return interval_method::student_t;
    detail::throw_invalid_argument("the interval {} does not fit; here apply: {}, {}, {}",
                                   {name_of(options.method), name_of(interval_method::student_t),
                                    name_of(interval_method::score), name_of(interval_method::wald)});
  }

  bool unanimous() const { return values_.count.size() == 1; }

  measured as_measured() const {
    if (n_ < 2) return {mean_, std::numeric_limits<double>::quiet_NaN(), 0};
    return {mean_, std::sqrt(squares_ / (real(n_) - 1) / real(n_)), real(n_) - 1};
  }

  interval by_score(confidence level) const {
    std::vector<double> worths;
    std::vector<double> counts;
    const auto add = [&](double worth, double count) {
      worths.push_back(worth);
      counts.push_back(count);
    };
    if (std::isfinite(values_.lowest) && values_.count.begin()->first > values_.lowest)
      add(values_.lowest, 0);
    for (const auto& [value, times] : values_.count) add(value, real(times));
    if (std::isfinite(values_.highest) && values_.count.rbegin()->first < values_.highest)
      add(values_.highest, 0);
    return score_interval(worths, counts, level);
  }

  const observed* alike(const basis& other) const {
    const auto* same_kind = dynamic_cast<const observed*>(&other);
    if (same_kind == nullptr || same_kind->range() != range()) return nullptr;
    return same_kind;
  }
  basis_handle made_of(observed_values values) const {
    estimate_options options;
    options.level = level_;
    options.method = method_;
    return basis_handle(new observed(std::move(values), options));
  }

  observed_values values_;
  interval_method method_;
  confidence level_;
  std::uint64_t n_ = 0;
  double mean_ = std::numeric_limits<double>::quiet_NaN();
  double squares_ = 0;
};

}  // namespace

estimate estimate_of(const observed_values& values, const quantity& quantity,
                     const estimate_options& options) {
  return basis_handle(new observed(values, options))->describe(quantity);
}

}  // namespace cxmetrics
