// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"
#include "name.hpp"
#include "sample.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/category_test.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/mean_test.hpp>
#include <cxmetrics/stats/proportion_test.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

using method = comparison_method;

constexpr detail::named<method> names[] = {
    {method::standard, "standard"},
    {method::square_and_add, "square-and-add"},
    {method::wald, "Wald"},
    {method::welch, "Welch"},
    {method::student, "Student"},
    {method::adjusted_wald, "adjusted Wald"},
    {method::newcombe, "Newcombe"},
    {method::agresti_caffo, "Agresti-Caffo"},
    {method::two_proportion_z, "two-proportion z"},
    {method::chi_squared_yates, "chi-squared Yates"},
    {method::fisher_exact, "Fisher exact"},
    {method::chi_squared, "chi-squared"},
    {method::g, "G"},
    {method::paired_score, "paired score"},
    {method::paired_t, "paired t"},
    {method::design_t, "design t"},
};

// The two sides of a comparison that rest on counted answers.
struct sides {
  const counted_answers& before;
  const counted_answers& after;
  confidence level;

  detail::sample sample_before() const { return {before.answers, before.options}; }
  detail::sample sample_after() const { return {after.answers, after.options}; }
  proportion share_before() const { return {before.answers.count_of(100), before.answers.n()}; }
  proportion share_after() const { return {after.answers.count_of(100), after.answers.n()}; }
};

// What a method finds: a p-value and, if it has one, an interval.
struct finding {
  double p_value;
  interval ci{};
};

finding found(const mean_test& test) {
  return {std::isnan(test.p_value) ? 1 : test.p_value, test.ci};
}

measured adjusted(const detail::sample& sample) {
  const measured net = detail::adjusted_net(sample.count_of(-100), sample.count_of(0), sample.count_of(100),
                                            sample.options.pseudo_counts);
  return {100 * net.value, 100 * net.standard_error};
}

measured agresti_caffo_share(const proportion& share) {
  const double n = static_cast<double>(share.n) + 2;
  const double value = (static_cast<double>(share.successes) + 1) / n;
  return {100 * value, 100 * std::sqrt(value * (1 - value) / n)};
}

// The answers of both sides by worth, of worths that either has.
template <class Test>
finding by_category(const sides& sides, Test test) {
  std::vector<std::uint64_t> before;
  std::vector<std::uint64_t> after;
  distribution both = sides.before.answers;
  for (std::size_t i = 0; i < sides.after.answers.size(); ++i) both.add(sides.after.answers.worth(i), 0);
  for (std::size_t i = 0; i < both.size(); ++i) {
    before.push_back(sides.before.answers.count_of(both.worth(i)));
    after.push_back(sides.after.answers.count_of(both.worth(i)));
  }
  return {test(after, before).p_value};
}

finding by_newcombe(const sides& sides, double value) {
  const auto interval_at = [&](confidence level) {
    const interval bounds = newcombe(sides.share_after(), sides.share_before(), level);
    return interval{100 * bounds.low, 100 * bounds.high};
  };
  return {detail::inverted(value, interval_at), interval_at(sides.level)};
}

constexpr unsigned shares = 1;
constexpr unsigned nets = 2;
constexpr unsigned quantities = 4;
constexpr unsigned any = shares | nets | quantities;

struct recipe {
  comparison_method method;
  unsigned kinds;
  bool knows_populations;
  finding (*find)(const sides&, double value);
};

