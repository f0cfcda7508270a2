// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// A program around SQLite that is small enough for sanitizers: sqlite_host <module> [stop|interrupt|no-memory] runs the queries of its
// input, one a line, and writes how many failed. What a query gives is read and thrown away. Each SELECT is tormented before:
// stop reads no more than a row of it, interrupt breaks it off after ever more steps, no-memory lets one allocation after the other
// fail, of SQLite and of the module. What ends well nevertheless must be what it is undisturbed.
#include "scarce_memory.hpp"

#include <functional>
#include <iostream>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace {

struct outcome {
  int code;
  std::string text;
  bool operator==(const outcome&) const = default;
};

outcome run(sqlite3* database, const std::string& query, long most_rows = -1) {
  sqlite3_stmt* statement = nullptr;
  int code = sqlite3_prepare_v2(database, query.c_str(), -1, &statement, nullptr);
  std::string text;
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    if (most_rows-- == 0) break;
    code = sqlite3_step(statement);
    for (int at = 0; code == SQLITE_ROW && at < sqlite3_column_count(statement); ++at) {
      const auto* const value = static_cast<const char*>(sqlite3_column_blob(statement, at));
      if (value != nullptr) text.append(value, static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
      text.push_back('|');
    }
  }
  const bool good = code == SQLITE_DONE || code == SQLITE_ROW;
  if (!good) text = sqlite3_errmsg(database);
  sqlite3_finalize(statement);
  return {good ? SQLITE_OK : code & 0xFF, std::move(text)};
}

sqlite3_mem_methods of_system;
void* scarce(int size) {
  return scarce_memory::fails() ? nullptr : of_system.xMalloc(size);
}
void* scarce_again(void* memory, int size) {
  return scarce_memory::fails() ? nullptr : of_system.xRealloc(memory, size);
}

// Calls `torment(times)` with ever greater numbers, each by so much a part, until it says that the query came through.
bool holds(const outcome& undisturbed, int excuse, long part,
           const std::function<outcome(long times, bool& through)>& torment) {
  bool through = false;
  for (long times = 0; !through; times += 1 + times / part) {
    const outcome found = torment(times, through);
    if (found != undisturbed && found.code != excuse) {
      std::cout << "after " << times << ": " << found.code << ' ' << found.text << '\n';
      return false;
    }
  }
  return true;
}

bool stands(sqlite3* database, const std::string& query, std::string_view torment) {
  if (torment.empty() || !query.starts_with("SELECT")) return true;
  if (torment == "stop") {
    run(database, query, 1);
    return true;
  }
  const outcome undisturbed = run(database, query);
  if (torment == "interrupt") {
    return holds(undisturbed, SQLITE_INTERRUPT, 2, [&](long times, bool& through) {
      static bool stopped;
      stopped = false;
      const auto stop = [](void*) { return (stopped = true) ? 1 : 0; };
      sqlite3_progress_handler(database, static_cast<int>(times) + 1, stop, nullptr);
      outcome found = run(database, query);
      sqlite3_progress_handler(database, 0, nullptr, nullptr);
      through = !stopped;
      return found;
    });
  }
  const auto without_memory = [&](bool for_good) {
    return holds(undisturbed, SQLITE_NOMEM, 8, [&](long times, bool& through) {
      scarce_memory::begin(times, for_good);
      outcome found = run(database, query);
      scarce_memory::end();
      through = !scarce_memory::has_failed;
      return found;
    });
  };
  return without_memory(false) && without_memory(true);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 1;
  const std::string_view torment = count > 2 ? arguments[2] : "";
  if (torment == "no-memory") {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &of_system);
    sqlite3_mem_methods methods = of_system;
    methods.xMalloc = scarce;
    methods.xRealloc = scarce_again;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
  }
  sqlite3* database = nullptr;
  sqlite3_open(":memory:", &database);
  sqlite3_enable_load_extension(database, 1);
  if (sqlite3_load_extension(database, arguments[1], nullptr, nullptr) != SQLITE_OK)
    std::cout << sqlite3_errmsg(database) << '\n';
  scarce_memory::find_module();
  int asked = 0;
  int failed = 0;
  for (std::string line; std::getline(std::cin, line); ++asked) {
    if (!stands(database, line, torment)) {
      std::cout << line << '\n';
      return 1;
    }
    const outcome found = run(database, line);
    if (found.code == SQLITE_OK) continue;
    ++failed;
    std::cout << line << ": " << found.text << '\n';
  }
  sqlite3_close(database);
  std::cout << asked << " queries, " << failed << " of them errors\n";
}
