// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "../time_series.hpp"
#include "marker.hpp"
#include "rows.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double base_height = 40;

// A period of the calendar between the first and the last, with its row if it has one.
struct step {
  period when;
  const table_row* row = nullptr;
  int change = 0;    // significantly less (-1) or more (1) than in the period before
  interval usual{};  // the limits of what is nothing unusual

  bool has_value() const { return row != nullptr && detail::has_value(*row); }
  bool has_interval() const { return row != nullptr && detail::has_interval(*row); }
};

// The control limits, where a related table has them.
std::map<period, interval> limits_of(const table& table) {
  std::map<period, interval> limits;
  const cxmetrics::table* control = related_with(table, column_meaning::usual);
  if (control == nullptr) return limits;
  const std::size_t place = control->find(column_meaning::usual)->place;
  for (const table_row& row : control->rows) {
    if (const auto when = period_of(row)) limits.emplace(*when, row.estimates[place].ci);
  }
  return limits;
}

std::vector<step> steps_of(const table& table) {
  if (table.rows.empty()) return {};
  const std::size_t keys = key_columns(table).size();
  if (keys != 1 || period_column(table) == nullptr)
    throw_invalid_argument("a trend has periods for its only key, not {} columns", {keys});
  std::vector<step> given;
  for (const table_row* row : detail::rows_of(table)) {
    const auto when = period_of(*row);
    if (!when) continue;  // answers without a date
    const int change = direction_of(comparison_of(table, *row, column_meaning::change));
    given.push_back({*when, row, has_value(*row) ? change : 0});
  }
  for (const auto& [when, limits] : limits_of(table)) {
    for (step& each : given) {
      if (each.when == when) each.usual = limits;
    }
  }
  std::sort(given.begin(), given.end(),
            [](const step& one, const step& other) { return one.when < other.when; });
  std::vector<step> steps;
  for (const step& step : given) {
    while (!steps.empty() && next(steps.back().when).last() <= step.when.first() &&
           steps.size() < most_periods) {
      steps.push_back({next(steps.back().when)});
    }
    steps.push_back(step);
  }
  return steps;
}

struct looks {
  bool interval = false;
  bool thin = false;
  bool change = false;
  bool missing = false;
  bool partial = false;
  bool limits = false;

  explicit looks(const std::vector<step>& steps) {
    for (const step& step : steps) {
      interval = interval || step.has_interval();
      thin = thin || (step.has_value() && is_thin(*step.row));
      change = change || step.change != 0;
      missing = missing || !step.has_value();
      limits = limits || step.usual.exists();
      partial = partial || (step.has_value() && step.when.is_partial());
    }
  }
};

std::vector<legend_item> legend_of(const table& table, const looks& has) {
  std::vector<legend_item> items;
  items.push_back({has.interval ? fmt::format("value and {} interval", level_text(table.level)) : "value",
                   [=](canvas& canvas, point at) {
                     if (has.interval) canvas.rectangle({at.x - 8, at.y - 6}, 16, 12, "cx-band");
                     canvas.line({at.x - 8, at.y}, {at.x + 8, at.y}, "cx-trend");
                     draw_marker(canvas, at, 0, false);
                   }});
  if (has.change) items.push_back(legend_of_differences("significant rise or fall"));
  if (has.thin) items.push_back(legend_of_thin());
  if (has.partial) items.push_back({"part of a period", draw_part});
  if (has.missing) items.push_back({"no answers or suppressed", draw_cross});
  if (has.limits) {
    items.push_back({"limits of what is usual", [](canvas& canvas, point at) {
                       canvas.line({at.x - 8, at.y}, {at.x + 8, at.y}, limit_looks);
                     }});
  }
  if (const auto target = target_of(table)) {
    items.push_back({"target " + fixed(*target, decimals_of(table.unit)), [](canvas& canvas, point at) {
                       canvas.line({at.x - 8, at.y}, {at.x + 8, at.y}, target_looks);
                     }});
  }
  if (const table_row* total = common_total(table)) {
    items.push_back(
        {"total " + fixed(total->result().value, decimals_of(table.unit)), [](canvas& canvas, point at) {
           canvas.line({at.x - 8, at.y}, {at.x + 8, at.y}, "cx-total");
         }});
  }
  return items;
}

