// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/state_bytes.hpp>
#include <cxmetrics/survey/paired_tally.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <rapidcheck.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace tests_of_state_bytes {
namespace cx = cxmetrics;

namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

std::vector<std::byte> bytes_of_text(const std::string& text) {
  std::vector<std::byte> bytes;
  for (const char letter : text) bytes.push_back(static_cast<std::byte>(letter));
  return bytes;
}

void check_refused(const std::vector<std::byte>& bytes, const std::string& reason) {
  CHECK_THROWS_AS(cx::snapshot_of_bytes(bytes), cx::snapshot_error);
  CHECK_THROWS_WITH(cx::snapshot_of_bytes(bytes), cx::tests::contains(reason));
}

void check_refused_json(const std::string& json, const std::string& reason) {
  INFO(json);
  CHECK_THROWS_AS(cx::snapshot_of_json(json), cx::snapshot_error);
  CHECK_THROWS_WITH(cx::snapshot_of_json(json), cx::tests::contains(reason));
}

std::string with(std::string json, const std::string& old, const std::string& now) {
  const std::size_t at = json.find(old);
  REQUIRE(at != std::string::npos);
  return json.replace(at, old.size(), now);
}

const cx::snapshot example{"tally", 1, {-1, 1}, {7, 0, 5, 3, most}};
const std::string example_json =
    R"({"format": "cxmetrics state", "version": 1, "type": "tally", "layout": 1, "parameters": [-1, 1], )"
    R"("words": [7, 0, 5, 3, "18446744073709551615"], "crc32": 381791267})";

cx::snapshot any_snapshot() {
  cx::snapshot result;
  result.type = *rc::gen::nonEmpty(rc::gen::container<std::string>(
      rc::gen::suchThat(rc::gen::inRange(' ', '~'), [](char c) { return c != '"' && c != '\\'; })));
  result.layout = *rc::gen::arbitrary<std::uint32_t>();
  result.parameters = *rc::gen::arbitrary<std::vector<std::int64_t>>();
  result.words = *rc::gen::arbitrary<std::vector<std::uint64_t>>();
  if (*rc::gen::arbitrary<bool>()) {
    result.parameters.push_back(std::numeric_limits<std::int64_t>::min());
    result.words.push_back(most);
  }
  return result;
}

}  // namespace

TEST_CASE("a snapshot goes out in bytes and in JSON and comes in again", "[state_bytes]") {
  const auto ok = rc::check("any snapshot", [] {
    const cx::snapshot stored = any_snapshot();
    const std::vector<std::byte> bytes = cx::bytes_of(stored);
    RC_ASSERT(cx::snapshot_of_bytes(bytes) == stored);
    RC_ASSERT(cx::snapshot_of_json(cx::json_of(stored)) == stored);
    RC_ASSERT(bytes.size() % 8 == 4);
  });
  REQUIRE(ok);
  cx::tally tally{cx::zero_to_ten};
  tally.record(9, 12);
  CHECK(cx::state_of_bytes<cx::tally>(cx::bytes_of(tally)) == tally);
  CHECK(cx::state_of_json<cx::tally>(cx::json_of(tally)) == tally);
  CHECK_THROWS_AS(cx::state_of_bytes<cx::paired_tally>(cx::bytes_of(tally)), cx::snapshot_error);
}

// Made by hand; the checksum by Python's zlib.crc32.
TEST_CASE("the bytes of a snapshot are those of the documents", "[state_bytes]") {
  const std::vector<int> expected{
      'C',  'X',  'M',  'S',  1,    0,    5,    0,    1,    0,    0,    0,   2,   0, 0, 0,
      5,    0,    0,    0,    0,    0,    0,    0,    't',  'a',  'l',  'l', 'y', 0, 0, 0,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1,    0,    0,    0,   0,   0, 0, 0,
      7,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,   0,   0, 0, 0,
      5,    0,    0,    0,    0,    0,    0,    0,    3,    0,    0,    0,   0,   0, 0, 0,
      0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x23, 0xac, 0xc1, 0x16};
  std::vector<int> bytes;
  for (const std::byte each : cx::bytes_of(example)) bytes.push_back(std::to_integer<int>(each));
  CHECK(bytes == expected);
  CHECK(cx::json_of(example) == example_json);
}

