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

// The type `cx_tally` of SQL is a tally as it lies in memory.
static_assert(std::is_trivially_copyable_v<tally> && sizeof(tally) == 112 && alignof(tally) == 8);

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

const tally& tally_in(FunctionCallInfo fcinfo, int at) {
  return *reinterpret_cast<const tally*>(PG_GETARG_POINTER(at));
}

tally* new_tally(scale on) {
  return new (palloc(sizeof(tally))) tally(on);
}

// The first argument to be changed: the state of an aggregate as it is, anything else copied.
tally* changeable(FunctionCallInfo fcinfo) {
  if (AggCheckCallContext(fcinfo, nullptr) != 0) return reinterpret_cast<tally*>(PG_GETARG_POINTER(0));
  return new (palloc(sizeof(tally))) tally(tally_in(fcinfo, 0));
}

std::optional<std::int64_t> score_in(FunctionCallInfo fcinfo) {
  return PG_ARGISNULL(1) ? std::nullopt : std::optional<std::int64_t>(PG_GETARG_INT64(1));
}

Datum take(FunctionCallInfo fcinfo, std::int64_t low, std::int64_t high, bool out) {
  tally* all = PG_ARGISNULL(0) ? nullptr : changeable(fcinfo);
  scale on = zero_to_ten;
  guarded([&] { on = scale_of(low, high); });
  if (all == nullptr) all = new_tally(on);
  guarded([&] {
    if (!out && all->scale() == on) return enter(*all, score_in(fcinfo));
    tally one{on};
    enter(one, score_in(fcinfo));
    out ? * all -= one : * all += one;
  });
  PG_RETURN_POINTER(all);
}

Datum take(FunctionCallInfo fcinfo, scale on, bool out) {
  return take(fcinfo, on.low(), on.high(), out);
}

Datum take_on_scale(FunctionCallInfo fcinfo, bool out) {
  if (PG_ARGISNULL(2) || PG_ARGISNULL(3))
    ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a scale whose ends are NULL")));
  return take(fcinfo, PG_GETARG_INT32(2), PG_GETARG_INT32(3), out);
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

template <class Part>
Datum part_of_figure(FunctionCallInfo fcinfo, const Part& part) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
  const question asked(fcinfo, 1);
  const tally& of = tally_in(fcinfo, 0);
  double value = 0;
  guarded([&] { value = part(figure_of(of, asked.figure, asked.options())); });
  return number(fcinfo, value);
}

Datum value_of(FunctionCallInfo fcinfo, const metric& metric) {
  const tally& of = tally_in(fcinfo, 0);
  double value = 0;
  guarded([&] { value = metric(of).value; });
  return number(fcinfo, value);
}

tally* read_bytes(const char* data, std::size_t size) {
  tally* result = new_tally(zero_to_ten);
  guarded([&] { *result = state_of_bytes<tally>({reinterpret_cast<const std::byte*>(data), size}); });
  return result;
}

bytea* written_bytes(const tally& of) {
  bytea* result = nullptr;
  guarded([&] {
    const std::vector<std::byte> bytes = cxmetrics::bytes_of(of);
    std::vector<char> framed(VARHDRSZ + bytes.size());
    std::memcpy(framed.data() + VARHDRSZ, bytes.data(), bytes.size());
    result = reinterpret_cast<bytea*>(copied(framed.data(), framed.size()));
    SET_VARSIZE(result, framed.size());
  });
  return result;
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

CXMETRICS_FUNCTION(cx_tally_in) {
  const char* const json = PG_GETARG_CSTRING(0);
  cx::tally* const result = engines::new_tally(cx::zero_to_ten);
  engines::guarded([&] { *result = cx::state_of_json<cx::tally>(json); });
  PG_RETURN_POINTER(result);
}

CXMETRICS_FUNCTION(cx_tally_out) {
  const cx::tally& of = engines::tally_in(fcinfo, 0);
  char* text = nullptr;
  engines::guarded([&] {
    const std::string json = cx::json_of(of);
    text = engines::copied(json.c_str(), json.size() + 1);
  });
  PG_RETURN_CSTRING(text);
}

CXMETRICS_FUNCTION(cx_tally_recv) {
  auto* const message = reinterpret_cast<StringInfo>(PG_GETARG_POINTER(0));
  const int size = message->len - message->cursor;
  PG_RETURN_POINTER(engines::read_bytes(pq_getmsgbytes(message, size), static_cast<std::size_t>(size)));
}

CXMETRICS_FUNCTION(cx_tally_send) {
  PG_RETURN_BYTEA_P(engines::written_bytes(engines::tally_in(fcinfo, 0)));
}

CXMETRICS_FUNCTION(cx_state) {
  bytea* const bytes = PG_GETARG_BYTEA_PP(0);
  PG_RETURN_POINTER(engines::read_bytes(VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes)));
}

