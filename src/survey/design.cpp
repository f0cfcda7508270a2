// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "../stats/quantile.hpp"

#include <cxmetrics/survey/design.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace cxmetrics {
namespace detail {

// A statistic is described by its influences: by how much it moves for each point of weight in a piece, that is, at
// a score of a cell. Its variance is that of the total of the influences (Binder 1983), so that means, totals and
// differences of domains share everything that follows from the design.
class design_calculation {
 public:
  using influences = std::vector<double>;

  struct linear_mean {
    double value;
    influences of;
  };

  explicit design_calculation(const design& design)
      : design_(design), factor_(design.cells_.size(), 1.0), base_weight_(design.cells_.size()) {
    for (std::size_t cell = 0; cell < design.cells_.size(); ++cell) {
      const weighted_tally& answers = design.cells_[cell].answers;
      for (int score = design.scale().low(); score <= design.scale().high(); ++score) {
        if (answers.count(score) == 0) continue;
        pieces_.push_back({cell, score, answers.weight(score), answers.square_weight(score)});
      }
    }
    count_clusters();
    weight_up_to_populations();
    rake_to_margins();
  }

  const raking& raked() const { return raking_; }

  double weight() const {
    return sum_inside([this](const piece& piece) { return factor_[piece.cell] * piece.weight; });
  }

  double square_weight() const {
    return sum_inside([this](const piece& piece) {
      return factor_[piece.cell] * factor_[piece.cell] * piece.square_weight;
    });
  }

  double total(const metric& metric) const {
    return sum_inside(
        [&](const piece& piece) { return factor_[piece.cell] * piece.weight * metric.worth(piece.score); });
  }

  influences of_total(const metric& metric) const {
    return influences_inside([&](int score) { return metric.worth(score); });
  }

  linear_mean mean(const metric& metric) const {
    const double weight = this->weight();
    const double value = weight > 0 ? mean_worth(metric, weight) : std::numeric_limits<double>::quiet_NaN();
    return {value, influences_inside([&](int score) { return (metric.worth(score) - value) / weight; })};
  }

  // Clusters less strata, those of the domain.
  double degrees_of_freedom() const {
    const auto [clusters, strata] = clusters_and_strata_inside();
    return clusters - strata;
  }

  double variance(influences of) const {
    take_out_what_margins_know(of);
    std::vector<double> sum(clusters_.size());
    std::vector<double> squares(clusters_.size());
    std::map<std::pair<std::size_t, std::size_t>, double> cluster_sum;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const design::cell& cell = cell_of(pieces_[i]);
      const double each = factor_[pieces_[i].cell] * of[i];
      sum[cell.stratum] += pieces_[i].weight * each;
      if (design_.clustered_) {
        cluster_sum[{cell.stratum, cell.cluster}] += pieces_[i].weight * each;
      } else {
        squares[cell.stratum] += pieces_[i].square_weight * each * each;
      }
    }
    for (const auto& [cluster, total] : cluster_sum) squares[cluster.first] += total * total;
    return of_strata(sum, squares);
  }

  // How the answers of the domain are spread, for the intervals of their mean.
  sampled_mean describe(const metric& metric, const linear_mean& mean) const {
    tally pooled{design_.scale()};
    for (const design::cell& cell : design_.cells_) {
      if (cell.inside) pooled += cell.answers.unweighted();
    }
    sampled_mean result;
    result.answers = metric.distribution_of(pooled);
    result.n = pooled.answered();
    result.value = mean.value;
    result.degrees_of_freedom = degrees_of_freedom();
    if (std::isnan(mean.value)) return result;
    const double all = weight();
    for (std::size_t i = 0; i < result.answers.size(); ++i) {
      result.share[i] = sum_inside([&](const piece& piece) {
        return metric.worth(piece.score) == result.answers.worth(i) ? factor_[piece.cell] * piece.weight / all
                                                                    : 0.0;
      });
    }
    const auto n = static_cast<double>(result.n);
    const double square_deviation = sum_inside([&](const piece& piece) {
      const double off = metric.worth(piece.score) - mean.value;
      return factor_[piece.cell] * piece.weight / all * off * off;
    });
    result.answer_variance = square_deviation * n / (n - 1);
    result.variance = variance(mean.of);
    // Kish's effective sample size, or the clusters if those are fewer, of what a finite population leaves open.
    const double open = sum_inside([this](const piece& piece) {
      return left_out(cell_of(piece).stratum) * factor_[piece.cell] * factor_[piece.cell] *
             piece.square_weight;
    });
    const double squares = square_weight();
    result.unanimous_n = std::min(all * all / squares, clusters_and_strata_inside().first) * squares / open;
    return result;
  }

