// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "options.hpp"
#include "reports.hpp"

#include <cxmetrics/input/row_header.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/report/text_style.hpp>

#include <fmt/format.h>

#include <algorithm>
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
  if (asked.metric.empty()) return long_form_report(asked);
  if (asked.metric == "churn" || asked.metric == "retention") return churn_report(asked);
  const bool designed = !asked.weight.empty() || !asked.stratum.empty() || !asked.cluster.empty();
  return designed ? design_report(asked) : survey_report(asked);
}

bool has_keys(const cxmetrics::table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const cxmetrics::table_column& column) { return column.is_key(); });
}

std::string drawn(const cxmetrics::table& table, const std::string& chart) {
  if (chart != "distribution" && !has_keys(table)) {
    throw usage_error(fmt::format("--chart {} needs --by, or --time and --period", chart));
  }
  if (chart == "trend") return trend_chart(table);
  if (chart == "distribution") return distribution_chart(table);
  if (chart == "shares") return shares_chart(table);
  if (chart == "segments") return segments_chart(table);
  return chart == "heatmap" ? heatmap_chart(table) : flow_chart(table);
}

cxmetrics::text_style style_of(const options& asked) {
  cxmetrics::text_style style;
  if (asked.output.empty()) style = cxmetrics::text_style_for(stdout);
  if (asked.ascii) style.unicode = false;
  return style;
}

// Several tables follow on one another; what became of the rows comes last.
std::string rendered(reports& made, const options& asked) {
  const std::string& format = asked.format;
  if (format == "json" && made.several) return to_json(made.tables, made.accounting);
  if (!made.tables.empty()) made.tables.back().accounting = made.accounting;
  if (format == "json") return to_json(made.tables.front());
  if (format == "html") return to_html(made.tables);
  if (format == "svg") return drawn(made.tables.front(), asked.chart);
  std::string text;
  if (made.tables.empty() && format != "csv") text = to_text(made.accounting);
  for (const cxmetrics::table& table : made.tables) {
    if (!text.empty()) text += '\n';
    text += format == "markdown" ? to_markdown(table)
            : format == "csv"    ? to_csv(table)
                                 : to_text(table, style_of(asked));
  }
  return text;
}

// What may help where rows were rejected, by the first of them.
std::string cure_of(const options& asked, const cxmetrics::accounting& accounting) {
  if (accounting.rejections().empty()) return "";
  const cxmetrics::rejection& first = accounting.rejections().front();
  const auto says = [&](const char* words) { return first.reason.find(words) != std::string::npos; };
  if (first.column.empty()) return "";
  if (says("not a whole number")) {
    return fmt::format(
        "column {} holds decimals such as {}, that is averages: the answers behind them cannot be recovered",
        first.column, first.text);
  }
  if (says("%d/%m/%Y")) return fmt::format("'{}' {}; say which with --date-format", first.text, first.reason);
  if (says("not a date"))
    return fmt::format("--date-format PATTERN says how dates such as '{}' are read", first.text);
  if (first.column == asked.score && says("not a number")) {
    return fmt::format("--value '{}=SCORE' makes it an answer, --missing '{}' none", first.text, first.text);
  }
  return "";
}

int exit_status(const options& asked, const cxmetrics::accounting& accounting) {
  const std::uint64_t allowed = asked.strict ? 0 : asked.max_rejects.value_or(accounting.used());
  if (accounting.rejected <= allowed) return 0;
  say(fmt::format("cxreport: {} of {} rows were rejected", accounting.rejected, accounting.read()));
  const std::string cure = cure_of(asked, accounting);
  if (!cure.empty()) say("cxreport: " + cure);
  return 1;
}

int run(int count, const char* const* words) {
  const options asked = read_options(count, words);
  if (!asked.help.empty()) {
    write(asked.help, asked.output);
    return 0;
  }
  for (const std::string& input : {asked.file, asked.values_file}) refuse_to_overwrite(input, asked.output);
  reports made = report_of(asked);
  for (cxmetrics::table& table : made.tables) mark_significance(table, asked.adjust);
  if (asked.min_base) cxmetrics::suppress_small_bases(made.tables, *asked.min_base);
  write(rendered(made, asked), asked.output);
  return exit_status(asked, made.accounting);
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
    return failed(2, cxreport::unknown("column", error.name(), error.columns()));
  } catch (const std::invalid_argument& error) {  // a method that does not fit the metric, a small population
    return failed(2, error.what());
  } catch (const std::exception& error) {
    return failed(3, error.what());
  }
}
