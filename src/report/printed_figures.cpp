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

constexpr std::size_t few_states = 300;    // looked at, cheap ones first
constexpr std::size_t most_states = 2000;  // the nearest ones first
constexpr std::size_t most_changes = 64;   // of figures, on one way
constexpr std::size_t most_ways_on = 12;   // from one state
constexpr std::size_t parts_enough = 512;  // to look at, of a long sum, where one of them will do

template <class Key>
std::int64_t find(const std::vector<std::pair<Key, std::int64_t>>& in, Key key) {
  for (const auto& [each, value] : in) {
    if (each == key) return value;
  }
  return 0;
}

}  // namespace

// Figures by one more or less than believed, on the way to such as add up again.
struct printed_figures::state {
  std::vector<std::pair<figure, std::int64_t>> by{};
  std::vector<std::pair<std::size_t, std::int64_t>>
      too_much{};  // by sum: parts less total, where they differ
  std::vector<row> newly_hidden{};

  bool hides(row row) const {
    return std::find(newly_hidden.begin(), newly_hidden.end(), row) != newly_hidden.end();
  }
};

// The last change of a state, and what it comes to. Cheap ones first, of these the most nearly right, of these the
// shortest.
struct printed_figures::step {
  figure which;
  std::int64_t by;
  std::uint64_t cost;   // of the rows that all changes hide
  std::int64_t wrong;   // over all sums
  std::size_t changes;  // so far
  std::size_t before;   // the step before

  friend bool operator<(const step& one, const step& other) {
    return std::tie(one.cost, one.wrong, one.changes, one.which) <
           std::tie(other.cost, other.wrong, other.changes, other.which);
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

// That of the row in the middle, as the dearest are no measure.
std::uint64_t printed_figures::usual_cost() const {
  if (people_.empty()) return 1;
  std::vector<std::uint64_t> people = people_;
  const auto middle = people.begin() + static_cast<std::ptrdiff_t>(people.size() / 2);
  std::nth_element(people.begin(), middle, people.end());
  return *middle + 1;
}

std::int64_t printed_figures::room_below(figure of, const changes& believed) const {
  const auto found = believed.find(of);
  return room_[of] + (found == believed.end() ? 0 : found->second);
}

void printed_figures::change(state& in, figure which, std::int64_t by) const {
  in.by.emplace_back(which, by);
  for (const row row : printed_in_[which]) {
    if (!hidden_[row] && !in.hides(row)) in.newly_hidden.push_back(row);
  }
  for (const std::size_t sum : sums_of_[which]) {
    const std::int64_t more = sums_[sum].total == which ? -by : by;
    const auto found = std::find_if(in.too_much.begin(), in.too_much.end(),
                                    [=](const auto& each) { return each.first == sum; });
    if (found == in.too_much.end()) {
      in.too_much.emplace_back(sum, more);
    } else if (found->second += more; found->second == 0) {
      in.too_much.erase(found);
    }
  }
}

// The ways to change one figure of a wrong sum for the better. No figure changes twice.
std::vector<printed_figures::step> printed_figures::ways_on(const state& from, const step& last,
                                                            const changes& believed) const {
  const auto shorter = [this](const auto& one, const auto& other) {
    return sums_[one.first].parts.size() < sums_[other.first].parts.size();
  };
  const auto& found = *std::min_element(from.too_much.begin(), from.too_much.end(), shorter);
  const sum& wrong = sums_[found.first];
  const std::int64_t up_or_down = found.second > 0 ? -1 : 1;  // of a part

  std::vector<step> ways;
  bool one_will_do = false;
  const auto consider = [&](figure which, std::int64_t by) {
    if (find(from.by, which) != 0 || (by < 0 && room_below(which, believed) == 0)) return;
    const std::optional<std::uint64_t> cost = cost_of(which, from);
    if (!cost) return;
    step next{which, by, last.cost + *cost, last.wrong, last.changes + 1, 0};
    for (const std::size_t sum : sums_of_[which]) {
      const std::int64_t too_much = find(from.too_much, sum);
      next.wrong += std::abs(too_much + (sums_[sum].total == which ? -by : by)) - std::abs(too_much);
    }
    one_will_do = one_will_do || (*cost == 0 && next.wrong < last.wrong);
    ways.push_back(next);
  };
  consider(wrong.total, -up_or_down);
  for (std::size_t part = 0; part < wrong.parts.size(); ++part) {
    if (part >= parts_enough && one_will_do) break;
    consider(wrong.parts[part], up_or_down);
  }
  const std::size_t kept = std::min(ways.size(), most_ways_on);
  std::partial_sort(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(kept), ways.end());
  ways.resize(kept);
  return ways;
}

std::optional<printed_figures::state> printed_figures::raised(figure which, const changes& believed,
                                                              search first) const {
  std::vector<step> taken;
  const auto state_after = [&](step last) {
    std::vector<step> steps{last};
    for (; last.changes > 1; steps.push_back(last)) last = taken[last.before];
    state result;
    for (auto at = steps.rbegin(); at != steps.rend(); ++at) change(result, at->which, at->by);
    return result;
  };
  // What it comes to in the end, if what is still wrong costs as much as two rows do.
  const std::uint64_t per_figure = first == search::nearest ? 2 * usual_cost() : 0;
  const std::size_t most = first == search::nearest ? most_states : few_states;
  const auto rank = [=](const step& of) {
    return of.cost + static_cast<std::uint64_t>(of.wrong) * per_figure;
  };
  const auto later = [=](const step& one, const step& other) {
    return std::tuple(rank(other), other) < std::tuple(rank(one), one);
  };
  std::priority_queue<step, std::vector<step>, decltype(later)> open(later);
  open.push({which, 1, 0, static_cast<std::int64_t>(sums_of_[which].size()), 1, 0});
  while (!open.empty() && taken.size() < most) {
    const step last = open.top();
    open.pop();
    state reached = state_after(last);
    if (reached.too_much.empty()) return reached;
    if (last.changes == most_changes) continue;
    taken.push_back(last);
    for (step& way : ways_on(reached, last, believed)) {
      way.before = taken.size() - 1;
      open.push(way);
    }
  }
  return std::nullopt;
}

void printed_figures::protect(figure figure, std::uint64_t at_least) {
  changes believed;
  for (std::uint64_t now = values_[figure]; now < at_least;) {
    std::optional<state> found = raised(figure, believed, search::cheapest);
    if (!found) found = raised(figure, believed, search::nearest);
    if (!found) return hide_all_tied_to(figure);
    for (const row row : found->newly_hidden) hidden_[row] = true;
    // As often as there is room for.
    auto times = static_cast<std::int64_t>(at_least - now);
    for (const auto& [which, by] : found->by) {
      if (by < 0) times = std::min(times, room_below(which, believed));
    }
    for (const auto& [which, by] : found->by) {
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
