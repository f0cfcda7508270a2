// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_OPTIONS_HPP
#define CXMETRICS_CXREPORT_OPTIONS_HPP

#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/input/time_zone.hpp>
#include <cxmetrics/journey/drivers.hpp>
#include <cxmetrics/journey/funnel.hpp>
#include <cxmetrics/journey/goal.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/stats/adjust.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/composite.hpp>
#include <cxmetrics/survey/scale.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxreport {

/// The command line asks for something that does not exist; exit status 2.
struct usage_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// How many rows may be rejected: a number, or a percentage of those that are not left out.
struct reject_limit {
  double limit = 0;
  bool in_per_cent = false;

  bool is_exceeded_by(std::uint64_t rejected, std::uint64_t rows) const {
    const auto count = static_cast<double>(rejected);
    return in_per_cent ? 100 * count > limit * static_cast<double>(rows) : count > limit;
  }
};

/// A metric of the answers in a column.
struct asked_question {
  std::string metric;
  std::string score;
};

/// The command line, checked as far as it can be without the file.
struct options {
  std::vector<std::string> files;
  std::string metric;  ///< as written; empty: long form
  std::string score;
  std::vector<asked_question> questions;  ///< if there are several; the first is that of metric and score
  std::optional<cxmetrics::scale> scale;
  std::vector<std::string> missing;
  std::vector<std::string> by;
  std::string weight;
  std::string stratum;
  std::string cluster;         ///< the column of `--respondent`, too
  bool by_respondent = false;  ///< whether clusters are people
  std::string time;
  std::optional<cxmetrics::granularity> period;
  std::vector<std::string> date_formats;
  std::chrono::minutes utc_offset{0};
  std::optional<cxmetrics::time_zone> time_zone;
  std::string count;                ///< the column of how many answers a row stands for
  std::vector<std::string> counts;  ///< lists of columns of such counts, one for each score
  std::string latest_per;           ///< the column of the person of whom only the last row is taken
  std::vector<std::string> where;   ///< conditions on rows
  std::vector<std::pair<std::string, int>> values;  ///< texts that stand for scores
  std::string values_file;                          ///< where some of them come from
  cxmetrics::estimate_options estimate;
  std::string format = "text";
  std::string chart;                 ///< of format svg
  std::optional<std::size_t> width;  ///< of lines of text; 0: as wide as they get
  bool ascii = false;
  std::string output;
  bool quiet = false;
  std::optional<char> delimiter;
  bool quotes = true;    ///< whether they enclose fields
  std::string encoding;  ///< empty: found out
  std::size_t skip_rows = 0;
  std::optional<std::size_t> header_rows;
  bool strict = false;
  std::optional<reject_limit> max_rejects;

  std::string start;
  std::string end;
  std::string customer;
  std::optional<cxmetrics::day> from;
  std::optional<cxmetrics::day> to;
  std::optional<cxmetrics::day> as_of;
  std::string definition;
  std::string amount;            ///< the column of the price, or of what a purchase cost
  std::string currency;          ///< of the amounts
  std::string interval;          ///< the column that says for what a price is paid
  std::string frequency;         ///< of a summary of purchases: how many repeats
  std::string recency;           ///< when the last one was
  std::string observed;          ///< for how long the customer was watched
  std::string model = "bg-nbd";  ///< of purchases
  unsigned horizon = 52;         ///< weeks looked ahead
  double discount = 0;           ///< per cent a week, or a period of a projection
  std::string event;             ///< of a log of events: what happened
  std::vector<std::string> start_events;
  std::vector<std::string> end_events;
  std::string activity;  ///< of a log of acts: when
  std::optional<std::chrono::days> inactive_after;
  std::string churned;  ///< whether somebody left, where no days are known
  std::string tenure;   ///< and for how many months they were there
  std::string reason;
  bool end_inclusive = false;
  std::chrono::days grace{0};
  std::optional<cxmetrics::granularity> cohort;
  cxmetrics::cohort_age age = cxmetrics::cohort_age::calendar;
  cxmetrics::retention_kind retained = cxmetrics::retention_kind::classic;
  std::optional<unsigned> project;  ///< periods beyond the data

