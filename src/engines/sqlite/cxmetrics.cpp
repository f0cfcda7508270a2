// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "engines/customers.hpp"
#include "engines/vocabulary.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <exception>
#include <memory>
#include <new>
#include <span>
#include <sqlite3ext.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

SQLITE_EXTENSION_INIT1

namespace cxmetrics::engines {
namespace {

using arguments = std::span<sqlite3_value*>;

// Whatever a query does wrong becomes its error; nothing is thrown into SQLite.
template <class Work>
void guarded(sqlite3_context* context, const char* function, const Work& work) noexcept {
  try {
    work();
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  } catch (const std::exception& error) {
    char* const message = sqlite3_mprintf("%s: %s", function, error.what());
    if (message == nullptr) {
      sqlite3_result_error_nomem(context);
    } else {
      sqlite3_result_error(context, message, -1);
    }
    sqlite3_free(message);
  }
}

bool is_null(sqlite3_value* value) {
  return sqlite3_value_type(value) == SQLITE_NULL;
}

std::string_view text_of(sqlite3_value* value) {
  const auto* const text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  if (text == nullptr) return "NULL";
  return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

std::optional<std::string_view> text_if_any(sqlite3_value* value) {
  return is_null(value) ? std::nullopt : std::optional(text_of(value));
}

// A text that is a number counts as one, because imports leave such behind.
std::optional<std::int64_t> score_in(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
      return std::nullopt;
    case SQLITE_INTEGER:
      return sqlite3_value_int64(value);
    case SQLITE_FLOAT:
      return score_of(sqlite3_value_double(value));
    case SQLITE_BLOB:
      detail::throw_invalid_argument("a score is a whole number, not a BLOB; cx_merge adds up states");
    default:
      return score_of(text_of(value));
  }
}

std::int64_t whole_number_in(sqlite3_value* value) {
  if (sqlite3_value_numeric_type(value) != SQLITE_INTEGER)
    detail::throw_invalid_argument("'{}' is no whole number", {text_of(value)});
  return sqlite3_value_int64(value);
}

std::optional<std::int64_t> whole_number_if_any(sqlite3_value* value) {
  return is_null(value) ? std::nullopt : std::optional(whole_number_in(value));
}

std::optional<double> number_in(sqlite3_value* value) {
  const int type = sqlite3_value_numeric_type(value);
  if (type == SQLITE_NULL) return std::nullopt;
  if (type != SQLITE_INTEGER && type != SQLITE_FLOAT)
    detail::throw_invalid_argument("'{}' is no number", {text_of(value)});
  return sqlite3_value_double(value);
}

std::optional<day> day_in(sqlite3_value* value) {
  return is_null(value) ? std::nullopt : std::optional(day_of_text(text_of(value)));
}

any_state state_in(sqlite3_value* value) {
  if (sqlite3_value_type(value) != SQLITE_BLOB)
    detail::throw_invalid_argument("'{}' is no state; cx_tally and others make one", {text_of(value)});
  const auto* const bytes = static_cast<const std::byte*>(sqlite3_value_blob(value));
  return state_of({bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))});
}

