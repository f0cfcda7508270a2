// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "frame.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr std::size_t most_lines = 6;
constexpr std::size_t most_bands = 3;
constexpr std::size_t most_words = 60;  // values told one by one in the description of a line

// The rows of a group in the order of their times.
struct line {
  std::string name;
  std::vector<const table_row*> rows{};
};

double time_of(const table_row& row) {
  return static_cast<double>(std::get<std::int64_t>(row.key.back()));
}

std::vector<line> lines_of_rows(const table& table) {
  std::vector<line> lines;
  std::map<std::string, std::size_t> places;
  for (const table_row& row : table.rows) {
    std::vector<std::string> key = key_of(table, row);
    key.pop_back();
    const std::string name = key_text(key);
    const auto [place, is_new] = places.try_emplace(name, lines.size());
    if (is_new) lines.push_back({name});
    lines[place->second].rows.push_back(&row);
  }
  return lines;
}

class curve_plot {
 public:
  curve_plot(frame& frame, const table& table, std::vector<line> lines)
      : canvas_(frame.draw()),
        table_(table),
        lines_(std::move(lines)),
        in_steps_(table.find(column_meaning::time) != nullptr) {
    double last = 1;
    double high = 0;
    for (const line& each : lines_) {
      for (const table_row* row : each.rows) {
        last = std::max(last, time_of(*row));
        if (has_value(*row)) high = std::max(high, row->result().value);
        if (has_interval(*row)) high = std::max(high, row->result().ci.high);
      }
    }
    values_ = ticks_around(0, table.better == better::high ? 100 : std::max(high, 1.0), 5);
    times_ = ticks_around(0, last, frame.narrow() ? 4 : 8);
    double names = 0;
    for (const line& each : lines_) names = std::max(names, detail::width_of(each.name));
    names = std::max(std::min(names, frame.width() * 0.25), detail::width_of(base_name()));
    left_ = margin + std::max(detail::width_of(values_), names) +
            26;  // half a number of customers stands before it
    right_ = frame.width() - margin;
    y_ = {values_.low(), values_.high(), frame.top() + (frame.narrow() ? 190 : 240), frame.top() + 4};
    x_ = {0, std::max(last, 1.0), left_, right_};
  }

  void draw() {
    draw_rows(canvas_, y_, values_, left_, right_);
    if (lines_.size() <= most_bands) {
      for (const line& each : lines_) draw_band(each);
    }
    for (std::size_t index = 0; index < lines_.size(); ++index) draw_line(lines_[index], index);
    canvas_.line({left_, y_.begin}, {right_, y_.begin}, "cx-axis");
  }

  // The times, and how many a value rests on at each of them; returns where that ends.
  double draw_base() {
    double y = y_.begin + line_height;
    for (std::size_t tick = 0; tick < times_.at.size(); ++tick) {
      if (times_.at[tick] > x_.high) continue;
      canvas_.line({x_(times_.at[tick]), y_.begin}, {x_(times_.at[tick]), y_.begin + 4}, "cx-axis");
      canvas_.text({x_(times_.at[tick]), y}, anchor::middle, "cx-muted", times_.label(tick));
    }
    y += line_height;
    canvas_.text({margin, y}, anchor::start, "cx-muted", base_name());
    for (const line& each : lines_) {
      y += lines_.size() == 1 ? 0 : line_height;
      if (lines_.size() > 1)
        canvas_.label({margin, y}, anchor::start, "cx-text", each.name, left_ - margin - 22);
      double free_from = left_ - 30;
      for (const double time : times_.at) {
        const std::string number = number_at(each, time);
        const double half = detail::width_of(number) / 2;
        if (time > x_.high || x_(time) - half < free_from || number.empty()) continue;
        canvas_.text({std::min(x_(time), right_ + margin - half), y}, anchor::middle, "cx-muted", number);
        free_from = x_(time) + half + 6;
      }
    }
    return y + margin;
  }

 private:
  std::string_view base_name() const { return in_steps_ ? "at risk" : "customers"; }
  std::string number_at(const line& of, double time) const {
    const auto next = std::find_if(of.rows.begin(), of.rows.end(),
                                   [&](const table_row* row) { return time_of(*row) >= time; });
    if (next == of.rows.end() || (*next)->suppressed) return "";
    if (!in_steps_ && time_of(**next) != time) return "";
    return grouped((*next)->counts.front());
  }

