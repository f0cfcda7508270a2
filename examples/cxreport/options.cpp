// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "options.hpp"

#include <cxmetrics/customers/churn.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/version.hpp>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <sstream>

namespace po = boost::program_options;

namespace cxreport {
namespace {

constexpr const char* usage =
    R"(cxreport: NPS, CSAT, CES and churn of a CSV file, each with its confidence interval

  cxreport FILE --metric METRIC --score COLUMN [--by COLUMN]... [--time COLUMN --period PERIOD]
  cxreport FILE --metric churn|retention --start COLUMN --end COLUMN [--customer COLUMN] --period PERIOD
  cxreport FILE        a file with the columns metric and score (and segment, touchpoint, answered_at):
                       every metric found in it, by segment and month; with --metric, only the rows of that metric

FILE is a CSV file with a header line; - is standard input.

METRIC is one of
  nps, enps                  0 to 10; share of 9-10 less share of 0-6
  csat                       1 to 5; share of 4-5
  ces, ces-easy, ces-effort  1 to 7 mean; 1 to 7 share of 5-7; 1 to 5 mean effort, where low is good
  share                      the per cent of yes, true, good or 1 among these and no, false, bad or 0
  mean, top-box:K, bottom-box:K, net:LOW,HIGH
                             of any scale, given by --scale; net is the share from HIGH up less the share to LOW
  churn, retention           of customers with a first day and a day they left

Exit status: 0 done; 1 done, but rows were rejected under --strict or beyond --max-rejects, or more than were used;
2 wrong usage; 3 the file cannot be read.

Options)";

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

cxmetrics::scale scale_in(const std::string& text) {
  const auto colon = text.find(':');
  const auto low = number_in<int>(std::string_view(text).substr(0, colon));
  const auto high =
      colon == std::string::npos ? std::nullopt : number_in<int>(std::string_view(text).substr(colon + 1));
  if (!low || !high) throw usage_error(fmt::format("--scale takes LOW:HIGH, such as 1:7, not '{}'", text));
  return {*low, *high};
}

cxmetrics::day day_in(const std::string& option, const std::string& text) {
  const auto day = cxmetrics::date_reader{}.read(text);
  if (!day) throw usage_error(fmt::format("--{} takes a day such as 2024-03-05, not '{}'", option, text));
  return *day;
}

char delimiter_in(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() == 1) return text[0];
  throw usage_error(fmt::format("--delimiter takes one character or 'tab', not '{}'", text));
}

std::pair<std::string, int> value_in(const std::string& text) {
  const std::size_t equals = text.rfind('=');
  int score = 0;
  const char* const end = text.data() + text.size();
  const char* const digits = equals == std::string::npos ? end : text.data() + equals + 1;
  const auto [read_to, error] = std::from_chars(digits, end, score);
  if (error != std::errc{} || read_to != end) {
    throw usage_error(fmt::format("--value takes TEXT=SCORE, such as Happy=5, not '{}'", text));
  }
  return {text.substr(0, equals), score};
}

// The rows of a file with the columns text and score.
class values_file : public cxmetrics::row_sink {
 public:
  std::vector<std::size_t> columns(const cxmetrics::row_header& header) override {
    return {header.index_of("text"), header.index_of("score")};
  }
  void row(const cxmetrics::row_view& row) override {
    values_.push_back(value_in(std::string(row[0]) + '=' + std::string(cxmetrics::detail::trimmed(row[1]))));
  }
  void reject(cxmetrics::rejection why) override {
    throw usage_error(fmt::format("--values, line {}: {}", why.line, why.reason));
  }
  const std::vector<std::pair<std::string, int>>& values() const { return values_; }

 private:
  std::vector<std::pair<std::string, int>> values_;
};

std::vector<std::pair<std::string, int>> values_in_file(const std::string& path) {
  cxmetrics::input file(path);
  values_file values;
  cxmetrics::read_csv(file, values);
  return values.values();
}

