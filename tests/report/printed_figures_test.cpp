// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../../src/report/printed_figures.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tests_of_printed_figures {

namespace {

using cxmetrics::detail::printed_figures;

constexpr std::uint64_t minimum = 5;

// The answers of the cells of a table of several keys, by score, and the report of that table and its margins: each
// key alone, two together, and so on, and the total. A "" in a key stands for all.
class report {
 public:
  using key = std::vector<std::string>;
  using answers = std::vector<std::uint64_t>;  // by score

  explicit report(const std::map<key, answers>& cells, bool with_margins = true) : cells_(cells) {
    const std::size_t keys = cells.begin()->first.size();
    for (const auto& [full, counts] : cells) {
      for (std::size_t kept = 0; kept < std::size_t{1} << keys; ++kept) {
        key part = full;
        for (std::size_t at = 0; at < keys; ++at) {
          if ((kept >> at & 1) == 0) part[at].clear();
        }
        answers& all = all_[part];
        all.resize(counts.size());
        std::transform(counts.begin(), counts.end(), all.begin(), all.begin(), std::plus<>{});
      }
    }
    for (const auto& [name, counts] : all_) {
      const bool printed = with_margins || is_cell(name) || name == key(keys);
      const std::uint64_t n = people(counts);
      std::vector<printed_figures::row> rows;
      if (printed) rows.push_back(row_of_[name] = figures_.add_row(n));
      for (const std::uint64_t count : counts) score_[name].push_back(figures_.add_figure(count, rows));
      people_[name] = figures_.add_figure(n, rows, printed ? 1 : 0);
      figures_.add_sum(people_[name], score_[name]);
      if (printed && n > 0 && n < minimum) figures_.hide(rows[0]);
    }
    for (const auto& [name, counts] : all_) {
      for (std::size_t at = 0; at < keys; ++at) {
        if (!name[at].empty()) continue;
        for (std::size_t score = 0; score < counts.size(); ++score) {
          std::vector<printed_figures::figure> parts;
          for (const auto& [other, unused] : all_) {
            key shortened = other;
            shortened[at].clear();
            if (!other[at].empty() && shortened == name) parts.push_back(score_[other][score]);
          }
          figures_.add_sum(score_[name][score], parts);
        }
      }
    }
  }

  void protect() {
    for (const auto& [name, counts] : all_) {
      if (people(counts) > 0 && people(counts) < minimum) figures_.protect(people_[name], minimum);
    }
  }

  bool hidden(const key& name) const {
    const auto row = row_of_.find(name);
    return row == row_of_.end() ? people(all_.at(name)) > 0 : figures_.hidden(row->second);
  }
  std::size_t rows_hidden() const {
    return static_cast<std::size_t>(std::count_if(
        row_of_.begin(), row_of_.end(), [this](const auto& row) { return figures_.hidden(row.second); }));
  }

  // The small cells and margins of which a reader can tell that they are small, by trying all tables there can be.
  std::vector<key> given_away() const {
    std::vector<key> found;
    for (const auto& [name, counts] : all_) {
      if (people(counts) > 0 && people(counts) < minimum && !can_be_large(name)) found.push_back(name);
    }
    return found;
  }

 private:
  static std::uint64_t people(const answers& counts) {
    std::uint64_t all = 0;
    for (const std::uint64_t count : counts) all += count;
    return all;
  }
  static bool is_cell(const key& name) { return std::count(name.begin(), name.end(), "") == 0; }
  static bool in(const key& cell, const key& margin) {
    for (std::size_t at = 0; at < cell.size(); ++at) {
      if (!margin[at].empty() && margin[at] != cell[at]) return false;
    }
    return true;
  }

  // The hidden counts of cells, those of the target first, and the sums known of them.
  struct puzzle {
    struct count {
      std::size_t cell;
      std::size_t score;
    };
    struct sum {
      std::uint64_t left;  // of the total, less what is shown and what is tried
      std::size_t open;    // counts not tried yet
    };
    std::vector<key> cells;
    std::vector<std::uint64_t> tried;  // people of each cell
    std::vector<count> counts;
    std::vector<std::vector<std::size_t>> sums_of;
    std::vector<sum> sums;
    std::size_t of_target = 0;
    std::uint64_t shown_in_target = 0;

