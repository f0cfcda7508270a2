// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/customers/spell.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <string>

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
  std::sort(spells.begin(), spells.end());
  auto last = spells.begin();
  for (auto at = spells.begin(); at != spells.end(); ++at) {
    if (at == last) continue;
    if (at->since() <= end_of(*last)) {
      *last = spell{last->since(), std::max(end_of(*last), end_of(*at))};
    } else {
      *++last = *at;
    }
  }
  if (!spells.empty()) spells.erase(last + 1, spells.end());
  return spells;
}

}  // namespace cxmetrics
