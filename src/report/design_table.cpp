// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "comparisons.hpp"
#include "cxmetrics/report/design_table.hpp"
#include "keys.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/report/survey_table.hpp>

#include <set>
#include <utility>

namespace cxmetrics {
namespace {

using key_cells = std::vector<key_cell>;

// The answers of a design as they came, without their weights.
tally answers_in(const design& domain) {
  tally result{domain.scale()};
  for (const detail::design_cell& cell : detail::facts_of(domain).cells) {
    if (cell.inside) result += cell.answers.unweighted();
  }
  return result;
}

// Whether some answers stand for more people than others.
bool is_weighted(const design& everybody) {
  const detail::design_facts& facts = detail::facts_of(everybody);
  return facts.weighted || !facts.margins.empty() || facts.population.size() > 1;
}

table_row row_of(const metric& metric, const design& domain, const estimate_options& options) {
  table_row row = detail::survey_row(metric, answers_in(domain), metric(domain, options));
  if (is_weighted(domain)) row.weighted_shares = detail::weighted_shares_of(domain);
  return row;
}

// The domains of a design by some of the cells of their keys.
class domains {
 public:
  domains(const metric& metric, const detail::domain_finder& domain_of, std::vector<std::size_t> places)
      : metric_(metric), domain_of_(domain_of), places_(std::move(places)) {
    domain_of_([&](const key_cells& cells) { return keys_.insert(part_of(cells)), true; });
  }

  void add_rows(table& to, const estimate_options& options) const {
    for (const key_cells& key : keys_) {
      const design here = where([&](const key_cells& other) { return other == key; });
      to.rows.push_back(row_of(metric_, here, options));
      to.rows.back().key = key;
    }
  }

  // Within the design: domains that share clusters are not independent.
  void compare_rows(table& of) const {
    const table_column* when = detail::period_column(of);
    const auto period_in = [=](const key_cells& key) {
      const auto* found = when == nullptr ? nullptr : std::get_if<period>(&key[when->place]);
      return found == nullptr ? std::nullopt : std::optional(*found);
    };
    std::vector<std::optional<difference>> changes;
    std::vector<std::optional<difference>> rests;
    for (const key_cells& key : keys_) {
      const design here = where([&](const key_cells& other) { return other == key; });
      const auto now = period_in(key);
      auto& change = changes.emplace_back();
      auto& against_rest = rests.emplace_back();
      if (now && now->is_partial()) continue;
      if (now) {
        key_cells before = key;
        before[when->place] = previous(*now);
        const auto is_before = [&](const key_cells& other) { return other == before; };
        if (keys_.contains(before)) change = compare(metric_, where(is_before), here, of.level);
      }
      const design rest =
          where([&](const key_cells& other) { return other != key && period_in(other) == now; });
      if (rest.answered() > 0 && here.answered() > 0) against_rest = compare(metric_, rest, here, of.level);
    }
    detail::add_comparisons(of, column_meaning::change, std::move(changes));
    detail::add_comparisons(of, column_meaning::against_rest, std::move(rests));
  }

 private:
  key_cells part_of(const key_cells& cells) const {
    key_cells part;
    for (const std::size_t place : places_) {
      if (place >= cells.size()) {
        detail::throw_invalid_argument("a key of {} parts under {} column names", {cells.size(), place + 1});
      }
      part.push_back(cells[place]);
    }
    return part;
  }
  template <class Predicate>
  design where(Predicate belongs) const {
    return domain_of_([&](const key_cells& cells) { return belongs(part_of(cells)); });
  }

  const metric& metric_;
  const detail::domain_finder& domain_of_;
  std::vector<std::size_t> places_;
  std::set<key_cells> keys_;
};

}  // namespace

table detail::design_table(const metric& metric, const design& everybody, const domain_finder& domain_of,
                           const std::vector<std::string>& key_names, const estimate_options& options) {
  if (options.population) {
    throw_invalid_argument("a population of {} in the options; the design is told its own",
                           {*options.population});
  }
  domain_of([&](const key_cells& cells) {
    if (cells.size() != key_names.size()) {
      throw_invalid_argument("a key of {} parts under {} column names", {cells.size(), key_names.size()});
    }
    return true;
  });
  table result = make_table(metric, everybody, options);
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < key_names.size(); ++place) places.push_back(place);
  const domains rows{metric, domain_of, places};
  rows.add_rows(result, options);
  set_keys(result, key_names, false);
  for (const std::size_t place : places) {
    if (places.size() < 2 || result.rows.empty()) break;
    const domains alone{metric, domain_of, {place}};
    table& margin = add_margin(result, place);
    alone.add_rows(margin, options);
    alone.compare_rows(margin);
  }
  rows.compare_rows(result);
  return result;
}

table make_table(const metric& metric, const design& everybody, const estimate_options& options) {
  table result = detail::survey_table(metric, options);
  result.weighted = is_weighted(everybody);
  result.total = row_of(metric, everybody, options);
  return result;
}

}  // namespace cxmetrics
