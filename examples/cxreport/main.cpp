// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "cures.hpp"
#include "description.hpp"
#include "options.hpp"
#include "reports.hpp"

#include <cxmetrics/input/row_header.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/lost_rows.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/report/text_style.hpp>
#include <cxmetrics/report/visible.hpp>
#include <cxmetrics/report/wrapped.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace cxreport {

namespace {

reports report_of(const options& asked) {
  if (asked.metric == "funnel") return funnel_report(asked);
  if (asked.metric == "stages") return stage_report(asked);
  if (asked.metric == "index") return index_report(asked);
  if (asked.metric == "gap") return gap_report(asked);
  if (asked.metric == "response") return response_report(asked);
  if (!asked.drivers.empty()) return driver_report(asked);
  if (!asked.touchpoints.empty()) return touchpoint_report(asked);
  if (asked.metric == "revenue") return revenue_report(asked);
  if (asked.metric == "lifetime-value") return value_report(asked);
  if (!asked.churned.empty()) return flag_report(asked);
  if (asked.is_of_customers()) return asked.needs_histories() ? history_report(asked) : churn_report(asked);
  return asked.questions.empty() ? survey_report(asked) : question_report(asked);
}

bool has_keys(const cxmetrics::table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const cxmetrics::table_column& column) { return column.is_key(); });
}

// The pooled curve of a triangle.
const cxmetrics::table& curve_of(const cxmetrics::table& table) {
  const bool triangle = table.find(cxmetrics::column_meaning::cohort) != nullptr && !table.margins.empty();
  return triangle ? table.margins.front() : table;
}

std::string drawn(const cxmetrics::table& table, const std::string& chart) {
  if (chart != "distribution" && !has_keys(table)) {
    throw usage_error(fmt::format("--chart {} needs --by, or --time and --period", chart));
  }
  if (chart == "funnel") return funnel_chart(table);
  if (chart == "trend") return trend_chart(table);
  if (chart == "distribution") return distribution_chart(table);
  if (chart == "shares") return shares_chart(table);
  if (chart == "segments") return segments_chart(table);
  if (chart == "curve") return curve_chart(curve_of(table));
  if (chart == "movements") return revenue_chart(table);
  if (chart == "waterfall") return waterfall_chart(table);
  if (chart == "drivers") return drivers_chart(table);
  if (chart == "impact") return impact_chart(table);
  if (chart == "quadrant") return quadrant_chart(table);
  if (chart == "reasons") return reasons_chart(table);
  return chart == "heatmap" ? heatmap_chart(table) : flow_chart(table);
}

cxmetrics::text_style style_of(const options& asked) {
  cxmetrics::text_style style;
  if (asked.output.empty()) style = cxmetrics::text_style_for(stdout);
  if (asked.ascii) style.unicode = false;
  if (asked.width) style.width = *asked.width;
  return style;
}

// Puts all tables but the first, and what is related to them, below the first.
void gather_related(std::vector<cxmetrics::table>& tables) {
  for (std::size_t at = 1; at < tables.size(); ++at) {
    const std::vector<cxmetrics::table> own = std::move(tables[at].related);
    tables[at].related.clear();
    tables.front().related.push_back(std::move(tables[at]));
    tables.front().related.insert(tables.front().related.end(), own.begin(), own.end());
  }
  tables.resize(1);
}

// Several tables follow on one another; what became of the rows comes last.
std::string rendered(reports& made, const options& asked) {
  const std::string& format = asked.format;
  if (format == "json" && !made.several) gather_related(made.tables);
  if (format == "json" && made.several) return to_json(made.tables, made.accounting);
  if (!made.tables.empty()) made.tables.back().accounting = made.accounting;
  if (format == "json") return to_json(made.tables.front());
  if (format == "html") return to_html(made.tables);
  if (format == "svg") {
    const bool first = made.several || asked.chart == "funnel";
    return drawn(first ? made.tables.front() : made.tables.back(), asked.chart);
  }
  const cxmetrics::text_style style = style_of(asked);
  std::string text;
  if (made.tables.empty() && format != "csv") text = to_text(made.accounting, style);
  if (made.tables.size() > 1 && format != "csv") {
    text = cxmetrics::lost_rows(made.accounting);
    if (format == "text") text = cxmetrics::wrapped(text, style.width);
    if (!text.empty()) text += '\n';
  }
  // Other formats show what is below a table by themselves.
  if (format == "csv" && (asked.metric == "funnel" || asked.is_of_sheets() || asked.looks_closer())) {
    const std::vector<cxmetrics::table> own = made.tables;
    for (const cxmetrics::table& table : own)
      made.tables.insert(made.tables.end(), table.related.begin(), table.related.end());
  }
  for (const cxmetrics::table& table : made.tables) {
    if (!text.empty()) text += '\n';
    std::string next = format == "markdown" ? to_markdown(table)
                       : format == "csv"    ? to_csv(table)
                                            : to_text(table, style);
    text = text.empty() ? std::move(next) : text + next;
  }
  return text;
}

