// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/input/row_tee.hpp>
#include <cxmetrics/report/survey_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// Reads the answers to all questions at once.
class question_readers : public cx::row_sink {
 public:
  explicit question_readers(const std::vector<question_reading>& readings) {
    for (const question_reading& each : readings) readers_.push_back(each.reader());
  }

  std::vector<std::size_t> columns(const cx::row_header& header) override {
    std::vector<cx::row_sink*> sinks;
    for (cx::survey_reader& reader : readers_) sinks.push_back(&reader);
    return tee_.emplace(std::move(sinks)).columns(header);
  }
  void row(const cx::row_view& row) override { tee_->row(row); }
  void rows(const cx::row_batch& rows) override { tee_->rows(rows); }
  void reject(cx::rejection why) override { tee_->reject(std::move(why)); }

  question_readers& operator+=(const question_readers& other) {
    for (std::size_t at = 0; at < readers_.size(); ++at) readers_[at] += other.readers_[at];
    return *this;
  }
  const std::vector<cx::survey_reader>& readers() const { return readers_; }

 private:
  std::vector<cx::survey_reader> readers_;
  std::optional<cx::row_tee> tee_;
};

// One question after the other. A row that no question can use is listed once.
cx::accounting together(const std::vector<cx::accounting>& questions) {
  using told = std::tuple<std::string, std::uint64_t, std::string, std::string, std::string>;
  std::set<told> listed;
  cx::accounting all;
  std::uint64_t rejected = 0;
  for (const cx::accounting& each : questions) {
    for (const cx::rejection& why : each.rejections()) {
      if (listed.insert({why.file, why.line, why.column, why.text, why.reason}).second) all.reject(why);
    }
    rejected += each.rejected;
    cx::accounting counts;
    counts.answered = each.answered;
    counts.missing = each.missing;
    counts.off_scale = each.off_scale;
    counts.left_out = each.left_out;
    counts.readings = each.readings;
    all += counts;
  }
  all.rejected = rejected;
  return all;
}

// The answers to some questions, by question and what else is asked for. Those to one question are from the same people as
// those to another, so each is compared with itself only, and the margins that would mix them go.
cx::table table_of(const cx::metric& metric, const cx::survey_breakdown& cells, const options& asked) {
  std::vector<std::string> names = key_names(asked);
  names.insert(names.begin(), "question");
  cx::table table = cx::make_table(metric, cells, names, asked.estimate);
  std::erase_if(table.margins,
                [](const cx::table& margin) { return margin.columns.front().id != "question"; });
  const auto mark = [](cx::table& each) {
    for (cx::table_column& column : each.columns) {
      if (column.is_key() && column.place == 0) column.meaning = cx::column_meaning::question;
    }
  };
  mark(table);
  for (cx::table& margin : table.margins) mark(margin);
  return table;
}

}  // namespace

reports question_report(const options& asked) {
  asked_file file(asked);
  std::vector<question_reading> readings;
  for (const asked_question& each : asked.questions) readings.push_back(reading_of(asked, file, each));
  for (const auto& [text, score] : asked.values) {
    const auto is_off = [at = score](const question_reading& each) {
      return !each.question.scale.contains(at);
    };
    if (std::all_of(readings.begin(), readings.end(), is_off)) {
      throw usage_error(fmt::format("--value '{}={}' is no score of any question", text, score));
    }
  }
  const question_readers read =
      cx::read_rows(file, asked.threads, [&] { return question_readers(readings); });

  reports result;
  std::vector<cx::accounting> rows;
  for (const cx::survey_reader& reader : read.readers()) rows.push_back(file.accounting(reader.accounting()));
  result.accounting = together(rows);
  std::vector<std::string> metrics;
  for (const asked_question& each : asked.questions) {
    if (std::count(metrics.begin(), metrics.end(), each.metric) == 0) metrics.push_back(each.metric);
  }
  for (const std::string& name : metrics) {
    cx::survey_breakdown cells{cx::tally{cx::zero_to_ten}};
    std::optional<cx::metric> metric;
    for (std::size_t at = 0; at < asked.questions.size(); ++at) {
      const asked_question& question = asked.questions[at];
      if (question.metric != name) continue;
      if (!metric) {
        metric = metric_asked(name, scale_of(asked, question));
        cells = cx::survey_breakdown{cx::tally{metric->scale()}};
      }
      if (key_names(asked).empty()) cells[{{question.score}, std::nullopt}] += cx::tally{metric->scale()};
      for (const auto& [key, counted] : read.readers()[at].answers()) {
        std::vector<std::string> texts = std::get<0>(key);
        texts.insert(texts.begin(), question.score);
        cells[{std::move(texts), std::get<1>(key)}] += counted;
      }
    }
    result.tables.push_back(table_of(*metric, cells, asked));
  }
  result.several = result.tables.size() > 1;
  return result;
}

}  // namespace cxreport
