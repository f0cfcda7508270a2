// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CATALOG_HPP
#define CXMETRICS_CATALOG_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/survey/metric.hpp>

#include <optional>
#include <span>
#include <string_view>

// Metrics by name, for programs and engines that learn only when they run which one is wanted.
namespace cxmetrics {

/// The metrics that are defined on one scale, each called by its `id()`: nps, enps, csat, csat-mean, …
CXMETRICS_EXPORT std::span<const metric* const> catalog() noexcept;

/// All names there are, those of `catalog()` first. Capital letters stand for numbers: "top-box:K", "net:LOW,HIGH".
CXMETRICS_EXPORT std::span<const std::string_view> metric_names() noexcept;

/// The metric of that name, whatever its case: "nps", "top-box:2", "net:6,9", "mean". Nothing for a name that is not in
/// the catalogue.
///
/// A metric of the catalogue has its scale; a scale may be given if it is the same. All others need one. Throws
/// `std::invalid_argument` for a scale that is missing or another one, and for numbers that the metric cannot have.
CXMETRICS_EXPORT std::optional<metric> find_metric(std::string_view name, std::optional<scale> scale = {});

/// The same, but throws `std::invalid_argument` for an unknown name, listing all.
CXMETRICS_EXPORT metric metric_named(std::string_view name, std::optional<scale> scale = {});

}  // namespace cxmetrics

#endif
