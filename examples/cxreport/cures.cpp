// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "console.hpp"
#include "cures.hpp"

#include <cxmetrics/catalog.hpp>
#include <cxmetrics/input/answer_words.hpp>
#include <cxmetrics/input/date.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace cxreport {
namespace {

using rejections = std::vector<cxmetrics::rejection>;

constexpr const char* quotes_are_text =
    "--quote none takes quotes as text, as programs of databases write them";

// The rows of those listed that are alike in column and kind of reason, the most frequent kind.
rejections most_frequent(const rejections& listed) {
  std::map<std::pair<std::string, std::string>, rejections> kinds;
  for (const cxmetrics::rejection& why : listed) {
    const bool of_row = why.column.empty();  // its reason has numbers in it
    kinds[{why.column, of_row ? "" : why.reason}].push_back(why);
  }
  const auto most = std::max_element(kinds.begin(), kinds.end(), [](const auto& one, const auto& other) {
    return one.second.size() < other.second.size();
  });
  return most == kinds.end() ? rejections{} : most->second;
}

// Different texts, each quoted, the first few.
std::string listed(const rejections& rows) {
  constexpr std::size_t most = 3;
  std::set<std::string> met;
  std::vector<std::string> texts;
  for (const cxmetrics::rejection& why : rows) {
    if (met.insert(why.text).second) texts.push_back('\'' + why.text + '\'');
  }
  const bool more = texts.size() > most;
  texts.resize(std::min(texts.size(), most));
  return fmt::format("{}{}", fmt::join(texts, ", "), more ? ", …" : "");
}

// The patterns that read each of the texts, two at most: of two, either may be meant.
std::vector<std::string> patterns_for(const rejections& rows) {
  static constexpr std::string_view dates[] = {
      "%d/%m/%Y",    "%m/%d/%Y",     "%d/%m/%y",    "%m/%d/%y",      "%d.%m.%Y",    "%d.%m.%y",
      "%d-%m-%Y",    "%m-%d-%Y",     "%d-%m-%y",    "%Y/%m/%d",      "%Y.%m.%d",    "%Y_%m_%d",
      "%Y %m %d",    "%d %m %Y",     "%Y-%d-%m",    "%Y%m%d",        "%d%m%Y",      "%y%m%d",
      "%d %b %Y",    "%d-%b-%Y",     "%d-%b-%y",    "%d/%b/%Y",      "%b %d %Y",    "%b %d, %Y",
      "%a %d %b %Y", "%a, %d %b %Y", "%a %b %d %Y", "%a, %b %d, %Y", "%a %d/%m/%Y", "%Y-%j"};
  static constexpr std::string_view times[] = {
      "",          " %H:%M",       " %H:%M:%S",   " %I:%M %p",  " %I:%M:%S %p", "T%H:%M",
      "T%H:%M:%S", " %H:%M:%S %z", "T%H:%M:%S%z", " %H.%M",     " %H.%M.%S",    " %Hh%M",
      " at %H:%M", " at %I:%M %p", ", %H:%M",     ", %H:%M:%S", ", %I:%M %p",   " - %H:%M",
      "-%H:%M",    "_%H%M%S",      " %H%M",       ":%H:%M:%S",  ":%H:%M:%S %z", " %H:%M:%S UTC"};
  std::vector<std::string> all{"%H:%M %d/%m/%Y",           "%H:%M %d.%m.%Y",
                               "%H:%M:%S %d/%m/%Y",        "%a %b %d %H:%M:%S %Y",
                               "%a %b %d %H:%M:%S UTC %Y", "%a %b %d %H:%M:%S GMT %Y"};
  for (const std::string_view time : times) {
    for (const std::string_view date : dates) all.push_back(std::string(date) + std::string(time));
  }
  std::vector<std::string> fitting;
  for (const std::string& pattern : all) {
    const cxmetrics::date_reader dates_like_this({.patterns = {pattern}});
    if (std::all_of(rows.begin(), rows.end(),
                    [&](const auto& why) { return dates_like_this.read(why.text).has_value(); })) {
      fitting.push_back(pattern);
    }
    if (fitting.size() == 2) break;
  }
  return fitting;
}

std::string cure_of_dates(const options& asked, const rejections& rows) {
  const std::vector<std::string> patterns = patterns_for(rows);
  if (patterns.empty()) {
    const std::string by = option_words("by", rows.front().column) + " groups by texts as they stand";
    return fmt::format("--date-format PATTERN says how dates such as {} are read, {} that there is none{}",
                       listed(rows), option_words("missing", rows.front().text),
                       asked.is_of_customers() ? "" : ", " + by);
  }
  return fmt::format("dates such as {} are read by --date-format '{}'", listed(rows),
                     fmt::join(patterns, "' or --date-format '"));
}

std::string cure_of_names(const rejections& rows) {
  std::vector<std::string> known;
  for (const cxmetrics::metric* metric : cxmetrics::catalog()) known.emplace_back(metric->id());
  return fmt::format(
      "column {} names {}; known are {}: --metric METRIC --score COLUMN {} reports one of the others",
      rows.front().column, listed(rows), fmt::join(known, ", "),
      option_words("where", rows.front().column + '=' + rows.front().text));
}

// A metric that reads the words of which none is a score of the one asked for; empty if there is none.
std::string metric_of_words(const rejections& rows) {
  std::vector<std::string> words;
  for (const cxmetrics::rejection& why : rows) words.push_back(why.text);
  for (const cxmetrics::metric* each : cxmetrics::catalog()) {
    if (cxmetrics::answer_words::of(words, each->scale(), each->better())) return std::string(each->id());
  }
  return "";
}

// Whether quotes are to blame for a row: they stand wrong, or one that its first line does not close has run on into
// others.
bool is_of_quotes(const cxmetrics::rejection& why) {
  constexpr std::size_t cut_from = 80;  // bytes
  return why.reason.find("quote") != std::string::npos ||
         (why.text.size() < cut_from && std::count(why.text.begin(), why.text.end(), '"') % 2 != 0);
}

// Texts in place of a score.
std::string cure_of_answers(const rejections& rows, const std::string& missing) {
  if (const std::string metric = metric_of_words(rows); !metric.empty())
    return fmt::format("--metric {} reads answers such as {}", metric, listed(rows));
  return fmt::format("{} makes it an answer, {} none", option_words("value", rows.front().text + "=SCORE"),
                     missing);
}

}  // namespace

