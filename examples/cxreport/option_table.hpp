// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_OPTION_TABLE_HPP
#define CXMETRICS_CXREPORT_OPTION_TABLE_HPP

#include <string>
#include <string_view>
#include <vector>

namespace cxreport {

/// An option of the command line. Everything that knows options is made of these: the parser, the help, the manual page
/// and the completion.
struct option_line {
  std::string name;      ///< without the hyphens
  std::string argument;  ///< "COLUMN"; "COLUMN..." may be repeated, "[N]" may be left out, "" takes none
  std::string
      topics;  ///< words; the first is where the manual lists it, "usual" puts it on the first page of the help
  std::string text;                       ///< what it does
  std::vector<std::string> choices = {};  ///< what the argument can be, if these are few

  bool takes_argument() const { return !argument.empty(); }
  bool may_be_repeated() const {
    return argument.size() > 3 && argument.substr(argument.size() - 3) == "...";
  }
  bool argument_may_be_left_out() const { return !argument.empty() && argument.front() == '['; }
  bool is_of(std::string_view topic) const;
};

/// All of them, as they are to be listed. A new option is one line here, and what is done with it.
const std::vector<option_line>& option_table();

/// Something to ask the help about.
struct help_topic {
  std::string name;
  std::string title;
  std::string text;  ///< before the options; lines of at most 80 characters
};

const std::vector<help_topic>& help_topics();

std::vector<std::string> topic_names();

}  // namespace cxreport

#endif
