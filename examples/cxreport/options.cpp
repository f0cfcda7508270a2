// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "help.hpp"
#include "option_table.hpp"
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

#include <algorithm>
#include <charconv>
#include <chrono>
#include <limits>
#include <type_traits>

namespace po = boost::program_options;

namespace cxreport {
namespace {

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// Not Boost's: it takes -1 for a very large number.
template <class Number>
Number number_of(const std::string& option, const std::string& text, std::type_identity_t<Number> least,
                 Number greatest = std::numeric_limits<Number>::max()) {
  const auto number = number_in<Number>(text);
  if (number && *number >= least && *number <= greatest) return *number;
  const std::string range = greatest == std::numeric_limits<Number>::max()
                                ? fmt::format("from {} up", least)
                                : fmt::format("from {} to {}", least, greatest);
  throw usage_error(fmt::format("--{} takes a whole number {}, not '{}'", option, range, text));
}

cxmetrics::scale scale_in(const char* option, const std::string& text) {
  const auto colon = text.find(':');
  const auto low = number_in<int>(std::string_view(text).substr(0, colon));
  const auto high =
      colon == std::string::npos ? std::nullopt : number_in<int>(std::string_view(text).substr(colon + 1));
  if (!low || !high)
    throw usage_error(fmt::format("--{} takes LOW:HIGH, such as 1:7, not '{}'", option, text));
  return {*low, *high};
}

cxmetrics::day day_in(const std::string& option, const std::string& text) {
  const auto day = cxmetrics::date_reader{}.read(text);
  if (!day) throw usage_error(fmt::format("--{} takes a day such as 2024-03-05, not '{}'", option, text));
  return *day;
}

std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    names.emplace_back(cxmetrics::detail::trimmed(std::string_view(list).substr(at, end - at)));
    at = end + 1;
  }
  return names;
}

// The events of all lists given.
std::vector<std::string> events_in(const std::vector<std::string>& lists) {
  std::vector<std::string> events;
  for (const std::string& list : lists) {
    for (std::string& name : names_in(list)) events.push_back(std::move(name));
  }
  return events;
}

std::vector<double> weights_in(const char* option, const std::vector<std::string>& lists) {
  std::vector<double> weights;
  for (const std::string& text : events_in(lists)) {
    const auto weight = number_in<double>(text);
    if (!weight)
      throw usage_error(fmt::format("--{} takes numbers such as 0.5,0.3,0.2, not '{}'", option, text));
    weights.push_back(*weight);
  }
  return weights;
}

std::vector<cxmetrics::index_band> bands_in(const std::vector<std::string>& lists) {
  std::vector<cxmetrics::index_band> bands;
  for (const std::string& text : events_in(lists)) {
    const std::size_t equals = text.find('=');
    const auto from = number_in<double>(std::string_view(text).substr(0, equals));
    if (!from || equals == std::string::npos || equals + 1 == text.size())
      throw usage_error(fmt::format("--bands takes FROM=NAME,..., such as 0=poor,70=good, not '{}'", text));
    bands.push_back({*from, text.substr(equals + 1)});
  }
  return bands;
}

std::chrono::seconds time_in(const std::string& option, const std::string& text) {
  const std::string_view unit = text.empty() ? "" : std::string_view(text).substr(text.size() - 1);
  for (const auto& [name, seconds] : {std::pair{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}}) {
    const auto count = number_in<std::uint32_t>(std::string_view(text).substr(0, text.size() - unit.size()));
    if (unit == name && count) return std::chrono::seconds{std::int64_t{*count} * seconds};
  }
  throw usage_error(fmt::format("--{} takes a time such as 7d, 36h, 90m or 3600s, not '{}'", option, text));
}

double level_in(const std::string& text) {
  double level = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), level);
  if (error == std::errc{} && end == text.data() + text.size()) return level;
  throw usage_error(fmt::format("--level takes a number such as 0.95, not '{}'", text));
}

double discount_in(const std::string& text) {
  const auto percent = number_in<double>(text);
  if (percent && *percent >= 0 && *percent < 1e6) return *percent;
  throw usage_error(fmt::format("--discount takes a percentage such as 0.2, not '{}'", text));
}

