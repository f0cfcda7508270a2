// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tests_of_key_cells {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

enum class plan { basic, pro };
std::string_view name_of(plan plan) {
  return plan == plan::basic ? "basic" : "pro";
}

const cx::day monday{2024y / 3 / 4};

template <class... Keys>
cx::table one_cell(const typename cx::breakdown<cx::tally, Keys...>::key_type& key,
                   const std::vector<std::string>& names) {
  cx::breakdown<cx::tally, Keys...> by{cx::tally{cx::zero_to_ten}};
  by[key].record(9);
  return cx::make_table(cx::nps, by, names);
}

std::vector<std::string> names_in(const cx::table& table) {
  std::vector<std::string> names;
  for (const cx::table_row& row : table.rows) names.push_back(key_of(table, row).front());
  return names;
}

}  // namespace

TEST_CASE("keys are texts, numbers, truths, days, periods and what has a name", "[key_cells]") {
  const auto key = [](const cx::table& table) { return key_of(table, table.rows.at(0)); };
  using texts = std::vector<std::string>;
  CHECK(key(one_cell<plan, bool>({plan::pro, true}, {"plan", "new"})) == texts{"pro", "true"});
  CHECK(key(one_cell<char, unsigned>({'b', 7u}, {"letter", "age"})) == texts{"b", "7"});
  CHECK(key(one_cell<std::uint64_t>(~std::uint64_t{0}, {"id"})) == texts{"18446744073709551615"});
  CHECK(key(one_cell<std::string_view>("north", {"region"})) == texts{"north"});
  const cx::table days = one_cell<cx::day>(monday, {"day"});
  CHECK(key(days) == texts{"2024-03-04"});
  CHECK(days.columns.front().kind == cx::column_kind::period);
  CHECK(cx::period_of(days.rows[0]) == cx::day_of(monday));
}

TEST_CASE("numbers that name groups keep their order", "[key_cells]") {
  cx::breakdown<cx::tally, int, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const int wave : {2, 10, 1}) by[{wave, "a"}].record(9);
  CHECK(names_in(cx::make_table(cx::nps, by, {"wave", "segment"}).margins.at(0)) ==
        std::vector<std::string>{"1", "2", "10"});
}

}  // namespace tests_of_key_cells