    void take(std::size_t at, std::uint64_t value) {
      tried[counts[at].cell] += value;
      for (const std::size_t sum : sums_of[at]) {
        sums[sum].left -= value;
        --sums[sum].open;
      }
    }
    void put_back(std::size_t at, std::uint64_t value) {
      tried[counts[at].cell] -= value;
      for (const std::size_t sum : sums_of[at]) {
        sums[sum].left += value;
        ++sums[sum].open;
      }
    }
    bool has_large_target(std::size_t at = 0, std::uint64_t people = 0) {
      if (at == of_target && shown_in_target + people < minimum) return false;
      const bool cell_is_done = at > 0 && (at == counts.size() || counts[at].cell != counts[at - 1].cell);
      if (cell_is_done && tried[counts[at - 1].cell] == 0) return false;
      if (at == counts.size()) return true;
      std::uint64_t least = 0;
      std::uint64_t most = sums_of[at].empty() ? minimum : sums[sums_of[at][0]].left;
      for (const std::size_t sum : sums_of[at]) {
        most = std::min(most, sums[sum].left);
        if (sums[sum].open == 1) least = std::max(least, sums[sum].left);
      }
      for (std::uint64_t value = most + 1; value-- > least;) {
        take(at, value);
        const bool found = has_large_target(at + 1, people + value);
        put_back(at, value);
        if (found) return true;
      }
      return false;
    }
  };

  bool can_be_large(const key& target) const {
    puzzle solved;
    const std::size_t scores = cells_.begin()->second.size();
    for (const bool of_target : {true, false}) {
      for (const auto& [name, counts] : cells_) {
        if (in(name, target) != of_target) continue;
        if (!hidden(name)) {
          if (of_target) solved.shown_in_target += people(counts);
          continue;
        }
        for (std::size_t score = 0; score < scores; ++score) {
          solved.counts.push_back({solved.cells.size(), score});
        }
        solved.cells.push_back(name);
      }
      if (of_target) solved.of_target = solved.counts.size();
    }
    solved.tried.resize(solved.cells.size());
    solved.sums_of.resize(solved.counts.size());
    for (const auto& [name, counts] : all_) {
      if (is_cell(name) || hidden(name)) continue;
      for (std::size_t score = 0; score < scores; ++score) {
        puzzle::sum sum{counts[score], 0};
        for (const auto& [cell, shown] : cells_) {
          if (in(cell, name) && !hidden(cell)) sum.left -= shown[score];
        }
        for (std::size_t at = 0; at < solved.counts.size(); ++at) {
          if (solved.counts[at].score != score || !in(solved.cells[solved.counts[at].cell], name)) continue;
          solved.sums_of[at].push_back(solved.sums.size());
          ++sum.open;
        }
        solved.sums.push_back(sum);
      }
    }
    return solved.has_large_target();
  }

  std::map<key, answers> cells_;
  std::map<key, answers> all_;
  std::map<key, printed_figures::row> row_of_;
  std::map<key, std::vector<printed_figures::figure>> score_;
  std::map<key, printed_figures::figure> people_;
  printed_figures figures_;
};

report::answers random_answers(std::mt19937& random, std::size_t scores, std::uint64_t below) {
  report::answers counts;
  for (std::size_t score = 0; score < scores; ++score) counts.push_back(random() % below);
  return counts;
}

}  // namespace

TEST_CASE("the next smallest row hides a small one that the total would give away", "[suppression]") {
  report made({{{"a"}, {3}}, {{"b"}, {50}}, {{"c"}, {9}}});
  CHECK(made.given_away() == std::vector<report::key>{{"a"}});
  made.protect();
  CHECK(made.given_away().empty());
  CHECK(made.hidden({"c"}));
  CHECK_FALSE(made.hidden({"b"}));
  CHECK_FALSE(made.hidden({""}));
}

TEST_CASE("a hidden row holds somebody, so two that add up to the smallest base do not hide each other",
          "[suppression]") {
  report made({{{"a"}, {1}}, {{"b"}, {4}}, {{"c"}, {60}}});
  CHECK(made.given_away().size() == 2);
  made.protect();
  CHECK(made.given_away().empty());
  CHECK(made.hidden({"c"}));
}