void start_weeks(options& asked, const std::string& day) {
  if (day == "monday") return;
  if (day != "sunday") throw usage_error(unknown("first day of the week", day, {"monday", "sunday"}));
  if (asked.period != cxmetrics::granularity::week) throw usage_error("--week-start goes with --period week");
  asked.period = cxmetrics::granularity::week_from_sunday;
}

po::options_description described() {
  po::options_description all(usage, 110, 60);
  const auto text = [] { return po::value<std::string>(); };
  const auto texts = [] { return po::value<std::vector<std::string>>()->composing(); };
  // clang-format off
  all.add_options()
    ("metric", text()->value_name("METRIC"), "what to compute")
    ("score", text()->value_name("COLUMN"), "the column of the answers")
    ("scale", text()->value_name("LOW:HIGH"), "the answer scale of mean, top-box, bottom-box and net")
    ("missing", texts()->value_name("CODE"), "a text that means nothing, such as 11 or Blank, in every column; may be repeated")
    ("value", texts()->value_name("TEXT=SCORE"), "a text that stands for a score; may be repeated")
    ("values", text()->value_name("FILE"), "a CSV file of such texts, with the columns text and score")
    ("by", texts()->value_name("COLUMN"), "break down by this column; may be repeated")
    ("weight", text()->value_name("COLUMN"), "the column of the sampling weight")
    ("stratum", text()->value_name("COLUMN"), "the column of the stratum from which somebody was drawn")
    ("cluster", text()->value_name("COLUMN"), "the column of what was drawn as a whole: a day, a flight, a store")
    ("time", text()->value_name("COLUMN"), "the column of the day or time of the answer")
    ("period", text()->value_name("PERIOD"), "day, week, month, quarter or year")
    ("week-start", text()->value_name("DAY"), "monday (ISO weeks, if not given) or sunday")
    ("date-format", texts()->value_name("PATTERN"), "how dates are written, such as %d/%m/%Y; may be repeated; found out if not given")
    ("utc-offset", text()->value_name("+HH:MM"), "where days begin, for times with a zone; +00:00 if not given")
    ("time-zone", text()->value_name("NAME"), "the same with summer time, such as Europe/Berlin")
    ("start", text()->value_name("COLUMN"), "churn: the first day as a customer")
    ("end", text()->value_name("COLUMN"), "churn: the first day no longer a customer; nothing: still one")
    ("customer", text()->value_name("COLUMN"), "churn: who it is, where a customer has several rows")
    ("from", text()->value_name("DAY"), "churn: begin with the period that holds this day")
    ("to", text()->value_name("DAY"), "churn: end with the period that holds this day")
    ("definition", text()->value_name("NAME"),
     "churn: start-cohort (if not given), naive, at-risk, mid-period, daily, customer-day or all")
    ("level", po::value<double>()->value_name("0.95"), "the confidence level of the intervals")
    ("method", text()->value_name("NAME"), "the interval, such as wilson, adjusted-wald, student-t or bootstrap-bca")
    ("population", po::value<std::uint64_t>()->value_name("N"),
     "how many people (with --cluster, clusters) there are to be asked, where a good part of them was")
    ("adjust", text()->value_name("NAME"),
     "for many comparisons: holm (if not given), hochberg, hommel, bonferroni, bh, by or none")
    ("min-base", po::value<std::uint64_t>()->implicit_value(5)->value_name("N"),
     "hide figures that rest on fewer than N people, 5 if N is not given, and those that would give them away")
    ("threads", po::value<unsigned>()->value_name("N"), "read the file on N threads; on all there are if not given")
    ("format", text()->value_name("FORMAT"), "text (if not given), markdown, csv, json, html or svg")
    ("chart", text()->value_name("CHART"), "of format svg: trend, distribution, shares, segments, heatmap or flow")
    ("output", text()->value_name("FILE"), "write there instead of to standard output")
    ("delimiter", text()->value_name("C"), "what separates fields; found out of , ; tab | if not given")
    ("ascii", po::bool_switch(), "draw bars with plain characters")
    ("quiet", po::bool_switch(), "do not show progress on the terminal")
    ("strict", po::bool_switch(), "exit with 1 if any row was rejected")
    ("max-rejects", po::value<std::uint64_t>()->value_name("N"), "exit with 1 if more than N rows were rejected")
    ("help", po::bool_switch(), "print this")
    ("version", po::bool_switch(), "print the version");
  // clang-format on
  return all;
}

