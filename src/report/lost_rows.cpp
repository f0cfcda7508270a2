// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "grid.hpp"
#include "number.hpp"

#include <cxmetrics/report/lost_rows.hpp>

#include <fmt/format.h>

#include <cstdint>

namespace cxmetrics {

namespace {

std::string lost_of(const row_counts& rows) {
  const std::uint64_t asked_for = rows.used() + rows.rejected;
  const std::uint64_t lost = rows.rejected + rows.off_scale;
  if (lost <= asked_for / 20) return "";
  return fmt::format("{} of {} rows are not in these figures: {} rejected, {} off scale",
                     detail::grouped(lost), detail::grouped(asked_for), detail::grouped(rows.rejected),
                     detail::grouped(rows.off_scale));
}

}  // namespace

std::string lost_rows(const accounting& rows) {
  if (rows.questions.empty()) return lost_of(rows);
  std::string all;
  for (const question_counts& each : rows.questions) {
    const std::string lost = lost_of(each);
    if (lost.empty()) continue;
    if (!all.empty()) all += "; ";
    all += detail::name_of(each) + ": ";
    all += lost;
  }
  return all;
}

}  // namespace cxmetrics
