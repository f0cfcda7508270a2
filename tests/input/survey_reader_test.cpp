// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "support/catch.hpp"

#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/row_feed.hpp>
#include <cxmetrics/input/survey_reader.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace tests_of_survey_reader {
namespace cx = cxmetrics;
using namespace std::chrono_literals;

namespace {

void feed(cx::survey_reader& reader, std::string_view text) {
  cx::csv_parser parser({}, reader);
  parser.push(text);
  parser.finish();
}

// Hands rows on one by one.
class one_by_one_to : public cx::row_sink {
 public:
  explicit one_by_one_to(cx::survey_reader& reader) : reader_(reader) {}
  std::vector<std::size_t> columns(const cx::row_header& header) override { return reader_.columns(header); }
  void row(const cx::row_view& row) override { reader_.row(row); }
  void reject(cx::rejection why) override { reader_.reject(std::move(why)); }

 private:
  cx::survey_reader& reader_;
};

const std::vector<cx::survey_question> nps_only{{"nps", cx::zero_to_ten}};
const std::vector<cx::survey_question> two{{"nps", cx::zero_to_ten}, {"csat", cx::one_to_five}};

const cx::survey_columns long_form{
    .question = "metric", .by = {"segment"}, .time = "on", .also_by = {{"on"}}, .missing = {"99", "NA"}};

const std::string answers =
    "metric,score,segment,on\n"
    "nps,10,retail,2024-03-01\n"
    "NPS ,9.0,retail,2024-03-31T23:30:00Z\n"
    "csat,5,retail,2024-03-02\n"
    "nps,,business,2024-04-01\n"
    "nps,99,business,2024-04-01\n"
    "csat,NA,business,2024-04-01\n"
    "csat,7,business,2024-04-30\n"
    "nps,eleven,business,2024-04-30\n"
    "nps,5,business,2024-13-01\n"
    "nps,5,business,\n"
    "ces,5,business,2024-04-30\n"
    "nps,5,business\n";

}  // namespace

TEST_CASE("a survey file without rows has no answers", "[survey_reader]") {
  cx::survey_reader reader(nps_only, {});
  feed(reader, "score\n");
  CHECK(reader.answers().size() == 0);
  CHECK(reader.answers().total() == cx::tally{cx::zero_to_ten});
  CHECK(reader.accounting().read() == 0);
}

TEST_CASE("without keys all answers are one group", "[survey_reader]") {
  cx::survey_reader reader(nps_only, {});
  feed(reader, "id,score\n1,9\n2,10\n3,\n");
  const auto answers = reader.answers();
  REQUIRE(answers.size() == 1);
  const auto& [key, tally] = *answers.begin();
  CHECK(std::get<0>(key).empty());
  CHECK_FALSE(std::get<1>(key));
  CHECK(tally.answered() == 2);
  CHECK(tally.missing() == 1);
}

TEST_CASE("answers are counted by question, text and period", "[survey_reader]") {
  cx::survey_reader reader(two, long_form);
  feed(reader, answers);

  const auto nps = reader.answers(0);
  REQUIRE(nps.size() == 3);
  const auto* march = nps.find({{"retail"}, cx::month_of(2024y / 3 / 1)});
  REQUIRE(march);
  CHECK(march->count(9) == 1);
  CHECK(march->count(10) == 1);
  const auto* april = nps.find({{"business"}, cx::month_of(2024y / 4 / 1)});
  REQUIRE(april);
  CHECK(april->answered() == 0);
  CHECK(april->missing() == 2);
  const auto* some_day = nps.find({{"business"}, std::nullopt});
  REQUIRE(some_day);
  CHECK(some_day->count(5) == 1);

  const auto csat = reader.answers(1);
  REQUIRE(csat.size() == 2);
  CHECK(csat.total().scale() == cx::one_to_five);
  CHECK(csat.total().answered() == 1);
  CHECK(csat.total().missing() == 1);
  CHECK(csat.total().off_scale() == 1);
}

TEST_CASE("every row read is accounted for, with line, column, text and reason", "[survey_reader]") {
  cx::survey_reader reader(two, long_form);
  feed(reader, answers);
  const cx::accounting accounting = reader.accounting();
  CHECK(accounting.read() == 12);
  CHECK(accounting.answered == 4);
  CHECK(accounting.missing == 3);
  CHECK(accounting.off_scale == 1);
  REQUIRE(accounting.rejected == 4);
  const auto& why = accounting.rejections();
  CHECK(why[0].line == 9);
  CHECK(why[0].column == "score");
  CHECK(why[0].text == "eleven");
  CHECK(why[1].line == 10);
  CHECK(why[1].column == "on");
  CHECK(why[1].text == "2024-13-01");
  CHECK(why[2].column == "metric");
  CHECK(why[2].text == "ces");
  CHECK(why[3].line == 13);
}

TEST_CASE("an answer belongs to the day it has at the reader's clock", "[survey_reader]") {
  cx::survey_columns columns{.time = "on"};
  columns.dates.utc_offset = 7h;
  cx::survey_reader reader(nps_only, columns);
  feed(reader, "on,score\n2024-03-31T23:30:00Z,10\n");
  CHECK(reader.answers().find({std::vector<std::string>{}, cx::month_of(2024y / 4 / 1)}) != nullptr);
}

