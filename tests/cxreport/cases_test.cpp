// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
// Small files as people have them, with the figures that are right.
#include "cxreport/report.hpp"
#include "support/catch.hpp"
#include "support/json.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace tests_of_cases {
using cxmetrics::tests::check;
using cxmetrics::tests::contains;
using cxmetrics::tests::json;
using cxmetrics::tests::json_reader;
using cxmetrics::tests::program_result;
using cxmetrics::tests::report;
using cxmetrics::tests::run_program;
using cxmetrics::tests::small_case;
using cxmetrics::tests::WithinAbs;

namespace {

void check_total(const std::string& arguments, double value, int n, int missing = 0) {
  CAPTURE(arguments);
  const json made = report(arguments);
  check(made["total"], value, n);
  CHECK(made["accounting"]["missing"].number == missing);
  CHECK(made["accounting"]["rows_rejected"].number == 0);
}

bool has(const json& row, const std::string& name) {
  return row.members.count(name) != 0;
}

// The row with a text among those of its key.
json row_of(const json& made, const std::string& key) {
  for (const json& row : made["rows"].items) {
    for (const auto& [name, text] : row["key"].members) {
      if (text.text == key) return row;
    }
  }
  FAIL("no row " << key);
  return {};
}

}  // namespace

TEST_CASE("numbers are read out of answers in words", "[cases]") {
  check_total(small_case("survey/end_labels.csv") + "--metric nps --score recommend", 20.0, 10);
  for (const char* file : {"stars.csv", "number_dot_label.csv", "fraction_stars.csv"}) {
    check_total(small_case(std::string("survey/") + file) + "--metric csat --score Rating", 66.7, 3);
  }
  check_total(small_case("survey/limesurvey.csv") + "--metric nps --score NPS", 100.0, 1, 2);
  check_total(small_case("survey/limesurvey.csv") + "--metric csat --score 'SAT[SQ001]'", 50.0, 2, 1);
}

TEST_CASE("answer words are read without being told", "[cases]") {
  check_total(small_case("survey/fft_likert.csv") + "--metric csat --score rating", 40.0, 10, 2);
  check_total(small_case("survey/fft_likert.csv") + "--metric csat --score rating_score", 40.0, 10, 2);
  check_total(small_case("survey/google_forms.csv") + "--metric csat --score 'Overall satisfaction'", 50.0,
              4);
  check_total(small_case("survey/nps_group.csv") + "--metric nps --score Q3.13_NPS_GROUP", 25.0, 4);
}

TEST_CASE("a share is of yes among yes and no in any words", "[cases]") {
  check_total(small_case("survey/zendesk.csv") + "--metric share --score score", 66.7, 3, 1);
  const json telco =
      report(small_case("survey/telco_yes_no.csv") + "--metric share --score Churn --by Contract");
  check(telco["total"], 50.0, 8);
  check(row_of(telco, "Month-to-month"), 100.0, 4);
  check(row_of(telco, "Two year"), 0.0, 4);
  for (const char* flag : {"Exited", "Churn", "Attrition", "churned", "cancelled"}) {
    check_total(small_case("customers/flags.csv") + "--metric share --score " + flag, 40.0, 5);
  }
  check_total(small_case("customers/status_no_end.csv") +
                  "--metric share --score status --value active=0 --value cancelled=1",
              50.0, 4);
}

TEST_CASE("the signs for nothing are missing, each counted, and what is unknown is listed with a hint",
          "[cases]") {
  const program_result made =
      run_program(small_case("survey/nulls.csv") + "--metric nps --score s --format json");
  const json read = json_reader::read(made.out);
  check(read["total"], 100.0, 1);
  CHECK(read["accounting"]["missing"].number == 6);
  CHECK(read["accounting"]["rows_rejected"].number == 2);
  const auto& readings = read["accounting"]["readings"].items;
  CHECK(readings.size() == 6);
  for (const json& each : readings) CHECK(each["read_as"].text == "missing");
  const program_result strict =
      run_program(small_case("survey/nulls.csv") + "--metric nps --score s --strict");
  CHECK(strict.status == 1);
  CHECK_THAT(strict.err, contains("--missing undefined"));
  check_total(small_case("survey/nulls.csv") +
                  "--metric nps --score s --missing undefined --missing 'Prefer not to say'",
              100.0, 1, 8);
}

