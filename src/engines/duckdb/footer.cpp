// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Appends to a module what DuckDB looks for at the end of an extension: footer <module> <extension> <platform> <version>.
#include <fstream>
#include <iostream>
#include <string>

int main(int count, char** arguments) {
  if (count != 5) return 1;
  std::ifstream module(arguments[1], std::ios::binary);
  std::ofstream extension(arguments[2], std::ios::binary);
  extension << module.rdbuf();
  // A section of WebAssembly called duckdb_signature, of 512 bytes: eight fields of 32, last one first, and a signature.
  extension << std::string("\0\x93\x04\x10", 4) << "duckdb_signature" << std::string("\x80\x04", 2);
  const std::string fields[] = {"", "", "", "C_STRUCT", arguments[4], "v1.2.0", arguments[3], "4"};
  for (std::string field : fields) {
    field.resize(32);
    extension << field;
  }
  extension << std::string(256, '\0');
  if (!module || !extension.flush()) {
    std::cerr << arguments[1] << " cannot be copied to " << arguments[2] << '\n';
    return 1;
  }
}
