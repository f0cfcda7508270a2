// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_NPS_HPP
#define CXMETRICS_SURVEY_NPS_HPP

#include <cxmetrics/survey/metric.hpp>

#include <cstdint>
#include <limits>

namespace cxmetrics {

/// Net Promoter Score (Reichheld 2003): of answers 0…10 to "How likely are you to recommend us?", the share
/// of 9 and 10 (promoters) less the share of 0 to 6 (detractors), in points -100…100. Passives (7, 8) count
/// in the base. For other cut points or scales, `net_score(scale, low_to, high_from)`.
inline constexpr metric nps = net_score(zero_to_ten, 6, 9).named("NPS");

/// Employee NPS: the same score of "How likely are you to recommend us as a place to work?"
inline constexpr metric enps = net_score(zero_to_ten, 6, 9).named("eNPS");

/// Who answered how, by the cut points of a net score. Shares in per cent, NaN without answers.
struct promoter_counts {
  std::uint64_t detractors = 0;
  std::uint64_t passives = 0;
  std::uint64_t promoters = 0;

  constexpr std::uint64_t answered() const noexcept { return detractors + passives + promoters; }
  constexpr double detractor_share() const noexcept { return share(detractors); }
  constexpr double passive_share() const noexcept { return share(passives); }
  constexpr double promoter_share() const noexcept { return share(promoters); }
  friend constexpr bool operator==(const promoter_counts&, const promoter_counts&) = default;

 private:
  constexpr double share(std::uint64_t count) const noexcept {
    if (answered() == 0) return std::numeric_limits<double>::quiet_NaN();
    return 100.0 * static_cast<double>(count) / static_cast<double>(answered());
  }
};

/// Counts scores worth less than nothing, nothing, and more. Throws `std::invalid_argument` for a tally of
/// another scale than the metric's.
CXMETRICS_EXPORT promoter_counts promoters_of(const tally& tally, const metric& metric = nps);

}  // namespace cxmetrics

#endif
