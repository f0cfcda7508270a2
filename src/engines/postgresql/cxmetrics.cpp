// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "engines/customers.hpp"
#include "engines/vocabulary.hpp"

#include <cmath>
#include <cstring>
#include <exception>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
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
#include <common/hashfn.h>
#include <funcapi.h>
#include <libpq/pqformat.h>
#include <mb/pg_wchar.h>
#include <utils/builtins.h>
#include <utils/date.h>
#include <utils/expandeddatum.h>
#include <utils/memutils.h>
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

// Whatever a query does wrong becomes its error. PostgreSQL leaves by a long jump, which runs no destructors: so
// nothing that has one is alive when it is told, and the work calls nothing of PostgreSQL that could jump.
template <class Work>
void guarded(const Work& work) {
  static_assert(std::is_trivially_destructible_v<Work>);
  char message[1024];
  int code = 0;
  try {
    return work();
  } catch (const std::bad_alloc&) {
    code = ERRCODE_OUT_OF_MEMORY;
    strlcpy(message, "out of memory", sizeof message);
  } catch (const std::exception& error) {
    code = ERRCODE_INVALID_PARAMETER_VALUE;
    strlcpy(message, error.what(), sizeof message);
  }
  // Where a long text of the query was cut, not in the middle of a letter.
  const auto size = static_cast<int>(std::strlen(message));
  message[pg_mbcliplen(message, size, size)] = '\0';
  ereport(ERROR, (errcode(code), errmsg("%s", message)));
}

// Memory that PostgreSQL frees, had without a jump, which a value beyond 1 GB would be.
char* copied(const void* data, std::size_t size) {
  if (!AllocSizeIsValid(size)) throw std::length_error("a state beyond 1 GB, which PostgreSQL cannot hold");
  auto* const copy = static_cast<char*>(palloc_extended(size, MCXT_ALLOC_NO_OOM));
  if (copy == nullptr) throw std::bad_alloc();
  if (size > 0) std::memcpy(copy, data, size);
  return copy;
}

