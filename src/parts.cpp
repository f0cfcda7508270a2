// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/detail/parts.hpp>

#include <algorithm>
#include <exception>
#include <thread>

namespace cxmetrics::detail {

std::size_t parts_for(std::size_t rows, unsigned threads, std::size_t least_rows) noexcept {
  if (threads == 0) threads = std::thread::hardware_concurrency();
  return std::clamp<std::size_t>(rows / least_rows, 1, std::max(threads, 1U));
}

void run_parts(std::size_t parts, function_ref<void(std::size_t)> run) {
  std::vector<std::exception_ptr> failures(parts);
  const auto guarded = [&](std::size_t part) {
    try {
      run(part);
    } catch (...) {
      failures[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    threads.reserve(parts);
    for (std::size_t part = 1; part < parts; ++part) threads.emplace_back(guarded, part);
    if (parts > 0) guarded(0);
  }
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace cxmetrics::detail
