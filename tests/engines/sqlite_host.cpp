// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A program around SQLite that is small enough for sanitizers: sqlite_host <module> runs the queries of its input, one a line, and
// writes how many failed. What a query gives is read and thrown away.
#include <iostream>
#include <sqlite3.h>
#include <string>

int main(int count, char** arguments) {
  if (count != 2) return 1;
  sqlite3* database = nullptr;
  sqlite3_open(":memory:", &database);
  sqlite3_enable_load_extension(database, 1);
  if (sqlite3_load_extension(database, arguments[1], nullptr, nullptr) != SQLITE_OK)
    std::cout << sqlite3_errmsg(database) << '\n';
  int asked = 0;
  int failed = 0;
  for (std::string line; std::getline(std::cin, line); ++asked) {
    if (sqlite3_exec(database, line.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) continue;
    ++failed;
    std::cout << line << ": " << sqlite3_errmsg(database) << '\n';
  }
  sqlite3_close(database);
  std::cout << asked << " queries, " << failed << " of them errors\n";
}
