// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../keys.hpp"
#include "../number.hpp"
#include "../svg/text.hpp"
#include "frame.hpp"
#include "marker.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double funnel_bar_height = 16;
constexpr double funnel_row_height = 24;
constexpr std::size_t most_reasons = 3;

// The steps of a group, in order.
struct chain {
  std::string group;  // empty where there is one only
  std::vector<const table_row*> rows{};
};

std::string step_of(const table& table, const table_row& row) {
  return text_of(row.key[table.find(column_meaning::question)->place]);
}

std::uint64_t reached_by(const table& table, const table_row& row) {
  return count_of(table, row, column_meaning::reached);
}

std::string group_of(const table& table, const table_row& row) {
  std::vector<std::string> parts;
  for (const table_column* column : key_columns(table)) {
    if (column->meaning != column_meaning::question) parts.push_back(text_of(row.key[column->place]));
  }
  return key_text(parts);
}

std::vector<chain> chains_of(const table& table) {
  std::vector<chain> chains;
  for (const table_row& row : table.rows) {
    const std::string group = group_of(table, row);
    if (chains.empty() || chains.back().group != group) chains.push_back({group});
    chains.back().rows.push_back(&row);
  }
  return chains;
}

// The related table whose keys are those of the steps and one more: why people came no further.
const table* table_of_reasons(const table& table) {
  const auto has_one_more = [&](const cxmetrics::table& other) {
    return !other.rows.empty() && key_columns(other).size() == key_columns(table).size() + 1;
  };
  const auto found = std::find_if(table.related.begin(), table.related.end(), has_one_more);
  return found == table.related.end() ? nullptr : &*found;
}

// "stopped here: price 35.5 %, slow 22.6 %", those that most gave first; empty where nobody did.
std::string reasons_text(const table* reasons, const table_row& step) {
  if (reasons == nullptr || step.suppressed) return "";
  std::string text;
  std::size_t shown = 0;
  for (const table_row& row : reasons->rows) {
    const bool of_step = std::equal(step.key.begin(), step.key.end(), row.key.begin());
    if (!of_step || !has_value(row) || row.result().value == 0) continue;
    if (shown++ == most_reasons) return text + ", …";
    text += fmt::format("{} {} {} %", shown == 1 ? "stopped here:" : ",", text_of(row.key.back()),
                        fixed(row.result().value, decimals_of(unit::percent)));
  }
  return text;
}

bool is_above(const table& table, const table_row& row) {
  const table_column* above = table.find(column_meaning::above_earlier);
  return above != nullptr && row.flags[above->place];
}

bool differs(const table& table, const table_row& row) {
  return direction_of(comparison_of(table, row, column_meaning::against_rest)) != 0;
}

std::string figures_of(const table& table, const table_row& row, bool narrow) {
  std::string text =
      narrow ? (has_value(row) ? fixed(row.result().value, decimals_of(table.unit)) + " %" : "n/a")
             : value_text(row);
  if (differs(table, row)) text += " *";
  return text;
}

std::vector<legend_item> legend_of(const table& table, const std::vector<chain>& chains) {
  bool lost = false;
  bool above = false;
  bool different = false;
  for (const chain& each : chains) {
    std::uint64_t before = 0;
    for (const table_row* row : each.rows) {
      lost = lost || reached_by(table, *row) < before;
      before = reached_by(table, *row);
      above = above || is_above(table, *row);
      different = different || differs(table, *row);
    }
  }
  const auto sign = [](std::string_view text) {
    return [=](canvas& canvas, point at) {
      canvas.text({at.x, at.y + 4}, anchor::middle, "cx-strong", text);
    };
  };
  std::vector<legend_item> items{legend_square("came so far", "cx-high")};
  if (lost) items.push_back(legend_square("lost since the one before", "cx-h4"));
  if (above) items.push_back({"more than at an earlier one", sign("▲")});
  if (different) items.push_back({"share significantly above or below the rest", sign("*")});
  return items;
}

