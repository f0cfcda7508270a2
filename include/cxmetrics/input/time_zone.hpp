// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_TIME_ZONE_HPP
#define CXMETRICS_INPUT_TIME_ZONE_HPP

#include <cxmetrics/export.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace cxmetrics {

/// A time zone of the system's zone data, such as `Europe/Berlin`, with its summer time. Copies share the data; any
/// number of threads may use them.
class time_zone {
 public:
  /// Throws `std::invalid_argument` for a zone that the system does not know, and where the library was built without
  /// time zones.
  CXMETRICS_EXPORT explicit time_zone(std::string_view name);

  /// Whether the library was built with time zones.
  CXMETRICS_EXPORT static bool available() noexcept;

  CXMETRICS_EXPORT const std::string& name() const noexcept;

  /// How far the zone's clocks are ahead of UTC at an instant. Rules are known from 1900 to 2100; before and after, the
  /// first and the last one hold. Logarithmic in their number.
  CXMETRICS_EXPORT std::chrono::seconds offset_at(std::chrono::sys_seconds instant) const noexcept;

  /// Zones are the same that have the same name.
  friend bool operator==(const time_zone& one, const time_zone& other) noexcept {
    return one.name() == other.name();
  }

 private:
  struct rules;
  std::shared_ptr<const rules> rules_;
};

}  // namespace cxmetrics

#endif
