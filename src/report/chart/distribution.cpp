// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../number.hpp"
#include "../svg/text.hpp"
#include "answers.hpp"
#include "frame.hpp"
#include "marker.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace cxmetrics {
namespace {

using namespace detail;

std::uint64_t answered(const table_row& row) {
  std::uint64_t sum = 0;
  if (row.suppressed) return sum;
  for (const std::uint64_t count : row.answers) sum += count;
  return sum;
}

std::vector<legend_item> legend_of(const std::vector<answer_class>& classes, const table_row& row) {
  std::vector<legend_item> items;
  for (const answer_class& c : classes) {
    items.push_back(legend_square(c.name + ": " + share_text(c.count_in(row), c.share_in(row), row), c.look));
  }
  return items;
}

}  // namespace

std::string distribution_chart(const table& table, const chart_options& options) {
  const std::vector<answer_class> classes = classes_of(table);
  frame frame{options, title_of_answers(table, "answers per score")};
  if (!table.total) {
    frame.subtitle("no total");
    return frame.finish(frame.top(), "No total.");
  }
  const table_row& row = *table.total;
  const std::uint64_t all = answered(row);
  frame.subtitle(row.suppressed || !row.withheld.empty()
                     ? value_text(row)
                     : fmt::format("{}; {} missing, {} off scale", value_text(row),
                                   grouped(count_of(table, row, column_meaning::missing)),
                                   grouped(count_of(table, row, column_meaning::off_scale))));
  if (all == 0) return frame.finish(frame.top(), value_text(row) + ".");
  if (classes.size() < table.scores.size()) frame.legend(legend_of(classes, row));

  double most = 0;
  for (std::size_t index = 0; index < row.answers.size(); ++index)
    most = std::max(most, share_of(row, index));
  const value_ticks ticks = ticks_around(0, std::max(most, 1.0), 5);
  const double left = margin + detail::width_of(ticks) + detail::width_of(" %") + 6;
  const linear_scale y{ticks.low(), ticks.high(), frame.top() + (frame.narrow() ? 160 : 200),
                       frame.top() + 14};
  draw_rows(frame.draw(), y, ticks, left, frame.width() - margin);
  frame.draw().text({left - 6, y.end - 10}, anchor::end, "cx-muted", "%");

  const double slot = (frame.width() - margin - left) / static_cast<double>(row.answers.size());
  std::string description = value_text(row) + ".";
  for (const answer_class& c : classes) {
    for (const std::size_t index : c.scores) {
      const double x = left + slot * static_cast<double>(index);
      const double share = share_of(row, index);
      const std::string text =
          fmt::format("{}: {}", table.scores[index].score, share_text(row.answers[index], share, row));
      frame.draw().open(text);
      frame.draw().rectangle({x + slot * 0.1, y(share)}, slot * 0.8, y(0) - y(share), c.look);
      frame.draw().text({x + slot / 2, y(share) - 4}, anchor::middle, "cx-text",
                        fixed(share, slot < 40 ? 0 : 1));
      frame.draw().close();
      frame.draw().text({x + slot / 2, y(0) + line_height - 2}, anchor::middle, "cx-muted",
                        std::to_string(table.scores[index].score));
    }
  }
  for (std::size_t index = 0; index < row.answers.size(); ++index) {
    description += fmt::format(" Score {}: {}.", table.scores[index].score,
                               share_text(row.answers[index], share_of(row, index), row));
  }
  return frame.finish(y(0) + line_height + margin, description);
}

}  // namespace cxmetrics
