// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_COVERAGE_HOTELS_HPP
#define CXMETRICS_TESTS_COVERAGE_HOTELS_HPP

#include "draws.hpp"

#include <cxmetrics/survey/metric.hpp>

#include <vector>

// A stratified sample of hotels whose guests were asked, of which every figure is known.
namespace cxmetrics::tests {

struct guest {
  bool country;  // the stratum: hotels in the country, or in the city
  int hotel;
  bool leisure;  // half of them, whatever they answer
  int score;
  double stands_for;  // guests
};

// The shares of detractors, passives and promoters.
struct hotel_population {
  std::vector<double> city;
  std::vector<double> country;

  double truth(const metric& metric) const;
};
inline const hotel_population mixed_hotels{{0.3, 0.3, 0.4}, {0.1, 0.25, 0.65}};
inline const hotel_population good_hotels{{0.02, 0.08, 0.9}, {0.01, 0.04, 0.95}};

// So many hotels, two of three in the city, and 10 to 30 guests of each: one of 30 in the city, one of 10 in the
// country. Guests of a hotel resemble each other (intraclass correlation 0.1).
std::vector<guest> guests_of(const hotel_population& population, int hotels, draws& random);

}  // namespace cxmetrics::tests

#endif
