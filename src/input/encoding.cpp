// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/encoding.hpp"
#include "input/file_kind.hpp"

#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iconv.h>
#include <span>
#include <stdexcept>
#include <utility>

namespace cxmetrics::detail {
namespace {

constexpr char never_valid = '\xFF';

std::uint64_t load(const char* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

// Puts a character in UTF-8 and says where the next one goes. Halves of a pair alone come out as what is no UTF-8.
char* put(char* to, std::uint32_t code) {
  const auto continued = [&](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    *to++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *to++ = static_cast<char>(0xC0 | code >> 6);
    *to++ = continued(0);
  } else if (code < 0x10000) {
    *to++ = static_cast<char>(0xE0 | code >> 12);
    *to++ = continued(6);
    *to++ = continued(0);
  } else {
    *to++ = static_cast<char>(0xF0 | code >> 18);
    *to++ = continued(12);
    *to++ = continued(6);
    *to++ = continued(0);
  }
  return to;
}

// The next two could be left to iconv, which takes five times as long.
class windows_1252 final : public decoder {
 public:
  void decode(std::string_view piece, bool, csv_batch& into) override {
    char* const begin = into.room(3 * piece.size() + 8).data();
    char* to = begin;
    const char* from = piece.data();
    const char* const end = from + piece.size();
    while (from != end) {
      while (end - from >= 8 && (load(from) & 0x8080808080808080u) == 0) {
        std::memcpy(to, from, 8);
        from += 8;
        to += 8;
      }
      for (int next = 0; next < 8 && from != end; ++next) {
        const auto byte = static_cast<unsigned char>(*from++);
        to = put(to, byte >= 0x80 && byte < 0xA0 ? upper_controls[byte - 0x80u] : byte);
      }
    }
    into.size += static_cast<std::size_t>(to - begin);
  }

 private:
  // Five bytes mean nothing, and stay the control characters that they are in Latin-1, as browsers have it.
  static constexpr std::array<std::uint16_t, 32> upper_controls = {
      0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};
};

template <std::endian Order>
class utf_16 final : public decoder {
 public:
  void decode(std::string_view piece, bool last, csv_batch& into) override {
    char* const begin = into.room(3 * (piece.size() / 2 + 2) + 8).data();
    char* to = begin;
    // What is left of the piece before: half a unit.
    if (has_byte_ && !piece.empty()) {
      const char both[] = {byte_, piece.front()};
      to = put_unit(to, unit(both));
      piece.remove_prefix(1);
      has_byte_ = false;
    }
    const char* from = piece.data();
    const char* const end = from + piece.size() / 2 * 2;
    while (from != end) {
      if (high_ == 0) to = put_ascii(from, end, to);
      for (int next = 0; next < 4 && from != end; ++next, from += 2) to = put_unit(to, unit(from));
    }
    if (piece.size() % 2 != 0) {
      byte_ = piece.back();
      has_byte_ = true;
    }
    if (last && (has_byte_ || high_ != 0)) {
      *to++ = never_valid;
      has_byte_ = false;
      high_ = 0;
    }
    into.size += static_cast<std::size_t>(to - begin);
  }

 private:
  static std::uint32_t unit(const char* from) {
    const auto first = static_cast<unsigned char>(from[0]);
    const auto second = static_cast<unsigned char>(from[1]);
    return Order == std::endian::little ? first | std::uint32_t{second} << 8
                                        : second | std::uint32_t{first} << 8;
  }

  // Four units at a time, as long as they are ASCII.
  static char* put_ascii(const char*& from, const char* end, char* to) {
    if constexpr (std::endian::native == std::endian::little) {
      constexpr bool little = Order == std::endian::little;
      for (; end - from >= 8; from += 8, to += 4) {
        std::uint64_t units = load(from);
        if ((units & (little ? 0xFF80FF80FF80FF80u : 0x80FF80FF80FF80FFu)) != 0) break;
        if (!little) units >>= 8;
        units = (units | units >> 8) & 0x0000FFFF0000FFFFu;
        const auto four = static_cast<std::uint32_t>(units | units >> 16);
        std::memcpy(to, &four, sizeof four);
      }
    }
    return to;
  }

  char* put_unit(char* to, std::uint32_t code) {
    const bool is_low = code >= 0xDC00 && code < 0xE000;
    if (high_ != 0 && is_low)
      return put(to, 0x10000 + ((std::exchange(high_, 0) - 0xD800) << 10) + (code - 0xDC00));
    if (high_ != 0) to = put(to, std::exchange(high_, 0));
    if (code >= 0xD800 && code < 0xDC00) {
      high_ = code;
      return to;
    }
    return put(to, code);
  }

  std::uint32_t high_ = 0;  // the first half of a pair, whose second has not come yet
  char byte_ = 0;
  bool has_byte_ = false;
};

class by_iconv final : public decoder {
 public:
  explicit by_iconv(const std::string& encoding) : state_(iconv_open("UTF-8", encoding.c_str())) {
    if (state_ == none()) throw_invalid_argument("no encoding is called {}", {std::string_view(encoding)});
  }
  ~by_iconv() override { iconv_close(state_); }
  by_iconv(const by_iconv&) = delete;
  by_iconv& operator=(const by_iconv&) = delete;

  void decode(std::string_view piece, bool last, csv_batch& into) override {
    left_ += piece;
    char* from = left_.data();
    std::size_t bytes = left_.size();
    while (bytes > 0) {
      const std::span<char> room = into.room(std::max<std::size_t>(64, 2 * bytes));
      char* to = room.data();
      std::size_t free = room.size();
      const bool failed = iconv(state_, &from, &bytes, &to, &free) == static_cast<std::size_t>(-1);
      into.size += room.size() - free;
      if (!failed || errno == E2BIG) continue;
      if (errno == EINVAL && !last) break;
      into.append({&never_valid, 1});
      ++from;
      --bytes;
    }
    left_.erase(0, left_.size() - bytes);
  }

 private:
  // What iconv_open returns instead of failing.
  static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }

  iconv_t state_;
  std::string left_;  // the beginning of a character whose end has not come yet
};

}  // namespace

std::unique_ptr<decoder> decoder_for(const std::string& encoding) {
  std::string name;
  for (const char c : encoding) {
    if (c != '-' && c != '_' && c != ' ') name += lower(c);
  }
  if (name == "utf8") return nullptr;
  if (name == "utf16" || name == "utf16le") return std::make_unique<utf_16<std::endian::little>>();
  if (name == "utf16be") return std::make_unique<utf_16<std::endian::big>>();
  if (name == "windows1252" || name == "cp1252") return std::make_unique<windows_1252>();
  return std::make_unique<by_iconv>(encoding);
}

std::string encoding_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return "UTF-32LE";
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32BE";
  if (bytes.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (bytes.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  bytes = bytes.substr(0, bytes_to_know_file_by);
  std::array<std::size_t, 4> zeros{};  // by place in four bytes
  const std::size_t words = bytes.size() / 4;
  for (std::size_t at = 0; at < 4 * words; ++at) zeros[at % 4] += bytes[at] == '\0' ? 1 : 0;
  const auto is_utf_32 = [&](std::size_t highest, std::size_t high, std::size_t low) {
    return words > 0 && zeros[highest] == words && 4 * zeros[high] >= 3 * words && 4 * zeros[low] <= words;
  };
  if (is_utf_32(3, 2, 0)) return "UTF-32LE";
  if (is_utf_32(0, 1, 3)) return "UTF-32BE";
  const std::size_t even = zeros[0] + zeros[2];
  const std::size_t odd = zeros[1] + zeros[3];
  const std::size_t many = std::max<std::size_t>(2, words);  // half of the units
  if (odd >= many && odd > 4 * even) return "UTF-16LE";
  if (even >= many && even > 4 * odd) return "UTF-16BE";
  return "UTF-8";
}

decoded_text::decoded_text(std::string encoding, std::string file)
    : encoding_(std::move(encoding)), file_(std::move(file)) {
  if (!encoding_.empty()) decoder_ = decoder_for(encoding_);
}

void decoded_text::append(std::string_view piece, bool last, csv_batch& into) {
  if (begun_) return decoder_ ? decoder_->decode(piece, last, into) : into.append(piece);
  first_bytes_ += piece;
  if (first_bytes_.size() < bytes_to_know_file_by && !last) return;
  const std::string kind = other_kind_of_file(first_bytes_);
  if (!kind.empty()) throw std::runtime_error(file_ + ' ' + kind);
  if (encoding_.empty()) decoder_ = decoder_for(encoding_of(first_bytes_));
  begun_ = true;
  append(std::exchange(first_bytes_, {}), last, into);
}

}  // namespace cxmetrics::detail
