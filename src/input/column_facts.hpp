// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_COLUMN_FACTS_HPP
#define CXMETRICS_SRC_INPUT_COLUMN_FACTS_HPP

#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/describer.hpp>
#include <cxmetrics/input/missing.hpp>

#include <cstdint>
#include <limits>
#include <string_view>

namespace cxmetrics::detail {

// From the least to the greatest of what was added.
template <class Value>
struct extent {
  Value least{};
  Value greatest{};
  bool any = false;

  void add(Value value) {
    if (!any || value < least) least = value;
    if (!any || greatest < value) greatest = value;
    any = true;
  }
  extent& operator+=(const extent& other) {
    if (other.any) {
      add(other.least);
      add(other.greatest);
    }
    return *this;
  }
};

// Dates under both readings of those that leave open which number is the month.
struct date_facts {
  std::uint64_t count = 0;
  date_forms forms{};
  extent<day> day_first{};
  extent<day> month_first{};

  void add(const written_day& written, std::uint64_t rows);
  date_facts& operator+=(const date_facts& other);
};

// What is needed to say what the texts of a column are. Adds up in any order.
struct column_facts {
  std::uint64_t filled = 0;
  std::uint64_t missing = 0;
  std::uint64_t not_utf8 = 0;
  std::uint64_t numbers = 0;
  bool any_decimals = false;
  extent<double> range{};
  date_facts dates{};  // of texts that are no numbers
  date_facts dates_as_numbers{};

  // How texts are looked at.
  struct reading {
    missing_signs missing;
    date_reader dates;
    bool decimal_comma = false;
  };

  void add(std::string_view text, std::uint64_t rows, const reading& how);
  column_facts& operator+=(const column_facts& other);

  // Fills in content, others, range and dates, but for texts that are answers.
  void describe(column_description& into) const;
};

}  // namespace cxmetrics::detail

#endif