TEST_CASE("a column that the file does not have is an error", "[survey_reader]") {
  cx::survey_reader reader(nps_only, {.by = {"segmnt"}});
  CHECK_THROWS_AS(feed(reader, "score,segment\n1,a\n"), std::invalid_argument);
}

TEST_CASE("questions that cannot be told apart are refused", "[survey_reader]") {
  CHECK_THROWS_AS(cx::survey_reader(std::vector<cx::survey_question>{}, {}), std::invalid_argument);
  CHECK_THROWS_AS(cx::survey_reader(two, {}), std::invalid_argument);
  CHECK_THROWS_AS(cx::survey_reader({{"nps", cx::zero_to_ten}, {"NPS", cx::zero_to_ten}}, long_form),
                  std::invalid_argument);
  CHECK_THROWS_AS(cx::survey_reader(nps_only, {}).answers(1), std::out_of_range);
}

TEST_CASE("answers of weight 0 are accounted for, and count nowhere else", "[survey_reader]") {
  const cx::survey_columns columns{.by = {"segment"}, .weight = "w"};
  cx::survey_reader reader(nps_only, columns);
  feed(reader, "score,segment,w\n9,none,0\n9,a,0\n9,a,2\nNA,a,1\n10 - Extremely likely,a,0\nx,a,1\n");
  cx::survey_reader more(nps_only, columns);
  feed(more, "score,segment,w\n0,none,0\n3,none,0\n3,b,0.5\n");
  cx::survey_reader both(nps_only, columns);
  both += reader;
  both += more;
  const cx::accounting rows = both.accounting();
  CHECK(rows.left_out.at("weight 0") == 5);
  CHECK(rows.answered == 2);
  CHECK(rows.missing == 1);
  CHECK(rows.rejected == 1);
  CHECK(rows.read() == 9);
  CHECK(both.weighted_answers().size() == 2);
  CHECK(both.answers().size() == 2);
  CHECK(both.answers().total().answered() == 2);
  more += reader;
  CHECK(more.accounting().left_out == rows.left_out);
}

TEST_CASE("weights are read beside the scores, and an answer without one is missing", "[survey_reader]") {
  cx::survey_reader reader(nps_only, {.by = {"segment"}, .weight = "w"});
  feed(reader,
       "score,segment,w\n"
       "9,a,0.5\n"
       "9,a,\t1.25 \n"
       "0,b,2\n"
       ",b,\n"
       "7,b,\n"
       "7,b,-1\n"
       "7,b,much\n"
       "7,b,inf\n");
  const auto answers = reader.weighted_answers();
  REQUIRE(answers.size() == 2);
  const auto* a = answers.find({std::vector<std::string>{"a"}, std::nullopt});
  REQUIRE(a);
  CHECK(a->weight(9) == 1.75);
  CHECK(a->square_weight(9) == 0.25 + 1.5625);
  CHECK(answers.total().answered() == 3);
  CHECK(answers.total().missing() == 2);
  CHECK(reader.answers().total() == answers.total().unweighted());
  CHECK(reader.accounting().rejected == 3);
  CHECK(reader.accounting().rejections()[0].column == "w");
  CHECK_THROWS_AS(cx::survey_reader(nps_only, {}).weighted_answers(), std::invalid_argument);

  auto twice = cx::survey_reader(nps_only, {.by = {"segment"}, .weight = "w"});
  twice += reader;
  twice += reader;
  CHECK(twice.weighted_answers().total() == answers.total() + answers.total());
  cx::survey_reader plain(nps_only, {.by = {"segment"}});
  CHECK_THROWS_AS(plain += reader, std::invalid_argument);
}

TEST_CASE("a sign for nothing beside an answer is counted by column and text", "[survey_reader]") {
  using signs = std::map<std::pair<std::string, std::string>, std::uint64_t>;
  const std::string text =
      "score,w,on\n9,1,2024-03-05\n10,NA,NaT\n3,,\n8,x,NULL\n0, Blank ,2024-03-05\nNULL,NA,\n";
  cx::survey_reader weighted(nps_only, {.time = "on", .missing = {"Blank"}, .weight = "w"});
  feed(weighted, text);
  cx::accounting rows = weighted.accounting();
  CHECK(rows.answered == 1);
  CHECK(rows.missing == 4);
  CHECK(rows.rejected == 1);
  CHECK(rows.signs_for_nothing == signs{{{"w", "NA"}, 2}, {{"w", "Blank"}, 1}, {{"on", "NaT"}, 1}});
  cx::survey_reader twice(nps_only, {.time = "on", .missing = {"Blank"}, .weight = "w"});
  twice += weighted;
  twice += weighted;
  rows += rows;
  CHECK(twice.accounting() == rows);

  cx::survey_reader counted(nps_only, {.missing = {"Blank"}, .count = "w"});
  feed(counted, text);
  CHECK(counted.answers().total().answered() == 1);
  CHECK(counted.answers().total().missing() == 4);
  rows = counted.accounting();
  CHECK(rows.missing == 4);
  CHECK(rows.rejected == 1);
  CHECK(rows.rejections()[0].reason == "not a count of answers");
  CHECK(rows.signs_for_nothing == signs{{{"w", "NA"}, 2}, {{"w", "Blank"}, 1}});

  cx::survey_reader by_score(nps_only, {.counts = {{"a", 10}, {"b", 0}}});
  feed(by_score, "a,b\n3,NULL\n-,0\n1,\n");
  CHECK(by_score.answers().total().answered() == 4);
  CHECK(by_score.accounting().signs_for_nothing == signs{{{"a", "-"}, 1}, {{"b", "NULL"}, 1}});
}

