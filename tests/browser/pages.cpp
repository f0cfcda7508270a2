// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Writes the pages that the browser is shown, into the folder named: ordinary ones with their figures as JSON, and
// ones of hostile, many, few and no names.
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/flow_table.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/write_file.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

using breakdown = cx::breakdown<cx::tally, std::string, cx::period>;

// The same numbers on every machine (Lehmer 1951, with the multiplier of Park, Miller and Stockmeyer 1993).
class dice {
 public:
  std::uint64_t below(std::uint64_t end) {
    state_ = state_ * 48271 % 2147483647;
    return state_ % end;
  }

 private:
  std::uint64_t state_ = 20240305;
};

std::vector<cx::period> months(int count) {
  std::vector<cx::period> result{cx::month_of(cx::day{2023y / 7 / 1})};
  while (std::ssize(result) < count) result.push_back(cx::next(result.back()));
  return result;
}

// Answers that lean to the good end, most in the first groups; nothing in the third month, little in the sixth.
breakdown answers(const cx::metric& metric, const std::vector<std::string>& names, int count) {
  breakdown by{cx::tally{metric.scale()}};
  dice dice;
  std::uint64_t place = 0;
  for (const std::string& name : names) {
    ++place;
    int number = 0;
    for (const cx::period& month : months(count)) {
      ++number;
      if (number == 3) continue;
      const std::uint64_t many = number == 6 ? 3 : 20 + dice.below(120) / place;
      cx::tally& cell = by[{name, month}];
      const auto points = static_cast<std::uint64_t>(metric.scale().points());
      for (std::uint64_t k = 0; k < many; ++k) {
        const std::uint64_t best_of_two = std::max(dice.below(points), dice.below(points));
        cell.record(metric.scale().low() + static_cast<int>(best_of_two));
      }
      cell.record_missing(dice.below(6));
      cell.record_off_scale(dice.below(2));
    }
  }
  return by;
}

std::vector<cx::table> tables_of(const cx::metric& metric, const std::vector<std::string>& names, int count,
                                 const std::string& column) {
  const breakdown by = answers(metric, names, count);
  std::vector<cx::table> tables{cx::make_table(metric, by, {column, "period"}),
                                cx::make_table(metric, by.rollup<1>(), {"period"}),
                                cx::make_table(metric, by.rollup<0>(), {column})};
  for (cx::table& table : tables) cx::mark_significance(table);
  return tables;
}

cx::table churn() {
  std::vector<cx::customer_flow> flows;
  dice dice;
  std::uint64_t at_start = 400;
  for (const cx::period& month : months(18)) {
    const std::uint64_t churned = 5 + dice.below(25);
    const cx::flow_counters counters{.at_start = at_start,
                                     .acquired = 20 + dice.below(40),
                                     .reactivated = 3 + dice.below(6),
                                     .churned = churned,
                                     .churned_new = dice.below(4),
                                     .returned = dice.below(3)};
    flows.emplace_back(month, counters);
    at_start = flows.back().at_end();
  }
  return cx::make_table(flows);
}

const std::vector<std::string> hostile{"<script>window.hacked = 1</script>",
                                       "\" onload=\"window.hacked = 1",
                                       "' onclick='window.hacked = 1",
                                       "]]>",
                                       "</style><script>window.hacked = 1</script>",
                                       "</title></svg></table><img src=x onerror=\"window.hacked = 1\">",
                                       "--> <!-- ",
                                       "&lt;b&gt; &amp;amp;",
                                       "javascript:window.hacked=1",
                                       "\x1b[31mred\x07",
                                       "two\r\nlines",
                                       "Z\xFCrich",
                                       "\u202Eright to left, forced",
                                       "שלום עולם, אנו מודדים שביעות רצון",
                                       "مرحبا بالعالم",
                                       "お客様満足度調査の結果についてのとても長い名前",
                                       "a name of three hundred characters " + std::string(265, 'W'),
                                       std::string(300, 'i'),
                                       "",
                                       " ",
                                       "=1+1"};

void write_page(const std::string& folder, const std::string& name, const std::vector<cx::table>& tables,
                const std::string& title) {
  cx::accounting rows;
  for (const cx::table& table : tables) {
    if (table.accounting) rows = *table.accounting;
  }
  cx::write_file(folder + "/" + name + ".html", cx::to_html(tables, {.title = title}));
  cx::write_file(folder + "/" + name + ".json", cx::to_json(tables, rows));
}

std::vector<cx::table> ordinary() {
  std::vector<cx::table> tables;
  for (const cx::metric& metric : {cx::nps, cx::csat, cx::ces}) {
    for (cx::table& table : tables_of(metric, {"consumer", "small business", "enterprise"}, 18, "segment")) {
      tables.push_back(std::move(table));
    }
  }
  tables.push_back(churn());
  tables.back().accounting.emplace();
  tables.back().accounting->answered = 8123;
  tables.back().accounting->missing = 240;
  tables.back().accounting->reject({17, "score", "eleven", "not a whole number"});
  return tables;
}

std::vector<cx::table> suppressed() {
  std::vector<cx::table> tables =
      tables_of(cx::nps, {"consumer", "small business", "enterprise"}, 12, "segment");
  for (cx::table& table : tables) cx::suppress_small_bases(table, 10);
  return tables;
}

void write_charts(const std::string& folder) {
  const std::vector<cx::table> nps = tables_of(cx::nps, hostile, 18, "segment");
  for (const double width : {360.0, 880.0}) {
    const std::string end = width < 500 ? "-narrow.svg" : "-wide.svg";
    const cx::chart_options options{.width = width};
    cx::write_file(folder + "/trend" + end, cx::trend_chart(nps[1], options));
    cx::write_file(folder + "/distribution" + end, cx::distribution_chart(nps[1], options));
    cx::write_file(folder + "/shares" + end, cx::shares_chart(nps[2], options));
    cx::write_file(folder + "/segments" + end, cx::segments_chart(nps[2], options));
    cx::write_file(folder + "/heatmap" + end, cx::heatmap_chart(nps[0], options));
    cx::write_file(folder + "/flow" + end, cx::flow_chart(churn(), options));
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const std::string folder = words[1];
  std::vector<std::string> many;
  for (int index = 0; index < 200; ++index) many.push_back("segment number " + std::to_string(index));

  write_page(folder, "ordinary", ordinary(), "Customer experience report");
  write_page(folder, "hostile", tables_of(cx::nps, hostile, 18, hostile[0]), hostile[5]);
  write_page(folder, "suppressed", suppressed(), "Few answers");
  write_page(folder, "many", tables_of(cx::nps, many, 4, "segment"), "Many segments");
  write_page(folder, "one", tables_of(cx::csat, {"alone"}, 1, "segment"), "One segment");
  write_page(folder, "long", tables_of(cx::nps, {"alone"}, 120, "segment"), "Ten years");
  write_page(folder, "no-rows", tables_of(cx::nps, {}, 1, "segment"), "No rows");
  write_page(folder, "nothing", {}, "Nothing");
  write_charts(folder);
}
