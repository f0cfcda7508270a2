// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "engines/vocabulary.hpp"

#include <cmath>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// PostgreSQL finds its own names in what it includes, so that C++ comes first, and postgres.h before the others.
// clang-format off
extern "C" {
#include <postgres.h>
#include <fmgr.h>
#include <funcapi.h>
#include <libpq/pqformat.h>
#include <utils/builtins.h>
}
// clang-format on

#pragma GCC visibility push(default)
extern "C" {
PG_MODULE_MAGIC;
}
#pragma GCC visibility pop

namespace cxmetrics::engines {
namespace {

// The types of SQL, `cx_tally` and `cx_weighted_tally`, are states as they lie in memory.
template <class State, std::size_t Size>
constexpr bool lies_in = std::is_trivially_copyable_v<State> && sizeof(State) == Size && alignof(State) == 8;
static_assert(lies_in<tally, 112> && lies_in<weighted_tally, 648>);

// Whatever a query does wrong becomes its error. PostgreSQL leaves by a long jump, which runs no destructors: so nothing that has
// one is alive when it is told, and the work calls nothing of PostgreSQL that could jump.
template <class Work>
void guarded(const Work& work) {
  static_assert(std::is_trivially_destructible_v<Work>);
  char message[1024];
  bool failed = true;
  try {
    work();
    failed = false;
  } catch (const std::exception& error) {
    strlcpy(message, error.what(), sizeof message);
  }
  if (failed) ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s", message)));
}

// Memory that PostgreSQL frees, had without a jump.
char* copied(const void* data, std::size_t size) {
  auto* const copy = static_cast<char*>(palloc_extended(size, MCXT_ALLOC_NO_OOM));
  if (copy == nullptr) throw std::bad_alloc();
  if (size > 0) std::memcpy(copy, data, size);
  return copy;
}

template <class State>
const State& state_in(FunctionCallInfo fcinfo, int at) {
  return *reinterpret_cast<const State*>(PG_GETARG_POINTER(at));
}

template <class State>
State* new_state(scale on) {
  return new (palloc(sizeof(State))) State(on);
}

// The first argument to be changed: the state of an aggregate as it is, anything else copied.
template <class State>
State* changeable(FunctionCallInfo fcinfo) {
  if (AggCheckCallContext(fcinfo, nullptr) != 0) return reinterpret_cast<State*>(PG_GETARG_POINTER(0));
  return new (palloc(sizeof(State))) State(state_in<State>(fcinfo, 0));
}

std::optional<std::int64_t> score_in(FunctionCallInfo fcinfo) {
  return PG_ARGISNULL(1) ? std::nullopt : std::optional<std::int64_t>(PG_GETARG_INT64(1));
}

// The state with one answer more or less, which `enter_in(state)` enters.
template <class State, class Enter>
Datum take(FunctionCallInfo fcinfo, std::int64_t low, std::int64_t high, bool out, const Enter& enter_in) {
  State* all = PG_ARGISNULL(0) ? nullptr : changeable<State>(fcinfo);
  scale on = zero_to_ten;
  guarded([&] { on = scale_of(low, high); });
  if (all == nullptr) all = new_state<State>(on);
  guarded([&] {
    if (!out && all->scale() == on) return enter_in(*all);
    State one{on};
    enter_in(one);
    out ? * all -= one : * all += one;
  });
  PG_RETURN_POINTER(all);
}

Datum take_score(FunctionCallInfo fcinfo, std::int64_t low, std::int64_t high, bool out) {
  return take<tally>(fcinfo, low, high, out, [&](tally& into) { enter(into, score_in(fcinfo)); });
}

Datum take_score(FunctionCallInfo fcinfo, scale on, bool out) {
  return take_score(fcinfo, on.low(), on.high(), out);
}

Datum take_weighted(FunctionCallInfo fcinfo, std::int64_t low, std::int64_t high, bool out) {
  const std::optional<double> weight =
      PG_ARGISNULL(2) ? std::nullopt : std::optional<double>(PG_GETARG_FLOAT8(2));
  return take<weighted_tally>(fcinfo, low, high, out,
                              [&](weighted_tally& into) { enter(into, score_in(fcinfo), weight); });
}

void require_scale(FunctionCallInfo fcinfo, int at) {
  if (PG_ARGISNULL(at) || PG_ARGISNULL(at + 1))
    ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a scale whose ends are NULL")));
}

Datum take_score_on_scale(FunctionCallInfo fcinfo, bool out) {
  require_scale(fcinfo, 2);
  return take_score(fcinfo, PG_GETARG_INT32(2), PG_GETARG_INT32(3), out);
}

Datum take_weighted_on_scale(FunctionCallInfo fcinfo, bool out) {
  require_scale(fcinfo, 3);
  return take_weighted(fcinfo, PG_GETARG_INT32(3), PG_GETARG_INT32(4), out);
}

char* text_in(FunctionCallInfo fcinfo, int at) {
  return PG_NARGS() <= at || PG_ARGISNULL(at) ? nullptr : text_to_cstring(PG_GETARG_TEXT_PP(at));
}

// What a query asks of a state: plain, so that it may be alive when PostgreSQL jumps.
struct question {
  const char* figure;
  const char* method;
  double level;
  bool has_level;