  std::vector<std::string> steps;  ///< of a funnel
  std::vector<std::string> exclusions;
  std::optional<std::chrono::seconds> within;
  cxmetrics::funnel_order order = cxmetrics::funnel_order::ordered;

  std::vector<std::string> items;    ///< lists of columns of answers of the same people
  std::string purchase;              ///< of stages: which is the purchase
  std::vector<double> item_weights;  ///< of an index; none: all the same
  std::string aggregate;             ///< what scores of an item are worth, a name of the catalogue
  std::string preset;                ///< a composite that is described
  cxmetrics::missing_items missing_items = cxmetrics::missing_items::drop_respondent;
  std::vector<cxmetrics::index_band> bands;
  std::vector<std::string> perception;   ///< of a gap: lists of columns
  std::vector<std::string> expectation;  ///< as many
  std::optional<cxmetrics::scale> expectation_scale;
  std::vector<std::string> dimensions;  ///< of the items of a gap
  std::vector<double> importance;
  std::string duration;              ///< of response: how long people took
  std::string text;                  ///< and what they wrote
  std::vector<std::string> drivers;  ///< lists of columns whose answers may go with those to the score
  std::optional<cxmetrics::scale> item_scale;  ///< of those columns
  cxmetrics::driver_base driver_base = cxmetrics::driver_base::complete_cases;
  std::vector<std::string> touchpoints;  ///< lists of columns of answers, or one that names touchpoints
  std::string outcome;                   ///< for which touchpoints may be important: "nps=recommend"

  bool trend = false;  ///< look for trends in the periods
  std::optional<cxmetrics::goal> goal;
  std::string what_changed;  ///< between which two periods, as written
  bool league = false;       ///< rank the groups

  cxmetrics::adjustment adjust = cxmetrics::adjustment::holm;
  std::optional<std::uint64_t> min_base;
  unsigned threads = 0;  ///< 0: as many as the machine has

  bool is_of_customers() const {
    return metric == "churn" || metric == "retention" || metric == "cohorts" || metric == "survival" ||
           metric == "reasons" || metric == "revenue";
  }
  /// Whether several answers of each person are looked at together.
  bool is_of_sheets() const {
    return metric == "stages" || metric == "index" || metric == "gap" || metric == "response";
  }
  /// Whether anything is to be found out of the tables made.
  bool looks_closer() const { return trend || goal || !what_changed.empty() || league; }
  /// Whether customers have to be known by their whole history.
  bool needs_histories() const {
    return (metric != "churn" && metric != "retention") || !event.empty() || !activity.empty() ||
           end_inclusive || grace.count() > 0;
  }

  bool describe = false;      ///< the file, instead of a report
  bool may_describe = false;  ///< nothing is asked for, so that a description may take the place of an error

  std::string help;  ///< not empty: print this and stop
};

/// Reads the command line. Throws `usage_error`, naming what is valid.
options read_options(int count, const char* const* words);

/// The last day that can be known: the one asked for, or today where days begin as asked.
cxmetrics::day last_known_day(const options& asked);

/// Throws `usage_error` for what does not go together, or lacks something, where customers are asked for.
void require_customer_options(const options& asked);

/// The same for a funnel, and for options of a funnel where none is asked for.
void require_funnel_options(const options& asked);

/// The same where several answers of each person are looked at together.
void require_sheet_options(const options& asked);

/// The same for trends, goals and what changed.
void require_trend_options(const options& asked);

/// The goal that `--target`, `--by-date` and `--target-start` name. Throws `usage_error` for what is no number or no
/// day.
std::optional<cxmetrics::goal> goal_of(const std::string& target, const std::string& by,
                                       const std::string& start);

/// The same for drivers, and for options of drivers where none are asked for.
void require_driver_options(const options& asked);

/// The same for touchpoints.
void require_touchpoint_options(const options& asked);

/// "no column is called X; there are: A, B (did you mean A?)".
std::string unknown(std::string_view kind, std::string_view name, const std::vector<std::string>& valid);

}  // namespace cxreport

#endif
