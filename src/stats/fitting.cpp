// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "fitting.hpp"

namespace cxmetrics::detail {
namespace {

using ci = interval_method;
using test = comparison_method;

constexpr ci share_intervals[] = {
    ci::wilson,          ci::score,    ci::student_t,    ci::agresti_coull,
    ci::clopper_pearson, ci::jeffreys, ci::wald,         ci::bootstrap_percentile,
    ci::bootstrap_bca,   ci::logit,    ci::korn_graubard};
constexpr ci net_intervals[] = {ci::score,        ci::student_t, ci::adjusted_wald,
                                ci::goodman,      ci::wald,      ci::bootstrap_percentile,
                                ci::bootstrap_bca};
constexpr ci mean_intervals[] = {ci::score, ci::student_t, ci::wald, ci::bootstrap_percentile,
                                 ci::bootstrap_bca};
constexpr ci total_intervals[] = {ci::student_t, ci::wald};
constexpr ci ratio_intervals[] = {ci::student_t, ci::wald};
constexpr ci event_intervals[] = {ci::gamma, ci::garwood};
constexpr ci survival_intervals[] = {ci::log_log, ci::log, ci::wald};

constexpr test share_comparisons[] = {test::welch,         test::student,          test::newcombe,
                                      test::agresti_caffo, test::two_proportion_z, test::chi_squared_yates,
                                      test::fisher_exact,  test::chi_squared,      test::g};
constexpr test net_comparisons[] = {test::welch, test::student, test::adjusted_wald, test::chi_squared,
                                    test::g};
constexpr test mean_comparisons[] = {test::welch, test::student, test::chi_squared, test::g};

struct fit {
  std::span<const ci> intervals;
  std::span<const test> comparisons;
};

// In the order of `kind`.
constexpr fit fits[] = {
    {share_intervals, share_comparisons},
    {net_intervals, net_comparisons},
    {mean_intervals, mean_comparisons},
    {total_intervals, {}},
    {event_intervals, {}},
    {survival_intervals, {}},
    {ratio_intervals, {}},
};

}  // namespace

kind kind_of(const distribution& values) noexcept {
  if (values.size() == 0) return kind::total;
  switch (values.kind_of()) {
    case distribution::kind::share:
      return kind::share;
    case distribution::kind::net:
      return kind::net;
    case distribution::kind::quantity:
      break;
  }
  return kind::mean;
}

std::span<const interval_method> interval_methods_for(kind kind) noexcept {
  return fits[static_cast<std::size_t>(kind)].intervals;
}

std::span<const comparison_method> comparison_methods_for(kind kind) noexcept {
  return fits[static_cast<std::size_t>(kind)].comparisons;
}

}  // namespace cxmetrics::detail