  question(FunctionCallInfo fcinfo, int at)
      : figure(text_in(fcinfo, at)),
        method(text_in(fcinfo, at + 2)),
        level(0),
        has_level(PG_NARGS() > at + 1 && !PG_ARGISNULL(at + 1)) {
    if (has_level) level = PG_GETARG_FLOAT8(at + 1);
  }
  estimate_options options() const {
    return options_of(has_level ? std::optional(level) : std::nullopt,
                      method == nullptr ? std::nullopt : std::optional<std::string_view>(method));
  }
};
static_assert(std::is_trivially_destructible_v<question>);

// NULL for what is not known.
Datum number(FunctionCallInfo fcinfo, double value) {
  if (std::isnan(value)) PG_RETURN_NULL();
  PG_RETURN_FLOAT8(value);
}

Datum count(std::uint64_t value) {
  if (!std::in_range<std::int64_t>(value))
    ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("a count beyond bigint")));
  PG_RETURN_INT64(static_cast<std::int64_t>(value));
}

template <class State, class Part>
Datum part_of_figure(FunctionCallInfo fcinfo, const Part& part) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
  const question asked(fcinfo, 1);
  const State& of = state_in<State>(fcinfo, 0);
  double value = 0;
  guarded([&] { value = part(figure_of(of, asked.figure, asked.options())); });
  return number(fcinfo, value);
}

template <class State>
Datum short_form(FunctionCallInfo fcinfo, const metric& metric) {
  const State& of = state_in<State>(fcinfo, 0);
  double value = 0;
  guarded([&] { value = value_of(metric, of); });
  return number(fcinfo, value);
}

template <class State>
State* read_bytes(const char* data, std::size_t size) {
  State* result = new_state<State>(zero_to_ten);
  guarded([&] { *result = state_of_bytes<State>({reinterpret_cast<const std::byte*>(data), size}); });
  return result;
}

template <class State>
Datum from_json(FunctionCallInfo fcinfo) {
  const char* const json = PG_GETARG_CSTRING(0);
  State* const result = new_state<State>(zero_to_ten);
  guarded([&] { *result = state_of_json<State>(json); });
  PG_RETURN_POINTER(result);
}

template <class State>
Datum to_json(FunctionCallInfo fcinfo) {
  const State& of = state_in<State>(fcinfo, 0);
  char* text = nullptr;
  guarded([&] {
    const std::string json = cxmetrics::json_of(of);
    text = copied(json.c_str(), json.size() + 1);
  });
  PG_RETURN_CSTRING(text);
}

template <class State>
Datum from_message(FunctionCallInfo fcinfo) {
  auto* const message = reinterpret_cast<StringInfo>(PG_GETARG_POINTER(0));
  const int size = message->len - message->cursor;
  PG_RETURN_POINTER(read_bytes<State>(pq_getmsgbytes(message, size), static_cast<std::size_t>(size)));
}

template <class State>
Datum from_bytes(FunctionCallInfo fcinfo) {
  bytea* const bytes = PG_GETARG_BYTEA_PP(0);
  PG_RETURN_POINTER(read_bytes<State>(VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes)));
}

template <class State>
Datum to_bytes(FunctionCallInfo fcinfo) {
  const State& of = state_in<State>(fcinfo, 0);
  bytea* result = nullptr;
  guarded([&] {
    const std::vector<std::byte> bytes = cxmetrics::bytes_of(of);
    std::vector<char> framed(VARHDRSZ + bytes.size());
    std::memcpy(framed.data() + VARHDRSZ, bytes.data(), bytes.size());
    result = reinterpret_cast<bytea*>(copied(framed.data(), framed.size()));
    SET_VARSIZE(result, framed.size());
  });
  PG_RETURN_BYTEA_P(result);
}