TEST_CASE("readers of the parts of a file add up to the reader of the whole, in any order",
          "[survey_reader]") {
  std::mt19937 random(7);
  const std::string header = "metric,score,segment,on\n";
  std::string parts[3];
  for (int row = 0; row < 3000; ++row) {
    parts[random() % 3] += std::string(random() % 2 ? "nps" : "csat") + "," + std::to_string(random() % 13) +
                           "," + "segment " + std::to_string(random() % 40) + ",2024-" +
                           std::to_string(10 + random() % 4) + "-1" + std::to_string(random() % 10) + "\n";
  }
  const auto read = [&](const std::string& rows) {
    cx::survey_reader reader(two, long_form);
    feed(reader, header + rows);
    return reader;
  };
  const auto whole = read(parts[0] + parts[1] + parts[2]);
  auto forwards = read(parts[0]);
  forwards += read(parts[1]);
  forwards += read(parts[2]);
  auto backwards = read("");
  backwards += read(parts[2]);
  backwards += read(parts[1]);
  backwards += read(parts[0]);
  for (const std::size_t question : {0u, 1u}) {
    CHECK(whole.answers(question).size() > 50);
    CHECK(forwards.answers(question) == whole.answers(question));
    CHECK(backwards.answers(question) == whole.answers(question));
    CHECK(whole.answers(question, 1).size() == 30);
    CHECK(forwards.answers(question, 1) == whole.answers(question, 1));
    CHECK(backwards.answers(question, 1) == whole.answers(question, 1));
  }
  CHECK(forwards.accounting().rejected == whole.accounting().rejected);
  CHECK(backwards.accounting().read() == 3000);

  cx::survey_reader other(nps_only, {});
  CHECK_THROWS_AS(forwards += other, std::invalid_argument);
  CHECK_THROWS_AS(other += cx::survey_reader({{"nps", cx::one_to_seven}}, {}), std::invalid_argument);
}

TEST_CASE("one reading gives several breakdowns, each with all answers", "[survey_reader]") {
  cx::survey_reader reader(two, {.question = "metric",
                                 .by = {"segment"},
                                 .time = "on",
                                 .also_by = {{"shop"}, {}, {"shop", "segment"}}});
  feed(reader,
       "shop,metric,score,segment,on\n"
       "Rome,nps,10,retail,2024-03-01\n"
       "Oslo,nps,9,retail,2024-03-02\n"
       "Oslo,nps,,retail,2024-04-01\n"
       "Oslo,csat,5,business,2024-04-01\n");
  const auto shops = reader.answers(0, 1);
  REQUIRE(shops.size() == 2);
  const auto* oslo = shops.find({std::vector<std::string>{"Oslo"}, std::nullopt});
  REQUIRE(oslo);
  CHECK(oslo->count(9) == 1);
  CHECK(oslo->missing() == 1);
  CHECK(reader.answers(0, 2).size() == 1);
  CHECK(reader.answers(0, 3).find({{"Rome", "retail"}, std::nullopt}) != nullptr);
  for (const std::size_t question : {0u, 1u}) {
    for (const std::size_t breakdown : {1u, 2u, 3u}) {
      CHECK(reader.answers(question, breakdown).total() == reader.answers(question).total());
    }
  }
  CHECK(reader.accounting().read() == 4);
  CHECK_THROWS_AS(reader.answers(0, 4), std::out_of_range);

  cx::survey_reader twice(two,
                          {.question = "metric", .by = {"segment"}, .time = "on", .also_by = {{"shop"}}});
  CHECK_THROWS_AS(twice += reader, std::invalid_argument);
}

TEST_CASE("however many keys, days and answers there are, a reader counts what a map counts",
          "[survey_reader]") {
  std::mt19937 random(20);
  std::map<std::pair<std::string, cx::day>, cx::tally> by_segment_and_day;
  std::map<std::string, cx::tally> by_shop;
  std::string text = "score,shop,segment,on\n";
  const auto first = std::chrono::sys_days{1969y / 12 / 1};
  for (int row = 0; row < 30'000; ++row) {
    // One shop has half of the rows; names share their beginning, their end and even their length.
    const std::string number = std::to_string(1000 + random() % 2000);
    const std::string segment = random() % 2 ? "s" + number : "a segment with " + number + " in its name";
    const std::string shop = random() % 2 ? "" : "shop " + std::to_string(random() % 90);
    const cx::day day = first + std::chrono::days(random() % 5000);
    const int score = static_cast<int>(random() % 11);
    const std::chrono::year_month_day date{day};
    text += std::to_string(score) + "," + shop + "," + segment + "," + std::to_string(int(date.year()));
    for (const unsigned part : {unsigned(date.month()), unsigned(date.day())}) {
      text += (part < 10 ? "-0" : "-") + std::to_string(part);
    }
    text += "\n";
    by_segment_and_day.try_emplace({segment, day}, cx::zero_to_ten).first->second.record(score);
    by_shop.try_emplace(shop, cx::zero_to_ten).first->second.record(score);
  }
  cx::survey_reader reader(
      nps_only, {.by = {"segment"}, .time = "on", .also_by = {{"shop"}}, .period = cx::granularity::day});
  feed(reader, text);

  const auto days = reader.answers();
  REQUIRE(days.size() == by_segment_and_day.size());
  for (const auto& [key, tally] : by_segment_and_day) {
    const auto* counted = days.find({{key.first}, cx::day_of(key.second)});
    REQUIRE(counted);
    CHECK(*counted == tally);
  }
  const auto shops = reader.answers(0, 1);
  REQUIRE(shops.size() == by_shop.size());
  for (const auto& [shop, tally] : by_shop) {
    const auto* counted = shops.find({std::vector<std::string>{shop}, std::nullopt});
    REQUIRE(counted);
    CHECK(*counted == tally);
  }
}

