// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// NPS by segment and quarter from a CSV file that holds several questions and some dirt.
#include "expect.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/survey_reader.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

namespace cx = cxmetrics;

int main() {
  cx::survey_columns columns;
  columns.question = "metric";
  columns.score = "score";
  columns.by = {"segment"};
  columns.time = "answered_at";
  columns.period = cx::granularity::quarter;

  cx::survey_reader survey({{"nps", cx::zero_to_ten}, {"csat", cx::one_to_five}, {"ces", cx::one_to_seven}},
                           columns);
  cx::input file("responses.csv");
  cx::read_csv(file, survey);

  const cx::survey_breakdown by = survey.answers(0);
  expect(fmt::format("NPS {}", cx::nps(by.total())), "NPS 29.2 [25.4, 32.8] (n = 1,595)");
  fmt::print("{}", cx::to_text(cx::make_table(cx::nps, by, {"segment", "period"})));

  // What became of every row, and why some could not be used.
  const cx::accounting rows = survey.accounting();
  expect(fmt::format("{} read = {} answered + {} missing + {} off the scale + {} rejected", rows.read(),
                     rows.answered, rows.missing, rows.off_scale, rows.rejected),
         "3591 read = 3435 answered + 140 missing + 8 off the scale + 8 rejected");
  const cx::rejection& first = rows.rejections().front();
  expect(fmt::format("line {}, column {}: \"{}\": {}", first.line, first.column, first.text, first.reason),
         "line 641, column score: \"9.5\": not a whole number");
}
