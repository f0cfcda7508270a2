// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/explained_variance.hpp"
#include "../stats/random.hpp"
#include "cxmetrics/journey/driver_strengths.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/detail/wide_sum.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace cxmetrics {
namespace {

using detail::unknown;

// What resampling gives other values of, in one row: of each item its correlation, shares and importance, then R².
constexpr std::size_t figures_of_item = 4;
struct figures {
  driver_fault fault = driver_fault::none;
  detail::explained_variance explained{};
  std::vector<double> row;

  explicit figures(std::size_t items) : row(figures_of_item * items + 1, unknown) {}
  double& correlation(std::size_t item) { return row[figures_of_item * item]; }
  double& johnson(std::size_t item) { return row[figures_of_item * item + 1]; }
  double& lmg(std::size_t item) { return row[figures_of_item * item + 2]; }
  double& importance(std::size_t item) { return row[figures_of_item * item + 3]; }
};

// NaN where one of both does not vary.
double correlation_of(const drivers::sums& of) {
  using detail::int128;
  const auto n = static_cast<int128>(of.n);
  const auto spread = [n](std::int64_t sum, std::int64_t squares) {
    return static_cast<double>(n * squares - int128{sum} * sum);
  };
  const double one = spread(of.one, of.one_squared);
  const double other = spread(of.other, of.other_squared);
  if (!(one > 0 && other > 0)) return unknown;
  const auto both = static_cast<double>(n * of.product - int128{of.one} * of.other);
  return std::clamp(both / std::sqrt(one) / std::sqrt(other), -1.0, 1.0);
}

std::uint64_t base_of(const drivers& of) {
  if (of.base() == driver_base::complete_cases) return of.complete();
  std::uint64_t least = of.respondents();
  for (std::size_t one = 0; one <= of.items().size(); ++one) {
    for (std::size_t other = 0; other < one; ++other) least = std::min(least, of.of(one, other).n);
  }
  return least;
}

figures figures_of(const drivers& of) {
  const std::size_t size = of.items().size();
  figures result(size);
  detail::correlation_matrix correlations;
  bool all_vary = true;
  for (std::size_t one = 0; one < size; ++one) {
    for (std::size_t other = 0; other < size; ++other) {
      correlations.between.push_back(one == other ? 1 : correlation_of(of.of(one, other)));
      all_vary = all_vary && !std::isnan(correlations.between.back());
    }
    result.correlation(one) = correlation_of(of.of(one, size));
    correlations.with_outcome.push_back(result.correlation(one));
    all_vary = all_vary && !std::isnan(result.correlation(one));
  }
  const auto failed = [&](driver_fault fault) {
    result.fault = fault;
    return result;
  };
  if (base_of(of) <= size + 1) return failed(driver_fault::too_few);
  if (!all_vary) return failed(driver_fault::constant);
  result.explained = detail::explain(correlations);
  const detail::explained_variance& explained = result.explained;
  if (explained.least_eigenvalue < -detail::least_independence) return failed(driver_fault::contradictory);
  if (explained.least_eigenvalue <= detail::least_independence) return failed(driver_fault::collinear);
  if (explained.r_squared > 1 + detail::least_independence) return failed(driver_fault::contradictory);

  result.row.back() = 100 * explained.r_squared;
  std::vector<double> shares(size, unknown);
  if (size <= driver_strengths::most_lmg_items) shares = detail::shapley_shares(correlations);
  for (std::size_t item = 0; item < size; ++item) {
    const double weight = explained.relative_weights[item];
    result.johnson(item) = 100 * weight;
    result.lmg(item) = 100 * shares[item];
    result.importance(item) = explained.r_squared > 0 ? 100 * weight / explained.r_squared : unknown;
  }
  return result;
}

estimate estimate_with(double value, std::uint64_t n, unit unit) {
  estimate result;
  result.value = value;
  result.n = n;
  result.unit = unit;
  // Where nothing is known, the interval is everything that the figure can be.
  if (std::isnan(value)) result.ci = unit == unit::percent ? interval{0, 100} : interval{-1, 1};
  return result;
}

// The estimates behind a row of figures, in its order.
std::vector<estimate*> estimates_of(driver_strengths& of) {
  std::vector<estimate*> result;
  for (driver_strength& item : of.items) {
    for (estimate* each : {&item.correlation, &item.johnson, &item.lmg, &item.importance})
      result.push_back(each);
  }
  result.push_back(&of.r_squared);
  return result;
}

// Who is drawn: in complete cases nobody else.
class respondents {
 public:
  respondents(const answer_sheets& sheets, const metric& outcome, const drivers& sums)
      : empty_(sums.items(), sums.base()) {
    const std::vector<scale>& scales = sheets.items();
    for (const auto& [sheet, people] : sheets.sheets()) {
      const bool is_complete = std::all_of(sheet.begin(), sheet.end(), answer_sheets::is_score);
      if (sums.base() == driver_base::complete_cases && !is_complete) continue;
      one_or_more_alike& alike = drawn_.emplace_back();
      for (std::size_t at = 0; at < scales.size(); ++at) {
        std::optional<int> answer;
        if (answer_sheets::is_score(sheet[at])) answer = scales[at].low() + sheet[at];
        at == 0 ? void(alike.outcome = outcome_of(outcome, answer)) : alike.answers.push_back(answer);
      }
      alike.people = static_cast<double>(people);
      people_ += alike.people;
    }
  }
  drivers draw(detail::random_source& random) const {
    drivers sample = empty_;
    double left = people_;
    double left_of_given = people_;
    for (const one_or_more_alike& each : drawn_) {
      const double times = each.people < left_of_given
                               ? detail::draw_binomial(random, left, each.people, left_of_given)
                               : left;
      left -= times;
      left_of_given -= each.people;
      if (times > 0) sample.record(each.outcome, each.answers, static_cast<std::uint64_t>(times));
    }
    return sample;
  }