char delimiter_in(const std::string& text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text.size() == 1) return text[0];
  throw usage_error(fmt::format("--delimiter takes one character or 'tab', not '{}'", text));
}

std::size_t width_in(const std::string& text) {
  const auto width = number_in<std::size_t>(text);
  if (width && (*width == 0 || *width >= 40)) return *width;
  throw usage_error(fmt::format("--width takes a whole number from 40 up, or 0, not '{}'", text));
}

reject_limit limit_in(const std::string& text) {
  if (!text.ends_with('%'))
    return {static_cast<double>(number_of<std::uint64_t>("max-rejects", text, 0)), false};
  const auto percent = number_in<double>(std::string_view(text).substr(0, text.size() - 1));
  if (!percent || !(*percent >= 0 && *percent <= 100)) {
    throw usage_error(fmt::format("--max-rejects takes a number or a percentage such as 5%, not '{}'", text));
  }
  return {*percent, true};
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
  using granularity = cxmetrics::granularity;
  if (asked.period != granularity::week && asked.cohort != granularity::week)
    throw usage_error("--week-start goes with --period week or --cohort week");
  for (auto* const weeks : {&asked.period, &asked.cohort}) {
    if (*weeks == granularity::week) *weeks = granularity::week_from_sunday;
  }
}

po::options_description described() {
  po::options_description all;
  for (const option_line& option : option_table()) {
    if (!option.takes_argument()) {
      all.add_options()(option.name.c_str(), po::bool_switch());
      continue;
    }
    if (option.may_be_repeated()) {
      all.add_options()(option.name.c_str(), po::value<std::vector<std::string>>());
      continue;
    }
    auto* const text = po::value<std::string>();
    if (option.argument_may_be_left_out()) text->implicit_value("");
    all.add_options()(option.name.c_str(), text);
  }
  all.add_options()("file", po::value<std::vector<std::string>>());
  return all;
}

std::vector<std::string> option_names() {
  std::vector<std::string> names;
  for (const option_line& option : option_table()) names.push_back("--" + option.name);
  return names;
}

const option_line& line_of(std::string_view name) {
  return *std::find_if(option_table().begin(), option_table().end(),
                       [&](const option_line& option) { return option.name == name; });
}

// The two short options. There are no others: "-1" is a missing code and "-" is standard input.
std::pair<std::string, std::string> short_option(const std::string& word) {
  if (word == "-h") return {"help", ""};
  if (word == "-V") return {"version", ""};
  return {};
}

// "--help churn" and "--min-base 7": an argument that may be left out is the next word, if that fits.
bool fits(const std::string& option, const std::string& word) {
  return option == "help" || number_in<std::uint64_t>(word);
}

