// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_DESIGN_HPP
#define CXMETRICS_SURVEY_DESIGN_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/rake.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cxmetrics {

class design;

/// What to do about a stratum with a single cluster (or, without clusters, a single answer), whose variance
/// nobody can know.
enum class lonely_cluster {
  refuse,     ///< throw `std::invalid_argument`: merge strata, or decide for one of the others
  certainty,  ///< it was certain to be asked and adds no variance
  adjust,     ///< its distance from the mean of all strata counts as variance; cautious
  average,    ///< it varies as the other strata do on average
};

namespace detail {

// Answers that share a stratum, a cluster and a place in or out of the domain.
struct design_cell {
  weighted_tally answers;
  std::size_t stratum = 0;
  std::size_t cluster = 0;
  bool inside = true;  // the domain

  friend bool operator==(const design_cell&, const design_cell&) = default;
};

// All that a design is told.
struct design_facts {
  cxmetrics::scale scale;
  bool weighted;  // if not, the populations, where known, say what an answer weighs
  bool clustered = false;
  std::vector<design_cell> cells{};
  std::vector<std::uint64_t> population{};  // of each stratum; empty: without end
  std::vector<known_margin> margins{};
  cxmetrics::raking_options raking_options{};
  lonely_cluster lonely = lonely_cluster::refuse;

  friend bool operator==(const design_facts&, const design_facts&) = default;
};

CXMETRICS_EXPORT const design_facts& facts_of(const design& design) noexcept;

}  // namespace detail

/// Weighted answers together with how people came to be asked. Metrics are called with it as with a tally:
/// `cx::nps(design)`; standard errors are Taylor-linearised (Binder 1983), as in the survey package of R (Lumley
/// 2010). `design_of` makes one of a breakdown; `docs/weights.md` explains.
class design {
 public:
  /// Everybody was asked independently of the others.
  design(const weighted_tally& answers) : design(answers.scale(), true) { facts_.cells.push_back({answers}); }

  cxmetrics::scale scale() const noexcept { return facts_.scale; }
  /// How many answers there are, in the domain if it is one.
  CXMETRICS_EXPORT std::uint64_t answered() const noexcept;
  /// What the weights add up to, in the domain if it is one: the estimated size of the population. Throws
  /// what `rake` throws where margins are known.
  CXMETRICS_EXPORT double weight() const;
  /// The same for the squared weights.
  CXMETRICS_EXPORT double square_weight() const;
  /// How raking to the known margins went. Throws what `rake` throws.
  CXMETRICS_EXPORT cxmetrics::raking raking() const;

 protected:
  design(cxmetrics::scale scale, bool weighted) noexcept : facts_{scale, weighted} {}

  detail::design_facts facts_;

  friend const detail::design_facts& detail::facts_of(const design& design) noexcept;
};

/// The metric of a sample survey: what `metric(design)` calls. The standard error is Taylor-linearised, with divisor
/// n - 1. Throws `std::invalid_argument` for a tally of another scale, for a population beside one that the design
/// states for its strata, and what `rake` throws.
CXMETRICS_EXPORT estimate estimate_of(const metric& metric, const design& design,
                                      const estimate_options& options = {});

/// The sum of the worths over the population, with its standard error and t interval; with worths 0 and 1 the
/// number of people. Needs weights that say how many people an answer stands for, or margins, or a population.
CXMETRICS_EXPORT estimate population_total(const metric& metric, const design& design,
                                           const estimate_options& options = {});

/// Compares two domains of one design, `after - before`; they may overlap. Where no cluster (without clusters, no
/// answer) is in both, by square-and-add of their own intervals, each with the degrees of freedom of its own clusters.
/// Otherwise with the covariance that the design gives them: Student t with the degrees of freedom of the domain of
/// fewer, clusters less strata (Satterthwaite's are never less); clusters of unequal parts count as Kish's number of
/// equal ones. If all answers of a domain agree, no variance is seen, its own interval stands in: square-and-add.
///
/// `comparison_method::design_t` asks for the test of a regression on the domain, `svyttest` in R: with the clusters
/// less strata of both domains together, less one, as degrees of freedom. Five answers against 700 are then tested as
/// if the variance of the five were known: noise passes for a difference far too often.
///
/// Throws `std::invalid_argument` for other methods, and if the designs differ in more than the domain; for independent
/// samples, compare estimates.
CXMETRICS_EXPORT difference compare(const metric& metric, const design& before, const design& after,
                                    confidence level = 0.95,
                                    comparison_method method = comparison_method::standard);

/// Kish's effective sample size after raking; see `weighted_tally.hpp`.
CXMETRICS_EXPORT double effective_sample_size(const design& design);
/// Kish's design effect after raking: by what factor unequal weights inflate the variance.
CXMETRICS_EXPORT double design_effect(const design& design);

}  // namespace cxmetrics

#endif