template <class State>
Datum sum(FunctionCallInfo fcinfo) {
  State* const result = changeable<State>(fcinfo);
  const State& more = state_in<State>(fcinfo, 1);
  guarded([&] { *result += more; });
  PG_RETURN_POINTER(result);
}

template <class State>
Datum rest(FunctionCallInfo fcinfo) {
  State* const result = changeable<State>(fcinfo);
  const State& part = state_in<State>(fcinfo, 1);
  guarded([&] { *result -= part; });
  PG_RETURN_POINTER(result);
}

template <class State>
Datum comparison(FunctionCallInfo fcinfo) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2)) PG_RETURN_NULL();
  TupleDesc description = nullptr;
  if (get_call_result_type(fcinfo, nullptr, &description) != TYPEFUNC_COMPOSITE)
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("cx_compare gives a row")));
  const question asked(fcinfo, 2);
  const State& before = state_in<State>(fcinfo, 0);
  const State& after = state_in<State>(fcinfo, 1);
  double found[4] = {};
  guarded([&] {
    const difference of = compare(before, after, asked.figure, asked.options());
    found[0] = of.value;
    found[1] = of.ci.low;
    found[2] = of.ci.high;
    found[3] = of.p_value;
  });
  Datum values[4];
  bool nulls[4];
  for (int at = 0; at < 4; ++at) {
    values[at] = Float8GetDatum(found[at]);
    nulls[at] = std::isnan(found[at]);
  }
  PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(description), values, nulls)));
}

double value_in(const estimate& of) {
  return of.value;
}
double low_in(const estimate& of) {
  return of.ci.low;
}
double high_in(const estimate& of) {
  return of.ci.high;
}
double error_in(const estimate& of) {
  return of.standard_error;
}

}  // namespace
}  // namespace cxmetrics::engines

namespace engines = cxmetrics::engines;
namespace cx = cxmetrics;

// A function of SQL, which finds it by its name.
#define CXMETRICS_FUNCTION(name)                       \
  _Pragma("GCC visibility push(default)") extern "C" { \
    PG_FUNCTION_INFO_V1(name);                         \
  }                                                    \
  _Pragma("GCC visibility pop") Datum name([[maybe_unused]] FunctionCallInfo fcinfo)

