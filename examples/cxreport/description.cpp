// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "cures.hpp"
#include "description.hpp"
#include "metrics.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/report/table.hpp>
#include <cxmetrics/report/text_style.hpp>
#include <cxmetrics/report/visible.hpp>
#include <cxmetrics/report/wrapped.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <tuple>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;
using content = cx::column_content;
using column = cx::column_description;

constexpr std::size_t most_columns = 100;

const char* name_of(content holds) {
  static constexpr const char* names[] = {"nothing", "numbers", "dates", "answers", "texts"};
  return names[static_cast<std::size_t>(holds)];
}

// A text in at most so many columns of a terminal.
std::string cut(const std::string& text, std::size_t width) {
  const std::string whole = cx::visible(text);
  if (fmt::formatted_size("{:.{}}", whole, width) == whole.size()) return whole;
  return fmt::format("{:.{}}…", whole, width - 1);
}

// What the forms of the dates are called.
const char* form_of(const column& dates) {
  using form = cx::date_form;
  if (dates.date_fault != nullptr) return dates.forms.contains(form::day_first) ? "mixed" : "ambiguous";
  if (dates.forms.contains(form::seconds)) return "seconds since 1970";
  if (dates.forms.contains(form::milliseconds)) return "milliseconds since 1970";
  if (dates.forms.contains(form::microseconds)) return "microseconds since 1970";
  if (dates.forms.contains(form::day_number)) return "Excel's days";
  if (dates.forms.contains(form::month_first)) return "month first";
  if (dates.forms.contains(form::day_first)) return "day first";
  if (dates.forms.contains(form::quarter)) return "quarters";
  if (dates.forms.contains(form::week)) return "weeks";
  return dates.forms.contains(form::month) || dates.forms.contains(form::month_number) ? "months" : "";
}

std::string values_of(const column& of) {
  if (of.numbers) return fmt::format("{} to {}", of.numbers->first, of.numbers->second);
  if (of.days) {
    const auto text = [](cx::day day) { return cx::to_string(cx::period_of(cx::granularity::day, day)); };
    const std::string form = form_of(of);
    return fmt::format("{} to {}{}{}", text(of.days->first), text(of.days->second), form.empty() ? "" : ", ",
                       form);
  }
  std::vector<std::string> texts;
  for (const auto& [text, rows] : of.examples) texts.push_back(text);
  return fmt::format("{}{}", fmt::join(texts, ", "),
                     of.distinct.value_or(texts.size() + 1) > texts.size() ? ", …" : "");
}

std::vector<std::string> metrics_on(const cx::scale& scale) {
  std::vector<std::string> names;
  for (const cx::metric* each : cx::catalog()) {
    if (each->scale() == scale) names.emplace_back(each->id());
  }
  return names;
}

// Each scale with the columns that have it, in lines of at most 80 columns.
std::vector<std::string> lines_of_scales(const std::vector<column>& columns) {
  std::vector<cx::scale> scales;
  for (const column& each : columns) {
    for (const cx::possible_scale& possible : each.scales) {
      if (std::find(scales.begin(), scales.end(), possible.scale) == scales.end())
        scales.push_back(possible.scale);
    }
  }
  std::stable_sort(scales.begin(), scales.end(), [](const cx::scale& one, const cx::scale& other) {
    return one.points() < other.points();
  });
  std::vector<std::string> lines;
  for (const cx::scale& scale : scales) {
    std::vector<std::string> metrics = metrics_on(scale);
    metrics.resize(std::min<std::size_t>(metrics.size(), 2));
    std::string line = fmt::format("{} to {} ({}):", scale.low(), scale.high(), fmt::join(metrics, ", "));
    for (const column& each : columns) {
      for (const cx::possible_scale& possible : each.scales) {
        if (possible.scale != scale) continue;
        std::string name = cut(each.name, 40);
        if (possible.off_scale > 0) name += fmt::format(" ({} off scale)", grouped(possible.off_scale));
        if (line.back() != ':') line += ',';
        if (line.size() + name.size() > 75) {
          lines.push_back(std::exchange(line, "   "));
        }
        line += ' ' + name;
      }
    }
    lines.push_back(line);
  }
  return lines;
}

// Whether people give such a name to a column of answers.
bool is_named_like_answers(const std::string& name) {
  const std::string small = cx::detail::lower_case(name);
  static constexpr std::string_view signs[] = {"nps",   "netpro", "promot", "csat",      "ces",
                                               "score", "rating", "satisf", "recommend", "likely",
                                               "churn", "attrit", "cancel"};
  return std::any_of(std::begin(signs), std::end(signs),
                     [&](std::string_view sign) { return small.find(sign) != std::string::npos; });
}

