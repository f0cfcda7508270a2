// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_STATE_HPP
#define CXMETRICS_STATE_HPP

#include <cxmetrics/contract_error.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/version.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// A state written down in numbers: to a file, a queue, a database column, and back by `restore`. Numbers have neither
/// a byte order nor padding; how they become bytes is the writer's to say.
///
///     const cx::snapshot stored = tally.snapshot();
///     const cx::tally again = cx::tally::restore(stored);    // again == tally
struct snapshot {
  std::string type{};        ///< what state it is: "tally"
  std::uint32_t layout = 1;  ///< the version of what follows, per type
  std::vector<std::int64_t>
      parameters{};  ///< what the state was made for: the ends of its scale, the days of its periods
  std::vector<std::uint64_t> words{};  ///< its counters

  friend bool operator==(const snapshot&, const snapshot&) = default;
};

/// A snapshot cannot be what it says: it is of another type, of a later layout, cut short, or its counters contradict
/// each other. Snapshots are data, so this is no `contract_error`.
class CXMETRICS_EXPORT snapshot_error : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
  ~snapshot_error() override;
};

/// A state that parts can be counted into and that adds up: `tally`, `customer_flow`, or one's own.
template <class State>
concept mergeable = std::copyable<State> && requires(State& into, const State& from) {
  into += from;
};

/// What is kept of records, and all that the states of the library have in common:
///
/// - It is made empty, for its parameters: `tally{zero_to_ten}`. Adding an empty one changes nothing.
/// - `+=` adds what another part counted, exactly: the same bits in any order. States whose parameters differ in any
///   way do not add up, nor do more than 64 bits can count: that throws `std::invalid_argument`.
/// - Whatever throws leaves the state as it was.
/// - `==` compares parameters and counters.
/// - `snapshot()` writes it down. `restore` makes it again, and throws `snapshot_error` with the reason for a snapshot
///   of another type, of a later layout, with words or parameters missing or left over, or with counters that contradict
///   each other.
/// - Const members may be called by several threads at a time; whatever changes a state needs it alone. Threads each
///   count into a state of their own, and those are added.
template <class State>
concept state = mergeable<State> && std::equality_comparable<State> &&
    requires(const State& of, const snapshot& stored) {
  { of.snapshot() } -> std::same_as<snapshot>;
  { State::restore(stored) } -> std::same_as<State>;
};

/// A state from which a part can be taken out again: `-=` undoes `+=`, and throws `std::invalid_argument` for what was
/// no part.
template <class State>
concept divisible = state<State> && requires(State& from, const State& part) {
  from -= part;
};

namespace detail {

// What breaks a contract of the state while it is restored is a fault of the data.
[[noreturn]] CXMETRICS_EXPORT void throw_snapshot_error(const contract_error& fault);

// Throw a contract_error for the caller to hand on.
CXMETRICS_EXPORT void require_type(const snapshot& stored, std::string_view type,
                                   std::uint32_t newest_layout = 1);
CXMETRICS_EXPORT void require_sizes(const snapshot& stored, std::size_t parameters, std::size_t words);

}  // namespace detail
}  // namespace cxmetrics

#endif
