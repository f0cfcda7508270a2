// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_TESTS_SUPPORT_XML_HPP
#define CXMETRICS_TESTS_SUPPORT_XML_HPP

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics::tests {

// A strict reader of the XML that the library writes: elements, attributes in double quotes, texts.
struct xml {
  std::string name{};
  std::map<std::string, std::string> attributes{};
  std::string text{};  // its own, unescaped, without that of its children
  std::vector<xml> children{};

  std::string get(const std::string& attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? "" : found->second;
  }
  double number(const std::string& attribute) const { return std::stod(attributes.at(attribute)); }

  // The element itself and all below it, in the order of the text.
  std::vector<const xml*> all(const std::string& called = "") const {
    std::vector<const xml*> found;
    if (called.empty() || name == called) found.push_back(this);
    for (const xml& child : children) {
      for (const xml* element : child.all(called)) found.push_back(element);
    }
    return found;
  }
  std::vector<const xml*> of_class(const std::string& look) const {
    std::vector<const xml*> found;
    for (const xml* element : all()) {
      if ((' ' + element->get("class") + ' ').find(' ' + look + ' ') != std::string::npos)
        found.push_back(element);
    }
    return found;
  }
};

class xml_reader {
 public:
  static xml read(std::string_view text) {
    xml_reader reader{text};
    reader.skip_space();
    xml root = reader.element();
    reader.skip_space();
    if (!reader.left_.empty()) reader.fail("text after the end");
    return root;
  }

 private:
  explicit xml_reader(std::string_view text) : left_(text) {}

  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error("no XML, " + why + ": " + std::string(left_.substr(0, 40)));
  }
  void skip_space() { left_.remove_prefix(std::min(left_.find_first_not_of(" \t\r\n"), left_.size())); }
  bool accept(std::string_view token) {
    if (!left_.starts_with(token)) return false;
    left_.remove_prefix(token.size());
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail("expected " + std::string(token));
  }
  std::string until(std::string_view stop) {
    const std::size_t end = left_.find_first_of(stop);
    if (end == 0 || end == std::string_view::npos) fail("a name is missing");
    std::string result(left_.substr(0, end));
    left_.remove_prefix(end);
    return result;
  }

  char character() {
    if (left_.front() == '<') fail("< in text");
    if (left_.front() != '&') {
      const char c = left_.front();
      if (static_cast<unsigned char>(c) < 0x20 && c != '\n') fail("a control character");
      left_.remove_prefix(1);
      return c;
    }
    if (accept("&lt;")) return '<';
    if (accept("&gt;")) return '>';
    if (accept("&quot;")) return '"';
    if (accept("&#39;")) return '\'';
    expect("&amp;");
    return '&';
  }

  xml element() {
    expect("<");
    xml result;
    result.name = until(" />\n");
    for (skip_space(); !left_.starts_with('>') && !left_.starts_with('/'); skip_space()) {
      const std::string name = until("= \n>");
      expect("=\"");
      std::string value;
      while (!left_.empty() && left_.front() != '"') value += character();
      expect("\"");
      if (!result.attributes.emplace(name, value).second) fail("an attribute twice");
    }
    if (accept("/>")) return result;
    expect(">");
    while (!left_.starts_with("</")) {
      if (left_.empty()) fail("no end of " + result.name);
      if (left_.front() == '<') {
        result.children.push_back(element());
      } else {
        result.text += character();
      }
    }
    expect("</");
    expect(result.name);
    expect(">");
    return result;
  }

  std::string_view left_;
};

}  // namespace cxmetrics::tests

#endif
