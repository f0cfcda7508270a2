// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/inversion.hpp"
#include "../stats/quantile.hpp"
#include "cxmetrics/journey/touchpoints.hpp"
#include "reals.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace cxmetrics {
namespace {

using detail::unknown;

// Where nobody can say anything: everything it can be.
difference nothing_known(const metric& metric, confidence level) {
  difference result;
  const double widest = metric.highest() - metric.lowest();
  result.ci = {-widest, widest};
  result.level = level.level();
  result.unit = metric.unit();
  result.better = metric.better();
  return result;
}

difference times(difference of, double factor) {
  of.value *= factor;
  of.ci = {of.ci.low * factor, of.ci.high * factor};
  return of;
}

// Adjusts the p-values together, and puts the touchpoint that does most harm first.
void rank(touchpoint_scores& scores, adjustment adjustment, confidence level) {
  scores.adjustment = adjustment;
  std::vector<touchpoint_score>& touchpoints = scores.touchpoints;
  std::vector<double> p_values;
  for (const touchpoint_score& each : touchpoints) p_values.push_back(each.impact.mark_p_value);
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t at = 0; at < touchpoints.size(); ++at) {
    touchpoints[at].adjusted_p_value = raised[at];
    touchpoints[at].significant = raised[at] < level.tail();
  }
  std::stable_sort(touchpoints.begin(), touchpoints.end(),
                   [](const touchpoint_score& one, const touchpoint_score& other) {
                     if (std::isnan(one.impact.value) || std::isnan(other.impact.value))
                       return !std::isnan(one.impact.value) && std::isnan(other.impact.value);
                     return one.impact.better == better::high ? one.impact.value < other.impact.value
                                                              : one.impact.value > other.impact.value;
                   });
}

struct mean_of_answers {
  double sum = 0;
  double n = 0;
  double value() const { return n > 0 ? sum / n : unknown; }
};

// What the answers of respondents sum to: how far they are from the means they belong to.
struct spread {
  double part = 0;        // the variance of the mean of the part, and so on
  double rest = 0;        // of the rest, by respondents
  double rest_alone = 0;  // as if every answer were of another respondent
  double both = 0;        // the covariance of both
  std::uint64_t people = 0;
};

// A variance is that of so many respondents less one.
double correction_of(std::uint64_t respondents) {
  const auto n = static_cast<double>(respondents);
  return n > 1 ? n / (n - 1) : 1;
}

// How much answers that go together within respondents widen an interval.
double widening(double by_respondents, double alone) {
  return alone > 0 ? std::sqrt(std::max(by_respondents / alone, 1.0)) : 1;
}

interval widened(const estimate& of, const interval& ci, double factor) {
  const interval range = range_of(of);
  return {std::max(of.value - factor * (of.value - ci.low), range.low),
          std::min(of.value + factor * (ci.high - of.value), range.high)};
}

// A part less the rest, whose estimates go together.
difference compare_paired(const metric& metric, const estimate& part, const estimate& rest,
                          const spread& of) {
  difference result = nothing_known(metric, part.level);
  result.method = comparison_method::square_and_add;
  result.value = part.value - rest.value;
  if (std::isnan(result.value)) return result;
  const double factor = widening(of.rest, of.rest_alone);
  const double rest_variance = of.rest_alone * factor * factor;
  const double scale = std::sqrt(of.part * rest_variance);
  const double together = scale > 0 ? std::clamp(of.both / scale, -1.0, 1.0) : 0;
  const auto interval_with = [&](const interval& one, const interval& other) {
    const interval others = widened(rest, other, factor);
    const auto distance = [&](double a, double b) {
      return std::sqrt(std::max(a * a + b * b - 2 * together * a * b, 0.0));
    };
    return interval{result.value - distance(part.value - one.low, others.high - rest.value),
                    result.value + distance(one.high - part.value, rest.value - others.low)};
  };
  result.ci = interval_with(part.ci, rest.ci);
  result.p_value = detail::inverted(result.value, [&](confidence level) {
    return interval_with(interval_at(part, level), interval_at(rest, level));
  });
  detail::agree(result);
  const double variance = of.part + rest_variance - 2 * of.both;
  if (variance > 0 && of.people > 1) {
    const double t = std::abs(result.value) / std::sqrt(variance);
    const double p = 2 * detail::student_upper_tail(t, static_cast<double>(of.people - 1));
    result.mark_p_value = std::max(result.p_value, std::min(p, 1.0));
  }
  return result;
}

