// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "help.hpp"
#include "option_table.hpp"

#include <cxmetrics/version.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace cxreport {
namespace {

// roff takes \ for its own sign, - for a hyphen that can become another character, and . or ' at the start of a line
// for a request.
std::string roff(std::string_view text) {
  std::string made;
  bool line_begins = true;
  for (const char letter : text) {
    if (line_begins && (letter == '.' || letter == '\'')) made += "\\&";
    if (letter == '\\')
      made += "\\e";
    else if (letter == '-')
      made += "\\-";
    else
      made += letter;
    line_begins = letter == '\n';
  }
  return made;
}

std::string entry_of(const option_line& option) {
  std::string text = fmt::format(".TP\n\\fB\\-\\-{}\\fR", roff(option.name));
  if (option.takes_argument()) text += fmt::format(" \\fI{}\\fR", roff(option.argument));
  return fmt::format("{}\n{}\n", text, roff(option.text));
}

std::string section_of(const help_topic& topic) {
  std::string text = fmt::format(".SS \"{}\"\n", roff(topic.title));
  if (!topic.text.empty()) text += fmt::format(".nf\n{}.fi\n", roff(topic.text));
  for (const option_line& option : option_table()) {
    if (option.topics.substr(0, option.topics.find(' ')) == topic.name) text += entry_of(option);
  }
  return text;
}

}  // namespace

std::string manual_page() {
  std::string text = fmt::format(R"(.TH CXREPORT 1 "" "cxreport {}" "User Commands"
.SH NAME
cxreport \- NPS, CSAT, CES and churn of a CSV file, each with its interval
.SH SYNOPSIS
.nf
\fBcxreport\fR \fIFILE\fR \fB\-\-metric\fR \fIMETRIC\fR \fB\-\-score\fR \fICOLUMN\fR [\fIOPTION\fR]...
\fBcxreport\fR \fIFILE\fR \fB\-\-metric churn \-\-start\fR \fICOLUMN\fR \fB\-\-end\fR \fICOLUMN\fR \fB\-\-period\fR \fIPERIOD\fR
\fBcxreport\fR \fIFILE\fR
.fi
.SH DESCRIPTION
Reads a file of answers or of customers, and prints customer\-experience metrics, each with its confidence interval and
the number of answers that it rests on, and what became of every row.
)",
                                 CXMETRICS_VERSION_STRING);
  for (const help_topic& topic : help_topics()) {
    if (topic.name != "all") text += section_of(topic);
  }
  return text + R"(.SH EXAMPLES
.nf
cxreport answers.csv \-\-metric nps \-\-score q1 \-\-by country
cxreport customers.csv \-\-metric churn \-\-start since \-\-end until \-\-period month
cxreport answers.csv \-\-format html \-\-output report.html
.fi
)";
}

std::string bash_completion() {
  std::string options;
  std::string arguments;
  for (const option_line& option : option_table()) {
    options += fmt::format(" --{}", option.name);
    if (!option.choices.empty()) {
      arguments += fmt::format("    --{}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                               option.name, fmt::join(option.choices, " "));
    } else if (option.takes_argument() && option.argument != "FILE" && !option.argument_may_be_left_out()) {
      arguments += fmt::format("    --{}) compopt +o default +o bashdefault; return ;;\n", option.name);
    }
  }
  return fmt::format(R"(# bash completion of cxreport
_cxreport() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
  [[ $word == = ]] && word=
  [[ $before == = ]] && before=${{COMP_WORDS[COMP_CWORD-2]}}
  COMPREPLY=()
  case $before in
{}  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W '{}' -- "$word"))
  fi
}}
complete -o bashdefault -o default -F _cxreport cxreport
)",
                     arguments, options.substr(1));
}

}  // namespace cxreport
