// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/json.hpp"

#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/revenue_table.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/survival_table.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace tests_of_suppression {
namespace cx = cxmetrics;
using namespace std::chrono_literals;
using meaning = cx::column_meaning;

namespace {

cx::table with_bases(const std::map<std::string, std::uint64_t>& bases) {
  cx::breakdown<cx::tally, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const auto& [name, n] : bases) by[name].record(9, n);
  return cx::make_table(cx::nps, by, {"segment"});
}

std::string hidden_in(const cx::table& table) {
  std::string names;
  for (const cx::table_row& row : table.rows) {
    if (row.suppressed) names += key_of(table, row)[0];
  }
  return names;
}

std::string hidden(const std::map<std::string, std::uint64_t>& bases) {
  cx::table table = with_bases(bases);
  cx::suppress_small_bases(table);
  return hidden_in(table);
}

using equations = std::vector<std::vector<double>>;

// Whether the sums of equations with coefficients -1, 0 and 1 tell one of the small unknowns, by elimination.
bool tell(equations sums, const std::vector<bool>& small) {
  std::size_t rank = 0;
  for (std::size_t column = 0; column < small.size(); ++column) {
    const auto has = [=](const auto& sum) { return std::abs(sum[column]) > 1e-9; };
    const auto pivot = std::find_if(sums.begin() + static_cast<std::ptrdiff_t>(rank), sums.end(), has);
    if (pivot == sums.end()) continue;
    std::swap(*pivot, sums[rank]);
    const std::vector<double> chosen = sums[rank];
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const double factor = sums[i][column] / chosen[column];
      if (i == rank || factor == 0) continue;
      for (std::size_t j = 0; j < small.size(); ++j) sums[i][j] -= factor * chosen[j];
    }
    ++rank;
  }
  return std::any_of(sums.begin(), sums.end(), [&](const auto& sum) {
    std::vector<std::size_t> left;
    for (std::size_t j = 0; j < small.size(); ++j) {
      if (std::abs(sum[j]) > 1e-9) left.push_back(j);
    }
    return left.size() == 1 && small[left.front()];
  });
}

}  // namespace

TEST_CASE("a small base is hidden together with the next smallest, which would give it away",
          "[suppression]") {
  CHECK(hidden({{"a", 3}, {"b", 50}, {"c", 9}}) == "ac");
  CHECK(hidden({{"a", 3}, {"b", 50}, {"c", 4}}) == "ac");
  CHECK(hidden({{"a", 5}, {"b", 50}, {"c", 9}}).empty());
}

TEST_CASE("what is hidden together is no small base either", "[suppression]") {
  CHECK(hidden({{"a", 1}, {"b", 2}, {"c", 60}, {"d", 70}}) == "abc");
}

TEST_CASE("a group without answers has nothing to hide and hides nothing", "[suppression]") {
  CHECK(hidden({{"a", 0}, {"b", 50}, {"c", 9}}).empty());
  CHECK(hidden({{"a", 3}, {"b", 0}, {"c", 9}}) == "ac");
}

TEST_CASE("a total that is a small base, or the same as a hidden row, is hidden", "[suppression]") {
  cx::table small = with_bases({{"a", 2}, {"b", 2}});
  cx::suppress_small_bases(small);
  CHECK(hidden_in(small) == "ab");
  CHECK(small.total->suppressed);
  cx::table alone = with_bases({{"a", 4}, {"b", 0}});
  cx::suppress_small_bases(alone);
  CHECK(alone.total->suppressed);
  cx::table enough = with_bases({{"a", 3}, {"b", 4}});
  cx::suppress_small_bases(enough);
  CHECK_FALSE(enough.total->suppressed);
}

TEST_CASE("a suppressed row keeps nothing but its key, in any format", "[suppression]") {
  cx::table table = with_bases({{"a", 3}, {"b", 50}, {"c", 9}});
  cx::mark_significance(table);
  cx::suppress_small_bases(table);
  const cx::table_row& row = table.rows[0];
  CHECK(std::isnan(row.result().value));
  CHECK(row.result().n == 0);
  CHECK(comparison_of(table, row, meaning::against_rest) == nullptr);
  CHECK(row.answers == std::vector<std::uint64_t>(11));
  const auto json = cx::tests::json_reader::read(cx::to_json(table));
  CHECK(json["rows"][0]["suppressed"].number == 1);
  CHECK(json["rows"][0]["n"].is == cx::tests::json::kind::null);
  CHECK(json["rows"][0]["promoters"].is == cx::tests::json::kind::null);
  CHECK(cx::to_text(table).find("suppressed: rests on fewer than 5") != std::string::npos);
}