// The clusters with answers in a domain; without clusters, the answers.
std::uint64_t people_in(const design& domain) {
  const detail::design_facts& facts = detail::facts_of(domain);
  if (!facts.clustered) return domain.answered();
  std::set<std::pair<std::size_t, std::size_t>> clusters;
  for (const detail::design_cell& cell : facts.cells) {
    if (cell.inside && cell.answers.unweighted().answered() > 0) clusters.emplace(cell.stratum, cell.cluster);
  }
  return clusters.size();
}

// The answers of the sheets to all touchpoints, as what they are worth.
class paired_answers {
 public:
  paired_answers(const metric& metric, const answer_sheets& sheets)
      : size_(sheets.items().size()), touchpoints_(size_) {
    for (const auto& [sheet, people] : sheets.sheets()) {
      row one{std::vector<double>(size_, unknown), static_cast<double>(people), people};
      bool any = false;
      for (std::size_t at = 0; at < size_; ++at) {
        if (!answer_sheets::is_score(sheet[at])) continue;
        one.worths[at] = metric.worth(metric.scale().low() + sheet[at]);
        touchpoints_[at].sum += one.times * one.worths[at];
        touchpoints_[at].n += one.times;
        any = true;
      }
      if (!any) continue;
      respondents_ += people;
      rows_.push_back(std::move(one));
    }
    for (const mean_of_answers& each : touchpoints_) {
      all_.sum += each.sum;
      all_.n += each.n;
    }
  }

  std::uint64_t respondents() const { return respondents_; }

  // The variance of the mean of all, by respondents and as if answers were independent.
  std::pair<double, double> spread_of_all() const {
    double by_respondents = 0;
    double alone = 0;
    for (const row& each : rows_) {
      double sum = 0;
      for (const double worth : each.worths) {
        if (std::isnan(worth)) continue;
        const double off = (worth - all_.value()) / all_.n;
        sum += off;
        alone += each.times * off * off;
      }
      by_respondents += each.times * sum * sum;
    }
    return {by_respondents * correction_of(respondents_), alone};
  }

  spread spread_of(std::size_t touchpoint) const {
    const mean_of_answers part = touchpoints_[touchpoint];
    const mean_of_answers rest{all_.sum - part.sum, all_.n - part.n};
    spread result;
    std::uint64_t of_part = 0;
    std::uint64_t of_rest = 0;
    for (const row& each : rows_) {
      double in_rest = 0;
      bool any_rest = false;
      for (std::size_t at = 0; at < size_; ++at) {
        if (at == touchpoint || std::isnan(each.worths[at])) continue;
        const double off = (each.worths[at] - rest.value()) / rest.n;
        in_rest += off;
        result.rest_alone += each.times * off * off;
        any_rest = true;
      }
      result.rest += each.times * in_rest * in_rest;
      of_rest += any_rest ? each.people : 0;
      if (std::isnan(each.worths[touchpoint])) continue;
      const double in_part = (each.worths[touchpoint] - part.value()) / part.n;
      result.part += each.times * in_part * in_part;
      result.both += each.times * in_part * in_rest;
      of_part += each.people;
    }
    result.people = std::min(of_part, of_rest);
    const double correction = correction_of(respondents_);
    for (double* each : {&result.part, &result.rest, &result.both}) *each *= correction;
    return result;
  }

 private:
  struct row {
    std::vector<double> worths;  // NaN where there is no answer
    double times;
    std::uint64_t people;
  };

  std::size_t size_;
  std::vector<row> rows_;
  std::vector<mean_of_answers> touchpoints_;
  mean_of_answers all_;
  std::uint64_t respondents_ = 0;
};

}  // namespace

difference impact_of(const estimate& whole, const estimate& part) {
  const difference found = compare_with_rest(part, whole);
  const double share = whole.n > 0 ? static_cast<double>(part.n) / static_cast<double>(whole.n) : unknown;
  return std::isnan(found.value) ? found : times(found, share);
}