// The same as a value of variable length.
bytea* framed(std::string_view of) {
  std::string all(VARHDRSZ, '\0');
  all.append(of);
  auto* const result = reinterpret_cast<bytea*>(copied(all.data(), all.size()));
  SET_VARSIZE(result, all.size());
  return result;
}
bytea* framed(const std::vector<std::byte>& bytes) {
  return framed({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
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

// An argument as plain C++, which may be alive when PostgreSQL jumps.
template <class Value>
Value argument(FunctionCallInfo fcinfo, int at) {
  if constexpr (std::is_same_v<Value, std::int16_t>) {
    return PG_GETARG_INT16(at);
  } else if constexpr (std::is_same_v<Value, std::int32_t>) {
    return PG_GETARG_INT32(at);
  } else if constexpr (std::is_same_v<Value, std::int64_t>) {
    return PG_GETARG_INT64(at);
  } else if constexpr (std::is_same_v<Value, double>) {
    return PG_GETARG_FLOAT8(at);
  } else {
    const text* const given = PG_GETARG_TEXT_PP(at);
    return {VARDATA_ANY(given), VARSIZE_ANY_EXHDR(given)};
  }
}

// A score of any type. Throws std::invalid_argument for what is none.
template <class Value>
struct score_argument {
  bool known;
  Value value;

  explicit score_argument(FunctionCallInfo fcinfo)
      : known(!PG_ARGISNULL(1)), value(known ? argument<Value>(fcinfo, 1) : Value{}) {}
  std::optional<std::int64_t> score() const {
    if (!known) return std::nullopt;
    if constexpr (std::is_integral_v<Value>) {
      return value;
    } else {
      return score_of(value);
    }
  }
};

using end_of_scale = std::optional<std::int64_t>;
static_assert(std::is_trivially_destructible_v<end_of_scale>);

// The state with one answer more or less, which `enter_in(state)` enters.
template <class State, class Enter>
Datum take(FunctionCallInfo fcinfo, end_of_scale low, end_of_scale high, bool out, const Enter& enter_in) {
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

template <class Value>
Datum take_score(FunctionCallInfo fcinfo, end_of_scale low, end_of_scale high, bool out) {
  const score_argument<Value> given(fcinfo);
  return take<tally>(fcinfo, low, high, out, [&](tally& into) { enter(into, given.score()); });
}

template <class Value>
Datum take_score(FunctionCallInfo fcinfo, scale on, bool out) {
  return take_score<Value>(fcinfo, on.low(), on.high(), out);
}

template <class Value>
Datum take_weighted(FunctionCallInfo fcinfo, end_of_scale low, end_of_scale high, bool out) {
  const score_argument<Value> given(fcinfo);
  const std::optional<double> weight =
      PG_ARGISNULL(2) ? std::nullopt : std::optional<double>(PG_GETARG_FLOAT8(2));
  return take<weighted_tally>(fcinfo, low, high, out,
                              [&](weighted_tally& into) { enter(into, given.score(), weight); });
}

end_of_scale end_in(FunctionCallInfo fcinfo, int at) {
  return PG_ARGISNULL(at) ? std::nullopt : end_of_scale(PG_GETARG_INT32(at));
}

template <class Value>
Datum take_score_on_scale(FunctionCallInfo fcinfo, bool out) {
  return take_score<Value>(fcinfo, end_in(fcinfo, 2), end_in(fcinfo, 3), out);
}

template <class Value>
Datum take_weighted_on_scale(FunctionCallInfo fcinfo, bool out) {
  return take_weighted<Value>(fcinfo, end_in(fcinfo, 3), end_in(fcinfo, 4), out);
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

Datum hash_of_bytes(const void* data, std::size_t size) {
  return hash_any(static_cast<const unsigned char*>(data), static_cast<int>(size));
}

template <class State>
Datum hash_of(const State& of) {
  static_assert(std::has_unique_object_representations_v<State>);
  return hash_of_bytes(&of, sizeof of);
}

// The bytes of a state of customers, whatever it is, as a value of variable length.
struct stored {
  const std::byte* data;
  std::size_t size;

  explicit stored(const bytea* value)
      : data(reinterpret_cast<const std::byte*>(VARDATA_ANY(value))), size(VARSIZE_ANY_EXHDR(value)) {}
  stored(FunctionCallInfo fcinfo, int at) : stored(PG_GETARG_BYTEA_PP(at)) {}
  // The same state always has the same bytes.
  bool operator==(const stored& other) const {
    return size == other.size && std::memcmp(data, other.data, size) == 0;
  }
  any_state state() const {
    any_state result = state_of({data, size});
    if (std::holds_alternative<tally>(result) || std::holds_alternative<weighted_tally>(result))
      throw snapshot_error("a tally is no state of customers");
    return result;
  }
};

// The state in an argument, which `read(state)` reads; copied as little as can be.
template <class State, class Read>
void read_state(FunctionCallInfo fcinfo, int at, const Read& read) {
  if constexpr (std::is_same_v<State, stored>) {
    const stored of(fcinfo, at);
    guarded([&] { read(of.state()); });
  } else {
    const State& of = state_in<State>(fcinfo, at);
    guarded([&] { read(any_state{of}); });
  }
}

template <class State, class Part>
Datum part_of_figure(FunctionCallInfo fcinfo, const Part& part) {
  if (PG_ARGISNULL(0) || PG_ARGISNULL(1)) PG_RETURN_NULL();
  const question asked(fcinfo, 1);
  double value = 0;
  read_state<State>(fcinfo, 0,
                    [&](const any_state& of) { value = part(figure_of(of, asked.figure, asked.options())); });
  return number(fcinfo, value);
}

template <class State>
Datum base_of_figure(FunctionCallInfo fcinfo) {
  const char* const figure = text_in(fcinfo, 1);
  std::uint64_t n = 0;
  read_state<State>(fcinfo, 0, [&](const any_state& of) { n = figure_of(of, figure, {}).n; });
  return count(n);
}

template <class State>
Datum json_text(FunctionCallInfo fcinfo) {
  text* result = nullptr;
  read_state<State>(fcinfo, 0, [&](const any_state& of) { result = framed(engines::json_of(of)); });
  PG_RETURN_TEXT_P(result);
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
  guarded([&] { result = framed(cxmetrics::bytes_of(of)); });
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
  double found[4] = {};
  const auto compare_states = [&](const any_state& before, const any_state& after) {
    const difference of = compare(before, after, asked.figure, asked.options());
    found[0] = of.value;
    found[1] = of.ci.low;
    found[2] = of.ci.high;
    found[3] = of.p_value;
  };
  if constexpr (std::is_same_v<State, stored>) {
    const stored before(fcinfo, 0);
    const stored after(fcinfo, 1);
    guarded([&] { compare_states(before.state(), after.state()); });
  } else {
    guarded([&] { compare_states(state_in<State>(fcinfo, 0), state_in<State>(fcinfo, 1)); });
  }
  Datum values[4];
  bool nulls[4];
  for (int at = 0; at < 4; ++at) {
    values[at] = Float8GetDatum(found[at]);
    nulls[at] = std::isnan(found[at]);
  }
  PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(description), values, nulls)));
}

// A state of customers while an aggregate runs: an object of C++ which PostgreSQL takes for a value of variable length,
// an "expanded object", and of which it asks the bytes only where the value is stored or sent.
template <class State>
struct running {
  ExpandedObjectHeader header;
  State* state;
  bytea* flat;
  MemoryContextCallback when_gone;
};

bytea* flat(const customers& of) {
  return framed(of.packed());
}
bytea* flat(const any_state& of) {
  return framed(bytes_of(of));
}

template <class State>
State made_of(const stored& of) {
  if constexpr (std::is_same_v<State, customers>) {
    return customers::unpacked({reinterpret_cast<const char*>(of.data), of.size});
  } else {
    return of.state();
  }
}

template <class State>
void make_flat(running<State>& of) {
  const MemoryContext before = MemoryContextSwitchTo(of.header.eoh_context);
  if (of.flat != nullptr) pfree(of.flat);
  of.flat = nullptr;
  guarded([&] { of.flat = flat(*of.state); });
  MemoryContextSwitchTo(before);
}
template <class State>
Size size_of_flat(ExpandedObjectHeader* object) {
  auto& of = *reinterpret_cast<running<State>*>(object);
  make_flat(of);
  return VARSIZE(of.flat);
}
// PostgreSQL asks for the size right before.
template <class State>
void write_flat(ExpandedObjectHeader* object, void* to, Size size) {
  auto& of = *reinterpret_cast<running<State>*>(object);
  std::memcpy(to, of.flat, size);
  pfree(of.flat);
  of.flat = nullptr;
}
template <class State>
constexpr ExpandedObjectMethods methods_of{size_of_flat<State>, write_flat<State>};

MemoryContext memory_of_aggregate(FunctionCallInfo fcinfo) {
  MemoryContext result = nullptr;
  if (AggCheckCallContext(fcinfo, &result) == 0)
    ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("this is a step of an aggregate alone")));
  return result;
}

