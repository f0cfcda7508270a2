// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "metrics.hpp"
#include "reports.hpp"
#include "survey_file.hpp"

#include <cxmetrics/input/survey_reader.hpp>

#include <memory>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// Looks for the columns of the long form once the header is known.
class long_form_file : public cx::row_sink {
 public:
  explicit long_form_file(const options& asked) : columns_(columns_of(asked)), chosen_(!asked.by.empty()) {
    columns_.score = "score";
    columns_.question = "metric";
    for (const std::string& name : long_form_metrics()) {
      questions_.push_back({name, metric_in_file(name)->scale()});
    }
  }

  std::vector<std::size_t> columns(const cx::row_header& header) override {
    column_of(header, columns_.question);
    column_of(header, columns_.score);
    if (!chosen_) {
      if (header.find("segment")) columns_.by = {"segment"};
      if (header.find("touchpoint")) columns_.also_by = {{"touchpoint"}};
    }
    for (const std::string& name : columns_.by) column_of(header, name);
    if (!columns_.time.empty()) column_of(header, columns_.time);
    if (columns_.time.empty() && header.find("answered_at")) columns_.time = "answered_at";
    reader_ = std::make_unique<cx::survey_reader>(questions_, columns_);
    return reader_->columns(header);
  }
  void row(const cx::row_view& row) override { reader_->row(row); }
  void rows(const cx::row_batch& rows) override { reader_->rows(rows); }
  void reject(cx::rejection why) override { reader_->reject(std::move(why)); }
  long_form_file& operator+=(const long_form_file& other) {
    *reader_ += *other.reader_;
    return *this;
  }

  reports results(const options& asked) const {
    reports result;
    result.several = true;
    for (std::size_t question = 0; question < questions_.size(); ++question) {
      for (std::size_t breakdown = 0; breakdown <= columns_.also_by.size(); ++breakdown) {
        const cx::survey_breakdown cells = reader_->answers(question, breakdown);
        if (cells.size() == 0) continue;
        const cx::metric& metric = *metric_in_file(questions_[question].name);
        std::vector<std::string> names = breakdown == 0 ? columns_.by : columns_.also_by[breakdown - 1];
        if (breakdown == 0 && !columns_.time.empty()) names.emplace_back("period");
        result.tables.push_back(names.empty() ? cx::make_table(metric, cells.total(), asked.estimate)
                                              : cx::make_table(metric, cells, names, asked.estimate));
        if (asked.format == "json") result.tables.back().metric = questions_[question].name;
      }
    }
    result.accounting = reader_->accounting();
    return result;
  }

 private:
  static std::vector<std::string> long_form_metrics() {
    return {"nps", "enps", "csat", "ces", "ces-easy", "ces-effort"};
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