std::vector<std::string> option_names(const po::options_description& all) {
  std::vector<std::string> names;
  for (const auto& option : all.options()) names.push_back("--" + option->long_name());
  return names;
}

po::variables_map parsed(int count, const char* const* words, const po::options_description& visible) {
  po::options_description all;
  all.add(visible).add_options()("file", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("file", -1);
  using style = po::command_line_style::style_t;
  po::variables_map values;
  try {
    // No short options: "-1" is a missing code and "-" is standard input.
    po::store(po::command_line_parser(count, words)
                  .options(all)
                  .positional(positional)
                  .style(style::allow_long | style::long_allow_next | style::long_allow_adjacent)
                  .run(),
              values);
  } catch (const po::unknown_option& error) {
    throw usage_error(unknown("option", error.get_option_name(), option_names(visible)));
  } catch (const po::error& error) {
    throw usage_error(error.what());
  }
  return values;
}

class reader {
 public:
  explicit reader(const po::variables_map& values) : values_(values) {}

  std::string text(const char* name) const {
    return has(name) ? values_[name].as<std::string>() : std::string();
  }
  std::vector<std::string> texts(const char* name) const {
    return has(name) ? values_[name].as<std::vector<std::string>>() : std::vector<std::string>();
  }
  bool has(const char* name) const { return values_.count(name) != 0; }
  bool is_set(const char* name) const { return values_[name].as<bool>(); }

 private:
  const po::variables_map& values_;
};

// The one that is meant, whatever the case.
std::string one_of(const std::vector<std::string>& valid, const char* kind, const std::string& name) {
  for (const std::string& each : valid) {
    if (cxmetrics::detail::same_name(each, name)) return each;
  }
  throw usage_error(unknown(kind, name, valid));
}

void require_together(const options& asked) {
  const bool customers = asked.metric == "churn" || asked.metric == "retention";
  if (customers) {
    if (asked.start.empty()) throw usage_error("--start COLUMN is needed for " + asked.metric);
    if (asked.end.empty()) throw usage_error("--end COLUMN is needed for " + asked.metric);
    if (!asked.period) throw usage_error("--period is needed for " + asked.metric);
    if (!asked.score.empty() || !asked.time.empty() || asked.scale || !asked.weight.empty() ||
        !asked.stratum.empty() || !asked.cluster.empty()) {
      throw usage_error("--score, --scale, --time, --weight, --stratum and --cluster do not go with " +
                        asked.metric);
    }
    return;
  }
  if (!asked.start.empty() || !asked.end.empty() || !asked.customer.empty() || asked.from || asked.to ||
      !asked.definition.empty()) {
    throw usage_error(
        "--start, --end, --customer, --from, --to and --definition go with --metric churn or retention");
  }
  const bool designed = !asked.weight.empty() || !asked.stratum.empty() || !asked.cluster.empty();
  if (designed && asked.metric.empty())
    throw usage_error("--weight, --stratum and --cluster go with --metric");
  if (!asked.stratum.empty() && asked.estimate.population) {
    throw usage_error("--population goes without --stratum: the sizes of the strata would be needed");
  }
  if (!asked.metric.empty() && asked.score.empty()) throw usage_error("--score COLUMN is needed");
  if (asked.metric.empty() && !asked.score.empty())
    throw usage_error("--metric METRIC is needed with --score");
  if (asked.metric.empty() && asked.scale) throw usage_error("--scale goes with --metric");
  if (asked.metric.empty() && asked.format == "svg") throw usage_error("--format svg needs --metric");
  if (!asked.metric.empty() && asked.time.empty() != !asked.period) {
    throw usage_error("--time COLUMN and --period PERIOD go together");
  }
}

}  // namespace

