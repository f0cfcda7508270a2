// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/csv_recorder.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/csv.hpp>

#include <string>
#include <utility>
#include <vector>

namespace tests_of_file_kind {
namespace cx = cxmetrics;
using namespace std::string_literals;
using cx::tests::contains;
using cx::tests::record_csv;

TEST_CASE("a file that is no table in lines is named, with a cure", "[file_kind]") {
  const std::vector<std::pair<std::string, std::string>> kinds{
      {"PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml"s, "an Excel workbook (xlsx)"},
      {"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet"s,
       "an OpenDocument spreadsheet"},
      {"PK\x03\x04\x14\0answers.csv"s, "a zip archive"},
      {"ARROW1\0\0"s, "an Arrow or Feather file"},
      {"Obj\x01\x04"s, "an Avro file"},
      {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"s, "an old Excel workbook"},
      {"PAR1\x15\x04"s, "a Parquet file"},
      {"SQLite format 3\0\x10"s, "an SQLite database"},
      {"\x17\xC1\x96\xDE\x62\xFF\xE5\xC4"
       "DUCK\x43\0"s,
       "a DuckDB database"},
      {"\x28\xB5\x2F\xFD\x04"s, "packed with zstd"},
      {"\xFD\x37zXZ\0\0"s, "packed with xz"},
      {"BZh91AY"s, "packed with bzip2"},
      {"7z\xBC\xAF\x27\x1C"s, "a 7z archive"},
      {"%PDF-1.7\n"s, "a PDF document"},
      {"$FL2@(#) SPSS"s, "an SPSS data file"},
      {"[{\"score\": 9}]"s, "JSON"},
      {"\xEF\xBB\xBF \n{ \"answers\": ["s, "JSON"},
      {"[[9, 10]]"s, "JSON"},
      {"<!DOCTYPE html><table>"s, "HTML or XML"},
      {"<?xml version=\"1.0\"?>"s, "HTML or XML"},
      {"\x1F\x8B\x08\x08 and so on"s, "packed with gzip twice"}};
  for (const auto& [text, is] : kinds) {
    for (const std::size_t piece : {1u, 7u, 1000u}) {
      const std::string error = record_csv(text, {}, piece).error;
      CHECK_THAT(error, contains("the input is " + is));
      CHECK_THAT(error, contains("CSV"));
    }
  }
  for (const std::size_t kind : {0u, 6u, 15u})
    CHECK_THAT(record_csv(kinds[kind].first, {}, 1000u).error, contains("DuckDB: duckdb -csv -c \"from "));
  const cx::tests::temporary_file file{"%PDF-1.7\n"};
  cx::input from{file.path()};
  cx::csv_source source{from};
  CHECK_THROWS_WITH(source.header(), contains(file.path() + " is a PDF document"));
}

TEST_CASE("a table is a table, whatever its first name", "[file_kind]") {
  for (const char* header : {"PK", "PAR", "[1] score", "{score}", "BZ", "%PDF", "<b>"}) {
    CHECK(record_csv(header + ",b\n1,2\n"s).header == std::vector<std::string>{header, "b"});
  }
}

}  // namespace tests_of_file_kind