void give(sqlite3_context* context, const any_state& state) {
  const std::vector<std::byte> bytes = bytes_of(state);
  sqlite3_result_blob64(context, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

void give(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void give(sqlite3_context* context, std::uint64_t count) {
  if (std::in_range<std::int64_t>(count)) {
    sqlite3_result_int64(context, static_cast<std::int64_t>(count));
  } else {
    sqlite3_result_double(context, static_cast<double>(count));
  }
}

// What an aggregate has seen so far.
struct progress {
  std::uint64_t rows = 0;
  std::optional<any_state> state{};
  std::optional<customers> people{};

  void take(const any_state& part, bool out) {
    if (out) {
      subtract(*state, part);
    } else if (state) {
      add(*state, part);
    } else {
      state = part;
    }
  }
};

struct aggregate {
  const char* name;
  int arguments;
  void (*take)(progress& so_far, engines::arguments row, bool out, const aggregate& of);
  const metric* short_form = nullptr;
};

void take_scores(progress& so_far, scale on, sqlite3_value* score, bool out) {
  if (!so_far.state) so_far.state = tally{on};
  tally* const all = std::get_if<tally>(&*so_far.state);
  if (all != nullptr && all->scale() == on && !out) return enter(*all, score_in(score));
  tally one{on};
  enter(one, score_in(score));
  so_far.take(one, out);
}

scale scale_in(arguments row, std::size_t at) {
  return row.size() == at ? zero_to_ten
                          : scale_of(whole_number_if_any(row[at]), whole_number_if_any(row[at + 1]));
}

void take_tally(progress& so_far, arguments row, bool out, const aggregate&) {
  take_scores(so_far, scale_in(row, 1), row[0], out);
}

void take_weighted(progress& so_far, arguments row, bool out, const aggregate&) {
  weighted_tally one{scale_in(row, 2)};
  enter(one, score_in(row[0]), number_in(row[1]));
  so_far.take(one, out);
}

void take_state(progress& so_far, arguments row, bool out, const aggregate&) {
  if (!is_null(row[0])) so_far.take(state_in(row[0]), out);
}

// Scores, or states made of them before.
void take_short_form(progress& so_far, arguments row, bool out, const aggregate& of) {
  if (sqlite3_value_type(row[0]) == SQLITE_BLOB) return take_state(so_far, row, out, of);
  take_scores(so_far, of.short_form->scale(), row[0], out);
}

void take_customer(progress& so_far, customers_as kind, const customer_row& row, bool out) {
  if (!so_far.people) so_far.people.emplace(kind);
  so_far.people->take(row, out);
}

void take_flow(progress& so_far, arguments row, bool out, const aggregate&) {
  take_customer(so_far, customers_as::flow, {day_in(row[0]), day_in(row[1]), day_in(row[2]), day_in(row[3])},
                out);
}

void take_cohort(progress& so_far, arguments row, bool out, const aggregate&) {
  take_customer(so_far, customers_as::cohorts,
                {day_in(row[0]), day_in(row[1]), day_in(row[2]), day_in(row[3])}, out);
}

void take_survival(progress& so_far, arguments row, bool out, const aggregate&) {
  take_customer(so_far, customers_as::lifetimes,
                {day_in(row[0]), day_in(row[1]), day_in(row[2]), day_in(row[2])}, out);
}

void take_revenue(progress& so_far, arguments row, bool out, const aggregate&) {
  take_customer(so_far, customers_as::revenue,
                {day_in(row[1]), day_in(row[2]), day_in(row[4]), day_in(row[5]), text_if_any(row[0]),
                 whole_number_if_any(row[3])},
                out);
}

const aggregate aggregates[] = {
    {"cx_tally", 1, take_tally},
    {"cx_tally", 3, take_tally},
    {"cx_tally_weighted", 2, take_weighted},
    {"cx_tally_weighted", 4, take_weighted},
    {"cx_merge", 1, take_state},
    {"nps", 1, take_short_form, &nps},
    {"csat", 1, take_short_form, &csat},
    {"ces", 1, take_short_form, &ces},
    {"cx_flow", 4, take_flow},
    {"cx_cohort", 4, take_cohort},
    {"cx_survival", 3, take_survival},
    {"cx_revenue", 6, take_revenue},
};

const aggregate& aggregate_in(sqlite3_context* context) {
  return *static_cast<const aggregate*>(sqlite3_user_data(context));
}

// It lies in memory of SQLite, which gives zeros at first, the same memory ever after, and frees it without a destructor. But it
// always ends an aggregate that has begun.
struct place {
  bool taken;
  alignas(progress) std::byte memory[sizeof(progress)];

  progress& so_far() { return *std::launder(reinterpret_cast<progress*>(memory)); }
};
static_assert(alignof(place) <= 8);

place* place_of(sqlite3_context* context, bool make) {
  return static_cast<place*>(sqlite3_aggregate_context(context, make ? int{sizeof(place)} : 0));
}

void take(sqlite3_context* context, int size, sqlite3_value** values, bool out) noexcept {
  const aggregate& of = aggregate_in(context);
  guarded(context, of.name, [&] {
    place* const at = place_of(context, true);
    if (at == nullptr) throw std::bad_alloc();
    if (!at->taken) new (at->memory) progress;
    at->taken = true;
    progress& so_far = at->so_far();
    of.take(so_far, {values, static_cast<std::size_t>(size)}, out, of);
    out ? --so_far.rows : ++so_far.rows;
  });
}

// The state that goes out; none of rows that held nothing but NULL for a state.
std::optional<any_state> finished(const progress& so_far) {
  return so_far.people ? so_far.people->result() : so_far.state;
}

void answer(sqlite3_context* context) noexcept {
  const aggregate& of = aggregate_in(context);
  place* const at = place_of(context, false);
  if (at == nullptr || !at->taken || at->so_far().rows == 0) return sqlite3_result_null(context);
  guarded(context, of.name, [&] {
    const std::optional<any_state> state = finished(at->so_far());
    if (!state) return sqlite3_result_null(context);
    if (of.short_form == nullptr) return give(context, *state);
    sqlite3_result_double(context, value_of(*of.short_form, *state));
  });
}

void step(sqlite3_context* context, int size, sqlite3_value** values) noexcept {
  take(context, size, values, false);
}
void inverse(sqlite3_context* context, int size, sqlite3_value** values) noexcept {
  take(context, size, values, true);
}
void end(sqlite3_context* context) noexcept {
  answer(context);
  place* const at = place_of(context, false);
  if (at == nullptr || !at->taken) return;
  std::destroy_at(&at->so_far());
  at->taken = false;
}

// A function of values; NULL where one of the first of them is, so many.
struct function {
  const char* name;
  int arguments;
  void (*call)(sqlite3_context* context, engines::arguments values);
  std::size_t known = 1;
};

estimate_options options_in(arguments values, std::size_t first) {
  return options_of(values.size() > first ? number_in(values[first]) : std::nullopt,
                    values.size() > first + 1 ? text_if_any(values[first + 1]) : std::nullopt);
}

estimate estimate_in(arguments values) {
  return figure_of(state_in(values[0]), text_of(values[1]), options_in(values, 2));
}

void call_value(sqlite3_context* context, arguments values) {
  sqlite3_result_double(context, estimate_in(values).value);
}
void call_low(sqlite3_context* context, arguments values) {
  sqlite3_result_double(context, estimate_in(values).ci.low);
}
void call_high(sqlite3_context* context, arguments values) {
  sqlite3_result_double(context, estimate_in(values).ci.high);
}
void call_se(sqlite3_context* context, arguments values) {
  sqlite3_result_double(context, estimate_in(values).standard_error);
}
void call_n(sqlite3_context* context, arguments values) {
  give(context, values.size() == 1 ? answered(state_in(values[0])) : estimate_in(values).n);
}
void call_missing(sqlite3_context* context, arguments values) {
  give(context, missing(state_in(values[0])));
}
void call_off_scale(sqlite3_context* context, arguments values) {
  give(context, off_scale(state_in(values[0])));
}
void call_json(sqlite3_context* context, arguments values) {
  give(context, std::string_view(json_of(state_in(values[0]))));
}
void call_version(sqlite3_context* context, arguments) {
  give(context, std::string_view(CXMETRICS_VERSION_STRING));
}

void append_member(std::string& json, std::string_view name, double value) {
  json.append(json.empty() ? "{\"" : ", \"").append(name).append("\": ");
  char digits[32];
  if (!std::isfinite(value)) {
    json.append("null");
  } else {
    json.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
}

// SQLite has no rows as values, so that the four numbers come as JSON.
void call_compare(sqlite3_context* context, arguments values) {
  const difference found =
      engines::compare(state_in(values[0]), state_in(values[1]), text_of(values[2]), options_in(values, 3));
  std::string json;
  append_member(json, "difference", found.value);
  append_member(json, "low", found.ci.low);
  append_member(json, "high", found.ci.high);
  append_member(json, "p", found.p_value);
  give(context, std::string_view(json + "}"));
}

void call_churn(sqlite3_context* context, arguments values) {
  const std::string name = churn_figure(values.size() > 1 ? text_if_any(values[1]) : std::nullopt);
  sqlite3_result_double(context, figure_of(state_in(values[0]), name, {}).value);
}
void call_retention(sqlite3_context* context, arguments values) {
  sqlite3_result_double(context, figure_of(state_in(values[0]), "retention", {}).value);
}

const function functions[] = {
    {"cx_value", 2, call_value, 2},
    {"cx_value", 3, call_value, 2},
    {"cx_value", 4, call_value, 2},
    {"cx_low", 2, call_low, 2},
    {"cx_low", 3, call_low, 2},
    {"cx_low", 4, call_low, 2},
    {"cx_high", 2, call_high, 2},
    {"cx_high", 3, call_high, 2},
    {"cx_high", 4, call_high, 2},
    {"cx_se", 2, call_se, 2},
    {"cx_se", 3, call_se, 2},
    {"cx_se", 4, call_se, 2},
    {"cx_n", 1, call_n},
    {"cx_n", 2, call_n, 2},
    {"cx_missing", 1, call_missing},
    {"cx_off_scale", 1, call_off_scale},
    {"cx_json", 1, call_json},
    {"cx_version", 0, call_version, 0},
    {"cx_compare", 3, call_compare, 3},
    {"cx_compare", 4, call_compare, 3},
    {"cx_compare", 5, call_compare, 3},
    {"churn_rate", 1, call_churn},
    {"churn_rate", 2, call_churn},
    {"retention_rate", 1, call_retention},
};

void call(sqlite3_context* context, int size, sqlite3_value** values) noexcept {
  const auto& of = *static_cast<const function*>(sqlite3_user_data(context));
  if (std::any_of(values, values + of.known, is_null)) return sqlite3_result_null(context);
  guarded(context, of.name, [&] { of.call(context, {values, static_cast<std::size_t>(size)}); });
}

int register_all(sqlite3* database) noexcept {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  for (const aggregate& each : aggregates) {
    auto* const data = const_cast<aggregate*>(&each);
    const int result = sqlite3_create_window_function(database, each.name, each.arguments, flags, data, step,
                                                      end, answer, inverse, nullptr);
    if (result != SQLITE_OK) return result;
  }
  for (const function& each : functions) {
    const int result =
        sqlite3_create_function_v2(database, each.name, each.arguments, flags, const_cast<function*>(&each),
                                   call, nullptr, nullptr, nullptr);
    if (result != SQLITE_OK) return result;
  }
  return SQLITE_OK;
}

}  // namespace
}  // namespace cxmetrics::engines

extern "C" __attribute__((visibility("default"))) int sqlite3_cxmetrics_init(
    sqlite3* database, char**, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api)
  return cxmetrics::engines::register_all(database);
}
