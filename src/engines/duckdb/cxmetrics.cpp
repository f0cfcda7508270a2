// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "engines/customers.hpp"
#include "engines/duckdb/small_counts.hpp"
#include "engines/duckdb/states.hpp"
#include "engines/vocabulary.hpp"

#define DUCKDB_EXTENSION_NAME cxmetrics
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <duckdb_extension.h>
#include <exception>
#include <initializer_list>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

DUCKDB_EXTENSION_EXTERN

namespace cxmetrics::engines {
namespace {

// Whatever a query does wrong becomes its error; nothing is thrown into DuckDB.
template <class Tell, class Work>
void guarded(const char* function, const Tell& tell, const Work& work) noexcept {
  try {
    try {
      work();
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      tell((std::string(function) + ": " + error.what()).c_str());
    }
  } catch (const std::exception&) {
    tell("out of memory");
  }
}

// A column of a chunk of rows, read where it lies.
class column {
 public:
  column(duckdb_data_chunk chunk, idx_t at) {
    duckdb_vector const vector = duckdb_data_chunk_get_vector(chunk, at);
    data_ = duckdb_vector_get_data(vector);
    valid_ = duckdb_vector_get_validity(vector);
  }
  bool has(idx_t row) const { return valid_ == nullptr || (valid_[row / 64] >> row % 64 & 1) != 0; }
  template <class Value>
  const Value& at(idx_t row) const {
    return static_cast<const Value*>(data_)[row];
  }
  // All values of so many rows, none of which may be NULL.
  bool all_valid() const { return valid_ == nullptr; }
  template <class Value>
  std::span<const Value> values(idx_t rows) const {
    return {static_cast<const Value*>(data_), rows};
  }
  template <class Value>
  std::optional<Value> value(idx_t row) const {
    return has(row) ? std::optional(at<Value>(row)) : std::nullopt;
  }
  // Texts and states.
  std::string_view bytes(idx_t row) const {
    auto* const text = static_cast<duckdb_string_t*>(data_) + row;
    return {duckdb_string_t_data(text), duckdb_string_t_length(*text)};
  }
  std::optional<std::string_view> text(idx_t row) const {
    return has(row) ? std::optional(bytes(row)) : std::nullopt;
  }
  std::optional<day> date(idx_t row) const {
    return has(row) ? std::optional(day{std::chrono::days{at<duckdb_date>(row).days}}) : std::nullopt;
  }
  // The same of a day that may never come, which is written NULL or infinity.
  std::optional<day> end_date(idx_t row) const {
    constexpr std::int32_t infinity = std::numeric_limits<std::int32_t>::max();
    return has(row) && at<duckdb_date>(row).days == infinity ? std::nullopt : date(row);
  }
  any_state state(idx_t row) const {
    const std::string_view of = bytes(row);
    return state_of({reinterpret_cast<const std::byte*>(of.data()), of.size()});
  }

