// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/key_texts.hpp"
#include "input/plain_text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/key_text.hpp>
#include <cxmetrics/detail/text.hpp>

namespace cxmetrics::detail {

[[gnu::noinline]] std::uint32_t key_texts::settle(std::string_view field) {
  const std::string text{field};
  const std::uint32_t written = written_.number_of(text);
  std::uint32_t meant = written;
  if (!is_ascii(text) && !is_valid_utf8(text)) {
    meant = not_valid;
  } else if (!is_ascii(text) || trimmed(text).size() != text.size()) {
    const std::string bare = composed(trimmed_of_any_space(text));
    meant = written_.number_of(bare);
    written_.settle(bare, meant);
  }
  written_.settle(text, meant);
  stand_for_themselves_.resize(written_.size());
  if (meant != not_valid) stand_for_themselves_[meant] = true;
  return meant;
}

std::optional<std::string> key_text(std::string_view text) {
  if (!is_valid_utf8(text)) return std::nullopt;
  return composed(trimmed_of_any_space(text));
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
