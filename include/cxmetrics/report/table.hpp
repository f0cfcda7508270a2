// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TABLE_HPP
#define CXMETRICS_REPORT_TABLE_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/detail/score.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace cxmetrics {

/// How a row differs from another one.
struct row_comparison {
  difference found{};
  /// With regard to all comparisons of the table; below 1 - level exactly where the difference is marked.
  double adjusted_p_value = std::numeric_limits<double>::quiet_NaN();
  bool significant = false;
};

/// How far a base carries: rules of thumb, the honest measure being the width of the interval.
enum class base_size {
  sufficient,
  small,      ///< fewer than 50
  very_small  ///< fewer than 30
};
CXMETRICS_EXPORT base_size base_size_of(std::uint64_t n) noexcept;

/// One line of a report: a group, or all together.
struct table_row {
  std::vector<std::string> key{};             ///< a text for each key column; of the total, none
  std::optional<cxmetrics::period> period{};  ///< where one of the key columns is a period
  estimate result{};
  std::uint64_t missing = 0;
  std::uint64_t off_scale = 0;
  std::vector<std::uint64_t> answers{};  ///< one for each score of the table's `scores`
  std::vector<std::uint64_t> counts{};   ///< one for each of the table's `count_names`
  std::string definition{};              ///< which of several definitions, where the metric has them
  bool suppressed = false;               ///< to protect the few who answered, every output hides its figures
  std::optional<row_comparison> change{};        ///< from the period before, see `mark_significance`
  std::optional<row_comparison> against_rest{};  ///< from everybody else in the same period
};

/// A score of the scale and what it is worth.
struct scored {
  int score;
  double worth;
};

/// A report as plain data: what charts show, and `to_text`, `to_markdown`, `to_csv` and `to_json` print.
struct table {
  std::string metric{};   ///< its name
  std::string formula{};  ///< what is computed, in words
  cxmetrics::unit unit = unit::score;
  cxmetrics::better better = better::high;
  double level = 0.95;
  std::vector<scored> scores{};            ///< of a survey metric, lowest first; of another, none
  std::vector<std::string> key_names{};    ///< names of the key columns; none where there is only a total
  std::vector<std::string> count_names{};  ///< further counts of every row: "promoters", "at_start"
  std::vector<table_row> rows{};
  std::optional<table_row> total{};
  std::optional<cxmetrics::accounting> accounting{};    ///< what became of the rows of the input
  cxmetrics::adjustment adjustment = adjustment::none;  ///< of the p-values of its comparisons
  std::uint64_t smallest_base = 0;                      ///< rows on fewer people are suppressed
};

namespace detail {

// The texts of a key of any shape, side by side.
struct key_writer {
  table_row& row;

  void add(const std::string& text) { row.key.push_back(text); }
  void add(const std::vector<std::string>& texts) {
    row.key.insert(row.key.end(), texts.begin(), texts.end());
  }
  void add(const cxmetrics::period& when) {
    row.period = when;
    row.key.push_back(to_string(when));
  }
  template <class Part>
  void add(const std::optional<Part>& part) {
    if (part) add(*part);
  }
  template <class... Parts>
  void add(const std::tuple<Parts...>& parts) {
    std::apply([this](const Parts&... part) { (add(part), ...); }, parts);
  }
  template <whole_number Number>
  void add(Number number) {
    row.key.push_back(std::to_string(number));
  }
};

CXMETRICS_EXPORT table_row row_of(const metric& metric, const tally& tally, const estimate_options& options);
CXMETRICS_EXPORT estimate_options options_of_cell(estimate_options options, const tally& cell,
                                                  const table_row& total);
CXMETRICS_EXPORT void require_key_names(const table& table);

}  // namespace detail

/// The report of all answers together.
CXMETRICS_EXPORT table make_table(const metric& metric, const tally& tally,
                                  const estimate_options& options = {});

/// The report of a breakdown, a row for each cell, and the total. The names are those of the key columns, a
/// period's being "period" by custom; a part of a key that is a vector of texts fills as many columns.
/// A population in the options is that of all; each cell has its share of it.
/// Throws `std::invalid_argument` where names and keys differ in number, or for a tally of another scale.
template <class... Keys>
table make_table(const metric& metric, const breakdown<tally, Keys...>& by,
                 std::vector<std::string> key_names, const estimate_options& options = {}) {
  table result = make_table(metric, by.total(), options);
  result.key_names = std::move(key_names);
  for (const auto& cell : by) {
    result.rows.push_back(
        detail::row_of(metric, cell.second, detail::options_of_cell(options, cell.second, *result.total)));
    detail::key_writer{result.rows.back()}.add(cell.first);
  }
  detail::require_key_names(result);
  return result;
}

/// For a terminal or a mail: aligned columns, also with wide characters, and the accounting below. Control
/// characters in texts are spelled out.
CXMETRICS_EXPORT std::string to_text(const table& table);
/// A heading line and a table in GitHub's Markdown.
CXMETRICS_EXPORT std::string to_markdown(const table& table);
/// RFC 4180 with LF line ends; numbers in full precision, unknown ones empty; the last line is the total. In
/// texts, what a spreadsheet would compute is disarmed by an apostrophe, and control characters are spelled out.
CXMETRICS_EXPORT std::string to_csv(const table& table);

}  // namespace cxmetrics

#endif