constexpr recipe recipes[] = {
    {method::welch, any, true,
     [](const sides& s, double) {
       return found(welch_test(s.sample_after().by_sample(), s.sample_before().by_sample(), s.level));
     }},
    {method::student, any, true,
     [](const sides& s, double) {
       return found(student_test(s.sample_after().by_sample(), s.sample_before().by_sample(), s.level));
     }},
    {method::adjusted_wald, nets, true,
     [](const sides& s, double) {
       return found(welch_test(adjusted(s.sample_after()), adjusted(s.sample_before()), s.level));
     }},
    {method::newcombe, shares, false, by_newcombe},
    {method::agresti_caffo, shares, false,
     [](const sides& s, double) {
       return found(
           welch_test(agresti_caffo_share(s.share_after()), agresti_caffo_share(s.share_before()), s.level));
     }},
    {method::two_proportion_z, shares, false,
     [](const sides& s, double) {
       return finding{two_proportion_z_test(s.share_after(), s.share_before()).p_value};
     }},
    {method::chi_squared_yates, shares, false,
     [](const sides& s, double) {
       return finding{chi_squared_test_yates(s.share_after(), s.share_before()).p_value};
     }},
    {method::fisher_exact, shares, false,
     [](const sides& s, double) {
       return finding{fisher_exact_test(s.share_after(), s.share_before()).p_value};
     }},
    {method::chi_squared, any, false, [](const sides& s, double) { return by_category(s, pearson_test); }},
    {method::g, any, false, [](const sides& s, double) { return by_category(s, g_test); }},
};

unsigned kind_of(const counted_answers& counted) {
  const auto kind = counted.answers.kind_of();
  return kind == distribution::kind::share ? shares : kind == distribution::kind::net ? nets : quantities;
}

// The finding of a method that goes back to the answers, or a refusal that lists what fits.
finding find(const estimate& before, const estimate& after, comparison_method method, double value) {
  std::string fitting = "square-and-add, Wald";
  const auto* counted_before = std::get_if<counted_answers>(&before.basis);
  const auto* counted_after = std::get_if<counted_answers>(&after.basis);
  if (counted_before != nullptr && counted_after != nullptr) {
    const sides sides{*counted_before, *counted_after, before.level};
    const unsigned kinds = kind_of(*counted_before) | kind_of(*counted_after);
    const bool of_populations = counted_before->options.population || counted_after->options.population;
    for (const recipe& each : recipes) {
      if ((each.kinds & kinds) != kinds || (of_populations && !each.knows_populations)) continue;
      if (each.method == method) return each.find(sides, value);
      fitting.append(", ").append(name_of(each.method));
    }
  }
  detail::throw_invalid_argument("the comparison {} does not fit; here apply: {}",
                                 {name_of(method), std::string_view(fitting)});
}

// What an estimate can be at all.
interval bounds_of(const estimate& estimate) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto* counted = std::get_if<counted_answers>(&estimate.basis);
  if (counted != nullptr) return {counted->answers.lowest(), counted->answers.highest()};
  const auto* sampled = std::get_if<sampled_mean>(&estimate.basis);
  if (sampled != nullptr && sampled->answers.size() > 0) {
    return {sampled->answers.lowest(), sampled->answers.highest()};
  }
  return {-infinity, infinity};
}

}  // namespace

std::string_view name_of(comparison_method method) noexcept {
  return detail::name_in(names, method);
}

comparison_method comparison_method_named(std::string_view name) {
  return detail::value_in(names, "comparison", name);
}

difference compare(const estimate& before, const estimate& after, comparison_method method) {
  if (method == comparison_method::standard || method == comparison_method::square_and_add) {
    return contrast(std::array<contrast_term, 2>{{{1, after}, {-1, before}}});
  }
  detail::require_comparable(before, after);
  difference result;
  result.value = after.value - before.value;
  result.level = before.level;
  result.unit = before.unit;
  result.method = method;
  const finding finding = method == comparison_method::wald
                              ? found(welch_test({after.value, after.standard_error},
                                                 {before.value, before.standard_error}, before.level))
                              : find(before, after, method, result.value);
  const interval before_bounds = bounds_of(before);
  const interval after_bounds = bounds_of(after);
  const interval bounds{after_bounds.low - before_bounds.high, after_bounds.high - before_bounds.low};
  if (std::isnan(result.value)) {
    if (finding.ci.exists()) result.ci = bounds;
    return result;
  }
  result.p_value = std::isnan(finding.p_value) ? 1 : finding.p_value;
  if (finding.ci.exists()) {
    result.ci = {std::clamp(std::min(finding.ci.low, result.value), bounds.low, bounds.high),
                 std::clamp(std::max(finding.ci.high, result.value), bounds.low, bounds.high)};
  }
  detail::agree(result);
  return result;
}

}  // namespace cxmetrics