TEST_CASE("single answers that three tables of one file give away together are hidden", "[suppression]") {
  // By one key, by the other, by both. Each line hides two cells, yet those of (1, x) and (2, x) add up to 2.
  report made({{{"1", "x"}, {1}},
               {{"1", "y"}, {4}},
               {{"1", "z"}, {20}},
               {{"2", "x"}, {1}},
               {{"2", "y"}, {2}},
               {{"2", "z"}, {30}},
               {{"3", "x"}, {0}},
               {{"3", "y"}, {12}},
               {{"3", "z"}, {25}}});
  CHECK_FALSE(made.given_away().empty());
  made.protect();
  CHECK(made.given_away().empty());
}

TEST_CASE("no figures of a report tell that a hidden base is small, tried on all tables there can be",
          "[suppression]") {
  std::mt19937 random(3);
  std::size_t given_away = 0;
  for (int repetition = 0; repetition < 150; ++repetition) {
    std::map<report::key, report::answers> cells;
    for (const char* row : {"1", "2", "3"}) {
      for (const char* column : {"x", "y", "z"}) cells[{row, column}] = random_answers(random, 1, 9);
    }
    report made(cells, repetition % 4 != 0);
    given_away += made.given_away().size();
    made.protect();
    CHECK(made.given_away().empty());
  }
  CHECK(given_away > 100);
}

TEST_CASE("the counts of every score do not tell either that a hidden base is small", "[suppression]") {
  std::mt19937 random(4);
  std::size_t given_away = 0;
  for (int repetition = 0; repetition < 60; ++repetition) {
    std::map<report::key, report::answers> cells;
    for (const char* row : {"1", "2"}) {
      for (const char* column : {"x", "y", "z"}) cells[{row, column}] = random_answers(random, 2, 5);
    }
    report made(cells);
    given_away += made.given_away().size();
    made.protect();
    CHECK(made.given_away().empty());
  }
  CHECK(given_away > 30);
}

TEST_CASE("tables of three keys, of two and of one hide small bases together", "[suppression]") {
  std::mt19937 random(5);
  std::size_t given_away = 0;
  for (int repetition = 0; repetition < 60; ++repetition) {
    std::map<report::key, report::answers> cells;
    for (const char* one : {"1", "2"}) {
      for (const char* other : {"k", "l"}) {
        for (const char* third : {"x", "y"}) cells[{one, other, third}] = random_answers(random, 1, 9);
      }
    }
    report made(cells);
    given_away += made.given_away().size();
    made.protect();
    CHECK(made.given_away().empty());
  }
  CHECK(given_away > 40);
}

TEST_CASE("a report without small bases hides nothing", "[suppression]") {
  report made({{{"1", "x"}, {5, 0}}, {{"1", "y"}, {3, 40}}, {{"2", "x"}, {0, 0}}, {{"2", "y"}, {6, 6}}});
  made.protect();
  CHECK(made.rows_hidden() == 0);
}

TEST_CASE("what ties to the next figure and to nothing else is hidden with it", "[suppression]") {
  // Of customers, the end of one period is the start of the next: 3 is told by the row before.
  printed_figures figures;
  const auto march = figures.add_row(40);
  const auto april = figures.add_row(3);
  const auto left = figures.add_figure(37, {march});
  const auto stayed = figures.add_figure(3, {march});
  const auto start_of_april = figures.add_figure(3, {march, april}, 1);
  figures.add_sum(figures.add_figure(40, {march}, 1), {left, stayed});
  figures.add_sum(start_of_april, {stayed});
  figures.hide(april);
  figures.protect(start_of_april, minimum);
  CHECK(figures.hidden(march));
}

TEST_CASE("a long table hides as many rows as it takes, and few more", "[suppression]") {
  std::map<report::key, report::answers> cells;
  for (int row = 0; row < 2000; ++row) {
    cells[{std::to_string(row)}] = {static_cast<std::uint64_t>(row % 40 == 0 ? 2 : 20 + row % 7)};
  }
  report made(cells);
  made.protect();
  CHECK(made.rows_hidden() == 50);
}

}  // namespace tests_of_printed_figures
