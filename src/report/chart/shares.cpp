// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../number.hpp"
#include "../svg/text.hpp"
#include "answers.hpp"
#include "marker.hpp"
#include "rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cxmetrics {
namespace {

using namespace detail;

constexpr double shares_row_height = 26;
constexpr double shares_bar_height = 18;

// The light middle of a scale of many looks takes dark writing in light surroundings, and light in dark ones.
std::string_view writing_on(std::string_view look) {
  const bool strong =
      look == "cx-low" || look == "cx-middle" || look == "cx-high" || look == "cx-h0" || look == "cx-h6";
  return strong ? "cx-on-mark" : "cx-text";
}

std::string description_of(const std::vector<answer_class>& classes, const table& table) {
  const table_row& row = *table.total;
  std::string text = row_text(table, row) + ".";
  for (const answer_class& c : classes)
    text += fmt::format(" {}: {}.", c.name, share_text(c.count_in(row), c.share_in(row), row));
  return text;
}

}  // namespace

std::string shares_chart(const table& table, const chart_options& options) {
  const std::vector<answer_class> classes = classes_of(table);
  frame frame{options, title_of_answers(table, "shares of answers")};
  if (table.rows.empty()) {
    frame.subtitle("no rows");
    return frame.finish(frame.top(), "No rows.");
  }
  const std::vector<const table_row*> rows = rows_with_total(frame, table);
  std::vector<legend_item> legend;
  for (const answer_class& c : classes) legend.push_back(legend_square(c.name, c.look));
  frame.legend(legend);

  const row_labels labels{frame, table, rows, frame.narrow() ? "-100.0" : "-100.0 (n = 1,000,000)"};
  const linear_scale x{0, 100, labels.left(), labels.right()};
  double y = frame.top();
  for (const table_row* row : rows) {
    canvas& canvas = frame.draw();
    labels.draw(*row, y + shares_bar_height / 2 + 4,
                frame.narrow() ? value_only(*row)
                               : fmt::format("{} (n = {})", value_only(*row), grouped(row->result().n)));
    std::uint64_t all = 0;
    for (const answer_class& c : classes) all += c.count_in(*row);
    double before = 0;
    for (const answer_class& c : classes) {
      const std::uint64_t count = c.count_in(*row);
      if (count == 0) continue;
      const double share = c.share_in(*row);
      const double begin = x(before);
      before += share;
      const double width = x(share) - x(0);
      canvas.open(fmt::format("{}, {}: {}", key_text(table, *row), c.name, share_text(count, share, *row)));
      // A gap parts the classes for who does not tell their colours apart.
      canvas.rectangle({begin, y}, std::max(width - 1, 0.5), shares_bar_height, c.look);
      const std::string text = fixed(share, 0) + " %";
      if (detail::width_of(text) + 8 < width) {
        canvas.text({begin + width / 2, y + shares_bar_height / 2 + 4}, anchor::middle, writing_on(c.look),
                    text);
      }
      canvas.close();
    }
    if (all == 0) labels.draw_nothing(*row, y + shares_bar_height / 2 + 4);
    y += shares_row_height;
  }
  draw_columns(frame.draw(), x, ticks_around(0, 100, 6), y - 4, y);
  frame.draw().text({labels.right() + 20, y + line_height - 2}, anchor::start, "cx-muted", "%");
  return frame.finish(y + line_height + margin, table.total ? description_of(classes, table) : "No total.");
}

}  // namespace cxmetrics
