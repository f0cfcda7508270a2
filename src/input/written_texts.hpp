// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_WRITTEN_TEXTS_HPP
#define CXMETRICS_SRC_INPUT_WRITTEN_TEXTS_HPP

#include "input/text.hpp"

#include <cxmetrics/input/rows.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace cxmetrics::detail {

// The beginnings of some fields of each record as they are written, to be shown where the other rows tell that they
// cannot be read. All texts stand in one string.
template <std::size_t Fields>
class written_texts {
 public:
  struct place {
    std::size_t end = 0;  // of the last one
    std::array<std::uint16_t, Fields> size{};
  };

  // Keeps the fields from a first one on.
  place add(const row_view& row, std::size_t first = 0, std::size_t count = Fields) {
    place added;
    for (std::size_t at = 0; at < count; ++at) {
      const std::string text = excerpt(row[first + at]);
      added.size[at] = static_cast<std::uint16_t>(text.size());
      texts_ += text;
    }
    added.end = texts_.size();
    return added;
  }

  std::string text(const place& of, std::size_t field) const {
    std::size_t at = of.end;
    for (std::size_t later = field; later < Fields; ++later) at -= of.size[later];
    return texts_.substr(at, of.size[field]);
  }

  // Adds those of another; what a place of its was is then that.
  void add(const written_texts& other) { texts_ += other.texts_; }
  place moved(place theirs) const {
    theirs.end += texts_.size();
    return theirs;
  }

 private:
  std::string texts_;
};

}  // namespace cxmetrics::detail

#endif
