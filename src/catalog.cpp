// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/catalog.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/share.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <system_error>

namespace cxmetrics {
namespace {

constexpr std::array<const metric*, 11> fixed = {
    &nps,
    &enps,
    &csat,
    &csat_mean,
    &csat_percent_of_maximum,
    &net_satisfaction,
    &ces,
    &ces_percent_easy,
    &ces_net_easy,
    &ces_effort,
    &share,
};

int number_in(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) {
    detail::throw_invalid_argument("'{}' is not a whole number", {text});
  }
  return number;
}

metric net_of(scale scale, std::string_view numbers) {
  const std::size_t comma = numbers.find(',');
  if (comma == std::string_view::npos) {
    detail::throw_invalid_argument("net takes two numbers, net:LOW,HIGH, not '{}'", {numbers});
  }
  return net_score(scale, number_in(numbers.substr(0, comma)), number_in(numbers.substr(comma + 1)));
}

// A family of metrics, one for each scale, and perhaps for each number after a colon.
struct family {
  std::string_view name;
  std::string_view parameter;
  metric (*of)(scale, std::string_view);
};

constexpr family families[] = {
    {"mean", "", [](scale scale, std::string_view) { return mean_score(scale); }},
    {"percent-of-maximum", "", [](scale scale, std::string_view) { return percent_of_maximum(scale); }},
    {"top-box", ":K", [](scale scale, std::string_view boxes) { return top_box(scale, number_in(boxes)); }},
    {"bottom-box", ":K",
     [](scale scale, std::string_view boxes) { return bottom_box(scale, number_in(boxes)); }},
    {"net", ":LOW,HIGH", net_of},
};

constexpr std::array<std::string_view, 5> family_names = {"mean", "percent-of-maximum", "top-box:K",
                                                          "bottom-box:K", "net:LOW,HIGH"};

constexpr auto names = [] {
  std::array<std::string_view, fixed.size() + family_names.size()> result{};
  for (std::size_t i = 0; i < fixed.size(); ++i) result[i] = fixed[i]->id();
  for (std::size_t i = 0; i < family_names.size(); ++i) result[fixed.size() + i] = family_names[i];
  return result;
}();

}  // namespace

std::span<const metric* const> catalog() noexcept {
  return fixed;
}

std::span<const std::string_view> metric_names() noexcept {
  return names;
}

std::optional<metric> find_metric(std::string_view name, std::optional<scale> scale) {
  for (const metric* each : fixed) {
    if (!detail::same_name(each->id(), name)) continue;
    const cxmetrics::scale own = each->scale();
    if (scale && *scale != own) {
      detail::throw_invalid_argument(
          "{} is defined on {}:{}, not {}:{}; other scales have mean, top-box:K and net:LOW,HIGH",
          {each->id(), own.low(), own.high(), scale->low(), scale->high()});
    }
    return *each;
  }
  const std::size_t colon = std::min(name.find(':'), name.size());
  for (const family& each : families) {
    const bool has_parameter = colon < name.size();
    if (!detail::same_name(each.name, name.substr(0, colon)) || each.parameter.empty() == has_parameter)
      continue;
    if (!scale)
      detail::throw_invalid_argument("{} needs a scale, its lowest and its highest score", {each.name});
    return each.of(*scale, has_parameter ? name.substr(colon + 1) : "");
  }
  return std::nullopt;
}

metric metric_named(std::string_view name, std::optional<scale> scale) {
  if (const std::optional<metric> found = find_metric(name, scale)) return *found;
  std::string known;
  for (const std::string_view each : names) known.append(known.empty() ? "" : ", ").append(each);
  detail::throw_invalid_argument("there is no metric '{}'; there are: {}", {name, std::string_view(known)});
}

}  // namespace cxmetrics
