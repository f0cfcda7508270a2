// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A program around DuckDB that is small enough for sanitizers: duckdb_host <extension> runs the queries of its input, one a line, and
// writes how many failed. What a query gives is thrown away.
#include <duckdb.h>
#include <iostream>
#include <string>

namespace {

bool runs(duckdb_connection connection, const std::string& query) {
  duckdb_result result;
  const bool good = duckdb_query(connection, query.c_str(), &result) == DuckDBSuccess;
  if (!good) std::cout << query << ": " << duckdb_result_error(&result) << '\n';
  duckdb_destroy_result(&result);
  return good;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 1;
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
  if (runs(connection, "LOAD '" + std::string(arguments[1]) + "'")) {
    for (std::string line; std::getline(std::cin, line); ++asked) failed += runs(connection, line) ? 0 : 1;
  }
  duckdb_disconnect(&connection);
  duckdb_close(&database);
  std::cout << asked << " queries, " << failed << " of them errors\n";
}
