// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_LAWS_HPP
#define CXMETRICS_TESTS_SUPPORT_LAWS_HPP

#include "support/catch.hpp"

#include <cxmetrics/survey/tally.hpp>

#include <rapidcheck.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <utility>

namespace cxmetrics {

// How rapidcheck prints the counterexample it found.
inline void showValue(const scale& scale, std::ostream& out) {
  out << scale.low() << " to " << scale.high();
}
inline void showValue(const tally& tally, std::ostream& out) {
  showValue(tally.scale(), out);
  out << ':';
  for (int index = 0; index < tally.scale().points(); ++index) {
    out << ' ' << tally.count(tally.scale().low() + index);
  }
  out << ", missing " << tally.missing() << ", off scale " << tally.off_scale();
}

}  // namespace cxmetrics

namespace cxmetrics::tests {

// The law holds for a hundred random inputs.
template <class Law>
void check_law(const std::string& what, Law&& law) {
  const bool holds = rc::check(what, std::forward<Law>(law));
  REQUIRE(holds);
}

inline rc::Gen<scale> any_scale() {
  return rc::gen::exec([] {
    const int points = *rc::gen::inRange(2, scale::max_points + 1);
    const int low = *rc::gen::inRange(-20, 21);
    return scale{low, low + points - 1};
  });
}

inline int any_score_on(scale scale) {
  return *rc::gen::inRange(scale.low(), scale.high() + 1);
}

// None, a few, or so many that only exact arithmetic gets them right; sixteen tallies still add up.
inline rc::Gen<std::uint64_t> any_count() {
  return rc::gen::oneOf(rc::gen::just<std::uint64_t>(0), rc::gen::inRange<std::uint64_t>(0, 100),
                        rc::gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 56));
}

inline tally any_tally_on(scale scale) {
  tally result{scale};
  for (int score = scale.low(); score <= scale.high(); ++score) result.record(score, *any_count());
  result.record_missing(*any_count());
  result.record_off_scale(*any_count());
  return result;
}

}  // namespace cxmetrics::tests

#endif
