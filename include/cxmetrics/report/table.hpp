// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_TABLE_HPP
#define CXMETRICS_REPORT_TABLE_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/table_column.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/comparison.hpp>
#include <cxmetrics/stats/estimate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
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

/// A cell of a group, a period or an age: a text, a period or a whole number; in a total, nothing.
using key_cell = std::variant<std::monostate, std::string, period, std::int64_t>;

/// One line of a table: a group, or all together. Each list has a cell for each column of its kind.
struct table_row {
  std::vector<key_cell> key{};  ///< of groups, periods and ages
  std::vector<estimate> estimates{};
  std::vector<std::optional<row_comparison>> differences{};
  std::vector<std::uint64_t> counts{};
  std::vector<std::int64_t> money{};
  std::vector<bool> flags{};
  std::vector<std::uint64_t> answers{};  ///< one for each of the table's `scores`
  /// The share of the weight, 0 to 1, that each of the table's `scores` has. Empty unless answers have weights.
  std::vector<double> weighted_shares{};
  bool suppressed = false;  ///< to protect the few who answered, every output hides its figures
  std::vector<std::size_t>
      withheld{};  ///< places of counts that would tell of suppressed rows: no output has them

  /// The first estimate; every row has one.
  const estimate& result() const { return estimates.at(0); }
  estimate& result() { return estimates.at(0); }
};

/// A score of the scale and what it is worth.
struct scored {
  int score;
  double worth;
};

/// What a test of several groups of the table at once found.
struct group_test {
  std::string name;                   ///< "log-rank"
  std::vector<std::string> groups{};  ///< some of them, by name; none: all of them
  double chi_squared = std::numeric_limits<double>::quiet_NaN();
  int degrees_of_freedom = 0;
  double p_value = std::numeric_limits<double>::quiet_NaN();
  /// With regard to all tests of that name of some groups; NaN for a test of all.
  double adjusted_p_value = std::numeric_limits<double>::quiet_NaN();
};

/// A report as plain data. It is compared (`mark_significance`) and suppressed (`suppress_small_bases`) before
/// anything is drawn; charts, pages and texts show what it holds and compute nothing.
struct table {
  std::string metric{};   ///< the name for machines: "nps"
  std::string title{};    ///< the name for people: "NPS"
  std::string formula{};  ///< what is computed, in words
  cxmetrics::unit unit = unit::score;
  cxmetrics::better better = better::high;
  double level = 0.95;
  bool weighted =
      false;  ///< values and shares are of the weight of answers; n and counts are of answers still
  std::vector<scored> scores{};  ///< of a survey metric, lowest first; of another, none
  std::vector<table_column> columns{};
  std::vector<table_row> rows{};
  std::optional<table_row> total{};
  /// The same records by each key alone, where there are several keys and the records can be pooled.
  std::vector<table> margins{};
  std::vector<std::string> notes{};  ///< what a reader has to know besides
  std::vector<group_test> tests{};   ///< of its groups
  /// What else is known of the same records, to be shown below: how long customers stay, beside the share that does.
  std::vector<table> related{};
  std::optional<cxmetrics::accounting> accounting{};    ///< what became of the rows of the input
  cxmetrics::adjustment adjustment = adjustment::none;  ///< of the p-values of its comparisons
  std::uint64_t smallest_base = 0;                      ///< rows on fewer people are suppressed
  std::vector<std::string>
      remarks{};  ///< what else a reader is to know of the figures, below which they stand
  std::uint64_t groups_left_out = 0;  ///< beyond those with most answers, to keep a page short
  /// The day up to which the records are known; in a period that is not over by then they are not all there.
  std::optional<day> as_of{};

  /// Adds a column behind the others and returns the place of its cells. Cells are for the caller to add.
  CXMETRICS_EXPORT std::size_t add(table_column column);
  /// The first column of a meaning, or nullptr.
  CXMETRICS_EXPORT const table_column* find(column_meaning meaning) const noexcept;
};

/// The count of that meaning in a row; 0 where the table has none.
CXMETRICS_EXPORT std::uint64_t count_of(const table& table, const table_row& row, column_meaning meaning);
/// The comparison of that meaning in a row, or nullptr.
CXMETRICS_EXPORT const row_comparison* comparison_of(const table& table, const table_row& row,
                                                     column_meaning meaning);
/// The cells of the key as texts, one for each key column; empty texts in a total.
CXMETRICS_EXPORT std::vector<std::string> key_of(const table& table, const table_row& row);
/// The period among the cells of the key, the last if there are several.
CXMETRICS_EXPORT std::optional<period> period_of(const table_row& row);
/// Whether that period is cut: the row is then compared with no other, and heads no page.
CXMETRICS_EXPORT bool is_partial(const table_row& row);
/// Says in a table and in its margins as of which day they are.
CXMETRICS_EXPORT void set_as_of(table& table, day as_of);

/// For a terminal or a mail: aligned columns, also with wide characters, and the accounting below. Control
/// characters in texts are spelled out. Each row is a line; `text_style` has narrower ones.
CXMETRICS_EXPORT std::string to_text(const table& table);
/// What became of the rows, in lines.
CXMETRICS_EXPORT std::string to_text(const accounting& accounting);
/// A heading line and a table in GitHub's Markdown. It shows at most 1,000 groups: those with most answers, and among
/// equals those whose name comes first. It says how many are left out; text, CSV and JSON have all.
CXMETRICS_EXPORT std::string to_markdown(const table& table);
/// RFC 4180 with LF line ends; numbers in full precision, unknown ones empty. The last line is the total, which
/// the last column, `is_total`, tells from a group of that name. Columns whose names collide get numbers: `n_2`. Where
/// a period is cut, its name is that of the whole, and `as_of`, `partial`, `first_day` and `last_day` tell of it.
/// In texts, what a spreadsheet would compute is disarmed by an apostrophe, and control characters are spelled out.
CXMETRICS_EXPORT std::string to_csv(const table& table);

}  // namespace cxmetrics

#endif