  // Both domains together, if it is one sample that they are of.
  static design pooled(const design& one, const design& other) {
    bool same = one.scale_ == other.scale_ && one.weighted_ == other.weighted_ &&
                one.clustered_ == other.clustered_ && one.population_ == other.population_ &&
                one.margins_ == other.margins_ && one.raking_options_ == other.raking_options_ &&
                one.lonely_ == other.lonely_ && one.cells_.size() == other.cells_.size();
    design result = one;
    for (std::size_t i = 0; same && i < one.cells_.size(); ++i) {
      const design::cell& cell = other.cells_[i];
      same = one.cells_[i].stratum == cell.stratum && one.cells_[i].cluster == cell.cluster &&
             one.cells_[i].answers == cell.answers;
      result.cells_[i].inside = one.cells_[i].inside || cell.inside;
    }
    if (!same) {
      throw_invalid_argument(
          "domains of one design are compared so; of different samples, compare estimates");
    }
    return result;
  }

  static design with_population(design design, std::uint64_t size) {
    if (!design.population_.empty()) {
      throw_invalid_argument("a population of {}, where the design has its own", {size});
    }
    for (const design::cell& cell : design.cells_) {
      if (cell.stratum != 0) {
        throw_invalid_argument("a population of {} for several strata; tell the design the size of each",
                               {size});
      }
    }
    design.population_ = {size};
    return design;
  }

 private:
  struct piece {
    std::size_t cell;
    int score;
    double weight;
    double square_weight;
  };

  const design::cell& cell_of(const piece& piece) const { return design_.cells_[piece.cell]; }

  template <class Function>
  double sum_inside(Function function) const {
    double result = 0;
    for (const piece& piece : pieces_) {
      if (cell_of(piece).inside) result += function(piece);
    }
    return result;
  }

  // Rounding must not carry the mean of unanimous answers away from them.
  double mean_worth(const metric& metric, double weight) const {
    double least = metric.highest();
    double greatest = metric.lowest();
    for (const piece& piece : pieces_) {
      if (!cell_of(piece).inside || piece.weight == 0) continue;
      least = std::min(least, metric.worth(piece.score));
      greatest = std::max(greatest, metric.worth(piece.score));
    }
    return std::clamp(total(metric) / weight, least, greatest);
  }