std::string cure_of(const options& asked, const cxmetrics::accounting& rows) {
  const rejections alike = most_frequent(rows.rejections());
  if (alike.empty()) {
    return rows.off_scale == 0 ? ""
                               : fmt::format(
                                     "--missing CODE says that a code off the scale means no answer; "
                                     "--scale or another --metric takes another scale");
  }
  const cxmetrics::rejection& first = alike.front();
  const auto says = [&](const char* words) { return first.reason.find(words) != std::string::npos; };
  if (says("UTF-8"))
    return "--encoding NAME, such as windows-1252, says how the texts of the file are written";
  if (says("no customer")) return "--customer COLUMN names another column that says whose a row is";
  if (first.column.empty()) {
    if (std::any_of(alike.begin(), alike.end(), is_of_quotes)) return quotes_are_text;
    if (!says("fields")) return "";
    return "--delimiter C says what separates fields; a field that holds it has to be in quotes";
  }
  const std::string missing = option_words("missing", first.text);
  const bool is_whole = first.text.find_first_not_of('0', first.text.find(',') + 1) == std::string::npos;
  if (says("it has a comma") && is_whole) return cure_of_answers(alike, missing);
  if (says("not a whole number")) {
    return fmt::format(
        "column {} holds decimals such as {}, that is averages: the answers behind them cannot be recovered",
        first.column, first.text);
  }
  if (says("lies in two periods")) return "--period week takes weeks as they are, from Monday to Sunday";
  if (says("longer than the periods")) return "--period takes longer periods: month, quarter, year";
  if (says("date") || says("%d/%m/%Y")) return cure_of_dates(asked, alike);
  if (says("not a question that is counted")) return cure_of_names(alike);
  if (says("not a count of"))
    return "counts are whole numbers, such as 1000, without anything that separates thousands";
  if (says("not month, quarter or year"))
    return "a price is paid by the month, quarter or year, such as yearly";
  if (says("not a weight")) return "weights are numbers from 0 up, such as 1.25";
  if (says("neither yes"))
    return fmt::format("{} says that it means gone, {} still there, {} neither",
                       option_words("value", first.text + "=1"), option_words("value", first.text + "=0"),
                       missing);
  if (says("number of months"))
    return fmt::format("a tenure is a number such as 12 or 12.5; {} says that a text means nothing", missing);
  if (!asked.is_of_customers() && says("not a number")) return cure_of_answers(alike, missing);
  return missing + " says that a text means nothing";
}

std::vector<std::string> date_patterns_for(const std::vector<std::string>& dates) {
  rejections rows;
  for (const std::string& date : dates) rows.push_back({0, "", date, ""});
  return patterns_for(rows);
}

std::string cure_of_columns(const std::vector<std::string>& columns) {
  if (columns.size() == 1)
    return "if there are more, --delimiter C says what separates them; --skip-rows N skips lines above the "
           "header";
  std::size_t unnamed = 0;
  for (std::size_t at = 0; at < columns.size(); ++at)
    unnamed += columns[at] == fmt::format("column {}", at + 1) ? 1 : 0;
  if (2 * unnamed >= columns.size())
    return "most columns have no name: if the header stands further down, --skip-rows N skips the lines "
           "above it";
  const bool is_garbled = std::any_of(columns.begin(), columns.end(), [](const std::string& name) {
    return name.find("\xEF\xBF\xBD") != std::string::npos || name.find("Ã") != std::string::npos;
  });
  return is_garbled ? "--encoding NAME, such as windows-1252, says how the texts of the file are written"
                    : "";
}

std::string cure_of_failure(std::string_view why) {
  if (why.find("the header cannot be read") != std::string_view::npos &&
      why.find("quote") != std::string_view::npos)
    return quotes_are_text;
  return why.find("UTF-8") == std::string_view::npos
             ? ""
             : "--encoding windows-1252 reads files of Excel and Windows";
}

}  // namespace cxreport
