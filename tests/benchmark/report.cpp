// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "report.hpp"

#include <fmt/format.h>

#include <cctype>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace cxmetrics::benchmarks {

namespace {

constexpr std::string_view begin_marker = "<!-- benchmark-report: begin -->\n";
constexpr std::string_view end_marker = "<!-- benchmark-report: end -->\n";

std::string name_of_processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "processor of unknown name";
}

std::string name_of_compiler() {
#if defined(__clang__)
  return "Clang " __clang_version__;
#elif defined(__GNUC__)
  return "GCC " __VERSION__;
#else
  return "compiler of unknown name";
#endif
}

// rows:200000000/threads:1 as "200,000,000 rows, 1 thread"
std::string sizes_of(const std::string& arguments) {
  std::string result;
  std::istringstream parts(arguments);
  for (std::string part; std::getline(parts, part, '/');) {
    const auto colon = part.find(':');
    if (colon == std::string::npos) continue;
    std::string number = part.substr(colon + 1);
    for (auto at = static_cast<std::ptrdiff_t>(number.size()) - 3; at > 0; at -= 3) {
      number.insert(static_cast<std::size_t>(at), 1, ',');
    }
    std::string noun = part.substr(0, colon);
    if (number == "1" && noun.ends_with('s')) noun.pop_back();
    result += fmt::format("{}{} {}", result.empty() ? "" : ", ", number, noun);
  }
  return result;
}

}  // namespace

bool report::ReportContext(const Context& context) {
#if defined(__GNUC__) && !defined(__OPTIMIZE__)
  throw std::runtime_error("a report on what was not optimized would be of no use");
#endif
  text_ += fmt::format("{}, {} threads", name_of_processor(), context.cpu_info.num_cpus);
  for (const auto& cache : context.cpu_info.caches) {
    text_ += fmt::format(", {}{} {} KiB", cache.type[0] == 'I' ? "L1i" : "L",
                         cache.type[0] == 'I' ? "" : std::to_string(cache.level), cache.size / 1024);
  }
  text_ += fmt::format("; {}, {}.\n", name_of_compiler(), CXMETRICS_BUILD_TYPE);
  return true;
}

void report::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    // Nothing where it is not known.
    const auto counter = [&](const char* name, auto&& as_text) {
      const auto found = run.counters.find(name);
      const bool is_known = found != run.counters.end() && found->second.value >= 0;
      return is_known ? as_text(found->second.value) : std::string{};
    };
    if (run.run_name.function_name != function_) {
      function_ = run.run_name.function_name;
      text_ += fmt::format(
          "\n**`{}`**\n\n| | ms | GB/s | of a plain read | peak MiB | |\n|---|--:|--:|--:|--:|---|\n",
          function_);
    }
    if (run.error_occurred) {
      text_ += fmt::format("| {} | | | | | {} |\n", sizes_of(run.run_name.args), run.error_message);
      continue;
    }
    std::string others;
    for (const auto& [name, value] : run.counters) {
      if (name != "best_ms" && name != "GB/s" && name != "of_read" && name != "peak_MiB") {
        others += fmt::format("{}{} {:.2f}", others.empty() ? "" : ", ", name, value.value);
      }
    }
    const auto three_digits = [](double value) {
      return value < 100 ? fmt::format("{:.3g}", value) : fmt::format("{:.0f}", value);
    };
    text_ +=
        fmt::format("| {} | {} | {} | {} | {} | {} |\n", sizes_of(run.run_name.args),
                    counter("best_ms", three_digits), counter("GB/s", three_digits),
                    counter("of_read", [](double value) { return fmt::format("{:.2f}", value); }),
                    counter("peak_MiB", [](double value) { return fmt::format("{:.0f}", value); }), others);
  }
}

void report::replace_in(const std::string& path) const {
  std::ifstream in(path, std::ios::binary);
  std::string document(std::istreambuf_iterator<char>(in), {});
  const auto begin = document.find(begin_marker);
  const auto end = document.find(end_marker);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    throw std::runtime_error(path + " has no markers for the report");
  }
  const auto from = begin + begin_marker.size();
  document.replace(from, end - from, "\n" + text_ + "\n");
  std::ofstream out(path, std::ios::binary);
  out << document << std::flush;
  if (!out) throw std::runtime_error(path + " cannot be written");
}

}  // namespace cxmetrics::benchmarks
