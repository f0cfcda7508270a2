// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "printed_figures.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

namespace cxmetrics::detail {
namespace {

constexpr std::size_t most_states = 2000;
constexpr std::size_t most_ways_on = 12;   // from one state
constexpr std::size_t parts_enough = 512;  // to look at, of a long sum, where one of them will do

std::uint64_t size_of(std::int64_t number) {
  return static_cast<std::uint64_t>(std::abs(number));
}

}  // namespace

// Figures by one more or less than believed, on the way to such as add up again.
struct printed_figures::state {
  changes by{};
  std::map<std::size_t, std::int64_t> too_much{};  // by sum: parts less total, where they differ
  std::vector<row> newly_hidden{};
  std::uint64_t cost = 0;
  std::uint64_t wrong = 0;  // over all sums

  bool hides(row row) const {
    return std::find(newly_hidden.begin(), newly_hidden.end(), row) != newly_hidden.end();
  }
  // Cheap ones first, of these the most nearly right, of these the shortest.
  friend bool operator<(const state& one, const state& other) {
    return std::tuple(one.cost, one.wrong, one.by.size()) <
           std::tuple(other.cost, other.wrong, other.by.size());
  }
};

printed_figures::row printed_figures::add_row(std::uint64_t people) {
  people_.push_back(people);
  hidden_.push_back(false);
  return people_.size() - 1;
}

printed_figures::figure printed_figures::add_figure(std::uint64_t value, std::vector<row> printed_in,
                                                    std::uint64_t least) {
  values_.push_back(value);
  room_.push_back(static_cast<std::int64_t>(value - std::min(least, value)));
  printed_in_.push_back(std::move(printed_in));
  sums_of_.emplace_back();
  return values_.size() - 1;
}

void printed_figures::add_sum(figure total, std::vector<figure> parts) {
  sums_of_[total].push_back(sums_.size());
  for (const figure part : parts) sums_of_[part].push_back(sums_.size());
  sums_.push_back({total, std::move(parts)});
}

std::optional<std::uint64_t> printed_figures::cost_of(figure of, const state& in) const {
  std::uint64_t cost = 0;
  for (const row row : printed_in_[of]) {
    if (people_[row] == 0) return std::nullopt;
    if (!hidden_[row] && !in.hides(row)) cost += people_[row];
  }
  return cost;
}

std::int64_t printed_figures::room_below(figure of, const changes& believed) const {
  const auto found = believed.find(of);
  return room_[of] + (found == believed.end() ? 0 : found->second);
}

printed_figures::state printed_figures::changed(const state& from, figure which, std::int64_t by) const {
  state to = from;
  to.by[which] += by;
  to.cost += *cost_of(which, from);
  for (const row row : printed_in_[which]) {
    if (!hidden_[row] && !to.hides(row)) to.newly_hidden.push_back(row);
  }
  for (const std::size_t sum : sums_of_[which]) {
    std::int64_t& too_much = to.too_much[sum];
    to.wrong -= size_of(too_much);
    too_much += sums_[sum].total == which ? -by : by;
    to.wrong += size_of(too_much);
    if (too_much == 0) to.too_much.erase(sum);
  }
  return to;
}

// The ways to change one figure of a wrong sum for the better, of which no figure is changed twice.
std::vector<printed_figures::state> printed_figures::repaired(const state& from,
                                                              const changes& believed) const {
  const auto shorter = [this](const auto& one, const auto& other) {
    return sums_[one.first].parts.size() < sums_[other.first].parts.size();
  };
  const auto& found = *std::min_element(from.too_much.begin(), from.too_much.end(), shorter);
  const sum& wrong = sums_[found.first];
  const std::int64_t up_or_down = found.second > 0 ? -1 : 1;  // of a part

  struct way {
    figure which;
    std::int64_t by;
    std::uint64_t cost;
    std::int64_t wrong;
  };
  std::vector<way> ways;
  bool one_will_do = false;
  const auto consider = [&](figure which, std::int64_t by) {
    if (from.by.count(which) != 0 || (by < 0 && room_below(which, believed) == 0)) return;
    const std::optional<std::uint64_t> cost = cost_of(which, from);
    if (!cost) return;
    way next{which, by, *cost, 0};
    for (const std::size_t sum : sums_of_[which]) {
      const auto now = from.too_much.find(sum);
      const std::int64_t too_much = now == from.too_much.end() ? 0 : now->second;
      next.wrong += std::abs(too_much + (sums_[sum].total == which ? -by : by)) - std::abs(too_much);
    }
    one_will_do = one_will_do || (next.cost == 0 && next.wrong < 0);
    ways.push_back(next);
  };
  consider(wrong.total, -up_or_down);
  for (std::size_t part = 0; part < wrong.parts.size(); ++part) {
    if (part >= parts_enough && one_will_do) break;
    consider(wrong.parts[part], up_or_down);
  }
  const std::size_t kept = std::min(ways.size(), most_ways_on);
  std::partial_sort(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(kept), ways.end(),
                    [](const way& one, const way& other) {
                      return std::tuple(one.cost, one.wrong, one.which) <
                             std::tuple(other.cost, other.wrong, other.which);
                    });
  std::vector<state> result;
  for (std::size_t at = 0; at < kept; ++at) result.push_back(changed(from, ways[at].which, ways[at].by));
  return result;
}

std::optional<printed_figures::state> printed_figures::raised(figure which, const changes& believed) const {
  const auto later = [](const state& one, const state& other) { return other < one; };
  std::priority_queue<state, std::vector<state>, decltype(later)> open(later);
  open.push(changed({}, which, 1));
  for (std::size_t tried = 0; !open.empty() && tried < most_states; ++tried) {
    state best = open.top();
    open.pop();
    if (best.too_much.empty()) return best;
    for (state& way : repaired(best, believed)) open.push(std::move(way));
  }
  return std::nullopt;
}

void printed_figures::protect(figure figure, std::uint64_t at_least) {
  changes believed;
  for (std::uint64_t now = values_[figure]; now < at_least;) {
    const std::optional<state> step = raised(figure, believed);
    if (!step) return hide_all_tied_to(figure);
    for (const row row : step->newly_hidden) hidden_[row] = true;
    // As often as there is room for.
    auto times = static_cast<std::int64_t>(at_least - now);
    for (const auto& [which, by] : step->by) {
      if (by < 0) times = std::min(times, room_below(which, believed));
    }
    for (const auto& [which, by] : step->by) {
      believed[which] += by * times;
      put_first(which);
    }
    now += static_cast<std::uint64_t>(times);
  }
}

// What has helped once is looked at first the next time.
void printed_figures::put_first(figure which) {
  for (const std::size_t index : sums_of_[which]) {
    std::vector<figure>& parts = sums_[index].parts;
    if (parts.size() <= parts_enough) continue;
    const auto found = std::find(parts.begin(), parts.end(), which);
    if (found != parts.end()) std::iter_swap(parts.begin() + (found - parts.begin()) / 2, found);
  }
}

void printed_figures::hide_all_tied_to(figure of) {
  std::vector<bool> seen(values_.size());
  std::vector<figure> next{of};
  while (!next.empty()) {
    const figure which = next.back();
    next.pop_back();
    if (seen[which]) continue;
    seen[which] = true;
    for (const row row : printed_in_[which]) hide(row);
    for (const std::size_t sum : sums_of_[which]) {
      next.push_back(sums_[sum].total);
      next.insert(next.end(), sums_[sum].parts.begin(), sums_[sum].parts.end());
    }
  }
}

}  // namespace cxmetrics::detail
