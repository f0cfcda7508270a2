// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "draws.hpp"
#include "tables.hpp"

#include <cxmetrics/customers/revenue.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace cxmetrics::tests {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double usual_price = 5000;  // cents

// A sum of twelve uniform numbers, which all machines add up alike.
double normal(draws& random) {
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random.uniform();
  return sum;
}

double all_alike(draws&) {
  return usual_price;
}
double uneven(draws& random) {
  return usual_price * std::exp(normal(random));
}
double very_uneven(draws& random) {
  return usual_price * std::exp(2 * normal(random));
}
double one_of_twenty_is_large(draws& random) {
  return usual_price * (random.uniform() < 0.05 ? 100 : 1);
}

struct customers {
  std::string name;
  double (*price)(draws&);
  bool large_stay = false;  // whether they leave a fifth as often as others
  double below = infinity;  // those who pay more are taken out
};

struct change {
  double share;
  double factor;
};
constexpr std::array changes{change{0.03, 0}, change{0.05, 0.7}, change{0.1, 1.2}, change{0.82, 1}};

bool is_large(double price) {
  return price >= 10 * usual_price;
}

double factor_of(const customers& of, double price, draws& random) {
  const bool stays = of.large_stay && is_large(price) && random.uniform() < 0.8;
  double left = random.uniform();
  for (const change& each : changes) {
    if (left < each.share) return stays && each.factor == 0 ? 1 : each.factor;
    left -= each.share;
  }
  return 1;
}

// What the sums come to where there is no end of customers; those of which the large ones stay by their share.
struct retention {
  double net = 0;
  double gross = 0;
};
retention truth_of(const customers& of) {
  retention kept;
  for (const change& each : changes) {
    kept.net += each.share * each.factor;
    kept.gross += each.share * std::min(each.factor, 1.0);
  }
  if (!of.large_stay || of.below < infinity) return {100 * kept.net, 100 * kept.gross};
  const double of_large = 0.05 * 100 / (0.05 * 100 + 0.95);
  const double stay = of_large * 0.8 * changes[0].share;
  return {100 * (kept.net + stay), 100 * (kept.gross + stay)};
}

const period march{day{std::chrono::days{0}}, day{std::chrono::days{30}}};

revenue_flow month_of(const customers& of, int n, draws& random) {
  const day before = march.first() - std::chrono::days{1};
  const day change = march.first() + std::chrono::days{10};
  revenue_ledger ledger{{march}};
  for (int i = 0; i < n; ++i) {
    double price = of.price(random);
    while (price >= of.below) price = of.price(random);
    const double factor = factor_of(of, price, random);
    const auto paid = static_cast<std::int64_t>(price + 0.5);
    const auto later = static_cast<std::int64_t>(price * factor + 0.5);
    if (paid == later) {
      ledger.record(subscription{spell{before}, paid});
    } else {
      const std::array both{subscription{spell{before, change}, paid}, subscription{spell{change}, later}};
      ledger.record(both);
    }
  }
  return ledger.flows().front();
}

std::vector<std::string> row_of(const customers& of) {
  constexpr int samples = 2000;
  constexpr double rounding = 0.01;  // of prices to cents
  const retention truth = truth_of(of);
  std::vector<std::string> row{of.name};
  double carried_by = 0;
  for (const int n : {30, 100, 300, 1000}) {
    draws random(67);
    int net = 0;
    int gross = 0;
    carried_by = 0;
    const auto holds = [](const interval& ci, double value) {
      return ci.low - rounding <= value && value <= ci.high + rounding;
    };
    for (int sample = 0; sample < samples; ++sample) {
      const revenue_flow flow = month_of(of, n, random);
      net += holds(net_revenue_retention(flow).ci, truth.net);
      gross += holds(gross_revenue_retention(flow).ci, truth.gross);
      carried_by += customers_it_rests_on(flow) / samples;
    }
    row.push_back(fmt::format("{:.3f} / {:.3f}", static_cast<double>(net) / samples,
                              static_cast<double>(gross) / samples));
  }
  row.push_back(fmt::format("{:.0f}", carried_by));
  return row;
}

}  // namespace

std::string coverage_of_revenue_retention() {
  markdown_table table({"prices", "n = 30", "n = 100", "n = 300", "n = 1000", "of 1000, rests on"});
  for (const customers& each : {
           customers{"all alike", all_alike},
           customers{"lognormal, sigma 1", uneven},
           customers{"lognormal, sigma 2", very_uneven},
           customers{"lognormal, sigma 2, without the large", very_uneven, false, 10 * usual_price},
           customers{"1 of 20 pays 100 times as much", one_of_twenty_is_large},
           customers{"1 of 20 pays 100 times as much, and stays", one_of_twenty_is_large, true},
           customers{"the same, without the large", one_of_twenty_is_large, true, 10 * usual_price},
       }) {
    table.add(row_of(each));
  }
  return table.text();
}

}  // namespace cxmetrics::tests
