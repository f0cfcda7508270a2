// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A program around DuckDB that is small enough for sanitizers: duckdb_host <extension> [stop|interrupt|no-memory] runs the queries of its
// input, one a line, and writes how many failed. What a query gives is thrown away. Each SELECT is tormented before: stop reads
// no more than a chunk of it, interrupt breaks it off after ever more tasks, no-memory lets one allocation of the module after the
// other fail. What ends well nevertheless must be what it is undisturbed.
#include "scarce_memory.hpp"

#include <duckdb.h>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>

namespace {

struct outcome {
  bool good;
  std::string text;
  bool operator==(const outcome&) const = default;
};

// The rows, as far as `duckdb_value_varchar` tells them, or the error.
outcome read(duckdb_result& result, bool good) {
  std::string text;
  if (!good) {
    const char* const error = duckdb_result_error(&result);
    text = error == nullptr ? "no error" : error;
  }
  for (idx_t row = 0; good && row < duckdb_row_count(&result); ++row) {
    for (idx_t column = 0; column < duckdb_column_count(&result); ++column) {
      char* const value = duckdb_value_varchar(&result, column, row);
      if (value != nullptr) text.append(value);
      text.push_back('|');
      duckdb_free(value);
    }
  }
  duckdb_destroy_result(&result);
  return {good, std::move(text)};
}

outcome run(duckdb_connection connection, const std::string& query) {
  duckdb_result result;
  const bool good = duckdb_query(connection, query.c_str(), &result) == DuckDBSuccess;
  return read(result, good);
}

// Runs no more than so many tasks of the query before it is broken off. Whether it ended before.
bool runs_by_then(duckdb_connection connection, const std::string& query, long tasks) {
  duckdb_prepared_statement statement = nullptr;
  duckdb_pending_result pending = nullptr;
  bool ended = duckdb_prepare(connection, query.c_str(), &statement) != DuckDBSuccess ||
               duckdb_pending_prepared(statement, &pending) != DuckDBSuccess;
  for (long done = 0; !ended && done < tasks; ++done)
    ended = duckdb_pending_execution_is_finished(duckdb_pending_execute_task(pending));
  if (!ended) {
    duckdb_interrupt(connection);
    duckdb_pending_execute_task(pending);
  }
  duckdb_destroy_pending(&pending);
  duckdb_destroy_prepare(&statement);
  return ended;
}

void read_a_chunk(duckdb_connection connection, const std::string& query) {
  duckdb_prepared_statement statement = nullptr;
  duckdb_pending_result pending = nullptr;
  duckdb_result result;
  if (duckdb_prepare(connection, query.c_str(), &statement) == DuckDBSuccess &&
      duckdb_pending_prepared_streaming(statement, &pending) == DuckDBSuccess) {
    if (duckdb_execute_pending(pending, &result) == DuckDBSuccess) {
      duckdb_data_chunk chunk = duckdb_fetch_chunk(result);
      duckdb_destroy_data_chunk(&chunk);
    }
    duckdb_destroy_result(&result);
  }
  duckdb_destroy_pending(&pending);
  duckdb_destroy_prepare(&statement);
}

bool stands(duckdb_connection connection, const std::string& query, std::string_view torment) {
  if (torment.empty() || !query.starts_with("SELECT")) return true;
  if (torment == "stop") {
    read_a_chunk(connection, query);
  } else if (torment == "interrupt") {
    for (long tasks = 0; !runs_by_then(connection, query, tasks); tasks += 1 + tasks / 2) {
    }
  } else {
    const outcome undisturbed = run(connection, query);
    for (const bool for_good : {false, true}) {
      bool through = false;
      for (long times = 0; !through; times += 1 + times / 8) {
        scarce_memory::begin(times, for_good);
        const outcome found = run(connection, query);
        scarce_memory::end();
        through = !scarce_memory::has_failed;
        if (found == undisturbed || (!found.good && found.text.find("out of memory") != std::string::npos))
          continue;
        std::cout << "after " << times << ": " << found.text << '\n';
        return false;
      }
    }
  }
  return true;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 1;
  const std::string_view torment = count > 2 ? arguments[2] : "";
  duckdb_config config = nullptr;
  duckdb_database database = nullptr;
  duckdb_connection connection = nullptr;
  duckdb_create_config(&config);
  duckdb_set_config(config, "allow_unsigned_extensions", "true");
  duckdb_open_ext(nullptr, &database, config, nullptr);
  duckdb_destroy_config(&config);
  duckdb_connect(database, &connection);
  int asked = 0;
  int failed = 0;
  bool stood = true;
  if (const outcome loaded = run(connection, "LOAD '" + std::string(arguments[1]) + "'"); !loaded.good) {
    std::cout << loaded.text << '\n';
  } else {
    scarce_memory::find_module();
    // What is tormented is tormented at the same place every time.
    if (!torment.empty()) run(connection, "SET threads = 1");
    for (std::string line; stood && std::getline(std::cin, line); ++asked) {
      stood = stands(connection, line, torment);
      const outcome found = run(connection, line);
      if (found.good && stood) continue;
      ++failed;
      std::cout << line << ": " << found.text << '\n';
    }
  }
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  std::cout << asked << " queries, " << failed << " of them errors\n";
  return stood ? 0 : 1;
}
