// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_FIT_NOTES_HPP
#define CXMETRICS_SRC_REPORT_FIT_NOTES_HPP

#include <cxmetrics/customers/model_fit.hpp>

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::detail {

// How far the fit of a model is to be trusted.
inline void add_notes(std::vector<std::string>& to, std::string_view model, const model_fit& fit) {
  if (!fit.converged) {
    to.push_back(
        fmt::format("{} did not converge (gradient {:.3g}): its figures mean nothing", model, fit.gradient));
  } else if (!fit.identified) {
    to.push_back(fmt::format("{} is not identified: other parameters fit nearly as well", model));
  } else {
    to.push_back(fmt::format("{} converged from {} of {} starts", model, fit.agreeing, fit.starts));
  }
}

}  // namespace cxmetrics::detail

#endif
