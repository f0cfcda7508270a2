// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_DESIGN_OF_HPP
#define CXMETRICS_SURVEY_DESIGN_OF_HPP

#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/survey/design.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cxmetrics {

/// The design of a breakdown, told step by step what the parts of its key mean. Each step returns a new
/// design; their order does not matter. Linear in the number of cells, as are estimates.
template <class... Keys>
class keyed_design : public design {
 public:
  using key_type = typename breakdown<tally, Keys...>::key_type;
  /// One part of the key, or a tuple of several.
  template <std::size_t... Parts>
  using part = typename breakdown<tally, std::tuple_element_t<Parts, std::tuple<Keys...>>...>::key_type;

  template <class Tally>
  requires std::same_as<Tally, tally> || std::same_as<Tally, weighted_tally>
  explicit keyed_design(const breakdown<Tally, Keys...>& by)
      : design(by.empty_state().scale(), std::same_as<Tally, weighted_tally>) {
    for (const auto& [key, answers] : by) {
      keys_.push_back(key);
      facts_.cells.push_back({weighted_tally{answers}});
    }
  }

  /// What a projection of the key yields, which names the group of a cell.
  template <class Projection>
  using group = std::remove_cvref_t<std::invoke_result_t<Projection&, const key_type&>>;

  /// People were drawn from each stratum separately: `design.strata<0>()`, or with a projection of the key.
  template <std::size_t... Parts>
  keyed_design strata() const {
    return strata(part_of<Parts...>);
  }
  template <std::invocable<const key_type&> Projection>
  keyed_design strata(Projection stratum) const {
    keyed_design result = *this;
    const auto groups = groups_by(stratum);
    for (std::size_t i = 0; i < keys_.size(); ++i) result.facts_.cells[i].stratum = groups.of_cell[i];
    result.facts_.population.clear();
    return result;
  }

  /// The same of finite strata of so many people each; where clusters were drawn, of so many clusters. What
  /// is left to be asked shrinks the standard error (finite population correction), and answers without
  /// weights are weighted up to the population. Throws `std::out_of_range` for a stratum without a size.
  template <std::size_t... Parts>
  keyed_design strata(const std::map<part<Parts...>, std::uint64_t>& population) const {
    return strata(part_of<Parts...>, population);
  }
  template <std::invocable<const key_type&> Projection>
  keyed_design strata(Projection stratum,
                      const std::map<group<Projection>, std::uint64_t>& population) const {
    keyed_design result = strata(stratum);
    for (const auto& [key, place] : groups_by(stratum).place) {
      result.facts_.population.push_back(value_at(population, key));
    }
    return result;
  }

  /// No strata, but a finite population of so many people, or clusters.
  keyed_design population(std::uint64_t size) const {
    keyed_design result = *this;
    for (detail::design_cell& cell : result.facts_.cells) cell.stratum = 0;
    result.facts_.population = {size};
    return result;
  }

  /// Whole clusters of people were drawn: days, flights, stores. Clusters of different strata are different.
  template <std::size_t... Parts>
  keyed_design clusters() const {
    return clusters(part_of<Parts...>);
  }
  template <std::invocable<const key_type&> Projection>
  keyed_design clusters(Projection cluster) const {
    keyed_design result = *this;
    const auto groups = groups_by(cluster);
    for (std::size_t i = 0; i < keys_.size(); ++i) result.facts_.cells[i].cluster = groups.of_cell[i];
    result.facts_.clustered = true;
    return result;
  }

  /// What to do about strata with a single cluster; to refuse them unless told otherwise.
  keyed_design lonely(lonely_cluster policy) const {
    keyed_design result = *this;
    result.facts_.lonely = policy;
    return result;
  }

  /// The population is known to have so many people in each group. Weights are raked to all margins that are
  /// known; with one margin that is post-stratification. Throws `std::out_of_range` for a group without a
  /// total; estimates throw what `rake` throws, and `std::invalid_argument` if the margins cannot be met and
  /// no bounds are the reason.
  template <std::size_t... Parts>
  keyed_design margin(const std::map<part<Parts...>, double>& totals) const {
    return margin(part_of<Parts...>, totals);
  }
  template <std::invocable<const key_type&> Projection>
  keyed_design margin(Projection projection, const std::map<group<Projection>, double>& totals) const {
    keyed_design result = *this;
    const auto groups = groups_by(projection);
    known_margin margin{groups.of_cell, {}};
    for (const auto& [key, place] : groups.place) margin.total.push_back(value_at(totals, key));
    for (const auto& [key, total] : totals) {
      if (groups.place.count(key) == 0) margin.total.push_back(total);
    }
    result.facts_.margins.push_back(std::move(margin));
    return result;
  }

  /// How far to rake, and the bounds of trimming.
  keyed_design raked(const raking_options& options) const {
    keyed_design result = *this;
    result.facts_.raking_options = options;
    return result;
  }

  /// The domain of those whose key the predicate accepts. The others still tell how people were asked, which
  /// is why this is not the design of a smaller breakdown.
  template <std::predicate<const key_type&> Predicate>
  keyed_design within(Predicate predicate) const {
    keyed_design result = *this;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      result.facts_.cells[i].inside = facts_.cells[i].inside && std::invoke(predicate, keys_[i]);
    }
    return result;
  }

  /// The domain where these parts of the key have this value: `design.only<1>("retail")`.
  template <std::size_t... Parts>
  keyed_design only(const part<Parts...>& value) const {
    return within([&](const key_type& key) { return part_of<Parts...>(key) == value; });
  }

 private:
  template <class Part>
  struct grouping {
    std::map<Part, std::size_t> place{};
    std::vector<std::size_t> of_cell{};
  };

  template <std::size_t... Parts>
  static part<Parts...> part_of(const key_type& key) {
    if constexpr (sizeof...(Keys) == 1) {
      return key;
    } else {
      return {std::get<Parts>(key)...};
    }
  }

  // Groups are numbered in the order of their keys.
  template <class Projection>
  grouping<group<Projection>> groups_by(Projection& projection) const {
    grouping<group<Projection>> result;
    for (const key_type& key : keys_) result.place.try_emplace(std::invoke(projection, key), 0);
    std::size_t next = 0;
    for (auto& each : result.place) each.second = next++;
    for (const key_type& key : keys_) {
      result.of_cell.push_back(result.place.at(std::invoke(projection, key)));
    }
    return result;
  }

  template <class Part, class Number>
  static Number value_at(const std::map<Part, Number>& values, const Part& key) {
    const auto found = values.find(key);
    if (found != values.end()) return found->second;
    if constexpr (std::constructible_from<detail::quoted, const Part&>) {
      detail::throw_out_of_range("no size is known of the group {}", {detail::quoted(key)});
    } else {
      detail::throw_out_of_range("no size is known of a group of the breakdown");
    }
  }

  std::vector<key_type> keys_{};
};

/// The design of a breakdown of weighted answers, or of unweighted ones (`tally`), by strata, clusters and
/// any further key of the estimates:
///
///     const auto by = break_down(zero_to_ten, answers, weighted(&answer::score, &answer::weight), &answer::stratum,
///                                &answer::day);
///     cx::nps(design_of(by).strata<0>().clusters<1>())
///
/// Without `clusters`, everybody was drawn separately.
template <class Tally, class... Keys>
keyed_design<Keys...> design_of(const breakdown<Tally, Keys...>& by) {
  return keyed_design<Keys...>{by};
}

}  // namespace cxmetrics

#endif