TEST_CASE("averages in place of answers are an error that says so", "[cases]") {
  const program_result made =
      run_program(small_case("survey/decimal_averages.csv") + "--metric csat --score csat");
  CHECK(made.status == 1);
  CHECK_THAT(made.err, contains("decimals") && contains("averages"));
}

TEST_CASE("a row stands for many answers", "[cases]") {
  const json made = report(small_case("survey/counts.csv") + "--metric nps --score score --count count");
  check(made["total"], 49.3, 335);
  CHECK_THAT(made["total"]["ci"][0].number, WithinAbs(41.6, 0.05));
  CHECK_THAT(made["total"]["ci"][1].number, WithinAbs(56.1, 0.05));
  const json wide = report(small_case("survey/counts_wide.csv") +
                           "--metric nps --counts promoters,passives,detractors --time month --period month");
  check(row_of(wide, "2024-03"), 49.3, 335);
  check(row_of(wide, "2024-04"), 45.7, 350);
}

TEST_CASE("the last answer of each person is taken", "[cases]") {
  const json made =
      report(small_case("survey/duplicates.csv") + "--metric nps --score score --time ts --latest-per user");
  check(made["total"], 33.3, 3);
  CHECK(made["accounting"]["left_out"]["latest-per user"].number == 3);
}

TEST_CASE("all questions of an export are read at once", "[cases]") {
  const json made = report(small_case("survey/surveymonkey.csv") +
                           "--nps 'How likely is it that you would recommend us?' "
                           "--csat 'How satisfied are you with... / Delivery' --csat Price --csat Staff");
  const auto& reports = made["reports"].items;
  REQUIRE(reports.size() == 2);
  check(reports[0]["total"], 25.0, 4);
  check(row_of(reports[1], "How satisfied are you with... / Delivery"), 66.7, 3);
  check(row_of(reports[1], "Price"), 50.0, 4);
  check(row_of(reports[1], "Staff"), 75.0, 4);
}

TEST_CASE("weights may have a decimal comma", "[cases]") {
  check_total(small_case("survey/decimal_comma_weight.csv") + "--metric csat --score Note --weight Gewicht",
              66.7, 3);
}

TEST_CASE("the form of dates is found out from the column", "[cases]") {
  const json quarters = report(small_case("survey/bank_mixed_years.csv") +
                               "--metric nps --score rating --time survey_date --period quarter");
  check(quarters["total"], 27.3, 11);
  check(row_of(quarters, "2021-Q1"), -25.0, 4);
  check(row_of(quarters, "2021-Q2"), 50.0, 2);
  check(row_of(quarters, "2021-Q3"), 100.0, 2);
  check(row_of(quarters, "2021-Q4"), 33.3, 3);
  const json forms =
      report(small_case("survey/google_forms.csv") +
             "--metric nps --score 'How likely are you to recommend us?' --time Timestamp --period month "
             "--utc-offset +07:00");
  check(row_of(forms, "2021-03"), 100.0, 2);
  check(row_of(forms, "2021-04"), -50.0, 2);
}

TEST_CASE("dates that can be read in two ways are named, and read when told", "[cases]") {
  const program_result made = run_program(small_case("survey/long_dates.csv"));
  CHECK(made.status == 1);
  CHECK_THAT(made.out, contains("Rows rejected: 2"));
  CHECK_THAT(made.err, contains("%d/%m/%Y") && contains("%m/%d/%Y") && contains("--date-format"));
  const json told =
      report(small_case("survey/long_dates.csv") + "--metric nps --score score --date-format %d/%m/%Y");
  check(told["total"], 100.0, 2);
}

