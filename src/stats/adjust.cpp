// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.

#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/adjust.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace cxmetrics {
namespace {

constexpr detail::named<adjustment> adjustment_names[] = {
    {adjustment::none, "none"},
    {adjustment::bonferroni, "Bonferroni"},
    {adjustment::holm, "Holm"},
    {adjustment::hochberg, "Hochberg"},
    {adjustment::hommel, "Hommel"},
    {adjustment::benjamini_hochberg, "BH"},
    {adjustment::benjamini_yekutieli, "BY"},
    {adjustment::benjamini_hochberg, "fdr"},
    {adjustment::benjamini_hochberg, "Benjamini-Hochberg"},
    {adjustment::benjamini_yekutieli, "Benjamini-Yekutieli"},
};

// Ascending p-values, each times its factor; `factor` is told the place, 0 for the least.
template <class Factor>
void multiply(std::vector<double>& sorted, Factor factor) {
  for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] *= factor(static_cast<double>(i));
}

// No p-value falls below one that was less before.
void rise(std::vector<double>& values) {
  for (std::size_t i = 1; i < values.size(); ++i) values[i] = std::max(values[i], values[i - 1]);
}
void rise_from_the_greatest(std::vector<double>& values) {
  for (std::size_t i = values.size(); i-- > 1;) values[i - 1] = std::min(values[i - 1], values[i]);
}

// Wright (1992), appendix: for every subset size m the least p that Simes's test of the intersection would
// reject at.
void hommel(std::vector<double>& p) {
  const std::size_t n = p.size();
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i)
    least = std::min(least, static_cast<double>(n) * p[i] / static_cast<double>(i + 1));
  std::vector<double> result(n, least);
  std::vector<double> q(n, least);
  for (std::size_t m = n - 1; m >= 2; --m) {
    double simes = std::numeric_limits<double>::infinity();
    for (std::size_t k = 2; k <= m; ++k) {
      simes = std::min(simes, static_cast<double>(m) * p[n - m + k - 1] / static_cast<double>(k));
    }
    for (std::size_t i = 0; i <= n - m; ++i) q[i] = std::min(static_cast<double>(m) * p[i], simes);
    for (std::size_t i = n - m + 1; i < n; ++i) q[i] = q[n - m];
    for (std::size_t i = 0; i < n; ++i) result[i] = std::max(result[i], q[i]);
  }
  for (std::size_t i = 0; i < n; ++i) p[i] = std::max(result[i], p[i]);
}

void adjust_sorted(std::vector<double>& p, adjustment adjustment) {
  const auto n = static_cast<double>(p.size());
  switch (adjustment) {
    case adjustment::none:
      return;
    case adjustment::bonferroni:
      return multiply(p, [=](double) { return n; });
    case adjustment::holm:
      multiply(p, [=](double place) { return n - place; });
      return rise(p);
    case adjustment::hochberg:
      multiply(p, [=](double place) { return n - place; });
      return rise_from_the_greatest(p);
    case adjustment::hommel:
      return hommel(p);
    case adjustment::benjamini_hochberg:
      multiply(p, [=](double place) { return n / (place + 1); });
      return rise_from_the_greatest(p);
    case adjustment::benjamini_yekutieli: {
      double harmonic = 0;
      for (double i = 1; i <= n; ++i) harmonic += 1 / i;
      multiply(p, [=](double place) { return harmonic * (n / (place + 1)); });
      return rise_from_the_greatest(p);
    }
  }
}

}  // namespace

std::string_view name_of(adjustment adjustment) noexcept {
  return detail::name_in(adjustment_names, adjustment);
}

adjustment adjustment_named(std::string_view name) {
  return detail::value_in(adjustment_names, "adjustment", name);
}

std::vector<double> adjusted(std::span<const double> p_values, adjustment adjustment) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p_values.size(); ++i) {
    if (std::isnan(p_values[i])) continue;
    if (!(0 <= p_values[i] && p_values[i] <= 1))
      detail::throw_invalid_argument("a p-value of {}", {p_values[i]});
    order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> sorted;
  for (const std::size_t i : order) sorted.push_back(p_values[i]);
  if (!sorted.empty()) adjust_sorted(sorted, adjustment);
  std::vector<double> result(p_values.begin(), p_values.end());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = std::min(1.0, sorted[i]);
  return result;
}

}  // namespace cxmetrics