TEST_CASE("rows that come together are counted as rows that come one by one", "[survey_reader]") {
  std::mt19937 random(4);
  const auto one_of = [&random](const std::vector<std::string>& texts) {
    return texts[random() % texts.size()];
  };
  std::string text = "metric,score,segment,on,weight\n";
  for (int row = 0; row < 5000; ++row) {
    const std::string day = std::to_string(10 + random() % 22);
    text += one_of({"nps", "csat", " NPS", "a metric with a long name"}) + ",";
    text += one_of({"0", "1", "10", "11", "99", "NA", "", "7.0", "x", "007", "-1", "4"}) + ",";
    text += one_of({"retail", "", "\"with \"\"quotes\"\"\"", "a segment with a long name"}) + ",";
    text += one_of({"2024-03-" + day, "1999-12-" + day + " 08:30:00", "2023-02-" + day + "T23:59:59Z",
                    "2024-01-" + day + "T23:59:60Z", "2028-03-" + day + "T01:00:00+02:00", "2024-03-", "",
                    "1969-12-31"}) +
            ",";
    text += one_of({"1", "0.5", "2", "", "-1"}) + "\n";
  }
  cx::survey_columns columns = long_form;
  columns.period = cx::granularity::day;
  columns.weight = GENERATE(as<std::string>{}, "", "weight");
  columns.dates.utc_offset = GENERATE(0min, 90min);
  cx::survey_reader together(two, columns);
  cx::survey_reader apart(two, columns);
  feed(together, text);
  one_by_one_to to_apart(apart);
  cx::csv_parser parser({}, to_apart);
  parser.push(text);
  parser.finish();
  CHECK(together.accounting() == apart.accounting());
  CHECK(together.accounting().read() == 5000);
  CHECK(together.accounting().rejected > 100);
  CHECK(together.accounting().rejected < 4900);
  for (const std::size_t question : {0u, 1u}) {
    CHECK(together.answers(question).size() > 100);
    CHECK(together.answers(question) == apart.answers(question));
    if (!columns.weight.empty())
      CHECK(together.weighted_answers(question) == apart.weighted_answers(question));
  }
}

TEST_CASE("a date that was met before is still looked at as a whole", "[survey_reader]") {
  cx::survey_reader reader(nps_only, {.time = "on"});
  feed(reader,
       "score,on\n1,2024-03-05\n2,1924-03-05\n3,2028-03-05\n4,2024-03-05T24:00:00Z\n5,2024-03-05T23:59:59Z\n"
       "6,2024-03-05T25:00:00Z\n7,2024-03-05 08:30:00\n8,2024-03-05x08:30:00\n9,2024-03-05T08:30:61Z\n"
       "10,2024-03-05T08-30-00Z\n0,2024-03-05T08:30:00X\n");
  const auto answers = reader.answers();
  const auto count = [&](std::chrono::year_month month) {
    const auto period = cx::period_of(cx::granularity::month, std::chrono::sys_days{month / 5});
    const auto* found = answers.find({std::vector<std::string>{}, period});
    return found ? found->answered() : 0;
  };
  CHECK(count(2024y / 3) == 4);
  CHECK(count(1924y / 3) == 1);
  CHECK(count(2028y / 3) == 1);
  CHECK(reader.accounting().rejected == 5);
}

TEST_CASE("bytes that no date has are no date", "[survey_reader]") {
  // Each is what a digit or a dash would be if all bits of its value were set.
  const std::string none = "20\xCF\xCF\xD2\xCF\xCF\xD2\xCF\xCF";
  cx::survey_reader reader(nps_only, {.time = "on"});
  feed(reader, "score,on\n9," + none + "\n10,2024-03-05\n8," + none + "\n");
  CHECK(reader.answers().total().answered() == 1);
  CHECK(reader.accounting().rejected == 2);
}

TEST_CASE("a column may be named more than once", "[survey_reader]") {
  const std::string quoted = "\"" + std::string(300, 'x') + "\"\"y\"";
  cx::survey_reader one(nps_only, {.question = "q", .by = {"q", "shop", "shop"}, .also_by = {{"shop", "q"}}});
  cx::survey_reader other =
      cx::survey_reader(nps_only, {.question = "q", .by = {"q", "shop", "shop"}, .also_by = {{"shop", "q"}}});
  feed(one, "q,score,shop\nnps,9,Rome\nnps,8,Oslo\n" + quoted + ",7,Rome\n");
  feed(other, "q,score,shop\nNPS,7,Bonn\nnps,6,Oslo\nnps,5," + quoted + "\n");
  one += other;
  const std::string text = std::string(300, 'x') + "\"y";
  const auto scores = [&](const std::vector<std::string>& key) {
    const auto answers = one.answers();
    const auto* found = answers.find({key, std::nullopt});
    return found ? found->answered() : 0;
  };
  CHECK(one.answers().size() == 4);
  CHECK(scores({"nps", "Rome", "Rome"}) == 1);
  CHECK(scores({"nps", "Oslo", "Oslo"}) == 2);
  CHECK(scores({"NPS", "Bonn", "Bonn"}) == 1);
  CHECK(scores({"nps", text, text}) == 1);
  REQUIRE(one.accounting().rejected == 1);
  CHECK(one.accounting().rejections()[0].text == text.substr(0, 80));
}

