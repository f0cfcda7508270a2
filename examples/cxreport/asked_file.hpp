// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_CXREPORT_ASKED_FILE_HPP
#define CXMETRICS_CXREPORT_ASKED_FILE_HPP

#include "options.hpp"

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/input/csv.hpp>
#include <cxmetrics/input/date_forms.hpp>
#include <cxmetrics/input/input.hpp>
#include <cxmetrics/input/joined_rows.hpp>
#include <cxmetrics/input/latest_rows.hpp>
#include <cxmetrics/input/row_filter.hpp>

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace cxreport {

/// The rows asked for of the file or files asked for. Progress is shown on a terminal while they are read.
class asked_file final : public cxmetrics::row_source {
 public:
  /// Throws `std::system_error` if one cannot be opened, and what its header and the conditions on rows may throw.
  explicit asked_file(const options& asked);

  const cxmetrics::row_header& header() override { return rows_->header(); }
  void sample(cxmetrics::row_sink& into) override { rows_->sample(into); }
  void read(std::span<cxmetrics::row_sink* const> sinks) override { rows_->read(sinks); }

  /// What the dates of the columns asked for are like, where some rows are not asked for and cannot show it to a
  /// reader.
  cxmetrics::date_forms date_forms() const { return forms_; }

  /// What became of all rows, those included that no reader saw.
  cxmetrics::accounting accounting(cxmetrics::accounting of_reader) const;

 private:
  // Reads the files and shows how far that has come.
  class watched_rows final : public cxmetrics::row_source {
   public:
    explicit watched_rows(const options& asked);
    const cxmetrics::row_header& header() override { return rows_->header(); }
    void sample(cxmetrics::row_sink& into) override { rows_->sample(into); }
    void read(std::span<cxmetrics::row_sink* const> sinks) override;
    // What is to be said of the files when they are read.
    std::set<std::string> remarks() const;
    const std::optional<cxmetrics::joined_rows>& joined() const { return joined_; }

   private:
    struct file {
      file(const std::string& name, const cxmetrics::csv_options& options)
          : from(name), rows(from, options) {}
      cxmetrics::input from;
      cxmetrics::csv_source rows;
    };

    bool shows_progress_;
    std::vector<std::unique_ptr<file>> files_;
    std::optional<cxmetrics::joined_rows> joined_;  // of several files
    cxmetrics::row_source* rows_;
  };

  void choose_rows(const options& asked);

  watched_rows file_;
  std::optional<cxmetrics::filtered_rows> filtered_;
  std::optional<cxmetrics::latest_rows> latest_;
  cxmetrics::row_source* rows_ = &file_;
  cxmetrics::date_forms forms_;
};

/// The column of the time of an answer: the one asked for, or in a file in long form the usual one if there is such.
std::string time_column(const options& asked, const cxmetrics::row_header& header);

}  // namespace cxreport

#endif
