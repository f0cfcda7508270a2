// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/survey/nps.hpp>

namespace cxmetrics {

promoter_counts promoters_of(const tally& tally, const metric& metric) {
  const distribution answers = distribution_of(metric, tally);
  promoter_counts result;
  for (std::size_t index = 0; index < answers.size(); ++index) {
    const double worth = answers.worth(index);
    (worth < 0 ? result.detractors : worth > 0 ? result.promoters : result.passives) += answers.count(index);
  }
  return result;
}

}  // namespace cxmetrics