TEST_CASE("times are told by the clock of a zone", "[cases]") {
  const program_result asked =
      run_program(small_case("survey/dst.csv") + "--metric nps --score s --time-zone Europe/Berlin");
  if (asked.err.find("this build has none") != std::string::npos) {
    WARN("skipped: built without time zones");
    return;
  }
  const json berlin = report(small_case("survey/dst.csv") +
                             "--metric nps --score s --time ts --period month --time-zone Europe/Berlin");
  check(row_of(berlin, "2024-03"), -100.0, 1);
  check(row_of(berlin, "2024-04"), 100.0, 1);
  check(row_of(berlin, "2025-01"), 100.0, 1);
  const json new_york =
      report(small_case("customers/dst.csv") +
             "--metric churn --start start --end end --period month --time-zone America/New_York");
  for (const json& row : new_york["rows"].items) {
    const std::string period = row["key"]["period"].text;
    CAPTURE(period);
    CHECK(row["churned"].number == (period == "2023-12" || period == "2024-07" ? 1 : 0));
  }
}

TEST_CASE("customers without an end in any sign are still there", "[cases]") {
  const std::string by_month = "--metric churn --start start --end end --period month";
  check(row_of(report(small_case("customers/min_open_end.csv") + by_month), "2024-02"), 20.0, 5);
}

TEST_CASE("an end that lies ahead is no end yet", "[cases]") {
  const std::string by_month = "--metric churn --start valid_from --end valid_to --period month";
  for (const char* told : {"", " --missing 9999-12-31", " --as-of 2024-02-29"}) {
    const json open = report(small_case("customers/open_end_9999.csv") + by_month + told);
    check(row_of(open, "2024-02"), 33.3, 3);
    CHECK(row_of(open, "2024-02")["at_end"].number == 2);
    CHECK(open["rows"].items.size() == 2);
  }
  const json ahead =
      report(small_case("customers/future_ends.csv") +
             "--metric churn --start start_date --end end_date --period month --as-of 2024-04-01");
  check(row_of(ahead, "2024-03"), 33.3, 3);
  CHECK(ahead["rows"].items.size() == 4);
  CHECK(row_of(ahead, "2024-04")["at_end"].number == 2);
  CHECK(ahead["as_of"].text == "2024-04-01");
}

TEST_CASE("a month that is not over is marked and compared with nothing", "[cases]") {
  const std::string churn =
      small_case("customers/unfinished_month.csv") + "--metric churn --start start --end end --period month";
  const json made = report(churn);
  CHECK(made["as_of"].text == "2024-03-02");
  check(row_of(made, "2024-01"), 20.0, 20);
  check(row_of(made, "2024-02"), 62.5, 16);
  const json march = row_of(made, "2024-03");
  CHECK(has(march, "partial"));
  CHECK_FALSE(has(march, "change"));
  CHECK(march["customer_days"].number == 6 * 2 + 1);
  CHECK_FALSE(has(row_of(made, "2024-02"), "partial"));

  // As of the end of February there is nothing else; as of a day of February it is February that is not over.
  const json february = report(churn + " --as-of 2024-02-29");
  CHECK(february["rows"].items.size() == 3);
  CHECK_FALSE(has(row_of(february, "2024-02"), "partial"));
  CHECK(february["accounting"]["left_out"]["after 2024-02-29"].number == 1);
  CHECK(has(row_of(report(churn + " --as-of 2024-02-15"), "2024-02"), "partial"));
}

TEST_CASE("answers are known up to a day as customers are", "[cases]") {
  const std::string nps = small_case("survey/google_forms.csv") +
                          "--metric nps --score 'How likely are you to recommend us?' --time Timestamp "
                          "--period month --utc-offset +07:00";
  const json made = report(nps);
  CHECK(made["as_of"].text == "2021-04-02");
  CHECK(has(row_of(made, "2021-04"), "partial"));
  CHECK_FALSE(has(row_of(made, "2021-04"), "change"));
  CHECK_FALSE(has(row_of(made, "2021-03"), "partial"));
  const json over = report(nps + " --as-of 2021-04-30");
  CHECK_FALSE(has(row_of(over, "2021-04"), "partial"));
  CHECK(has(row_of(over, "2021-04"), "change"));
  const json before = report(nps + " --as-of 2021-03-31");
  CHECK(before["total"]["n"].number == 2);
  CHECK(before["accounting"]["left_out"]["after 2021-03-31"].number == 2);
  for (const char* of_design : {" --cluster Timestamp", " --cluster Timestamp --as-of 2021-04-20"}) {
    CHECK(has(row_of(report(nps + of_design), "2021-04"), "partial"));
  }
}

