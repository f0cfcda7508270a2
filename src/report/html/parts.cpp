// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../chart/frame.hpp"
#include "../grid.hpp"
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "section.hpp"

#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/conversion_table.hpp>
#include <cxmetrics/report/format.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace cxmetrics::detail {
namespace {

constexpr double wide = 880;
constexpr double narrow = 358;

std::string unit_sign(unit unit) {
  return unit == unit::percent ? " %" : "";
}

std::vector<std::string> base_lines(const table_row& row, double level, int decimals) {
  if (!has_value(row)) return {std::string(missing_text(row))};
  std::vector<std::string> lines;
  if (has_interval(row)) {
    lines.push_back(fmt::format("{} interval {} to {}", level_text(level),
                                fixed(row.result().ci.low, decimals), fixed(row.result().ci.high, decimals)));
  }
  lines.push_back(fmt::format("n = {}", grouped(row.result().n)));
  return lines;
}

// "significantly better": a verdict on a change, whichever way is up.
std::string_view verdict_on(const row_comparison& change, better better) {
  if (!change.significant) return "not significant";
  return (change.found.value > 0) == (better == better::high) ? "significantly better"
                                                              : "significantly worse";
}

// ", adjusted p = 0.280,", where an adjustment made a difference.
std::string adjusted_text(const row_comparison& change, double level) {
  if (!(change.adjusted_p_value > change.found.p_value)) return "";
  return fmt::format(", adjusted {},", p_text(change.adjusted_p_value, level));
}

// The latest of the periods that are over, or nullptr.
const table_row* latest_of(const table& periods) {
  const table_row* latest = nullptr;
  for (const table_row* row : rows_of(periods)) {
    if (!period_of(*row) || is_partial(*row)) continue;
    if (latest == nullptr || *period_of(*latest) < *period_of(*row)) latest = row;
  }
  return latest;
}

std::string value_with_unit(const table_row& row) {
  if (!has_value(row)) return "n/a";
  return fixed(row.result().value, decimals_of(row.result().unit)) + unit_sign(row.result().unit);
}

// How a period differs from the one before, in signs and in words.
std::vector<std::string> change_lines(const table& periods, const table_row& last) {
  if (!has_value(last)) return {};
  const std::vector<const table_row*> rows = rows_of(periods);
  std::vector<std::string> lines;
  const period before = previous(*period_of(last));
  const bool comparable = std::any_of(rows.begin(), rows.end(), [&](const table_row* row) {
    return period_of(*row) == before && has_value(*row);
  });
  if (!comparable) {
    lines.push_back(fmt::format("nothing in {} to compare with", to_string(before)));
  } else if (const row_comparison* change = comparison_of(periods, last, column_meaning::change)) {
    const double value = change->found.value;
    lines.push_back(fmt::format("{} {}{} against {}, {}",
                                value > 0   ? "▲"
                                : value < 0 ? "▼"
                                            : "=",
                                change->found, adjusted_text(*change, periods.level), to_string(before),
                                verdict_on(*change, periods.better)));
  }
  return lines;
}

// The latest period that is over, and how it differs from the one before.
std::vector<std::string> latest_lines(const table& periods) {
  const table_row* last = latest_of(periods);
  if (last == nullptr) return {};
  const std::string when = key_text(periods, *last);
  if (!has_value(*last)) return {fmt::format("{}: {}", when, missing_text(*last))};
  std::vector<std::string> lines{when + ": " + value_with_unit(*last)};
  const std::vector<std::string> change = change_lines(periods, *last);
  lines.insert(lines.end(), change.begin(), change.end());
  return lines;
}

// A figure that heads a card.
std::string headline(const table& table, const table_row& row) {
  std::string text =
      fmt::format("<p class=\"value\"><data value=\"{}\">{}</data></p>\n",
                  row.suppressed ? "null" : shortest(row.result().value), value_with_unit(row));
  if (table.weighted) text += "<p>weighted</p>\n";
  for (const std::string& line : base_lines(row, table.level, decimals_of(table.unit))) {
    text += fmt::format("<p>{}</p>\n", xml_escaped(line));
  }
  return text;
}

std::string change_text(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += fmt::format("<p class=\"change\">{}</p>\n", xml_escaped(line));
  return text;
}

// Customers have the latest period: a rate over all of the time is another one, of other customers.
std::string latest_headline(const table& periods) {
  const table_row* last = latest_of(periods);
  if (last == nullptr) return "<p>no period is over</p>\n";
  return fmt::format("<p>{}</p>\n", xml_escaped(key_text(periods, *last))) + headline(periods, *last) +
         change_text(change_lines(periods, *last));
}

// The rows of each definition by themselves.
std::vector<table> by_definition(const table& all) {
  std::vector<table> result;
  for (const table_row& row : all.rows) {
    const std::string definition = definition_of(all, row);
    const auto known = std::find_if(result.begin(), result.end(), [&](const table& each) {
      return definition_of(each, each.rows.front()) == definition;
    });
    if (known != result.end()) {
      known->rows.push_back(row);
      continue;
    }
    table& own = result.emplace_back(all);
    own.rows = {row};
  }
  return result;
}

// A picture for wide pages and one for telephones, of which one is shown, and its figures.
template <class Chart>
std::string figure(const table& table, const std::string& id, Chart chart) {
  return fmt::format(
      "<figure>\n<div class=\"wide\" tabindex=\"0\">\n{}</div>\n<div class=\"narrow\" "
      "tabindex=\"0\">\n{}</div>\n"
      "{}<details><summary>Figures</summary>\n{}</details>\n</figure>\n",
      chart(table, chart_options{wide, false, id + "-wide"}),
      chart(table, chart_options{narrow, false, id + "-narrow"}),
      table.groups_left_out == 0
          ? ""
          : fmt::format("<p class=\"note\">{}</p>\n", xml_escaped(left_out_note(table))),
      figures(table));
}

std::string row_of_figures(const std::vector<std::string>& cells, const grid& grid, bool is_total) {
  std::string text = is_total ? "<tr class=\"total\">" : "<tr>";
  for (std::size_t index = 0; index < cells.size(); ++index) {
    text +=
        fmt::format("<td{}>{}</td>", grid.columns[index].is_number ? " class=\"number\"" : " dir=\"auto\"",
                    xml_escaped(cells[index]));
  }
  return text + "</tr>\n";
}

bool is_of_steps(const table& table) {
  return table.find(column_meaning::reached) != nullptr;
}

// How the rows of one key are drawn.
auto chart_by_group(const table& table) -> std::string (*)(const cxmetrics::table&, const chart_options&) {
  if (is_of_steps(table)) return funnel_chart;
  if (table.find(column_meaning::correlation) != nullptr) return drivers_chart;
  if (table.find(column_meaning::impact) != nullptr) return impact_chart;
  return segments_chart;
}

// How long customers stay, where the metric itself is a curve.
std::string headline_of_stays(const table& table) {
  if (table.total || table.related.empty() || table.related.front().rows.size() != 1) return "";
  const cxmetrics::table& stays = table.related.front();
  const estimate& shown = stays.rows.front().result();
  return fmt::format("<p class=\"value\">{}</p>\n<p>{}</p>\n",
                     std::isfinite(shown.value) ? fixed(shown.value, decimals_of(shown.unit))
                                                : std::string(name_of_infinity(shown.unit)),
                     xml_escaped(stays.title));
}

// How many of those at the first step of a funnel came to the last, where there is one funnel.
std::string headline_of_steps(const table& table) {
  if (table.total || !is_of_steps(table) || key_columns(table).size() != 1) return "";
  const cxmetrics::table conversion = conversion_table(table);
  if (!conversion.total) return "";
  return headline(conversion, *conversion.total) + fmt::format("<p>{}</p>\n", xml_escaped(conversion.title));
}

// What the figures are by, where none speaks for all.
std::string keys_alone(const table& table) {
  std::string text;
  for (const table_column* key : key_columns(table)) text += (text.empty() ? "by " : ", ") + key->title;
  return text.empty() ? "" : fmt::format("<p>{}</p>\n", xml_escaped(text));
}

}  // namespace

