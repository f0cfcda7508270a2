// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_CUSTOMERS_LEDGER_CALENDAR_HPP
#define CXMETRICS_SRC_CUSTOMERS_LEDGER_CALENDAR_HPP

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/period.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// Throws where a period does not begin on the day the one before it ends.
inline void require_in_a_row(const std::vector<period>& periods) {
  for (std::size_t index = 1; index < periods.size(); ++index) {
    if (periods[index].first() == periods[index - 1].last()) continue;
    throw_invalid_argument("{} does not follow on {}", {std::string_view(to_string(periods[index])),
                                                        std::string_view(to_string(periods[index - 1]))});
  }
}

// The periods of a ledger, and which of them holds a day.
struct ledger_calendar {
  static constexpr std::int64_t most_days = std::int64_t{1} << 24;

  explicit ledger_calendar(std::vector<period> in_a_row) : periods(std::move(in_a_row)) {
    if (periods.empty()) throw_invalid_argument("a ledger without a period");
    // Halved, because the difference of any two days may not fit.
    if (end().time_since_epoch().count() / 2 - first().time_since_epoch().count() / 2 > most_days / 2) {
      throw_invalid_argument("a ledger of more than {} days", {most_days});
    }
    require_in_a_row(periods);
    place_of_day.reserve(static_cast<std::size_t>((end() - first()).count()));
    for (std::size_t index = 0; index < periods.size(); ++index) {
      place_of_day.resize(place_of_day.size() + static_cast<std::size_t>(periods[index].days()),
                          static_cast<std::int32_t>(index));
    }
  }

  day first() const { return periods.front().first(); }
  day end() const { return periods.back().last(); }

  std::vector<period> periods;
  std::vector<std::int32_t> place_of_day;
};

}  // namespace cxmetrics::detail

#endif