options read_options(int count, const char* const* words) {
  const auto visible = described();
  const auto values = parsed(count, words, visible);
  const reader read(values);
  options asked;
  if (read.is_set("help")) {
    std::ostringstream text;
    text << visible;
    asked.help = text.str();
    return asked;
  }
  if (read.is_set("version")) {
    asked.help = "cxreport " CXMETRICS_VERSION_STRING "\n";
    return asked;
  }
  const auto files = read.texts("file");
  if (files.size() != 1) {
    throw usage_error(files.empty() ? "a FILE is needed; cxreport --help tells more"
                                    : fmt::format("one FILE at a time, not {}", fmt::join(files, " ")));
  }
  try {
    asked.file = files[0];
    asked.metric = read.text("metric");
    asked.score = read.text("score");
    if (read.has("scale")) asked.scale = scale_in(read.text("scale"));
    asked.missing = read.texts("missing");
    asked.by = read.texts("by");
    asked.weight = read.text("weight");
    asked.stratum = read.text("stratum");
    asked.cluster = read.text("cluster");
    asked.time = read.text("time");
    if (read.has("period")) asked.period = cxmetrics::granularity_named(read.text("period"));
    asked.date_formats = read.texts("date-format");
    if (read.has("utc-offset")) asked.utc_offset = cxmetrics::parse_utc_offset(read.text("utc-offset"));
    if (read.has("time-zone")) asked.time_zone = cxmetrics::time_zone(read.text("time-zone"));
    if (read.has("week-start")) start_weeks(asked, read.text("week-start"));
    if (read.has("values")) asked.values = values_in_file(read.text("values"));
    for (const std::string& value : read.texts("value")) asked.values.push_back(value_in(value));
    static_cast<void>(cxmetrics::date_reader(
        {asked.date_formats, asked.utc_offset, asked.time_zone}));  // throws for a bad pattern
    asked.start = read.text("start");
    asked.end = read.text("end");
    asked.customer = read.text("customer");
    if (read.has("from")) asked.from = day_in("from", read.text("from"));
    if (read.has("to")) asked.to = day_in("to", read.text("to"));
    asked.definition = read.text("definition");
    if (!asked.definition.empty() && asked.definition != "all") {
      cxmetrics::churn_definition_named(asked.definition);
    }
    if (read.has("level")) asked.estimate.level = values["level"].as<double>();
    if (read.has("method")) asked.estimate.method = cxmetrics::interval_method_named(read.text("method"));
    if (read.has("population")) asked.estimate.population = values["population"].as<std::uint64_t>();
    if (read.has("adjust")) asked.adjust = cxmetrics::adjustment_named(read.text("adjust"));
    if (read.has("min-base")) asked.min_base = values["min-base"].as<std::uint64_t>();
    if (asked.min_base == std::uint64_t{0}) throw usage_error("--min-base is at least 1");
    if (read.has("threads")) asked.threads = values["threads"].as<unsigned>();
    if (read.has("format")) {
      asked.format =
          one_of({"text", "markdown", "csv", "json", "html", "svg"}, "format", read.text("format"));
    }
    if (read.has("chart")) {
      asked.chart = one_of({"trend", "distribution", "shares", "segments", "heatmap", "flow"}, "chart",
                           read.text("chart"));
    }
    if ((asked.format == "svg") != !asked.chart.empty())
      throw usage_error("--format svg and --chart go together");
    asked.output = read.text("output");
    if (read.has("delimiter")) asked.delimiter = delimiter_in(read.text("delimiter"));
    asked.ascii = read.is_set("ascii");
    asked.quiet = read.is_set("quiet");
    asked.strict = read.is_set("strict");
    if (read.has("max-rejects")) asked.max_rejects = values["max-rejects"].as<std::uint64_t>();
  } catch (const std::invalid_argument& error) {
    throw usage_error(error.what());
  }
  require_together(asked);
  return asked;
}

}  // namespace cxreport
