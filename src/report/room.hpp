// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_REPORT_ROOM_HPP
#define CXMETRICS_SRC_REPORT_ROOM_HPP

#include <cstddef>
#include <string>

namespace cxmetrics::detail {

// Makes room in a text for all of many lines, once the first of them, from `begin` on, show how long they are. A text that
// grows is there twice for a while; memory that nobody writes to costs nothing.
inline void make_room(std::string& text, std::size_t begin, std::size_t written, std::size_t all) {
  constexpr std::size_t first = 1000;
  if (written != first) return;
  const std::size_t rest = (text.size() - begin) / first * (all - first);
  text.reserve(text.size() + rest + rest / 4);
}

}  // namespace cxmetrics::detail

#endif