bool too_many_rejected(const options& asked, const cxmetrics::row_counts& rows) {
  if (asked.strict) return rows.rejected > 0;
  if (!asked.max_rejects) return rows.rejected > rows.used();
  return asked.max_rejects->is_exceeded_by(rows.rejected, rows.used() + rows.rejected);
}

// Says what is wrong with so many rows, of the question whose name comes first if there are several.
bool are_in_order(const options& asked, const cxmetrics::row_counts& rows, const std::string& question) {
  const bool nothing_used = rows.answered == 0 && (rows.used() == 0 || rows.off_scale > 0);
  if (!nothing_used && !too_many_rejected(asked, rows)) return true;
  if (rows.read() == 0) {
    say("cxreport: there are no rows");
  } else if (nothing_used) {
    std::string why;
    for (const auto& [reason, count] : rows.left_out) {
      if (count > 0) why += fmt::format(", {} left out ({})", count, reason);
    }
    say(fmt::format("cxreport: {}none of {} rows could be used: {} rejected, {} off the scale{}", question,
                    rows.read(), rows.rejected, rows.off_scale, why));
  } else {
    say(fmt::format("cxreport: {}{} of {} rows were rejected", question, rows.rejected, rows.read()));
  }
  return false;
}

int exit_status(const options& asked, const cxmetrics::accounting& rows) {
  bool in_order = true;
  for (const cxmetrics::question_counts& each : rows.questions) {
    const std::string name = fmt::format("question {} ({}): ", each.question, each.metric);
    in_order = are_in_order(asked, each, name) && in_order;
    if (each.read() == 0) break;
  }
  if (rows.questions.empty()) in_order = are_in_order(asked, rows, "");
  if (in_order) return 0;
  const std::string cure = cure_of(asked, rows);
  if (!cure.empty()) say("cxreport: " + cure);
  return 1;
}

// Where a person may have given several answers, as many as are of too few people at most are too few. What is hidden together
// with others is then of enough people, too.
void hide_few_people(reports& made, std::uint64_t least) {
  const std::uint64_t most = made.most_of_one_person;
  const std::uint64_t answers = (least - 1) * most + 1;
  cxmetrics::suppress_small_bases(made.tables, answers);
  if (most == 1) return;
  const std::string remark = fmt::format(
      "as one person gave {} answers, fewer than {} may be of fewer than {} people", most, answers, least);
  for (cxmetrics::table& table : made.tables) table.remarks.push_back(remark);
}

int print(reports made, const options& asked) {
  for (cxmetrics::table& table : made.tables) mark_significance(table, asked.adjust);
  if (asked.min_base && asked.touchpoints.empty()) hide_few_people(made, *asked.min_base);
  look_closer(made, asked);  // at what is shown, so that it gives nothing away
  write(rendered(made, asked), asked.output);
  if (asked.format == "csv" || asked.format == "svg")
    say(to_text(made.accounting, {.width = 0}));  // they have no place for it
  return exit_status(asked, made.accounting);
}

int run(int count, const char* const* words) {
  const options asked = read_options(count, words);
  if (!asked.help.empty()) {
    write(asked.help, asked.output);
    return 0;
  }
  for (const std::string& input : asked.files) refuse_to_overwrite(input, asked.output);
  refuse_to_overwrite(asked.values_file, asked.output);
  if (asked.describe || asked.metric.empty()) {
    asked_file file(asked);
    if (asked.describe || (asked.may_describe && !is_long_form(file.header()))) {
      const file_description found = describe(file, asked);
      write(asked.format == "json" ? to_json(found) : to_text(found), asked.output);
      return exit_status(asked, found.rows);
    }
    return print(long_form_report(asked, file), asked);
  }
  return print(report_of(asked), asked);
}

}  // namespace
}  // namespace cxreport

int main(int count, char** words) {
  const auto failed = [](int status, const std::string& why) {
    cxreport::say("cxreport: " + why);
    return status;
  };
  cxreport::keep_standard_streams();
  try {
    return cxreport::run(count, words);
  } catch (const cxreport::usage_error& error) {
    return failed(2, error.what());
  } catch (const cxmetrics::unknown_column& error) {
    const std::string cure = cxreport::cure_of_columns(error.columns());
    return failed(
        2, cxreport::unknown("column", error.name(), error.columns()) + (cure.empty() ? "" : '\n' + cure));
  } catch (const std::invalid_argument& error) {  // a method that does not fit the metric, a small population
    return failed(2, cxmetrics::visible(error.what()));
  } catch (const std::exception& error) {
    const std::string cure = cxreport::cure_of_failure(error.what());
    return failed(3, cxmetrics::visible(error.what()) + (cure.empty() ? "" : '\n' + cure));
  }
}
