// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_JSON_HPP
#define CXMETRICS_TESTS_SUPPORT_JSON_HPP

#include <cctype>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::tests {

// A strict reader of JSON (RFC 8259), to read back what the library wrote.
struct json {
  enum class kind { null, truth, number, text, array, object };
  kind is = kind::null;
  double number = 0;                      // of a truth, 0 or 1
  std::string text{};                     // also of a number, as written
  std::vector<json> items{};              // of an array
  std::map<std::string, json> members{};  // of an object; a name that occurs twice is refused
  std::vector<std::string> names{};       // in the order written

  const json& operator[](std::string_view name) const { return members.at(std::string(name)); }
  const json& operator[](std::size_t index) const { return items.at(index); }
};

class json_reader {
 public:
  static json read(std::string_view text) {
    json_reader reader{text};
    json result = reader.value();
    reader.skip_space();
    if (!reader.left_.empty()) reader.fail();
    return result;
  }

 private:
  explicit json_reader(std::string_view text) : left_(text) {}

  [[noreturn]] void fail() const {
    throw std::runtime_error("no JSON at: " + std::string(left_.substr(0, 40)));
  }
  void skip_space() { left_.remove_prefix(std::min(left_.find_first_not_of(" \t\r\n"), left_.size())); }
  bool accept(std::string_view token) {
    if (!left_.starts_with(token)) return false;
    left_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    skip_space();
    if (!accept(token)) fail();
  }

  json value() {
    skip_space();
    json result;
    if (accept("null")) return result;
    result.is = json::kind::truth;
    if (accept("false")) return result;
    if (accept("true")) {
      result.number = 1;
      return result;
    }
    if (left_.starts_with('"')) {
      result.is = json::kind::text;
      result.text = string();
    } else if (accept("[")) {
      result.is = json::kind::array;
      list("]", [&] { result.items.push_back(value()); });
    } else if (accept("{")) {
      result.is = json::kind::object;
      list("}", [&] {
        skip_space();
        std::string name = string();
        expect(":");
        if (!result.members.emplace(name, value()).second) fail();
        result.names.push_back(std::move(name));
      });
    } else {
      result.is = json::kind::number;
      result.text = number();
      result.number = std::strtod(result.text.c_str(), nullptr);
    }
    return result;
  }

  template <class Item>
  void list(std::string_view close, Item item) {
    skip_space();
    if (accept(close)) return;
    do item();
    while ((skip_space(), accept(",")));
    expect(close);
  }

  std::string string() {
    expect("\"");
    std::string result;
    while (!accept("\"")) {
      if (left_.empty() || static_cast<unsigned char>(left_.front()) < 0x20) fail();
      if (accept("\\u")) {
        const std::string digits{left_.substr(0, 4)};
        if (digits.size() != 4 || digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
          fail();
        result += "<U+" + digits + ">";
        left_.remove_prefix(4);
      } else if (accept("\\")) {
        if (left_.empty() || std::string_view("\"\\/bfnrt").find(left_.front()) == std::string_view::npos)
          fail();
        result += left_.front();
        left_.remove_prefix(1);
      } else {
        result += left_.front();
        left_.remove_prefix(1);
      }
    }
    return result;
  }

  std::string number() {
    const std::string_view begin = left_;
    accept("-");
    if (!accept("0")) digits();
    if (accept(".")) digits();
    if (accept("e") || accept("E")) {
      if (!accept("+")) accept("-");
      digits();
    }
    return std::string(begin.substr(0, begin.size() - left_.size()));
  }
  void digits() {
    if (left_.empty() || std::isdigit(static_cast<unsigned char>(left_.front())) == 0) fail();
    while (!left_.empty() && std::isdigit(static_cast<unsigned char>(left_.front())) != 0)
      left_.remove_prefix(1);
  }

  std::string_view left_;
};

}  // namespace cxmetrics::tests

#endif
