// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "fitting.hpp"
#include "inversion.hpp"
#include "sample.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/bootstrap.hpp>
#include <cxmetrics/stats/category_test.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/proportion_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

// Estimates that rest on how often each value was observed.
namespace cxmetrics {
namespace {

using detail::sample;

interval times(interval of_one, double factor) {
  return {of_one.low * factor, of_one.high * factor};
}

// Nothing follows from a standard error that nobody knows.
interval if_known(interval bounds) {
  return bounds.exists()
             ? bounds
             : interval{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
}

template <interval (*Method)(double, double, confidence)>
interval of_share(const sample& sample, confidence level) {
  return times(Method(sample.count_of(100), sample.n(), level), 100);
}

// Rao and Wu (1988): of a finite population, replicates differ from the value by less.
template <interval (*Method)(const distribution&, confidence, const bootstrap_options&)>
interval of_replicates(const sample& sample, confidence level) {
  const interval bounds = Method(sample.values, level, sample.options.bootstrap);
  const double value = sample.values.mean();
  const double shrink = std::sqrt(sample.left_out);
  return {value + shrink * (bounds.low - value), value + shrink * (bounds.high - value)};
}

struct sample_recipe {
  interval_method method;
  interval (*bounds)(const sample&, confidence);
};

constexpr sample_recipe sample_recipes[] = {
    {interval_method::wilson, of_share<wilson>},
    {interval_method::agresti_coull, of_share<agresti_coull>},
    {interval_method::clopper_pearson, of_share<clopper_pearson>},
    {interval_method::jeffreys, of_share<jeffreys>},
    {interval_method::score,
     [](const sample& s, confidence level) { return score_interval(s.worths(), s.counts(), level); }},
    {interval_method::student_t,
     [](const sample& s, confidence level) {
       const measured mean = s.by_sample();
       return student_t(mean.value, mean.standard_error, mean.degrees_of_freedom, level);
     }},
    {interval_method::adjusted_wald,
     [](const sample& s, confidence level) {
       return times(
           adjusted_wald(s.count_of(-100), s.count_of(0), s.count_of(100), level, s.options.pseudo_counts),
           100);
     }},
    {interval_method::goodman,
     [](const sample& s, confidence level) {
       return if_known(goodman_contrast(s.values.mean(), s.standard_error(), 3, level));
     }},
    {interval_method::wald,
     [](const sample& s, confidence level) {
       return if_known(wald(s.values.mean(), s.standard_error(), level));
     }},
    {interval_method::bootstrap_percentile, of_replicates<bootstrap_percentile>},
    {interval_method::bootstrap_bca, of_replicates<bootstrap_bca>},
};

const sample_recipe& recipe_for(interval_method method, const distribution& values) {
  return detail::fitting(sample_recipes, method, detail::kind_of(values), "here");
}

// The two sides of a comparison.
struct sides {
  sample before;
  sample after;
  confidence level;

  proportion share_before() const { return {before.values.count_of(100), before.values.n()}; }
  proportion share_after() const { return {after.values.count_of(100), after.values.n()}; }
};

using finding = basis::finding;

finding found(const mean_test& test) {
  return {test.p_value, test.ci};
}

measured adjusted(const sample& sample) {
  const measured net = detail::adjusted_net(sample.count_of(-100), sample.count_of(0), sample.count_of(100),
                                            sample.options.pseudo_counts);
  return {100 * net.value, 100 * net.standard_error};
}

measured agresti_caffo_share(const proportion& share) {
  const double n = static_cast<double>(share.n) + 2;
  const double value = (static_cast<double>(share.successes) + 1) / n;
  return {100 * value, 100 * std::sqrt(value * (1 - value) / n)};
}

// How often both sides have each value that either can have.
template <category_test (*Test)(std::span<const std::uint64_t>, std::span<const std::uint64_t>)>
finding by_category(const sides& sides) {
  std::vector<std::uint64_t> before;
  std::vector<std::uint64_t> after;
  distribution both = sides.before.values;
  for (std::size_t i = 0; i < sides.after.values.size(); ++i) both.add(sides.after.values.worth(i), 0);
  for (std::size_t i = 0; i < both.size(); ++i) {
    before.push_back(sides.before.values.count_of(both.worth(i)));
    after.push_back(sides.after.values.count_of(both.worth(i)));
  }
  return {Test(after, before).p_value};
}

finding by_newcombe(const sides& sides) {
  const auto interval_at = [&](confidence level) {
    return times(newcombe(sides.share_after(), sides.share_before(), level), 100);
  };
  const double value = sides.after.values.mean() - sides.before.values.mean();
  return {detail::inverted(value, interval_at), interval_at(sides.level)};
}

struct comparison_recipe {
  comparison_method method;
  bool knows_populations;
  finding (*find)(const sides&);
};

constexpr comparison_recipe comparison_recipes[] = {
    {comparison_method::welch, true,
     [](const sides& s) { return found(welch_test(s.after.by_sample(), s.before.by_sample(), s.level)); }},
    {comparison_method::student, true,
     [](const sides& s) { return found(student_test(s.after.by_sample(), s.before.by_sample(), s.level)); }},
    {comparison_method::adjusted_wald, true,
     [](const sides& s) { return found(welch_test(adjusted(s.after), adjusted(s.before), s.level)); }},
    {comparison_method::newcombe, false, by_newcombe},
    {comparison_method::agresti_caffo, false,
     [](const sides& s) {
       return found(
           welch_test(agresti_caffo_share(s.share_after()), agresti_caffo_share(s.share_before()), s.level));
     }},
    {comparison_method::two_proportion_z, false,
     [](const sides& s) {
       return finding{two_proportion_z_test(s.share_after(), s.share_before()).p_value};
     }},
    {comparison_method::chi_squared_yates, false,
     [](const sides& s) {
       return finding{chi_squared_test_yates(s.share_after(), s.share_before()).p_value};
     }},
    {comparison_method::fisher_exact, false,
     [](const sides& s) { return finding{fisher_exact_test(s.share_after(), s.share_before()).p_value}; }},
    {comparison_method::chi_squared, false, by_category<pearson_test>},
    {comparison_method::g, false, by_category<g_test>},
};

class counted final : public basis {
 public:
  counted(const distribution& values, const estimate_options& options) : values_(values), options_(options) {
    if (options.population && *options.population < values.n()) {
      detail::throw_invalid_argument("{} observations of a population of {}",
                                     {values.n(), *options.population});
    }
  }

  estimate describe(const quantity& quantity) const override {
    estimate result;
    result.value = values_.mean();
    result.standard_error = sample(values_, options_).standard_error();
    result.method = recipe_for(options_.method, values_).method;
    result.ci = interval_by(result.method, options_.level);
    result.level = options_.level.level();
    result.n = values_.n();
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.basis = basis_handle(this);
    return result;
  }

  // No interval claims what the quantity cannot be, given what was observed of the population, and none leaves out its
  // own estimate.
  interval interval_by(interval_method method, confidence level) const override {
    const sample_recipe& recipe = recipe_for(method, values_);
    const sample sample(values_, options_);
    if (sample.answered == 0) return range();
    const double value = values_.mean();
    if (sample.left_out == 0) return {value, value};
    const interval possible{std::lerp(value, values_.lowest(), sample.left_out),
                            std::lerp(value, values_.highest(), sample.left_out)};
    const interval bounds = recipe.bounds(sample, level);
    return {std::clamp(std::min(bounds.low, value), possible.low, possible.high),
            std::clamp(std::max(bounds.high, value), possible.low, possible.high)};
  }

  interval range() const noexcept override { return {values_.lowest(), values_.highest()}; }
  double observation_variance() const noexcept override { return values_.variance(); }

  observations as_observations() const override {
    const sample sample(values_, options_);
    if (sample.left_out == 0) return {};
    return {{sample.worths().begin(), sample.worths().end()},
            {sample.counts().begin(), sample.counts().end()}};
  }

  std::vector<comparison_method> comparisons_with(const basis& before) const override {
    std::vector<comparison_method> result;
    const auto* other = dynamic_cast<const counted*>(&before);
    if (other == nullptr) return result;
    const auto of_other = detail::comparison_methods_for(detail::kind_of(other->values_));
    const bool of_populations = options_.population || other->options_.population;
    for (const comparison_method method : detail::comparison_methods_for(detail::kind_of(values_))) {
      const bool fits_both = std::find(of_other.begin(), of_other.end(), method) != of_other.end();
      const bool knows = detail::recipe_of(comparison_recipes, method)->knows_populations;
      if (fits_both && (knows || !of_populations)) result.push_back(method);
    }
    return result;
  }

  finding compared_with(const basis& before, comparison_method method, confidence level) const override {
    const auto& other = dynamic_cast<const counted&>(before);
    return detail::recipe_of(comparison_recipes, method)
        ->find({{other.values_, other.options_}, {values_, options_}, level});
  }

  basis_handle plus(const basis& other) const override {
    const auto* more = dynamic_cast<const counted*>(&other);
    if (more == nullptr || options_.population.has_value() != more->options_.population.has_value())
      return {};
    distribution sum = values_;
    for (std::size_t i = 0; i < more->values_.size(); ++i) {
      sum.add(more->values_.worth(i), more->values_.count(i));
    }
    estimate_options options = options_;
    if (options.population) *options.population += *more->options_.population;
    return basis_handle(new counted(sum, options));
  }

  basis_handle minus(const basis& part) const override {
    const auto* some = dynamic_cast<const counted*>(&part);
    if (some == nullptr) return {};
    distribution left;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const std::uint64_t count = some->values_.count_of(values_.worth(i));
      if (count > values_.count(i)) {
        detail::throw_invalid_argument("a part has {} observations worth {}, its whole {}",
                                       {count, values_.worth(i), values_.count(i)});
      }
      left.add(values_.worth(i), values_.count(i) - count);
    }
    if (left.n() + some->values_.n() != values_.n()) {
      detail::throw_invalid_argument("a part has worths that its whole has not");
    }
    estimate_options options = options_;
    options.population = rest_of_population(some->options_.population);
    return basis_handle(new counted(left, options));
  }

 private:
  std::optional<std::uint64_t> rest_of_population(const std::optional<std::uint64_t>& of_part) const {
    const std::optional<std::uint64_t>& all = options_.population;
    if (all.has_value() != of_part.has_value()) {
      detail::throw_invalid_argument("the population of a part or of its whole is missing");
    }
    if (!all) return std::nullopt;
    if (*all < *of_part) {
      detail::throw_invalid_argument("a part has a population of {}, its whole {}", {*of_part, *all});
    }
    return *all - *of_part;
  }

  distribution values_;
  estimate_options options_;
};

}  // namespace

estimate estimate_of(const distribution& values, const quantity& quantity, const estimate_options& options) {
  return basis_handle(new counted(values, options))->describe(quantity);
}

}  // namespace cxmetrics