value_ticks ticks_of(const table& table, const std::vector<step>& steps) {
  double low = HUGE_VAL;
  double high = -HUGE_VAL;
  const auto widen = [&](double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  };
  for (const step& step : steps) {
    if (step.has_value()) widen(step.row->result().value);
    if (step.usual.exists()) {
      widen(step.usual.low);
      widen(step.usual.high);
    }
    if (step.has_interval()) {
      widen(step.row->result().ci.low);
      widen(step.row->result().ci.high);
    }
  }
  if (const table_row* total = common_total(table)) widen(total->result().value);
  if (const auto target = target_of(table)) widen(*target);
  return ticks_around(low, high, 6);
}

class plot {
 public:
  plot(frame& frame, const table& table, std::vector<step> steps)
      : canvas_(frame.draw()),
        table_(table),
        steps_(std::move(steps)),
        ticks_(ticks_of(table, steps_)),
        days_(steps_.front().when.first(), steps_.back().when.last()),
        most_answers_(1) {
    for (const step& step : steps_) {
      if (step.row != nullptr && !step.row->suppressed)
        most_answers_ = std::max(most_answers_, step.row->result().n);
    }
    left_ = margin + std::max(detail::width_of(ticks_), detail::width_of(grouped(most_answers_))) + 6;
    right_ = frame.width() - margin;
    y_ = {ticks_.low(), ticks_.high(), frame.top() + (frame.narrow() ? 180 : 220), frame.top() + 4};
  }

  double x(day day) const {
    const auto days = static_cast<double>((day - days_.first()).count());
    return left_ + days / static_cast<double>(days_.days()) * (right_ - left_);
  }
  double middle(const step& step) const { return (x(step.when.first()) + x(step.when.last())) / 2; }
  point at(const step& step, double value) const { return {middle(step), y_(value)}; }

  void draw_background() { draw_rows(canvas_, y_, ticks_, left_, right_); }

  void draw_total() {
    const table_row* row = common_total(table_);
    if (row == nullptr) return;
    const double total = y_(row->result().value);
    canvas_.line({left_, total}, {right_, total}, "cx-total");
  }

  void draw_target() {
    const auto target = target_of(table_);
    if (target) canvas_.line({left_, y_(*target)}, {right_, y_(*target)}, target_looks);
  }

  // Each period has limits of its own, wider where fewer answered.
  void draw_limits() {
    for (const step& step : steps_) {
      if (!step.usual.exists()) continue;
      for (const double limit : {step.usual.low, step.usual.high}) {
        canvas_.line({x(step.when.first()), y_(limit)}, {x(step.when.last()), y_(limit)}, limit_looks);
      }
    }
  }

  // Bands and lines join neighbours only, and no part of a period; a value without a neighbour keeps its whisker.
  void draw_bands() {
    for_each_run([&](const step& step) { return step.has_interval(); },
                 [&](const std::vector<const step*>& run) {
                   if (run.size() == 1) {
                     const interval& ci = run.front()->row->result().ci;
                     canvas_.line(at(*run.front(), ci.low), at(*run.front(), ci.high), "cx-whisker");
                     return;
                   }
                   std::vector<point> outline;
                   for (const step* step : run) outline.push_back(at(*step, step->row->result().ci.high));
                   std::for_each(run.rbegin(), run.rend(), [&](const step* step) {
                     outline.push_back(at(*step, step->row->result().ci.low));
                   });
                   canvas_.polygon(outline, "cx-band");
                 });
  }

  void draw_values() {
    for_each_run([&](const step& step) { return step.has_value(); },
                 [&](const std::vector<const step*>& run) {
                   std::vector<point> line;
                   for (const step* step : run) line.push_back(at(*step, step->row->result().value));
                   if (line.size() > 1) canvas_.polyline(line, "cx-trend");
                 });
    const bool crowded = (right_ - left_) / static_cast<double>(steps_.size()) < 8;
    for (const step& step : steps_) {
      canvas_.open(step.row == nullptr ? to_string(step.when) + ": no rows" : row_text(table_, *step.row));
      if (!step.has_value()) {
        draw_cross(canvas_, {middle(step), y_.begin - 7});
      } else if (step.when.is_partial()) {
        draw_part(canvas_, at(step, step.row->result().value));
      } else if (!crowded || step.change != 0) {
        draw_marker(canvas_, at(step, step.row->result().value), step.change, is_thin(*step.row));
      } else {
        const bool thin = is_thin(*step.row);
        canvas_.circle(at(step, step.row->result().value), thin ? 2.2 : 1.5, thin ? "cx-thin" : "cx-dot");
      }
      canvas_.close();
    }
  }