  template <class Function>
  influences influences_inside(Function function) const {
    influences result(pieces_.size());
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (cell_of(pieces_[i]).inside) result[i] = function(pieces_[i].score);
    }
    return result;
  }

  // Without clusters, everybody is one.
  void count_clusters() {
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const design::cell& cell : design_.cells_) {
      if (clusters_.size() <= cell.stratum) clusters_.resize(cell.stratum + 1);
      const std::uint64_t n = cell.answers.answered();
      if (!design_.clustered_) {
        clusters_[cell.stratum] += static_cast<double>(n);
      } else if (n > 0 && seen.insert({cell.stratum, cell.cluster}).second) {
        ++clusters_[cell.stratum];
      }
    }
    for (std::size_t stratum = 0; stratum < clusters_.size(); ++stratum) {
      if (left_out(stratum) < 0) {
        throw_invalid_argument("{} answers (clusters) of a population of {}",
                               {clusters_[stratum], design_.population_[stratum]});
      }
    }
  }

  std::pair<double, double> clusters_and_strata_inside() const {
    std::set<std::pair<std::size_t, std::size_t>> clusters;
    std::set<std::size_t> strata;
    double answered = 0;
    for (const design::cell& cell : design_.cells_) {
      if (!cell.inside || cell.answers.answered() == 0) continue;
      clusters.insert({cell.stratum, cell.cluster});
      strata.insert(cell.stratum);
      answered += static_cast<double>(cell.answers.answered());
    }
    return {design_.clustered_ ? static_cast<double>(clusters.size()) : answered,
            static_cast<double>(strata.size())};
  }

  // The share of a stratum that was not asked.
  double left_out(std::size_t stratum) const {
    if (design_.population_.empty()) return 1;
    const auto population = static_cast<double>(design_.population_[stratum]);
    return (population - clusters_[stratum]) / population;
  }

  void weight_up_to_populations() {
    for (std::size_t cell = 0; cell < factor_.size(); ++cell) {
      const std::size_t stratum = design_.cells_[cell].stratum;
      if (!design_.weighted_ && !design_.population_.empty() && clusters_[stratum] > 0) {
        factor_[cell] = static_cast<double>(design_.population_[stratum]) / clusters_[stratum];
      }
      base_weight_[cell] = factor_[cell] * design_.cells_[cell].answers.weight();
    }
  }

  void rake_to_margins() {
    if (std::accumulate(base_weight_.begin(), base_weight_.end(), 0.0) > 0) {
      raking_ = rake(base_weight_, design_.margins_, design_.raking_options_);
    } else {
      raking_.factor.assign(factor_.size(), 1.0);
    }
    base_factor_ = factor_;
    for (std::size_t cell = 0; cell < factor_.size(); ++cell) factor_[cell] *= raking_.factor[cell];
  }

  // What the margins tell is certain; only the residuals of a regression on their groups vary (Deville and Särndal
  // 1992). They are found by taking the mean of each group out, one margin after the other.
  void take_out_what_margins_know(influences& of) const {
    double greatest = 0;
    for (const double each : of) greatest = std::max(greatest, std::abs(each));
    double moved = greatest;
    for (int round = 0; moved > 1e-13 * greatest && round < 1000; ++round) {
      moved = 0;
      for (const known_margin& margin : design_.margins_) {
        std::vector<double> sum(margin.total.size());
        std::vector<double> weight(margin.total.size());
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
          const std::size_t cell = pieces_[i].cell;
          sum[margin.group[cell]] += base_factor_[cell] * pieces_[i].weight * of[i];
          weight[margin.group[cell]] += base_factor_[cell] * pieces_[i].weight;
        }
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
          const std::size_t group = margin.group[pieces_[i].cell];
          const double mean = weight[group] > 0 ? sum[group] / weight[group] : 0;
          of[i] -= mean;
          moved = std::max(moved, std::abs(mean));
        }
      }
    }
  }

  double of_strata(const std::vector<double>& sum, const std::vector<double>& squares) const {
    double known = 0;
    double known_strata = 0;
    double unknown_strata = 0;
    for (std::size_t stratum = 0; stratum < clusters_.size(); ++stratum) {
      const double n = clusters_[stratum];
      if (n == 0 || left_out(stratum) == 0) continue;
      if (n > 1) {
        const double about_mean = squares[stratum] - sum[stratum] * sum[stratum] / n;
        // Where all are alike, the subtraction leaves a few last bits.
        if (about_mean > 1e-13 * squares[stratum]) known += left_out(stratum) * n / (n - 1) * about_mean;
        ++known_strata;
      } else if (clusters_.size() == 1) {
        return std::numeric_limits<double>::quiet_NaN();
      } else if (design_.lonely_ == lonely_cluster::refuse) {
        throw_invalid_argument("stratum {} of {} has a single cluster; merge it or choose a lonely_cluster",
                               {stratum + 1, clusters_.size()});
      } else if (design_.lonely_ == lonely_cluster::adjust) {
        known += left_out(stratum) * squares[stratum];
      } else if (design_.lonely_ == lonely_cluster::average) {
        ++unknown_strata;
      }
    }
    return unknown_strata > 0 ? known * (1 + unknown_strata / known_strata) : known;
  }

  const design& design_;
  std::vector<piece> pieces_{};
  std::vector<double> clusters_{};     // of each stratum
  std::vector<double> factor_;         // what weights are multiplied by, for each cell
  std::vector<double> base_factor_{};  // the same before raking
  std::vector<double> base_weight_;
  raking raking_{};
};

}  // namespace detail