 private:
  struct one_or_more_alike {
    std::optional<int> outcome{};
    std::vector<std::optional<int>> answers{};
    double people = 0;
  };

  drivers empty_;
  std::vector<one_or_more_alike> drawn_;
  double people_ = 0;
};

// So many replicates come from a stream of their own, whichever thread draws them.
constexpr std::size_t block_size = 50;

// The rows of figures of samples, one after the other.
std::vector<double> replicates_of(const respondents& all, std::size_t items,
                                  const bootstrap_options& options) {
  const std::size_t width = figures_of_item * items + 1;
  std::vector<double> rows(width * options.replicates);
  const std::size_t blocks = (options.replicates + block_size - 1) / block_size;
  const std::size_t parts = detail::parts_for(blocks, options.threads, 1);
  detail::run_parts(parts, [&](std::size_t part) {
    const auto [first, last] = detail::part_of(blocks, part, parts);
    detail::random_source stream(options.seed);
    for (std::size_t block = 0; block < first; ++block) stream.jump();
    for (std::size_t block = first; block < last; ++block, stream.jump()) {
      detail::random_source random = stream;
      const std::size_t end = std::min<std::size_t>((block + 1) * block_size, options.replicates);
      for (std::size_t replicate = block * block_size; replicate < end; ++replicate) {
        const figures drawn = figures_of(all.draw(random));
        std::copy(drawn.row.begin(), drawn.row.end(),
                  rows.begin() + static_cast<std::ptrdiff_t>(replicate * width));
      }
    }
  });
  return rows;
}

// The quantiles of the values that are known; those that are not lie beyond both ends.
void set_interval(estimate& of, std::vector<double> values, confidence level) {
  of.level = level.level();
  if (std::isnan(of.value)) return;
  const auto ranks = static_cast<double>(values.size() + 1);
  const auto failed = static_cast<double>(
      std::count_if(values.begin(), values.end(), [](double value) { return std::isnan(value); }));
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  const double beyond = std::floor(ranks * level.tail() / 2) - failed;
  const interval everything = of.unit == unit::percent ? interval{0, 100} : interval{-1, 1};
  of.method = interval_method::bootstrap_percentile;
  of.ci = everything;
  if (beyond >= 1) {
    const auto rank = static_cast<std::size_t>(beyond);
    of.ci = {std::min(values[rank - 1], of.value), std::max(values[values.size() - rank], of.value)};
  }
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  if (values.size() > 1) of.standard_error = std::sqrt(squares / static_cast<double>(values.size() - 1));
}

}  // namespace

