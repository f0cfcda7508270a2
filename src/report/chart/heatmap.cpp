// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "marker.hpp"
#include "matrix.hpp"
#include "rows.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double cell_height = 24;
constexpr double most_width = 4000;

// The value in the middle of those of whole periods.
std::optional<double> median_of(const std::vector<const table_row*>& rows) {
  std::vector<double> values;
  for (const table_row* row : rows) {
    if (has_value(*row) && !is_partial(*row)) values.push_back(row->result().value);
  }
  if (values.empty()) return std::nullopt;
  const std::size_t middle = values.size() / 2;
  std::sort(values.begin(), values.end());
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// How far from the total, from -3 (worse) to 3 (better), in thirds of the greatest distance there is. Where the total is
// another rate than those of the rows, from their median.
class shades {
 public:
  explicit shades(const table& table)
      : better_(table.better), by_amount_(table.find(column_meaning::age) != nullptr) {
    const std::vector<const table_row*> rows = detail::rows_of(table);
    for (const table_row* row : rows) {
      if (by_amount_ && has_value(*row)) least_ = std::min(least_, row->result().value);
    }
    if (const table_row* total = common_total(table)) {
      middle_ = total->result().value;
    } else if (const auto median = median_of(rows); median && is_of_flows(table)) {
      middle_ = *median;
      name_ = "median";
    } else {
      return;
    }
    for (const table_row* row : rows) {
      if (has_value(*row)) furthest_ = std::max(furthest_, std::abs(row->result().value - middle_));
    }
  }

  bool exist() const { return furthest_ > 0; }
  // A triangle of shares goes from the least, 0, to all, 3.
  bool by_amount() const { return by_amount_; }
  double amount_of(int shade) const { return least_ + shade * (100 - least_) / 3; }
  int of(double value) const {
    if (by_amount_)
      return least_ < 100 ? static_cast<int>(std::lround(3 * (value - least_) / (100 - least_))) : 3;
    if (!exist()) return 0;
    const auto above = static_cast<int>(std::lround(3 * (value - middle_) / furthest_));
    return better_ == better::high ? above : -above;
  }
  double furthest() const { return furthest_; }
  double middle() const { return middle_; }
  const char* name() const { return name_; }

 private:
  better better_;
  bool by_amount_;
  double least_ = 100;
  const char* name_ = "total";
  double middle_ = 0;
  double furthest_ = 0;
};

// "2024" above and "03" below; what has no such parts stands below.
struct heading {
  std::string above;
  std::string below;

  explicit heading(const matrix::column& column) : below(column.text) {
    if (!column.when) return;
    const std::string text = to_string(column.when->whole());
    const std::size_t dash = text.rfind('-');
    const bool in_parts = dash != std::string::npos && text.find('/') == std::string::npos;
    if (in_parts) above = text.substr(0, dash);
    below = in_parts ? text.substr(dash + 1) : text;
    if (column.when->is_partial()) below += " (part)";
  }
};

bool is_open(const table& table, const table_row& row) {
  const table_column* mature = table.find(column_meaning::mature);
  return mature != nullptr && !row.flags[mature->place];
}

std::string cell_text(const table& table, const table_row& row) {
  if (is_open(table, row)) return fixed(row.result().value, 0) + "~";
  return fixed(row.result().value, row.result().unit == unit::score ? 2 : 0);
}

std::string_view writing_on(int shade) {
  return std::abs(shade) == 3 ? "cx-on-mark" : "cx-ink";
}

// The mark of a thin base.
void draw_corner(canvas& canvas, point at, std::string_view look) {
  canvas.polygon({at, {at.x - 7, at.y}, {at.x, at.y + 7}}, look);
}

// What stands in a cell without a value.
std::string_view sign_of(const table_row* row) {
  return row != nullptr && row->suppressed ? "×" : "–";
}

class drawing {
 public:
  drawing(const table& table, const chart_options& options)
      : table_(table), options_(options), matrix_(table), shades_(table), shown_width_(options.width) {
    all_groups_ = matrix_.groups().size();
    all_columns_ = matrix_.columns().size();
    matrix_.keep(most_groups_drawn, matrix_.columns().size());
    double names = 0;
    for (const matrix::group& group : matrix_.groups())
      names = std::max(names, detail::width_of(group_text(group)));
    left_ = margin + std::min(names, options.width * 0.28) + 8;
    for (const matrix::column& column : matrix_.columns()) {
      cell_width_ = std::max(cell_width_, std::min(detail::width_of(heading(column).below) + 8, 90.0));
      for (const matrix::group& group : matrix_.groups()) {
        const table_row* row = matrix_.find(group, column);
        if (row != nullptr && has_value(*row))
          cell_width_ = std::max(cell_width_, detail::width_of(cell_text(table, *row)) + 8);
      }
    }
    matrix_.keep(most_groups_drawn, static_cast<std::size_t>((most_width - left_ - margin) / cell_width_));
    // Cells grow to fill the width, and the picture grows beyond it where figures would not be legible.
    const auto across = static_cast<double>(std::max<std::size_t>(matrix_.columns().size(), 1));
    cell_width_ = std::max(cell_width_, std::min((options.width - left_ - margin) / across, 56.0));
    options_.width = std::max(options.width, left_ + across * cell_width_ + margin);
  }

  std::string draw() {
    frame frame{options_, title_text(table_), shown_width_};
    if (matrix_.groups().empty()) frame.subtitle("no rows");
    frame.subtitle_of_part("", matrix_.groups().size(), all_groups_, " groups with the most answers");
    frame.subtitle_of_part("last ", matrix_.columns().size(), all_columns_, " columns");
    frame.legend(legend());
    double y = frame.top();
    if (!matrix_.columns().empty()) y = draw_headings(frame.draw(), y);
    for (const matrix::group& group : matrix_.groups()) {
      frame.draw().label({margin, y + cell_height / 2 + 4}, anchor::start, "cx-text", group_text(group),
                         left_ - margin - 8);
      double x = left_;
      for (const matrix::column& column : matrix_.columns()) {
        draw_cell(frame.draw(), {x, y}, group, column);
        x += cell_width_;
      }
      y += cell_height;
    }
    return frame.finish(y + margin, description());
  }

 private:
  double draw_headings(canvas& canvas, double top) const {
    double x = left_;
    std::string before;
    double free_from = 0;
    for (const matrix::column& column : matrix_.columns()) {
      const heading heading{column};
      if (heading.above != before && x >= free_from) {
        canvas.text({x + 2, top}, anchor::start, "cx-muted", heading.above);
        free_from = x + detail::width_of(heading.above) + 8;
        before = heading.above;
      }
      canvas.label({x + cell_width_ / 2, top + line_height}, anchor::middle, "cx-muted", heading.below,
                   cell_width_ - 2);
      x += cell_width_;
    }
    return top + line_height + 6;
  }

  void draw_cell(canvas& canvas, point corner, const matrix::group& group,
                 const matrix::column& column) const {
    const table_row* row = matrix_.find(group, column);
    if (row == nullptr && shades_.by_amount()) return;  // an age that nobody can have had
    const point middle{corner.x + cell_width_ / 2, corner.y + cell_height / 2 + 4};
    canvas.open(row != nullptr ? row_text(table_, *row)
                               : group_text(group) + " / " + column.text + ": no rows");
    if (row == nullptr || !has_value(*row)) {
      canvas.rectangle({corner.x + 0.5, corner.y + 0.5}, cell_width_ - 1, cell_height - 1, "cx-empty-cell");
      canvas.text(middle, anchor::middle, "cx-muted", sign_of(row));
    } else {
      const int shade = shades_.of(row->result().value);
      canvas.rectangle({corner.x + 0.5, corner.y + 0.5}, cell_width_ - 1, cell_height - 1, look_of(shade));
      if (is_thin(*row))
        draw_corner(canvas, {corner.x + cell_width_ - 0.5, corner.y + 0.5}, writing_on(shade));
      canvas.text(middle, anchor::middle, writing_on(shade), cell_text(table_, *row));
    }
    canvas.close();
  }

  std::vector<legend_item> legend() const {
    bool thin = false;
    bool empty = false;
    bool suppressed = false;
    bool open = false;
    for (const matrix::group& group : matrix_.groups()) {
      for (const matrix::column& column : matrix_.columns()) {
        const table_row* row = matrix_.find(group, column);
        thin = thin || (row != nullptr && has_value(*row) && is_thin(*row));
        suppressed = suppressed || (row != nullptr && row->suppressed);
        empty = empty || (row == nullptr ? !shades_.by_amount() : !has_value(*row) && !row->suppressed);
        open = open || (row != nullptr && is_open(table_, *row));
      }
    }
    std::vector<legend_item> items;
    const auto square = [](std::string look) {
      return [look = std::move(look)](canvas& canvas, point at) {
        canvas.rectangle({at.x - 8, at.y - 7}, 16, 14, look);
      };
    };
    if (shades_.by_amount()) {
      for (const int shade : {0, 1, 2, 3}) {
        items.push_back({fixed(shades_.amount_of(shade), 0) + " %", square(look_of(shade))});
      }
      if (open) {
        items.push_back({"~ so far", [](canvas&, point) {}});
      }
    } else if (shades_.exist()) {
      const int decimals = decimals_of(table_.unit);
      const std::string away = fixed(shades_.furthest(), decimals);
      items.push_back({away + " worse", square(look_of(-3))});
      items.push_back(
          {fmt::format("{} {}", shades_.name(), fixed(shades_.middle(), decimals)), square(look_of(0))});
      items.push_back({away + " better", square(look_of(3))});
    }
    const auto sign = [](std::string_view sign) {
      return [=](canvas& canvas, point at) {
        canvas.rectangle({at.x - 8, at.y - 7}, 16, 14, "cx-empty-cell");
        canvas.text({at.x, at.y + 4}, anchor::middle, "cx-muted", sign);
      };
    };
    if (thin) {
      items.push_back({"n below 30", [](canvas& canvas, point at) {
                         canvas.rectangle({at.x - 8, at.y - 7}, 16, 14, "cx-h3");
                         draw_corner(canvas, {at.x + 8, at.y - 7}, "cx-ink");
                       }});
    }
    if (empty) items.push_back({shades_.by_amount() ? "not known yet" : "no answers", sign("–")});
    if (suppressed) items.push_back({"suppressed", sign("×")});
    return items;
  }

  std::string description() const {
    std::string text =
        fmt::format("{} rows of {} columns.", matrix_.groups().size(), matrix_.columns().size());
    for (const matrix::group& group : matrix_.groups()) {
      for (const matrix::column& column : matrix_.columns()) {
        const table_row* row = matrix_.find(group, column);
        if (row != nullptr) text += ' ' + row_text(table_, *row) + '.';
      }
    }
    return text;
  }

  static std::string look_of(int shade) { return fmt::format("cx-h{}", shade + 3); }

  const table& table_;
  chart_options options_;
  matrix matrix_;
  shades shades_;
  double shown_width_;
  double left_ = 0;
  double cell_width_ = 34;
  std::size_t all_groups_ = 0;  // before those were left out that make the picture too large
  std::size_t all_columns_ = 0;
};

}  // namespace

std::string heatmap_chart(const table& table, const chart_options& options) {
  const std::size_t keys = key_columns(table).size();
  if (keys < 2) throw_invalid_argument("a heat map has two keys or more, not {}", {keys});
  return drawing{table, options}.draw();
}

}  // namespace cxmetrics