TEST_CASE("a page of churn is headed by the latest period that is over", "[cases]") {
  const std::string page = small_case("customers/unfinished_month.csv") +
                           "--metric churn --start start --end end --period month --format html";
  const std::string card = run_program(page).out;
  const auto begin = card.find("<article");
  const std::string head = card.substr(begin, card.find("</article>") - begin);
  CHECK_THAT(head, contains("<p>2024-02</p>") && contains("62.5 %") && contains("n = 16") &&
                       contains("against 2024-01, significantly worse"));
  CHECK_THAT(head, !contains("n/a") && !contains("2024-03"));
  const std::string all = run_program(page + " --definition all").out;
  CHECK_THAT(all, contains("churn (start-cohort) by period") && contains("churn (naive) by period") &&
                      contains("churn (customer-day) by period"));
  CHECK(all.find("62.5 %") < all.find("</article>"));
  const std::string reasons = run_program(small_case("customers/by_reason.csv") +
                                          "--metric reasons --start start --end end --reason reason "
                                          "--period month --as-of 2024-02-20 --format html")
                                  .out;
  CHECK_THAT(reasons.substr(0, reasons.find("</article>")), contains("<p>2024-01</p>") && contains("20.0 %"));
}

TEST_CASE("the days asked for cut the periods that hold them", "[cases]") {
  const std::string churn =
      small_case("customers/unfinished_month.csv") + "--metric churn --start start --end end --period month";
  const json made = report(churn + " --from 2024-01-12 --to 2024-02-10");
  REQUIRE(made["rows"].items.size() == 2);
  CHECK(made["rows"][0]["first_day"].text == "2024-01-12");
  CHECK(made["rows"][0]["last_day"].text == "2024-01-31");
  CHECK(made["rows"][0]["at_start"].number == 19);
  CHECK(made["rows"][1]["last_day"].text == "2024-02-10");
  for (const json& row : made["rows"].items) {
    CHECK(has(row, "partial"));
    CHECK_FALSE(has(row, "change"));
  }
  CHECK(made["total"]["at_start"].number == 19);
  CHECK_THAT(run_program(churn + " --to 2024-02-10").out, contains("2024-02 to 2024-02-10"));

  const program_result many =
      run_program(small_case("customers/unfinished_month.csv") +
                  "--metric churn --start start --end end --period day --from 1990-01-01");
  CHECK(many.status == 2);
  CHECK_THAT(many.err, contains("more than 10000 periods") && contains("1990-01-01"));
  const program_result beyond = run_program(churn + " --from 2025-01-01");
  CHECK(beyond.status == 2);
  CHECK_THAT(beyond.err, contains("2024-03-02") && contains("--as-of"));
  CHECK(run_program(small_case("survey/dst.csv") + "--metric nps --score s --as-of 2024-03-01").status == 2);
}

TEST_CASE("both columns of days have one form", "[cases]") {
  const json made = report(small_case("customers/two_date_forms.csv") +
                           "--metric churn --start start --end end --period month");
  check(row_of(made, "2024-02"), 33.3, 3);
  check(row_of(made, "2024-03"), 50.0, 2);
}

TEST_CASE("an answer without a date is in the total and has its own line", "[cases]") {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("cases-" + std::to_string(getpid()) + ".csv")).string();
  std::ofstream(file) << "s,on,w,c,g\n9,2024-03-05,1,a,x\n3,,1,b,x\n0,NULL,1,c,x\n";
  const json made = report("'" + file + "' --metric nps --score s --time on --period month");
  check(made["total"], -33.3, 3);
  check(row_of(made, "2024-03"), 100.0, 1);
  check(row_of(made, "no date"), -100.0, 2);
  for (const char* of_design : {"--weight w", "--cluster c", "--stratum g", "--weight w --by g"}) {
    CAPTURE(of_design);
    const json weighted =
        report("'" + file + "' --metric nps --score s --time on --period month " + std::string(of_design));
    check(weighted["total"], -33.3, 3);
    check(row_of(weighted, "no date"), -100.0, 2);
  }
  const json weeks =
      report("'" + file + "' --metric nps --score s --time on --period week --week-start sunday");
  check(row_of(weeks, "2024-03-03/2024-03-09"), 100.0, 1);
  std::filesystem::remove(file);
}