TEST_CASE("a change from a hidden period would give it away and goes too", "[suppression]") {
  const cx::period march = cx::month_of(2024y / 3 / 1);
  const cx::period april = cx::next(march);
  const cx::period may = cx::next(april);
  cx::breakdown<cx::tally, std::string, cx::period> by{cx::tally{cx::zero_to_ten}};
  for (const auto& [segment, few, many] :
       {std::tuple{"a", 3, 400}, std::tuple{"b", 10, 500}, std::tuple{"c", 90, 600}}) {
    for (const cx::period& month : {march, april, may}) {
      by[{segment, month}].record(9, static_cast<std::uint64_t>(month == april ? many : few));
      by[{segment, month}].record(3, static_cast<std::uint64_t>(month == april ? many : few));
    }
  }
  cx::table table = cx::make_table(cx::nps, by, {"segment", "period"});
  cx::mark_significance(table);
  CHECK(comparison_of(table, table.rows[1], meaning::change) != nullptr);
  cx::suppress_small_bases(table, 7);
  CHECK(table.rows[0].suppressed);
  REQUIRE_FALSE(table.rows[1].suppressed);
  CHECK(comparison_of(table, table.rows[1], meaning::change) == nullptr);
  REQUIRE_FALSE(table.rows[7].suppressed);
  CHECK(comparison_of(table, table.rows[7], meaning::change) != nullptr);
}

TEST_CASE("no line of a table lets a hidden base be found by subtraction", "[suppression]") {
  std::mt19937 random(5);
  for (int repetition = 0; repetition < 300; ++repetition) {
    cx::breakdown<cx::tally, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
    std::map<std::pair<std::string, std::string>, std::uint64_t> n;
    for (const char* row : {"a", "b", "c", "d"}) {
      for (const char* column : {"x", "y", "z"}) {
        const std::uint64_t answers = random() % (random() % 2 ? 8 : 60);
        n[{row, column}] = answers;
        by[{row, column}].record(9, answers);
      }
    }
    cx::table table = cx::make_table(cx::nps, by, {"row", "column"});
    cx::suppress_small_bases(table);
    std::map<std::string, std::uint64_t> cells;
    std::map<std::string, std::uint64_t> people;
    std::map<std::string, std::uint64_t> with_answers;
    for (const cx::table_row& row : table.rows) {
      const std::vector<std::string> key = key_of(table, row);
      const std::uint64_t answers = n[{key[0], key[1]}];
      CHECK((row.suppressed || answers == 0 || answers >= 5));
      for (const std::string& line : {key[0], key[1], std::string("all")}) {
        with_answers[line] += answers > 0;
        if (!row.suppressed) continue;
        ++cells[line];
        people[line] += answers;
      }
    }
    std::set<std::string> hidden_lines;
    for (const cx::table& margin : table.margins) {
      for (const cx::table_row& row : margin.rows) {
        if (row.suppressed) hidden_lines.insert(key_of(margin, row)[0]);
      }
    }
    for (const auto& [line, hidden_cells] : cells) {
      // A line with one cell is that cell: nothing beside it could be hidden.
      CHECK((hidden_lines.contains(line) || with_answers[line] == hidden_cells ||
             (hidden_cells > 1 && people[line] >= 5)));
    }
  }
}

TEST_CASE("a hidden base that several lines together would give away is covered", "[suppression]") {
  // Rows 1 and 2 less columns w and x leave (2, y), as everything else hidden in them cancels.
  cx::breakdown<cx::tally, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
  for (const char* row : {"1", "2", "3", "4"}) {
    for (const char* column : {"w", "x", "y", "z"}) by[{row, column}].record(9, 50);
  }
  for (const char* cell : {"1w", "1x", "2w", "2x", "2y", "3y", "3z", "4y", "4z"}) {
    by[{std::string(1, cell[0]), cell + 1}] = cx::tally{cx::zero_to_ten};
    by[{std::string(1, cell[0]), cell + 1}].record(9, 3);
  }
  cx::table table = cx::make_table(cx::nps, by, {"row", "column"});
  cx::suppress_small_bases(table);
  int uncancelled = 0;
  for (const cx::table_row& row : table.rows) {
    const std::vector<std::string> key = key_of(table, row);
    uncancelled += row.suppressed && (key[0] < "3") != (key[1] < "y");
  }
  CHECK(uncancelled > 1);
}

