// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"

#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/stats/sampled_ratio.hpp>

namespace cxmetrics {
namespace {

double real(std::int64_t amount) {
  return static_cast<double>(amount);
}
using detail::real;

// In per cent of the start's revenue.
sampled_ratio of_start(const revenue_counters& of) {
  sampled_ratio ratio;
  ratio.x = real(of.start);
  ratio.x_squared = of.start_squared.value();
  ratio.around = 1;
  ratio.n = of.customers_at_start;
  ratio.times = 100;
  return ratio;
}

sampled_ratio gross(const revenue_counters& of) {
  sampled_ratio ratio = of_start(of);
  ratio.y = real(of.start - of.lost_of_start);
  ratio.off_squared = of.lost_squared.value();
  ratio.off_by_x = -of.lost_by_start.value();
  ratio.highest = 1;
  return ratio;
}

sampled_ratio net(const revenue_counters& of) {
  sampled_ratio ratio = of_start(of);
  ratio.y = real(of.start + of.change_of_start);
  ratio.off_squared = of.change_squared.value();
  ratio.off_by_x = of.change_by_start.value();
  return ratio;
}

sampled_ratio lost(sampled_ratio kept) {
  kept.times = -100;
  kept.added = 100;
  return kept;
}

}  // namespace

estimate gross_revenue_retention(const revenue_flow& flow, const estimate_options& options) {
  return estimate_of(gross(flow.counters()), unit::percent, options);
}

estimate net_revenue_retention(const revenue_flow& flow, const estimate_options& options) {
  return estimate_of(net(flow.counters()), unit::percent, options);
}

estimate gross_revenue_churn(const revenue_flow& flow, const estimate_options& options) {
  return estimate_of(lost(gross(flow.counters())), {unit::percent, better::low}, options);
}

estimate net_revenue_churn(const revenue_flow& flow, const estimate_options& options) {
  return estimate_of(lost(net(flow.counters())), {unit::percent, better::low}, options);
}

estimate quick_ratio(const revenue_flow& flow, const estimate_options& options) {
  const revenue_counters& of = flow.counters();
  sampled_ratio ratio;
  ratio.y = real(of.acquired) + real(of.expansion);
  ratio.x = real(of.contraction) + real(of.churned);
  ratio.off_squared = of.gain_squared.value();
  ratio.off_by_x = of.gain_by_loss.value();
  ratio.x_squared = of.loss_squared.value();
  ratio.n = of.customers_moved;
  return estimate_of(ratio, unit::ratio, options);
}

estimate revenue_per_customer(const revenue_flow& flow, const estimate_options& options) {
  const revenue_counters& of = flow.counters();
  const double end = real(of.start) + real(of.acquired) + real(of.reactivated) + real(of.expansion) -
                     real(of.contraction) - real(of.churned);
  sampled_ratio ratio;
  ratio.y = end / 12;
  ratio.x = ratio.x_squared = real(flow.customers_at_end());
  ratio.off_squared = of.end_squared.value() / 144;
  ratio.off_by_x = ratio.y;
  ratio.n = flow.customers_at_end();
  return estimate_of(ratio, unit::money, options);
}

estimate paying_customer_retention(const revenue_flow& flow, const estimate_options& options) {
  distribution customers;
  customers.add(100, flow.customers_kept());
  customers.add(0, flow.customers_at_start() - flow.customers_kept());
  return estimate_of(customers, unit::percent, options);
}

double customers_it_rests_on(const revenue_flow& flow) noexcept {
  return units_it_rests_on(of_start(flow.counters()));
}

}  // namespace cxmetrics