std::string card(const section& section) {
  std::string text;
  const auto has = [&](column_meaning meaning) { return section.by_period->find(meaning) != nullptr; };
  if (section.by_period && (has(column_meaning::at_start) || has(column_meaning::end))) {
    text += latest_headline(*section.by_period);
  } else {
    if (section.whole.total) text += headline(section.whole, *section.whole.total);
    if (section.by_period) text += change_text(latest_lines(*section.by_period));
    text += headline_of_steps(section.whole);
    text += headline_of_stays(section.whole);
  }
  return fmt::format("<article class=\"card\">\n<h3><a href=\"#{}\">{}</a></h3>\n{}</article>\n", section.id,
                     xml_escaped(section.name), text.empty() ? keys_alone(section.whole) : text);
}

std::string figures(const table& table) {
  const grid grid = grid_of(table);
  std::string text =
      fmt::format("<div class=\"scroll\" tabindex=\"0\"><table>\n<caption>{}</caption>\n<thead><tr>",
                  xml_escaped(title_of(table)));
  for (const grid::column& column : grid.columns) {
    text += fmt::format("<th scope=\"col\"{}>{}</th>", column.is_number ? " class=\"number\"" : "",
                        xml_escaped(column.name));
  }
  text += "</tr></thead>\n<tbody>\n";
  const bool has_total = table.total.has_value() || is_triangle(table);
  for (std::size_t line = 0; line < grid.lines; ++line) {
    std::vector<std::string> cells;
    for (const grid::column& column : grid.columns) cells.push_back(column.cells[line]);
    text += row_of_figures(cells, grid, has_total && line + 1 == grid.lines);
  }
  text += "</tbody>\n</table></div>\n";
  for (const std::string& note : notes_of(table))
    text += fmt::format("<p class=\"note\">{}</p>\n", xml_escaped(note));
  return text;
}