TEST_CASE("texts stand for scores as the command line or a file says", "[cases]") {
  const std::string file =
      (std::filesystem::temp_directory_path() / ("values-" + std::to_string(getpid()) + ".csv")).string();
  std::ofstream(file) << "text,score\nactive,0\ncancelled,1\n";
  check_total(
      small_case("customers/status_no_end.csv") + "--metric share --score status --values '" + file + "'",
      50.0, 4);
  std::filesystem::remove(file);
  CHECK(
      run_program(small_case("customers/status_no_end.csv") + "--metric share --score status --value active")
          .status == 2);
  CHECK(run_program(small_case("customers/status_no_end.csv") +
                    "--metric share --score status --value active=7")
            .status == 2);
}

TEST_CASE("answers marked otherwise are left out by a condition", "[cases]") {
  const json made =
      report(small_case("survey/ignored.csv") + "--metric nps --score score --where status=ANSWERED");
  check(made["total"], 33.3, 3);
  CHECK(made["accounting"]["left_out"]["where status=ANSWERED"].number == 1);
}

TEST_CASE("rows may end in any way, and the delimiter is found out or named by the file", "[cases]") {
  check_total(small_case("survey/cr_only.csv") + "--metric nps --score score", 33.3, 3);
  check_total(small_case("survey/sep_line.csv") + "--metric nps --score NPS", 33.3, 3);
  check_total(small_case("survey/semi_commas_in_header.csv") +
                  "--metric nps --score 'How likely is it, on a scale from 0 to 10, that you recommend us'",
              33.3, 3);
}

TEST_CASE("delimiters too many, rows of delimiters and quotes within a field are no faults", "[cases]") {
  check_total(small_case("survey/trailing_comma_rows.csv") + "--metric nps --score score", 33.3, 3);
  check_total(small_case("survey/excel_blank_rows.csv") + "--metric nps --score score", 33.3, 3);
  const json quotes =
      report(small_case("survey/stray_quotes.csv") + "--metric nps --score score --by comment");
  check(row_of(quotes, "He said \"great\" job"), 100.0, 1);
  check(quotes["total"], 0.0, 2);
  CHECK(quotes["accounting"]["rows_rejected"].number == 1);
}

TEST_CASE("lines before and after the table cost no answer", "[cases]") {
  const json titled =
      report(small_case("survey/title_lines.csv") + "--metric csat --score Rating --skip-rows 3");
  check(titled["total"], 66.7, 3);
  CHECK(titled["accounting"]["off_scale"].number == 1);
  const json noted = report(small_case("survey/chatwoot.csv") + "--metric csat --score Rating");
  check(noted["total"], 66.7, 3);
  CHECK(noted["accounting"]["rows_rejected"].number == 1);
  CHECK(run_program(small_case("survey/title_lines.csv") + "--metric csat --score Rating --header-rows 101")
            .status == 2);
}

TEST_CASE("a title above the header that is as wide as the table is named as the likely mistake", "[cases]") {
  const auto made = cxmetrics::tests::run_shell(
      "printf 'Report of March,,\\n,,\\nq,g,on\\n9,a,2024-01-01\\n' | '" CXREPORT "' - --nps q");
  CHECK(made.status == 2);
  CHECK_THAT(made.err, contains("--skip-rows N skips the lines above it"));
}

TEST_CASE("headers of several rows are known or joined", "[cases]") {
  const json qualtrics =
      report(small_case("survey/qualtrics_nps.csv") + "--metric nps --score Q1 --where Status!=1");
  check(qualtrics["total"], 25.0, 4);
  CHECK(qualtrics["accounting"]["missing"].number == 1);
  CHECK(qualtrics["accounting"]["rows_rejected"].number == 0);
  const std::string monkey = small_case("survey/surveymonkey.csv");
  check_total(monkey + "--metric nps --score 'How likely is it that you would recommend us?'", 25.0, 4);
  check_total(monkey + "--metric csat --score 'How satisfied are you with... / Delivery'", 66.7, 3, 1);
  check_total(monkey + "--metric csat --score Price", 50.0, 4);
  check_total(monkey + "--metric csat --score 'How satisfied are you with... / Staff' --header-rows 2", 75.0,
              4);
}

