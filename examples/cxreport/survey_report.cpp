// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/io/survey_reader.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// The same counts by some of the text columns only, with or without the periods.
cx::survey_breakdown by_columns(const cx::survey_breakdown& cells, const std::vector<std::size_t>& kept,
                                bool with_period) {
  cx::survey_breakdown result{cells.empty_state()};
  for (const auto& [key, tally] : cells) {
    std::vector<std::string> texts;
    for (const std::size_t column : kept) texts.push_back(std::get<0>(key)[column]);
    result[{std::move(texts), with_period ? std::get<1>(key) : std::nullopt}] += tally;
  }
  return result;
}

// Looks for the columns of the long form once the header is known.
class long_form_file : public cx::csv_handler {
 public:
  explicit long_form_file(const options& asked) : columns_(columns_of(asked)), chosen_(!asked.by.empty()) {
    columns_.score = "score";
    columns_.question = "metric";
    for (const std::string& name : long_form_metrics()) {
      questions_.push_back({name, metric_in_file(name)->scale()});
    }
  }

  std::vector<std::size_t> columns(const cx::csv_header& header) override {
    column_of(header, columns_.question);
    column_of(header, columns_.score);
    if (!chosen_) {
      for (const char* name : {"segment", "touchpoint"}) {
        if (header.find(name)) columns_.by.emplace_back(name);
      }
    }
    for (const std::string& name : columns_.by) column_of(header, name);
    if (!columns_.time.empty()) column_of(header, columns_.time);
    if (columns_.time.empty() && header.find("answered_at")) columns_.time = "answered_at";
    reader_ = std::make_unique<cx::survey_reader>(questions_, columns_);
    return reader_->columns(header);
  }
  void row(const cx::csv_row& row) override { reader_->row(row); }
  void reject(cx::rejection why) override { reader_->reject(std::move(why)); }
  long_form_file& operator+=(const long_form_file& other) {
    *reader_ += *other.reader_;
    return *this;
  }

  reports results(const options& asked) const {
    reports result;
    result.several = true;
    for (std::size_t question = 0; question < questions_.size(); ++question) {
      const cx::survey_breakdown cells = reader_->answers(question);
      if (cells.size() == 0) continue;
      const cx::metric& metric = *metric_in_file(questions_[question].name);
      for (const auto& grouping : groupings()) {
        std::vector<std::size_t> kept;
        for (const std::string& name : grouping.by) {
          kept.push_back(static_cast<std::size_t>(std::find(columns_.by.begin(), columns_.by.end(), name) -
                                                  columns_.by.begin()));
        }
        std::vector<std::string> names = grouping.by;
        if (grouping.with_period) names.emplace_back("period");
        result.tables.push_back(names.empty()
                                    ? cx::make_table(metric, cells.total(), asked.estimate)
                                    : cx::make_table(metric, by_columns(cells, kept, grouping.with_period),
                                                     names, asked.estimate));
        if (asked.format == "json") result.tables.back().metric = questions_[question].name;
      }
    }
    result.accounting = reader_->accounting();
    return result;
  }

 private:
  struct grouping {
    std::vector<std::string> by;
    bool with_period;
  };

  static std::vector<std::string> long_form_metrics() {
    return {"nps", "enps", "csat", "ces", "ces-easy", "ces-effort"};
  }

  std::vector<grouping> groupings() const {
    const bool with_period = !columns_.time.empty();
    if (chosen_) return {{columns_.by, with_period}};
    std::vector<grouping> result;
    const auto has = [&](const char* name) {
      return std::find(columns_.by.begin(), columns_.by.end(), name) != columns_.by.end();
    };
    result.push_back(
        {has("segment") ? std::vector<std::string>{"segment"} : std::vector<std::string>{}, with_period});
    if (has("touchpoint")) result.push_back({{"touchpoint"}, false});
    return result;
  }

  std::vector<cx::survey_question> questions_;
  cx::survey_columns columns_;
  bool chosen_;
  std::unique_ptr<cx::survey_reader> reader_;
};

}  // namespace

reports survey_report(const options& asked) {
  const cx::metric metric = metric_named(asked.metric, asked.scale);
  const survey_file file = read_survey(asked);
  const cx::survey_breakdown cells = file.reader().answers();
  const auto names = key_names(asked);
  reports result;
  result.tables.push_back(names.empty() ? cx::make_table(metric, cells.total(), asked.estimate)
                                        : cx::make_table(metric, cells, names, asked.estimate));
  if (asked.format == "json") result.tables.back().metric = asked.metric;
  result.accounting = file.reader().accounting();
  return result;
}

reports long_form_report(const options& asked) {
  return read_in_parts<long_form_file>(asked, [](const options& with) { return long_form_file(with); })
      .results(asked);
}

}  // namespace cxreport
