// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_CONSOLE_HPP
#define CXMETRICS_CXREPORT_CONSOLE_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cxreport {

/// To be called first. A program can be started with standard streams closed; the next file that it opens would then be
/// taken for one of them. They are opened so that using them fails.
void keep_standard_streams();

/// Prints a message on standard error. Names and texts in it come from elsewhere: what would act on a terminal is
/// spelled out. On a terminal, long lines are broken between words. Where nobody can be told, nothing happens.
void say(std::string_view message);

/// An option and its argument as a shell takes them, in quotes where it needs them: `--missing 'not yet'`. What would act
/// on a terminal is spelled out, in quotes that bash, zsh and ksh know: `--missing $'a\tb'`.
std::string option_words(std::string_view option, std::string_view argument);
/// The argument alone.
std::string shell_word(std::string_view text);

/// Throws `usage_error` if `output` is the file `input`, by whatever name; "-" is standard input.
void refuse_to_overwrite(const std::string& input, const std::string& output);

/// Writes to a file, or to standard output where no path is given. Throws `std::system_error`.
void write(std::string_view text, const std::string& path);

/// A count as people read it: "1,234,567".
std::string grouped(std::uint64_t count);

}  // namespace cxreport

#endif
