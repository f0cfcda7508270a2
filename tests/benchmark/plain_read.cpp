// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "plain_read.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <limits>
#include <thread>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace cxmetrics::benchmarks {

namespace {

std::uint64_t sum_of(std::span<const std::byte> memory) {
  std::uint64_t sum = 0;
  const std::size_t words = memory.size() / sizeof sum;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t word;
    std::memcpy(&word, memory.data() + i * sizeof word, sizeof word);
    sum += word;
  }
  for (const std::byte rest : memory.subspan(words * sizeof sum)) sum += std::to_integer<std::uint64_t>(rest);
  return sum;
}

double mebibytes_of(std::string_view field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field)) return std::stod(line.substr(field.size())) / 1024;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::uint64_t plain_read(std::span<const std::byte> memory, unsigned threads) {
  if (threads < 2) return sum_of(memory);
  std::vector<std::uint64_t> sums(threads);
  {
    std::vector<std::jthread> workers;
    const std::size_t share = (memory.size() / threads + 63) / 64 * 64;
    for (unsigned i = 0; i < threads; ++i) {
      const std::size_t first = std::min(i * share, memory.size());
      const std::size_t size =
          i + 1 == threads ? memory.size() - first : std::min(share, memory.size() - first);
      workers.emplace_back([&sum = sums[i], part = memory.subspan(first, size)] { sum = sum_of(part); });
    }
  }
  std::uint64_t total = 0;
  for (const std::uint64_t sum : sums) total += sum;
  return total;
}

std::uint64_t plain_read_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  file.rdbuf()->pubsetbuf(nullptr, 0);
  std::vector<char> block(std::size_t{1} << 18);
  std::uint64_t sum = 0;
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
    sum += sum_of(std::as_bytes(std::span(block)).first(static_cast<std::size_t>(file.gcount())));
  }
  return sum;
}

void peak_memory::start() {
#if defined(__GLIBC__)
  malloc_trim(0);  // what an earlier benchmark gave back would otherwise hide what this one takes
#endif
  std::ofstream("/proc/self/clear_refs") << 5;  // Linux: the high-water mark falls to what is held now
  before_ = mebibytes_of("VmRSS:");
}

double peak_memory::mebibytes() const {
  const double more = mebibytes_of("VmHWM:") - before_;
  return more < 0 ? 0 : more;
}

}  // namespace cxmetrics::benchmarks
