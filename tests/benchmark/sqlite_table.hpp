// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_BENCHMARK_SQLITE_TABLE_HPP
#define CXMETRICS_TESTS_BENCHMARK_SQLITE_TABLE_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <sqlite3.h>
#include <stdexcept>
#include <string>

namespace cxmetrics::benchmarks {

// A table of whole numbers in SQLite's memory, to put questions to.
class sqlite_table {
 public:
  // `columns` are their names, as in `(a, b)`; `row` gives the values of a row by its number.
  template <class Row>
  sqlite_table(const std::string& name, const std::string& columns, std::size_t rows, Row row) {
    sqlite3* opened = nullptr;
    sqlite3_open(":memory:", &opened);
    connection_.reset(opened);
    run("CREATE TABLE " + name + columns + "; BEGIN");
    std::string places;
    for (std::size_t place = 0; place < row(0).size(); ++place) places += places.empty() ? "?" : ", ?";
    sqlite3_stmt* insert = nullptr;
    sqlite3_prepare_v2(opened, ("INSERT INTO " + name + " VALUES (" + places + ")").c_str(), -1, &insert,
                       nullptr);
    for (std::size_t at = 0; at < rows; ++at) {
      int place = 0;
      for (const std::int64_t value : row(at)) sqlite3_bind_int64(insert, ++place, value);
      sqlite3_step(insert);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
  }

  void run(const std::string& query) {
    if (sqlite3_exec(connection_.get(), query.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(connection_.get()));
  }

 private:
  struct close {
    void operator()(sqlite3* connection) const { sqlite3_close(connection); }
  };
  std::unique_ptr<sqlite3, close> connection_;
};

}  // namespace cxmetrics::benchmarks

#endif
