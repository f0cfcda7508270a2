// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_ADJUST_HPP
#define CXMETRICS_STATS_ADJUST_HPP

#include <cxmetrics/export.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// How to keep many comparisons from crying wolf.
enum class adjustment {
  none,
  // These keep the probability of even one false alarm within the level:
  bonferroni,  ///< Bonferroni (1936): p times their number
  holm,        ///< Holm (1979): always at least as sharp as Bonferroni, under any dependence
  hochberg,    ///< Hochberg (1988): independent or positively dependent tests
  hommel,      ///< Hommel (1988): the same, and sharper
  // These keep the expected share of false alarms among all alarms within the level:
  benjamini_hochberg,  ///< Benjamini and Hochberg (1995): independent or positively dependent tests
  benjamini_yekutieli  ///< Benjamini and Yekutieli (2001): any dependence
};

/// "none", "Bonferroni", "Holm", "Hochberg", "Hommel", "BH" or "BY".
CXMETRICS_EXPORT std::string_view name_of(adjustment adjustment) noexcept;

/// The adjustment of that name, whatever its case; "fdr" and the long names of BH and BY too. Throws
/// `std::invalid_argument` for any other, listing all.
CXMETRICS_EXPORT adjustment adjustment_named(std::string_view name);

/// The p-values of tests made together, each so raised that it can be compared with the level as if it were
/// alone (Wright 1992). In the order given. A NaN, of a test that could not be made, stays and does not
/// count. Throws `std::invalid_argument` for a p-value outside 0…1. Time n log n; of Hommel's, n².
CXMETRICS_EXPORT std::vector<double> adjusted(std::span<const double> p_values, adjustment adjustment);

}  // namespace cxmetrics

#endif
