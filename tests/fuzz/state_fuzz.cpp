// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/paired_tally.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <boost/crc.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cx = cxmetrics;

namespace {

void require(bool holds, const char* law) {
  if (holds) return;
  std::cerr << "broken: " << law << '\n';
  std::abort();
}

// A state that exists keeps its promises: it is written down as it was read, is as nothing beside an empty part of it, and
// doubles or says why not.
template <class State>
void restore(const cx::snapshot& stored) try {
  const State state = State::restore(stored);
  require(state.snapshot() == stored, "what was restored is written down as it was");
  require(cx::state_of_bytes<State>(cx::bytes_of(state)) == state, "a state goes out and comes in again");
  try {
    State sum = state;
    sum += state;
    if constexpr (cx::divisible<State>) {
      sum -= state;
      require(sum == state, "what was added can be taken out again");
    }
  } catch (const std::invalid_argument&) {
  }
} catch (const cx::snapshot_error&) {
}

void restore_as_all(const cx::snapshot& stored) {
  restore<cx::tally>(stored);
  restore<cx::weighted_tally>(stored);
  restore<cx::importance_tally>(stored);
  restore<cx::paired_tally>(stored);
  restore<cx::customer_flow>(stored);
  restore<cx::customer_ledger>(stored);
  restore<cx::customer_cohorts>(stored);
  restore<cx::churn_reasons>(stored);
  restore<cx::lifetimes>(stored);
  restore<cx::revenue_flow>(stored);
  restore<cx::revenue_ledger>(stored);
  restore<cx::funnel>(stored);
  restore<cx::drop_off>(stored);
  restore<cx::breakdown<cx::tally, std::string, cx::period>>(stored);
  restore<cx::breakdown<cx::customer_ledger, int>>(stored);
}

void read_bytes(std::span<const std::byte> bytes) {
  std::optional<cx::snapshot> stored;
  try {
    stored = cx::snapshot_of_bytes(bytes);
  } catch (const cx::snapshot_error&) {
    return;
  }
  const std::vector<std::byte> again = cx::bytes_of(*stored);
  require(std::equal(bytes.begin(), bytes.end(), again.begin(), again.end()),
          "a snapshot has one form in bytes");
  require(cx::snapshot_of_json(cx::json_of(*stored)) == *stored,
          "a snapshot goes out in JSON and comes in again");
  restore_as_all(*stored);
}

void read_json(std::string_view json) {
  try {
    const cx::snapshot stored = cx::snapshot_of_json(json);
    require(cx::snapshot_of_json(cx::json_of(stored)) == stored, "what was read in JSON goes out again");
  } catch (const cx::snapshot_error&) {
  }
}

}  // namespace

// The bytes of a state, or JSON. As hardly any bytes have the right checksum, they are read once more with it put right.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most = 4096;  // longer ones take longer and find nothing else
  constexpr std::size_t check = 4;
  if (size > most) return -1;
  read_json({reinterpret_cast<const char*>(data), size});
  std::vector<std::byte> bytes;
  for (std::size_t at = 0; at < size; ++at) bytes.push_back(std::byte{data[at]});
  read_bytes(bytes);
  if (size < check) return 0;
  boost::crc_32_type crc;
  crc.process_bytes(data, size - check);
  for (std::size_t byte = 0; byte < check; ++byte)
    bytes[size - check + byte] = static_cast<std::byte>(crc.checksum() >> 8 * byte & 0xff);
  read_bytes(bytes);
  return 0;
}
