// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/hypergeometric.hpp"
#include "customers/maximise.hpp"
#include "customers/purchase_groups.hpp"

#include <cxmetrics/customers/purchase_model.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <boost/math/special_functions/digamma.hpp>

#include <cmath>
#include <limits>
#include <utility>

// BG/NBD and MBG/NBD are one model but for the chances to leave: one after each repeat, or one more after the first purchase. So
// formulas count chances where the papers count repeats.
namespace cxmetrics {
namespace {

using boost::math::digamma;
using detail::repeat_group;
using detail::repeat_times;
using parameters = std::array<double, 4>;

// How much less likely it is to have stayed silent since the last purchase than to have left there, as logarithms.
double log_odds_gone(const parameters& of, double repeats, double chances, double recency, double age) {
  const auto& [r, alpha, a, b] = of;
  if (chances == 0) return -std::numeric_limits<double>::infinity();
  return std::log(a / (b + chances - 1)) + (r + repeats) * std::log((alpha + age) / (alpha + recency));
}

// The part of the log-likelihood that is the same for equal repeats.
double log_of_repeats(const parameters& of, double repeats, double chances) {
  const auto& [r, alpha, a, b] = of;
  return std::lgamma(r + repeats) - std::lgamma(r) + r * std::log(alpha) + std::lgamma(a + b) +
         std::lgamma(b + chances) - std::lgamma(b) - std::lgamma(a + b + chances);
}

// The log-likelihood of all, and its derivatives by the parameters.
double log_likelihood_of(const std::vector<repeat_group>& groups, bool leaves_at_once, const parameters& of,
                         std::span<double> gradient) {
  const auto& [r, alpha, a, b] = of;
  double sum = 0;
  for (double& each : gradient) each = 0;
  for (const repeat_group& group : groups) {
    const double x = group.repeats;
    const double chances = x + (leaves_at_once ? 1 : 0);
    double log_sum = 0;
    double gone = 0;      // customers, each by the probability of having left
    double log_time = 0;  // of the time that each was watched while a customer
    double inverse_time = 0;
    const double log_a = chances > 0 ? std::log(a / (b + chances - 1)) : 0;
    for (const repeat_times& each : group.times) {
      const double log_age = std::log(alpha + each.age);
      if (chances == 0) {
        log_sum -= each.customers * (r + x) * log_age;
        log_time += each.customers * log_age;
        inverse_time += each.customers / (alpha + each.age);
        continue;
      }
      const double log_recency = std::log(alpha + each.recency);
      const double odds = std::exp(log_a + (r + x) * (log_age - log_recency));
      const double share = std::isinf(odds) ? 1 : odds / (1 + odds);
      const double log_all = std::isinf(odds) ? log_a + (r + x) * (log_age - log_recency) : std::log1p(odds);
      log_sum += each.customers * (log_all - (r + x) * log_age);
      gone += each.customers * share;
      log_time += each.customers * ((1 - share) * log_age + share * log_recency);
      inverse_time += each.customers * ((1 - share) / (alpha + each.age) + share / (alpha + each.recency));
    }
    sum += group.customers * log_of_repeats(of, x, chances) + log_sum;
    const double both = digamma(a + b) - digamma(a + b + chances);
    gradient[0] += group.customers * (digamma(r + x) - digamma(r) + std::log(alpha)) - log_time;
    gradient[1] += group.customers * r / alpha - (r + x) * inverse_time;
    gradient[2] += group.customers * both + gone / a;
    gradient[3] += group.customers * (both + digamma(b + chances) - digamma(b));
    if (chances > 0) gradient[3] -= gone / (b + chances - 1);
  }
  return sum;
}

std::pair<parameters, model_fit> fit(std::span<const purchase_history> histories, bool leaves_at_once,
                                     confidence level) {
  const std::vector<repeat_group> groups = detail::repeat_groups_of(histories);
  double longest = 0;
  for (const repeat_group& group : groups) {
    for (const repeat_times& each : group.times) longest = std::max(longest, each.age);
  }
  if (!(longest > 0)) detail::throw_invalid_argument("customers who were all watched for no time");
  const auto log_likelihood = [&](std::span<const double> logs, std::span<double> gradient) {
    const parameters at{std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
    const double sum = log_likelihood_of(groups, leaves_at_once, at, gradient);
    for (std::size_t i = 0; i < at.size(); ++i) gradient[i] *= at[i];
    return sum;
  };
  model_fit fit = detail::maximised(
      log_likelihood, {{0.5, longest / 5, 0.8, 2.5}, {1, longest, 1, 1}, {2, longest / 2, 0.3, 5}},
      histories.size(), level);
  return {
      {fit.parameters[0].value, fit.parameters[1].value, fit.parameters[2].value, fit.parameters[3].value},
      std::move(fit)};
}

}  // namespace

purchase_model::~purchase_model() = default;

void detail::require_positive(std::span<const double> parameters) {
  for (const double each : parameters) {
    if (!(each > 0 && std::isfinite(each)))
      throw_invalid_argument("a parameter of {}: all are above 0", {each});
  }
}

bg_nbd::bg_nbd(double r, double alpha, double a, double b) : bg_nbd({r, alpha, a, b}, false) {}

bg_nbd::bg_nbd(const std::array<double, 4>& parameters, bool leaves_at_once)
    : parameters_(parameters), leaves_at_once_(leaves_at_once) {
  detail::require_positive(parameters_);
}

mbg_nbd::mbg_nbd(double r, double alpha, double a, double b) : bg_nbd({r, alpha, a, b}, true) {}

std::string_view bg_nbd::name() const noexcept {
  return "BG/NBD";
}
std::string_view mbg_nbd::name() const noexcept {
  return "MBG/NBD";
}

double bg_nbd::expected_purchases(double time) const {
  return expected_purchases(time, {});
}

double bg_nbd::expected_purchases(double time, const purchase_history& of) const {
  detail::require_possible(of);
  if (!(time >= 0 && std::isfinite(time))) detail::throw_invalid_argument("a time of {}", {time});
  const auto& [r, alpha, a, b] = parameters_;
  const double x = static_cast<double>(of.repeats);
  const double chances = x + (leaves_at_once_ ? 1 : 0);
  const double alive = probability_alive(of);
  const auto at = [&, alpha = alpha, r = r, b = b](double a_now) {
    const double z = time / (alpha + of.age + time);
    const double stays = std::exp((r + x) * std::log1p(-z)) *
                         detail::hypergeometric(r + x, b + chances, a_now + b + chances - 1, z);
    return (a_now + b + chances - 1) / (a_now - 1) * (1 - stays) * alive;
  };
  // At a = 1 both are 0, and next to it only digits of rounding are left.
  constexpr double too_near = 1e-5;
  if (std::abs(a - 1) < too_near) return (at(1 - too_near) + at(1 + too_near)) / 2;
  return at(a);
}

double bg_nbd::probability_alive(const purchase_history& of) const {
  detail::require_possible(of);
  const double x = static_cast<double>(of.repeats);
  const double chances = x + (leaves_at_once_ ? 1 : 0);
  return 1 / (1 + std::exp(log_odds_gone(parameters_, x, chances, of.recency, of.age)));
}

double bg_nbd::log_likelihood(const purchase_history& of) const {
  const std::array one{of};
  std::array<double, 4> gradient{};
  return log_likelihood_of(detail::repeat_groups_of(one), leaves_at_once_, parameters_, gradient);
}

double bg_nbd::probability(std::uint64_t repeats, double time) const {
  if (!(time >= 0 && std::isfinite(time))) detail::throw_invalid_argument("a time of {}", {time});
  const auto& [r, alpha, a, b] = parameters_;
  const double n = static_cast<double>(repeats);
  const double z = time / (alpha + time);
  const auto log_beta = [](double one, double other) {
    return std::lgamma(one) + std::lgamma(other) - std::lgamma(one + other);
  };
  // That of so many purchases by who cannot leave.
  const double exactly = z > 0 || repeats == 0
                             ? std::exp(std::lgamma(r + n) - std::lgamma(r) - std::lgamma(n + 1) +
                                        r * std::log1p(-z) + (n > 0 ? n * std::log(z) : 0))
                             : 0;
  const double stayed = std::exp(log_beta(a, b + n) - log_beta(a, b)) * exactly;
  if (repeats == 0) return stayed;
  // So many or more, term by term, because 1 less the others would lose digits.
  double at_least = 0;
  double term = exactly;
  for (double k = n; term > 1e-18 * at_least; ++k) {
    at_least += term;
    term *= (r + k) / (k + 1) * z;
  }
  return stayed + std::exp(log_beta(a + 1, b + n - 1) - log_beta(a, b)) * at_least;
}

fitted<bg_nbd> fit_bg_nbd(std::span<const purchase_history> of, confidence level) {
  auto [at, found] = fit(of, false, level);
  return {bg_nbd(at[0], at[1], at[2], at[3]), std::move(found)};
}

fitted<mbg_nbd> fit_mbg_nbd(std::span<const purchase_history> of, confidence level) {
  auto [at, found] = fit(of, true, level);
  return {mbg_nbd(at[0], at[1], at[2], at[3]), std::move(found)};
}

}  // namespace cxmetrics
