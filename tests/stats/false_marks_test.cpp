// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "coverage/whole_tables.hpp"
#include "support/catch.hpp"

#include <tuple>

namespace tests_of_false_marks {
namespace cx = cxmetrics;
using namespace cxmetrics::tests;

namespace {

const noise& noise_named(const std::string& name) {
  for (const noise& each : noises()) {
    if (each.name == name) return each;
  }
  throw std::invalid_argument(name);
}

}  // namespace

// 100 seeded reports each; docs/uncertainty-tables.md has 400 of more populations.
TEST_CASE("neither kind of mark stands on noise in more than 6 of 100 reports", "[false_marks][simulation]") {
  const std::vector<marking> standard{
      {"standard", cx::interval_method::standard, &cx::difference::mark_p_value}};
  for (const char* name : {"NPS 20/30/50", "NPS 4/6/90", "CSAT 97", "mean 2/3/6/19/70", "mean 3/0/0/7/90"}) {
    for (const cell_size size : {cell_size{5, 20}, cell_size{20, 40}}) {
      const false_marks marks = false_marks_of(noise_named(name), size, standard, 100).front();
      CAPTURE(name, size.least, size.most);
      CHECK(marks.of_changes <= 6);
      CHECK(marks.against_rest <= 6);
    }
  }
}

TEST_CASE("marks by Student's t stand on noise, which the simulation sees", "[false_marks][simulation]") {
  const auto marks = false_marks_of(noise_named("mean 3/0/0/7/90"), {20, 40},
                                    {{"t", cx::interval_method::student_t, &cx::difference::p_value}}, 20);
  CHECK(marks.front().against_rest > 50);
}

TEST_CASE("marks of weighted answers stand on noise no more often", "[false_marks][simulation]") {
  for (const weighing weighing : {weighing::ones, weighing::uneven}) {
    const false_marks marks = false_marks_of_weighted(noise_named("NPS 20/30/50"), {5, 20}, weighing, 20);
    CHECK(marks.of_changes <= 6);
    CHECK(marks.against_rest <= 6);
  }
}

TEST_CASE("marks of domains that share few clusters stand on noise no more often",
          "[false_marks][simulation]") {
  for (const auto& [name, size, reports] : {std::tuple{"NPS 20/30/50", cell_size{20, 40}, 40},
                                            std::tuple{"mean 3/0/0/7/90", cell_size{5, 20}, 20}}) {
    const false_marks marks = false_marks_of_hotels(noise_named(name), size, 6, reports);
    CAPTURE(name);
    CHECK(marks.of_changes <= 6);
    CHECK(marks.against_rest <= 6);
  }
}

TEST_CASE("marks find real changes nearly as often as the interval alone does", "[false_marks][simulation]") {
  const std::vector<marking> markings{
      {"standard", cx::interval_method::standard, &cx::difference::mark_p_value},
      {"square-and-add", cx::interval_method::score, &cx::difference::p_value}};
  const auto found = found_marks_of(falls().front(), {100, 200}, markings, 40);
  CHECK(found[0].against_rest > 50);
  CHECK(found[0].against_rest <= found[1].against_rest);
  CHECK(found[0].against_rest >= found[1].against_rest - 10);
}

}  // namespace tests_of_false_marks
