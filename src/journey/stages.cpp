// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/stages.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/sampled_ratio.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace cxmetrics {
namespace {

using detail::infinity;

// How many are at two stages of the same people.
struct two_stages {
  std::uint64_t both = 0;
  std::uint64_t only_earlier = 0;
  std::uint64_t only_later = 0;

  std::uint64_t earlier() const { return both + only_earlier; }
  std::uint64_t later() const { return both + only_later; }
};

estimate share_reached(std::uint64_t part, std::uint64_t whole, const estimate_options& options) {
  distribution values;
  values.add(0, whole - part);
  values.add(100, part);
  return estimate_of(values, unit::percent, options);
}

// Σy and Σx are the people at the later and at the earlier stage; a unit is somebody who is at one of both.
estimate ratio_of_counts(const two_stages& at, const estimate_options& options) {
  const auto real = [](std::uint64_t count) { return static_cast<double>(count); };
  sampled_ratio ratio;
  ratio.y = real(at.later());
  ratio.x = real(at.earlier());
  ratio.around = 1;
  ratio.off_squared = real(at.only_earlier) + real(at.only_later);
  ratio.off_by_x = -real(at.only_earlier);
  ratio.x_squared = real(at.earlier());
  ratio.n = at.both + at.only_earlier + at.only_later;
  ratio.times = 100;
  estimate_options by_ratio;
  by_ratio.level = options.level;
  return estimate_of(ratio, unit::percent, by_ratio);
}

// A share where nobody skipped the earlier stage, and otherwise a ratio of two counts. Both have the same range, so that
// groups of either kind can be compared.
class ratio_of_stages final : public basis {
 public:
  ratio_of_stages(const two_stages& at, const estimate_options& options)
      : at_(at),
        options_(options),
        estimated_(at.only_later == 0 ? share_reached(at.both, at.earlier(), options)
                                      : ratio_of_counts(at, options)) {}

  estimate describe(const quantity&) const override {
    estimate result = estimated_;
    result.n = at_.earlier();
    if (result.n == 0) result.value = std::numeric_limits<double>::quiet_NaN();
    result.basis = basis_handle(this);
    return result;
  }
  cxmetrics::interval interval_by(interval_method, confidence level) const override {
    return interval_at(estimated_, level);
  }
  cxmetrics::interval range() const noexcept override { return {0, infinity}; }
  observations as_observations() const override {
    return at_.only_later == 0 ? estimated_.basis->as_observations() : observations{};
  }

  // Other people at the same two stages.
  basis_handle plus(const basis& other) const override {
    const auto* more = dynamic_cast<const ratio_of_stages*>(&other);
    if (more == nullptr) return {};
    return basis_handle(
        new ratio_of_stages({at_.both + more->at_.both, at_.only_earlier + more->at_.only_earlier,
                             at_.only_later + more->at_.only_later},
                            options_));
  }
  basis_handle minus(const basis& part) const override {
    const auto* less = dynamic_cast<const ratio_of_stages*>(&part);
    if (less == nullptr) return {};
    if (less->at_.both > at_.both || less->at_.only_earlier > at_.only_earlier ||
        less->at_.only_later > at_.only_later)
      detail::throw_invalid_argument("a part of {} people at a stage is no part of {}",
                                     {less->at_.earlier(), at_.earlier()});
    return basis_handle(
        new ratio_of_stages({at_.both - less->at_.both, at_.only_earlier - less->at_.only_earlier,
                             at_.only_later - less->at_.only_later},
                            options_));
  }