  // The number of answers as bars below, from zero, and the calendar below them; returns where it ends.
  double draw_base() {
    const double top = y_.begin + 22;
    const linear_scale height{0, static_cast<double>(most_answers_), top + base_height, top};
    canvas_.text({left_ - 6, top + 9}, anchor::end, "cx-muted", grouped(most_answers_));
    canvas_.text({left_ - 6, top + base_height}, anchor::end, "cx-muted", "n");
    for (const step& step : steps_) {
      if (step.row == nullptr || step.row->suppressed) continue;
      const double begin = x(step.when.first());
      const double width = x(step.when.last()) - begin;
      const double bar = height(static_cast<double>(step.row->result().n));
      canvas_.open(row_text(table_, *step.row));
      canvas_.rectangle({begin + width * 0.15, bar}, width * 0.7, height.begin - bar, "cx-base");
      canvas_.close();
    }
    canvas_.line({left_, height.begin}, {right_, height.begin}, "cx-axis");
    std::int64_t shortest = days_.days();
    for (const step& step : steps_) shortest = std::min(shortest, step.when.days());
    for (const time_label& label : time_labels(days_, shortest, right_ - left_)) {
      const double begin = x(label.span.first());
      const double end = x(label.span.last());
      const double half = detail::width_of(label.text) / 2;
      if (begin > left_ + 1) canvas_.line({begin, height.begin}, {begin, height.begin + 5}, "cx-axis");
      const double centre = std::clamp((begin + end) / 2, left_ - margin + half, right_ + margin - half);
      canvas_.text({centre, height.begin + line_height}, anchor::middle, "cx-muted", label.text);
    }
    return height.begin + line_height + margin;
  }

 private:
  template <class Belongs, class Draw>
  void for_each_run(Belongs belongs, Draw draw) const {
    std::vector<const step*> run;
    for (const step& step : steps_) {
      const bool joined = !run.empty() && run.back()->when.last() == step.when.first() &&
                          !step.when.is_partial() && !run.back()->when.is_partial();
      if (!run.empty() && (!belongs(step) || !joined)) {
        draw(run);
        run.clear();
      }
      if (belongs(step)) run.push_back(&step);
    }
    if (!run.empty()) draw(run);
  }

  canvas& canvas_;
  const table& table_;
  std::vector<step> steps_;
  value_ticks ticks_;
  period days_;
  std::uint64_t most_answers_;
  double left_;
  double right_;
  linear_scale y_;
};

std::string description_of(const table& table, const std::vector<step>& steps) {
  const step* least = nullptr;
  const step* most = nullptr;
  const step* last = nullptr;
  for (const step& step : steps) {
    if (!step.has_value()) continue;
    last = &step;
    if (least == nullptr || step.row->result().value < least->row->result().value) least = &step;
    if (most == nullptr || step.row->result().value > most->row->result().value) most = &step;
  }
  std::string text = fmt::format("{} periods, from {} to {}.", steps.size(), to_string(steps.front().when),
                                 to_string(steps.back().when));
  if (last != nullptr) {
    if (const auto target = target_of(table)) {
      text += fmt::format(" Target {}.", fixed(*target, decimals_of(table.unit)));
    }
    text += fmt::format(" Lowest in {}. Highest in {}. Last, {}.", row_text(table, *least->row),
                        row_text(table, *most->row), row_text(table, *last->row));
  }
  return text;
}

}  // namespace

std::string trend_chart(const table& table, const chart_options& options) {
  frame frame{options, title_text(table)};
  std::vector<step> steps = steps_of(table);
  keep_last_periods(frame, steps);
  if (steps.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  frame.legend(legend_of(table, looks{steps}));
  plot plot{frame, table, steps};
  plot.draw_background();
  plot.draw_bands();
  plot.draw_limits();
  plot.draw_total();
  plot.draw_target();
  plot.draw_values();
  const double bottom = plot.draw_base();
  return frame.finish(bottom, description_of(table, steps));
}

}  // namespace cxmetrics
