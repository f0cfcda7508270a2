// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_SURVEY_FILE_HPP
#define CXMETRICS_CXREPORT_SURVEY_FILE_HPP

#include "options.hpp"
#include "reports.hpp"

#include <cxmetrics/input/survey_reader.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cxreport {

/// Checks the columns with the words of the command line, and leaves the counting to the library.
class survey_file : public cxmetrics::row_sink {
 public:
  survey_file(std::vector<cxmetrics::survey_question> questions, cxmetrics::survey_columns columns)
      : columns_(std::move(columns)), reader_(std::move(questions), columns_) {}

  std::vector<std::size_t> columns(const cxmetrics::row_header& header) override {
    column_of(header, columns_.score);
    for (const std::string& name : columns_.by) column_of(header, name);
    for (const std::string& name : {columns_.time, columns_.weight}) {
      if (!name.empty()) column_of(header, name);
    }
    return reader_.columns(header);
  }
  void row(const cxmetrics::row_view& row) override { reader_.row(row); }
  void rows(const cxmetrics::row_batch& rows) override { reader_.rows(rows); }
  void reject(cxmetrics::rejection why) override { reader_.reject(std::move(why)); }
  survey_file& operator+=(const survey_file& other) {
    reader_ += other.reader_;
    return *this;
  }

  const cxmetrics::survey_reader& reader() const { return reader_; }

 private:
  cxmetrics::survey_columns columns_;
  cxmetrics::survey_reader reader_;
};

/// Which columns the command line names. Stratum and cluster come as the last of the columns to break down by.
cxmetrics::survey_columns columns_of(const options& asked);

/// The names of the key columns of a table: those broken down by, and the period.
std::vector<std::string> key_names(const options& asked);

/// Reads the answers to one metric.
survey_file read_survey(const options& asked);

}  // namespace cxreport

#endif