TEST_CASE("every beginning of the bytes of a state, and every change of a bit, is refused", "[state_bytes]") {
  const std::vector<std::byte> good = cx::bytes_of(example);
  for (std::size_t size = 0; size < good.size(); ++size) {
    INFO(size);
    check_refused({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)},
                  size == 0 ? "do not begin with CXMS" : "cut short");
  }
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::vector<std::byte> altered = good;
      altered[at] ^= std::byte{1} << bit;
      CHECK_THROWS_AS(cx::snapshot_of_bytes(altered), cx::snapshot_error);
    }
  }
}

TEST_CASE("bytes that are no state of this version are refused with the reason", "[state_bytes]") {
  const std::vector<std::byte> good = cx::bytes_of(example);
  check_refused(bytes_of_text("SQLite format 3"), "do not begin with CXMS");
  std::vector<std::byte> bytes = good;
  bytes.push_back(std::byte{});
  check_refused(bytes, "a state of 92 bytes with 1 more behind it");
  bytes = good;
  bytes[4] = std::byte{2};
  check_refused(bytes, "a state in format 2; known is format 1");
  bytes = good;
  bytes[50] = std::byte{1};
  check_refused(bytes, "altered: its checksum is");
  for (const std::size_t at : {12U, 16U}) {  // more words than memory holds are not asked for
    bytes = good;
    for (std::size_t byte = at; byte < at + 4; ++byte) bytes[byte] = std::byte{0xff};
    if (at == 16) {
      for (std::size_t byte = 20; byte < 24; ++byte) bytes[byte] = std::byte{0xff};
    }
    check_refused(bytes, "cut short: 92 bytes for");
  }
}

TEST_CASE("a type that could not be read again is not written", "[state_bytes]") {
  for (const std::string& type : {std::string(), std::string("a\"b"), std::string("a\\b"), std::string("a\n"),
                                  std::string("\xc3\xa4"), std::string(65536, 'a')}) {
    cx::snapshot stored = example;
    stored.type = type;
    CHECK_THROWS_AS(cx::bytes_of(stored), cx::contract_error);
    CHECK_THROWS_AS(cx::json_of(stored), cx::contract_error);
  }
}

TEST_CASE("a state in JSON is read whatever the order and the space", "[state_bytes]") {
  CHECK(cx::snapshot_of_json("\n{\"words\" :[ 7,0,5,\t\"3\",\"18446744073709551615\"],\"crc32\":381791267,"
                             "\"layout\":1,\"type\":\"tally\",\"version\":1, \"parameters\":[\"-1\",1],"
                             "\"format\":\"cxmetrics state\"} \r\n") == example);
}

TEST_CASE("JSON that is no state of this version is refused with the reason", "[state_bytes]") {
  const std::string& good = example_json;
  for (std::size_t size = 0; size < good.size(); ++size)
    check_refused_json(good.substr(0, size), size < 2 ? "cut short" : "");
  check_refused_json("", "cut short");
  check_refused_json("{}", "'}' has no place in it");
  check_refused_json("[1, 2]", "'[1, 2]' has no place in it");
  check_refused_json(std::string(100000, '['), "has no place in it");
  check_refused_json(good + "x", "'x' has no place in it");
  check_refused_json(R"({"name": "Ada"})", "no member \"name\"");
  check_refused_json(with(good, "cxmetrics state", "another"), "its format is not \"cxmetrics state\"");
  check_refused_json(with(good, "\"version\": 1", "\"version\": 2"),
                     "a state in format 2; known is format 1");
  check_refused_json(with(good, "\"layout\": 1, ", ""), "a member is missing");
  check_refused_json(with(good, "\"layout\": 1", "\"version\": 1"), "with a member twice");
  check_refused_json(with(good, "[7", "[8"), "altered: its checksum is");
  check_refused_json(with(good, "tally", "Tally"), "altered: its checksum is");
  check_refused_json(with(good, "[7", "[7.5"), "'.5, 0, 5, 3, ");
  check_refused_json(with(good, "[7", "[07"), "'07, 0, 5, 3, ");
  check_refused_json(with(good, "[7", "[-7"), "'-7, 0, 5, 3, ");
  check_refused_json(with(good, "[-1", "[-0"), "'-0, 1]");
  check_refused_json(with(good, "[7", "[18446744073709551616"), "does not fit its place");
  check_refused_json(with(good, "[7", "[\"7"), "' has no place in it");
  check_refused_json(with(good, "[7, ", "[7, ["), "'[0, 5, 3, ");
  check_refused_json(with(good, "3, ", "3,, "), "', \"18446744073709551");
}

}  // namespace tests_of_state_bytes
