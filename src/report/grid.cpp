// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "keys.hpp"
#include "number.hpp"
#include "shortened.hpp"
#include "unicode.hpp"

#include <cxmetrics/stats/sampled_mean.hpp>
#include <cxmetrics/stats/sampled_ratio.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t rejections_shown = 5;

class grid_builder {
 public:
  explicit grid_builder(const table& table) {
    for (const table_row& row : table.rows) rows_.push_back(&row);
    if (table.total) rows_.push_back(&*table.total);
    result_.lines = rows_.size();
  }

  template <class CellOf>
  void add(std::string name, bool is_number, CellOf cell_of, grid::role is = grid::role::figure) {
    grid::column column{std::move(name), is_number, is};
    for (const table_row* row : rows_) column.cells.push_back(cell_of(*row));
    result_.columns.push_back(std::move(column));
  }

  template <class Predicate>
  bool any(Predicate predicate) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const table_row* row) { return predicate(*row); });
  }

  grid take() { return std::move(result_); }

 private:
  std::vector<const table_row*> rows_;
  grid result_;
};

std::string value_cell(const table_row& row, const estimate& shown, int decimals) {
  if (row.suppressed) return "suppressed";
  if (shown.value == std::numeric_limits<double>::infinity())
    return std::string(name_of_infinity(shown.unit));
  return std::isnan(shown.value) ? "n/a" : fixed(shown.value, decimals);
}

std::string interval_cell(const table_row& row, const estimate& shown, int decimals) {
  const bool exists =
      !row.suppressed && shown.ci.exists() && !std::isnan(shown.value) && std::isfinite(shown.ci.low);
  return exists ? interval_text(shown.ci, decimals) : "";
}

std::string count_cell(const table_row& row, std::uint64_t count) {
  return row.suppressed ? "" : grouped(count);
}

std::string base_cell(const table_row& row, std::uint64_t n) {
  // Before the number, so that digits stay below digits.
  static constexpr const char* marks[] = {"", "! ", "!! "};
  if (row.suppressed || n == 0) return count_cell(row, n);
  return marks[static_cast<std::size_t>(base_size_of(n))] + grouped(n);
}

std::string money_cell(const table_row& row, std::int64_t amount, int digits) {
  return row.suppressed ? "" : with_commas(decimal_text(amount, digits));
}

std::string comparison_cell(const std::optional<row_comparison>& comparison, int decimals) {
  if (!comparison || std::isnan(comparison->found.value)) return "";
  return signed_fixed(comparison->found.value, decimals) + (comparison->significant ? " *" : "");
}

