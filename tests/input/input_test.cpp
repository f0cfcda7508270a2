// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"
#include "support/temporary_file.hpp"

#include <cxmetrics/input/input.hpp>

#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace tests_of_input {
namespace cx = cxmetrics;
using cx::tests::temporary_file;

namespace {

std::string all_of(cx::input& from, std::size_t block) {
  std::string result;
  std::string buffer(block, '\0');
  while (const std::size_t size = from.read(std::span{buffer})) result.append(buffer, 0, size);
  CHECK(from.read(std::span{buffer}) == 0);
  return result;
}

// "hello, hello, hello\n" and "twice\n", each packed by gzip.
constexpr unsigned char packed[] = {0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48,
                                    0xCD, 0xC9, 0xC9, 0xD7, 0x51, 0xC8, 0x40, 0xA2, 0xB8, 0x00, 0xE7, 0x42,
                                    0x6E, 0x52, 0x14, 0x00, 0x00, 0x00, 0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00,
                                    0x00, 0x00, 0x02, 0x03, 0x2B, 0x29, 0xCF, 0x4C, 0x4E, 0xE5, 0x02, 0x00,
                                    0xA7, 0x69, 0x63, 0x9E, 0x06, 0x00, 0x00, 0x00};
constexpr std::string_view unpacked = "hello, hello, hello\ntwice\n";
const std::string packed_text{reinterpret_cast<const char*>(packed), sizeof packed};

}  // namespace

TEST_CASE("a file is read in order and once, in blocks of any size", "[input]") {
  const std::string text = "first line\nsecond\n";
  for (const std::string& content : {std::string{}, std::string{"x"}, std::string{"xy"}, text}) {
    const temporary_file file{content};
    for (const std::size_t block : {1u, 2u, 3u, 7u, 1000u}) {
      cx::input from{file.path()};
      CHECK(from.name() == file.path());
      CHECK(all_of(from, block) == content);
    }
  }
}

TEST_CASE("a file that cannot be read is named", "[input]") {
  CHECK_THROWS_AS(cx::input{"/no/such/file.csv"}, std::system_error);
  CHECK_THROWS_WITH(cx::input{"/no/such/file.csv"},
                    "cannot open /no/such/file.csv: No such file or directory");
  cx::input folder{std::filesystem::temp_directory_path().string()};
  char byte;
  CHECK_THROWS_AS(folder.read({&byte, 1}), std::system_error);
}

TEST_CASE("a dash is standard input", "[input]") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const int kept = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  std::thread writer{[to = ends[1]] {
    for (const char c : std::string_view{"slowly"}) {
      if (::write(to, &c, 1) != 1) break;
    }
    ::close(to);
  }};
  {
    cx::input from{"-"};
    CHECK(from.name() == "standard input");
    CHECK(all_of(from, 4) == "slowly");
  }
  writer.join();
  ::dup2(kept, STDIN_FILENO);
  ::close(kept);
  ::close(ends[0]);
}

#ifdef CXMETRICS_HAS_ZLIB

TEST_CASE("gzip is unpacked on the way, all of its members", "[input]") {
  const temporary_file file{packed_text};
  for (const std::size_t block : {1u, 5u, 1000u}) {
    cx::input from{file.path()};
    CHECK(all_of(from, block) == unpacked);
  }
}

TEST_CASE("zeros after gzip data are padding", "[input]") {
  for (const std::size_t zeros : {1u, 511u, 200'000u}) {
    for (const bool between : {false, true}) {
      std::string padded = packed_text;
      padded.insert(between ? 30 : padded.size(), zeros, '\0');
      const temporary_file file{padded};
      for (const std::size_t block : {1u, 1000u}) {
        cx::input from{file.path()};
        CHECK(all_of(from, block) == unpacked);
      }
    }
  }
  const temporary_file file{packed_text + std::string(10, '\0') + "text"};
  cx::input from{file.path()};
  CHECK_THROWS_AS(all_of(from, 100), std::runtime_error);
}

TEST_CASE("gzip data that is cut or damaged is refused", "[input]") {
  for (std::size_t size = 2; size < sizeof packed; ++size) {
    const temporary_file file{packed_text.substr(0, size)};
    cx::input from{file.path()};
    CAPTURE(size);
    const std::size_t first_member = 30;
    if (size == first_member) {
      CHECK(all_of(from, 100) == unpacked.substr(0, 20));
    } else {
      CHECK_THROWS_AS(all_of(from, 100), std::runtime_error);
    }
  }
  std::string damaged = packed_text;
  damaged[15] = static_cast<char>(damaged[15] ^ 0x55);
  const temporary_file file{damaged};
  cx::input from{file.path()};
  CHECK_THROWS_AS(all_of(from, 100), std::runtime_error);
}

#endif

TEST_CASE("how much of a file has been read is known, packed or not", "[input]") {
  for (const std::string& content : {std::string{"first line\nsecond\n"}, packed_text}) {
    const temporary_file file{content};
    cx::input from{file.path()};
    CHECK(from.size() == content.size());
    CHECK(from.bytes_read() == 0);
    all_of(from, 1000);
#ifndef CXMETRICS_HAS_ZLIB
    if (content == packed_text) continue;
#endif
    CHECK(from.bytes_read() == content.size());
  }
}

}  // namespace tests_of_input