TEST_CASE("names of metrics in a file that nobody knows are told beside those known", "[cases]") {
  const program_result made = run_program(small_case("survey/long_unknown.csv"));
  CHECK(made.status == 1);
  CHECK_THAT(made.err, contains("'Net Promoter Score', 'Customer Satisfaction'") &&
                           contains("known are nps, enps, csat"));
}

TEST_CASE("texts may be in UTF-16, and in other encodings when told", "[cases]") {
  const std::string folder = "'" CXMETRICS_TEST_DATA "/cases/survey/";
  check_total(folder + "excel_unicode_text_utf16le.txt' --metric nps --score NPS", 33.3, 3);
  const std::string nps = small_case("survey/cp1252_semicolon.csv") + "--metric nps --score NPS ";
  const json told = report(nps + "--by Responsable --encoding windows-1252");
  check(row_of(told, "Muñoz"), 100.0, 2);
  check(row_of(told, "García"), -100.0, 1);
  check(row_of(report(nps + "--by 'Región' --encoding windows-1252"), "Cádiz"), -100.0, 1);
  const program_result untold = run_program(nps + "--by Responsable");
  CHECK(untold.status == 3);
  CHECK_THAT(untold.err,
             contains("Regi\\xF3n") && contains("column 3") && contains("--encoding windows-1252"));
  CHECK(run_program(nps + "--encoding klingon").status == 2);
}

TEST_CASE("a file that is no table in lines is named, with a cure", "[cases]") {
  const program_result made =
      run_program("'" CXMETRICS_TEST_DATA "/cases/survey/answers.xlsx' --metric nps --score NPS");
  CHECK(made.status == 3);
  CHECK_THAT(made.err, contains("answers.xlsx is an Excel workbook (xlsx); save it as CSV, or"));
}

TEST_CASE("spaces make no group, and groups that differ by case are pointed out", "[cases]") {
  const std::string by_region =
      small_case("survey/messy_groups.csv") + "--metric nps --score score --by region";
  const json made = report(by_region);
  check(row_of(made, "North"), 50.0, 2);
  check(row_of(made, "NORTH"), -100.0, 1);
  check(row_of(made, "north"), 100.0, 1);
  const auto& names = made["accounting"]["differing_by_case"].items.at(0)["names"].items;
  CHECK(names.size() == 3);
  CHECK_THAT(run_program(by_region).out,
             contains("Groups that differ by case only: region \"NORTH\", \"North\", \"north\""));
}

TEST_CASE("revenue of a small book of subscriptions moves as it should", "[cases]") {
  const std::string revenue =
      "'" CXMETRICS_TEST_DATA
      "/cases/customers/mrr_movements.csv' --metric revenue --start start_date --end end_date "
      "--customer customer_id --amount monthly_amount --currency USD --period month ";
  const json made = report(revenue);
  const auto check_month = [&](const std::string& month, const char* start, const char* end, double gross,
                               double net) {
    for (const json& row : made["rows"].items) {
      if (row["key"]["period"].text != month) continue;
      CHECK(row["start"].text == start);
      CHECK(row["end"].text == end);
      CHECK_THAT(row["gross_retention"].number, WithinAbs(gross, 0.05));
      CHECK_THAT(row["net_retention"].number, WithinAbs(net, 0.05));
      return;
    }
    FAIL("no row of " + month);
  };
  check_month("2018-06", "105.00", "135.00", 100.0, 128.6);
  check_month("2018-12", "235.00", "210.00", 89.4, 89.4);
  check_month("2019-07", "275.00", "325.00", 100.0, 100.0);
  check_month("2019-08", "325.00", "225.00", 69.2, 69.2);
  check_month("2019-12", "225.00", "105.00", 40.0, 46.7);
  CHECK_THAT(run_program(revenue + "--format html").out,
             contains("recurring revenue from start to end in USD"));
  CHECK_THAT(run_program(revenue + "--format svg --chart movements").out,
             contains("and how it moved in USD"));
  CHECK_THAT(run_program("x.csv --metric revenue --start a --end b --period month").err,
             contains("--amount COLUMN"));
}

}  // namespace tests_of_cases
