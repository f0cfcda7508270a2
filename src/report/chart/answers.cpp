// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../number.hpp"
#include "answers.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

namespace cxmetrics::detail {
namespace {

std::string range_text(const table& table, const std::vector<std::size_t>& scores) {
  std::string text;
  for (std::size_t index = 0; index < scores.size(); ++index) {
    const std::size_t first = scores[index];
    while (index + 1 < scores.size() && scores[index + 1] == scores[index] + 1) ++index;
    if (!text.empty()) text += ", ";
    text += std::to_string(table.scores[first].score);
    if (scores[index] > first) text.append("–").append(std::to_string(table.scores[scores[index]].score));
  }
  return text;
}

// Seven looks from the worst to the best; fewer classes take those furthest apart. Where there are two,
// one is the box and the other is the rest.
std::string_view look_of(std::size_t index, std::size_t classes, better better) {
  constexpr std::string_view looks[] = {
      "cx-h0", "cx-h1 cx-parted", "cx-h2 cx-parted", "cx-h3 cx-parted", "cx-h4 cx-parted", "cx-h5 cx-parted",
      "cx-h6"};
  const bool high = better == better::high;
  if (classes == 2) return index == 0 ? "cx-middle" : high ? "cx-high" : "cx-low";
  const std::size_t goodness = high ? index : classes - 1 - index;
  if (classes == 3) return goodness == 0 ? "cx-low" : goodness == 1 ? "cx-middle" : "cx-high";
  return looks[goodness * 6 / std::max<std::size_t>(classes - 1, 1)];
}

}  // namespace

std::uint64_t answer_class::count_in(const table_row& row) const {
  std::uint64_t count = 0;
  if (row.suppressed) return 0;
  for (const std::size_t score : scores) count += row.answers[score];
  return count;
}

double answer_class::share_in(const table_row& row) const {
  double share = 0;
  for (const std::size_t score : scores) share += share_of(row, score);
  return share;
}

double share_of(const table_row& row, std::size_t score) {
  if (row.suppressed) return 0;
  if (!row.weighted_shares.empty()) return 100 * row.weighted_shares[score];
  const std::uint64_t all = std::accumulate(row.answers.begin(), row.answers.end(), std::uint64_t{0});
  return all == 0 ? 0 : 100 * static_cast<double>(row.answers[score]) / static_cast<double>(all);
}

std::string share_text(std::uint64_t count, double share, const table_row& row) {
  return fmt::format("{} ({} %{})", grouped(count), fixed(share, 1),
                     row.weighted_shares.empty() ? "" : " weighted");
}

std::string title_of_answers(const table& table, std::string_view what) {
  return fmt::format("{}: {}{}", table.title, what, table.weighted ? ", weighted" : "");
}

std::vector<answer_class> classes_of(const table& table) {
  if (table.scores.empty())
    throw_invalid_argument("{} is no metric of answers on a scale", {std::string_view(table.title)});
  std::vector<double> worths;
  for (const scored& score : table.scores) worths.push_back(score.worth);
  std::sort(worths.begin(), worths.end());
  worths.erase(std::unique(worths.begin(), worths.end()), worths.end());
  std::vector<answer_class> classes;
  for (const double worth : worths) {
    answer_class added;
    for (std::size_t index = 0; index < table.scores.size(); ++index) {
      if (table.scores[index].worth == worth) added.scores.push_back(index);
    }
    classes.push_back(std::move(added));
  }
  constexpr column_meaning meanings[] = {column_meaning::negative, column_meaning::neutral,
                                         column_meaning::positive};
  for (std::size_t index = 0; index < classes.size(); ++index) {
    classes[index].look = look_of(index, classes.size(), table.better);
    const std::string range = range_text(table, classes[index].scores);
    const table_column* named = classes.size() == std::size(meanings) ? table.find(meanings[index]) : nullptr;
    classes[index].name = named != nullptr ? named->title + " " + range : range;
  }
  return classes;
}

}  // namespace cxmetrics::detail
