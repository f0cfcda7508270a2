// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/report/table_column.hpp>

namespace tests_of_table_column {
namespace cx = cxmetrics;
using kind = cx::column_kind;
using meaning = cx::column_meaning;

TEST_CASE("groups, periods and ages say which row it is", "[table_column]") {
  for (const kind each : {kind::group, kind::period, kind::age}) {
    CHECK(cx::table_column{"a", "A", each}.is_label());
    CHECK(cx::table_column{"a", "A", each}.is_key());
  }
  for (const kind each : {kind::count, kind::money, kind::estimate, kind::difference}) {
    CHECK_FALSE(cx::table_column{"a", "A", each}.is_label());
    CHECK_FALSE(cx::table_column{"a", "A", each}.is_key());
  }
}

TEST_CASE("a definition labels a row and is no key of it", "[table_column]") {
  const cx::table_column definition{"definition", "definition", kind::group, meaning::definition};
  CHECK(definition.is_label());
  CHECK_FALSE(definition.is_key());
}

}  // namespace tests_of_table_column
