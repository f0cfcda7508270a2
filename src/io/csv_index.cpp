// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "csv_index.hpp"

namespace cxmetrics::detail {

void index_csv(std::string_view text, char delimiter, std::size_t max_row, csv_index& into) {
  enum class state { field_begins, unquoted, quoted, quote_closed };
  into.separators.assign(1, UINT32_MAX);
  into.row_ends.clear();
  into.inner_breaks.clear();
  into.rest = 0;
  into.fault = nullptr;

  const auto end_field = [&into](std::size_t at) {
    into.separators.push_back(static_cast<std::uint32_t>(at));
  };
  state now = state::field_begins;
  for (std::size_t at = 0; at < text.size() && at - into.rest <= max_row; ++at) {
    const char c = text[at];
    if (now == state::quoted) {
      if (c == '"') now = state::quote_closed;
      if (c == '\n') into.inner_breaks.push_back(static_cast<std::uint32_t>(into.row_ends.size()));
    } else if (c == delimiter) {
      end_field(at);
      now = state::field_begins;
    } else if (c == '\n') {
      end_field(at);
      into.row_ends.push_back(static_cast<std::uint32_t>(into.separators.size() - 1));
      into.rest = at + 1;
      now = state::field_begins;
    } else if (c == '"') {
      if (now == state::unquoted) {
        into.fault = stray_quote;
        return;
      }
      now = state::quoted;
    } else if (now == state::quote_closed) {
      // A carriage return may belong to the row's end; that takes one more byte to tell.
      if (c == '\r' && at + 1 == text.size()) return;
      if (c != '\r' || text[at + 1] != '\n') {
        into.fault = text_after_quote;
        return;
      }
    } else {
      now = state::unquoted;
    }
  }
}

}  // namespace cxmetrics::detail