  // What a line goes through: in steps, a value holds until the next.
  template <class ValueOf>
  std::vector<point> points(const line& of, ValueOf value_of) const {
    std::vector<point> result;
    double before = table_.better == better::high ? 100 : 0;
    if (in_steps_) result.push_back({x_(0), y_(before)});
    for (const table_row* row : of.rows) {
      const double value = value_of(*row);
      if (std::isnan(value)) continue;
      if (in_steps_) result.push_back({x_(time_of(*row)), y_(before)});
      result.push_back({x_(time_of(*row)), y_(value)});
      before = value;
    }
    return result;
  }

  void draw_band(const line& of) {
    const auto bound = [](auto side) {
      return [=](const table_row& row) {
        return has_interval(row) ? side(row.result().ci) : std::numeric_limits<double>::quiet_NaN();
      };
    };
    std::vector<point> outline = points(of, bound([](const interval& ci) { return ci.high; }));
    const std::vector<point> low = points(of, bound([](const interval& ci) { return ci.low; }));
    outline.insert(outline.end(), low.rbegin(), low.rend());
    if (outline.size() > 2) canvas_.polygon(outline, "cx-band");
  }

  void draw_line(const line& of, std::size_t index) {
    const auto value = [](const table_row& row) {
      return has_value(row) ? row.result().value : std::numeric_limits<double>::quiet_NaN();
    };
    canvas_.open(of.name.empty() ? table_.title : of.name);
    const std::vector<point> through = points(of, value);
    if (through.size() > 1) canvas_.polyline(through, fmt::format("cx-line cx-line-{}", index));
    canvas_.close();
    if (of.rows.size() > most_words) return;
    for (const table_row* row : of.rows) {
      if (!has_value(*row)) continue;
      canvas_.open(row_text(table_, *row));
      canvas_.circle({x_(time_of(*row)), y_(row->result().value)}, 2.2, "cx-dot");
      canvas_.close();
    }
  }

  canvas& canvas_;
  const table& table_;
  std::vector<line> lines_;
  bool in_steps_;
  value_ticks values_{};
  value_ticks times_{};
  double left_ = 0;
  double right_ = 0;
  linear_scale x_{0, 1, 0, 1};
  linear_scale y_{0, 1, 0, 1};
};

std::string description_of(const table& table, const std::vector<line>& lines) {
  std::string text = fmt::format("{} lines.", lines.size());
  for (const line& each : lines) {
    const std::size_t step = each.rows.size() / most_words + 1;
    for (std::size_t at = 0; at < each.rows.size(); at += step)
      text += ' ' + row_text(table, *each.rows[at]) + '.';
  }
  return text;
}

}  // namespace

std::string curve_chart(const table& table, const chart_options& options) {
  const std::vector<const table_column*> keys = key_columns(table);
  if (keys.empty() || keys.back()->kind != column_kind::age) {
    throw_invalid_argument("{} has no ages or times for its last key", {std::string_view(table.title)});
  }
  frame frame{options, title_text(table)};
  std::vector<line> lines = lines_of_rows(table);
  if (lines.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  if (lines.size() > most_lines) {
    std::stable_sort(lines.begin(), lines.end(), [](const line& one, const line& other) {
      return one.rows.front()->result().n > other.rows.front()->result().n;
    });
    frame.subtitle(fmt::format("the {} of {} with the most customers", most_lines, grouped(lines.size())));
    lines.resize(most_lines);
  }
  std::vector<legend_item> legend;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    legend.push_back(
        {lines[index].name.empty() ? table.title : lines[index].name, [=](canvas& canvas, point at) {
           canvas.polyline({{at.x - 8, at.y}, {at.x + 8, at.y}}, fmt::format("cx-line cx-line-{}", index));
         }});
  }
  if (lines.size() <= most_bands) {
    legend.push_back({level_text(table.level) + " interval", [](canvas& canvas, point at) {
                        canvas.rectangle({at.x - 8, at.y - 6}, 16, 12, "cx-band");
                      }});
  }
  frame.legend(legend);
  const std::string description = description_of(table, lines);
  curve_plot curve_plot{frame, table, std::move(lines)};
  curve_plot.draw();
  const double bottom = curve_plot.draw_base();
  return frame.finish(bottom, description);
}

}  // namespace cxmetrics
