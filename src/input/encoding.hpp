// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_INPUT_ENCODING_HPP
#define CXMETRICS_SRC_INPUT_ENCODING_HPP

#include "input/csv_cutter.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace cxmetrics::detail {

// Makes UTF-8 of text in another encoding, which comes in pieces. What is not valid there becomes something that is not
// valid UTF-8, so that it is found where the text is used.
class decoder {
 public:
  virtual ~decoder() = default;

  // Appends what a piece says. `last`: nothing comes after.
  virtual void decode(std::string_view piece, bool last, csv_batch& into) = 0;
};

// For an encoding by its name, as iconv knows it; nothing for UTF-8. Throws std::invalid_argument for an unknown one.
std::unique_ptr<decoder> decoder_for(const std::string& encoding);

// What the first bytes of a text show: UTF-16 and UTF-32, by their mark, or by the zeros that their letters are
// half made of; UTF-8 for all others. `bytes_to_know_file_by` are enough.
std::string encoding_of(std::string_view first_bytes);

// The text of a file whose encoding is given, or else found out, appended as UTF-8.
class decoded_text {
 public:
  // The name of the file for errors. Throws std::invalid_argument for an unknown encoding.
  decoded_text(std::string encoding, std::string file);

  // Throws std::runtime_error for a file that is no text.
  void append(std::string_view piece, bool last, csv_batch& into);

  // Whether what comes now is UTF-8 as it stands and need not be appended here.
  bool is_plain() const { return begun_ && !decoder_; }

 private:
  std::string encoding_;
  std::string file_;
  std::unique_ptr<decoder> decoder_;
  bool begun_ = false;
  std::string first_bytes_;  // until they are enough
};

}  // namespace cxmetrics::detail

#endif
