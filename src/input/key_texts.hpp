// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_KEY_TEXTS_HPP
#define CXMETRICS_SRC_INPUT_KEY_TEXTS_HPP

#include "input/numbering.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxmetrics::detail {

// Numbers the texts of a key column. Texts that differ in the spaces around them or in the way their characters are
// composed have one number, that of the text without spaces and in Unicode's form NFC. Each different text is looked at
// once, however many rows have it.
class key_texts {
 public:
  // The number of texts that are not valid UTF-8.
  static constexpr std::uint32_t not_valid = nobody;

  // For a text after which row_view::readable_beyond bytes can be read.
  std::uint32_t number_of_field(std::string_view field) {
    const std::uint32_t meant = written_.meaning_of_field(field);
    return meant != text_numbers::unsettled ? meant : settle(field);
  }
  std::uint32_t number_of(std::string_view text) {
    const std::uint32_t meant = written_.meaning_of(text);
    return meant != text_numbers::unsettled ? meant : settle(text);
  }

  const std::string& text(std::uint32_t number) const { return written_.text(number); }
  // One more than the greatest number; some numbers are those of texts that mean others.
  std::uint32_t end() const { return written_.size(); }
  bool stands_for_itself(std::uint32_t number) const { return stand_for_themselves_[number]; }

 private:
  std::uint32_t settle(std::string_view field);

  text_numbers written_;
  std::vector<bool> stand_for_themselves_;
};

// Texts that are the same but for the case of their letters, by column and by what is the same.
using texts_by_case = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

// Collects the texts of a column.
void add_by_case(texts_by_case& all, const std::string& column, const std::string& text);
void add_by_case(texts_by_case& all, const std::string& column, const key_texts& texts);
// Leaves those of which there are two and more.
void keep_different(texts_by_case& all);

}  // namespace cxmetrics::detail

#endif