TEST_CASE("the sums of a table of three keys tell no small base", "[suppression]") {
  std::mt19937 random(7);
  for (int repetition = 0; repetition < 25; ++repetition) {
    cx::breakdown<cx::tally, std::string, std::string, std::string> by{cx::tally{cx::zero_to_ten}};
    for (const char* one : {"a", "b", "c", "d", "e"}) {
      for (const char* other : {"k", "l", "m", "n", "o"}) {
        for (const char* third : {"w", "x", "y", "z"}) by[{one, other, third}].record(9, random() % 30);
      }
    }
    cx::table table = cx::make_table(cx::nps, by, {"one", "other", "third"});
    std::vector<std::uint64_t> n;
    for (const cx::table_row& row : table.rows) n.push_back(row.result().n);
    cx::suppress_small_bases(table);

    std::vector<std::size_t> hidden;
    std::vector<bool> small;
    for (std::size_t i = 0; i < n.size(); ++i) {
      if (!table.rows[i].suppressed || n[i] == 0) continue;
      hidden.push_back(i);
      small.push_back(n[i] < 5);
    }
    std::map<std::vector<std::string>, std::pair<std::uint64_t, std::vector<double>>> lines;
    for (std::size_t part = 0; part < 3; ++part) {
      const auto line_of = [&](std::size_t i) -> auto& {
        std::vector<std::string> key = key_of(table, table.rows[i]);
        key[part] = "any";
        auto& line = lines[key];
        line.second.resize(hidden.size());
        return line;
      };
      for (std::size_t i = 0; i < n.size(); ++i) line_of(i).first += n[i];
      for (std::size_t j = 0; j < hidden.size(); ++j) line_of(hidden[j]).second[j] = 1;
    }
    equations sums;
    for (const auto& [key, line] : lines) {
      if (line.first >= 5) sums.push_back(line.second);
    }
    CHECK_FALSE(tell(sums, small));
  }
}

namespace {

// Who is there at the start of one month after another; all who are gone have churned.
std::vector<cx::customer_flow> flows_of(const std::vector<std::uint64_t>& at_start) {
  std::vector<cx::customer_flow> flows;
  cx::period month = cx::month_of(2024y / 1 / 1);
  for (std::size_t i = 0; i + 1 < at_start.size(); ++i) {
    const std::uint64_t acquired = 1 + (at_start[i + 1] > at_start[i] ? at_start[i + 1] - at_start[i] : 0);
    const std::uint64_t left = at_start[i] + acquired - at_start[i + 1];
    const std::uint64_t churned = std::min(left, at_start[i]);
    flows.emplace_back(month, cx::flow_counters{.at_start = at_start[i],
                                                .acquired = acquired,
                                                .churned = churned,
                                                .churned_new = left - churned});
    month = cx::next(month);
  }
  return flows;
}

std::string hidden_months(const cx::table& table) {
  std::string months;
  for (const cx::table_row& row : table.rows) {
    if (row.suppressed) months += key_of(table, row).back().substr(5) + " ";
  }
  return months;
}

}  // namespace

TEST_CASE("the period before a hidden one, which ends with its base, is hidden too", "[suppression]") {
  cx::table table = cx::make_table(flows_of({90, 80, 70, 3, 60, 50, 40, 99}));
  cx::suppress_small_bases(table);
  // March ends with those with whom April starts. No sum over months tells who was there.
  CHECK(hidden_months(table) == "03 04 ");
  CHECK(table.rows[2].counts == std::vector<std::uint64_t>(10));
}

TEST_CASE("no other definition tells the base of a hidden flow", "[suppression]") {
  cx::table table =
      cx::make_table(flows_of({90, 80, 70, 3, 60, 50, 40, 99}),
                     {.definitions = {cx::churn_definition::start_cohort, cx::churn_definition::at_risk}});
  cx::suppress_small_bases(table);
  CHECK(hidden_months(table) == "03 03 04 04 ");
}

TEST_CASE("a total that starts with a hidden first period is hidden", "[suppression]") {
  const auto suppressed = [](const std::vector<std::uint64_t>& at_start) {
    const std::vector<cx::customer_flow> flows = flows_of(at_start);
    const cx::customer_flow whole{cx::period{flows.front().period().first(), flows.back().period().last()},
                                  {.at_start = at_start.front(), .acquired = 100}};
    cx::table table = cx::make_table(flows, {.whole = whole});
    cx::suppress_small_bases(table);
    return hidden_months(table) + (table.total->suppressed ? "total" : "");
  };
  CHECK(suppressed({3, 60, 50, 99}) == "01 total");
  CHECK(suppressed({60, 3, 50, 40, 99}) == "01 02 ");
  CHECK(suppressed({60, 50, 40, 99}).empty());
}