// PostgreSQL keeps an object as it is where its memory is a child of the aggregate's. All groups share one, because for
// each new group all children are asked for their size.
MemoryContext memory_of_states(MemoryContext aggregate) {
  static constexpr char name[] = "states of cxmetrics";
  for (MemoryContext each = aggregate->firstchild; each != nullptr; each = each->nextchild) {
    if (each->name == name) return each;
  }
  return AllocSetContextCreateInternal(aggregate, name, ALLOCSET_DEFAULT_SIZES);
}

// Without a state, which the caller makes next.
template <class State>
running<State>* new_running(MemoryContext aggregate) {
  const MemoryContext memory = memory_of_states(aggregate);
  auto* const result = static_cast<running<State>*>(MemoryContextAllocZero(memory, sizeof(running<State>)));
  EOH_init_header(&result->header, &methods_of<State>, memory);
  result->when_gone.func = [](void* of) { delete static_cast<running<State>*>(of)->state; };
  result->when_gone.arg = result;
  MemoryContextRegisterResetCallback(memory, &result->when_gone);
  return result;
}

template <class State>
running<State>* running_in(FunctionCallInfo fcinfo, int at) {
  const Datum given = PG_GETARG_DATUM(at);
  if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(given))) return nullptr;
  ExpandedObjectHeader* const object = DatumGetEOHP(given);
  return object->eoh_methods == &methods_of<State> ? reinterpret_cast<running<State>*>(object) : nullptr;
}