 private:
  two_stages at_;
  estimate_options options_;
  estimate estimated_;
};

estimate ratio_of(const two_stages& at, const estimate_options& options) {
  return basis_handle(new ratio_of_stages(at, options))->describe(unit::percent);
}

// Where only counts are known.
estimate ratio_of(std::uint64_t later, std::uint64_t earlier, const estimate_options& options) {
  if (earlier == 0) return ratio_of({0, 0, later}, options);  // all of them skipped it
  if (later <= earlier) return ratio_of({later, earlier - later, 0}, options);
  estimate result;
  result.value = 100 * static_cast<double>(later) / static_cast<double>(earlier);
  result.level = options.level.level();
  result.n = earlier;
  result.unit = unit::percent;
  return result;
}

void require_stages(const stage_list& list, std::size_t given) {
  if (list.names.size() < 2)
    detail::throw_invalid_argument("a journey has two stages and more, not {}", {list.names.size()});
  if (list.names.size() != given)
    detail::throw_invalid_argument("{} stages, but figures of {}", {list.names.size(), given});
  if (list.purchase && (*list.purchase == 0 || *list.purchase >= given))
    detail::throw_invalid_argument("the purchase is stage {} of {}, not one of the second to the last",
                                   {*list.purchase + 1, given});
}

std::optional<stage_archetype> archetype_of(const stage_list& list, const std::vector<stage>& stages) {
  if (stages.size() != 5 || list.purchase != 3) return std::nullopt;
  const auto at = [&](std::size_t place) { return static_cast<double>(stages[place].reached); };
  for (std::size_t place = 0; place < 4; ++place) {
    if (at(place) == 0) return std::nullopt;
  }
  if (at(4) >= at(0) && at(3) >= at(1)) return stage_archetype::bow_tie;
  stage_archetype found = stage_archetype::funnel;
  double greatest = 1;
  for (const auto& [later, archetype] : {std::pair{std::size_t{2}, stage_archetype::goldfish},
                                         std::pair{std::size_t{3}, stage_archetype::door_knob},
                                         std::pair{std::size_t{4}, stage_archetype::trumpet}}) {
    const double ratio = at(later) / at(later - 1);
    if (ratio <= greatest) continue;
    greatest = ratio;
    found = archetype;
  }
  return found;
}

// Completes a chain whose stages have their counts; `ratio(earlier, later)` estimates the ratio of two of them.
template <class Ratio>
void complete(stage_chain& chain, const stage_list& list, const Ratio& ratio) {
  std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
  double lowest = 100;
  for (std::size_t place = 0; place < chain.stages.size(); ++place) {
    stage& here = chain.stages[place];
    here.name = list.names[place];
    here.above_earlier = here.reached > least;
    least = std::min(least, here.reached);
    here.ratio_from_first = ratio(0, place);
    if (place == 0) continue;
    here.ratio = ratio(place - 1, place);
    if (here.ratio.value < lowest) {
      lowest = here.ratio.value;
      chain.widest_gap = place;
    }
  }
  if (list.purchase) {
    chain.purchase_action = chain.stages[*list.purchase].ratio_from_first;
    if (*list.purchase + 1 < chain.stages.size()) chain.brand_advocacy = chain.stages.back().ratio_from_first;
  }
  chain.archetype = archetype_of(list, chain.stages);
}

}  // namespace

stage_list five_a() {
  return {{"aware", "appeal", "ask", "act", "advocate"}, 3};
}

stage_list five_a_of_adoption() {
  return {{"attract", "accept", "adopt", "amplify", "advance"}, 2};
}

std::string_view name_of(stage_archetype archetype) noexcept {
  switch (archetype) {
    case stage_archetype::bow_tie:
      return "bow tie";
    case stage_archetype::funnel:
      return "funnel";
    case stage_archetype::goldfish:
      return "goldfish";
    case stage_archetype::door_knob:
      return "door knob";
    case stage_archetype::trumpet:
      return "trumpet";
  }
  return "";
}

stage_chain stages_of(const stage_list& list, const answer_sheets& people, const estimate_options& options) {
  const std::size_t count = people.items().size();
  require_stages(list, count);
  stage_chain chain;
  chain.stages.resize(count);
  // Each stage beside the one before, and beside the first.
  std::vector<two_stages> with_before(count);
  std::vector<two_stages> with_first(count);
  const auto count_into = [](two_stages& pair, bool earlier, bool later, std::uint64_t times) {
    if (earlier && later) pair.both += times;
    if (earlier && !later) pair.only_earlier += times;
    if (!earlier && later) pair.only_later += times;
  };
  for (const auto& [places, times] : people.sheets()) {
    if (!std::all_of(places.begin(), places.end(), answer_sheets::is_score)) {
      chain.left_out += times;
      continue;
    }
    chain.people += times;
    const auto is_at = [&, &answers = places](std::size_t place) {
      return answers[place] + 1 == people.items()[place].points();
    };
    for (std::size_t place = 0; place < count; ++place) {
      if (is_at(place)) chain.stages[place].reached += times;
      count_into(with_first[place], is_at(0), is_at(place), times);
      if (place > 0) count_into(with_before[place], is_at(place - 1), is_at(place), times);
    }
  }
  chain.stages.front().ratio =
      ratio_of({chain.stages.front().reached, chain.people - chain.stages.front().reached, 0}, options);
  complete(chain, list, [&](std::size_t earlier, std::size_t later) {
    return ratio_of(earlier == 0 ? with_first[later] : with_before[later], options);
  });
  return chain;
}

stage_chain stages_of(const stage_list& list, std::span<const std::uint64_t> reached,
                      const estimate_options& options) {
  require_stages(list, reached.size());
  stage_chain chain;
  for (const std::uint64_t count : reached) chain.stages.push_back({"", count});
  chain.stages.front().ratio = ratio_of(two_stages{}, options);
  complete(chain, list, [&](std::size_t earlier, std::size_t later) {
    return ratio_of(reached[later], reached[earlier], options);
  });
  return chain;
}

stage_chain stages_of(const stage_list& list, const tally& reached, const estimate_options& options) {
  std::vector<std::uint64_t> counts;
  for (int score = reached.scale().low(); score <= reached.scale().high(); ++score)
    counts.push_back(reached.count(score));
  return stages_of(list, counts, options);
}

}  // namespace cxmetrics