bool driver_strengths::is_entangled() const noexcept {
  return std::any_of(items.begin(), items.end(),
                     [](const driver_strength& each) { return each.inflation >= 10; });
}

std::vector<std::string> driver_strengths::remarks() const {
  std::vector<std::string> result;
  result.emplace_back(
      "what goes with the outcome need not bring it about: both may follow from something else");
  std::string counted = std::to_string(n);
  counted += base == driver_base::pairwise ? " or more of " : " of ";
  counted += std::to_string(respondents);
  counted += base == driver_base::pairwise ? " respondents answered each two questions (pairwise)"
                                           : " respondents answered all questions (complete cases)";
  result.push_back(std::move(counted));
  if (fault == driver_fault::too_few)
    result.emplace_back("too few respondents: as many items explain any outcome");
  if (fault == driver_fault::constant) result.emplace_back("all answered one of the questions alike");
  if (fault == driver_fault::collinear)
    result.emplace_back("one item is made of the others, so that their shares cannot be told apart");
  if (fault == driver_fault::contradictory)
    result.emplace_back(
        "the pairwise correlations contradict each other, as they are of different people: take complete "
        "cases");
  if (fault == driver_fault::none && is_thin())
    result.emplace_back("fewer than 10 respondents for each item: the shares are mostly chance");
  for (const driver_strength& each : items) {
    if (each.inflation >= 10) {
      std::string text = each.item;
      text += " is hard to tell from the other items (variance inflation of 10 or more)";
      result.push_back(std::move(text));
    }
    if (each.turned()) {
      std::string text = each.item;
      text += " goes with the outcome in one direction alone, and in the other beside the other items";
      result.push_back(std::move(text));
    }
  }
  return result;
}

driver_strengths strengths_of(const drivers& of) {
  const std::size_t size = of.items().size();
  figures found = figures_of(of);
  driver_strengths result;
  result.n = base_of(of);
  result.respondents = of.respondents();
  result.base = of.base();
  result.fault = found.fault;
  for (std::size_t item = 0; item < size; ++item) {
    const drivers::sums both = of.of(item, size);
    driver_strength each;
    each.item = of.items()[item];
    each.n = both.n;
    if (both.n > 0) each.mean = static_cast<double>(both.one) / static_cast<double>(both.n);
    each.correlation = estimate_with(found.correlation(item), both.n, unit::score);
    each.johnson = estimate_with(found.johnson(item), result.n, unit::percent);
    each.lmg = estimate_with(found.lmg(item), result.n, unit::percent);
    each.importance = estimate_with(found.importance(item), result.n, unit::percent);
    if (size > driver_strengths::most_lmg_items) each.lmg.ci = {};
    if (found.fault == driver_fault::none) {
      each.coefficient = found.explained.coefficients[item];
      each.inflation = found.explained.inflation[item];
    }
    result.items.push_back(std::move(each));
  }
  result.r_squared = estimate_with(found.row.back(), result.n, unit::percent);
  return result;
}

driver_strengths strengths_of(const answer_sheets& sheets, const metric& outcome,
                              std::vector<std::string> items, driver_base base,
                              const driver_options& options) {
  if (options.bootstrap.replicates == 0) detail::throw_invalid_argument("a bootstrap of no replicates");
  const drivers sums = drivers_of(sheets, outcome, std::move(items), base);
  driver_strengths result = strengths_of(sums);
  const std::vector<estimate*> estimates = estimates_of(result);
  for (estimate* each : estimates) each->level = options.level.level();
  if (std::all_of(estimates.begin(), estimates.end(),
                  [](const estimate* each) { return std::isnan(each->value); })) {
    return result;
  }
  const std::vector<double> rows =
      replicates_of(respondents(sheets, outcome, sums), result.items.size(), options.bootstrap);
  std::vector<double> values(options.bootstrap.replicates);
  for (std::size_t figure = 0; figure < estimates.size(); ++figure) {
    for (std::size_t replicate = 0; replicate < values.size(); ++replicate)
      values[replicate] = rows[replicate * estimates.size() + figure];
    set_interval(*estimates[figure], values, options.level);
  }
  return result;
}

}  // namespace cxmetrics