TEST_CASE("any number of rows can be handed over", "[survey_reader]") {
  cx::survey_reader reader(nps_only, {});
  cx::row_feed feed(reader, cx::row_header({"score"}));
  for (std::uint64_t line = 1; line <= 200; ++line) feed.row({"9"}, line);
  feed.finish();
  CHECK(reader.answers().total().answered() == 200);
}

TEST_CASE("rows of other questions are left out on request, and counted", "[survey_reader]") {
  cx::survey_columns columns = long_form;
  columns.leave_out_others = true;
  cx::survey_reader reader(nps_only, columns);
  feed(reader, answers);
  const cx::accounting accounting = reader.accounting();
  CHECK(accounting.read() == 12);
  CHECK(accounting.answered == 3);
  CHECK(accounting.missing == 2);
  CHECK(accounting.left_out == std::map<std::string, std::uint64_t>{{"another metric", 4}});
  CHECK(accounting.rejected == 3);

  cx::survey_reader twice(nps_only, columns);
  twice += reader;
  twice += reader;
  CHECK(twice.accounting().rows_left_out() == 8);
  CHECK(twice.accounting().read() == 24);
}

TEST_CASE("readers that differ in any parameter do not add up, and say in which", "[survey_reader]") {
  cx::survey_columns columns{.question = "metric", .by = {"segment"}, .time = "on", .weight = "w"};
  const cx::survey_reader reader(two, columns);
  const auto refused = [&](const std::vector<cx::survey_question>& questions,
                           const cx::survey_columns& differing, const std::string& what) {
    cx::survey_reader other(questions, differing);
    CHECK_THROWS_WITH(other += reader, "readers of answers with different " + what + " do not add up");
    cx::survey_reader empty(two, columns);
    CHECK_THROWS_AS(empty += other, std::invalid_argument);
    CHECK(empty.accounting().read() == 0);
  };
  const auto differs = [&](auto change, const std::string& what) {
    cx::survey_columns differing = columns;
    change(differing);
    refused(two, differing, what);
  };
  refused({{"nps", cx::zero_to_ten}, {"csat mobile", cx::one_to_five}}, columns, "names of questions");
  refused({{"nps", cx::zero_to_ten}, {"csat", cx::one_to_seven}}, columns, "scales");
  differs([](auto& columns) { columns.score = "q2"; }, "columns of scores");
  differs([](auto& columns) { columns.question = "topic"; }, "columns of questions");
  differs([](auto& columns) { columns.leave_out_others = true; }, "ways with other questions");
  differs([](auto& columns) { columns.by = {"region"}; }, "columns to break down by");
  differs([](auto& columns) { columns.also_by = {{}}; }, "further breakdowns");
  differs([](auto& columns) { columns.time = "at"; }, "columns of time");
  differs([](auto& columns) { columns.period = cx::granularity::week; }, "periods");
  differs([](auto& columns) { columns.dates.patterns = {"%d/%m/%Y"}; }, "forms of dates");
  differs([](auto& columns) { columns.dates.utc_offset = 7h; }, "offsets from UTC");
  differs([](auto& columns) { columns.missing = {"99"}; }, "codes for no answer");
  differs([](auto& columns) { columns.weight = ""; }, "columns of weights");

  cx::survey_reader same({{"NPS", cx::zero_to_ten}, {"CSAT", cx::one_to_five}}, columns);
  CHECK_NOTHROW(same += reader);
}

TEST_CASE("a reader added to itself counts twice", "[survey_reader]") {
  cx::survey_reader reader(two, long_form);
  feed(reader, answers);
  const auto once = reader.answers(0).total();
  reader += reader;
  CHECK(reader.answers(0).total() == once + once);
  CHECK(reader.accounting().read() == 24);
}

namespace {

// What files whose rows are dealt out to several readers, which are added up in any order, come to.
struct outcome {
  std::map<std::string, std::map<int, std::uint64_t>> counts;  // by the first month of the period
  cx::accounting rows;

