// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "options.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

namespace cxreport {
namespace {

struct named_metric {
  std::string_view name;
  const cxmetrics::metric* metric;
};

constexpr named_metric named_metrics[] = {
    {"nps", &cxmetrics::nps},
    {"enps", &cxmetrics::enps},
    {"csat", &cxmetrics::csat},
    {"ces", &cxmetrics::ces},
    {"ces-easy", &cxmetrics::ces_percent_easy},
    {"ces-effort", &cxmetrics::ces_effort},
};

std::vector<std::string> valid_names() {
  std::vector<std::string> names;
  for (const auto& known : named_metrics) names.emplace_back(known.name);
  for (const char* more : {"mean", "top-box:K", "bottom-box:K", "net:LOW,HIGH", "churn", "retention"}) {
    names.emplace_back(more);
  }
  return names;
}

int number_in(std::string_view text, const std::string& metric) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw usage_error(fmt::format("'{}' in --metric {} is not a whole number", text, metric));
  }
  return number;
}

cxmetrics::metric parameterised(std::string_view kind, std::string_view parameter, const std::string& name,
                                const cxmetrics::scale& scale) {
  if (kind == "top-box") return cxmetrics::top_box(scale, number_in(parameter, name));
  if (kind == "bottom-box") return cxmetrics::bottom_box(scale, number_in(parameter, name));
  const auto comma = parameter.find(',');
  if (comma == std::string_view::npos) throw usage_error("--metric net takes two numbers: net:LOW,HIGH");
  return cxmetrics::net_score(scale, number_in(parameter.substr(0, comma), name),
                              number_in(parameter.substr(comma + 1), name));
}

}  // namespace

cxmetrics::metric metric_named(const std::string& name, const std::optional<cxmetrics::scale>& scale) {
  for (const auto& known : named_metrics) {
    if (known.name != name) continue;
    if (scale && *scale != known.metric->scale()) {
      throw usage_error(fmt::format(
          "{} is defined on {}:{}, not {}:{}; other scales have mean, top-box:K and "
          "net:LOW,HIGH",
          name, known.metric->scale().low(), known.metric->scale().high(), scale->low(), scale->high()));
    }
    return *known.metric;
  }
  const auto colon = name.find(':');
  const std::string kind = name.substr(0, colon);
  const bool has_parameter = colon != std::string::npos;
  const bool wants_parameter = kind == "top-box" || kind == "bottom-box" || kind == "net";
  if (kind != "mean" && !wants_parameter) throw usage_error(unknown("metric", name, valid_names()));
  if (has_parameter != wants_parameter) throw usage_error(unknown("metric", name, valid_names()));
  if (!scale) throw usage_error(fmt::format("--metric {} needs --scale LOW:HIGH", name));
  try {
    if (kind == "mean") return cxmetrics::mean_score(*scale);
    return parameterised(kind, std::string_view(name).substr(colon + 1), name, *scale);
  } catch (const std::invalid_argument& error) {
    throw usage_error(error.what());
  }
}

const cxmetrics::metric* metric_in_file(std::string_view name) {
  const auto same = [&](const named_metric& known) {
    return cxmetrics::detail::same_but_for_case(name, known.name);
  };
  const auto* found = std::find_if(std::begin(named_metrics), std::end(named_metrics), same);
  return found == std::end(named_metrics) ? nullptr : found->metric;
}

}  // namespace cxreport
