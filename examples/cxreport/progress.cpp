// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unistd.h>

namespace cxreport {
namespace {

using namespace std::chrono_literals;

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string to_string(const progress_state& state) {
  const bool known = state.bytes_in_all > 0;
  const double share =
      known ? std::min(1.0, static_cast<double>(state.bytes) / static_cast<double>(state.bytes_in_all)) : 0;
  std::string text;
  if (known) text += fmt::format("{:3.0f} %  ", std::floor(100 * share));
  text += grouped(state.rows) + " rows";
  if (state.seconds > 0) {
    const double speed = static_cast<double>(state.rows) / state.seconds;
    text += fmt::format("  {} rows/s", grouped(static_cast<std::uint64_t>(speed)));
    if (share > 0) text += fmt::format("  {} left", duration_text(state.seconds * (1 - share) / share));
  }
  return text;
}

progress::progress(std::FILE* terminal, std::uint64_t bytes_in_all)
    : terminal_(terminal != nullptr && ::isatty(::fileno(terminal)) != 0 ? terminal : nullptr),
      bytes_in_all_(bytes_in_all),
      begin_(clock::now()),
      next_(begin_ + 500ms) {}

progress::~progress() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", terminal_);
  std::fflush(terminal_);
}

void progress::update(std::uint64_t bytes, std::uint64_t rows) {
  if (terminal_ == nullptr) return;
  const clock::time_point now = clock::now();
  if (now < next_) return;
  next_ = now + 100ms;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  // Not fmt::print, which throws where the terminal has gone away.
  std::fputs(fmt::format("\r{}\x1b[K", to_string({bytes, bytes_in_all_, rows, seconds})).c_str(), terminal_);
  std::fflush(terminal_);
}

}  // namespace cxreport
