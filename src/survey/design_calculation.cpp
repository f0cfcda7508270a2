// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "design_calculation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace cxmetrics::detail {

design_calculation::design_calculation(const design_facts& facts)
    : facts_(facts), strata_(facts), weights_(facts, strata_) {
  for (std::size_t cell = 0; cell < facts.cells.size(); ++cell) {
    const weighted_tally& answers = facts.cells[cell].answers;
    for (int score = facts.scale.low(); score <= facts.scale.high(); ++score) {
      if (answers.count(score) == 0) continue;
      pieces_.push_back({cell, score, answers.weight(score), answers.square_weight(score)});
    }
  }
}

template <class Function>
double design_calculation::sum_inside(Function function) const {
  double result = 0;
  for (const design_piece& piece : pieces_) {
    if (cell_of(piece).inside) result += function(piece);
  }
  return result;
}

template <class Function>
design_calculation::influences design_calculation::influences_inside(Function function) const {
  influences result(pieces_.size());
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (cell_of(pieces_[i]).inside) result[i] = function(pieces_[i].score);
  }
  return result;
}

double design_calculation::weight() const {
  return sum_inside([this](const design_piece& piece) { return weights_.factor(piece.cell) * piece.weight; });
}

double design_calculation::square_weight() const {
  return sum_inside([this](const design_piece& piece) {
    return weights_.factor(piece.cell) * weights_.factor(piece.cell) * piece.square_weight;
  });
}

double design_calculation::total(const metric& metric) const {
  return sum_inside([&](const design_piece& piece) {
    return weights_.factor(piece.cell) * piece.weight * metric.worth(piece.score);
  });
}

design_calculation::influences design_calculation::of_total(const metric& metric) const {
  return influences_inside([&](int score) { return metric.worth(score); });
}

design_calculation::linear_mean design_calculation::mean(const metric& metric) const {
  const double weight = this->weight();
  const double value = weight > 0 ? mean_worth(metric, weight) : std::numeric_limits<double>::quiet_NaN();
  return {value, influences_inside([&](int score) { return (metric.worth(score) - value) / weight; })};
}

// Rounding must not carry the mean of unanimous answers away from them.
double design_calculation::mean_worth(const metric& metric, double weight) const {
  double least = metric.highest();
  double greatest = metric.lowest();
  for (const design_piece& piece : pieces_) {
    if (!cell_of(piece).inside || piece.weight == 0) continue;
    least = std::min(least, metric.worth(piece.score));
    greatest = std::max(greatest, metric.worth(piece.score));
  }
  return std::clamp(total(metric) / weight, least, greatest);
}

double design_calculation::degrees_of_freedom() const {
  const auto [clusters, strata] = strata_.inside();
  return clusters - strata;
}

double design_calculation::even_degrees_of_freedom() const {
  const auto [clusters, strata] = strata_.inside();
  if (!facts_.clustered) return clusters - strata;
  std::map<std::pair<std::size_t, std::size_t>, double> parts;
  for (const design_piece& piece : pieces_) {
    const design_cell& cell = cell_of(piece);
    if (cell.inside) parts[{cell.stratum, cell.cluster}] += weights_.factor(piece.cell) * piece.weight;
  }
  double sum = 0;
  double squares = 0;
  for (const auto& [cluster, part] : parts) {
    sum += part;
    squares += part * part;
  }
  return squares > 0 ? sum * sum / squares - strata : 0;
}

double design_calculation::variance(const influences& of) const {
  const influences residual = weights_.residuals(of, pieces_);
  std::vector<double> sum(strata_.size());
  std::vector<double> squares(strata_.size());
  std::map<std::pair<std::size_t, std::size_t>, double> cluster_sum;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const design_cell& cell = cell_of(pieces_[i]);
    const double each = weights_.factor(pieces_[i].cell) * residual[i];
    sum[cell.stratum] += pieces_[i].weight * each;
    if (facts_.clustered) {
      cluster_sum[{cell.stratum, cell.cluster}] += pieces_[i].weight * each;
    } else {
      squares[cell.stratum] += pieces_[i].square_weight * each * each;
    }
  }
  for (const auto& [cluster, total] : cluster_sum) squares[cluster.first] += total * total;
  return strata_.variance(sum, squares);
}

sampled_mean design_calculation::describe(const metric& metric, const linear_mean& mean) const {
  tally pooled{facts_.scale};
  for (const design_cell& cell : facts_.cells) {
    if (cell.inside) pooled += cell.answers.unweighted();
  }
  sampled_mean result;
  result.values = distribution_of(metric, pooled);
  result.n = pooled.answered();
  result.value = mean.value;
  result.degrees_of_freedom = degrees_of_freedom();
  if (std::isnan(mean.value)) return result;
  const double all = weight();
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    result.share[i] = sum_inside([&](const design_piece& piece) {
      return metric.worth(piece.score) == result.values.worth(i)
                 ? weights_.factor(piece.cell) * piece.weight / all
                 : 0.0;
    });
  }
  const auto n = static_cast<double>(result.n);
  const double square_deviation = sum_inside([&](const design_piece& piece) {
    const double off = metric.worth(piece.score) - mean.value;
    return weights_.factor(piece.cell) * piece.weight / all * off * off;
  });
  result.observation_variance = square_deviation * n / (n - 1);
  result.variance = variance(mean.of);
  // Kish's effective sample size, or the clusters if those are fewer, of what a finite population leaves open.
  const double open = sum_inside([this](const design_piece& piece) {
    const double factor = weights_.factor(piece.cell);
    return strata_.left_out(cell_of(piece).stratum) * factor * factor * piece.square_weight;
  });
  const double squares = square_weight();
  result.kish_n = all * all / squares;
  result.weight = all;
  result.unanimous_n = std::min(result.kish_n, strata_.inside().clusters) * squares / open;
  return result;
}

}  // namespace cxmetrics::detail
