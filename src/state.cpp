// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "state.hpp"

#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <utility>

namespace cxmetrics {

snapshot_error::~snapshot_error() = default;

}  // namespace cxmetrics

namespace cxmetrics::detail {

void throw_snapshot_error(const contract_error& fault) {
  throw snapshot_error(fault.what());
}

void require_type(const snapshot& stored, std::string_view type, std::uint32_t newest_layout) {
  if (stored.type != type) {
    throw_invalid_argument("a snapshot of a {} is not one of a {}", {std::string_view(stored.type), type});
  }
  if (stored.layout < 1 || stored.layout > newest_layout) {
    throw_invalid_argument("a snapshot of a {} in layout {}; known are layouts 1 to {}",
                           {type, stored.layout, newest_layout});
  }
}

void require_sizes(const snapshot& stored, std::size_t parameters, std::size_t words) {
  if (stored.parameters.size() != parameters) {
    throw_invalid_argument("a snapshot of a {} with {} parameters, not {}",
                           {std::string_view(stored.type), stored.parameters.size(), parameters});
  }
  if (stored.words.size() != words) {
    throw_invalid_argument("a snapshot of a {} with {} words, not {}",
                           {std::string_view(stored.type), stored.words.size(), words});
  }
}

scale scale_in(const snapshot& stored) {
  require_sizes(stored, 2, stored.words.size());
  const std::int64_t low = stored.parameters[0];
  const std::int64_t high = stored.parameters[1];
  if (!std::in_range<int>(low) || !std::in_range<int>(high)) {
    throw_invalid_argument("a snapshot of a {} on a scale from {} to {}",
                           {std::string_view(stored.type), low, high});
  }
  return {static_cast<int>(low), static_cast<int>(high)};
}

day day_in(const snapshot& stored, std::size_t parameter) {
  // Beyond the calendar of std::chrono, where the distance of two days might not be a number either.
  constexpr std::int64_t first = day{std::chrono::year::min() / 1 / 1}.time_since_epoch().count();
  constexpr std::int64_t last = day{std::chrono::year::max() / 12 / 31}.time_since_epoch().count();
  const std::int64_t number = stored.parameters[parameter];
  if (number < first || number > last) {
    throw_invalid_argument("a snapshot of a {} with a day {} since 1970",
                           {std::string_view(stored.type), number});
  }
  return day{std::chrono::days{static_cast<day::rep>(number)}};
}

void add_wholes(snapshot& to, const std::vector<period>& periods) {
  const auto is_partial = [](const period& period) { return period.is_partial(); };
  if (std::none_of(periods.begin(), periods.end(), is_partial)) return;
  to.layout = layout_of_parts;
  for (const period& each : periods) {
    for (const day end : {each.whole().first(), each.whole().last()}) {
      to.parameters.push_back(end.time_since_epoch().count());
    }
  }
}

std::vector<period> parts_in(const snapshot& stored, std::vector<period> periods, std::size_t parameter) {
  if (stored.layout < layout_of_parts) return periods;
  bool any = false;
  for (period& each : periods) {
    const period whole{day_in(stored, parameter), day_in(stored, parameter + 1)};
    parameter += 2;
    if (each == whole) continue;
    each = part_of_period(whole, each.first(), each.last());
    any = true;
  }
  if (!any) {
    throw_invalid_argument("a snapshot of a {} in layout {} without a partial period",
                           {std::string_view(stored.type), stored.layout});
  }
  return periods;
}

bool daily_in(const snapshot& stored, std::size_t parameter) {
  const std::int64_t number = stored.parameters[parameter];
  if (number != 0 && number != 1) {
    throw_invalid_argument("a snapshot of a {} with daily detail {}, not 0 or 1",
                           {std::string_view(stored.type), number});
  }
  return number == 1;
}

}  // namespace cxmetrics::detail