// The state in an argument, which `read(state)` reads: of this aggregate, or as bytes of another process.
template <class State, class Read>
void read_running(FunctionCallInfo fcinfo, int at, const Read& read) {
  if (const running<State>* const of = running_in<State>(fcinfo, at)) {
    guarded([&] { read(*of->state); });
  } else {
    const stored bytes(fcinfo, at);
    guarded([&] { read(made_of<State>(bytes)); });
  }
}

// The state in an argument as one of this aggregate, which may be changed.
template <class State>
running<State>* changeable_running(FunctionCallInfo fcinfo, int at, MemoryContext aggregate) {
  running<State>* const of = running_in<State>(fcinfo, at);
  if (of != nullptr && VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(PG_GETARG_DATUM(at))) &&
      MemoryContextGetParent(of->header.eoh_context) == aggregate)
    return of;
  running<State>* const copy = new_running<State>(aggregate);
  read_running<State>(fcinfo, at, [&](const State& given) { copy->state = new State(given); });
  return copy;
}

// Days before and after all others are no days, but for the last one of who never leaves.
std::optional<day> date_in(FunctionCallInfo fcinfo, int at, bool may_never_come = false) {
  if (PG_ARGISNULL(at)) return std::nullopt;
  const DateADT date = PG_GETARG_DATEADT(at);
  if (may_never_come && DATE_IS_NOEND(date)) return std::nullopt;
  if (DATE_NOT_FINITE(date))
    ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("a day that is infinite")));
  return day{std::chrono::days{date + (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE)}};
}

customer_row row_in(FunctionCallInfo fcinfo, customers_as kind) {
  const bool pays = kind == customers_as::revenue;
  const int since = pays ? 2 : 1;
  const int first = pays ? 5 : 3;
  customer_row row{date_in(fcinfo, since), date_in(fcinfo, since + 1, true), date_in(fcinfo, first),
                   date_in(fcinfo, kind == customers_as::lifetimes ? first : first + 1)};
  if (pays && !PG_ARGISNULL(1)) row.customer = argument<std::string_view>(fcinfo, 1);
  if (pays && !PG_ARGISNULL(4)) row.price = PG_GETARG_INT64(4);
  return row;
}
static_assert(std::is_trivially_destructible_v<customer_row>);

Datum take_customer(FunctionCallInfo fcinfo, customers_as kind, bool out = false) {
  const MemoryContext aggregate = memory_of_aggregate(fcinfo);
  const customer_row row = row_in(fcinfo, kind);
  running<customers>* all = nullptr;
  if (PG_ARGISNULL(0)) {
    all = new_running<customers>(aggregate);
    guarded([&] { all->state = new customers(kind); });
  } else {
    all = changeable_running<customers>(fcinfo, 0, aggregate);
  }
  guarded([&] { all->state->take(row, out); });
  return EOHPGetRWDatum(&all->header);
}

