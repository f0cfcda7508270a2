// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Arrow arrays that somebody else makes: those of DuckDB's C API, whose results leave it in this form.
#include "support/catch.hpp"

#include <cxmetrics/customers/flow_of.hpp>
#include <cxmetrics/input/arrow.hpp>
#include <cxmetrics/survey/nps.hpp>
#include <cxmetrics/survey/weighted_tally_of.hpp>

#include <chrono>
#include <duckdb.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

// A connection to a database in memory.
class database {
 public:
  database() {
    require(duckdb_open(nullptr, &database_));
    require(duckdb_connect(database_, &connection_));
  }
  ~database() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }
  database(const database&) = delete;
  database& operator=(const database&) = delete;

  duckdb_connection connection() const { return connection_; }
  void run(const std::string& sql) const { require(duckdb_query(connection_, sql.c_str(), nullptr)); }

  static void require(duckdb_state state) {
    if (state != DuckDBSuccess) throw std::runtime_error("DuckDB refuses");
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

// The chunks of a result as Arrow arrays, in a stream such as other producers offer themselves.
class result_stream {
 public:
  static ArrowArrayStream of(const database& from, const std::string& sql) {
    ArrowArrayStream stream{};
    stream.get_schema = [](ArrowArrayStream* self, ArrowSchema* out) { return of(self).schema(out); };
    stream.get_next = [](ArrowArrayStream* self, ArrowArray* out) { return of(self).next(out); };
    stream.get_last_error = [](ArrowArrayStream* self) { return of(self).error_.c_str(); };
    stream.release = [](ArrowArrayStream* self) {
      delete &of(self);
      self->release = nullptr;
    };
    stream.private_data = new result_stream(from, sql);
    return stream;
  }

  ~result_stream() {
    duckdb_destroy_arrow_options(&options_);
    duckdb_destroy_result(&result_);
  }
  result_stream(const result_stream&) = delete;
  result_stream& operator=(const result_stream&) = delete;

 private:
  result_stream(const database& from, const std::string& sql) {
    if (duckdb_query(from.connection(), sql.c_str(), &result_) != DuckDBSuccess) {
      error_ = duckdb_result_error(&result_);
    } else {
      options_ = duckdb_result_get_arrow_options(&result_);
    }
  }
  static result_stream& of(ArrowArrayStream* stream) {
    return *static_cast<result_stream*>(stream->private_data);
  }

  int schema(ArrowSchema* out) {
    if (!error_.empty()) return EINVAL;
    std::vector<duckdb_logical_type> types;
    std::vector<const char*> names;
    for (idx_t column = 0; column < duckdb_column_count(&result_); ++column) {
      types.push_back(duckdb_column_logical_type(&result_, column));
      names.push_back(duckdb_column_name(&result_, column));
    }
    duckdb_error_data fault = duckdb_to_arrow_schema(options_, types.data(), names.data(), types.size(), out);
    for (duckdb_logical_type& type : types) duckdb_destroy_logical_type(&type);
    return failed(fault);
  }

  int next(ArrowArray* out) {
    duckdb_data_chunk chunk = duckdb_fetch_chunk(result_);
    if (chunk == nullptr) {
      out->release = nullptr;
      return 0;
    }
    duckdb_error_data fault = duckdb_data_chunk_to_arrow(options_, chunk, out);
    duckdb_destroy_data_chunk(&chunk);
    return failed(fault);
  }

  int failed(duckdb_error_data fault) {
    if (fault == nullptr) return 0;
    const bool has_failed = duckdb_error_data_has_error(fault);
    if (has_failed) error_ = duckdb_error_data_message(fault);
    duckdb_destroy_error_data(&fault);
    return has_failed ? EIO : 0;
  }

  duckdb_result result_{};
  duckdb_arrow_options options_ = nullptr;
  std::string error_;
};

constexpr const char* answers =
    "CREATE TYPE segments AS ENUM ('retail', 'business', 'public');"
    "CREATE TABLE answers AS SELECT CASE WHEN i % 10 = 3 THEN NULL ELSE (i * 7919 % 11)::TINYINT END AS "
    "score,"
    "  (['retail', 'business', 'public'])[1 + i % 3]::segments AS segment,"
    "  CASE WHEN i % 17 = 0 THEN NULL ELSE 'a region called ' || i % 5 END AS region,"
    "  DATE '2024-01-15' + (i % 90)::INTEGER AS day, i % 2 = 0 AS solved, 0.25 + i % 4 AS weight,"
    "  TIMESTAMPTZ '2024-01-01 23:30:00+00' + INTERVAL (i % 90) DAY AS at, i::UBIGINT AS id"
    "  FROM range(100000) AS rows(i)";

}  // namespace

