// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "progress.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace cxreport {

namespace {

// Passes everything on and counts the rows, so that progress can be shown from another thread.
class counting_sink : public cxmetrics::row_sink {
 public:
  explicit counting_sink(cxmetrics::row_sink& to) : to_(to) {}
  std::vector<std::size_t> columns(const cxmetrics::row_header& header) override {
    return to_.columns(header);
  }
  void row(const cxmetrics::row_view& row) override {
    count(1);
    to_.row(row);
  }
  void rows(const cxmetrics::row_batch& rows) override {
    count(rows.size());
    to_.rows(rows);
  }
  void reject(cxmetrics::rejection why) override { to_.reject(std::move(why)); }
  std::uint64_t rows_so_far() const { return rows_.load(std::memory_order_relaxed); }

 private:
  // Only one thread does.
  void count(std::size_t more) { rows_.store(rows_so_far() + more, std::memory_order_relaxed); }

  cxmetrics::row_sink& to_;
  std::atomic<std::uint64_t> rows_ = 0;
};

}  // namespace

std::string time_column(const options& asked, const cxmetrics::row_header& header) {
  if (!asked.time.empty() || !asked.metric.empty()) return asked.time;
  return header.find("answered_at") ? "answered_at" : "";
}

asked_file::asked_file(const options& asked) : file_(asked) {
  if (!asked.where.empty() || (!asked.is_of_customers() && (asked.from || asked.to))) add_conditions(asked);
}

void asked_file::add_conditions(const options& asked) {
  const cxmetrics::row_header& header = file_.header();
  cxmetrics::condition_options options{
      {asked.date_formats, asked.utc_offset, asked.time_zone}, {}, asked.missing};
  const auto sample = [&](const std::vector<std::string>& columns) {
    return options.dates.patterns.empty() ? cxmetrics::sampled_date_forms(file_, columns, options.dates)
                                          : cxmetrics::date_forms{};
  };
  std::vector<cxmetrics::row_condition> conditions;
  for (const std::string& text : asked.where) {
    options.forms = sample(cxmetrics::parse_condition(text, header, options).columns);
    conditions.push_back(cxmetrics::parse_condition(text, header, options));
  }
  if (asked.is_of_customers()) {
    forms_ = sample({asked.start, asked.end});
  } else if (const std::string time = time_column(asked, header); !time.empty()) {
    forms_ = sample({time});
    options.forms = forms_;
    if (asked.from) conditions.push_back(cxmetrics::from_day(time, *asked.from, options));
    if (asked.to) conditions.push_back(cxmetrics::to_day(time, *asked.to, options));
  } else if (asked.from || asked.to) {
    throw usage_error("--from and --to need --time COLUMN");
  }
  rows_ = &filtered_.emplace(file_, std::move(conditions));
}

cxmetrics::accounting asked_file::accounting(cxmetrics::accounting of_reader) const {
  if (filtered_) of_reader += filtered_->accounting();
  return of_reader;
}

asked_file::watched_rows::watched_rows(const options& asked)
    : shows_progress_(!asked.quiet && isatty(STDERR_FILENO) != 0),
      file_(asked.file),
      rows_(file_, {.delimiter = asked.delimiter,
                    .encoding = asked.encoding,
                    .skip_rows = asked.skip_rows,
                    .header_rows = asked.header_rows}) {}

void asked_file::watched_rows::read(std::span<cxmetrics::row_sink* const> sinks) {
  if (!shows_progress_) return rows_.read(sinks);

  std::deque<counting_sink> counted;
  std::vector<cxmetrics::row_sink*> counting;
  for (cxmetrics::row_sink* sink : sinks) counting.push_back(&counted.emplace_back(*sink));
  std::atomic<bool> done = false;
  std::thread shown([&] {
    cxreport::progress progress(stderr, file_.size());
    while (!done) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      std::uint64_t rows = 0;
      for (const counting_sink& each : counted) rows += each.rows_so_far();
      progress.update(file_.bytes_read(), rows);
    }
  });
  const auto end = [&](auto*) {
    done = true;
    shown.join();
  };
  const std::unique_ptr<std::thread, decltype(end)> until_left(&shown, end);
  rows_.read(counting);
}

}  // namespace cxreport