// The state of an aggregate and one more, by `change(all, more)`.
template <class State, class Change>
Datum step_with_state(FunctionCallInfo fcinfo, const Change& change) {
  const MemoryContext aggregate = memory_of_aggregate(fcinfo);
  if (PG_ARGISNULL(0) && PG_ARGISNULL(1)) PG_RETURN_NULL();
  if (PG_ARGISNULL(1)) PG_RETURN_DATUM(PG_GETARG_DATUM(0));
  const int first = PG_ARGISNULL(0) ? 1 : 0;
  running<State>* const all = changeable_running<State>(fcinfo, first, aggregate);
  if (first == 0) {
    read_running<State>(fcinfo, 1, [&](const State& more) { change(*all->state, more); });
  }
  return EOHPGetRWDatum(&all->header);
}

// The bytes of a state, as `write(state)` makes them.
template <class State, class Write>
Datum written(FunctionCallInfo fcinfo, const Write& write) {
  if (PG_ARGISNULL(0)) PG_RETURN_NULL();
  bytea* result = nullptr;
  read_running<State>(fcinfo, 0, [&](const State& of) { result = write(of); });
  PG_RETURN_BYTEA_P(result);
}

template <class State>
Datum read_again(FunctionCallInfo fcinfo) {
  return EOHPGetRWDatum(&changeable_running<State>(fcinfo, 0, CurrentMemoryContext)->header);
}

// The sum, or what is left, of two states of customers.
template <class Change>
Datum changed(FunctionCallInfo fcinfo, const Change& change) {
  if (AggCheckCallContext(fcinfo, nullptr) != 0) return step_with_state<any_state>(fcinfo, change);
  const stored one(fcinfo, 0);
  const stored other(fcinfo, 1);
  bytea* result = nullptr;
  guarded([&] {
    any_state of = one.state();
    change(of, other.state());
    result = framed(bytes_of(of));
  });
  PG_RETURN_BYTEA_P(result);
}

