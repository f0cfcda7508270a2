// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Do the documents tell the truth? A block of code must be an excerpt of a file that is compiled and run; what
// follows `$ command` must be what the command prints, started in the folder of the sample data.
#include "support/catch.hpp"

#include <cxmetrics/survey/ces.hpp>
#include <cxmetrics/survey/csat.hpp>
#include <cxmetrics/survey/nps.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path root = CXMETRICS_SOURCE_DIR;

struct block {
  std::string where;     // file and line
  std::string language;  // what follows the fence
  std::vector<std::string> lines;
};

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string_view without_spaces_around(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  if (first == line.npos) return {};
  return line.substr(first, line.find_last_not_of(' ') - first + 1);
}

std::vector<block> blocks_of(const fs::path& document) {
  std::vector<block> blocks;
  bool inside = false;
  int number = 0;
  for (const std::string& line : lines_of(text_of(document))) {
    ++number;
    const std::string_view stripped = without_spaces_around(line);
    if (stripped.substr(0, 3) == "```") {
      inside = !inside;
      if (inside) {
        blocks.push_back({document.filename().string() + ':' + std::to_string(number),
                          std::string(stripped.substr(3)),
                          {}});
      }
    } else if (inside) {
      blocks.back().lines.push_back(line);
    }
  }
  return blocks;
}

std::vector<fs::path> documents() {
  std::vector<fs::path> result{root / "README.md"};
  for (const auto& entry : fs::recursive_directory_iterator(root / "docs")) {
    if (entry.path().extension() == ".md") result.push_back(entry.path());
  }
  return result;
}

std::vector<block> all_blocks() {
  std::vector<block> blocks;
  for (const fs::path& document : documents()) {
    for (const block& each : blocks_of(document)) blocks.push_back(each);
  }
  return blocks;
}

// The text outside of blocks.
std::string prose_of(const fs::path& document) {
  std::string prose;
  bool inside = false;
  for (const std::string& line : lines_of(text_of(document))) {
    if (without_spaces_around(line).substr(0, 3) == "```") inside = !inside;
    if (!inside) prose += line + '\n';
  }
  return prose;
}

// What GitHub calls the headings: small letters and digits, with hyphens for spaces.
std::vector<std::string> anchors_of(const fs::path& document) {
  std::vector<std::string> anchors;
  for (const std::string& line : lines_of(prose_of(document))) {
    if (line.substr(0, 1) != "#") continue;
    std::string anchor;
    for (const char letter : line.substr(line.find_first_not_of("# "))) {
      if (letter == ' ') anchor += '-';
      if (letter >= 'A' && letter <= 'Z') anchor += static_cast<char>(letter - 'A' + 'a');
      if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
          static_cast<unsigned char>(letter) >= 0x80) {
        anchor += letter;
      }
    }
    anchors.push_back(anchor);
  }
  return anchors;
}

// The lines occur in the source in this order; others may stand between them.
bool is_excerpt(const block& block, const std::vector<std::string>& source) {
  auto at = source.begin();
  for (const std::string& line : block.lines) {
    const std::string_view wanted = without_spaces_around(line);
    if (wanted.empty()) continue;
    while (at != source.end() && without_spaces_around(*at) != wanted) ++at;
    if (at == source.end()) return false;
    ++at;
  }
  return true;
}

bool is_excerpt_of_any(const block& block, const std::vector<std::string>& extensions) {
  for (const char* room : {"examples", "include", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
      for (const std::string& extension : extensions) {
        if (entry.path().string().ends_with(extension) &&
            is_excerpt(block, lines_of(text_of(entry.path())))) {
          return true;
        }
      }
    }
  }
  return false;
}

// "NPS 29.2 [25.4, 32.8] (n = 1,595)" has 29.2, 25.4, 32.8 and 1,595.
std::vector<std::string> numbers_in(const std::string& text) {
  static const std::regex number("[0-9]+([.,][0-9]+)*");
  std::vector<std::string> numbers;
  for (std::sregex_iterator at(text.begin(), text.end(), number); at != std::sregex_iterator(); ++at)
    numbers.push_back(at->str());
  return numbers;
}

std::string output_of(const std::string& command) {
  const std::string line = "cd '" + (root / "examples/data").string() +
                           "' && PATH='" CXMETRICS_PROGRAMS "':\"$PATH\" && export TZ=UTC && " + command;
  std::string output;
  if (FILE* pipe = popen(line.c_str(), "r")) {
    char piece[4096];
    while (const std::size_t size = std::fread(piece, 1, sizeof piece, pipe)) output.append(piece, size);
    pclose(pipe);
  }
  return output;
}

}  // namespace

TEST_CASE("every block of code in the documents is an excerpt of a file that is compiled", "[documents]") {
  for (const block& each : all_blocks()) {
    INFO(each.where);
    if (each.language == "cpp") CHECK(is_excerpt_of_any(each, {".cpp", ".hpp"}));
    if (each.language == "cmake") CHECK(is_excerpt_of_any(each, {"CMakeLists.txt"}));
    if (each.language == "python") CHECK(is_excerpt_of_any(each, {".py"}));
  }
}

