// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/input/row_tee.hpp>
#include <cxmetrics/report/key_cells.hpp>
#include <cxmetrics/report/significance.hpp>
#include <cxmetrics/report/survey_table.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
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

// What became of the rows for each question. A row that several reject for the same reason is listed once.
cx::accounting together(const options& asked, const std::vector<cx::accounting>& rows) {
  using told = std::tuple<std::string, std::uint64_t, std::string, std::string, std::string>;
  std::set<told> listed;
  cx::accounting all;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    for (const cx::rejection& why : rows[at].rejections()) {
      if (listed.insert({why.file, why.line, why.column, why.text, why.reason}).second) all.reject(why);
    }
    cx::accounting counts;
    counts.readings = rows[at].readings;
    counts.remarks = rows[at].remarks;
    counts.differing_by_case = rows[at].differing_by_case;
    for (const auto& [sign, often] : rows[at].signs_for_nothing) {  // of the same rows, for each question
      std::uint64_t& most = all.signs_for_nothing[sign];
      most = std::max(most, often);
    }
    counts.questions.push_back({rows[at], asked.questions[at].metric, asked.questions[at].score});
    all += counts;
  }
  cx::row_counts sums;
  for (const cx::question_counts& each : all.questions) sums += each;
  static_cast<cx::row_counts&>(all) = sums;
  return all;
}

// The answers to a question, as if it were the only one.
struct answered_question {
  asked_question question;
  cx::table table;
};

// The place of the cells of a column of that meaning, if there is one.
std::optional<std::size_t> place_of(const cx::table& table, cx::column_meaning meaning) {
  const cx::table_column* const column = table.find(meaning);
  return column == nullptr ? std::nullopt : std::optional(column->place);
}

// Puts the rows of a table, compared before, below others under the name of their question.
void add_rows(cx::table& to, const answered_question& from, const std::vector<cx::column_meaning>& compared) {
  for (cx::table_row row : from.table.rows) {
    row.key.insert(row.key.begin(), from.question.score);
    const auto differences = std::exchange(row.differences, {});
    for (const cx::column_meaning meaning : compared) {
      const auto place = place_of(from.table, meaning);
      row.differences.push_back(place ? differences[*place] : std::nullopt);
    }
    to.rows.push_back(std::move(row));
  }
}

cx::table_row total_row(const answered_question& from) {
  cx::table_row row = *from.table.total;
  row.key = {from.question.score};
  row.differences.clear();
  return row;
}

// A remark on one question, unless it is on all.
void add_remarks(cx::table& to, const std::vector<answered_question>& parts) {
  for (const answered_question& each : parts) {
    for (const std::string& remark : each.table.remarks) {
      const bool of_all = std::all_of(parts.begin(), parts.end(), [&](const answered_question& other) {
        return other.table.remarks == each.table.remarks;
      });
      if (of_all && &each != &parts.front()) continue;
      to.remarks.push_back(of_all ? remark : fmt::format("{}: {}", each.question.score, remark));
    }
  }
}

// The tables of some questions as one. Those to one question are answers of the same people as those to another, so each is
// compared with itself only, and the margins that would mix them go.
cx::table stacked(const std::vector<answered_question>& parts, std::optional<cx::table_row> total,
                  const options& asked) {
  std::vector<std::string> names = key_names(asked);
  const bool by_question_only = names.empty();
  names.insert(names.begin(), "question");
  cx::table all = parts.front().table;
  all.rows.clear();
  all.margins.clear();
  all.remarks.clear();
  all.columns.clear();
  for (const cx::table_column& column : parts.front().table.columns) {
    if (!column.is_label() && column.kind != cx::column_kind::difference) all.add(column);
  }
  std::vector<cx::column_meaning> compared;
  for (const auto meaning : {cx::column_meaning::change, cx::column_meaning::against_rest}) {
    for (const answered_question& each : parts) {
      const cx::table_column* const column = each.table.find(meaning);
      if (column == nullptr) continue;
      compared.push_back(meaning);
      all.add(*column);
      break;
    }
  }
  for (const answered_question& each : parts) {
    all.as_of = std::max(all.as_of, each.table.as_of);
    if (!by_question_only) add_rows(all, each, compared);
    if (by_question_only) all.rows.push_back(total_row(each));
  }
  all.total = std::move(total);
  if (all.total) {
    all.total->key.clear();
    all.total->differences.resize(compared.size());
  }
  cx::detail::set_keys(all, names, by_period(asked));
  const auto mark = [](cx::table& each) { each.columns.front().meaning = cx::column_meaning::question; };
  mark(all);
  if (!by_question_only) {
    cx::table& margin = cx::detail::add_margin(all, 0);
    std::erase_if(margin.columns,
                  [](const auto& column) { return column.kind == cx::column_kind::difference; });
    for (const answered_question& each : parts) margin.rows.push_back(total_row(each));
    if (margin.total) margin.total->differences.clear();
    mark(margin);
  }
  add_remarks(all, parts);
  return all;
}

// All answers to the questions together; nothing where weights, clusters or a population are of people, who are the same ones
// for each question.
std::optional<cx::table_row> total_of(const std::vector<answered_question>& parts,
                                      const std::vector<const cx::survey_reader*>& read,
                                      const options& asked) {
  if (parts.size() == 1) return total_row(parts.front());
  if (is_designed(asked) || asked.estimate.population) return std::nullopt;
  const asked_question& first = parts.front().question;
  const cx::metric metric = metric_asked(first.metric, scale_of(asked, first));
  cx::tally all{metric.scale()};
  for (const cx::survey_reader* each : read) all += each->answers().total();
  return cx::make_table(metric, all, asked.estimate).total;
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
  std::vector<std::string> metrics;
  for (const asked_question& each : asked.questions) {
    if (std::count(metrics.begin(), metrics.end(), each.metric) == 0) metrics.push_back(each.metric);
  }
  for (const std::string& name : metrics) {
    std::vector<answered_question> parts;
    std::vector<const cx::survey_reader*> readers;
    for (std::size_t at = 0; at < asked.questions.size(); ++at) {
      const asked_question& question = asked.questions[at];
      if (question.metric != name) continue;
      readers.push_back(&read.readers()[at]);
      parts.push_back({question, question_table(question, *readers.back(), asked, rows[at])});
      result.most_of_one_person =
          std::max(result.most_of_one_person, most_of_one_person(*readers.back(), asked));
      cx::mark_significance(parts.back().table, asked.adjust);
    }
    result.tables.push_back(stacked(parts, total_of(parts, readers, asked), asked));
  }
  result.accounting = together(asked, rows);
  result.several = result.tables.size() > 1;
  return result;
}

}  // namespace cxreport