TEST_CASE("answers of DuckDB are counted where they lie", "[arrow]") {
  const database from;
  from.run(answers);
  ArrowArrayStream result = result_stream::of(from, "SELECT * FROM answers");

  cx::arrow_stream stream(result);
  cx::breakdown<cx::tally, std::string> by_segment{cx::tally{cx::zero_to_ten}};
  while (const auto batch = stream.next()) {
    by_segment += cx::break_down(cx::zero_to_ten, batch->scores("score"), batch->texts("segment"));
  }

  cx::breakdown<cx::tally, std::string> expected{cx::tally{cx::zero_to_ten}};
  constexpr const char* segments[] = {"retail", "business", "public"};
  for (int i = 0; i < 100'000; ++i) {
    expected[segments[i % 3]].record(i % 10 == 3 ? std::nullopt : std::optional(i * 7919 % 11));
  }
  CHECK(by_segment == expected);
}

TEST_CASE("each type of DuckDB's is read as it is meant", "[arrow]") {
  const database from;
  from.run(answers);
  ArrowArrayStream result = result_stream::of(from, "SELECT * FROM answers WHERE id < 1000 ORDER BY id");
  cx::arrow_stream stream(result);
  const auto batch = stream.next();
  REQUIRE(batch);
  REQUIRE(batch->size() == 1000);
  const auto score = batch->scores("score");
  const auto region = batch->texts("region"), segment = batch->texts("segment"),
             solved = batch->texts("solved");
  const auto day = batch->days("day"), at = batch->days("at"),
             at_berlin = batch->days("at", {.utc_offset = 1h});
  const auto id = batch->numbers("id");
  for (int i = 0; i < 1000; ++i) {
    const auto row = static_cast<std::size_t>(i);
    CHECK(score[row] == (i % 10 == 3 ? std::nullopt : std::optional<std::int64_t>(i * 7919 % 11)));
    CHECK(region[row] == (i % 17 == 0 ? std::string() : "a region called " + std::to_string(i % 5)));
    CHECK(segment[row] == (i % 3 == 0 ? "retail" : i % 3 == 1 ? "business" : "public"));
    CHECK(solved[row] == (i % 2 == 0 ? "true" : "false"));
    CHECK(day[row] == cx::day{2024y / 1 / 15} + std::chrono::days{i % 90});
    CHECK(at[row] == cx::day{2024y / 1 / 1} + std::chrono::days{i % 90});
    CHECK(at_berlin[row] == cx::day{2024y / 1 / 2} + std::chrono::days{i % 90});
    CHECK(id[row] == i);
  }
  CHECK_THROWS_WITH(batch->weights("weight"), cx::tests::contains("type d:"));  // a DECIMAL
  CHECK_THROWS_WITH(batch->scores("weight"), cx::tests::contains("column \"weight\" holds"));
}

TEST_CASE("weights, and customers with an end at infinity, come from queries that cast them", "[arrow]") {
  const database from;
  from.run(answers);
  ArrowArrayStream result = result_stream::of(
      from, "SELECT score, weight::DOUBLE AS weight, segment FROM answers WHERE id < 2000 ORDER BY id");
  cx::arrow_stream stream(result);
  const auto batch = stream.next();
  REQUIRE(batch);
  const auto by =
      cx::break_down(cx::zero_to_ten, cx::weighted(batch->scores("score"), batch->weights("weight")),
                     cx::by(batch->texts("segment")));
  cx::weighted_tally retail{cx::zero_to_ten};
  for (int i = 0; i < 2000; i += 3) {
    i % 10 == 3 ? retail.record_missing() : retail.record(i * 7919 % 11, cx::sampling_weight{0.25 + i % 4});
  }
  CHECK(*by.find("retail") == retail);

  from.run(
      "CREATE TABLE customers AS SELECT DATE '2024-01-01' + (i % 100)::INTEGER AS since,"
      " CASE WHEN i % 3 = 0 THEN DATE '2024-05-01' + (i % 50)::INTEGER END AS until FROM range(2000) AS "
      "rows(i)");
  ArrowArrayStream customers =
      result_stream::of(from, "SELECT since, until, coalesce(until, 'infinity') AS ends FROM customers");
  cx::arrow_stream rows(customers);
  const auto people = rows.next();
  REQUIRE(people);
  const cx::period may = cx::month_of(2024y / 5 / 1);
  const auto flow =
      cx::flow_of(may, people->spells("since", "until"), &cx::arrow_spell::since, &cx::arrow_spell::until);
  CHECK(flow.at_start() == 2000);
  CHECK(flow.churned() > 0);
  const cx::spell_columns columns(people->day_numbers("since"), people->day_numbers("ends"));
  CHECK(cx::flows_of({may}, columns).front() == flow);
}

TEST_CASE("an error of DuckDB is told", "[arrow]") {
  const database from;
  ArrowArrayStream result = result_stream::of(from, "SELECT * FROM nothing");
  CHECK_THROWS_WITH(cx::arrow_stream(result), cx::tests::contains("nothing"));
}