  friend bool operator==(const outcome&, const outcome&) = default;
};

outcome outcome_of(const cx::survey_reader& reader) {
  outcome result;
  result.rows = reader.accounting();
  for (const auto& [key, tally] : reader.answers()) {
    const auto& period = std::get<1>(key);
    auto& counts = result.counts[period ? cx::to_string(*period) : "no date"];
    for (int score = tally.scale().low(); score <= tally.scale().high(); ++score) {
      if (tally.count(score) > 0) counts[score] += tally.count(score);
    }
  }
  return result;
}

using lines = std::vector<std::string>;

outcome read_in_parts(const cx::survey_question& question, const cx::survey_columns& columns,
                      const lines& rows, std::size_t parts, bool backwards) {
  std::vector<cx::survey_reader> readers;
  for (std::size_t part = 0; part < parts; ++part) readers.emplace_back(std::vector{question}, columns);
  for (std::size_t part = 0; part < parts; ++part) {
    cx::row_feed feed(readers[part], cx::row_header({"s", "on"}));
    for (std::size_t row = part; row < rows.size(); row += parts) {
      const std::size_t comma = rows[row].find(',');
      feed.row({rows[row].substr(0, comma), rows[row].substr(comma + 1)}, row + 2);
    }
    feed.finish();
  }
  cx::survey_reader all({question}, columns);
  for (std::size_t part = 0; part < parts; ++part) all += readers[backwards ? parts - 1 - part : part];
  return outcome_of(all);
}

outcome read_rows(const cx::survey_question& question, const cx::survey_columns& columns, const lines& rows) {
  const outcome whole = read_in_parts(question, columns, rows, 1, false);
  for (std::size_t parts = 2; parts <= rows.size() + 1; ++parts) {
    CHECK(read_in_parts(question, columns, rows, parts, false) == whole);
    CHECK(read_in_parts(question, columns, rows, parts, true) == whole);
  }
  return whole;
}

const cx::survey_question satisfied{"csat", cx::one_to_five};
const cx::survey_columns words{.score = "s"};
const cx::survey_columns dated{.score = "s", .time = "on"};

}  // namespace

TEST_CASE("words are read when all of the column are known, in any order of its parts", "[survey_reader]") {
  const outcome read = read_rows(satisfied, words,
                                 {"Very satisfied,", "Satisfied,", "5,", "Dissatisfied,", "N/A,",
                                  "Satisfied,", "don't know,", "2 - poor,"});
  CHECK(read.counts.at("no date") == std::map<int, std::uint64_t>{{2, 2}, {4, 2}, {5, 2}});
  CHECK(read.rows.answered == 6);
  CHECK(read.rows.missing == 2);
  CHECK(read.rows.rejected == 0);
  CHECK(read.rows.readings == decltype(read.rows.readings){{{"2 - poor", "2"}, 1},
                                                           {{"Dissatisfied", "2"}, 1},
                                                           {{"N/A", "missing"}, 1},
                                                           {{"Satisfied", "4"}, 2},
                                                           {{"Very satisfied", "5"}, 1},
                                                           {{"don't know", "missing"}, 1}});
}

TEST_CASE("one word of another family, and no word is read", "[survey_reader]") {
  const outcome read =
      read_rows(satisfied, words, {"Very satisfied,", "great,", "5,", "Satisfied,", "great,"});
  CHECK(read.rows.answered == 1);
  CHECK(read.rows.rejected == 4);
  REQUIRE(read.rows.rejections().size() == 4);
  CHECK(read.rows.rejections()[0] == cx::rejection{2, "s", "Very satisfied", "not a number"});
  CHECK(read.rows.rejections()[3] == cx::rejection{6, "s", "great", "not a number"});
  CHECK(read.rows.readings.empty());

  cx::survey_columns with_value = words;
  with_value.values = {{"great", 5}};
  CHECK(read_rows(satisfied, with_value, {"Very satisfied,", "great,", "5,"}).rows.answered == 3);
}

TEST_CASE("which number of a date is the month is settled by the others, in any order of the parts",
          "[survey_reader]") {
  const lines rows{"5,1/9/21", "4,7/11/21", "1,25/12/2021", "5,2021-12-01", "3,", "4,03/03/21"};
  const outcome read = read_rows(satisfied, dated, rows);
  CHECK(read.counts == decltype(read.counts){{"2021-09", {{5, 1}}},
                                             {"2021-11", {{4, 1}}},
                                             {"2021-12", {{1, 1}, {5, 1}}},
                                             {"2021-03", {{4, 1}}},
                                             {"no date", {{3, 1}}}});
  CHECK(read.rows.rejected == 0);
}

TEST_CASE("dates that are open or contradict themselves are rejected by both forms", "[survey_reader]") {
  const outcome open = read_rows(satisfied, dated, {"5,03/04/2024", "4,2024-01-01", "3,05/06/2024"});
  CHECK(open.rows.answered == 1);
  REQUIRE(open.rows.rejections().size() == 2);
  CHECK(open.rows.rejections()[0].line == 2);
  CHECK(open.rows.rejections()[0].column == "on");
  CHECK_THAT(open.rows.rejections()[0].reason, cxmetrics::tests::contains("%d/%m/%Y"));
  CHECK_THAT(open.rows.rejections()[0].reason, cxmetrics::tests::contains("%m/%d/%Y"));
  const outcome both = read_rows(satisfied, dated, {"5,25/04/2024", "4,04/25/2024", "3,2024-01-01"});
  CHECK(both.rows.answered == 1);
  CHECK(both.rows.rejected == 2);
}

TEST_CASE("a row that is open in both ways is counted once", "[survey_reader]") {
  const lines rows{"great,03/04/2024", "great,2024-01-01", "5,03/04/2024", "5,2024-01-01"};
  const outcome neither = read_rows(satisfied, dated, rows);
  CHECK(neither.rows.answered == 1);
  CHECK(neither.rows.rejected == 3);
  CHECK(neither.rows.rejections().size() == 3);
  lines settled = rows;
  settled.push_back("great,25/12/2024");
  cx::survey_columns columns = dated;
  columns.values = {{"great", 4}};
  const outcome all = read_rows(satisfied, columns, settled);
  CHECK(all.rows.answered == 5);
  CHECK(all.counts.at("2024-04") == std::map<int, std::uint64_t>{{4, 1}, {5, 1}});
}

