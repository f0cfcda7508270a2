// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "hotels.hpp"
#include "tables.hpp"

#include <cxmetrics/survey/design_of.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace cxmetrics::tests {
namespace {

constexpr std::array scores{3, 8, 10};  // a detractor, a passive, a promoter
constexpr double guests_per_city_guest = 30;
constexpr double guests_per_country_guest = 10;

}  // namespace

double hotel_population::truth(const metric& metric) const {
  // Two of three hotels asked are in the city.
  const double city_weight = 2 * guests_per_city_guest;
  const double weight = city_weight + guests_per_country_guest;
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    sum += metric.worth(scores[i]) * (city_weight * city[i] + guests_per_country_guest * country[i]);
  }
  return sum / weight;
}

std::vector<guest> guests_of(const hotel_population& population, int hotels, draws& random) {
  std::vector<guest> result;
  std::vector<std::size_t> answers;
  for (int hotel = 0; hotel < hotels; ++hotel) {
    const bool country = hotel % 3 == 2;
    const std::vector<double>& shares = country ? population.country : population.city;
    const std::size_t guests = 10 + random.below(21);
    answers.clear();
    while (answers.size() < guests) {
      // Pólya's urn: a guest says what a guest before said, or something new. Two guests of a hotel correlate by
      // 1 / (1 + new_ones), as if each hotel had shares of its own from a Dirichlet distribution.
      constexpr double new_ones = 9;
      const auto before = static_cast<double>(answers.size());
      const bool repeats = random.uniform() * (before + new_ones) < before;
      answers.push_back(repeats ? answers[random.below(answers.size())] : random.place_in(shares));
      result.push_back({.country = country,
                        .hotel = hotel,
                        .leisure = random.uniform() < 0.5,
                        .score = scores[answers.back()],
                        .stands_for = country ? guests_per_country_guest : guests_per_city_guest});
    }
  }
  return result;
}

namespace {

enum class known { design, weights_alone, nothing };

struct named_interval {
  std::string name;
  std::size_t metric;  // its place
  interval_method method;
  known about = known::design;
};

const std::array metrics{top_box(zero_to_ten, 2), nps};

std::vector<named_interval> all_contenders() {
  using method = interval_method;
  std::vector<named_interval> result;
  for (const method each : {method::wilson, method::agresti_coull, method::jeffreys, method::logit,
                            method::korn_graubard, method::student_t, method::wald}) {
    result.push_back({fmt::format("share: {}", name_of(each)), 0, each});
  }
  result.push_back({"share: Wilson, weights alone", 0, method::wilson, known::weights_alone});
  result.push_back({"share: Wilson, each answer once", 0, method::wilson, known::nothing});
  for (const method each : {method::score, method::student_t, method::wald}) {
    result.push_back({fmt::format("NPS: {}", name_of(each)), 1, each});
  }
  result.push_back({"NPS: score, weights alone", 1, method::score, known::weights_alone});
  result.push_back({"NPS: score, each answer once", 1, method::score, known::nothing});
  return result;
}

std::vector<interval> all_intervals_of(const std::vector<guest>& guests,
                                       const std::vector<named_interval>& contenders) {
  const auto by = break_down(zero_to_ten, guests, weighted(&guest::score, &guest::stands_for),
                             &guest::country, &guest::hotel);
  const auto asked = design_of(by).strata<0>().clusters<1>();
  const weighted_tally weighted = by.total();
  // The methods differ only in what they make of these two.
  const std::array means{*sampled_mean_of(metrics[0](asked)), *sampled_mean_of(metrics[1](asked))};
  std::vector<interval> result;
  for (const named_interval& each : contenders) {
    const metric& metric = metrics[each.metric];
    if (each.about == known::design) {
      result.push_back(interval_of(means[each.metric], each.method, 0.95));
    } else if (each.about == known::weights_alone) {
      result.push_back(metric(weighted, {.method = each.method}).ci);
    } else {
      result.push_back(metric(weighted.unweighted(), {.method = each.method}).ci);
    }
  }
  return result;
}

}  // namespace

std::string coverage_of_designs() {
  constexpr int rounds = 10'000;
  const std::vector<named_interval> contenders = all_contenders();
  std::vector<std::vector<std::string>> rows;
  for (const named_interval& each : contenders) rows.push_back({each.name});
  std::uint64_t seed = 41;
  for (const hotel_population& population : {mixed_hotels, good_hotels}) {
    for (const int hotels : {6, 12, 24}) {
      draws random(seed++);
      std::vector<int> held(contenders.size());
      for (int round = 0; round < rounds; ++round) {
        const auto intervals = all_intervals_of(guests_of(population, hotels, random), contenders);
        for (std::size_t i = 0; i < contenders.size(); ++i) {
          held[i] += intervals[i].contains(population.truth(metrics[contenders[i].metric]));
        }
      }
      for (std::size_t i = 0; i < contenders.size(); ++i) {
        rows[i].push_back(fmt::format("{:.3f}", static_cast<double>(held[i]) / rounds));
      }
    }
  }
  markdown_table table({"method", "44 % promoters, 6 hotels", "12 hotels", "24 hotels",
                        "91 % promoters, 6 hotels", "12 hotels", "24 hotels"});
  for (auto& row : rows) table.add(std::move(row));
  return table.text();
}

}  // namespace cxmetrics::tests