std::string charts(const section& section) {
  std::string text = fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", section.id, xml_escaped(section.name));
  int number = 0;
  const auto add = [&](const table& table, auto chart) {
    text += figure(table, fmt::format("{}-{}", section.id, ++number), chart);
  };
  if (!section.whole.scores.empty() && section.whole.total) add(section.whole, distribution_chart);
  const bool of_revenue = section.whole.find(column_meaning::start) != nullptr;
  if (of_revenue) add(section.by_period ? *section.by_period : section.whole, waterfall_chart);
  if (section.by_period && of_revenue) add(*section.by_period, revenue_chart);
  if (section.by_period) {
    for (const table& each : by_definition(*section.by_period)) add(each, trend_chart);
    if (section.by_period->find(column_meaning::at_end) != nullptr) add(*section.by_period, flow_chart);
  }
  for (const table& table : section.by_group) {
    for (const cxmetrics::table& each : by_definition(table)) add(each, chart_by_group(each));
    if (table.find(column_meaning::importance) != nullptr) add(table, quadrant_chart);
    if (!table.scores.empty()) add(table, shares_chart);
  }
  for (const table& table : section.by_several) {
    for (const cxmetrics::table& each : by_definition(table)) {
      if (is_of_steps(each)) {
        add(each, funnel_chart);
        continue;
      }
      const bool stacked = each.find(column_meaning::reason) != nullptr && key_columns(each).size() == 2;
      stacked ? add(each, reasons_chart) : add(each, heatmap_chart);
    }
  }
  for (const table& table : section.by_age) add(table, curve_chart);
  for (const table& table : section.whole.related)
    text += "<div class=\"paper\">\n" + figures(table) + "</div>\n";
  return text + "</section>\n";
}

std::string definition(const section& section) {
  const table& table = section.whole;
  std::string text = table.formula;
  if (!table.scores.empty()) {
    text += fmt::format("; scale {} to {}", table.scores.front().score, table.scores.back().score);
  }
  if (table.find(column_meaning::correlation) == nullptr)
    text += table.better == better::high ? "; high is good" : "; low is good";
  const std::string measure = measure_of(table);
  if (!measure.empty()) text += "; " + measure;
  return fmt::format("<dt>{}</dt><dd>{}.</dd>\n", xml_escaped(section.name), xml_escaped(text));
}

}  // namespace cxmetrics::detail
