// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/file_kind.hpp"

#include <cxmetrics/detail/text.hpp>

#include <cstddef>

namespace cxmetrics::detail {
namespace {

using namespace std::string_view_literals;

struct kind {
  std::string_view begins;
  const char* is;
};

constexpr const char* workbook =
    "is an Excel workbook (xlsx); save it as CSV, or convert it with LibreOffice: "
    "soffice --headless --convert-to csv FILE, or with DuckDB: duckdb -csv -c \"from read_xlsx('FILE')\" > "
    "answers.csv";

// Marks after which hardly anything else can be meant.
constexpr kind kinds[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
     "is an old Excel workbook (xls) or another Office file; save it as CSV, or convert it with LibreOffice: "
     "soffice "
     "--headless --convert-to csv FILE"},
    {"PAR1"sv,
     "is a Parquet file; save it as CSV, or convert it with DuckDB: duckdb -csv -c \"from 'FILE'\" > "
     "answers.csv"},
    {"SQLite format 3\0"sv,
     "is an SQLite database; save a table as CSV, or ask for it: sqlite3 -csv -header FILE \"select * from "
     "TABLE\""},
    {"\x28\xB5\x2F\xFD"sv, "is packed with zstd; save it as CSV, or unpack it first: zstd -d FILE"},
    {"\xFD\x37zXZ\0"sv, "is packed with xz; save it as CSV, or unpack it first: xz -d FILE"},
    // What input unpacks is not packed any more.
    {"\x1F\x8B\x08"sv, "is packed with gzip twice; save it as CSV, or unpack it first: gzip -d FILE"},
    {"BZh"sv, "is packed with bzip2; save it as CSV, or unpack it first: bzip2 -d FILE"},
    {"7z\xBC\xAF\x27\x1C"sv, "is a 7z archive; unpack it, and save what is in it as CSV"},
    {"%PDF-"sv, "is a PDF document; save the table as CSV, or copy it into a spreadsheet first"},
    {"ARROW1\0"sv,
     "is an Arrow or Feather file; save it as CSV, or convert it with pandas: read_feather, then to_csv"},
    {"Obj\x01"sv, "is an Avro file; save it as CSV, or convert it with DuckDB: read_avro('FILE')"},
    {"$FL2"sv, "is an SPSS data file (sav); save it as CSV, or export it from SPSS or PSPP"},
};

// Such as `{"`, `[{` and `[[`, spaces aside. A header of CSV hardly begins so.
bool is_json(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || (text.front() != '{' && text.front() != '[')) return false;
  const std::string_view inside = trimmed(text.substr(1));
  if (inside.empty()) return false;
  return text.front() == '{' ? inside.front() == '"' || inside.front() == '}'
                             : std::string_view{"{[]\""}.find(inside.front()) != std::string_view::npos;
}

std::string kind_of_zip(std::string_view text) {
  if (text.find("opendocument.spreadsheet") != std::string_view::npos) {
    return "is an OpenDocument spreadsheet (ods); save it as CSV, or convert it with LibreOffice: soffice "
           "--headless "
           "--convert-to csv FILE";
  }
  if (text.find("[Content_Types].xml") != std::string_view::npos ||
      text.find("xl/") != std::string_view::npos)
    return workbook;
  return "is a zip archive; save what is in it as CSV, or unpack it first: unzip FILE";
}

}  // namespace

std::string other_kind_of_file(std::string_view first_bytes) {
  first_bytes = first_bytes.substr(0, bytes_to_know_file_by);
  if (first_bytes.starts_with("PK\x03\x04") || first_bytes.starts_with("PK\x05\x06"))
    return kind_of_zip(first_bytes);
  for (const kind& each : kinds) {
    if (first_bytes.starts_with(each.begins)) return each.is;
  }
  if (first_bytes.substr(0, 12).ends_with("DUCK") && first_bytes.size() >= 12) {
    return "is a DuckDB database; save a table as CSV, or ask for it: duckdb -csv FILE \"from TABLE\"";
  }
  if (first_bytes.starts_with("\xEF\xBB\xBF")) first_bytes.remove_prefix(3);
  if (is_json(first_bytes)) {
    return "is JSON; save it as CSV, or convert it with DuckDB: duckdb -csv -c \"from read_json('FILE')\" > "
           "answers.csv";
  }
  const std::string_view tag = trimmed(first_bytes).substr(0, 9);
  if (same_but_for_case(tag.substr(0, 5), "<html") || same_but_for_case(tag, "<!doctype") ||
      tag.starts_with("<?xml")) {
    return "is HTML or XML; save it as CSV, or open it in a spreadsheet first";
  }
  return "";
}

}  // namespace cxmetrics::detail
