// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_COVERAGE_WHOLE_TABLES_HPP
#define CXMETRICS_TESTS_COVERAGE_WHOLE_TABLES_HPP

#include "draws.hpp"

#include <cxmetrics/stats/comparison.hpp>

#include <functional>
#include <string>
#include <vector>

// Reports of pure noise: eight segments in six months, all of one population. Each segment is compared with itself a
// month before, and with everybody else in the month; each kind of comparison is adjusted together by Holm's method.
namespace cxmetrics::tests {

struct noise {
  std::string name;
  std::vector<double> worths;
  std::vector<double> shares;
};

// So many answers, at random, for each segment and month.
struct cell_size {
  int least;
  int most;
};

// How a table marks a difference: estimates by a method, and the p-value that is adjusted.
struct marking {
  std::string name;
  interval_method of_each;
  double difference::*p_value;
};

// In how many reports of a hundred anything is marked, though all is noise.
struct false_marks {
  double of_changes;
  double against_rest;
};

const std::vector<noise>& noises();

// Report i draws from a seed of its own, so that threads do not change the result.
std::vector<false_marks> false_marks_of(const noise& noise, cell_size size,
                                        const std::vector<marking>& markings, int reports);

// The same of answers with weights that have nothing to do with the answers; segments are compared as domains of one
// survey.
enum class weighing {
  ones,        // each answer weighs 1
  uneven,      // 1, 2 or 4, equally often: Kish's design effect is 1.29
  very_uneven  // lognormal: Kish's design effect is about 9.5
};
double drawn_weight(draws& random, weighing weighing);
false_marks false_marks_of_weighted(const noise& noise, cell_size size, weighing weighing, int reports);

// The same of guests of so many hotels, whose answers resemble each other (intraclass correlation 0.1). Each segment has
// guests in all hotels in all months, so that the domains that are compared share clusters.
false_marks false_marks_of_hotels(const noise& noise, cell_size size, int hotels, int reports);

// A change that is real: the first segment answers like `then` from the fourth month on.
struct fall {
  noise before;
  std::vector<double> then;  // shares
};
const std::vector<fall>& falls();

// How many of a hundred real changes, and of real differences from the rest, are marked in such reports.
struct found_marks {
  double of_changes;
  double against_rest;
};
std::vector<found_marks> found_marks_of(const fall& fall, cell_size size,
                                        const std::vector<marking>& markings, int reports);

}  // namespace cxmetrics::tests

#endif
