// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_MAXIMISE_HPP
#define CXMETRICS_SRC_CUSTOMERS_MAXIMISE_HPP

#include <cxmetrics/customers/model_fit.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace cxmetrics::detail {

// The log-likelihood of positive parameters, given as their logarithms, and its derivatives by these.
using log_likelihood = std::function<double(std::span<const double> logs, std::span<double> gradient)>;

// Its maximum, looked for from each start (parameters, not logarithms), and what is known of it there.
model_fit maximised(const log_likelihood& of, const std::vector<std::vector<double>>& starts,
                    std::uint64_t customers, confidence level);

}  // namespace cxmetrics::detail

#endif
