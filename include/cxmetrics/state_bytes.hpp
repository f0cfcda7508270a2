// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATE_BYTES_HPP
#define CXMETRICS_STATE_BYTES_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/state.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// A state on its way through a pipe, a file or a database column, to another program or another machine.
// `docs/engines.md` describes both forms, so that others can read them.
namespace cxmetrics {

/// A snapshot as bytes: the same on every machine, and other bytes for every other snapshot. They tell what they are,
/// and a checksum tells whether they are what was written. Linear.
///
///     pipe.write(cx::bytes_of(tally));
///     sum += cx::state_of_bytes<cx::tally>(received);
///
/// Throws `std::invalid_argument` unless its type has 1 to 65535 printable characters of ASCII, without `"` and `\`.
CXMETRICS_EXPORT std::vector<std::byte> bytes_of(const snapshot& of);

/// The snapshot that was written so. Throws `snapshot_error` with the reason for bytes that are no state, or one that
/// is cut short, altered, or in a format of a later version. Linear.
CXMETRICS_EXPORT snapshot snapshot_of_bytes(std::span<const std::byte> bytes);

/// A snapshot as a JSON object, with the checksum of its bytes. Numbers beyond ±(2^53 - 1), which many readers of JSON
/// would round, are written as texts. Linear. Throws as `bytes_of` does.
CXMETRICS_EXPORT std::string json_of(const snapshot& of);

/// The snapshot that was written so; its members in any order, with any space between. Throws as `snapshot_of_bytes`
/// does.
CXMETRICS_EXPORT snapshot snapshot_of_json(std::string_view json);

/// The same of the states themselves.
template <state State>
std::vector<std::byte> bytes_of(const State& of) {
  return bytes_of(of.snapshot());
}
template <state State>
std::string json_of(const State& of) {
  return json_of(of.snapshot());
}

/// The state of that type. Throws `snapshot_error` also for one of another type, and where its counters contradict each
/// other.
template <state State>
State state_of_bytes(std::span<const std::byte> bytes) {
  return State::restore(snapshot_of_bytes(bytes));
}
template <state State>
State state_of_json(std::string_view json) {
  return State::restore(snapshot_of_json(json));
}

}  // namespace cxmetrics

#endif
