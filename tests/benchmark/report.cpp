// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <optional>
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
  machine_ = fmt::format("{}, {} threads", name_of_processor(), context.cpu_info.num_cpus);
  for (const auto& cache : context.cpu_info.caches) {
    machine_ += fmt::format(", {}{} {} KiB", cache.type[0] == 'I' ? "L1i" : "L",
                            cache.type[0] == 'I' ? "" : std::to_string(cache.level), cache.size / 1024);
  }
  machine_ += fmt::format("; {}, {}.\n", name_of_compiler(), CXMETRICS_BUILD_TYPE);
  return true;
}

void report::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    line& line = lines_[{run.family_index, run.per_family_instance_index}];
    line.function = run.run_name.function_name;
    line.sizes = sizes_of(run.run_name.args);
    if (run.error_occurred) line.error = run.error_message;
    for (const auto& [name, counter] : run.counters) {
      if (counter.value >= 0) line.found[name].push_back(counter.value);
    }
    if (run.counters.contains("of_read")) {
      line.found["read_ms"].push_back(run.counters.at("of_read") * run.counters.at("best_ms"));
    }
  }
}

// A line of a table; nothing in it where a figure is not known.
std::string report::text_of(const line& line) {
  const auto of_all = [&](const char* name, auto&& choose) {
    const auto values = line.found.find(name);
    return values == line.found.end() ? std::optional<double>{} : choose(values->second);
  };
  const auto three_digits = [](std::optional<double> value) {
    return !value ? "" : *value < 100 ? fmt::format("{:.3g}", *value) : fmt::format("{:.0f}", *value);
  };
  std::string others = line.error;
  for (auto [name, values] : line.found) {
    if (name == "best_ms" || name == "read_ms" || name == "GB/s" || name == "of_read" || name == "peak_MiB")
      continue;
    std::ranges::sort(values);
    others +=
        fmt::format("{}{} {}", others.empty() ? "" : ", ", name, three_digits(values[values.size() / 2]));
  }
  const auto work = of_all("best_ms", std::ranges::min);
  const auto read = of_all("read_ms", std::ranges::min);
  const auto peak = of_all("peak_MiB", std::ranges::max);
  return fmt::format("| {} | {} | {} | {} | {} | {} |\n", line.sizes, three_digits(work),
                     three_digits(of_all("GB/s", std::ranges::max)),
                     work && read ? fmt::format("{:.2f}", *read / *work) : "",
                     peak ? fmt::format("{:.0f}", *peak) : "", others);
}

void report::replace_in(const std::string& path) const {
  std::string tables = machine_;
  std::string function;
  for (const auto& [place, line] : lines_) {
    if (line.function != function) {
      function = line.function;
      tables += fmt::format(
          "\n**`{}`**\n\n| | ms | GB/s | of a plain read | peak MiB | |\n|---|--:|--:|--:|--:|---|\n",
          function);
    }
    tables += text_of(line);
  }
  std::ifstream in(path, std::ios::binary);
  std::string document(std::istreambuf_iterator<char>(in), {});
  const auto begin = document.find(begin_marker);
  const auto end = document.find(end_marker);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    throw std::runtime_error(path + " has no markers for the report");
  }
  const auto from = begin + begin_marker.size();
  document.replace(from, end - from, "\n" + tables + "\n");
  std::ofstream out(path, std::ios::binary);
  out << document << std::flush;
  if (!out) throw std::runtime_error(path + " cannot be written");
}

}  // namespace cxmetrics::benchmarks