TEST_CASE("a program in the documents is a whole file", "[documents]") {
  for (const block& each : all_blocks()) {
    if (std::none_of(each.lines.begin(), each.lines.end(),
                     [](const std::string& line) { return line.starts_with("int main("); })) {
      continue;
    }
    INFO(each.where);
    bool found = false;
    for (const auto& entry : fs::directory_iterator(root / "examples")) {
      auto lines = lines_of(entry.is_regular_file() ? text_of(entry.path()) : "");
      if (!lines.empty()) lines.erase(lines.begin());  // the copyright
      found = found || lines == each.lines;
    }
    CHECK(found);
  }
}

TEST_CASE("the tables of metrics name the standard intervals", "[documents]") {
  namespace cx = cxmetrics;
  const std::map<std::string, cx::metric> metrics{
      {"ces", cx::ces},
      {"ces_percent_easy", cx::ces_percent_easy},
      {"ces_net_easy", cx::ces_net_easy},
      {"ces_effort", cx::ces_effort},
      {"csat", cx::csat},
      {"top_box(scale, k)", cx::top_box(cx::one_to_five, 2)},
      {"bottom_box(scale, k)", cx::bottom_box(cx::one_to_five, 2)},
      {"net_satisfaction", cx::net_satisfaction},
      {"csat_mean", cx::csat_mean},
      {"csat_percent_of_maximum", cx::csat_percent_of_maximum}};
  std::size_t seen = 0;
  for (const fs::path& document : documents()) {
    bool inside = false;
    for (const std::string& line : lines_of(prose_of(document))) {
      if (line == "| name | what it is | in | interval |") inside = true;
      if (line.empty()) inside = false;
      if (!inside || !line.starts_with("| `")) continue;
      INFO(document << ": " << line);
      const auto known = metrics.find(line.substr(3, line.find('`', 3) - 3));
      REQUIRE(known != metrics.end());
      const cx::metric& metric = known->second;
      cx::tally answers{metric.scale()};
      for (int score = metric.scale().low(); score <= metric.scale().high(); ++score)
        answers.record(score, 9);
      CHECK(line.ends_with("| " + std::string(cx::name_of(metric(answers).method)) + " |"));
      ++seen;
    }
  }
  CHECK(seen == metrics.size());
}

TEST_CASE("every command in the documents prints what is said", "[documents]") {
  for (const block& each : all_blocks()) {
    if (each.language != "console") continue;
    INFO(each.where);
    REQUIRE(!each.lines.empty());
    REQUIRE(each.lines.front().substr(0, 2) == "$ ");
    std::string command;
    std::string expected;
    for (const std::string& line : each.lines) {
      if (line.substr(0, 2) == "$ ") {
        if (!command.empty()) CHECK(output_of(command) == expected);
        command = line.substr(2);
        expected.clear();
      } else {
        expected += line + '\n';
      }
    }
    CHECK(output_of(command) == expected);
  }
}

TEST_CASE("the words of every type of state are described", "[documents]") {
  const std::string described = text_of(root / "docs" / "engines.md");
  int types = 0;
  for (const std::string& line : lines_of(text_of(root / "tests" / "data" / "state_bytes.csv"))) {
    if (line.empty() || line.front() != '"' || line.find("breakdown of") == 1) continue;
    INFO(line);
    CHECK(described.find('`' + line.substr(1, line.find('"', 1) - 1) + '`') != std::string::npos);
    ++types;
  }
  CHECK(types >= 16);
}

TEST_CASE("what the tour says in numbers is what its commands print", "[documents]") {
  std::set<std::string> printed;
  for (const block& each : blocks_of(root / "docs/tour.md")) {
    CHECK(each.language == "console");
    for (const std::string& line : each.lines) {
      for (const std::string& number : numbers_in(line)) printed.insert(number);
    }
  }
  for (const std::string& number : numbers_in(prose_of(root / "docs/tour.md"))) {
    INFO(number);
    CHECK(printed.count(number) == 1);
  }
}

TEST_CASE("every block in the documents says what it is", "[documents]") {
  for (const block& each : all_blocks()) {
    INFO(each.where << ": " << each.language);
    const std::vector<std::string> known{"cpp", "cmake", "console", "sh",    "text",
                                         "csv", "json",  "mermaid", "python"};
    CHECK(std::find(known.begin(), known.end(), each.language) != known.end());
    // What a command prints is tested only where it is said to be that.
    const bool is_run = !each.lines.empty() && each.lines.front().starts_with("$ ");
    CHECK(is_run == (each.language == "console"));
  }
}

TEST_CASE("every link in the documents leads to a file, and to a heading in it", "[documents]") {
  for (const fs::path& document : documents()) {
    const std::string text = prose_of(document);
    for (std::size_t at = text.find("]("); at != text.npos; at = text.find("](", at + 1)) {
      const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
      if (target.find("://") != target.npos) continue;
      INFO(document << " -> " << target);
      const std::size_t hash = target.find('#');
      const fs::path file = hash == 0 ? document : document.parent_path() / target.substr(0, hash);
      CHECK(fs::exists(file));
      if (hash != target.npos) {
        const std::vector<std::string> anchors = anchors_of(file);
        CHECK(std::find(anchors.begin(), anchors.end(), target.substr(hash + 1)) != anchors.end());
      }
    }
  }
}