void add_once(std::vector<std::string_view>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// The methods of all intervals there are, each once.
std::string methods_of(const table& table) {
  std::vector<std::string_view> methods;
  const auto add = [&](const table_row& row) {
    if (row.result().method != interval_method::none) add_once(methods, name_of(row.result().method));
  };
  std::for_each(table.rows.begin(), table.rows.end(), add);
  if (table.total) add(*table.total);
  return fmt::format("{}", fmt::join(methods, ", "));
}

void add_labels(grid_builder& grid, const table& table) {
  const std::string total = total_text(table);
  bool first = true;
  for (const table_column* key : key_columns(table)) {
    const auto text = [&, place = key->place, named = first](const table_row& row) {
      return named && is_total(table, row) ? total : text_of(row.key[place]);
    };
    grid.add(key->title, false, text, grid::role::row_name);
    first = false;
  }
  if (const table_column* definition = table.find(column_meaning::definition)) {
    const auto text = [=](const table_row& row) { return text_of(row.key[definition->place]); };
    const auto differs = [&](const table_row& row) { return text(row) != text(table.rows.front()); };
    const bool tells = !table.rows.empty() && grid.any(differs);
    if (grid.any([&](const table_row& row) { return !text(row).empty(); }))
      grid.add(definition->title, false, text, tells ? grid::role::row_name : grid::role::figure);
  }
  for (const table_column& column : table.columns) {
    if (column.meaning != column_meaning::finding) continue;
    const auto number_of = [place = column.place](const table_row& row) {
      return std::get_if<std::int64_t>(&row.key[place]);
    };
    grid.add(column.title, grid.any(number_of), [=, place = column.place](const table_row& row) {
      const std::int64_t* number = number_of(row);
      return number == nullptr ? text_of(row.key[place]) : grouped(static_cast<std::uint64_t>(*number));
    });
  }
}

// The column of customers at the start, if values rest on just these in all rows: they are not to be told twice.
const table_column* base_at_start(const table& table) {
  const table_column* at_start = table.find(column_meaning::at_start);
  if (at_start == nullptr || table.rows.empty()) return nullptr;
  const auto is_base = [place = at_start->place](const table_row& row) {
    return row.suppressed || (!withholds(row, place) && row.counts[place] == row.result().n);
  };
  const bool always =
      std::all_of(table.rows.begin(), table.rows.end(), is_base) && (!table.total || is_base(*table.total));
  return always ? at_start : nullptr;
}

void add_estimate(grid_builder& grid, const table& table, const table_column& column) {
  const std::size_t place = column.place;
  const auto decimals = [=](const table_row& row) { return decimals_of(row.estimates[place].unit); };
  grid.add(column.title, true,
           [=](const table_row& row) { return value_cell(row, row.estimates[place], decimals(row)); });
  const auto interval = [=](const table_row& row) {
    return interval_cell(row, row.estimates[place], decimals(row));
  };
  if (grid.any([&](const table_row& row) { return !interval(row).empty(); }))
    grid.add(level_text(table.level) + " interval", true, interval, grid::role::part_of_figure);
  const auto other_base = [=](const table_row& row) {
    return row.estimates[place].n != row.result().n && row.estimates[place].n != 0;
  };
  // That of a further estimate is mostly the same.
  if (place != 0 && !grid.any(other_base)) return;
  const auto base = [=](const table_row& row) { return base_cell(row, row.estimates[place].n); };
  const table_column* at_start = place == 0 ? base_at_start(table) : nullptr;
  grid.add(at_start != nullptr ? "n at start" : "n", true, base, grid::role::part_of_figure);
}

void add_difference(grid_builder& grid, const table& table, const table_column& column) {
  const auto cell = [place = column.place](const table_row& row) { return row.differences[place]; };
  if (!grid.any([&](const table_row& row) { return cell(row).has_value(); })) return;
  grid.add(column.title, true, [=, decimals = decimals_of(table.unit)](const table_row& row) {
    return comparison_cell(cell(row), decimals);
  });
}

void add_count(grid_builder& grid, const table_column& column) {
  const auto count = [place = column.place](const table_row& row) { return row.counts[place]; };
  const bool optional =
      column.meaning == column_meaning::missing || column.meaning == column_meaning::off_scale;
  if (optional && !grid.any([&](const table_row& row) { return !row.suppressed && count(row) != 0; })) return;
  grid.add(column.title, true, [=, place = column.place](const table_row& row) {
    return withholds(row, place) ? std::string() : count_cell(row, count(row));
  });
}

void add_money(grid_builder& grid, const table_column& column) {
  grid.add(column.currency.empty() ? column.title : fmt::format("{}, {}", column.title, column.currency),
           true, [place = column.place, digits = column.minor_digits](const table_row& row) {
             return money_cell(row, row.money[place], digits);
           });
}

}  // namespace

grid grid_of(const table& table) {
  if (is_triangle(table)) return triangle_of(table);
  grid_builder grid{table};
  const auto each = [&](column_kind kind, auto add) {
    for (const table_column& column : table.columns) {
      if (column.kind == kind) add(column);
    }
  };
  add_labels(grid, table);
  each(column_kind::estimate, [&](const table_column& column) { add_estimate(grid, table, column); });
  each(column_kind::difference, [&](const table_column& column) { add_difference(grid, table, column); });
  const table_column* base = base_at_start(table);
  each(column_kind::count, [&](const table_column& column) {
    if (&column != base) add_count(grid, column);
  });
  each(column_kind::money, [&](const table_column& column) { add_money(grid, column); });
  each(column_kind::flag, [&](const table_column& column) {
    grid.add(column.title, false,
             [place = column.place](const table_row& row) { return row.flags[place] ? "yes" : "no"; });
  });
  return grid.take();
}

std::string title_of(const table& table) {
  const std::string keys = keys_of(table);
  const std::string measure = measure_of(table);
  return fmt::format("{}{}{}{}{}", table.title, keys.empty() ? "" : " ", keys, measure.empty() ? "" : ", ",
                     measure);
}

std::string keys_of(const table& table) {
  const std::vector<const table_column*> keys = key_columns(table);
  std::string text;
  for (std::size_t index = 0; index < keys.size(); ++index) {
    const bool last = index + 1 == keys.size();
    text += index == 0 ? "by " : last ? " and " : ", ";
    text += keys[index]->title;
  }
  return text;
}