// Whether answers reach the upper end of the smallest scale on which they can be scores. A code such as 1 to 3 does not.
bool reaches_top(const column& of) {
  return !of.numbers || of.numbers->second >= of.scales.front().scale.high();
}

// By what it holds and how it is called; where that says nothing, the one on the widest scale.
const column* best_score(const std::vector<column>& columns) {
  const auto rank = [](const column& of) {
    return std::tuple{reaches_top(of), is_named_like_answers(of.name), of.scales.front().scale.points()};
  };
  const column* best = nullptr;
  for (const column& each : columns) {
    if (!each.scales.empty() && (best == nullptr || rank(*best) < rank(each))) best = &each;
  }
  return best;
}

bool is_group(const column& of) {
  return (of.content == content::texts || of.content == content::answers) && of.distinct &&
         *of.distinct >= 2 && *of.distinct <= 30 && 2 * *of.distinct <= of.filled && of.filled >= of.missing;
}

const char* period_for(const column& dates) {
  using std::chrono::days;
  if (dates.forms.contains(cx::date_form::quarter)) return "quarter";
  if (!dates.days || dates.forms.contains(cx::date_form::month) ||
      dates.forms.contains(cx::date_form::month_number))
    return "month";
  if (dates.forms.contains(cx::date_form::week)) return "week";
  const auto length = dates.days->second - dates.days->first;
  return length < days{15} ? "day" : length < days{70} ? "week" : "month";
}

// The option that tells the form of dates which leave it open; nothing where no form fits.
std::optional<std::string> format_for(const column& dates) {
  if (dates.date_fault == nullptr) return "";
  std::vector<std::string> texts;
  for (const auto& [text, rows] : dates.examples) texts.push_back(text);
  const std::vector<std::string> patterns = date_patterns_for(texts);
  if (patterns.empty()) return std::nullopt;
  return ' ' + option_words("date-format", patterns.front());
}

// By the first day as a customer and the first day no longer one, which some still have before them.
std::vector<std::string> churn_commands(const std::string& file, const std::vector<column>& columns) {
  const column* start = nullptr;
  const column* end = nullptr;
  for (const column& each : columns) {
    if (each.content != content::dates) continue;
    if (start == nullptr && each.missing == 0) {
      start = &each;
    } else if (start != nullptr && each.missing > 0) {
      end = &each;
    }
  }
  if (end == nullptr || !format_for(*start)) return {};
  const std::string days =
      option_words("start", start->name) + ' ' + option_words("end", end->name) + *format_for(*start);
  return {fmt::format("{} --metric churn {} --period {}", file, days, period_for(*start)),
          fmt::format("{} --metric survival {}", file, days)};
}

const column* find(const std::vector<column>& columns, const char* name) {
  const auto found =
      std::find_if(columns.begin(), columns.end(), [&](const column& each) { return each.name == name; });
  return found == columns.end() ? nullptr : &*found;
}

// The metric that most rows of a file in long form name, where it is a file in long form.
std::optional<std::string> metric_named_in(const std::vector<column>& columns) {
  const column* const metrics = find(columns, "metric");
  if (metrics == nullptr || find(columns, "score") == nullptr) return std::nullopt;
  for (const auto& [text, rows] : metrics->examples) {
    if (const cx::metric* const known = metric_in_file(text)) return std::string(known->id());
  }
  return std::nullopt;
}

// A command in lines of at most 80 columns, as a shell takes them, broken before options.
std::string broken(std::string command) {
  std::string lines;
  while (command.size() > 78) {
    const std::size_t at = command.rfind(" --", 76);
    if (at == std::string::npos || at < 8) break;
    lines += command.substr(0, at) + " \\\n";
    command = "    " + command.substr(at + 1);
  }
  return lines + command;
}

// A string of JSON. Bytes that are no characters have been made visible before.
std::string json_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result + '"';
}

