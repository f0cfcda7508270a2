// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace cxmetrics {

spell::spell(day since, std::optional<day> until) : since_(since), until_(until.value_or(day::max())) {
  if (until_ < since_) {
    detail::throw_invalid_argument(
        "nobody is a customer since {} until {}",
        {std::string_view(to_string(since_)), std::string_view(to_string(until_))});
  }
}

namespace {

day end_of(const spell& spell) {
  return spell.until().value_or(day::max());
}

}  // namespace

std::vector<spell> joined(std::vector<spell> spells) {
  return joined(std::move(spells), std::chrono::days{0});
}

std::vector<spell> joined(std::vector<spell> spells, std::chrono::days grace) {
  if (grace.count() < 0) detail::throw_invalid_argument("a grace of {} days", {grace.count()});
  std::sort(spells.begin(), spells.end());
  auto last = spells.begin();
  for (auto at = spells.begin(); at != spells.end(); ++at) {
    if (at == last) continue;
    const day end = end_of(*last);
    if (at->since() <= end || at->since() - end <= grace) {
      *last = spell{last->since(), std::max(end, end_of(*at))};
    } else {
      *++last = *at;
    }
  }
  if (!spells.empty()) spells.erase(last + 1, spells.end());
  return spells;
}

}  // namespace cxmetrics
