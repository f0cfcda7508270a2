// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/mark.hpp"
#include "../stats/quantile.hpp"
#include "design_calculation.hpp"

#include <cxmetrics/survey/design.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace cxmetrics {

using detail::design_calculation;
using detail::design_cell;
using detail::design_facts;
using detail::facts_of;

const design_facts& detail::facts_of(const design& design) noexcept {
  return design.facts_;
}

namespace {

// Weights that miss the margins for another reason than bounds are not what was asked for.
design_calculation raked(const design_facts& facts) {
  design_calculation result(facts);
  const raking& raking = result.raked();
  if (!raking.converged && raking.held == 0) {
    detail::throw_invalid_argument("after {} rounds of raking the margins are still missed by {}",
                                   {raking.rounds, raking.gap});
  }
  return result;
}

design_facts with_population(design_facts facts, std::uint64_t size) {
  if (!facts.population.empty()) {
    detail::throw_invalid_argument("a population of {}, where the design has its own", {size});
  }
  for (const design_cell& cell : facts.cells) {
    if (cell.stratum != 0) {
      detail::throw_invalid_argument(
          "a population of {} for several strata; tell the design the size of each", {size});
    }
  }
  facts.population = {size};
  return facts;
}

// Both domains together, if it is one sample that they are of.
design_facts pooled(const design_facts& one, const design_facts& other) {
  design_facts result = other;
  for (std::size_t i = 0; i < std::min(one.cells.size(), other.cells.size()); ++i) {
    result.cells[i].inside = one.cells[i].inside;
  }
  if (!(result == one)) {
    detail::throw_invalid_argument(
        "domains of one design are compared so; of different samples, compare estimates");
  }
  for (std::size_t i = 0; i < result.cells.size(); ++i) {
    result.cells[i].inside = result.cells[i].inside || other.cells[i].inside;
  }
  return result;
}

std::uint64_t answered_in(const design_facts& facts) noexcept {
  std::uint64_t result = 0;
  for (const design_cell& cell : facts.cells) result += cell.inside ? cell.answers.answered() : 0;
  return result;
}

estimate estimate_in(const design_facts& facts, const metric& metric, const estimate_options& options) {
  const design_calculation calculation = raked(facts);
  return estimate_of(calculation.describe(metric, calculation.mean(metric)), metric.quantity(), options);
}

// Whether an answer, or a cluster, has a part in both domains.
bool share_clusters(const design_facts& one, const design_facts& other) {
  std::set<std::pair<std::size_t, std::size_t>> in_one;
  const auto place = [&](const design_facts& facts, std::size_t cell) {
    return std::pair(facts.cells[cell].stratum, facts.clustered ? facts.cells[cell].cluster : cell);
  };
  const auto answered = [](const design_cell& cell) { return cell.inside && cell.answers.answered() > 0; };
  for (std::size_t cell = 0; cell < one.cells.size(); ++cell) {
    if (answered(one.cells[cell])) in_one.insert(place(one, cell));
  }
  for (std::size_t cell = 0; cell < other.cells.size(); ++cell) {
    if (answered(other.cells[cell]) && in_one.count(place(other, cell)) > 0) return true;
  }
  return false;
}

// Answers that all agree have no influence on their mean, so that the design sees neither their variance nor their
// covariance with others. Their interval knows better.
bool uncertain_unseen(const estimate& mean) {
  return mean.standard_error == 0 && mean.ci.width() > 0;
}

estimate total_in(const design_facts& facts, const metric& metric, const estimate_options& options) {
  const design_calculation calculation = raked(facts);
  sampled_mean total;
  total.n = answered_in(facts);
  total.value = calculation.total(metric);
  total.variance = calculation.variance(calculation.of_total(metric));
  total.degrees_of_freedom = calculation.degrees_of_freedom();
  return estimate_of(total, unit::score, options);
}

}  // namespace

std::uint64_t design::answered() const noexcept {
  return answered_in(facts_);
}

double design::weight() const {
  return raked(facts_).weight();
}

double design::square_weight() const {
  return raked(facts_).square_weight();
}

cxmetrics::raking design::raking() const {
  return design_calculation(facts_).raked();
}

