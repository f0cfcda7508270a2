// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/breakdown.hpp>
#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/customers/customer_flow.hpp>
#include <cxmetrics/customers/customer_ledger.hpp>
#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/customers/renewals.hpp>
#include <cxmetrics/customers/revenue_flow.hpp>
#include <cxmetrics/customers/revenue_ledger.hpp>
#include <cxmetrics/journey/drivers.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/paired_tally.hpp>
#include <cxmetrics/survey/response.hpp>
#include <cxmetrics/survey/tally.hpp>
#include <cxmetrics/survey/weighted_tally.hpp>

#include <boost/crc.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <iterator>
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

// Whether there is such a state. One that exists keeps its promises: it is written down as it was read, goes out and comes
// in again, and doubles or says why not.
template <class State>
bool restore(const cx::snapshot& stored) try {
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
  return true;
} catch (const cx::snapshot_error&) {
  return false;
}

struct kind {
  std::string_view type;
  bool (*restore)(const cx::snapshot&);
};
constexpr kind kinds[] = {
    {"answer_sheets", restore<cx::answer_sheets>},
    {"breakdown of customer_ledger by number", restore<cx::breakdown<cx::customer_ledger, int>>},
    {"breakdown of tally by text, period", restore<cx::breakdown<cx::tally, std::string, cx::period>>},
    {"churn_reasons", restore<cx::churn_reasons>},
    {"customer_cohorts", restore<cx::customer_cohorts>},
    {"customer_flow", restore<cx::customer_flow>},
    {"customer_ledger", restore<cx::customer_ledger>},
    {"drivers", restore<cx::drivers>},
    {"drop_off", restore<cx::drop_off>},
    {"funnel", restore<cx::funnel>},
    {"importance_tally", restore<cx::importance_tally>},
    {"lifetimes", restore<cx::lifetimes>},
    {"paired_tally", restore<cx::paired_tally>},
    {"renewals", restore<cx::renewals>},
    {"response_log", restore<cx::response_log>},
    {"revenue_flow", restore<cx::revenue_flow>},
    {"revenue_ledger", restore<cx::revenue_ledger>},
    {"tally", restore<cx::tally>},
    {"weighted_tally", restore<cx::weighted_tally>},
};

void restore_as_said(const cx::snapshot& stored) {
  for (const kind& each : kinds) {
    if (each.type == stored.type) each.restore(stored);
  }
}

void restore_as_another(const cx::snapshot& stored, std::size_t number) {
  const kind& other = kinds[number % std::size(kinds)];
  require(other.type == stored.type || !other.restore(stored), "a state of another type is refused");
}

void read_bytes(std::span<const std::byte> bytes, std::size_t way) {
  std::optional<cx::snapshot> stored;
  try {
    stored = cx::snapshot_of_bytes(bytes);
  } catch (const cx::snapshot_error&) {
    return;
  }
  const std::vector<std::byte> again = cx::bytes_of(*stored);
  require(std::equal(bytes.begin(), bytes.end(), again.begin(), again.end()),
          "a snapshot has one form in bytes");
  if (way % 4 == 1) {
    require(cx::snapshot_of_json(cx::json_of(*stored)) == *stored,
            "a snapshot goes out in JSON and comes in again");
  } else if (way % 4 == 2) {
    restore_as_another(*stored, way / 4);
  } else {
    restore_as_said(*stored);
  }
}

void read_json(std::string_view json) {
  try {
    const cx::snapshot stored = cx::snapshot_of_json(json);
    require(cx::snapshot_of_json(cx::json_of(stored)) == stored, "what was read in JSON goes out again");
  } catch (const cx::snapshot_error&) {
  }
}

}  // namespace

// The bytes of a state, or JSON. As hardly any bytes have the right checksum, it is put right; the last byte that stood
// there says whether it is left as it is, and what is tried.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most = 2048;  // longer ones take longer and find nothing else
  constexpr std::size_t check = 4;
  if (size < check || size > most) return -1;
  if (data[0] == '{') {
    read_json({reinterpret_cast<const char*>(data), size});
    return 0;
  }
  const std::span given = std::as_bytes(std::span{data, size});
  std::vector<std::byte> bytes(given.begin(), given.end());
  const std::size_t way = data[size - 1];
  if (way % 4 != 0) {
    boost::crc_32_type crc;
    crc.process_bytes(data, size - check);
    for (std::size_t byte = 0; byte < check; ++byte)
      bytes[size - check + byte] = static_cast<std::byte>(crc.checksum() >> 8 * byte & 0xff);
  }
  read_bytes(bytes, way);
  return 0;
}