class steps_drawing {
 public:
  steps_drawing(frame& frame, const table& table, const std::vector<chain>& chains)
      : frame_(frame), table_(table), reasons_(table_of_reasons(table)) {
    double widest = 0;
    for (const chain& each : chains) {
      for (const table_row* row : each.rows) widest = std::max(widest, width_of(step_of(table, *row)));
    }
    left_ = margin + std::min(widest, frame.width() * 0.32) + 8;
    figures_ = width_of(frame.narrow() ? "-100.0 % *" : "-100.0 [-100.0, -100.0] (n = 100,000) *");
    right_ = frame.width() - margin - figures_ - 8;
    y_ = frame.top();
  }

  void draw(const chain& of) {
    if (!of.group.empty()) {
      frame_.draw().label({margin, y_ + 13}, anchor::start, "cx-strong", of.group,
                          frame_.width() - 2 * margin);
      y_ += line_height + 2;
    }
    std::uint64_t most = 1;
    for (const table_row* row : of.rows) most = std::max(most, reached_by(table_, *row));
    std::uint64_t before = 0;
    for (const table_row* row : of.rows) {
      draw_step(*row, before, most);
      before = row->suppressed ? 0 : reached_by(table_, *row);
    }
    y_ += 8;
  }

  double bottom() const { return y_; }
  const std::string& description() const { return description_; }

 private:
  void draw_step(const table_row& row, std::uint64_t before, std::uint64_t most) {
    canvas& canvas = frame_.draw();
    const double baseline = y_ + funnel_bar_height / 2 + 4;
    canvas.label({margin, baseline}, anchor::start, "cx-text", step_of(table_, row), left_ - margin - 8);
    description_ += row_text(table_, row);
    if (row.suppressed) {
      canvas.label({left_ + 4, baseline}, anchor::start, "cx-muted", missing_text(row), right_ - left_ - 8);
    } else {
      // The count stands behind the longest bar as well.
      const double room = right_ - left_ - width_of("100,000 ▲") - 6;
      const std::uint64_t reached = reached_by(table_, row);
      const auto length = [&](std::uint64_t count) {
        return room * static_cast<double>(count) / static_cast<double>(most);
      };
      canvas.open(row_text(table_, row));
      if (before > reached) canvas.rectangle({left_, y_}, length(before), funnel_bar_height, "cx-h4");
      if (reached > 0) canvas.rectangle({left_, y_}, length(reached), funnel_bar_height, "cx-high");
      canvas.close();
      const std::string count = grouped(reached) + (is_above(table_, row) ? " ▲" : "");
      canvas.text({left_ + length(std::max(before, reached)) + 5, baseline}, anchor::start, "cx-muted",
                  count);
      description_ += fmt::format(", {} came so far", count);
    }
    canvas.label({right_ + 8, baseline}, anchor::start, "cx-text", figures_of(table_, row, frame_.narrow()),
                 figures_);
    y_ += funnel_row_height;
    const std::string reasons = reasons_text(reasons_, row);
    if (!reasons.empty()) {
      canvas.label({left_, y_ + 6}, anchor::start, "cx-muted", reasons, frame_.width() - left_ - margin);
      description_ += ", " + reasons;
      y_ += line_height;
    }
    description_ += ". ";
  }

  frame& frame_;
  const table& table_;
  const table* reasons_;
  double left_;
  double figures_;
  double right_;
  double y_;
  std::string description_;
};

}  // namespace

std::string funnel_chart(const table& table, const chart_options& options) {
  if (table.find(column_meaning::reached) == nullptr || table.find(column_meaning::question) == nullptr)
    throw_invalid_argument("{} is not of steps", {std::string_view(table.title)});
  frame frame{options, title_text(table)};
  if (table.rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  std::vector<chain> chains = chains_of(table);
  std::size_t rows = 0;
  std::size_t shown = 0;
  while (shown < chains.size() && (shown == 0 || rows + chains[shown].rows.size() <= most_groups_drawn))
    rows += chains[shown++].rows.size();
  if (shown < chains.size()) {
    frame.subtitle(fmt::format("the first {} of {} groups", shown, chains.size()));
    chains.resize(shown);
  }
  frame.legend(legend_of(table, chains));
  steps_drawing drawing{frame, table, chains};
  for (const chain& each : chains) drawing.draw(each);
  return frame.finish(drawing.bottom() + margin, drawing.description());
}

}  // namespace cxmetrics
