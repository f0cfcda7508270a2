// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_INPUT_HPP
#define CXMETRICS_INPUT_INPUT_HPP

#include <cxmetrics/export.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace cxmetrics {

/// The bytes of a file, of a pipe or of standard input, in order and once. Gzip is unpacked on the way,
/// recognised by its first bytes, not by the name of the file; zeros after it are padding.
class input {
 public:
  /// Opens a file; "-" is standard input. Throws `std::system_error` naming the file if it cannot be opened.
  CXMETRICS_EXPORT explicit input(std::string path);
  CXMETRICS_EXPORT ~input();
  input(const input&) = delete;
  input& operator=(const input&) = delete;

  /// Puts the next bytes in place and says how many they are; 0 only at the end. Fewer than there is place
  /// for does not mean the end. Throws `std::system_error` where reading fails, and `std::runtime_error`
  /// where gzip data is damaged, incomplete, or more than this build can unpack; both name the file.
  CXMETRICS_EXPORT std::size_t read(std::span<char> into);

  /// How many bytes were read so far, as they are in the file, packed or not. May be asked from another thread.
  std::uint64_t bytes_read() const noexcept { return bytes_read_.load(std::memory_order_relaxed); }
  /// How many bytes the file has; 0 if that is unknown, as for a pipe.
  CXMETRICS_EXPORT std::uint64_t size() const noexcept;

  /// The file, or "standard input".
  const std::string& name() const noexcept { return name_; }

 private:
  class unpacker;
  std::size_t read_raw(std::span<char> into);

  std::string name_;
  int file_;
  std::atomic<std::uint64_t> bytes_read_ = 0;
  bool begun_ = false;
  std::string first_;
  std::unique_ptr<unpacker> unpacker_;
};

}  // namespace cxmetrics

#endif