namespace {

// " per quarter", of rates of customers lost or kept in periods.
std::string per_period(const table& table) {
  if (!is_of_flows(table) || period_column(table) == nullptr) return "";
  using g = granularity;
  for (const table_row& row : table.rows) {
    const std::optional<period> when = period_of(row);
    if (!when) continue;
    const period whole = when->whole();
    for (const auto& [kind, name] : {std::pair{g::day, "day"},
                                     {g::week, "week"},
                                     {g::week_from_sunday, "week"},
                                     {g::month, "month"},
                                     {g::quarter, "quarter"},
                                     {g::year, "year"}}) {
      if (period_of(kind, whole.first()) == whole) return fmt::format(" per {}", name);
    }
    return " per period";
  }
  return "";
}

// Each column of differences is a family of its own.
std::string families_of(const table& table) {
  if (table.adjustment == adjustment::none) return "";
  std::vector<std::string_view> titles;
  for (const table_column& column : table.columns) {
    if (column.kind == column_kind::difference) titles.push_back(column.title);
  }
  return titles.size() < 2 ? "" : fmt::format(", {} each by itself", fmt::join(titles, " and "));
}

// Whether there are values, and no interval of any.
bool lacks_intervals(const table& table) {
  bool any_value = false;
  const auto has_interval = [&](const table_row& row) {
    return std::any_of(row.estimates.begin(), row.estimates.end(), [&](const estimate& each) {
      if (std::isnan(each.value)) return false;
      any_value = true;
      return each.ci.exists();
    });
  };
  if (std::any_of(table.rows.begin(), table.rows.end(), has_interval)) return false;
  if (table.total && has_interval(*table.total)) return false;
  return any_value;
}

}  // namespace

std::string unit_of(const table& table) {
  // Estimates of money stand in units of the currency, beside amounts that do. What is counted the title says.
  const std::string words = table.unit == unit::money   ? "in units of the currency"
                            : table.unit == unit::ratio ? "as a ratio"
                            : table.unit == unit::count ? ""
                                                        : fmt::format("in {}", words_of(table.unit));
  return words + per_period(table) + (table.weighted ? ", weighted" : "");
}

std::string measure_of(const table& table) {
  const std::string methods = methods_of(table);
  const std::string unit = unit_of(table);
  if (methods.empty() && lacks_intervals(table)) return unit;
  return fmt::format("{}{}{}{}{} intervals", unit, unit.empty() ? "" : "; ", level_text(table.level),
                     methods.empty() ? "" : " ", methods);
}

namespace {

// Rates of customers lost or kept in periods of which not all are as long.
bool lengths_differ(const table& table) {
  if (!is_of_flows(table)) return false;
  std::optional<std::int64_t> days;
  for (const table_row& row : table.rows) {
    const std::optional<period> when = period_of(row);
    if (!when || when->is_partial()) continue;
    if (days.value_or(when->days()) != when->days()) return true;
    days = when->days();
  }
  return false;
}

}  // namespace

std::string left_out_note(const table& table) {
  return fmt::format("shown are the {} groups with the most answers; {} more are left out",
                     grouped(most_groups), grouped(table.groups_left_out));
}

namespace {

// "log-rank of a, b: chi-squared 3.40 with 1 degree of freedom, p = 0.065, adjusted p = 0.130".
std::string note_of(const group_test& test, const table& table) {
  std::string text = test.name;
  if (!test.groups.empty()) text += fmt::format(" of {}", fmt::join(test.groups, " and "));
  text += fmt::format(": chi-squared {} with {} degree{} of freedom, {}", fixed(test.chi_squared, 4),
                      test.degrees_of_freedom, test.degrees_of_freedom == 1 ? "" : "s",
                      p_text(test.p_value, table.level));
  if (!test.groups.empty()) {
    text += fmt::format(", adjusted {} ({})", p_text(test.adjusted_p_value, table.level),
                        name_of(table.adjustment));
  }
  return text;
}

bool has_open_cells(const table& table) {
  const table_column* mature = table.find(column_meaning::mature);
  return mature != nullptr && std::any_of(table.rows.begin(), table.rows.end(),
                                          [=](const table_row& row) { return !row.flags[mature->place]; });
}

}  // namespace

bool has_uneven_weights(const table& table) {
  const auto is_uneven = [](const table_row& row) {
    const sampled_mean* const mean = sampled_mean_of(row.result());
    return mean != nullptr && static_cast<double>(mean->n) > 3 * mean->kish_n;
  };
  return std::any_of(table.rows.begin(), table.rows.end(), is_uneven) ||
         (table.total && is_uneven(*table.total));
}

