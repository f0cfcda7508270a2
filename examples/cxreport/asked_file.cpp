// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "progress.hpp"
#include "reports.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
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

// Where there are several files, the error has to say which one has none.
void require_header(const cxmetrics::named_rows& file) {
  try {
    file.rows->header();
  } catch (const std::system_error&) {
    throw;  // names the file
  } catch (const std::runtime_error& error) {
    throw std::runtime_error(fmt::format("{}: {}", file.name, error.what()));
  }
}

// The columns that say when somebody was a customer.
std::vector<std::string> customer_days(const options& asked) {
  std::vector<std::string> columns{asked.start, asked.end, asked.activity,
                                   asked.event.empty() ? "" : asked.time};
  std::erase(columns, "");
  return columns;
}

// Whether only rows of some days are asked for; a funnel has customers who enter then, with later events.
bool some_days(const options& asked) {
  return !asked.is_of_customers() && asked.metric != "funnel" && (asked.from || asked.to);
}

}  // namespace

std::string time_column(const options& asked, const cxmetrics::row_header& header) {
  if (!asked.time.empty() || !asked.metric.empty()) return asked.time;
  return header.find("answered_at") ? "answered_at" : "";
}

asked_file::asked_file(const options& asked) : file_(asked) {
  if (!asked.where.empty() || some_days(asked) || !asked.latest_per.empty()) choose_rows(asked);
}

void asked_file::choose_rows(const options& asked) {
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
  const std::string time = asked.is_of_customers() ? "" : time_column(asked, header);
  if (asked.is_of_customers()) {
    forms_ = sample(customer_days(asked));
  } else if (!time.empty()) {
    forms_ = sample({time});
    options.forms = forms_;
    if (asked.from && some_days(asked)) conditions.push_back(cxmetrics::from_day(time, *asked.from, options));
    if (asked.to && some_days(asked)) conditions.push_back(cxmetrics::to_day(time, *asked.to, options));
  } else if (asked.from || asked.to || !asked.latest_per.empty()) {
    throw usage_error("--from, --to and --latest-per need --time COLUMN");
  }
  if (!conditions.empty()) rows_ = &filtered_.emplace(file_, std::move(conditions));
  if (asked.latest_per.empty()) return;
  // In long form, a person has a last answer to each question.
  std::vector<std::string> per{asked.latest_per};
  if (is_long_form(header)) per.emplace_back("metric");
  rows_ = &latest_.emplace(*rows_, std::move(per), time, options);
}

cxmetrics::accounting asked_file::accounting(cxmetrics::accounting of_reader) const {
  if (filtered_) of_reader += filtered_->accounting();
  if (latest_) of_reader += latest_->accounting();
  cxmetrics::accounting rows = file_.joined() ? file_.joined()->located(of_reader) : std::move(of_reader);
  rows.remarks.merge(file_.remarks());
  return rows;
}

asked_file::watched_rows::watched_rows(const options& asked)
    : shows_progress_(!asked.quiet && isatty(STDERR_FILENO) != 0) {
  const cxmetrics::csv_options options{.delimiter = asked.delimiter,
                                       .quotes = asked.quotes,
                                       .encoding = asked.encoding,
                                       .skip_rows = asked.skip_rows,
                                       .header_rows = asked.header_rows};
  std::vector<cxmetrics::named_rows> named;
  for (const std::string& name : asked.files) {
    files_.push_back(std::make_unique<file>(name, options));
    named.push_back({name, &files_.back()->rows});
  }
  rows_ = &files_.front()->rows;
  if (files_.size() == 1) return;
  for (const cxmetrics::named_rows& each : named) require_header(each);
  rows_ = &joined_.emplace(std::move(named));
}

std::set<std::string> asked_file::watched_rows::remarks() const {
  std::set<std::string> remarks;
  for (const auto& each : files_) {
    const cxmetrics::doubtful_rows& found = each->rows.doubtful();
    if (found.count == 0) continue;
    remarks.insert(
        fmt::format("{}{} {} line ends and delimiters in quotes, the first on line {}: if quotes are text in "
                    "this file, rows are run together there, and --quote none reads them apart",
                    files_.size() > 1 ? each->from.name() + ": " : "", grouped(found.count),
                    found.count == 1 ? "row has" : "rows have", found.first_line));
  }
  return remarks;
}

void asked_file::watched_rows::read(std::span<cxmetrics::row_sink* const> sinks) {
  if (!shows_progress_) return rows_->read(sinks);

  std::deque<counting_sink> counted;
  std::vector<cxmetrics::row_sink*> counting;
  for (cxmetrics::row_sink* sink : sinks) counting.push_back(&counted.emplace_back(*sink));
  std::atomic<bool> done = false;
  std::thread shown([&] {
    std::uint64_t size = 0;
    for (const auto& each : files_) size += each->from.size();
    cxreport::progress progress(stderr, size);
    while (!done) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      std::uint64_t rows = 0;
      for (const counting_sink& each : counted) rows += each.rows_so_far();
      std::uint64_t bytes = 0;
      for (const auto& each : files_) bytes += each->from.bytes_read();
      progress.update(bytes, rows);
    }
  });
  const auto end = [&](auto*) {
    done = true;
    shown.join();
  };
  const std::unique_ptr<std::thread, decltype(end)> until_left(&shown, end);
  rows_->read(counting);
}

}  // namespace cxreport
