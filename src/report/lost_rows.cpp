// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "number.hpp"

#include <cxmetrics/report/lost_rows.hpp>

#include <fmt/format.h>

#include <cstdint>

namespace cxmetrics {

std::string lost_rows(const accounting& rows) {
  const std::uint64_t asked_for = rows.used() + rows.rejected;
  const std::uint64_t lost = rows.rejected + rows.off_scale;
  if (lost <= asked_for / 20) return "";
  return fmt::format("{} of {} rows are not in these figures: {} rejected, {} off scale",
                     detail::grouped(lost), detail::grouped(asked_for), detail::grouped(rows.rejected),
                     detail::grouped(rows.off_scale));
}

}  // namespace cxmetrics