template <class Items, class Text>
std::string json_list(const Items& items, Text text) {
  std::vector<std::string> texts;
  for (const auto& item : items) texts.push_back(text(item));
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string json_of(const column& of) {
  std::string text = fmt::format(
      "{{\"name\": {}, \"holds\": \"{}\", \"filled\": {}, \"missing\": {}, \"others\": {}, \"not_utf8\": {}, "
      "\"distinct\": {}",
      json_text(of.name), name_of(of.content), of.filled, of.missing, of.others, of.not_utf8,
      of.distinct ? std::to_string(*of.distinct) : "null");
  if (of.numbers) {
    text += fmt::format(", \"lowest\": {}, \"highest\": {}, \"whole\": {}", of.numbers->first,
                        of.numbers->second, of.whole_numbers);
  }
  if (of.days) {
    const auto day_text = [](cx::day day) { return cx::to_string(cx::period_of(cx::granularity::day, day)); };
    text += fmt::format(", \"first\": \"{}\", \"last\": \"{}\"", day_text(of.days->first),
                        day_text(of.days->second));
  }
  if (of.content == content::dates)
    text += fmt::format(", \"date_form\": \"{}\"", *form_of(of) == '\0' ? "plain" : form_of(of));
  text += ", \"examples\": " + json_list(of.examples, [](const auto& each) { return json_text(each.first); });
  text += ", \"scales\": " + json_list(of.scales, [](const cx::possible_scale& each) {
            return fmt::format(
                R"({{"low": {}, "high": {}, "scores": {}, "off_scale": {}, "metrics": {}}})",
                each.scale.low(), each.scale.high(), each.scores, each.off_scale,
                json_list(metrics_on(each.scale), [](const auto& name) { return json_text(name); }));
          });
  return text + "}";
}

void add_lines(std::string& to, const char* title, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  to += fmt::format("\n{}\n", title);
  for (const std::string& line : lines) {
    to += "  ";
    for (const char c : line) to += c == '\n' ? "\n  " : std::string(1, c);
    to += '\n';
  }
}

// The options that a command for the same rows needs, too.
std::string how_it_is_read(const options& asked) {
  std::string words;
  const auto add = [&](const char* option, const std::string& argument) {
    words += ' ' + option_words(option, argument);
  };
  if (asked.delimiter) add("delimiter", *asked.delimiter == '\t' ? "tab" : std::string(1, *asked.delimiter));
  if (!asked.quotes) add("quote", "none");
  if (!asked.encoding.empty()) add("encoding", asked.encoding);
  if (asked.skip_rows > 0) add("skip-rows", std::to_string(asked.skip_rows));
  if (asked.header_rows) add("header-rows", std::to_string(*asked.header_rows));
  for (const std::string& code : asked.missing) add("missing", code);
  for (const std::string& condition : asked.where) add("where", condition);
  for (const std::string& pattern : asked.date_formats) add("date-format", pattern);
  return words;
}

// Whether each column of numbers or dates is called by one, as those of a file without a header are.
bool may_have_no_header(const std::vector<column>& columns) {
  bool found = false;
  for (const column& each : columns) {
    const bool number = each.content == content::numbers;
    if (!number && each.content != content::dates) continue;
    double value = 0;
    const char* const end = each.name.data() + each.name.size();
    const auto [last, error] = std::from_chars(each.name.data(), end, value);
    if (error != std::errc{} || (number && last != end)) return false;
    found = true;
  }
  return found;
}

std::string names_of(const std::vector<std::string>& files) {
  std::vector<std::string> names;
  for (const std::string& file : files) names.push_back(file == "-" ? "standard input" : cx::visible(file));
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

file_description describe(asked_file& file, const options& asked) {
  const cx::date_options dates{asked.date_formats, asked.utc_offset, asked.time_zone};
  const cx::describer found =
      cx::read_rows(file, asked.threads, [&] { return cx::describer(asked.missing, dates); });
  file_description result{asked.files, how_it_is_read(asked), found.description(),
                          file.accounting(found.accounting())};
  if (asked.header_rows != std::size_t{0} && may_have_no_header(result.columns)) {
    result.rows.remarks.insert("the first row may be no header: then say --header-rows 0, so that it counts");
  }
  return result;
}

std::vector<std::string> commands_to_try(const file_description& file) {
  std::string start = "cxreport";
  for (const std::string& each : file.files) start += ' ' + shell_word(each);
  start += file.reading;
  std::vector<std::string> commands = churn_commands(start, file.columns);
  const column* score = best_score(file.columns);
  const std::optional<std::string> named = metric_named_in(file.columns);
  if (named) score = find(file.columns, "score");
  if (score == nullptr) return commands;
  const std::string metric = named ? *named : metrics_on(score->scales.front().scale).front();
  const std::string plain =
      fmt::format("{} --metric {} {}", start, metric, option_words("score", score->name));
  commands.push_back(named ? start : plain);
  for (const column& each : file.columns) {
    if (&each == score || !is_group(each) || each.name == "metric") continue;
    commands.push_back(plain + ' ' + option_words("by", each.name));
    break;
  }
  for (const column& each : file.columns) {
    if (each.content != content::dates || commands.size() > 2 || !format_for(each)) continue;
    commands.push_back(fmt::format("{} {} --period {}{}", plain, option_words("time", each.name),
                                   period_for(each), *format_for(each)));
    break;
  }
  if (commands.size() < 2) commands.push_back(commands.back() + " --format html --output report.html");
  commands.resize(std::min<std::size_t>(commands.size(), 3));
  return commands;
}

std::string to_text(const file_description& file) {
  const std::size_t shown = std::min(file.columns.size(), most_columns);
  std::string text = fmt::format("{}: {} rows, {} columns\n\n", names_of(file.files),
                                 grouped(file.rows.read()), grouped(file.columns.size()));
  std::size_t width = 6;
  for (std::size_t at = 0; at < shown; ++at) {
    width = std::max(width, fmt::formatted_size("{:.24}", cx::visible(file.columns[at].name)));
  }
  width = std::min<std::size_t>(width, 24);
  const std::size_t rest = 80 - width - 31;
  const auto add = [&](const std::string& name, const char* holds, const std::string& distinct,
                       const std::string& missing, const std::string& values) {
    std::string line = fmt::format("{:<{}}  {:<7}  {:>8}  {:>8}  {}", cut(name, width), width, holds,
                                   distinct, missing, cut(values, rest));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  };
  add("column", "holds", "distinct", "missing", "values");
  add(std::string(width, '-'), "-------", "--------", "--------", std::string(rest, '-'));
  std::vector<std::string> remarks;
  for (std::size_t at = 0; at < shown; ++at) {
    const column& each = file.columns[at];
    add(each.name, name_of(each.content), each.distinct ? grouped(*each.distinct) : "many",
        grouped(each.missing), values_of(each));
    if (each.date_fault != nullptr) {
      remarks.push_back(fmt::format("{}: {}, such as {}; say --date-format", cut(each.name, 24),
                                    each.date_fault,
                                    each.examples.empty() ? "" : cut(each.examples.front().first, 30)));
    }
    if (each.others > 0) {
      remarks.push_back(fmt::format("{}: {} rows hold no {}", cut(each.name, 40), grouped(each.others),
                                    name_of(each.content)));
    }
    if (each.not_utf8 > 0) {
      remarks.push_back(fmt::format("{}: {} rows are not UTF-8; say --encoding, such as windows-1252",
                                    cut(each.name, 24), grouped(each.not_utf8)));
    }
  }
  if (shown < file.columns.size()) {
    text +=
        fmt::format("and {} columns more, which --format json lists\n", grouped(file.columns.size() - shown));
  }
  add_lines(
      text, "Can be scores",
      lines_of_scales({file.columns.begin(), file.columns.begin() + static_cast<std::ptrdiff_t>(shown)}));
  remarks.insert(remarks.end(), file.rows.remarks.begin(), file.rows.remarks.end());
  if (!remarks.empty()) text += "\nLook at\n";
  for (const std::string& remark : remarks) text += cx::wrapped("  " + remark, 80, 6) + '\n';
  std::vector<std::string> commands = commands_to_try(file);
  for (std::string& command : commands) command = broken(cx::visible(command));
  add_lines(text, "Try", commands);
  if (file.rows.rejected > 0) {
    cx::accounting rows = file.rows;
    rows.remarks.clear();  // they have been told
    text += '\n' + cx::to_text(rows, {.width = 80});
  }
  return text;
}

std::string to_json(const file_description& file) {
  return fmt::format(
      "{{\n  \"files\": {},\n  \"rows\": {},\n  \"rows_rejected\": {},\n  \"remarks\": {},\n  \"columns\": "
      "{},\n  \"try\": "
      "{}\n}}\n",
      json_list(file.files, [](const std::string& each) { return json_text(cx::visible(each)); }),
      file.rows.read(), file.rows.rejected,
      json_list(file.rows.remarks, [](const std::string& each) { return json_text(cx::visible(each)); }),
      json_list(file.columns, [](const column& each) { return "\n    " + json_of(each); }),
      json_list(commands_to_try(file), [](const std::string& each) { return json_text(cx::visible(each)); }));
}

}  // namespace cxreport
