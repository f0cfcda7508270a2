// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "option_table.hpp"

#include <cxmetrics/catalog.hpp>

namespace cxreport {
namespace {

std::vector<std::string> metrics() {
  std::vector<std::string> names;
  for (const std::string_view name : cxmetrics::metric_names()) names.emplace_back(name);
  names.insert(names.end(), {"churn", "retention", "cohorts", "survival", "reasons", "revenue",
                             "lifetime-value", "funnel", "stages", "index", "gap", "response"});
  return names;
}

}  // namespace

std::vector<std::string> topic_names() {
  std::vector<std::string> names;
  for (const help_topic& topic : help_topics()) names.push_back(topic.name);
  return names;
}

bool option_line::is_of(std::string_view topic) const {
  return (' ' + topics + ' ').find(' ' + std::string(topic) + ' ') != std::string::npos;
}

const std::vector<option_line>& option_table() {
  // clang-format off
  static const std::vector<option_line> table{
    {"metric", "METRIC", "survey churn metrics usual", "what to compute, such as nps, csat, ces or churn", metrics()},
    {"score", "COLUMN...", "survey usual", "the column of the answers; several are questions"},
    {"nps", "COLUMN...", "survey", "NPS of the answers in this column, beside other questions"},
    {"csat", "COLUMN...", "survey", "CSAT of the answers in this column"},
    {"ces", "COLUMN...", "survey", "CES of the answers in this column"},
    {"scale", "LOW:HIGH", "survey metrics items", "the answer scale of mean, top-box, bottom-box and net"},
    {"by", "COLUMN...", "survey churn revenue lifetime-value usual", "break down by this column"},
    {"weight", "COLUMN", "survey drivers", "the column of the sampling weight"},
    {"count", "COLUMN", "rows", "the column of how many answers a row stands for"},
    {"counts", "COLUMN,COLUMN...", "rows", "in place of --score, a column of such counts for each score, lowest first; or three for a net score: promoters, passives, detractors"},
    {"stratum", "COLUMN", "survey churn drivers", "the column of the stratum from which somebody was drawn; for survival, within which groups are compared"},
    {"cluster", "COLUMN", "survey drivers", "the column of what was drawn as a whole: a day, a flight, a store"},
    {"respondent", "COLUMN", "survey items drivers", "who answered: several answers of one person are no independent ones, and people who answered in both of two periods are compared with themselves"},

    {"missing", "CODE...", "answers churn revenue lifetime-value usual", "a text that means nothing, such as 11 or Blank"},
    {"value", "TEXT=SCORE...", "answers churn", "a text that stands for a score; with --churned, 1 is gone and 0 still there"},
    {"values", "FILE", "answers", "a CSV file of such texts, with the columns text and score"},

    {"where", "CONDITION...", "rows churn revenue usual", "only rows such as status=ANSWERED; all conditions have to hold"},
    {"latest-per", "COLUMN", "rows", "of each person in this column only the last answer, by --time"},

    {"start", "COLUMN", "churn revenue usual", "the first day as a customer"},
    {"end", "COLUMN", "churn revenue usual", "the first day no longer a customer, if any"},
    {"customer", "COLUMN", "churn revenue lifetime-value funnel", "who it is, where a customer has several rows"},
    {"from", "DAY", "rows churn revenue funnel", "answers of this day and later, or customers who enter a funnel then; for churn, begin on it"},
    {"to", "DAY", "rows churn revenue lifetime-value funnel", "answers of this day and earlier, or customers who enter a funnel then; for churn, end with it"},
    {"as-of", "DAY", "dates churn revenue survey funnel", "the day up to which the data are known; if not given, the last day in the file that does not lie ahead; for a funnel, without limit"},
    {"reason", "COLUMN", "churn funnel", "why somebody left: churn by reason, or what customers are lost for in time; for a funnel, one reason or several (slow;price) for stopping"},
    {"event", "COLUMN", "churn funnel", "what happened, at --time, to --customer; for churn, in place of --start and --end"},
    {"start-event", "TEXT...", "churn", "what begins a time as a customer; 'start' if not given"},
    {"end-event", "TEXT...", "churn", "what ends it; 'end' if not given; other events are left out"},
    {"activity", "COLUMN", "churn", "in place of --start and --end, a log: when --customer ordered, logged in or the like"},
    {"inactive-after", "DAYS", "churn", "of such a log: gone is who was silent for longer"},
    {"churned", "COLUMN", "churn", "in place of days, whether somebody left: Yes/No, 1/0, active/cancelled"},
    {"tenure", "COLUMN", "churn", "with --churned: for how many months they were a customer"},
    {"end-inclusive", "", "churn revenue", "--end is the last day as a customer"},
    {"grace", "DAYS", "churn", "who comes back within so many days was never gone"},
    {"cohort", "PERIOD", "churn", "of cohorts: month (if not given), quarter, year, week or day",
     {"day", "week", "month", "quarter", "year"}},
    {"age", "KIND", "churn", "of cohorts: in periods of the calendar (if not given), or in own-months since the day each joined",
     {"calendar", "own-months"}},
    {"retained", "KIND", "churn", "of cohorts: classic, there at that age (if not given), or unbounded, then or later",
     {"classic", "unbounded"}},
    {"project", "PERIODS", "churn", "of cohorts: in place of what was seen, what the shifted beta-geometric model says of every age up to so many periods beyond it"},
    {"definition", "NAME", "churn", "start-cohort (if not given), naive, at-risk, mid-period, daily, customer-day or all; all also prints the expected lifetime, and with --amount the value",
     {"start-cohort", "naive", "at-risk", "mid-period", "daily", "customer-day", "all"}},

    {"amount", "COLUMN", "churn revenue lifetime-value", "the price of a subscription, or what a purchase cost, such as 1,234.56 or EUR 1.234,56; for churn with --definition all, it gives the value of a customer"},
    {"currency", "CODE", "churn revenue lifetime-value", "of all amounts, such as EUR; the one that they name if not given"},
    {"interval", "COLUMN", "churn revenue", "for what a price is paid: month, quarter or year; a month if not given"},
    {"frequency", "COLUMN", "lifetime-value", "of a summary, a row for each customer: how many repeat purchases; 'frequency' or 'x' if not given"},
    {"recency", "COLUMN", "lifetime-value", "how old a customer was at the last one; 'recency' or 't_x' if not given"},
    {"observed", "COLUMN", "lifetime-value", "for how long a customer was watched; 'T' if not given"},
    {"model", "NAME", "lifetime-value", "of purchases: bg-nbd (if not given), mbg-nbd or pareto-nbd", {"bg-nbd", "mbg-nbd", "pareto-nbd"}},
    {"horizon", "N", "lifetime-value", "how many weeks to look ahead; 52 if not given"},
    {"discount", "PERCENT", "churn lifetime-value", "by which purchases of a week ahead count less, such as 0.2, or with --project the periods to come; 0 if not given"},

    {"steps", "EVENT,EVENT...", "funnel", "the steps of the funnel, in order"},
    {"within", "TIME", "funnel", "how long after the first step the last one may be: 7d, 36h, 90m or 3600s; without limit if not given"},
    {"order", "ORDER", "funnel", "ordered (if not given), strict, first-attempt or any-order",
     {"ordered", "strict", "first-attempt", "any-order"}},
    {"exclude", "EVENT,EVENT...", "funnel", "events that end a passage through the steps"},

    {"items", "COLUMN,COLUMN...", "items", "the columns of several answers of each person; of stages in order, each yes or no"},
    {"item-weights", "NUMBER,NUMBER...", "items", "of an index, how much each item counts, 1 together; all the same if not given"},
    {"aggregate", "NAME", "items", "what the scores of an item are worth: percent-of-maximum (if not given), mean, top-box:K, bottom-box:K or net:LOW,HIGH"},
    {"missing-items", "POLICY", "items", "who does not answer all: drop-respondent (if not given), or reweight, which raises the weights of the others",
     {"drop-respondent", "reweight"}},
    {"preset", "NAME", "items", "an index of three items: effectiveness-ease-emotion, net scores of 1 to 5; satisfaction-expectation-ideal, per cent of maximum of 1 to 10",
     {"effectiveness-ease-emotion", "satisfaction-expectation-ideal"}},
    {"bands", "FROM=NAME,FROM=NAME...", "items", "of an index, names for its values, such as 0=poor,70=good"},
    {"perception", "COLUMN,COLUMN...", "items", "of a gap, the columns of what people got"},
    {"expectation", "COLUMN,COLUMN...", "items", "of a gap, those of what they expected, in the same order"},
    {"expectation-scale", "LOW:HIGH", "items", "the scale of the expectations, if it is not --scale"},
    {"dimensions", "NAME,NAME...", "items", "of a gap, the dimension of each item"},
    {"importance", "NUMBER,NUMBER...", "items", "of a gap, how much each item counts in the total"},
    {"duration", "COLUMN", "items", "of response, how long people took: seconds, or 1:33"},
    {"text", "COLUMN", "items", "of response, what they wrote; repeated texts are counted"},
    {"purchase", "COLUMN", "items", "which stage is the purchase: act, adopt, or the fourth of five if not given"},

    {"drivers", "COLUMN,COLUMN...", "drivers survey", "what goes with the answers to --score: the share of each of these columns of answers"},
    {"item-scale", "LOW:HIGH", "drivers", "the scale of these columns; 1:5 if not given"},
    {"touchpoints", "COLUMN,COLUMN...", "drivers survey", "what each of these columns of answers does to the whole; or with --score, the one column that names touchpoints or themes (slow;price)"},
    {"outcome", "METRIC=COLUMN", "drivers", "with --touchpoints, how important they are for this outcome, such as nps=recommend"},
    {"pairwise", "", "drivers", "for each two columns who answered both, not only who answered all of them"},

    {"time", "COLUMN", "dates survey items lifetime-value funnel usual", "the column of the day or time of the answer"},
    {"period", "PERIOD", "dates survey items churn revenue funnel usual", "day, week, month, quarter or year",
     {"day", "week", "month", "quarter", "year"}},
    {"week-start", "DAY", "dates churn revenue", "monday (ISO weeks, if not given) or sunday", {"monday", "sunday"}},
    {"date-format", "PATTERN...", "dates churn revenue lifetime-value", "how dates are written, such as %d/%m/%Y; found out if not given"},
    {"utc-offset", "+HH:MM", "dates churn revenue lifetime-value", "where days begin, for times with a zone; +00:00 if not given"},
    {"time-zone", "NAME", "dates churn revenue lifetime-value", "the same with summer time, such as Europe/Berlin"},

    {"trend", "", "trends", "by --period: the change per period, a shift of the level, unusual periods, and against the year before"},
    {"target", "NUMBER", "trends", "a goal, such as an NPS of 40: met, not met or cannot tell, and how fast it comes nearer"},
    {"by-date", "DAY", "trends", "until when the target is to be reached; with --period"},
    {"target-start", "DAY=NUMBER", "trends", "where the way to the target began; with --by-date"},
    {"what-changed", "PERIOD,PERIOD", "trends", "two periods such as 2024-Q1,2024-Q4, with --by and --period: what groups and their shares did to the whole"},
    {"league", "", "trends", "with --by: the groups by rank, small ones drawn towards the rest, and which rank each may have"},

    {"level", "0.95", "intervals", "the confidence level of the intervals"},
    {"method", "NAME", "intervals", "the interval, such as wilson, adjusted-wald, student-t or bootstrap-bca"},
    {"population", "N", "intervals", "how many people (with --cluster, clusters) there are to be asked, where a good part of them was"},
    {"adjust", "NAME", "intervals", "for many comparisons: holm (if not given), hochberg, hommel, bonferroni, bh, by or none",
     {"holm", "hochberg", "hommel", "bonferroni", "bh", "by", "none"}},
    {"min-base", "[N]", "intervals", "hide figures that rest on fewer than N people, 5 if N is not given, and those that would give them away"},

    {"format", "FORMAT", "output usual", "text (if not given), markdown, csv, json, html or svg",
     {"text", "markdown", "csv", "json", "html", "svg"}},
    {"chart", "CHART", "output", "of format svg: trend, distribution, shares, segments, heatmap, flow, curve, reasons, movements, waterfall, funnel, drivers, impact or quadrant",
     {"trend", "distribution", "shares", "segments", "heatmap", "flow", "curve", "reasons", "movements", "waterfall", "funnel", "drivers", "impact", "quadrant"}},
    {"output", "FILE", "output usual", "write there instead of to standard output"},
    {"width", "N", "output", "of text, how many columns a line may take, 40 or more; that of the terminal if not given; 0, as in a file or a pipe, for a table in one piece, however wide"},
    {"ascii", "", "output", "draw bars with plain characters"},
    {"quiet", "", "output", "do not show progress on the terminal"},

    {"describe", "", "file usual", "tell what the columns hold, and what to try"},
    {"delimiter", "C", "file", "what separates fields, or 'tab'; found out of , ; tab | if not given"},
    {"quote", "KIND", "file", "double (if not given), or none: quotes are text, as mysql --batch writes them", {"double", "none"}},
    {"encoding", "NAME", "file", "such as windows-1252; UTF-8, UTF-16 and UTF-32 are found out"},
    {"skip-rows", "N", "file", "the table begins after N lines, such as those of a title"},
    {"header-rows", "N", "file", "the header has N rows, whose names are joined by ' / '; with 0, columns are 1, 2 and so on"},
    {"threads", "N", "file", "read the file on N threads, 1 to 1024; on all there are if not given"},
    {"strict", "", "file", "exit with 1 if any row was rejected"},
    {"max-rejects", "N", "file", "exit with 1 if more than N rows, or N%, were rejected, instead of more than were used"},

    {"help", "[TOPIC]", "help", "what the program does, or what there is to know of a topic", topic_names()},
    {"version", "", "help", "print the version"},
  };
  // clang-format on
  return table;
}

const std::vector<help_topic>& help_topics() {
  static const std::vector<help_topic> topics{
      {"metrics", "What can be computed",
       R"(METRIC is one of
  nps, enps         0 to 10; share of 9-10 less share of 0-6
  csat              1 to 5; share of 4-5
  csat-mean         1 to 5; the mean
  csat-percent-of-maximum
                    1 to 5; the mean, from 0 at the lowest score to 100
  net-satisfaction  1 to 5; share of 4-5 less share of 1-2
  ces               1 to 7; the mean, where high is easy
  ces-easy          1 to 7; share of 5-7
  ces-net-easy      1 to 7; share of 5-7 less share of 1-3
  ces-effort        1 to 5; mean effort, where low is good
  share             the per cent of yes, true, good or 1 among these and
                    no, false, bad or 0
  mean, percent-of-maximum, top-box:K, bottom-box:K, net:LOW,HIGH
                    of any scale, given by --scale; net is the share from
                    HIGH up less the share to LOW
  churn, retention  of customers with a first day and a day they left
  cohorts           the share of customers retained by age, by when they joined
  survival          the share of customers still there after so long
  reasons           churn by reason, as parts of one rate
  revenue           recurring revenue of subscriptions, how it moved, and how
                    much of it is retained
  lifetime-value    what the customers of a log of purchases will still buy
  funnel            of customers with events: how far they come in some steps
  stages            of people who say at which stages of a journey they are:
                    aware, appeal, ask, act, advocate, or others
  index             of several answers of each person, weighted
  gap               what people got less what they expected
  response          who answered, how carefully, and what the silent could have
                    said
)"},
      {"survey", "Answers to a question",
       R"(  cxreport FILE --metric METRIC --score COLUMN [--by COLUMN]...
           [--time COLUMN --period PERIOD]
  cxreport FILE --nps COLUMN --csat COLUMN --csat COLUMN ...
                    several questions; those of one metric are one table
  cxreport FILE     a file with the columns metric and score (and segment,
                    touchpoint, answered_at): every metric found in it, by
                    segment and month; with --metric, only rows of that metric

What --help answers, rows, dates, intervals, output and file tell applies, too.
)"},
      {"answers", "Texts that are answers",
       R"(Numbers, "10 - extremely likely", "8 out of 10", stars, and words such as
"Very satisfied" are read without being told; so are the usual signs for
nothing, such as an empty field, NA and NULL.
)"},
      {"rows", "Which rows",
       R"(CONDITION is COLUMN=VALUE, or with != < <= > or >= in place of =. For = and !=,
VALUE may be a list: A|B. The others compare numbers, and days such as
2024-03-05. Rows left out are counted by the condition that they do not fulfil.
)"},
      {"churn", "Customers who come and go",
       R"(  cxreport FILE --metric churn|retention --start COLUMN --end COLUMN
           [--customer COLUMN] [--by COLUMN]... --period PERIOD
  cxreport FILE --metric cohorts --start COLUMN --end COLUMN [--cohort PERIOD]
           [--project PERIODS]
  cxreport FILE --metric survival --start COLUMN --end COLUMN
           [--by COLUMN [--stratum COLUMN]] [--reason COLUMN]
  cxreport FILE --metric survival --churned COLUMN --tenure COLUMN
  cxreport FILE --metric reasons --start COLUMN --end COLUMN --reason COLUMN
           --period PERIOD

In place of --start and --end: --time, --event and --customer of a log of
events; --activity, --inactive-after and --customer of a log of orders or the
like; or --churned alone, where no days are known.

What --help intervals, output and file tell applies, too.
)"},
      {"revenue", "Recurring revenue",
       R"(  cxreport FILE --metric revenue --start COLUMN --end COLUMN --amount COLUMN
           --period PERIOD [--interval COLUMN] [--customer COLUMN]
           [--by COLUMN]...

All subscriptions of a customer are summed before they are compared with the
day before. Yearly and quarterly prices count by the month.
)"},
      {"lifetime-value", "What customers are worth",
       R"(  cxreport FILE --metric lifetime-value --customer COLUMN --time COLUMN
           [--amount COLUMN] [--model NAME] [--horizon WEEKS] [--to DAY]
           [--by COLUMN]...
  cxreport FILE --metric lifetime-value [--frequency COLUMN] [--recency COLUMN]
           [--observed COLUMN] [--amount COLUMN]

In the first form a row is a purchase. Customers are watched until --to, or the
last day in the file. In the second one a row is a customer, as the Python
package lifetimes and R's BTYD summarise them: how many repeat purchases, when
the last one was, and for how long they were watched, all in one unit, in which
--horizon counts too.
)"},
      {"funnel", "How far customers come",
       R"(  cxreport FILE --metric funnel --customer COLUMN --time COLUMN
           --event COLUMN --steps EVENT,EVENT,... [--within TIME]
           [--order ORDER] [--reason COLUMN] [--by COLUMN]... [--period PERIOD]

A row is an event of a customer. With --by, a customer is of the group that
their first event names; with --period, of each period in which they enter.

What --help rows, dates, intervals, output and file tell applies, too.
)"},
      {"items", "Several answers of a person",
       R"(  cxreport FILE --metric stages --items COLUMN,COLUMN,... [--purchase COLUMN]
           [--by COLUMN]... [--count COLUMN]
  cxreport FILE --metric index --items COLUMN,COLUMN,... --scale LOW:HIGH
           [--item-weights NUMBER,NUMBER,...] [--by COLUMN]...
  cxreport FILE --metric gap --perception COLUMN,... --expectation COLUMN,...
           --scale LOW:HIGH [--dimensions NAME,...] [--importance NUMBER,...]
  cxreport FILE --metric response --items COLUMN,... --scale LOW:HIGH
           [--duration COLUMN] [--text COLUMN] [--respondent COLUMN]
  cxreport FILE --metric stages --counts COLUMN,COLUMN,... [--purchase COLUMN]
           [--by COLUMN]...

A row is a person. For stages, each column says yes or no; or a row holds how
many are at each stage. With --time COLUMN --period PERIOD, people are broken
down by when they answered.
)"},
      {"drivers", "What goes with a score, and where it hurts",
       R"(  cxreport FILE --metric METRIC --score COLUMN --drivers COLUMN,COLUMN,...
           [--item-scale LOW:HIGH] [--pairwise]
  cxreport FILE --metric METRIC --touchpoints COLUMN,COLUMN,...
           [--outcome METRIC=COLUMN]
  cxreport FILE --metric METRIC --score COLUMN --touchpoints COLUMN
           [--respondent COLUMN] [--weight COLUMN]

Up to 30 columns of answers, and which share of the variance of the outcome
goes with each. For an outcome yes or no, such as churned, take --metric share.
Or touchpoints, by what the whole would lack without each: a column of answers
for each, or one column that names them. In that one, --respondent tells which
answers are of the same person.

What --help answers, rows, intervals, output and file tell applies, too.
)"},
      {"trends", "Trends, goals, and what changed",
       R"(  cxreport FILE --metric METRIC ... --time COLUMN --period month --trend
           [--target NUMBER [--by-date DAY]]
  cxreport FILE --metric METRIC ... --by COLUMN --time COLUMN --period quarter
           --what-changed 2024-Q1,2024-Q4
  cxreport FILE --metric METRIC ... --by COLUMN --league

These look closer at any metric by period or group: answers, an index, gaps,
response, churn, retention, revenue, and how many come from the first step of a
funnel, or the first stage, to the last. Without --period, --target and
--league look at the values as they are, which lifetime-value and --churned
have, too. What --min-base hides is left out.
)"},
      {"dates", "Days, periods and zones",
       R"(How dates are written is found out from their column. Where no date of a column
such as 03/04/2024 shows which number is the month, say it by --date-format.
)"},
      {"intervals", "Uncertainty, and small bases",
       R"(Each figure comes with its confidence interval. Marks say which differences are
significant after adjustment for the number of comparisons.
)"},
      {"output", "What is printed, and where", ""},
      {"file", "How the file is read, and the exit status",
       R"(FILE is a CSV file with a header line, plain or packed with gzip; - is standard
input. Several files make one report; their columns are found by name, and
--by file tells the files apart.

Exit status: 0 done; 1 done, but no row could be used, or rows were rejected
under --strict or beyond --max-rejects, or more than were used; 2 wrong usage;
3 the file cannot be read, or the report cannot be written.
)"},
      {"help", "Help", ""},
      {"all", "Everything", ""},
  };
  return topics;
}

}  // namespace cxreport