TEST_CASE("the sums and the flows of groups tell no small base", "[suppression]") {
  constexpr std::size_t groups = 4;
  constexpr std::size_t months = 6;
  std::mt19937 random(11);
  for (int repetition = 0; repetition < 60; ++repetition) {
    std::vector<std::vector<std::uint64_t>> at_start(groups);
    cx::table table = cx::make_table(std::vector<cx::customer_flow>{});
    table.columns.insert(table.columns.begin(), {"segment", "segment", cx::column_kind::group});
    for (cx::table_column& column : table.columns) column.place += column.is_label() ? 1 : 0;
    table.columns.front().place = 0;
    for (std::size_t group = 0; group < groups; ++group) {
      for (std::size_t i = 0; i <= months; ++i) at_start[group].push_back(random() % (random() % 3 ? 90 : 9));
      for (cx::table_row row : cx::make_table(flows_of(at_start[group])).rows) {
        row.key.insert(row.key.begin(), cx::key_cell{std::string(1, static_cast<char>('a' + group))});
        table.rows.push_back(std::move(row));
      }
    }
    cx::suppress_small_bases(table);

    // Unknown are the starts that no row shows, and who came and who left in hidden rows.
    const auto hidden = [&](std::size_t group, std::size_t i) {
      return i >= months || table.rows[group * months + i].suppressed;
    };
    std::vector<bool> small;
    std::map<std::tuple<char, std::size_t, std::size_t>, std::size_t> place;
    const auto unknown = [&](char what, std::size_t group, std::size_t i, bool is_small) {
      place[{what, group, i}] = small.size();
      small.push_back(is_small);
    };
    for (std::size_t group = 0; group < groups; ++group) {
      for (std::size_t i = 0; i <= months; ++i) {
        const std::uint64_t n = at_start[group][i];
        if (hidden(group, i) && (i == 0 || hidden(group, i - 1))) {
          unknown('s', group, i, i < months && n > 0 && n < 5);
        } else {
          CHECK((i == months || n == 0 || n >= 5));
        }
        if (i == months || !hidden(group, i)) continue;
        unknown('c', group, i, false);
        unknown('l', group, i, false);
      }
    }
    equations known;
    const auto add = [&](std::vector<double>& sum, char what, std::size_t group, std::size_t i,
                         double times) {
      sum.resize(small.size());
      if (const auto found = place.find({what, group, i}); found != place.end()) sum[found->second] += times;
    };
    for (std::size_t i = 0; i <= months; ++i) {
      std::uint64_t people = 0;
      for (std::size_t group = 0; group < groups; ++group) people += at_start[group][i];
      for (const char what : {'s', 'c', 'l'}) {
        if (what == 's' && people < 5) continue;
        known.emplace_back();
        for (std::size_t group = 0; group < groups; ++group) add(known.back(), what, group, i, 1);
      }
      for (std::size_t group = 0; group < groups && i < months; ++group) {
        if (!hidden(group, i)) continue;
        known.emplace_back();
        add(known.back(), 's', group, i, 1);
        add(known.back(), 'c', group, i, 1);
        add(known.back(), 'l', group, i, -1);
        add(known.back(), 's', group, i + 1, -1);
      }
    }
    CHECK_FALSE(tell(known, small));
  }
}

namespace {

// What a reader of several tables knows of the bases, by key: "" is all of a column. Bounds pass through the sums until
// nothing moves.
class reader {
 public:
  using key = std::vector<std::string>;
  struct bounds {
    std::uint64_t low;
    std::uint64_t high;
  };

