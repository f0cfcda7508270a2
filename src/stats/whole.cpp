// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "inversion.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/basis.hpp>
#include <cxmetrics/stats/comparison.hpp>

namespace cxmetrics {

std::optional<estimate> pooled(std::span<const estimate> parts) {
  if (parts.empty() || !parts.front().basis) return std::nullopt;
  basis_handle sum = parts.front().basis;
  // One part alone must be of a kind that can be pooled, as several must.
  if (parts.size() == 1 && !sum->plus(*sum)) return std::nullopt;
  for (const estimate& part : parts.subspan(1)) {
    detail::require_comparable(parts.front(), part);
    if (!part.basis) return std::nullopt;
    sum = sum->plus(*part.basis);
    if (!sum) return std::nullopt;
  }
  return sum->describe({parts.front().unit, parts.front().better});
}

estimate rest_of(const estimate& whole, const estimate& part) {
  detail::require_comparable(whole, part);
  if (whole.basis && part.basis) {
    const basis_handle rest = whole.basis->minus(*part.basis);
    if (rest) return rest->describe({whole.unit, whole.better});
  }
  detail::throw_invalid_argument("a part and a whole must rest on counted values");
}

}  // namespace cxmetrics
