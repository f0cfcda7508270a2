// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATS_MULTINOMIAL_HPP
#define CXMETRICS_STATS_MULTINOMIAL_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/interval.hpp>

#include <cstdint>
#include <span>
#include <vector>

namespace cxmetrics {

/// Sison and Glaz (1995): the shares of all categories at once, each in 0…1, by the algorithm of May and Johnson
/// (2000): share - c / n to share + (c + 2γ) / n, with the same c and γ for all, so that a multinomial sample
/// from the observed shares is within c of all counts as often as the level says. That probability is a
/// product of truncated Poisson distributions, their sum by Edgeworth's expansion (Levin 1981).
///
/// Somewhat shorter than `goodman_shares` where many categories are about equally frequent. With fewer than some
/// 100 observations it holds too seldom (`docs/uncertainty.md`), and of unanimous observations it is a point; take
/// `goodman_shares` there. Everything, 0…1, where the approximation does not reach the level, and with n = 0.
/// Takes time by the square root of n up to some 10⁷ observations, and no more beyond.
CXMETRICS_EXPORT std::vector<interval> sison_glaz_shares(std::span<const std::uint64_t> counts,
                                                         confidence level = 0.95);

}  // namespace cxmetrics

#endif
