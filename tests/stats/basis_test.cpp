// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/sampled_mean.hpp>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace tests_of_basis {
namespace cx = cxmetrics;
using cx::better;
using cx::unit;

namespace {

// A kind that the library does not know: a count that is certain to a tenth.
class measured_length final : public cx::basis {
 public:
  explicit measured_length(double value) : value_(value) {}

  cx::estimate describe(const cx::quantity& quantity) const override {
    cx::estimate result;
    result.value = value_;
    result.ci = interval_by(cx::interval_method::none, 0.95);
    result.n = 1;
    result.unit = quantity.unit;
    result.better = quantity.better;
    result.basis = cx::basis_handle(this);
    return result;
  }
  cx::interval interval_by(cx::interval_method, cx::confidence level) const override {
    return {value_ * (1 - 0.1 * level.level()), value_ * (1 + 0.1 * level.level())};
  }
  cx::interval range() const noexcept override { return {0, 1000}; }

 private:
  double value_;
};

cx::estimate length(double value) {
  return cx::basis_handle(new measured_length(value))->describe({unit::days, better::low});
}

cx::estimate share(std::uint64_t part, std::uint64_t all, const cx::estimate_options& options = {}) {
  cx::distribution values;
  values.add(0, all - part);
  values.add(100, part);
  return cx::estimate_of(values, unit::percent, options);
}

}  // namespace

TEST_CASE("an estimate of a kind of one's own is compared, and only as its basis says", "[basis]") {
  const cx::difference change = cx::compare(length(100), length(200));
  CHECK(change.value == 100);
  CHECK(change.unit == unit::days);
  CHECK(change.better == better::low);
  CHECK(change.significant());
  CHECK_FALSE(cx::compare(length(100), length(104)).significant());
  CHECK_THROWS_WITH(cx::compare(length(100), length(200), cx::comparison_method::welch),
                    "the comparison Welch does not fit; here apply: square-and-add, Wald");
  CHECK_THROWS_AS(cx::rest_of(length(3), length(2)), std::invalid_argument);
  CHECK_FALSE(cx::pooled(std::vector{length(3)}));
  CHECK_FALSE(cx::pooled(std::vector{length(3), length(2)}));
}

TEST_CASE("estimates are pooled by their counts", "[basis]") {
  const auto all = cx::pooled(std::vector{share(10, 20), share(20, 100), share(0, 0)});
  REQUIRE(all);
  CHECK(all->value == 25);
  CHECK(all->n == 120);
  CHECK(all->ci == share(30, 120).ci);
  CHECK_FALSE(cx::pooled({}));
  CHECK_FALSE(cx::pooled(std::vector{cx::estimate{}}));
  CHECK_FALSE(cx::pooled(std::vector{share(1, 2), cx::estimate{.unit = unit::percent}}));
  CHECK_THROWS_AS(cx::pooled(std::vector{share(1, 2), share(1, 2, {.level = 0.9})}), std::invalid_argument);
}

TEST_CASE("populations are pooled where every part has one", "[basis]") {
  const auto all =
      cx::pooled(std::vector{share(10, 20, {.population = 30}), share(20, 100, {.population = 130})});
  REQUIRE(all);
  CHECK(all->ci == share(30, 120, {.population = 160}).ci);
  CHECK_FALSE(cx::pooled(std::vector{share(10, 20, {.population = 30}), share(20, 100)}));
}

TEST_CASE("what is pooled can be taken away again", "[basis]") {
  const auto all = cx::pooled(std::vector{share(10, 20), share(20, 100)});
  const cx::estimate rest = cx::rest_of(*all, share(10, 20));
  CHECK(rest.value == 20);
  CHECK(rest.n == 100);
  CHECK(rest.ci == share(20, 100).ci);
  CHECK(rest.unit == unit::percent);
}

TEST_CASE("a weighted mean cannot be pooled", "[basis]") {
  cx::sampled_mean mean;
  mean.value = 40;
  mean.variance = 25;
  mean.degrees_of_freedom = 3;
  mean.n = 200;
  mean.values.add(0, 120);
  mean.values.add(100, 80);
  mean.share = {0.6, 0.4};
  const cx::estimate weighted = cx::estimate_of(mean, unit::percent);
  CHECK_FALSE(cx::pooled(std::vector{weighted, weighted}));
  CHECK_THROWS_AS(cx::rest_of(weighted, weighted), std::invalid_argument);
  CHECK(cx::sampled_mean_of(share(1, 2)) == nullptr);
}

}  // namespace tests_of_basis
