// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "help.hpp"
#include "option_table.hpp"
#include "options.hpp"

#include <cxmetrics/report/wrapped.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

constexpr std::size_t text_column = 26;

std::string lines_of(const option_line& option) {
  std::string line = fmt::format("  --{} {}", option.name, option.argument);
  if (line.size() + 2 > text_column) {
    const std::string indent(text_column, ' ');
    return line + '\n' + cxmetrics::wrapped(indent + option.text, 80, text_column) + '\n';
  }
  line.resize(text_column, ' ');
  return cxmetrics::wrapped(line + option.text, 80, text_column) + '\n';
}

std::string options_of(std::string_view topic) {
  std::string text;
  for (const option_line& option : option_table()) {
    if (option.is_of(topic)) text += lines_of(option);
  }
  return text;
}

std::string page_of(const help_topic& topic) {
  const std::string options = options_of(topic.name);
  return fmt::format("{}\n\n{}{}{}", topic.title, topic.text,
                     topic.text.empty() || options.empty() ? "" : "\n", options);
}

std::string everything() {
  std::string text;
  for (const help_topic& topic : help_topics()) {
    if (topic.name == "all") continue;
    if (!text.empty()) text += '\n';
    text += fmt::format("{}\n\n{}", topic.title, topic.text);
    bool first = !topic.text.empty();
    for (const option_line& option : option_table()) {
      if (option.topics.substr(0, option.topics.find(' ')) != topic.name) continue;
      if (std::exchange(first, false)) text += '\n';
      text += lines_of(option);
    }
  }
  return text;
}

}  // namespace

std::string first_page() {
  return fmt::format(
      R"(cxreport: NPS, CSAT, CES and churn of a CSV file, each with its interval

  cxreport FILE --metric METRIC --score COLUMN [OPTION]...
  cxreport FILE --metric churn --start COLUMN --end COLUMN --period PERIOD
  cxreport FILE            every metric in a file with columns metric and score

{}
{}
)",
      options_of("usual"),
      cxmetrics::wrapped(
          fmt::format("cxreport --help TOPIC tells more of {}", fmt::join(topic_names(), ", ")), 80, 0));
}

std::string help_on(const std::string& topic) {
  if (topic.empty()) return first_page();
  if (topic == "man") return manual_page();
  if (topic == "completion") return bash_completion();
  if (topic == "all") return everything();
  for (const help_topic& each : help_topics()) {
    if (each.name == topic) return page_of(each);
  }
  throw usage_error(unknown("topic", topic, topic_names()));
}

}  // namespace cxreport