TEST_CASE("breakdowns without periods leave out the same rows", "[survey_reader]") {
  cx::survey_columns columns = dated;
  columns.also_by = {{"on"}};
  cx::survey_reader reader({satisfied}, columns);
  feed(reader, "s,on\n5,03/04/2024\n4,2024-01-01\n");
  CHECK(reader.answers(0, 1).total().answered() == 1);
  feed(reader, "s,on\n5,25/04/2024\n");
  CHECK(reader.answers(0, 1).total().answered() == 3);
}

TEST_CASE("words have weights, with a decimal comma where the delimiter is none", "[survey_reader]") {
  cx::survey_reader reader({satisfied}, {.score = "s", .weight = "w"});
  feed(reader, "s;w\nSatisfied;1,25\n5,0;0,5\nDissatisfied;2\nVery satisfied;NA\ndon't know;1\n");
  const auto answers = reader.weighted_answers().total();
  CHECK(answers.weight(4) == 1.25);
  CHECK(answers.square_weight(4) == 1.25 * 1.25);
  CHECK(answers.weight(5) == 0.5);
  CHECK(answers.weight(2) == 2);
  CHECK(answers.missing() == 2);
  CHECK(reader.accounting().rejected == 0);
}

TEST_CASE("numbers are dates where all are of one kind", "[survey_reader]") {
  CHECK(read_rows(satisfied, dated, {"5,45356", "4,45357.5"}).counts ==
        decltype(outcome::counts){{"2024-03", {{4, 1}, {5, 1}}}});
  CHECK(read_rows(satisfied, dated, {"5,45356", "4,2024-03-05"}).rows.rejected == 1);
}

