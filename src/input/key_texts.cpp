// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/key_texts.hpp"
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/text.hpp>

namespace cxmetrics::detail {

[[gnu::noinline]] std::uint32_t key_texts::settle(std::uint32_t written) {
  // They are met in the order of their numbers.
  meant_.push_back(written);
  const std::string text = written_.text(written);
  std::string_view bare = trimmed(text);
  if (is_ascii(text)) {
    if (bare.size() == text.size()) return written;
  } else if (!is_valid_utf8(text)) {
    return meant_[written] = not_valid;
  }
  bare = trimmed_of_any_space(text);
  const std::uint32_t meant = written_.number_of(composed(bare));
  if (meant == meant_.size()) meant_.push_back(meant);
  return meant_[written] = meant;
}

void add_by_case(texts_by_case& all, const std::string& column, const std::string& text) {
  all[{column, in_small_letters(text)}].insert(text);
}

void add_by_case(texts_by_case& all, const std::string& column, const key_texts& texts) {
  for (std::uint32_t text = 0; text < texts.end(); ++text) {
    if (texts.stands_for_itself(text)) add_by_case(all, column, texts.text(text));
  }
}

void keep_different(texts_by_case& all) {
  for (auto at = all.begin(); at != all.end();) at = at->second.size() > 1 ? std::next(at) : all.erase(at);
}

}  // namespace cxmetrics::detail