void give_arguments(std::vector<po::option>& options) {
  for (std::size_t i = 0; i + 1 < options.size(); ++i) {
    po::option& next = options[i + 1];
    const bool open =
        options[i].value.empty() && (options[i].string_key == "help" || options[i].string_key == "min-base");
    if (!open || next.position_key == -1 || !fits(options[i].string_key, next.value[0])) continue;
    options[i].value = next.value;
    options.erase(options.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

po::variables_map parsed(int count, const char* const* words) {
  const po::options_description all = described();
  po::positional_options_description positional;
  positional.add("file", -1);
  using style = po::command_line_style::style_t;
  po::variables_map values;
  try {
    auto options = po::command_line_parser(count, words)
                       .options(all)
                       .positional(positional)
                       .extra_parser(short_option)
                       .style(style::allow_long | style::long_allow_next | style::long_allow_adjacent)
                       .run();
    give_arguments(options.options);
    po::store(options, values);
  } catch (const po::unknown_option& error) {
    throw usage_error(unknown("option", error.get_option_name(), option_names()));
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
std::string one_of(const char* option, const std::string& name) {
  const std::vector<std::string>& valid = line_of(option).choices;
  for (const std::string& each : valid) {
    if (cxmetrics::detail::same_name(each, name)) return each;
  }
  throw usage_error(unknown(option, name, valid));
}

// Whether options say at most how the file is read and what is printed where.
bool asks_for_nothing(const po::variables_map& values) {
  return std::all_of(option_table().begin(), option_table().end(), [&](const option_line& option) {
    if (option.is_of("file") || option.is_of("output") || option.is_of("help")) return true;
    return values.count(option.name) == 0 || values[option.name].defaulted();
  });
}

// One or several columns of answers, each with its metric.
void ask_questions(options& asked, const reader& read) {
  std::vector<asked_question> questions;
  for (const std::string& column : read.texts("score")) questions.push_back({asked.metric, column});
  for (const char* metric : {"nps", "csat", "ces"}) {
    for (const std::string& column : read.texts(metric)) questions.push_back({metric, column});
  }
  if (questions.empty()) return;
  for (const asked_question& one : questions) {
    const auto is_same = [&](const asked_question& other) {
      return one.metric == other.metric && one.score == other.score;
    };
    if (std::count_if(questions.begin(), questions.end(), is_same) > 1) {
      throw usage_error(fmt::format("column {} is asked for twice", one.score));
    }
  }
  if (!asked.metric.empty() && read.texts("score").empty()) {
    throw usage_error("--metric goes with --score; --nps, --csat and --ces go without");
  }
  asked.metric = questions.front().metric;
  asked.score = questions.front().score;
  if (questions.size() > 1) asked.questions = std::move(questions);
}

void require_one_question(const options& asked) {
  if (asked.questions.empty()) return;
  if (!asked.counts.empty()) {
    throw usage_error(
        "--counts stands for the answers to one question, in place of a column of answers: ask each question "
        "that has columns of counts in a command of its own, by --metric and --counts");
  }
  const auto is_of_first = [&](const asked_question& each) { return each.metric == asked.metric; };
  if (asked.format == "svg" && !std::all_of(asked.questions.begin(), asked.questions.end(), is_of_first)) {
    throw usage_error("--format svg shows one metric");
  }
}

bool asks_of_histories(const options& asked) {
  return !asked.event.empty() || !asked.activity.empty() || !asked.churned.empty() || !asked.tenure.empty() ||
         !asked.reason.empty() || asked.inactive_after || asked.grace.count() > 0 || asked.cohort;
}

void require_subscriptions(const options& asked) {
  for (const auto& [name, given] :
       {std::pair{"start", &asked.start}, std::pair{"end", &asked.end}, std::pair{"amount", &asked.amount}}) {
    if (given->empty()) throw usage_error(fmt::format("--{} COLUMN is needed for revenue", name));
  }
  if (!asked.period) throw usage_error("--period is needed for revenue");
  if (!asked.score.empty() || !asked.time.empty() || asked.scale || !asked.weight.empty() ||
      !asked.definition.empty() || !asked.count.empty() || !asked.counts.empty() ||
      !asked.latest_per.empty() || asks_of_histories(asked)) {
    throw usage_error(
        "answers, --time, --definition, and other ways to tell customers do not go with revenue");
  }
}

void require_purchases(const options& asked) {
  const bool summary = !asked.frequency.empty() || !asked.recency.empty() || !asked.observed.empty();
  if (summary && !asked.time.empty())
    throw usage_error("--frequency, --recency and --observed are of a summary, and --time is of a log");
  if (asked.customer.empty() && !asked.time.empty())
    throw usage_error("--customer COLUMN is needed for lifetime-value of a log");
  if (asked.time.empty() && asked.to) throw usage_error("--to goes with a log, and --time");
  if (!asked.score.empty() || !asked.start.empty() || !asked.end.empty() || asked.period || asked.from ||
      asked.end_inclusive || asked.scale || !asked.weight.empty() || !asked.definition.empty() ||
      asks_of_histories(asked)) {
    throw usage_error(
        "--score, --start, --end, --period, --from, --definition and other ways to tell customers "
        "do not go with lifetime-value");
  }
}

// Of answers, --time is for what is said of time, and the other way round.
void require_time(const options& asked) {
  const bool needs_time = asked.period || asked.from || asked.to || asked.as_of || !asked.latest_per.empty();
  if (asked.time.empty() != needs_time) return;
  throw usage_error(needs_time
                        ? "--time COLUMN is needed with --period, --from, --to, --as-of and --latest-per"
                        : "--time COLUMN and --period PERIOD go together");
}

void require_together(const options& asked) {
  if (asked.describe && asked.format != "text" && asked.format != "json") {
    throw usage_error("--describe goes with --format text or json");
  }
  if (asked.describe) return;
  if (asked.from && asked.to && *asked.to < *asked.from) throw usage_error("--to lies before --from");
  require_funnel_options(asked);
  require_trend_options(asked);
  require_driver_options(asked);
  require_touchpoint_options(asked);
  if (asked.metric == "funnel") return;
  require_sheet_options(asked);
  if (asked.is_of_sheets()) return require_time(asked);
  if (asked.metric == "revenue") return require_subscriptions(asked);
  const bool of_churn = asked.metric == "churn" && asked.definition == "all";
  if (!asked.interval.empty() && !of_churn)
    throw usage_error("--interval goes with --metric revenue, or churn --definition all");
  if (asked.metric == "lifetime-value") return require_purchases(asked);
  if (!asked.frequency.empty() || !asked.recency.empty() || !asked.observed.empty())
    throw usage_error("--frequency, --recency and --observed go with --metric lifetime-value");
  if ((!asked.amount.empty() || !asked.currency.empty()) && !of_churn)
    throw usage_error(
        "--amount and --currency go with --metric revenue, lifetime-value, or churn --definition all");
  if (asked.is_of_customers()) {
    require_customer_options(asked);
    return;
  }
  if (!asked.start.empty() || !asked.end.empty() || !asked.customer.empty() || !asked.definition.empty()) {
    throw usage_error("--start, --end, --customer and --definition go with --metric churn or retention");
  }
  if (asks_of_histories(asked) || asked.end_inclusive) {
    throw usage_error(
        "--event, --activity, --inactive-after, --churned, --tenure, --reason, --end-inclusive, --grace and "
        "--cohort "
        "go with metrics of customers, such as --metric churn");
  }
  require_one_question(asked);
  const bool counted = !asked.count.empty() || !asked.counts.empty();
  if (counted && !asked.weight.empty()) throw usage_error("--count and --counts do not go with --weight");
  if (!asked.counts.empty() && (!asked.count.empty() || !asked.score.empty() || asked.metric.empty())) {
    throw usage_error("--counts goes with --metric, in place of --score and --count");
  }
  const bool designed = !asked.weight.empty() || !asked.stratum.empty() || !asked.cluster.empty();
  if (asked.by_respondent && (counted || !asked.latest_per.empty() || asked.estimate.population))
    throw usage_error("--respondent goes without --count, --counts, --latest-per and --population");
  if (designed && asked.metric.empty())
    throw usage_error("--weight, --stratum, --cluster and --respondent go with --metric");
  if (!asked.stratum.empty() && asked.estimate.population) {
    throw usage_error("--population goes without --stratum: the sizes of the strata would be needed");
  }
  if (!asked.metric.empty() && asked.score.empty() && asked.counts.empty() && asked.touchpoints.empty())
    throw usage_error("--score COLUMN is needed");
  if (asked.metric.empty() && !asked.score.empty())
    throw usage_error("--metric METRIC is needed with --score");
  if (asked.metric.empty() && asked.scale) throw usage_error("--scale goes with --metric");
  if (asked.metric.empty() && asked.format == "svg") throw usage_error("--format svg needs --metric");
  if (!asked.metric.empty()) require_time(asked);
}

}  // namespace

cxmetrics::day last_known_day(const options& asked) {
  if (asked.as_of) return *asked.as_of;
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::chrono::seconds offset = asked.time_zone ? asked.time_zone->offset_at(now) : asked.utc_offset;
  return std::chrono::floor<std::chrono::days>(now + offset);
}

options read_options(int count, const char* const* words) {
  const auto values = parsed(count, words);
  const reader read(values);
  options asked;
  asked.output = read.text("output");
  if (read.has("help")) {
    asked.help = help_on(read.text("help"));
    return asked;
  }
  if (read.is_set("version")) {
    asked.help = "cxreport " CXMETRICS_VERSION_STRING "\n";
    return asked;
  }
  const auto files = read.texts("file");
  if (files.empty()) throw usage_error("a FILE is needed; cxreport --help tells more");
  if (std::count(files.begin(), files.end(), "-") > 1) throw usage_error("standard input can be read once");
  try {
    asked.files = files;
    asked.metric = read.text("metric");
    ask_questions(asked, read);
    if (read.has("scale")) asked.scale = scale_in("scale", read.text("scale"));
    asked.missing = read.texts("missing");
    asked.by = read.texts("by");
    asked.where = read.texts("where");
    asked.latest_per = read.text("latest-per");
    asked.count = read.text("count");
    asked.counts = read.texts("counts");
    asked.weight = read.text("weight");
    asked.stratum = read.text("stratum");
    asked.cluster = read.text("cluster");
    asked.by_respondent = read.has("respondent");
    if (asked.by_respondent && !asked.cluster.empty())
      throw usage_error("--respondent goes without --cluster: people are the clusters");
    if (asked.by_respondent) asked.cluster = read.text("respondent");
    if (asked.by_respondent && asked.cluster.empty())
      throw usage_error("--respondent takes the name of a column");
    asked.time = read.text("time");
    if (read.has("period")) asked.period = cxmetrics::granularity_named(read.text("period"));
    asked.date_formats = read.texts("date-format");
    if (read.has("utc-offset")) asked.utc_offset = cxmetrics::parse_utc_offset(read.text("utc-offset"));
    if (read.has("time-zone")) asked.time_zone = cxmetrics::time_zone(read.text("time-zone"));
    asked.values_file = read.text("values");
    if (!asked.values_file.empty()) asked.values = values_in_file(asked.values_file);
    for (const std::string& value : read.texts("value")) asked.values.push_back(value_in(value));
    static_cast<void>(cxmetrics::date_reader(
        {asked.date_formats, asked.utc_offset, asked.time_zone}));  // throws for a bad pattern
    asked.amount = read.text("amount");
    asked.currency = read.text("currency");
    asked.interval = read.text("interval");
    asked.frequency = read.text("frequency");
    asked.recency = read.text("recency");
    asked.observed = read.text("observed");
    if (read.has("model")) asked.model = one_of("model", read.text("model"));
    if (read.has("horizon")) asked.horizon = number_of<unsigned>("horizon", read.text("horizon"), 1);
    if (read.has("discount")) asked.discount = discount_in(read.text("discount"));
    asked.start = read.text("start");
    asked.end = read.text("end");
    asked.customer = read.text("customer");
    if (read.has("from")) asked.from = day_in("from", read.text("from"));
    if (read.has("to")) asked.to = day_in("to", read.text("to"));
    if (read.has("as-of")) asked.as_of = day_in("as-of", read.text("as-of"));
    asked.definition = read.text("definition");
    asked.start_events = read.texts("start-event");
    asked.end_events = read.texts("end-event");
    asked.activity = read.text("activity");
    if (read.has("inactive-after"))
      asked.inactive_after =
          std::chrono::days{number_of<int>("inactive-after", read.text("inactive-after"), 1, 100'000)};
    asked.churned = read.text("churned");
    asked.tenure = read.text("tenure");
    asked.reason = read.text("reason");
    asked.end_inclusive = read.is_set("end-inclusive");
    if (read.has("grace"))
      asked.grace = std::chrono::days{number_of<int>("grace", read.text("grace"), 0, 100'000)};
    if (read.has("cohort"))
      asked.cohort = cxmetrics::granularity_named(one_of("cohort", read.text("cohort")));
    if (read.has("week-start")) start_weeks(asked, read.text("week-start"));
    if (read.has("age") && one_of("age", read.text("age")) == "own-months")
      asked.age = cxmetrics::cohort_age::own_months;
    if (read.has("project")) asked.project = number_of<unsigned>("project", read.text("project"), 1, 1000);
    if (read.has("retained") && one_of("retained", read.text("retained")) == "unbounded")
      asked.retained = cxmetrics::retention_kind::unbounded;
    if (!asked.definition.empty() && asked.definition != "all") {
      cxmetrics::churn_definition_named(asked.definition);
    }
    asked.event = read.text("event");
    asked.steps = events_in(read.texts("steps"));
    asked.exclusions = events_in(read.texts("exclude"));
    if (read.has("within")) asked.within = time_in("within", read.text("within"));
    if (read.has("order")) asked.order = cxmetrics::funnel_order_named(read.text("order"));
    asked.items = read.texts("items");
    asked.purchase = read.text("purchase");
    asked.item_weights = weights_in("item-weights", read.texts("item-weights"));
    asked.aggregate = read.text("aggregate");
    if (read.has("preset")) asked.preset = one_of("preset", read.text("preset"));
    if (read.has("missing-items"))
      asked.missing_items = cxmetrics::missing_items_named(read.text("missing-items"));
    asked.bands = bands_in(read.texts("bands"));
    asked.duration = read.text("duration");
    asked.text = read.text("text");
    asked.perception = read.texts("perception");
    asked.expectation = read.texts("expectation");
    if (read.has("expectation-scale"))
      asked.expectation_scale = scale_in("expectation-scale", read.text("expectation-scale"));
    asked.dimensions = events_in(read.texts("dimensions"));
    asked.importance = weights_in("importance", read.texts("importance"));
    asked.trend = read.is_set("trend");
    asked.goal = goal_of(read.text("target"), read.text("by-date"), read.text("target-start"));
    asked.what_changed = read.text("what-changed");
    asked.league = read.is_set("league");
    asked.drivers = read.texts("drivers");
    asked.touchpoints = read.texts("touchpoints");
    asked.outcome = read.text("outcome");
    if (read.has("item-scale")) asked.item_scale = scale_in("item-scale", read.text("item-scale"));
    if (read.is_set("pairwise")) asked.driver_base = cxmetrics::driver_base::pairwise;
    if (read.has("level")) asked.estimate.level = level_in(read.text("level"));
    if (read.has("method")) asked.estimate.method = cxmetrics::interval_method_named(read.text("method"));
    if (read.has("population"))
      asked.estimate.population = number_of<std::uint64_t>("population", read.text("population"), 1);
    if (read.has("adjust")) asked.adjust = cxmetrics::adjustment_named(read.text("adjust"));
    if (read.has("min-base")) {
      const std::string least = read.text("min-base");
      asked.min_base = least.empty() ? 5 : number_of<std::uint64_t>("min-base", least, 1);
    }
    if (read.has("threads")) asked.threads = number_of<unsigned>("threads", read.text("threads"), 1, 1024);
    if (read.has("format")) {
      asked.format = one_of("format", read.text("format"));
    }
    if (read.has("chart")) {
      asked.chart = one_of("chart", read.text("chart"));
    }
    if ((asked.format == "svg") != !asked.chart.empty())
      throw usage_error("--format svg and --chart go together");
    if (read.has("delimiter")) asked.delimiter = delimiter_in(read.text("delimiter"));
    if (read.has("quote")) asked.quotes = one_of("quote", read.text("quote")) == "double";
    asked.encoding = read.text("encoding");
    if (read.has("skip-rows"))
      asked.skip_rows = number_of<std::size_t>("skip-rows", read.text("skip-rows"), 0);
    if (read.has("header-rows"))
      asked.header_rows = number_of<std::size_t>("header-rows", read.text("header-rows"), 0, 100);
    asked.describe = read.is_set("describe");
    asked.may_describe = (asked.format == "text" || asked.format == "json") && asks_for_nothing(values);
    if (read.has("width")) asked.width = width_in(read.text("width"));
    asked.ascii = read.is_set("ascii");
    asked.quiet = read.is_set("quiet");
    asked.strict = read.is_set("strict");
    if (read.has("max-rejects")) {
      asked.max_rejects = limit_in(read.text("max-rejects"));
    }
  } catch (const std::invalid_argument& error) {
    throw usage_error(error.what());
  }
  require_together(asked);
  // Without periods there is nothing to cut; and the latest answer is the latest one known.
  if (asked.as_of && !asked.is_of_customers() && asked.metric != "funnel" && !asked.metric.empty() &&
      (!asked.period || !asked.latest_per.empty())) {
    asked.to = std::min(asked.to.value_or(*asked.as_of), *asked.as_of);
  }
  return asked;
}

}  // namespace cxreport