// Of answers that count alike.
CXMETRICS_FUNCTION(cx_tally_in) {
  return engines::from_json<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_tally_out) {
  return engines::to_json<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_tally_recv) {
  return engines::from_message<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_tally_send) {
  return engines::to_bytes<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_state) {
  return engines::from_bytes<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_add) {
  return engines::sum<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_subtract) {
  return engines::rest<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_equal) {
  PG_RETURN_BOOL(engines::state_in<cx::tally>(fcinfo, 0) == engines::state_in<cx::tally>(fcinfo, 1));
}
CXMETRICS_FUNCTION(cx_value) {
  return engines::part_of_figure<cx::tally>(fcinfo, engines::value_in);
}
CXMETRICS_FUNCTION(cx_low) {
  return engines::part_of_figure<cx::tally>(fcinfo, engines::low_in);
}
CXMETRICS_FUNCTION(cx_high) {
  return engines::part_of_figure<cx::tally>(fcinfo, engines::high_in);
}
CXMETRICS_FUNCTION(cx_se) {
  return engines::part_of_figure<cx::tally>(fcinfo, engines::error_in);
}
CXMETRICS_FUNCTION(cx_n) {
  return engines::count(engines::state_in<cx::tally>(fcinfo, 0).answered());
}
CXMETRICS_FUNCTION(cx_missing) {
  return engines::count(engines::state_in<cx::tally>(fcinfo, 0).missing());
}
CXMETRICS_FUNCTION(cx_off_scale) {
  return engines::count(engines::state_in<cx::tally>(fcinfo, 0).off_scale());
}
CXMETRICS_FUNCTION(cx_nps) {
  return engines::short_form<cx::tally>(fcinfo, cx::nps);
}
CXMETRICS_FUNCTION(cx_csat) {
  return engines::short_form<cx::tally>(fcinfo, cx::csat);
}
CXMETRICS_FUNCTION(cx_ces) {
  return engines::short_form<cx::tally>(fcinfo, cx::ces);
}
CXMETRICS_FUNCTION(cx_compare) {
  return engines::comparison<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_enter) {
  return engines::take_score(fcinfo, cx::zero_to_ten, false);
}
CXMETRICS_FUNCTION(cx_enter_on_scale) {
  return engines::take_score_on_scale(fcinfo, false);
}
CXMETRICS_FUNCTION(cx_enter_csat) {
  return engines::take_score(fcinfo, cx::csat.scale(), false);
}
CXMETRICS_FUNCTION(cx_enter_ces) {
  return engines::take_score(fcinfo, cx::ces.scale(), false);
}
CXMETRICS_FUNCTION(cx_leave) {
  return engines::take_score(fcinfo, cx::zero_to_ten, true);
}
CXMETRICS_FUNCTION(cx_leave_on_scale) {
  return engines::take_score_on_scale(fcinfo, true);
}
CXMETRICS_FUNCTION(cx_leave_csat) {
  return engines::take_score(fcinfo, cx::csat.scale(), true);
}
CXMETRICS_FUNCTION(cx_leave_ces) {
  return engines::take_score(fcinfo, cx::ces.scale(), true);
}
// Of answers with weights.
CXMETRICS_FUNCTION(cx_weighted_tally_in) {
  return engines::from_json<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_tally_out) {
  return engines::to_json<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_tally_recv) {
  return engines::from_message<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_tally_send) {
  return engines::to_bytes<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_state) {
  return engines::from_bytes<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_add) {
  return engines::sum<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_subtract) {
  return engines::rest<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_equal) {
  PG_RETURN_BOOL(engines::state_in<cx::weighted_tally>(fcinfo, 0) ==
                 engines::state_in<cx::weighted_tally>(fcinfo, 1));
}
CXMETRICS_FUNCTION(cx_weighted_value) {
  return engines::part_of_figure<cx::weighted_tally>(fcinfo, engines::value_in);
}
CXMETRICS_FUNCTION(cx_weighted_low) {
  return engines::part_of_figure<cx::weighted_tally>(fcinfo, engines::low_in);
}
CXMETRICS_FUNCTION(cx_weighted_high) {
  return engines::part_of_figure<cx::weighted_tally>(fcinfo, engines::high_in);
}
CXMETRICS_FUNCTION(cx_weighted_se) {
  return engines::part_of_figure<cx::weighted_tally>(fcinfo, engines::error_in);
}
CXMETRICS_FUNCTION(cx_weighted_n) {
  return engines::count(engines::state_in<cx::weighted_tally>(fcinfo, 0).answered());
}
CXMETRICS_FUNCTION(cx_weighted_missing) {
  return engines::count(engines::state_in<cx::weighted_tally>(fcinfo, 0).missing());
}
CXMETRICS_FUNCTION(cx_weighted_off_scale) {
  return engines::count(engines::state_in<cx::weighted_tally>(fcinfo, 0).off_scale());
}
CXMETRICS_FUNCTION(cx_weighted_nps) {
  return engines::short_form<cx::weighted_tally>(fcinfo, cx::nps);
}
CXMETRICS_FUNCTION(cx_weighted_csat) {
  return engines::short_form<cx::weighted_tally>(fcinfo, cx::csat);
}
CXMETRICS_FUNCTION(cx_weighted_ces) {
  return engines::short_form<cx::weighted_tally>(fcinfo, cx::ces);
}
CXMETRICS_FUNCTION(cx_weighted_compare) {
  return engines::comparison<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_enter) {
  return engines::take_weighted(fcinfo, cx::zero_to_ten.low(), cx::zero_to_ten.high(), false);
}
CXMETRICS_FUNCTION(cx_weighted_enter_on_scale) {
  return engines::take_weighted_on_scale(fcinfo, false);
}
CXMETRICS_FUNCTION(cx_weighted_leave) {
  return engines::take_weighted(fcinfo, cx::zero_to_ten.low(), cx::zero_to_ten.high(), true);
}
CXMETRICS_FUNCTION(cx_weighted_leave_on_scale) {
  return engines::take_weighted_on_scale(fcinfo, true);
}
CXMETRICS_FUNCTION(cx_version) {
  PG_RETURN_TEXT_P(cstring_to_text(CXMETRICS_VERSION_STRING));
}
