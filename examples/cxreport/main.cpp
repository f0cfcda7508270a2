// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"
#include "reports.hpp"

#include <cxmetrics/io/csv.hpp>
#include <cxmetrics/report/chart.hpp>
#include <cxmetrics/report/html.hpp>
#include <cxmetrics/report/json.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/suppression.hpp>
#include <cxmetrics/report/table.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>

namespace cxreport {

std::size_t column_of(const cxmetrics::csv_header& header, const std::string& name) {
  const auto place = header.find(name);
  if (!place) throw usage_error(unknown("column", name, header.names()));
  return *place;
}

void read_file(const options& asked, const std::vector<cxmetrics::csv_handler*>& handlers) {
  cxmetrics::csv_options csv;
  csv.delimiter = asked.delimiter;
  cxmetrics::input file(asked.file);
  cxmetrics::read_csv(file, handlers, csv);
}

namespace {

reports report_of(const options& asked) {
  if (asked.metric.empty()) return long_form_report(asked);
  if (asked.metric == "churn" || asked.metric == "retention") return churn_report(asked);
  return survey_report(asked);
}

std::string drawn(const cxmetrics::table& table, const std::string& chart) {
  if (chart != "distribution" && table.key_names.empty()) {
    throw usage_error(fmt::format("--chart {} needs --by, or --time and --period", chart));
  }
  if (chart == "trend") return trend_chart(table);
  if (chart == "distribution") return distribution_chart(table);
  if (chart == "shares") return shares_chart(table);
  if (chart == "segments") return segments_chart(table);
  return chart == "heatmap" ? heatmap_chart(table) : flow_chart(table);
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
  for (const cxmetrics::table& table : made.tables) {
    if (!text.empty()) text += '\n';
    text += format == "markdown" ? to_markdown(table) : format == "csv" ? to_csv(table) : to_text(table);
  }
  return text;
}

// Written beside and renamed, so that nobody ever reads half a report.
void write(const std::string& text, const std::string& path) {
  if (path.empty()) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return;
  }
  const std::string beside = path + ".part";
  std::ofstream file(beside, std::ios::binary);
  file << text;
  file.close();
  if (!file) throw std::runtime_error(fmt::format("cannot write {}", beside));
  std::filesystem::rename(beside, path);
}

int exit_status(const options& asked, const cxmetrics::accounting& accounting) {
  const std::uint64_t allowed =
      asked.strict ? 0 : asked.max_rejects.value_or(std::numeric_limits<std::uint64_t>::max());
  if (accounting.rejected <= allowed) return 0;
  fmt::print(stderr, "cxreport: {} of {} rows were rejected\n", accounting.rejected, accounting.read());
  return 1;
}

int run(int count, const char* const* words) {
  const options asked = read_options(count, words);
  if (!asked.help.empty()) {
    fmt::print("{}", asked.help);
    return 0;
  }
  reports made = report_of(asked);
  for (cxmetrics::table& table : made.tables) {
    mark_significance(table, asked.adjust);
    if (asked.min_base) suppress_small_bases(table, *asked.min_base);
  }
  write(rendered(made, asked), asked.output);
  return exit_status(asked, made.accounting);
}

}  // namespace
}  // namespace cxreport

int main(int count, char** words) {
  try {
    return cxreport::run(count, words);
  } catch (const cxreport::usage_error& error) {
    fmt::print(stderr, "cxreport: {}\n", error.what());
    return 2;
  } catch (
      const std::invalid_argument& error) {  // a method that does not fit the metric, a population too small
    fmt::print(stderr, "cxreport: {}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "cxreport: {}\n", error.what());
    return 3;
  }
}