 private:
  void* data_;
  std::uint64_t* valid_;
};

// Where results go.
class answers {
 public:
  // The parts of a struct are vectors, too.
  explicit answers(duckdb_vector to, idx_t parts = 0) : to_(to), parts_(parts) {}
  void none(idx_t row) {
    duckdb_vector_ensure_validity_writable(to_);
    duckdb_validity_set_row_invalid(duckdb_vector_get_validity(to_), row);
    for (idx_t at = 0; at < parts_; ++at) part(at).none(row);
  }
  void number(idx_t row, double value) {
    static_cast<double*>(duckdb_vector_get_data(to_))[row] = value;
    if (std::isnan(value)) none(row);
  }
  void count(idx_t row, std::uint64_t value) {
    static_cast<std::uint64_t*>(duckdb_vector_get_data(to_))[row] = value;
  }
  void text(idx_t row, std::string_view value) {
    duckdb_vector_assign_string_element_len(to_, row, value.data(), value.size());
  }
  void state(idx_t row, const any_state& value) {
    const std::vector<std::byte> bytes = bytes_of(value);
    text(row, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  answers part(idx_t at) const { return answers(duckdb_struct_vector_get_child(to_, at)); }

 private:
  duckdb_vector to_;
  idx_t parts_;
};

// What an aggregate is called, and the metric of which it gives the value, if that is all it gives.
struct aggregate {
  const char* name;
  known_functions known;
  const metric* short_form = nullptr;
  counting_places places =
      short_form == nullptr ? counting_places(zero_to_ten) : counting_places::by_worth(*short_form);

  scale on() const { return short_form == nullptr ? zero_to_ten : short_form->scale(); }
};

const aggregate& aggregate_in(duckdb_function_info info) {
  return *static_cast<const aggregate*>(duckdb_aggregate_function_get_extra_info(info));
}

template <class Work>
void guarded_aggregate(duckdb_function_info info, const Work& work) noexcept {
  const aggregate& of = aggregate_in(info);
  guarded(
      of.name, [&](const char* message) { duckdb_aggregate_function_set_error(info, message); },
      [&] { work(of); });
}

template <class State>
void finish(answers& to, idx_t row, const State& state, const aggregate& of) {
  if (of.short_form == nullptr) return to.state(row, state);
  to.number(row, value_of(*of.short_form, state));
}

// Scores on the scale of the aggregate, which gives a state.
struct counted {
  static constexpr std::size_t missing = counting_places::missing;
  static constexpr std::size_t off_scale = counting_places::off_scale;
  small_counts<16> answers{};

  bool empty() const { return answers.empty(); }
  void add(const counted& more) { answers.add(more.answers); }
  tally result(const aggregate& of) const { return of.places.tally_of(answers); }
};

// The same for an aggregate that gives a value alone, to which scores of the same worth are the same.
struct valued {
  static constexpr std::size_t missing = counting_places::no_score;
  static constexpr std::size_t off_scale = counting_places::no_score;
  small_counts<8> answers{};

  bool empty() const { return answers.empty(); }
  void add(const valued& more) { answers.add(more.answers); }
  tally result(const aggregate& of) const { return of.places.tally_of(answers); }
};

// Scores on a scale that the rows name.
struct counted_on_scale {
  small_counts<16> answers{};
  scale on = zero_to_ten;

  bool empty() const { return answers.empty(); }
  void begin(scale of) {
    if (empty()) {
      on = of;
    } else if (on != of) {
      tally{on} += tally{of};  // says why not
    }
  }
  void add(const counted_on_scale& more) {
    begin(more.on);
    answers.add(more.answers);
  }
  tally result(const aggregate&) const { return counting_places(on).tally_of(answers); }
};

struct weighted {
  std::optional<weighted_tally> answers{};

  bool empty() const { return !answers; }
  weighted_tally& on(scale of) {
    if (!answers) return answers.emplace(of);
    if (answers->scale() != of) *answers += weighted_tally{of};  // says why not
    return *answers;
  }
  void add(const weighted& more) { on(more.answers->scale()) += *more.answers; }
  any_state result(const aggregate&) const { return *answers; }
};

// What is of any size lies elsewhere.
struct merged {
  std::unique_ptr<any_state> state{};

  bool empty() const { return !state; }
  void add(const any_state& more) {
    if (state) {
      engines::add(*state, more);
    } else {
      state = std::make_unique<any_state>(more);
    }
  }
  void add(const merged& more) { add(*more.state); }
  const any_state& result(const aggregate&) const { return *state; }
};

struct people {
  std::unique_ptr<customers> all{};

  bool empty() const { return !all; }
  void take(customers_as kind, const customer_row& row) {
    if (!all) all = std::make_unique<customers>(kind);
    all->take(row);
  }
  void add(const people& more) {
    if (all) {
      all->add(*more.all);
    } else {
      all = std::make_unique<customers>(*more.all);
    }
  }
  any_state result(const aggregate&) const { return *all->result(); }
};

template <class Held>
Held& held_in(duckdb_aggregate_state state) {
  return *reinterpret_cast<Held*>(state);
}

template <class Held>
using states_of = states_of_rows<Held, duckdb_aggregate_state>;

template <class Held>
idx_t size_of(duckdb_function_info) {
  return sizeof(Held);
}
template <class Held>
void begin(duckdb_function_info, duckdb_aggregate_state state) {
  new (state) Held();
}
// DuckDB moves a state by copying its bytes, and destroys it once.
template <class Held>
void destroy(duckdb_aggregate_state* states, idx_t count) {
  for (idx_t at = 0; at < count; ++at) held_in<Held>(states[at]).~Held();
}
// DuckDB does not destroy all states of a query that fails behind the update.
template <class Held>
void let_go(duckdb_aggregate_state* states, idx_t count) {
  for (idx_t at = 0; at < count; ++at) held_in<Held>(states[at]) = Held();
}
template <class Held>
void combine(duckdb_function_info info, duckdb_aggregate_state* from, duckdb_aggregate_state* to,
             idx_t count) {
  guarded_aggregate(info, [&](const aggregate&) {
    try {
      for (idx_t at = 0; at < count; ++at) {
        const Held& more = held_in<Held>(from[at]);
        if (!more.empty()) held_in<Held>(to[at]).add(more);
      }
    } catch (const std::exception&) {
      let_go<Held>(from, count);
      let_go<Held>(to, count);
      throw;
    }
  });
}
template <class Held>
void finalize(duckdb_function_info info, duckdb_aggregate_state* states, duckdb_vector result, idx_t count,
              idx_t offset) {
  guarded_aggregate(info, [&](const aggregate& of) {
    try {
      answers to(result);
      for (idx_t at = 0; at < count; ++at) {
        const Held& held = held_in<Held>(states[at]);
        held.empty() ? to.none(offset + at) : finish(to, offset + at, held.result(of), of);
      }
    } catch (const std::exception&) {
      let_go<Held>(states, count);
      throw;
    }
  });
}

template <class Value>
std::optional<std::int64_t> score_in(const column& scores, idx_t row) {
  if (!scores.has(row)) return std::nullopt;
  if constexpr (std::is_integral_v<Value>) {
    return scores.at<Value>(row);
  } else if constexpr (std::is_floating_point_v<Value>) {
    return score_of(scores.at<Value>(row));
  } else {
    return score_of(scores.bytes(row));
  }
}

scale scale_in(const column& low, const column& high, idx_t row) {
  return scale_of(low.value<std::int32_t>(row), high.value<std::int32_t>(row));
}

// The states lie all over memory: they are asked for before they are needed.
template <class Held, class Number>
void count_each(const states_of<Held>& states, std::span<const Number> scores, const counting_places& at) {
  const counting_places places = at;
  constexpr std::size_t ahead = 16;
  const std::size_t most = scores.size() < ahead ? 0 : scores.size() - ahead;
  for (std::size_t row = 0; row < most; ++row) {
    states.expect(row + ahead);
    states[row].answers.count(places.place_of(scores[row]));
  }
  for (std::size_t row = most; row < scores.size(); ++row)
    states[row].answers.count(places.place_of(scores[row]));
}

// Without groups the library's own loop over memory counts.
template <class Held, class Number>
void count_all(Held& into, std::span<const Number> scores, const aggregate& of) {
  const tally all = cxmetrics::tally_of(of.on(), scores, {.off_scale = off_scale_answers::count});
  for (std::size_t above = 0; above < of.places.points(); ++above)
    into.answers.add(of.places.place_at(above), all.count(of.places.score_at(above)));
  into.answers.add(Held::off_scale, all.off_scale());
}

template <class Held, class Number>
void take_scores(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_aggregate_state* given) {
  guarded_aggregate(info, [&](const aggregate& of) {
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    const states_of<Held> states(given, rows, of.known);
    const column scores(chunk, 0);
    if constexpr (std::is_integral_v<Number>) {
      if (scores.all_valid()) {
        constexpr idx_t many = 256;
        const std::span<const Number> all = scores.values<Number>(rows);
        return rows >= many && states.one_group(rows) ? count_all(states[0], all, of)
                                                      : count_each<Held>(states, all, of.places);
      }
    }
    for (idx_t row = 0; row < rows; ++row) {
      const std::optional<std::int64_t> score = score_in<Number>(scores, row);
      states[row].answers.count(score ? of.places.place_of(*score) : Held::missing);
    }
  });
}

template <class Number>
void take_scores_on_scale(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_aggregate_state* given) {
  guarded_aggregate(info, [&](const aggregate& of) {
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    const states_of<counted_on_scale> states(given, rows, of.known);
    const column scores(chunk, 0);
    const column low(chunk, 1);
    const column high(chunk, 2);
    counting_places places(zero_to_ten);
    for (idx_t row = 0; row < rows; ++row) {
      counted_on_scale& held = states[row];
      held.begin(scale_in(low, high, row));
      if (places.on() != held.on) places = counting_places(held.on);
      const std::optional<std::int64_t> score = score_in<Number>(scores, row);
      held.answers.count(score ? places.place_of(*score) : counting_places::missing);
    }
  });
}

template <class Number, bool OnScale>
void take_weighted(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_aggregate_state* given) {
  guarded_aggregate(info, [&](const aggregate& of) {
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    const states_of<weighted> states(given, rows, of.known);
    const column scores(chunk, 0);
    const column weights(chunk, 1);
    for (idx_t row = 0; row < rows; ++row) {
      const scale on = OnScale ? scale_in(column(chunk, 2), column(chunk, 3), row) : of.on();
      enter(states[row].on(on), score_in<Number>(scores, row), weights.value<double>(row));
    }
  });
}

void take_states(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_aggregate_state* given) {
  guarded_aggregate(info, [&](const aggregate& of) {
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    const states_of<merged> states(given, rows, of.known);
    const column parts(chunk, 0);
    for (idx_t row = 0; row < rows; ++row) {
      if (parts.has(row)) states[row].add(parts.state(row));
    }
  });
}

// The columns from `since` on: first and last day of a customer; those that must be the same in all rows follow at
// `constant`.
template <customers_as Kind>
void take_customers(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_aggregate_state* given) {
  guarded_aggregate(info, [&](const aggregate& of) {
    constexpr bool pays = Kind == customers_as::revenue;
    constexpr idx_t begins = pays ? 1 : 0;
    constexpr idx_t constant = pays ? 4 : 2;
    const idx_t rows = duckdb_data_chunk_get_size(chunk);
    const states_of<people> states(given, rows, of.known);
    const column since(chunk, begins);
    const column until(chunk, begins + 1);
    const column first(chunk, constant);
    const column last(chunk, Kind == customers_as::lifetimes ? constant : constant + 1);
    for (idx_t row = 0; row < rows; ++row) {
      customer_row customer{since.date(row), until.end_date(row), first.date(row), last.date(row)};
      if constexpr (pays) {
        customer.customer = column(chunk, 0).text(row);
        customer.price = column(chunk, 3).value<std::int64_t>(row);
      }
      states[row].take(Kind, customer);
    }
  });
}

// A function of values; NULL where one of the fewest is.
struct function {
  const char* name;
  void (*call)(answers& to, idx_t row, std::span<const column> values);
  duckdb_type result;
  std::size_t fewest;
  std::size_t most;
};

estimate_options options_in(std::span<const column> values, std::size_t first, idx_t row) {
  return options_of(values.size() > first ? values[first].value<double>(row) : std::nullopt,
                    values.size() > first + 1 ? values[first + 1].text(row) : std::nullopt);
}

estimate estimate_in(std::span<const column> values, idx_t row) {
  return figure_of(values[0].state(row), values[1].bytes(row), options_in(values, 2, row));
}

void call_value(answers& to, idx_t row, std::span<const column> values) {
  to.number(row, estimate_in(values, row).value);
}
void call_low(answers& to, idx_t row, std::span<const column> values) {
  to.number(row, estimate_in(values, row).ci.low);
}
void call_high(answers& to, idx_t row, std::span<const column> values) {
  to.number(row, estimate_in(values, row).ci.high);
}
void call_se(answers& to, idx_t row, std::span<const column> values) {
  to.number(row, estimate_in(values, row).standard_error);
}
void call_n(answers& to, idx_t row, std::span<const column> values) {
  if (values.size() > 1 && !values[1].has(row)) return to.none(row);
  to.count(row, values.size() == 1 ? answered(values[0].state(row)) : estimate_in(values, row).n);
}
void call_missing(answers& to, idx_t row, std::span<const column> values) {
  to.count(row, missing(values[0].state(row)));
}
void call_off_scale(answers& to, idx_t row, std::span<const column> values) {
  to.count(row, off_scale(values[0].state(row)));
}
void call_json(answers& to, idx_t row, std::span<const column> values) {
  to.text(row, json_of(values[0].state(row)));
}
void call_version(answers& to, idx_t row, std::span<const column>) {
  to.text(row, CXMETRICS_VERSION_STRING);
}
void call_churn(answers& to, idx_t row, std::span<const column> values) {
  const std::string name = churn_figure(values.size() > 1 ? values[1].text(row) : std::nullopt);
  to.number(row, figure_of(values[0].state(row), name, {}).value);
}
void call_retention(answers& to, idx_t row, std::span<const column> values) {
  to.number(row, figure_of(values[0].state(row), "retention", {}).value);
}
void call_compare(answers& to, idx_t row, std::span<const column> values) {
  const difference found = engines::compare(values[0].state(row), values[1].state(row), values[2].bytes(row),
                                            options_in(values, 3, row));
  to.part(0).number(row, found.value);
  to.part(1).number(row, found.ci.low);
  to.part(2).number(row, found.ci.high);
  to.part(3).number(row, found.p_value);
}

// What a comparison gives, in order.
constexpr const char* differences[] = {"difference", "low", "high", "p"};

void call(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_vector result) {
  const auto& of = *static_cast<const function*>(duckdb_scalar_function_get_extra_info(info));
  guarded(
      of.name, [&](const char* message) { duckdb_scalar_function_set_error(info, message); },
      [&] {
        answers to(result, of.result == DUCKDB_TYPE_STRUCT ? std::size(differences) : 0);
        std::vector<column> values;
        for (idx_t at = 0; at < duckdb_data_chunk_get_column_count(chunk); ++at)
          values.emplace_back(chunk, at);
        const idx_t rows = duckdb_data_chunk_get_size(chunk);
        for (idx_t row = 0; row < rows; ++row) {
          const bool known =
              std::all_of(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(of.fewest),
                          [&](const column& each) { return each.has(row); });
          known ? of.call(to, row, values) : to.none(row);
        }
      });
}

const function functions[] = {
    {"cx_value", call_value, DUCKDB_TYPE_DOUBLE, 2, 4},
    {"cx_low", call_low, DUCKDB_TYPE_DOUBLE, 2, 4},
    {"cx_high", call_high, DUCKDB_TYPE_DOUBLE, 2, 4},
    {"cx_se", call_se, DUCKDB_TYPE_DOUBLE, 2, 4},
    {"cx_n", call_n, DUCKDB_TYPE_UBIGINT, 1, 2},
    {"cx_missing", call_missing, DUCKDB_TYPE_UBIGINT, 1, 1},
    {"cx_off_scale", call_off_scale, DUCKDB_TYPE_UBIGINT, 1, 1},
    {"cx_json", call_json, DUCKDB_TYPE_VARCHAR, 1, 1},
    {"cx_version", call_version, DUCKDB_TYPE_VARCHAR, 0, 0},
    {"churn_rate", call_churn, DUCKDB_TYPE_DOUBLE, 1, 2},
    {"retention_rate", call_retention, DUCKDB_TYPE_DOUBLE, 1, 1},
    {"cx_compare", call_compare, DUCKDB_TYPE_STRUCT, 3, 5},
};

// What a function takes, in order: a state (two for a comparison), a name, a level, a method.
std::vector<duckdb_type> parameters_of(const function& of) {
  std::vector<duckdb_type> all{DUCKDB_TYPE_BLOB, DUCKDB_TYPE_VARCHAR, DUCKDB_TYPE_DOUBLE,
                               DUCKDB_TYPE_VARCHAR};
  if (of.result == DUCKDB_TYPE_STRUCT) all.insert(all.begin(), DUCKDB_TYPE_BLOB);
  return all;
}

// A type of DuckDB as long as it is needed.
class type {
 public:
  explicit type(duckdb_type of) {
    if (of != DUCKDB_TYPE_STRUCT) {
      type_ = duckdb_create_logical_type(of);
      return;
    }
    const type number(DUCKDB_TYPE_DOUBLE);
    duckdb_logical_type parts[] = {number.type_, number.type_, number.type_, number.type_};
    static_assert(std::size(parts) == std::size(differences));
    type_ = duckdb_create_struct_type(parts, const_cast<const char**>(differences), std::size(parts));
  }
  ~type() { duckdb_destroy_logical_type(&type_); }
  type(const type&) = delete;
  type& operator=(const type&) = delete;
  duckdb_logical_type get() const { return type_; }

 private:
  duckdb_logical_type type_;
};

void require(duckdb_state state, const char* name) {
  if (state != DuckDBSuccess)
    detail::throw_invalid_argument("{} cannot be registered", {std::string_view(name)});
}

void register_function(duckdb_connection connection, const function& of) {
  duckdb_scalar_function_set set = duckdb_create_scalar_function_set(of.name);
  const std::vector<duckdb_type> parameters = parameters_of(of);
  for (std::size_t count = of.fewest; count <= of.most; ++count) {
    duckdb_scalar_function one = duckdb_create_scalar_function();
    duckdb_scalar_function_set_name(one, of.name);
    for (std::size_t at = 0; at < count; ++at)
      duckdb_scalar_function_add_parameter(one, type(parameters[at]).get());
    duckdb_scalar_function_set_return_type(one, type(of.result).get());
    duckdb_scalar_function_set_special_handling(one);
    duckdb_scalar_function_set_extra_info(one, const_cast<function*>(&of), nullptr);
    duckdb_scalar_function_set_function(one, call);
    duckdb_add_scalar_function_to_set(set, one);
    duckdb_destroy_scalar_function(&one);
  }
  const duckdb_state done = duckdb_register_scalar_function_set(connection, set);
  duckdb_destroy_scalar_function_set(&set);
  require(done, of.name);
}

// One name and all that it takes.
class aggregate_set {
 public:
  explicit aggregate_set(const aggregate& of)
      : of_(&of), set_(duckdb_create_aggregate_function_set(of.name)) {}
  ~aggregate_set() { duckdb_destroy_aggregate_function_set(&set_); }
  aggregate_set(const aggregate_set&) = delete;
  aggregate_set& operator=(const aggregate_set&) = delete;

  template <class Held>
  aggregate_set& taking(std::initializer_list<duckdb_type> parameters, duckdb_aggregate_update_t update) {
    duckdb_aggregate_function one = duckdb_create_aggregate_function();
    duckdb_aggregate_function_set_name(one, of_->name);
    for (const duckdb_type each : parameters) duckdb_aggregate_function_add_parameter(one, type(each).get());
    duckdb_aggregate_function_set_return_type(
        one, type(of_->short_form == nullptr ? DUCKDB_TYPE_BLOB : DUCKDB_TYPE_DOUBLE).get());
    duckdb_aggregate_function_set_special_handling(one);
    duckdb_aggregate_function_set_extra_info(one, std::make_unique<aggregate>(*of_).release(),
                                             [](void* of) { delete static_cast<aggregate*>(of); });
    duckdb_aggregate_function_set_functions(one, size_of<Held>, begin<Held>, update, combine<Held>,
                                            finalize<Held>);
    // Also because DuckDB counts windows wrong where a state has none: it takes the first row of a chunk for all.
    duckdb_aggregate_function_set_destructor(one, destroy<Held>);
    duckdb_add_aggregate_function_to_set(set_, one);
    duckdb_destroy_aggregate_function(&one);
    return *this;
  }
  // Scores of every width as they lie in memory; fractions and texts where they are whole numbers.
  template <class Held>
  aggregate_set& taking_scores() {
    taking<Held>({DUCKDB_TYPE_TINYINT}, take_scores<Held, std::int8_t>);
    taking<Held>({DUCKDB_TYPE_SMALLINT}, take_scores<Held, std::int16_t>);
    taking<Held>({DUCKDB_TYPE_INTEGER}, take_scores<Held, std::int32_t>);
    taking<Held>({DUCKDB_TYPE_BIGINT}, take_scores<Held, std::int64_t>);
    taking<Held>({DUCKDB_TYPE_DOUBLE}, take_scores<Held, double>);
    return taking<Held>({DUCKDB_TYPE_VARCHAR}, take_scores<Held, std::string_view>);
  }
  template <class Score>
  aggregate_set& taking_weighted(duckdb_type score) {
    const duckdb_type weight = DUCKDB_TYPE_DOUBLE;
    const duckdb_type integer = DUCKDB_TYPE_INTEGER;
    taking<weighted>({score, weight}, take_weighted<Score, false>);
    return taking<weighted>({score, weight, integer, integer}, take_weighted<Score, true>);
  }
  void register_in(duckdb_connection connection) {
    require(duckdb_register_aggregate_function_set(connection, set_), of_->name);
  }

 private:
  const aggregate* of_;
  duckdb_aggregate_function_set set_;
};

// Has a small database ask an aggregate in the ways in question, which takes down who asks, and the largest number.
known_functions find_known_functions() {
  struct asked {
    std::uintptr_t function = 0;
    std::int64_t largest = 0;
  } last;
  duckdb_aggregate_function who_asks = duckdb_create_aggregate_function();
  duckdb_aggregate_function_set_name(who_asks, "who_asks");
  duckdb_aggregate_function_add_parameter(who_asks, type(DUCKDB_TYPE_BIGINT).get());
  duckdb_aggregate_function_set_return_type(who_asks, type(DUCKDB_TYPE_BIGINT).get());
  duckdb_aggregate_function_set_extra_info(who_asks, &last, nullptr);
  duckdb_aggregate_function_set_functions(
      who_asks, [](duckdb_function_info) { return idx_t{1}; },
      [](duckdb_function_info, duckdb_aggregate_state) {},
      [](duckdb_function_info of, duckdb_data_chunk chunk, duckdb_aggregate_state*) {
        auto& now = *static_cast<asked*>(duckdb_aggregate_function_get_extra_info(of));
        now.function = function_that_asks();
        for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row)
          now.largest = std::max(now.largest, column(chunk, 0).at<std::int64_t>(row));
      },
      [](duckdb_function_info, duckdb_aggregate_state*, duckdb_aggregate_state*, idx_t) {},
      [](duckdb_function_info, duckdb_aggregate_state*, duckdb_vector result, idx_t count, idx_t offset) {
        std::fill_n(static_cast<std::int64_t*>(duckdb_vector_get_data(result)) + offset, count, 0);
      });
  duckdb_aggregate_function_set_destructor(who_asks, [](duckdb_aggregate_state*, idx_t) {});

  duckdb_config config = nullptr;
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  known_functions known;
  if (duckdb_create_config(&config) == DuckDBSuccess &&
      duckdb_set_config(config, "threads", "1") == DuckDBSuccess &&
      duckdb_open_ext(nullptr, &database, config, nullptr) == DuckDBSuccess &&
      duckdb_connect(database, &connection) == DuckDBSuccess &&
      duckdb_register_aggregate_function(connection, who_asks) == DuckDBSuccess) {
    const auto asked_for = [&](const char* query) {
      last = {};
      duckdb_result result;
      duckdb_query(connection, query, &result);
      duckdb_destroy_result(&result);
      return last;
    };
    known.of_one = {asked_for("SELECT who_asks(i) OVER () FROM range(2) AS r(i)").function,
                    asked_for("SELECT who_asks(i ORDER BY i) FROM range(2) AS r(i)").function};
    const asked running =
        asked_for("SELECT who_asks(i) OVER (ROWS UNBOUNDED PRECEDING) FROM range(2) AS r(i)");
    if (running.largest != 1) known.of_first_row = running.function;
  }
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  duckdb_destroy_config(&config);
  duckdb_destroy_aggregate_function(&who_asks);
  if (known.of_one[0] == 0 || known.of_one[1] == 0)
    throw std::runtime_error("which functions of this DuckDB give one state for all rows cannot be told");
  return known;
}

void register_all(duckdb_connection connection, const known_functions& known) {
  const aggregate tallies{"cx_tally", known};
  const aggregate weights{"cx_tally_weighted", known};
  const aggregate merges{"cx_merge", known};
  const aggregate flows{"cx_flow", known};
  const aggregate cohorts{"cx_cohort", known};
  const aggregate stays{"cx_survival", known};
  const aggregate revenue{"cx_revenue", known};
  const aggregate short_forms[] = {{"nps", known, &nps}, {"csat", known, &csat}, {"ces", known, &ces}};
  const duckdb_type integer = DUCKDB_TYPE_INTEGER;
  const duckdb_type date = DUCKDB_TYPE_DATE;
  const duckdb_type real = DUCKDB_TYPE_DOUBLE;
  const duckdb_type text = DUCKDB_TYPE_VARCHAR;
  aggregate_set(tallies)
      .taking_scores<counted>()
      .taking<counted_on_scale>({DUCKDB_TYPE_BIGINT, integer, integer}, take_scores_on_scale<std::int64_t>)
      .taking<counted_on_scale>({real, integer, integer}, take_scores_on_scale<double>)
      .taking<counted_on_scale>({text, integer, integer}, take_scores_on_scale<std::string_view>)
      .register_in(connection);
  aggregate_set(weights)
      .taking_weighted<std::int64_t>(DUCKDB_TYPE_BIGINT)
      .taking_weighted<double>(real)
      .taking_weighted<std::string_view>(text)
      .register_in(connection);
  aggregate_set(merges).taking<merged>({DUCKDB_TYPE_BLOB}, take_states).register_in(connection);
  aggregate_set(flows)
      .taking<people>({date, date, date, date}, take_customers<customers_as::flow>)
      .register_in(connection);
  aggregate_set(cohorts)
      .taking<people>({date, date, date, date}, take_customers<customers_as::cohorts>)
      .register_in(connection);
  aggregate_set(stays)
      .taking<people>({date, date, date}, take_customers<customers_as::lifetimes>)
      .register_in(connection);
  aggregate_set(revenue)
      .taking<people>({DUCKDB_TYPE_VARCHAR, date, date, DUCKDB_TYPE_BIGINT, date, date},
                      take_customers<customers_as::revenue>)
      .register_in(connection);
  for (const aggregate& each : short_forms)
    aggregate_set(each)
        .taking_scores<valued>()
        .taking<merged>({DUCKDB_TYPE_BLOB}, take_states)
        .register_in(connection);
  for (const function& each : functions) register_function(connection, each);
}

}  // namespace
}  // namespace cxmetrics::engines

// The macro fills a struct of functions with {0}.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
DUCKDB_EXTENSION_ENTRYPOINT(duckdb_connection connection, duckdb_extension_info info,
                            duckdb_extension_access* access) {
  bool loaded = false;
  cxmetrics::engines::guarded(
      "cxmetrics", [&](const char* message) { access->set_error(info, message); },
      [&] {
        cxmetrics::engines::register_all(connection, cxmetrics::engines::find_known_functions());
        loaded = true;
      });
  return loaded;
}