// Bytes that are a state of customers, as a value of its own.
Datum checked(const stored& of) {
  bytea* result = nullptr;
  guarded([&] { result = framed(bytes_of(of.state())); });
  PG_RETURN_BYTEA_P(result);
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

// Answers that count alike.
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
CXMETRICS_FUNCTION(cx_unequal) {
  PG_RETURN_BOOL(engines::state_in<cx::tally>(fcinfo, 0) != engines::state_in<cx::tally>(fcinfo, 1));
}
CXMETRICS_FUNCTION(cx_hash) {
  return engines::hash_of(engines::state_in<cx::tally>(fcinfo, 0));
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
// Answers with weights.
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
CXMETRICS_FUNCTION(cx_weighted_unequal) {
  PG_RETURN_BOOL(engines::state_in<cx::weighted_tally>(fcinfo, 0) !=
                 engines::state_in<cx::weighted_tally>(fcinfo, 1));
}
CXMETRICS_FUNCTION(cx_weighted_hash) {
  return engines::hash_of(engines::state_in<cx::weighted_tally>(fcinfo, 0));
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
// Steps with scores of each type of SQL.
#define CXMETRICS_STEPS(suffix, type)                                                                  \
  CXMETRICS_FUNCTION(cx_enter##suffix) {                                                               \
    return engines::take_score<type>(fcinfo, cx::zero_to_ten, false);                                  \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_leave##suffix) {                                                               \
    return engines::take_score<type>(fcinfo, cx::zero_to_ten, true);                                   \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_enter_csat##suffix) {                                                          \
    return engines::take_score<type>(fcinfo, cx::csat.scale(), false);                                 \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_leave_csat##suffix) {                                                          \
    return engines::take_score<type>(fcinfo, cx::csat.scale(), true);                                  \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_enter_ces##suffix) {                                                           \
    return engines::take_score<type>(fcinfo, cx::ces.scale(), false);                                  \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_leave_ces##suffix) {                                                           \
    return engines::take_score<type>(fcinfo, cx::ces.scale(), true);                                   \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_enter_on_scale##suffix) {                                                      \
    return engines::take_score_on_scale<type>(fcinfo, false);                                          \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_leave_on_scale##suffix) {                                                      \
    return engines::take_score_on_scale<type>(fcinfo, true);                                           \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_weighted_enter##suffix) {                                                      \
    return engines::take_weighted<type>(fcinfo, cx::zero_to_ten.low(), cx::zero_to_ten.high(), false); \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_weighted_leave##suffix) {                                                      \
    return engines::take_weighted<type>(fcinfo, cx::zero_to_ten.low(), cx::zero_to_ten.high(), true);  \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_weighted_enter_on_scale##suffix) {                                             \
    return engines::take_weighted_on_scale<type>(fcinfo, false);                                       \
  }                                                                                                    \
  CXMETRICS_FUNCTION(cx_weighted_leave_on_scale##suffix) {                                             \
    return engines::take_weighted_on_scale<type>(fcinfo, true);                                        \
  }
CXMETRICS_STEPS(, std::int64_t)
CXMETRICS_STEPS(_smallint, std::int16_t)
CXMETRICS_STEPS(_integer, std::int32_t)
CXMETRICS_STEPS(_float, double)
CXMETRICS_STEPS(_text, std::string_view)

CXMETRICS_FUNCTION(cx_n_of) {
  return engines::base_of_figure<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_n_of) {
  return engines::base_of_figure<cx::weighted_tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_json) {
  return engines::json_text<cx::tally>(fcinfo);
}
CXMETRICS_FUNCTION(cx_weighted_json) {
  return engines::json_text<cx::weighted_tally>(fcinfo);
}
// The same for states of customers.
CXMETRICS_FUNCTION(cx_customers_in) {
  const char* const json = PG_GETARG_CSTRING(0);
  bytea* bytes = nullptr;
  engines::guarded([&] { bytes = engines::framed(cx::bytes_of(cx::snapshot_of_json(json))); });
  return engines::checked(engines::stored(bytes));
}
CXMETRICS_FUNCTION(cx_customers_out) {
  char* text = nullptr;
  engines::read_state<engines::stored>(fcinfo, 0, [&](const engines::any_state& of) {
    const std::string json = engines::json_of(of);
    text = engines::copied(json.c_str(), json.size() + 1);
  });
  PG_RETURN_CSTRING(text);
}
CXMETRICS_FUNCTION(cx_customers_recv) {
  auto* const message = reinterpret_cast<StringInfo>(PG_GETARG_POINTER(0));
  const int size = message->len - message->cursor;
  const char* const data = pq_getmsgbytes(message, size);
  bytea* bytes = nullptr;
  engines::guarded([&] { bytes = engines::framed({data, static_cast<std::size_t>(size)}); });
  return engines::checked(engines::stored(bytes));
}
CXMETRICS_FUNCTION(cx_customers_send) {
  return engines::checked(engines::stored(fcinfo, 0));
}
CXMETRICS_FUNCTION(cx_customers_add) {
  return engines::changed(fcinfo, engines::add);
}
CXMETRICS_FUNCTION(cx_customers_subtract) {
  return engines::changed(fcinfo, engines::subtract);
}
CXMETRICS_FUNCTION(cx_customers_equal) {
  PG_RETURN_BOOL(engines::stored(fcinfo, 0) == engines::stored(fcinfo, 1));
}
CXMETRICS_FUNCTION(cx_customers_unequal) {
  PG_RETURN_BOOL(!(engines::stored(fcinfo, 0) == engines::stored(fcinfo, 1)));
}
CXMETRICS_FUNCTION(cx_customers_hash) {
  const engines::stored of(fcinfo, 0);
  return engines::hash_of_bytes(of.data, of.size);
}
CXMETRICS_FUNCTION(cx_customers_value) {
  return engines::part_of_figure<engines::stored>(fcinfo, engines::value_in);
}
CXMETRICS_FUNCTION(cx_customers_low) {
  return engines::part_of_figure<engines::stored>(fcinfo, engines::low_in);
}
CXMETRICS_FUNCTION(cx_customers_high) {
  return engines::part_of_figure<engines::stored>(fcinfo, engines::high_in);
}
CXMETRICS_FUNCTION(cx_customers_se) {
  return engines::part_of_figure<engines::stored>(fcinfo, engines::error_in);
}
CXMETRICS_FUNCTION(cx_customers_n_of) {
  return engines::base_of_figure<engines::stored>(fcinfo);
}
CXMETRICS_FUNCTION(cx_customers_json) {
  return engines::json_text<engines::stored>(fcinfo);
}
CXMETRICS_FUNCTION(cx_customers_compare) {
  return engines::comparison<engines::stored>(fcinfo);
}
CXMETRICS_FUNCTION(cx_churn_rate) {
  if (PG_ARGISNULL(0)) PG_RETURN_NULL();
  const char* const definition = engines::text_in(fcinfo, 1);
  double value = 0;
  engines::read_state<engines::stored>(fcinfo, 0, [&](const engines::any_state& of) {
    const auto named = definition == nullptr ? std::nullopt : std::optional<std::string_view>(definition);
    value = engines::figure_of(of, engines::churn_figure(named), {}).value;
  });
  return engines::number(fcinfo, value);
}
CXMETRICS_FUNCTION(cx_retention_rate) {
  double value = 0;
  engines::read_state<engines::stored>(fcinfo, 0, [&](const engines::any_state& of) {
    value = engines::figure_of(of, "retention", {}).value;
  });
  return engines::number(fcinfo, value);
}
CXMETRICS_FUNCTION(cx_enter_flow) {
  return engines::take_customer(fcinfo, engines::customers_as::flow);
}
CXMETRICS_FUNCTION(cx_leave_flow) {
  return engines::take_customer(fcinfo, engines::customers_as::flow, true);
}
CXMETRICS_FUNCTION(cx_enter_cohort) {
  return engines::take_customer(fcinfo, engines::customers_as::cohorts);
}
CXMETRICS_FUNCTION(cx_leave_cohort) {
  return engines::take_customer(fcinfo, engines::customers_as::cohorts, true);
}
CXMETRICS_FUNCTION(cx_enter_survival) {
  return engines::take_customer(fcinfo, engines::customers_as::lifetimes);
}
CXMETRICS_FUNCTION(cx_leave_survival) {
  return engines::take_customer(fcinfo, engines::customers_as::lifetimes, true);
}
CXMETRICS_FUNCTION(cx_enter_revenue) {
  return engines::take_customer(fcinfo, engines::customers_as::revenue);
}
CXMETRICS_FUNCTION(cx_leave_revenue) {
  return engines::take_customer(fcinfo, engines::customers_as::revenue, true);
}
CXMETRICS_FUNCTION(cx_gathered) {
  return engines::written<engines::customers>(
      fcinfo, [](const engines::customers& of) { return engines::flat(*of.result()); });
}
CXMETRICS_FUNCTION(cx_gathered_add) {
  return engines::step_with_state<engines::customers>(
      fcinfo, [](engines::customers& all, const engines::customers& more) { all.add(more); });
}
// Only versions 1.2 and before of the extension have these, whose states had no type.
CXMETRICS_FUNCTION(cx_gathered_send) {
  return engines::written<engines::customers>(fcinfo,
                                              [](const engines::customers& of) { return engines::flat(of); });
}
CXMETRICS_FUNCTION(cx_gathered_recv) {
  return engines::read_again<engines::customers>(fcinfo);
}
CXMETRICS_FUNCTION(cx_merge_customers) {
  return engines::step_with_state<engines::any_state>(fcinfo, engines::add);
}
CXMETRICS_FUNCTION(cx_merged) {
  return engines::written<engines::any_state>(fcinfo,
                                              [](const engines::any_state& of) { return engines::flat(of); });
}
CXMETRICS_FUNCTION(cx_merged_add) {
  return engines::step_with_state<engines::any_state>(fcinfo, engines::add);
}
CXMETRICS_FUNCTION(cx_merged_recv) {
  return engines::read_again<engines::any_state>(fcinfo);
}
CXMETRICS_FUNCTION(cx_version) {
  PG_RETURN_TEXT_P(cstring_to_text(CXMETRICS_VERSION_STRING));
}