  explicit reader(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  void read(const cx::table& table) {
    for (const cx::table_row& row : table.rows) read(table, row);
    if (table.total) read(table, *table.total);
    for (const cx::table& margin : table.margins) read(margin);
  }
  // Cells of which no table has a row are empty; margins that none shows are unknown.
  void reason(const std::vector<key>& cells) {
    for (const key& cell : cells) {
      for (std::size_t kept = 0; kept < std::size_t{1} << cell.size(); ++kept) {
        key part = cell;
        for (std::size_t at = 0; at < part.size(); ++at) {
          if ((kept >> at & 1) == 0) part[at].clear();
        }
        known_.try_emplace(part, bounds{0, 1000});
      }
    }
    for (bool moved = true; moved;) {
      moved = false;
      for (auto& [total, all] : known_) {
        for (std::size_t at = 0; at < columns_.size(); ++at) {
          if (total[at].empty()) moved = pass(total, all, at) || moved;
        }
      }
    }
  }
  bounds of(const key& cell) const { return known_.at(cell); }

 private:
  void read(const cx::table& table, const cx::table_row& row) {
    key where(columns_.size());
    const std::vector<std::string> texts = key_of(table, row);
    std::size_t next = 0;
    for (const cx::table_column& column : table.columns) {
      if (!column.is_key()) continue;
      const auto place = std::find(columns_.begin(), columns_.end(), column.id) - columns_.begin();
      where[static_cast<std::size_t>(place)] = texts[next++];
    }
    const std::uint64_t n = row.result().n;
    known_[where] = row.suppressed ? bounds{1, 1000} : bounds{n, n};
  }
  bool pass(const key& total, bounds& all, std::size_t column) {
    std::vector<bounds*> parts;
    bounds sum{0, 0};
    for (auto& [cell, bound] : known_) {
      key shortened = cell;
      shortened[column].clear();
      if (cell[column].empty() || shortened != total) continue;
      parts.push_back(&bound);
      sum.low += bound.low;
      sum.high += bound.high;
    }
    bool moved = narrow(all, sum.low, sum.high);
    for (bounds* part : parts) {
      const std::uint64_t others_low = sum.low - part->low;
      const std::uint64_t others_high = sum.high - part->high;
      const bounds before = *part;
      moved =
          narrow(*part, all.low > others_high ? all.low - others_high : 0, all.high - others_low) || moved;
      sum.low += part->low - before.low;
      sum.high -= before.high - part->high;
    }
    return moved;
  }
  static bool narrow(bounds& of, std::uint64_t low, std::uint64_t high) {
    const bounds before = of;
    of = {std::max(of.low, low), std::min(of.high, high)};
    return of.low != before.low || of.high != before.high;
  }

  std::vector<std::string> columns_;
  std::map<key, bounds> known_;
};

}  // namespace

TEST_CASE("three tables of one file do not give away together what each of them hides", "[suppression]") {
  const cx::period march = cx::month_of(2024y / 3 / 1);
  std::mt19937 random(6);
  std::size_t given_away_by_each = 0;
  for (int repetition = 0; repetition < 12; ++repetition) {
    cx::breakdown<cx::tally, std::string, cx::period> by_a{cx::tally{cx::zero_to_ten}};
    cx::breakdown<cx::tally, std::string, cx::period> by_b{cx::tally{cx::zero_to_ten}};
    cx::breakdown<cx::tally, std::string, std::string, cx::period> by_both{cx::tally{cx::zero_to_ten}};
    std::map<reader::key, std::uint64_t> n;
    for (const char* a : {"1", "2", "3"}) {
      for (const char* b : {"x", "y", "z"}) {
        for (const cx::period& month : {march, cx::next(march)}) {
          const std::uint64_t answers = random() % (random() % 2 ? 6 : 40);
          by_a[{a, month}].record(9, answers);
          by_b[{b, month}].record(9, answers);
          by_both[{a, b, month}].record(9, answers);
          n[{a, b, to_string(month)}] = answers;
        }
      }
    }
    const auto given_away = [&](bool together) {
      std::vector<cx::table> tables{cx::make_table(cx::nps, by_a, {"a", "period"}),
                                    cx::make_table(cx::nps, by_b, {"b", "period"}),
                                    cx::make_table(cx::nps, by_both, {"a", "b", "period"})};
      if (together) cx::suppress_small_bases(tables);
      for (cx::table& table : tables) {
        if (!together) cx::suppress_small_bases(table);
      }
      reader knows({"a", "b", "period"});
      for (const cx::table& table : tables) knows.read(table);
      std::vector<reader::key> cells;
      for (const auto& [cell, answers] : n) cells.push_back(cell);
      knows.reason(cells);
      std::size_t found = 0;
      for (const auto& [cell, answers] : n) {
        if (answers > 0 && answers < 5 && knows.of(cell).high < 5) ++found;
      }
      return found;
    };
    given_away_by_each += given_away(false);
    CHECK(given_away(true) == 0);
  }
  CHECK(given_away_by_each > 0);
}

TEST_CASE("tables of two questions hide nothing of each other", "[suppression]") {
  std::vector<cx::table> tables{with_bases({{"a", 3}, {"b", 50}, {"c", 9}}),
                                with_bases({{"a", 30}, {"b", 40}, {"c", 50}})};
  cx::suppress_small_bases(tables);
  CHECK(hidden_in(tables[0]) == "ac");
  CHECK(hidden_in(tables[1]).empty());
}

TEST_CASE("a smallest base of nobody is refused", "[suppression]") {
  cx::table table = with_bases({{"a", 3}});
  CHECK_THROWS_AS(cx::suppress_small_bases(table, 0), std::invalid_argument);
}

TEST_CASE("what the sums of a large table hardly leave open is still open", "[suppression]") {
  // Two small cells in each row and column, which sums tie to one ring: one number would tell all, and none does. A few
  // more may be hidden, as the search does not look around so long a ring.
  constexpr int size = 300;
  cx::breakdown<cx::tally, int, int> by{cx::tally{cx::zero_to_ten}};
  for (int row = 0; row < size; ++row) {
    by[{row, row}].record(9, 3);
    by[{row, (row + 1) % size}].record(9, 4);
    by[{row, (row + 2) % size}].record(9, 50);
  }
  cx::table table = cx::make_table(cx::nps, by, {"row", "column"});
  cx::suppress_small_bases(table);
  const auto hidden = std::count_if(table.rows.begin(), table.rows.end(),
                                    [](const cx::table_row& row) { return row.suppressed; });
  CHECK(hidden >= 2 * size);
  CHECK(hidden < 2 * size + 30);
}

TEST_CASE("a curve ends before so few are left that they could be told apart", "[suppression]") {
  cx::lifetimes of;
  for (std::int64_t day = 1; day <= 20; ++day) of.record_left(day);
  cx::table table = cx::make_table(of);
  cx::suppress_small_bases(table, 5);
  for (const cx::table_row& row : table.rows) {
    const std::int64_t day = std::get<std::int64_t>(row.key[0]);
    CHECK(row.suppressed == (day > 15));
    CHECK((row.counts[0] == 0) == row.suppressed);
  }
}

namespace {

std::size_t place_of(const cx::table& table, meaning which) {
  return table.find(which)->place;
}

bool withholds(const cx::table& table, const cx::table_row& row, meaning which) {
  return std::count(row.withheld.begin(), row.withheld.end(), place_of(table, which)) != 0;
}

// Nobody comes. 67 of 70 leave on the first of March, and 3 on the first of April are 2 at its end.
cx::table leaving(cx::churn_definition definition) {
  const cx::period january = cx::month_of(2024y / 1 / 1);
  const cx::period march = cx::next(cx::next(january));
  const std::vector<cx::customer_flow> flows{
      {january, {.at_start = 90, .churned = 10, .customer_days = 80 * 31}},
      {cx::next(january), {.at_start = 80, .churned = 10, .customer_days = 70 * 29}},
      {march, {.at_start = 70, .churned = 67, .customer_days = 3 * 31}},
      {cx::next(march), {.at_start = 3, .churned = 1, .customer_days = 2 * 30}}};
  std::uint64_t days = 0;
  for (const cx::customer_flow& flow : flows) days += flow.customer_days();
  const cx::customer_flow whole{{january.first(), flows.back().period().last()},
                                {.at_start = 90, .churned = 88, .customer_days = days}};
  return cx::make_table(flows, {.definitions = {definition}, .whole = whole});
}

}  // namespace

TEST_CASE("customer days do not tell that a hidden base is small", "[suppression]") {
  const cx::table open = leaving(cx::churn_definition::start_cohort);
  cx::table table = open;
  cx::suppress_small_bases(table);
  CHECK(hidden_months(table) == "03 04 ");
  CHECK_FALSE(table.total->suppressed);
  // Whoever is there on the first of April was there all March, and two were there all April.
  const auto most_on_the_first_of_april = [](const cx::table& read, const cx::table& of) {
    const std::size_t days = place_of(of, meaning::customer_days);
    if (withholds(read, *read.total, meaning::customer_days)) return std::uint64_t{70};
    return (of.total->counts[days] - of.rows[0].counts[days] - of.rows[1].counts[days] - 2 * 30) / 31;
  };
  CHECK(most_on_the_first_of_april(open, open) == 3);
  CHECK(most_on_the_first_of_april(table, open) >= 5);
  CHECK(table.rows[0].withheld.empty());
  CHECK(table.rows[0].counts[place_of(table, meaning::customer_days)] == 80 * 31);
}

TEST_CASE("customer days of all tell of hidden ones where several definitions have no total, too",
          "[suppression]") {
  const cx::period january = cx::month_of(2024y / 1 / 1);
  cx::breakdown<cx::customer_ledger, std::string> by{cx::customer_ledger{{january}}};
  for (const auto& [plan, customers] : {std::pair{"a", 30}, std::pair{"b", 20}, std::pair{"c", 3}}) {
    for (int i = 0; i < customers; ++i) by[plan].record(cx::spell{2023y / 11 / 1, std::nullopt});
  }
  using definition = cx::churn_definition;
  cx::table table =
      cx::make_table(by, {"plan"}, {.definitions = {definition::start_cohort, definition::at_risk}});
  REQUIRE_FALSE(table.total);
  cx::suppress_small_bases(table);
  const cx::table& months = table.margins.front();
  for (const cx::table_row& row : months.rows) {
    CHECK_FALSE(row.suppressed);
    CHECK(withholds(months, row, meaning::customer_days));
  }
}

TEST_CASE("a rate per customer-day does not tell the days of hidden rows either", "[suppression]") {
  cx::table table = leaving(cx::churn_definition::customer_day);
  cx::suppress_small_bases(table);
  CHECK(hidden_months(table) == "03 04 ");
  CHECK(table.total->suppressed);
  CHECK_FALSE(table.rows[0].suppressed);
}

TEST_CASE("how many did not answer is told only where nobody hidden can be among them", "[suppression]") {
  cx::breakdown<cx::tally, std::string> by_a{cx::tally{cx::zero_to_ten}};
  cx::breakdown<cx::tally, std::string> by_b{cx::tally{cx::zero_to_ten}};
  for (const auto& [name, answers, missing] :
       {std::tuple{"x", 3, 1}, std::tuple{"y", 50, 2}, std::tuple{"z", 9, 0}}) {
    cx::tally cell{cx::zero_to_ten};
    cell.record(9, static_cast<std::uint64_t>(answers));
    for (int i = 0; i < missing; ++i) cell.record_missing();
    by_b[name] += cell;
  }
  for (const char* name : {"k", "l"}) {
    by_a[name].record(9, 31);
    by_a[name].record_missing();
  }
  by_a["l"].record_missing();
  std::vector<cx::table> tables{cx::make_table(cx::nps, by_a, {"a"}), cx::make_table(cx::nps, by_b, {"b"})};
  cx::suppress_small_bases(tables);
  CHECK(hidden_in(tables[0]).empty());
  CHECK(hidden_in(tables[1]) == "xz");
  // Subtracted from any of these, the 2 of y would tell of x and z.
  CHECK(withholds(tables[0], tables[0].rows[0], meaning::missing));
  CHECK(withholds(tables[0], tables[0].rows[1], meaning::missing));
  CHECK(withholds(tables[1], *tables[1].total, meaning::missing));
  CHECK(withholds(tables[1], *tables[1].total, meaning::off_scale));
  CHECK_FALSE(withholds(tables[1], tables[1].rows[1], meaning::missing));
  CHECK(tables[1].rows[1].counts[place_of(tables[1], meaning::missing)] == 2);

  const auto json = cx::tests::json_reader::read(cx::to_json(tables[1]));
  CHECK(json["total"]["missing"].is == cx::tests::json::kind::null);
  CHECK(json["rows"][1]["missing"].number == 2);
  CHECK(cx::to_csv(tables[1]).find(",,,") != std::string::npos);
  CHECK(cx::to_text(tables[1]).find("counts left empty would tell of suppressed rows") != std::string::npos);
}

namespace {

// Customers of some plans, each of one, with prices of whole months.
cx::table revenue_of_plans(std::mt19937& random, const std::vector<int>& customers) {
  const auto months = cx::periods_of(cx::granularity::month, {2024y / 1 / 1, 2024y / 6 / 1});
  const auto below = [&](unsigned end) { return static_cast<int>(random() % end); };
  const cx::period whole{months.front().first(), months.back().last()};
  cx::breakdown<cx::revenue_ledger, std::string> by{cx::revenue_ledger{months}};
  cx::revenue_ledger all{months};
  cx::revenue_ledger total{{whole}};
  for (std::size_t plan = 0; plan < customers.size(); ++plan) {
    for (int i = 0; i < customers[plan]; ++i) {
      const cx::day since = months[0].first() + std::chrono::days{below(150) - 60};
      const cx::day change = since + std::chrono::days{20 + below(60)};
      std::vector<cx::subscription> paid{{cx::spell{since, change}, 1000 + 100 * below(50)}};
      if (below(4) > 0) paid.push_back({cx::spell{change}, 1000 + 100 * below(50)});
      by[std::string(1, static_cast<char>('a' + plan))].record(paid);
      all.record(paid);
      total.record(paid);
    }
  }
  cx::revenue_table_options options;
  options.whole = total.flows().front();
  return cx::make_table(by, {"plan"}, options, all.flows());
}

bool rests_on_few(const cx::table_row& row, std::uint64_t minimum) {
  return std::any_of(row.estimates.begin(), row.estimates.end(),
                     [=](const cx::estimate& each) { return each.n > 0 && each.n < minimum; });
}

// What the sums over plans and months, and the balances, are of the hidden rows, and which of them are of few customers.
struct told_money {
  equations sums;
  std::vector<bool> small;
};
told_money told_by(const cx::table& shown, const cx::table& before, std::uint64_t minimum) {
  const cx::table& shown_months = shown.margins.front();
  const cx::table& months_before = before.margins.front();
  enum { start, gained, lost, end, of_row };
  const std::size_t rows = shown.rows.size();
  const std::size_t all = rows + shown_months.rows.size();
  const auto row_at = [&](std::size_t at) -> const cx::table_row& {
    return at < rows ? shown.rows[at] : shown_months.rows[at - rows];
  };
  const auto before_at = [&](std::size_t at) -> const cx::table_row& {
    return at < rows ? before.rows[at] : months_before.rows[at - rows];
  };
  told_money told;
  for (std::size_t at = 0; at < all; ++at) {
    const std::vector<std::int64_t>& money = before_at(at).money;
    const std::int64_t movement[] = {0, money[1] + money[2] + money[3], money[4] + money[5], 0};
    // Start and end are also those of the neighbours.
    for (const std::int64_t each : movement)
      told.small.push_back(each > 0 && rests_on_few(before_at(at), minimum));
  }
  const auto add = [&](const std::vector<std::pair<std::size_t, double>>& parts) {
    std::vector<double> sum(told.small.size());
    bool any = false;
    for (const auto& [which, times] : parts) {
      if (!row_at(which / of_row).suppressed) continue;
      sum[which] += times;
      any = true;
    }
    if (any) told.sums.push_back(sum);
  };
  const std::size_t months = shown_months.rows.size();
  for (std::size_t at = 0; at < all; ++at) {
    add({{at * of_row + start, 1.0},
         {at * of_row + gained, 1.0},
         {at * of_row + lost, -1.0},
         {at * of_row + end, -1.0}});
    if (at % months + 1 < months) add({{at * of_row + end, 1.0}, {(at + 1) * of_row + start, -1.0}});
  }
  for (std::size_t month = 0; month < months; ++month) {
    for (const std::size_t figure : {start, gained, lost, end}) {
      std::vector<std::pair<std::size_t, double>> parts{{(rows + month) * of_row + figure, -1.0}};
      for (std::size_t at = month; at < rows; at += months) parts.emplace_back(at * of_row + figure, 1.0);
      add(parts);
    }
  }
  if (!shown.total->suppressed) {
    for (const std::size_t figure : {gained, lost}) {
      std::vector<std::pair<std::size_t, double>> parts;
      for (std::size_t month = 0; month < months; ++month)
        parts.emplace_back((rows + month) * of_row + figure, 1.0);
      add(parts);
    }
  }
  return told;
}

}  // namespace

TEST_CASE("no sum or balance of revenue tells what few customers pay", "[suppression]") {
  std::mt19937 random(11);
  int with_hidden = 0;
  int with_shown = 0;
  for (int table = 0; table < 60; ++table) {
    std::vector<int> customers;
    for (int plan = 0; plan < 4; ++plan)
      customers.push_back(static_cast<int>(random() % (plan == 0 ? 12 : 60)));
    const cx::table before = revenue_of_plans(random, customers);
    if (before.rows.size() < 20) continue;
    cx::table shown = before;
    cx::suppress_small_bases(shown);
    bool hidden = false;
    bool some_left = false;
    for (std::size_t at = 0; at < shown.rows.size(); ++at) {
      hidden = hidden || shown.rows[at].suppressed;
      some_left = some_left || !shown.rows[at].suppressed;
      if (rests_on_few(before.rows[at], 5)) CHECK(shown.rows[at].suppressed);
      if (shown.rows[at].suppressed) CHECK(shown.rows[at].money == std::vector<std::int64_t>(7));
    }
    with_hidden += hidden;
    with_shown += hidden && some_left;
    const told_money told = told_by(shown, before, 5);
    CAPTURE(table);
    CHECK_FALSE(tell(told.sums, told.small));
  }
  CHECK(with_hidden > 20);
  CHECK(with_shown > 20);  // and not all rows go with them
}

}  // namespace tests_of_suppression
