// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../grid.hpp"
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "../time_series.hpp"
#include "frame.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/format.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cxmetrics::detail {
namespace {

constexpr double title_size = 15;
constexpr double sample_width = 22;

chart_options checked(const chart_options& options) {
  if (!(options.width >= 240 && options.width <= 4000)) {
    throw_invalid_argument("a chart is 240 to 4000 pixels wide, not {}", {options.width});
  }
  const bool harmless = std::all_of(options.id.begin(), options.id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (options.id.empty() || !harmless) {
    throw_invalid_argument("the id of a chart has letters, digits and -, not {}",
                           {std::string_view(options.id)});
  }
  return options;
}

}  // namespace

frame::frame(const chart_options& options, std::string title, double shown_width)
    : options_(checked(options)),
      title_(std::move(title)),
      shown_width_(std::min(shown_width, options.width)) {
  top_ += title_size;
  for (const std::string& line : wrapped(title_, shown_width_ - 2 * margin, 2, title_size * 1.1)) {
    canvas_.text({margin, top_}, anchor::start, "cx-title", line);
    top_ += line_height + 2;
  }
}

void frame::subtitle(std::string_view text) {
  for (const std::string& line : wrapped(text, shown_width_ - 2 * margin, 3)) {
    canvas_.text({margin, top_}, anchor::start, "cx-muted", line);
    top_ += line_height;
  }
}

void frame::subtitle_of_part(std::string_view which, std::size_t shown, std::size_t all,
                             std::string_view things) {
  if (shown == all) return;
  subtitle(fmt::format("the {}{} of {}{}", which, grouped(shown), grouped(all), things));
}

void frame::legend(const std::vector<legend_item>& items) {
  if (items.empty()) return;
  double x = margin;
  for (const legend_item& item : items) {
    const double room = shown_width_ - 2 * margin - sample_width;
    const double needed = std::min(width_of(item.text), room);
    if (x > margin && x + sample_width + needed > shown_width_ - margin) {
      x = margin;
      top_ += line_height;
    }
    item.draw(canvas_, {x + 8, top_ - 4});
    canvas_.label({x + sample_width, top_}, anchor::start, "cx-text", item.text, room);
    x += sample_width + needed + 16;
  }
  top_ += line_height;
}

std::string frame::finish(double height, std::string_view description) const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{7}\" role=\"img\" "
      "aria-labelledby=\"{0}-title {0}-text\" viewBox=\"0 0 {1} {2}\" width=\"{1}\" height=\"{2}\">\n"
      "<title id=\"{0}-title\">{3}</title>\n<desc id=\"{0}-text\">{4}</desc>\n{5}"
      "<rect class=\"cx-paper\" width=\"{1}\" height=\"{2}\"/>\n{6}</svg>\n",
      options_.id, pixels(width()), pixels(std::ceil(height)), xml_escaped(title_), xml_escaped(description),
      options_.with_style ? fmt::format("<style>{}</style>\n", chart_style()) : "", canvas_.elements(),
      width() > shown_width_ ? "cx-chart cx-wide" : "cx-chart");
}

void draw_rows(canvas& canvas, const linear_scale& y, const value_ticks& ticks, double left, double right) {
  for (std::size_t index = 0; index < ticks.at.size(); ++index) {
    const double at = y(ticks.at[index]);
    canvas.line({left, at}, {right, at}, ticks.at[index] == 0 ? "cx-zero" : "cx-grid");
    canvas.text({left - 6, at + 4}, anchor::end, "cx-muted", ticks.label(index));
  }
}

void draw_columns(canvas& canvas, const linear_scale& x, const value_ticks& ticks, double top,
                  double bottom) {
  double free_from = -1e9;
  for (std::size_t index = 0; index < ticks.at.size(); ++index) {
    const double at = x(ticks.at[index]);
    canvas.line({at, top}, {at, bottom}, ticks.at[index] == 0 ? "cx-zero" : "cx-grid");
    const double half = width_of(ticks.label(index)) / 2;
    if (at - half < free_from) continue;
    canvas.text({at, bottom + line_height - 2}, anchor::middle, "cx-muted", ticks.label(index));
    free_from = at + half + 4;
  }
}

double width_of(const value_ticks& ticks) {
  double width = 0;
  for (std::size_t index = 0; index < ticks.at.size(); ++index) {
    width = std::max(width, width_of(ticks.label(index)));
  }
  return width;
}

std::string value_text(const table_row& row) {
  if (row.suppressed) return "suppressed";
  return fmt::format("{}", row.result());
}

std::string key_text(const std::vector<std::string>& key) {
  std::string text;
  for (const std::string& part : key) {
    if (&part != &key.front()) text += " / ";
    text += part.find_first_not_of(' ') == std::string::npos ? "(empty)" : part;
  }
  return text;
}

std::string key_text(const table& table, const table_row& row) {
  return is_total(table, row) ? total_text(table) : key_text(key_of(table, row));
}

std::string row_text(const table& table, const table_row& row) {
  return key_text(table, row) + ": " + value_text(row);
}

std::vector<const table_row*> rows_of(const table& table) {
  std::vector<const table_row*> rows;
  for (const table_row& row : table.rows) {
    if (definition_of(table, row) == definition_of(table, table.rows.front())) rows.push_back(&row);
  }
  return rows;
}

const table_row* common_total(const table& table) {
  return table.total && has_value(*table.total) && !span_of_total(table) ? &*table.total : nullptr;
}

std::string_view missing_text(const table_row& row) noexcept {
  return row.suppressed ? "suppressed" : row.result().n == 0 ? "no answers" : "no value";
}

std::optional<double> target_of(const table& table) {
  const cxmetrics::table* goal = related_with(table, column_meaning::target);
  if (goal == nullptr || goal->rows.empty()) return std::nullopt;
  return goal->rows.front().estimates[goal->find(column_meaning::target)->place].value;
}

bool has_value(const table_row& row) noexcept {
  return !row.suppressed && std::isfinite(row.result().value);
}

bool has_interval(const table_row& row) noexcept {
  return has_value(row) && std::isfinite(row.result().ci.low) && std::isfinite(row.result().ci.high);
}

std::string metric_text(const table& table) {
  const std::string definition = table.rows.empty() ? "" : definition_of(table, table.rows.front());
  return definition.empty() ? table.title : fmt::format("{} ({})", table.title, definition);
}

std::string title_text(const table& table) {
  const std::string unit = unit_of(table);
  return fmt::format("{} {}{}{}", metric_text(table), keys_of(table), unit.empty() ? "" : ", ", unit);
}

}  // namespace cxmetrics::detail