std::vector<std::string> notes_of(const table& table) {
  std::vector<std::string_view> compared_by;
  bool suppressed = false;
  bool withheld = false;
  bool small = false;
  bool partial = false;
  bool carried = false;
  const auto look_at = [&](const table_row& row) {
    for (const auto& comparison : row.differences) {
      if (comparison) add_once(compared_by, name_of(comparison->found.method));
    }
    suppressed = suppressed || row.suppressed;
    partial = partial || is_partial(row);
    withheld = withheld || !row.withheld.empty();
    small = small || (row.result().n != 0 && base_size_of(row.result().n) != base_size::sufficient);
    const sampled_ratio* ratio = sampled_ratio_of(row.result());
    carried = carried || (ratio != nullptr && 3 * units_it_rests_on(*ratio) < static_cast<double>(ratio->n));
  };
  for (const table_row& row : table.rows) look_at(row);
  if (table.total) look_at(*table.total);
  std::vector<std::string> notes = table.notes;
  if (table.groups_left_out > 0) notes.push_back(left_out_note(table));
  for (const group_test& test : table.tests) notes.push_back(note_of(test, table));
  if (has_open_cells(table)) {
    notes.emplace_back("~ so far: not all of the cohort have had that age, and more can still leave");
  }
  if (table.as_of) notes.push_back("as of " + to_string(*table.as_of));
  if (const auto span = span_of_total(table); span && table.rows.size() > 1) {
    notes.push_back(fmt::format("total: of the whole time, {} to {}, not{}", to_string(span->first()),
                                to_string(span->last() - std::chrono::days{1}), per_period(table)));
  }
  notes.insert(notes.end(), table.remarks.begin(), table.remarks.end());
  if (partial) notes.emplace_back("a period that is cut, from or to a day, is compared with nothing");
  if (!compared_by.empty()) {
    notes.push_back(fmt::format("* significant at {} by {}; adjustment for many comparisons: {}{}",
                                level_text(table.level), fmt::join(compared_by, ", "),
                                name_of(table.adjustment), families_of(table)));
  }
  if (table.find(column_meaning::change) != nullptr && lengths_differ(table))
    notes.emplace_back(
        "change: from the rate that the daily risk of the period before gives in as many days");
  if (table.weighted) notes.emplace_back("weighted: values and shares; n and counts are of answers");
  if (has_uneven_weights(table)) {
    notes.emplace_back("weights differ so much (design effect above 3) that intervals may be too short");
  }
  if (carried) {
    notes.emplace_back(
        "few large customers carry the sums, so that intervals may be too short: look at these one by one");
  }
  if (small) notes.emplace_back("! rests on fewer than 50, !! on fewer than 30: read with care");
  if (suppressed) {
    notes.push_back(fmt::format("suppressed: rests on fewer than {}, or would give such a figure away",
                                table.smallest_base));
  }
  if (withheld) notes.emplace_back("counts left empty would tell of suppressed rows");
  return notes;
}

// How texts were read as answers, the most frequent ones first.
std::string readings_line(const accounting& accounting) {
  constexpr std::size_t most = 12;
  using counted = std::pair<std::pair<std::string, std::string>, std::uint64_t>;
  std::vector<counted> all(accounting.readings.begin(), accounting.readings.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const counted& one, const counted& other) { return one.second > other.second; });
  std::vector<std::string> parts;
  for (const auto& [reading, rows] : all) {
    if (parts.size() == most) break;
    parts.push_back(fmt::format("\"{}\" as {}: {}", reading.first, reading.second, grouped(rows)));
  }
  if (all.size() > most) parts.push_back(fmt::format("{} texts more", grouped(all.size() - most)));
  return fmt::format("Texts read: {}", fmt::join(parts, ", "));
}

// What stood for nothing beside the answers, the most frequent ones first.
std::string signs_line(const accounting& accounting) {
  constexpr std::size_t most = 12;
  using counted = std::pair<std::pair<std::string, std::string>, std::uint64_t>;
  std::vector<counted> all(accounting.signs_for_nothing.begin(), accounting.signs_for_nothing.end());
  std::stable_sort(all.begin(), all.end(),
                   [](const counted& one, const counted& other) { return one.second > other.second; });
  std::vector<std::string> parts;
  for (const auto& [sign, rows] : all) {
    if (parts.size() == most) break;
    parts.push_back(fmt::format("{} \"{}\": {}", sign.first, sign.second, grouped(rows)));
  }
  if (all.size() > most) parts.push_back(fmt::format("{} texts more", grouped(all.size() - most)));
  return fmt::format("Signs for nothing: {}", fmt::join(parts, ", "));
}

