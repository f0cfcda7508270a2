// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "options.hpp"

#include <cxmetrics/report/text_style.hpp>
#include <cxmetrics/report/visible.hpp>
#include <cxmetrics/report/wrapped.hpp>
#include <cxmetrics/report/write_file.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace cxreport {

void keep_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest number that is free is this one.
    static_cast<void>(::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
  }
}

void say(std::string_view message) {
  const std::size_t width = ::isatty(STDERR_FILENO) != 0 ? cxmetrics::text_style_for(stderr).width
                                                         : 0;  // logs keep a message in a line
  while (!message.empty()) {
    const std::string_view line = message.substr(0, message.find('\n'));
    const std::string shown = cxmetrics::wrapped(cxmetrics::visible(line), width) + '\n';
    std::fwrite(shown.data(), 1, shown.size(), stderr);
    message.remove_prefix(std::min(line.size() + 1, message.size()));
  }
}

std::string shell_word(std::string_view text) {
  const auto is_plain = [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
           std::string_view("_-./:,%+@").find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  const auto has_any = [&](std::string_view signs) { return text.find_first_of(signs) != text.npos; };
  if (cxmetrics::visible(text) != text) {
    std::string word = "$'";
    for (const char c : text) word.append(c == '\'' || c == '\\' ? "\\" : "") += c;
    return cxmetrics::visible(word) + '\'';
  }
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  if (has_any("'") && !has_any("\"$`\\!")) return fmt::format("\"{}\"", text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + '\'';
}

std::string option_words(std::string_view option, std::string_view argument) {
  // What begins with two hyphens would be taken for the next option.
  return fmt::format("--{}{}{}", option, argument.starts_with("--") ? '=' : ' ', shell_word(argument));
}

void refuse_to_overwrite(const std::string& input, const std::string& output) {
  struct stat in {};
  struct stat out {};
  const int found = input == "-" ? ::fstat(STDIN_FILENO, &in) : ::stat(input.c_str(), &in);
  if (output.empty() || found != 0 || ::stat(output.c_str(), &out) != 0) return;
  if (!S_ISREG(in.st_mode) || in.st_dev != out.st_dev || in.st_ino != out.st_ino) return;
  throw usage_error(fmt::format("--output {} is {} itself, which would be lost", output,
                                input == "-" ? "standard input" : input));
}

void write(std::string_view text, const std::string& path) {
  if (!path.empty()) return cxmetrics::write_file(path, text);
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
  }
}

std::string grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace cxreport