TEST_CASE("more texts than anybody chooses from are not words", "[survey_reader]") {
  cx::survey_reader reader({satisfied}, words);
  cx::row_feed feed(reader, cx::row_header({"s", "on"}));
  for (std::uint64_t row = 0; row < 12'000; ++row)
    feed.row({"comment " + std::to_string(row) + "x", ""}, row + 2);
  feed.row({"Satisfied", ""}, 20'000);
  feed.row({"5", ""}, 20'001);
  feed.finish();
  CHECK(reader.accounting().answered == 1);
  CHECK(reader.accounting().rejected == 12'001);
  CHECK(reader.accounting().rejections().front().line == 2);
  CHECK(reader.accounting().rejections().back().line == 101);
}

TEST_CASE("groups are told apart by text, not by spaces around it or by how characters are composed",
          "[survey_reader]") {
  const std::string composed = "H\xC3\xA0 N\xE1\xBB\x99i";
  const std::string combining = "Ha\xCC\x80 No\xCC\xA3\xCC\x82i";
  cx::survey_reader reader(nps_only, {.by = {"city"}});
  feed(reader, "score,city\n10," + composed + "\n9, " + composed + "\xC2\xA0\n8,\"\xE3\x80\x80" + composed +
                   "\t\"\n0,\xE2\x80\xAF\n0,\n");
  auto answers = reader.answers();
  REQUIRE(answers.size() == 2);
  CHECK(answers[{{composed}, std::nullopt}].answered() == 3);
  CHECK(answers[{{""}, std::nullopt}].answered() == 2);

  cx::survey_reader other(nps_only, {.by = {"city"}});
  feed(other, "score,city\n7," + combining + "\n");
  const auto alone = other.answers();
  if (std::get<0>(alone.begin()->first) != std::vector{composed}) {
    WARN("skipped: built without utf8proc");
    return;
  }
  other += reader;
  reader += other;
  CHECK(reader.answers().size() == 2);
  CHECK(reader.answers()[{{composed}, std::nullopt}].answered() == 7);
}

TEST_CASE("groups that differ by case only are pointed out", "[survey_reader]") {
  const std::string text =
      "score,region,shop\n10,North,A\n9,north,b\n3,NORTH ,a\n7,\" North\",B\n8,South,\neleven,SOUTH,\n";
  cx::survey_reader reader(nps_only, {.by = {"region"}, .also_by = {{"shop"}}});
  feed(reader, text);
  const auto found = reader.accounting().differing_by_case;
  CHECK(reader.answers().size() == 4);
  REQUIRE(found.size() == 3);
  CHECK(found.at({"region", "north"}) == std::set<std::string>{"NORTH", "North", "north"});
  CHECK(found.at({"shop", "a"}) == std::set<std::string>{"A", "a"});
  CHECK(found.at({"shop", "b"}) == std::set<std::string>{"B", "b"});
}

TEST_CASE("a row whose text is not valid UTF-8 is rejected where the text is used", "[survey_reader]") {
  const std::string text =
      "score,city,note\n10,M\xE1laga,\n9,Vic,a\xF1o\n8,M\xE1laga,\nmuy se\xF1or,Vic,\n,Vic,\n";
  cx::survey_reader by_city(nps_only, {.by = {"city"}});
  feed(by_city, text);
  const cx::accounting rows = by_city.accounting();
  CHECK(rows.used() == 2);
  REQUIRE(rows.rejected == 3);
  CHECK(rows.rejections()[0].line == 2);
  CHECK(rows.rejections()[0].column == "city");
  CHECK(rows.rejections()[0].text == "M\\xE1laga");
  CHECK_THAT(rows.rejections()[0].reason,
             cxmetrics::tests::contains("not valid UTF-8") && cxmetrics::tests::contains("windows-1252"));
  CHECK(rows.rejections()[2].column == "score");
  CHECK_THAT(rows.rejections()[2].reason, cxmetrics::tests::contains("not valid UTF-8"));
  CHECK(by_city.answers().size() == 1);

  cx::survey_reader all(nps_only, {});
  feed(all, text);
  CHECK(all.accounting().used() == 4);
}

namespace {

const cx::period march = cx::month_of(2024y / 3 / 1);

cx::survey_columns as_of(cx::day on) {
  return {.score = "s", .by = {}, .time = "on", .also_by = {{"g"}}, .as_of = on};
}

cx::survey_breakdown::key_type in(std::optional<cx::period> period) {
  return {std::vector<std::string>{}, period};
}

}  // namespace

TEST_CASE("answers after the day up to which they are known are left out, and its month is partial",
          "[survey_reader]") {
  cx::survey_reader reader(nps_only, as_of(2024y / 3 / 6));
  feed(reader,
       "s,on,g\n9,2024-02-29,a\n9,2024-03-06T23:59:59Z,a\n3,2024-03-07,a\n,2024-03-31,b\n5,2024-04-01,b\nx,"
       "2024-05-01,a\n"
       "7,,b\n");
  const auto by = reader.answers();
  REQUIRE(by.size() == 3);
  CHECK(by.find(in(cx::previous(march)))->answered() == 1);
  CHECK(by.find(in(march.to(2024y / 3 / 6)))->answered() == 1);
  CHECK(by.find(in(std::nullopt))->answered() == 1);
  CHECK(reader.answers(0, 1).total().answered() == 3);
  CHECK(reader.as_of() == cx::day{2024y / 3 / 6});
  const cx::accounting rows = reader.accounting();
  CHECK(rows.answered == 3);
  CHECK(rows.missing == 0);
  CHECK(rows.rejected == 0);
  CHECK(rows.left_out == std::map<std::string, std::uint64_t>{{"after 2024-03-06", 4}});
  CHECK(rows.read() == 7);
}

TEST_CASE("the last day there is stands for the day up to which answers are known", "[survey_reader]") {
  cx::survey_columns columns = as_of(2024y / 5 / 1);
  columns.as_of_last_day = true;
  cx::survey_reader reader(nps_only, columns);
  CHECK_FALSE(reader.as_of());
  feed(reader, "s,on,g\n9,2024-03-06,a\n9,2024-02-01,a\n");
  CHECK(reader.as_of() == cx::day{2024y / 3 / 6});
  CHECK(reader.answers().find(in(march.to(2024y / 3 / 6))) != nullptr);
  CHECK(reader.answers().find(in(cx::previous(march))) != nullptr);
  feed(reader, "s,on,g\n9,2024-03-31,a\n9,2025-02-01,a\n");
  CHECK(reader.as_of() == cx::day{2024y / 3 / 31});
  CHECK(reader.answers().find(in(march))->answered() == 2);
  CHECK(reader.accounting().left_out.at("after 2024-05-01") == 1);

  // A month without days is known whole.
  cx::survey_reader months(nps_only, columns);
  feed(months, "s,on,g\n9,2024-03,a\n9,2024-02,a\n");
  CHECK(months.as_of() == cx::day{2024y / 3 / 31});
  CHECK(months.answers().find(in(march)) != nullptr);
}

TEST_CASE("which days are later is known when it is known which number is the month", "[survey_reader]") {
  const std::string open = "s,on,g\n9,03/04/2024,a\n9,04/03/2024,b\n9,07/03/2024,b\n";
  struct {
    const char* day_in_other_rows;
    cx::day as_of;
    std::uint64_t later;
  } const expected[] = {{"25/02/2024", 2024y / 3 / 10, 1},  // 3 April
                        {"25/02/2024", 2024y / 3 / 6, 2},   // and 7 March
                        {"02/25/2024", 2024y / 3 / 10, 2},  // 3 April and 3 July
                        {"02/25/2024", 2024y / 3 / 3, 3}};
  for (const auto& each : expected) {
    CAPTURE(each.day_in_other_rows, each.as_of);
    const std::string other = "s,on,g\n9," + std::string(each.day_in_other_rows) + ",a\n";
    const auto read = [&](std::vector<std::string> parts) {
      cx::survey_reader all(nps_only, as_of(each.as_of));
      for (const std::string& text : parts) {
        cx::survey_reader part(nps_only, as_of(each.as_of));
        feed(part, text);
        all += part;
      }
      return all;
    };
    for (const auto& reader : {read({open, other}), read({other, open})}) {
      const cx::accounting rows = reader.accounting();
      CHECK(rows.answered == 4 - each.later);
      CHECK(rows.rows_left_out() == each.later);
      CHECK(rows.rejected == 0);
      CHECK(reader.answers().total().answered() == rows.answered);
      CHECK(reader.answers(0, 1).total().answered() == rows.answered);
      for (const auto& [key, tally] : reader.answers())
        CHECK(std::get<1>(key)->last() <= each.as_of + std::chrono::days{1});
    }
  }
}

}  // namespace tests_of_survey_reader