// Groups that may be one and the same, the first ones.
std::string differing_by_case_line(const accounting& accounting) {
  constexpr std::size_t most = 10;
  std::vector<std::string> parts;
  for (const auto& [where, names] : accounting.differing_by_case) {
    if (parts.size() == most) break;
    parts.push_back(fmt::format("{} \"{}\"", where.first, fmt::join(names, "\", \"")));
  }
  const std::size_t more = accounting.differing_by_case.size() - parts.size();
  return fmt::format("Groups that differ by case only: {}{}", fmt::join(parts, "; "),
                     more > 0 ? fmt::format("; and {} more", grouped(more)) : "");
}

namespace {

std::string used_of(const row_counts& rows) {
  return fmt::format("{} ({} answered, {} missing, {} off scale)", grouped(rows.used()),
                     grouped(rows.answered), grouped(rows.missing), grouped(rows.off_scale));
}

std::string left_out_of(const row_counts& rows) {
  std::vector<std::string> reasons;
  for (const auto& [reason, count] : rows.left_out)
    reasons.push_back(fmt::format("{}: {}", reason, grouped(count)));
  return fmt::format("{} ({})", grouped(rows.rows_left_out()), fmt::join(reasons, ", "));
}

// What became of the rows for each of several questions, each of which was asked of all of them.
std::vector<std::string> lines_of(const std::vector<question_counts>& questions) {
  std::vector<std::string> lines{fmt::format("Rows read: {}, each once for {} questions",
                                             grouped(questions.front().read()), questions.size())};
  for (const question_counts& each : questions) {
    lines.push_back(fmt::format("Rows of question {}: used {}", name_of(each), used_of(each)));
    if (!each.left_out.empty()) lines.back() += ", left out " + left_out_of(each);
    lines.back() += fmt::format(", rejected {}", grouped(each.rejected));
  }
  return lines;
}

// That more was rejected than is listed. A row that several questions reject is listed once, so of many it is unknown
// how many rows they are.
std::string more_rejected(const accounting& accounting, std::size_t shown) {
  if (accounting.questions.empty()) {
    return shown < accounting.rejected ? fmt::format("and {} more", grouped(accounting.rejected - shown))
                                       : "";
  }
  const auto has_more = [](const question_counts& each) {
    return each.rejected > accounting::kept_rejections;
  };
  if (std::any_of(accounting.questions.begin(), accounting.questions.end(), has_more)) return "and more";
  const std::size_t kept = accounting.rejections().size();
  return shown < kept ? fmt::format("and {} more", kept - shown) : "";
}

}  // namespace

std::string name_of(const question_counts& question) {
  return fmt::format("{} ({})", question.question, question.metric);
}

std::vector<std::string> lines_of(const accounting& accounting) {
  std::vector<std::string> lines;
  if (accounting.questions.empty()) {
    lines = {fmt::format("Rows read: {}", grouped(accounting.read())), "Rows used: " + used_of(accounting)};
    if (!accounting.left_out.empty()) lines.push_back("Rows left out: " + left_out_of(accounting));
    lines.push_back(fmt::format("Rows rejected: {}", grouped(accounting.rejected)));
  } else {
    lines = lines_of(accounting.questions);
  }
  if (!accounting.readings.empty()) lines.push_back(readings_line(accounting));
  if (!accounting.signs_for_nothing.empty()) lines.push_back(signs_line(accounting));
  if (!accounting.differing_by_case.empty()) lines.push_back(differing_by_case_line(accounting));
  lines.insert(lines.end(), accounting.remarks.begin(), accounting.remarks.end());
  std::size_t shown = 0;
  for (const rejection& why : accounting.rejections()) {
    if (shown == rejections_shown) break;
    ++shown;
    lines.push_back(fmt::format("{}{}line {}{}{}: \"{}\": {}", why.file, why.file.empty() ? "" : ", ",
                                why.line, why.column.empty() ? "" : ", column ", why.column, why.text,
                                why.reason));
  }
  const std::string more = shown == 0 ? "" : more_rejected(accounting, shown);
  if (!more.empty()) lines.push_back(more);
  return lines;
}

}  // namespace cxmetrics::detail
