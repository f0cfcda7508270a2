// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/report/what_changed_table.hpp"
#include "keys.hpp"
#include "number.hpp"
#include "time_series.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/what_changed.hpp>
#include <cxmetrics/report/format.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

using namespace detail;

struct group_in_time {
  std::vector<key_cell> group{};
  segment_in_time segment{};
};

// The groups that are in one of the periods at least. A group that is hidden in one of them is not new or gone, but
// unknown: it is left out of both.
std::vector<group_in_time> groups_of(const table& of, const period& before, const period& after) {
  std::map<std::vector<key_cell>, segment_in_time> groups;
  std::set<std::vector<key_cell>> hidden;
  bool any_before = false;
  bool any_after = false;
  estimate nothing;
  for (const table_row& row : of.rows) {
    const auto& [definition, group, when] = key_in(of, row);
    if (when != before && when != after) continue;
    (when == before ? any_before : any_after) = true;
    if (row.suppressed) {
      hidden.insert(group);
      continue;
    }
    nothing = row.result();
    (when == before ? groups[group].before : groups[group].after) = row.result();
  }
  for (const auto& [found, name] : {std::pair{any_before, &before}, std::pair{any_after, &after}}) {
    if (!found) throw_invalid_argument("there are no rows of {}", {std::string_view(to_string(*name))});
  }
  for (const std::vector<key_cell>& group : hidden) groups.erase(group);
  if (groups.empty())
    throw_invalid_argument("the figures of all groups are hidden in one of the two periods");
  nothing = certain(std::numeric_limits<double>::quiet_NaN(), nothing.unit, nothing.better, nothing.level);
  std::vector<group_in_time> result;
  for (auto& [group, segment] : groups) {
    if (segment.before.n == 0) segment.before = nothing;
    if (segment.after.n == 0) segment.after = nothing;
    result.push_back({group, std::move(segment)});
  }
  return result;
}

estimate effect_of(const difference& effect) {
  estimate result = certain(effect.value, effect.unit, effect.better, effect.level);
  result.ci = effect.ci;
  return result;
}

// The whole of a period: its observations together, or where these cannot be pooled what the table says of the period alone.
estimate whole_of(const table& of, const period& when, const std::vector<estimate>& parts) {
  if (const std::optional<estimate> all = pooled(parts)) return *all;
  std::uint64_t n = 0;
  for (const estimate& part : parts) n += part.n;
  if (const table* alone = by_period_alone(of)) {
    for (const table_row& row : alone->rows) {
      // Less where groups are hidden.
      if (period_of(row) == when && row.result().n == n) return row.result();
    }
  }
  return certain(std::numeric_limits<double>::quiet_NaN(), of.unit, of.better, of.level, n);
}

estimate share_of(double share, double level) {
  return certain(100 * share, unit::percent, better::high, level);
}

std::string sentence_of(const table& of, const what_changed& found, const period& before,
                        const period& after) {
  return fmt::format(
      "{} changed from {} to {} by {}: {} by changes within the groups (rate), {} by their shares (mix)",
      of.title, to_string(before), to_string(after), found.change, found.rate, found.mix);
}

}  // namespace

void add_what_changed(table& to, const period& before, const period& after, adjustment adjustment) {
  if (period_column(to) == nullptr || key_columns(to).size() < 2) {
    throw_invalid_argument("what changed in {} is told by groups and periods", {std::string_view(to.title)});
  }
  if (is_of_same_people(to) || to.find(column_meaning::question) != nullptr) {
    throw_invalid_argument("{} has rows of the same people, of which no whole is made",
                           {std::string_view(to.title)});
  }
  if (before == after) {
    throw_invalid_argument("{} is compared with itself", {std::string_view(to_string(before))});
  }
  const table_column* const definition = to.find(column_meaning::definition);
  if (definition != nullptr) {
    for (const table_row& row : to.rows) {
      if (row.key[definition->place] != to.rows.front().key[definition->place]) {
        throw_invalid_argument("what changed is told by one definition");
      }
    }
  }
  const std::vector<group_in_time> groups = groups_of(to, before, after);
  std::vector<segment_in_time> segments;
  for (const group_in_time& each : groups) segments.push_back(each.segment);
  const what_changed found = what_changed_between(segments, adjustment);

  table result = related_table(
      to, "what_changed",
      fmt::format("what changed in {} from {} to {}", to.title, to_string(before), to_string(after)),
      "rate: the change of a group times its mean share; mix: the growth of its share times how far its mean "
      "value "
      "lies above the whole");
  result.adjustment = adjustment;
  result.add({"rate", "rate", column_kind::estimate, column_meaning::value});
  result.add({"mix", "mix", column_kind::estimate});
  result.add({"before", to_string(before), column_kind::estimate});
  result.add({"after", to_string(after), column_kind::estimate});
  result.add({"share_before", "share, % " + to_string(before), column_kind::estimate});
  result.add({"share_after", "share, % " + to_string(after), column_kind::estimate});
  result.add({"own_change", "own change", column_kind::difference});
  const auto row_of = [&](std::vector<key_cell> key, const difference& rate, const difference& mix,
                          const estimate& one, const estimate& other, double share, double other_share,
                          row_comparison change) {
    estimate first = effect_of(rate);
    first.n = one.n + other.n;
    std::optional<row_comparison> own;
    if (!std::isnan(change.found.value)) own = std::move(change);
    return related_row(
        std::move(key),
        {first, effect_of(mix), one, other, share_of(share, to.level), share_of(other_share, to.level)},
        {own});
  };
  for (std::size_t at = 0; at < groups.size(); ++at) {
    const segment_effect& effect = found.segments[at];
    time_series series;
    series.group = groups[at].group;
    series.definition = definition == nullptr ? "" : definition_of(to, to.rows.front());
    result.rows.push_back(row_of(related_key(to, series), effect.rate, effect.mix, segments[at].before,
                                 segments[at].after, effect.share_before, effect.share_after,
                                 {effect.change, effect.adjusted_p_value, effect.significant}));
  }
  constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
  std::vector<estimate> parts[2];
  for (const segment_in_time& each : segments) {
    if (each.before.n > 0) parts[0].push_back(each.before);
    if (each.after.n > 0) parts[1].push_back(each.after);
  }
  std::vector<key_cell> key;
  for (const table_column& column : result.columns) {
    if (column.is_label()) key.emplace_back();
  }
  result.total =
      row_of(std::move(key), found.rate, found.mix, whole_of(to, before, parts[0]),
             whole_of(to, after, parts[1]), parts[0].empty() ? nothing : 1, parts[1].empty() ? nothing : 1,
             {found.change, found.change.p_value, found.change.significant()});
  result.remarks.push_back(sentence_of(to, found, before, after));
  if (found.reversed) {
    result.remarks.emplace_back(
        "Simpson's reversal: no group changed the way that the whole did; the change is one of their shares");
  }
  if (has_hidden_rows(to)) {
    result.remarks.emplace_back(
        "groups whose figures are hidden in one of the two periods are left out of both, and of the total");
  }
  to.related.push_back(std::move(result));
}

}  // namespace cxmetrics