using detail::design_calculation;

namespace {

// Weights that miss the margins for another reason than bounds are not what was asked for.
design_calculation raked(const design& design) {
  design_calculation result(design);
  const raking& raking = result.raked();
  if (!raking.converged && raking.held == 0) {
    detail::throw_invalid_argument("after {} rounds of raking the margins are still missed by {}",
                                   {raking.rounds, raking.gap});
  }
  return result;
}

}  // namespace

std::uint64_t design::answered() const noexcept {
  std::uint64_t result = 0;
  for (const cell& cell : cells_) result += cell.inside ? cell.answers.answered() : 0;
  return result;
}

double design::weight() const {
  return raked(*this).weight();
}

double design::square_weight() const {
  return raked(*this).square_weight();
}

cxmetrics::raking design::raking() const {
  return design_calculation(*this).raked();
}

estimate metric::operator()(const design& design, const estimate_options& options) const {
  if (options.population) {
    return (*this)(design_calculation::with_population(design, *options.population),
                   {.level = options.level, .method = options.method});
  }
  const design_calculation calculation = raked(design);
  return estimate_of(calculation.describe(*this, calculation.mean(*this)), unit_, options);
}

estimate metric::operator()(const weighted_tally& tally, const estimate_options& options) const {
  return (*this)(design{tally}, options);
}

estimate metric::operator()(const importance_tally& tally, const estimate_options& options) const {
  return (*this)(weighted_tally{tally.scale(), tally.counters()}, options);
}

estimate population_total(const metric& metric, const design& design, const estimate_options& options) {
  const design_calculation calculation = raked(design);
  sampled_mean total;
  total.n = design.answered();
  total.value = calculation.total(metric);
  total.variance = calculation.variance(calculation.of_total(metric));
  total.degrees_of_freedom = calculation.degrees_of_freedom();
  return estimate_of(total, unit::score, options);
}

difference compare(const metric& metric, const design& before, const design& after, confidence level) {
  const design pooled = design_calculation::pooled(before, after);
  const design_calculation calculation_before = raked(before);
  const design_calculation calculation_after = raked(after);
  const auto mean_before = calculation_before.mean(metric);
  const auto mean_after = calculation_after.mean(metric);
  auto influences = mean_after.of;
  for (std::size_t i = 0; i < influences.size(); ++i) influences[i] -= mean_before.of[i];

  const design_calculation calculation = raked(pooled);
  const double standard_error = std::sqrt(calculation.variance(influences));
  const double degrees_of_freedom = calculation.degrees_of_freedom() - 1;
  difference result;
  result.value = mean_after.value - mean_before.value;
  result.level = level.level();
  result.unit = metric.unit();
  result.method = comparison_method::design_t;
  const double widest = metric.highest() - metric.lowest();
  result.ci = {-widest, widest};
  if (std::isnan(result.value) || !(degrees_of_freedom > 0)) return result;
  const interval bounds = student_t(result.value, standard_error, degrees_of_freedom, level);
  result.ci = {std::max(bounds.low, -widest), std::min(bounds.high, widest)};
  if (standard_error > 0) {
    result.p_value =
        2 * detail::student_upper_tail(std::abs(result.value) / standard_error, degrees_of_freedom);
  } else {
    result.p_value = result.value == 0 ? 1 : 0;
  }
  return result;
}

double effective_sample_size(const design& design) {
  const design_calculation calculation = raked(design);
  return calculation.weight() * calculation.weight() / calculation.square_weight();
}

double design_effect(const design& design) {
  return static_cast<double>(design.answered()) / effective_sample_size(design);
}

}  // namespace cxmetrics
