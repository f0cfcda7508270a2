// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/input/input.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <new>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

#ifdef CXMETRICS_HAS_ZLIB
#include <zlib.h>
#endif

namespace cxmetrics {
namespace {

[[noreturn]] void throw_errno(const std::string& what, const std::string& name) {
  throw std::system_error(errno, std::generic_category(), what + " " + name);
}

}  // namespace

#ifdef CXMETRICS_HAS_ZLIB

// Own inflation rather than gzread, which needs to seek back to what has been read for the first look.
class input::unpacker {
 public:
  // `begun` is what was read to recognise gzip.
  unpacker(input& from, std::span<const char> begun) : from_(from), packed_(std::size_t{1} << 16) {
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::bad_alloc{};
    std::copy(begun.begin(), begun.end(), packed_.begin());
    feed(begun.size());
  }
  ~unpacker() { inflateEnd(&stream_); }
  unpacker(const unpacker&) = delete;
  unpacker& operator=(const unpacker&) = delete;

  std::size_t read(std::span<char> into) {
    stream_.next_out = reinterpret_cast<Bytef*>(into.data());
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(into.size(), 1u << 30));
    const auto wanted = stream_.avail_out;
    while (stream_.avail_out == wanted) {
      if (stream_.avail_in == 0) feed(from_.read_raw(packed_));
      if (stream_.avail_in == 0) {
        if (inside_member_) damaged("ends in the middle of its gzip data");
        return 0;
      }
      if (!inside_member_) {
        skip_padding();
        if (stream_.avail_in == 0) continue;
        inflateReset(&stream_);  // gzip files may be written one after the other
      }
      const int result = inflate(&stream_, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END) damaged("is damaged gzip data");
      inside_member_ = result == Z_OK;
      unpacked_any_ = true;
    }
    return wanted - stream_.avail_out;
  }

 private:
  // Tapes and disk images fill up their last block with zeros.
  void skip_padding() {
    while (unpacked_any_ && stream_.avail_in > 0 && *stream_.next_in == 0) {
      ++stream_.next_in;
      --stream_.avail_in;
    }
  }
  void feed(std::size_t bytes) {
    stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
    stream_.avail_in = static_cast<uInt>(bytes);
  }
  [[noreturn]] void damaged(const char* how) const { throw std::runtime_error(from_.name() + " " + how); }

  input& from_;
  std::vector<char> packed_;
  z_stream stream_{};
  bool inside_member_ = false;
  bool unpacked_any_ = false;
};

#else

class input::unpacker {
 public:
  unpacker(const input& from, std::span<const char>) {
    throw std::runtime_error(from.name() + " is gzip data, and this build cannot unpack it");
  }
  std::size_t read(std::span<char>) { return 0; }
};

#endif

input::input(std::string path) : name_(path == "-" ? "standard input" : path), file_(STDIN_FILENO) {
  if (path == "-") return;
  file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) throw_errno("cannot open", name_);
}

input::~input() {
  if (file_ != STDIN_FILENO) ::close(file_);
}

std::uint64_t input::size() const noexcept {
  struct stat about {};
  if (::fstat(file_, &about) != 0 || !S_ISREG(about.st_mode)) return 0;
  return static_cast<std::uint64_t>(about.st_size);
}

std::size_t input::read_raw(std::span<char> into) {
  for (;;) {
    const ssize_t count = ::read(file_, into.data(), into.size());
    if (count >= 0) {
      bytes_read_.fetch_add(static_cast<std::uint64_t>(count), std::memory_order_relaxed);
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR) throw_errno("cannot read", name_);
  }
}

std::size_t input::read(std::span<char> into) {
  if (into.empty()) return 0;
  // The first two bytes tell gzip; a pipe may hand them over one by one.
  if (!begun_) {
    begun_ = true;
    std::size_t count = 1;
    while (first_.size() < 2 && count > 0) {
      char byte = 0;
      count = read_raw({&byte, 1});
      if (count == 1) first_ += byte;
    }
    if (first_ == "\x1F\x8B") {
      unpacker_ = std::make_unique<unpacker>(*this, first_);
      first_.clear();
    }
  }
  if (unpacker_) return unpacker_->read(into);
  if (first_.empty()) return read_raw(into);
  const std::size_t count = std::min(into.size(), first_.size());
  std::copy_n(first_.begin(), count, into.begin());
  first_.erase(0, count);
  return count;
}

}  // namespace cxmetrics