CXMETRICS_FUNCTION(cx_enter) {
  return engines::take(fcinfo, cx::zero_to_ten, false);
}
CXMETRICS_FUNCTION(cx_leave) {
  return engines::take(fcinfo, cx::zero_to_ten, true);
}
CXMETRICS_FUNCTION(cx_enter_on_scale) {
  return engines::take_on_scale(fcinfo, false);
}
CXMETRICS_FUNCTION(cx_leave_on_scale) {
  return engines::take_on_scale(fcinfo, true);
}
CXMETRICS_FUNCTION(cx_enter_csat) {
  return engines::take(fcinfo, cx::csat.scale(), false);
}
CXMETRICS_FUNCTION(cx_leave_csat) {
  return engines::take(fcinfo, cx::csat.scale(), true);
}
CXMETRICS_FUNCTION(cx_enter_ces) {
  return engines::take(fcinfo, cx::ces.scale(), false);
}
CXMETRICS_FUNCTION(cx_leave_ces) {
  return engines::take(fcinfo, cx::ces.scale(), true);
}

CXMETRICS_FUNCTION(cx_add) {
  cx::tally* const sum = engines::changeable(fcinfo);
  const cx::tally& more = engines::tally_in(fcinfo, 1);
  engines::guarded([&] { *sum += more; });
  PG_RETURN_POINTER(sum);
}
CXMETRICS_FUNCTION(cx_subtract) {
  cx::tally* const rest = engines::changeable(fcinfo);
  const cx::tally& part = engines::tally_in(fcinfo, 1);
  engines::guarded([&] { *rest -= part; });
  PG_RETURN_POINTER(rest);
}
CXMETRICS_FUNCTION(cx_equal) {
  PG_RETURN_BOOL(engines::tally_in(fcinfo, 0) == engines::tally_in(fcinfo, 1));
}

CXMETRICS_FUNCTION(cx_value) {
  return engines::part_of_figure(fcinfo, [](const cx::estimate& of) { return of.value; });
}
CXMETRICS_FUNCTION(cx_low) {
  return engines::part_of_figure(fcinfo, [](const cx::estimate& of) { return of.ci.low; });
}
CXMETRICS_FUNCTION(cx_high) {
  return engines::part_of_figure(fcinfo, [](const cx::estimate& of) { return of.ci.high; });
}
CXMETRICS_FUNCTION(cx_se) {
  return engines::part_of_figure(fcinfo, [](const cx::estimate& of) { return of.standard_error; });
}
CXMETRICS_FUNCTION(cx_n) {
  return engines::count(engines::tally_in(fcinfo, 0).answered());
}
CXMETRICS_FUNCTION(cx_missing) {
  return engines::count(engines::tally_in(fcinfo, 0).missing());
}
CXMETRICS_FUNCTION(cx_off_scale) {
  return engines::count(engines::tally_in(fcinfo, 0).off_scale());
}
CXMETRICS_FUNCTION(cx_nps) {
  return engines::value_of(fcinfo, cx::nps);
}
CXMETRICS_FUNCTION(cx_csat) {
  return engines::value_of(fcinfo, cx::csat);
}
CXMETRICS_FUNCTION(cx_ces) {
  return engines::value_of(fcinfo, cx::ces);
}

CXMETRICS_FUNCTION(cx_compare) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2)) PG_RETURN_NULL();
  TupleDesc description = nullptr;
  if (get_call_result_type(fcinfo, nullptr, &description) != TYPEFUNC_COMPOSITE)
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("cx_compare gives a row")));
  const engines::question asked(fcinfo, 2);
  const cx::tally& before = engines::tally_in(fcinfo, 0);
  const cx::tally& after = engines::tally_in(fcinfo, 1);
  double found[4] = {};
  engines::guarded([&] {
    const cx::difference of = engines::compare(before, after, asked.figure, asked.options());
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

CXMETRICS_FUNCTION(cx_version) {
  PG_RETURN_TEXT_P(cstring_to_text(CXMETRICS_VERSION_STRING));
}
