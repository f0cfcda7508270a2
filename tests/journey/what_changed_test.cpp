// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/in_range.hpp"
#include "support/period_series.hpp"

#include <cxmetrics/journey/what_changed.hpp>

#include <rapidcheck.h>

#include <cmath>
#include <stdexcept>
#include <string>

namespace tests_of_what_changed {
namespace cx = cxmetrics;
using cx::tests::golden;
using cx::tests::net_of;
using cx::tests::normal_of;
using cx::tests::share_of;
using cx::tests::WithinAbs;
using cx::tests::WithinRel;

namespace {

std::vector<cx::segment_in_time> segments_in(const golden::row& row) {
  const std::vector<double> before = row.numbers("before");
  const std::vector<double> after = row.numbers("after");
  const auto net_at = [](const std::vector<double>& counts, std::size_t at) {
    const auto count = [&](std::size_t i) { return static_cast<std::uint64_t>(counts[at + i]); };
    return net_of(count(0), count(1), count(2));
  };
  std::vector<cx::segment_in_time> result;
  for (std::size_t at = 0; at < before.size(); at += 3) {
    result.push_back({std::to_string(at / 3 + 1), net_at(before, at), net_at(after, at)});
  }
  return result;
}

const cx::difference& effect_of(const cx::what_changed& found, const std::string& name) {
  if (name == "change") return found.change;
  if (name == "mix") return found.mix;
  if (name == "rate") return found.rate;
  const cx::segment_effect& segment = found.segments.at(std::stoul(name.substr(name.find('_') + 1)) - 1);
  return name.starts_with("mix") ? segment.mix : segment.rate;
}

}  // namespace

TEST_CASE("effects are those of the definition, and their intervals those of the delta method",
          "[what_changed]") {
  std::size_t compared = 0;
  for (const auto& row : golden("what_changed.csv")) {
    CAPTURE(row.text("case"), row.text("effect"));
    const cx::what_changed found = cx::what_changed_between(segments_in(row));
    const cx::difference& effect = effect_of(found, row.text("effect"));
    CHECK_THAT(effect.value, WithinAbs(row.number("value"), 1e-9));
    // With a million answers, square-and-add is the delta method.
    CHECK_THAT(effect.ci.width() / 2, WithinAbs(1.9599639845 * row.number("se"), 2e-3 * row.number("se")));
    ++compared;
  }
  CHECK(compared == 43);
}

TEST_CASE("mix and rate are the change, of the whole and segment by segment", "[what_changed]") {
  const bool holds = rc::check([] {
    std::vector<cx::segment_in_time> segments;
    const int count = cx::tests::in_range(1, 8);
    const auto some = [] {
      return net_of(cx::tests::in_range<std::uint64_t>(0, 40), cx::tests::in_range<std::uint64_t>(0, 40),
                    cx::tests::in_range<std::uint64_t>(0, 40));
    };
    for (int i = 0; i < count; ++i) segments.push_back({std::to_string(i), some(), some()});
    const cx::what_changed found = cx::what_changed_between(segments);
    if (std::isnan(found.change.value)) return;
    double mix = 0;
    double rate = 0;
    for (const cx::segment_effect& segment : found.segments) {
      if (std::isnan(segment.mix.value)) continue;
      mix += segment.mix.value;
      rate += segment.rate.value;
      RC_ASSERT(segment.mix.ci.contains(segment.mix.value));
      RC_ASSERT(segment.rate.ci.contains(segment.rate.value));
    }
    RC_ASSERT(std::abs(found.mix.value + found.rate.value - found.change.value) < 1e-9);
    RC_ASSERT(std::abs(mix - found.mix.value) < 1e-9);
    RC_ASSERT(std::abs(rate - found.rate.value) < 1e-9);

    // The other way round, all turn their signs.
    std::vector<cx::segment_in_time> turned = segments;
    for (auto& segment : turned) std::swap(segment.before, segment.after);
    const cx::what_changed back = cx::what_changed_between(turned);
    RC_ASSERT(std::abs(back.mix.value + found.mix.value) < 1e-9);
    RC_ASSERT(std::abs(back.rate.ci.low + found.rate.ci.high) < 1e-9);
  });
  CHECK(holds);
}

TEST_CASE("a whole that falls while every segment rises is a reversal", "[what_changed]") {
  for (const auto& row : golden("what_changed.csv")) {
    if (row.text("effect") != "change") continue;
    CAPTURE(row.text("case"));
    CHECK(cx::what_changed_between(segments_in(row)).reversed == (row.text("case") == "simpson"));
  }
  const cx::what_changed found = cx::what_changed_between(std::vector<cx::segment_in_time>{
      {"shop", share_of(800, 1000), share_of(170, 200)}, {"phone", share_of(100, 200), share_of(560, 1000)}});
  CHECK(found.reversed);
  CHECK(found.change.value < 0);
  CHECK(found.rate.value > 0);
  CHECK_THAT(found.segments[0].share_before, WithinAbs(1000.0 / 1200, 1e-12));
  CHECK_THAT(found.segments[0].share_after, WithinAbs(200.0 / 1200, 1e-12));
}

TEST_CASE("a segment alone is all rate, and one that is new is all mix", "[what_changed]") {
  const auto alone =
      cx::what_changed_between(std::vector<cx::segment_in_time>{{"all", share_of(5, 10), share_of(9, 10)}});
  CHECK(alone.mix.value == 0);
  CHECK_THAT(alone.rate.value, WithinAbs(40, 1e-12));
  CHECK_THAT(alone.rate.ci.low, WithinAbs(alone.change.ci.low, 1e-9));

  const auto grown = cx::what_changed_between(std::vector<cx::segment_in_time>{
      {"old", share_of(5, 10), share_of(5, 10)}, {"new", share_of(0, 0), share_of(10, 10)}});
  CHECK(grown.segments[1].rate.value == 0);
  CHECK(std::isnan(grown.segments[1].change.value));
  CHECK_THAT(grown.mix.value, WithinAbs(25, 1e-12));
  CHECK_FALSE(grown.reversed);
}

TEST_CASE("segments that no longer answer leave nothing to compare", "[what_changed]") {
  const auto gone = cx::what_changed_between(std::vector<cx::segment_in_time>{
      {"a", share_of(5, 10), share_of(0, 0)}, {"b", share_of(1, 4), share_of(0, 0)}});
  CHECK(std::isnan(gone.change.value));
  CHECK(std::isnan(gone.mix.value));
  CHECK_THAT(gone.segments[0].share_before, WithinAbs(10.0 / 14, 1e-12));
  CHECK(std::isnan(gone.segments[0].share_after));
  const auto empty = cx::what_changed_between(std::vector<cx::segment_in_time>{
      {"a", share_of(5, 10), share_of(6, 10)}, {"nobody", share_of(0, 0), share_of(0, 0)}});
  CHECK_THAT(empty.rate.value, WithinAbs(10, 1e-12));
  CHECK_THROWS_AS(cx::what_changed_between({}), std::invalid_argument);
  CHECK_THROWS_AS(
      cx::what_changed_between(std::vector<cx::segment_in_time>{{"a", share_of(1, 2), net_of(1, 1, 1)}}),
      std::invalid_argument);
}

TEST_CASE("estimates that cannot be pooled are taken apart too", "[what_changed]") {
  const auto found = cx::what_changed_between(
      std::vector<cx::segment_in_time>{{"a", normal_of(10, 1, 100), normal_of(12, 1, 300)},
                                       {"b", normal_of(20, 2, 100), normal_of(21, 2, 100)}});
  CHECK_THAT(found.change.value, WithinAbs(12 * 0.75 + 21 * 0.25 - 15, 1e-12));
  CHECK_THAT(found.mix.value + found.rate.value, WithinAbs(found.change.value, 1e-12));
}

TEST_CASE("segments are marked after adjustment only", "[what_changed]") {
  std::vector<cx::segment_in_time> segments(12, {"same", share_of(50, 100), share_of(50, 100)});
  segments[0] = {"up", share_of(50, 100), share_of(65, 100)};
  const auto found = cx::what_changed_between(segments);
  CHECK(found.segments[0].change.significant());
  CHECK_FALSE(found.segments[0].significant);
  CHECK(cx::what_changed_between(segments, cx::adjustment::none).segments[0].significant);
}

}  // namespace tests_of_what_changed