estimate estimate_of(const metric& metric, const design& design, const estimate_options& options) {
  if (!options.population) return estimate_in(facts_of(design), metric, options);
  return estimate_in(with_population(facts_of(design), *options.population), metric, options);
}

estimate estimate_of(const metric& metric, const weighted_tally& tally, const estimate_options& options) {
  return estimate_of(metric, design{tally}, options);
}

estimate estimate_of(const metric& metric, const importance_tally& tally, const estimate_options& options) {
  return estimate_of(metric, weighted_tally{tally.scale(), tally.counters()}, options);
}

estimate population_total(const metric& metric, const design& design, const estimate_options& options) {
  if (!options.population) return total_in(facts_of(design), metric, options);
  return total_in(with_population(facts_of(design), *options.population), metric, options);
}

difference compare(const metric& metric, const design& before, const design& after, confidence level,
                   comparison_method method) {
  const bool as_in_r = method == comparison_method::design_t;
  if (!as_in_r && method != comparison_method::standard) {
    detail::throw_invalid_argument(
        "the comparison {} does not fit domains; here apply: {}, {}",
        {name_of(method), name_of(comparison_method::standard), name_of(comparison_method::design_t)});
  }
  const design_facts both = pooled(facts_of(before), facts_of(after));
  const design_calculation calculation_before = raked(facts_of(before));
  const design_calculation calculation_after = raked(facts_of(after));
  const auto mean_before = calculation_before.mean(metric);
  const auto mean_after = calculation_after.mean(metric);
  const quantity quantity = metric.quantity();
  const estimate_options at_level{.level = level};
  const estimate of_before =
      estimate_of(calculation_before.describe(metric, mean_before), quantity, at_level);
  const estimate of_after = estimate_of(calculation_after.describe(metric, mean_after), quantity, at_level);
  if (!as_in_r && !share_clusters(facts_of(before), facts_of(after))) return compare(of_before, of_after);
  if (uncertain_unseen(of_before) || uncertain_unseen(of_after)) {
    return contrast(std::array<contrast_term, 2>{{{1, of_after}, {-1, of_before}}});
  }
  auto influences = mean_after.of;
  for (std::size_t i = 0; i < influences.size(); ++i) influences[i] -= mean_before.of[i];

  const design_calculation calculation = raked(both);
  const double variance = calculation.variance(influences);
  const double standard_error = std::sqrt(variance);
  // Satterthwaite's degrees of freedom are at least those of the smaller domain, and rest on variances that few
  // clusters tell badly, those of unequal parts worst.
  const double degrees_of_freedom = as_in_r ? calculation.degrees_of_freedom() - 1
                                            : std::min(calculation_before.even_degrees_of_freedom(),
                                                       calculation_after.even_degrees_of_freedom());
  difference result;
  result.value = mean_after.value - mean_before.value;
  result.level = level.level();
  result.unit = metric.unit();
  result.better = metric.better();
  result.method = comparison_method::design_t;
  const double widest = metric.highest() - metric.lowest();
  result.ci = {-widest, widest};
  if (std::isnan(result.value) || !(degrees_of_freedom > 0)) return result;
  const interval bounds = student_t(result.value, standard_error, degrees_of_freedom, level);
  result.ci = {std::max(bounds.low, -widest), std::min(bounds.high, widest)};
  if (standard_error > 0) {
    result.p_value =
        2 * detail::student_upper_tail(std::abs(result.value) / standard_error, degrees_of_freedom);
  } else {
    result.p_value = result.value == 0 ? 1 : 0;
  }
  result.mark_p_value = result.p_value;
  if (!as_in_r && variance > 0) {
    // What the domains share makes their difference as certain as that of more answers, or of fewer.
    const double of_before_and_after = of_before.standard_error * of_before.standard_error +
                                       of_after.standard_error * of_after.standard_error;
    result.mark_p_value =
        detail::mark_p_value(of_before, of_after, result.p_value, of_before_and_after / variance);
  }
  return result;
}

double effective_sample_size(const design& design) {
  const design_calculation calculation = raked(facts_of(design));
  return calculation.weight() * calculation.weight() / calculation.square_weight();
}

double design_effect(const design& design) {
  return static_cast<double>(design.answered()) / effective_sample_size(design);
}

}  // namespace cxmetrics