touchpoint_scores touchpoints_of(const metric& metric, const answer_sheets& sheets,
                                 const std::vector<std::string>& names, adjustment adjustment,
                                 const estimate_options& options) {
  if (options.population) {
    detail::throw_invalid_argument("touchpoints of {} people: a population is of answers, not of respondents",
                                   {*options.population});
  }
  if (names.size() != sheets.items().size()) {
    detail::throw_invalid_argument("{} names for {} touchpoints", {names.size(), sheets.items().size()});
  }
  for (const scale& each : sheets.items()) {
    if (each == metric.scale()) continue;
    detail::throw_invalid_argument(
        "{} is defined on the scale {} to {}, not {} to {}",
        {metric.title(), metric.scale().low(), metric.scale().high(), each.low(), each.high()});
  }
  const paired_answers answers(metric, sheets);
  touchpoint_scores result;
  result.respondents = answers.respondents();
  std::vector<tally> tallies;
  tally all{metric.scale()};
  for (std::size_t at = 0; at < names.size(); ++at) {
    tallies.push_back(sheets.of_item(at));
    all += tallies.back();
  }
  result.all = metric(all, options);
  // Then nothing goes together, and touchpoints are parts like any others.
  const bool once = all.answered() == answers.respondents();
  const auto [by_respondents, alone] = answers.spread_of_all();
  const double factor = once ? 1 : widening(by_respondents, alone);
  if (all.answered() > 0 && factor > 1) {
    result.all.ci = widened(result.all, result.all.ci, factor);
    result.all.standard_error *= factor;
    result.all.basis = {};
  }
  for (std::size_t at = 0; at < names.size(); ++at) {
    tally others = all;
    others -= tallies[at];
    touchpoint_score each{.name = names[at], .score = metric(tallies[at], options)};
    const estimate rest = metric(others, options);
    each.against_rest =
        once ? compare(rest, each.score) : compare_paired(metric, each.score, rest, answers.spread_of(at));
    each.impact = each.against_rest;
    if (!std::isnan(each.impact.value)) {
      each.impact = times(each.impact,
                          static_cast<double>(tallies[at].answered()) / static_cast<double>(all.answered()));
    }
    each.smaller_side = answers.spread_of(at).people;
    result.touchpoints.push_back(std::move(each));
  }
  rank(result, adjustment, options.level);
  return result;
}

touchpoint_scores touchpoints_of(const metric& metric, const tally& all,
                                 const std::map<std::string, tally>& parts, adjustment adjustment,
                                 const estimate_options& options) {
  touchpoint_scores result;
  result.all = metric(all, options);
  for (const auto& [name, part] : parts) {
    tally others = all;
    others -= part;  // throws where it is no part
    touchpoint_score each{.name = name, .score = metric(part, options)};
    each.against_rest = compare_with_rest(each.score, result.all);
    each.impact = impact_of(result.all, each.score);
    each.smaller_side = std::min(part.answered(), others.answered());
    result.touchpoints.push_back(std::move(each));
  }
  rank(result, adjustment, options.level);
  return result;
}

touchpoint_scores touchpoints_of(const metric& metric, const design& all,
                                 const std::vector<std::string>& names,
                                 const std::function<design(const std::string& name, bool here)>& domain,
                                 adjustment adjustment, const estimate_options& options) {
  if (options.population) {
    detail::throw_invalid_argument("touchpoints of {} people: tell the design the size of the population",
                                   {*options.population});
  }
  touchpoint_scores result;
  result.all = metric(all, options);
  for (const std::string& name : names) {
    const design part = domain(name, true);
    const design rest = domain(name, false);
    if (part.answered() + rest.answered() != all.answered()) {
      detail::throw_invalid_argument(
          "{} answers at the touchpoint {} and {} elsewhere are not all of {}",
          {part.answered(), std::string_view(name), rest.answered(), all.answered()});
    }
    touchpoint_score each{.name = name, .score = metric(part, options)};
    each.against_rest = compare(metric, rest, part, options.level);
    each.impact = each.against_rest;
    if (!std::isnan(each.impact.value)) each.impact = times(each.impact, part.weight() / all.weight());
    each.smaller_side = std::min(people_in(part), people_in(rest));
    result.touchpoints.push_back(std::move(each));
  }
  rank(result, adjustment, options.level);
  return result;
}

paired_tally paired_touchpoints(const answer_sheets& sheets, std::size_t one, std::size_t other) {
  const std::vector<scale>& scales = sheets.items();
  if (one >= scales.size() || other >= scales.size())
    detail::throw_out_of_range("no touchpoint {} of {}", {std::max(one, other), scales.size()});
  if (scales[one] != scales[other])
    detail::throw_invalid_argument("touchpoints of different scales are not compared");
  paired_tally result{scales[one]};
  const int low = scales[one].low();
  for (const auto& [sheet, people] : sheets.sheets()) {
    const bool both = answer_sheets::is_score(sheet[one]) && answer_sheets::is_score(sheet[other]);
    both ? result.record(low + sheet[one], low + sheet[other], people) : result.record_incomplete(people);
  }
  return result;
}

}  // namespace cxmetrics
