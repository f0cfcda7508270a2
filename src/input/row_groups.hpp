// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ROW_GROUPS_HPP
#define CXMETRICS_SRC_INPUT_ROW_GROUPS_HPP

#include "input/key_texts.hpp"
#include "input/numbering.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/rows.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// Numbers the groups that rows are of, by the texts of some columns. A group of several keys is a chain of pairs of
// numbers: (segment, country). Number 0 is that of no keys.
class row_groups {
 public:
  static constexpr std::uint32_t no_keys = 0;

  explicit row_groups(std::vector<std::string> columns)
      : columns_(std::move(columns)), texts_(columns_.size()) {}

  const std::vector<std::string>& columns() const { return columns_; }
  // One more than the greatest number.
  std::uint32_t end() const { return numbers_.end(); }

  // The group of the fields from a place on; `nobody` where a text is not valid UTF-8, which then is that of `fault`.
  std::uint32_t number_of(const row_view& row, std::size_t first, std::size_t& fault) {
    std::uint32_t group = no_keys;
    for (std::size_t key = 0; key < texts_.size(); ++key) {
      const std::uint32_t text = texts_[key].number_of_field(row[first + key]);
      if (text == key_texts::not_valid) {
        fault = key;
        return nobody;
      }
      group = numbers_.number_of(group, text);
    }
    return group;
  }

  std::vector<std::string> key_of(std::uint32_t group) const {
    std::vector<std::string> key(texts_.size());
    for (std::size_t at = key.size(); at-- > 0;) {
      const auto& pair = numbers_.of(group);
      key[at] = texts_[at].text(pair.other);
      group = pair.one;
    }
    return key;
  }

  // Takes the groups of others by the same columns, and tells which number of these each of theirs is.
  std::vector<std::uint32_t> add(const row_groups& other) {
    std::vector<std::uint32_t> group(other.end(), no_keys);
    std::vector<std::size_t> keys(other.end(), 0);  // how many each has
    std::vector<std::vector<std::uint32_t>> texts;
    for (std::size_t key = 0; key < texts_.size(); ++key)
      texts.push_back(numbers_in(texts_[key], other.texts_[key]));
    // The shorter part of a chain has the lower number.
    for (std::uint32_t theirs = no_keys + 1; theirs < other.end(); ++theirs) {
      const auto& pair = other.numbers_.of(theirs);
      keys[theirs] = keys[pair.one] + 1;
      group[theirs] = numbers_.number_of(group[pair.one], texts[keys[pair.one]][pair.other]);
    }
    return group;
  }

  void add_by_case(accounting& to) const {
    for (std::size_t key = 0; key < texts_.size(); ++key)
      detail::add_by_case(to.differing_by_case, columns_[key], texts_[key]);
    keep_different(to.differing_by_case);
  }

  // The numbers that the texts of others have in these, which take them.
  static std::vector<std::uint32_t> numbers_in(key_texts& these, const key_texts& others) {
    std::vector<std::uint32_t> numbers(others.end());
    for (std::uint32_t theirs = 0; theirs < numbers.size(); ++theirs)
      numbers[theirs] = these.number_of(others.text(theirs));
    return numbers;
  }

 private:
  std::vector<std::string> columns_;
  std::vector<key_texts> texts_;  // of each column
  pair_numbers numbers_{no_keys + 1};
};

}  // namespace cxmetrics::detail

#endif
