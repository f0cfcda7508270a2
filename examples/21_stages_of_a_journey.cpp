// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// From aware to advocate: where a journey loses people, and who skips a stage.
#include "expect.hpp"

#include <cxmetrics/journey/stages.hpp>
#include <cxmetrics/report/format.hpp>
#include <cxmetrics/survey/answer_sheets_of.hpp>
#include <cxmetrics/survey/share.hpp>

#include <cstdint>
#include <vector>

namespace cx = cxmetrics;

struct person {
  int knows;  // 1: yes, 0: no
  int likes;
  int asked;
  int bought;
  int recommends;
};

int main() {
  // From counts, as a presentation has them.
  const std::vector<std::uint64_t> reached{1000, 800, 400, 300, 150};
  const cx::stage_chain counted = cx::stages_of(cx::five_a(), reached);
  for (const cx::stage& stage : counted.stages)
    fmt::print("{:8} {:5}  {}\n", stage.name, stage.reached, stage.ratio_from_first);
  expect(fmt::format("purchase action {}", *counted.purchase_action),
         "purchase action 30.0 % [27.2, 32.9] (n = 1,000)");
  expect(fmt::format("brand advocacy {}", *counted.brand_advocacy),
         "brand advocacy 15.0 % [12.9, 17.3] (n = 1,000)");
  expect(fmt::format("most are lost before {}", counted.stages[*counted.widest_gap].name),
         "most are lost before ask");

  // From people, who may skip a stage: here more buy than ask.
  std::vector<person> people(40, {1, 0, 0, 0, 0});
  people.insert(people.end(), 20, {1, 1, 1, 1, 0});
  people.insert(people.end(), 30, {1, 1, 0, 1, 1});
  people.insert(people.end(), 10, {1, 1, 1, 0, 0});
  const cx::answer_sheets sheets =
      cx::answer_sheets_of(std::vector<cx::scale>(5, cx::no_or_yes), people, &person::knows, &person::likes,
                           &person::asked, &person::bought, &person::recommends);
  const cx::stage_chain chain = cx::stages_of(cx::five_a(), sheets);
  const cx::stage& act = chain.stages[3];
  expect(fmt::format("act of ask: {}, above an earlier stage: {}", act.ratio, act.above_earlier),
         "act of ask: 166.7 % [111.7, 221.6] (n = 30), above an earlier stage: true");
  expect(fmt::format("pattern: {}", cx::name_of(*chain.archetype)), "pattern: door knob");
}
