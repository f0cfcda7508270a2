// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/numbering.hpp"
#include "input/plain_text.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/latest_rows.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/row_feed.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace cxmetrics {
namespace {

// A row that may be the last of a person.
struct kept_row {
  std::int64_t second = 0;
  std::uint64_t line = 0;
  std::string text;               // of the fields, one after the other
  std::vector<std::size_t> ends;  // of them

  bool is_before(const kept_row& other) const {
    return std::tie(second, line) < std::tie(other.second, other.line);
  }
};

constexpr std::int64_t no_time = std::numeric_limits<std::int64_t>::min();

// As texts to break down by are told apart: without the spaces around them, and composed.
void add_name(std::string& to, std::string_view text) {
  text = detail::trimmed_of_any_space(text);
  if (detail::is_ascii(text)) {
    to += text;
  } else {
    to += detail::composed(text);
  }
}

// Keeps the last row of each person.
class latest_sink : public row_sink {
 public:
  latest_sink(std::vector<std::string> per, std::string time, const condition_options& options,
              std::vector<std::size_t> kept)
      : per_(std::move(per)),
        time_(std::move(time)),
        dates_(options.dates),
        forms_(options.forms),
        missing_(options.missing),
        kept_(std::move(kept)) {}

  std::vector<std::size_t> columns(const row_header& header) override {
    std::vector<std::size_t> columns{header.index_of(time_)};
    for (const std::string& name : per_) columns.push_back(header.index_of(name));
    columns.insert(columns.end(), kept_.begin(), kept_.end());
    return columns;
  }

  void row(const row_view& row) override {
    if (missing_.contains(row[1]))
      return reject({row.line(), per_.front(), detail::excerpt(row[1]), "names nobody"});
    kept_row read;
    read.line = row.line();
    if (const char* const fault = read_time(row[0], read.second)) {
      return reject({row.line(), time_, detail::excerpt(row[0]), fault});
    }
    ++rows_;
    std::string who;
    for (std::size_t part = 0; part < per_.size(); ++part) {
      if (part > 0) who += '\0';
      add_name(who, row[1 + part]);
    }
    kept_row& last = row_of(who);
    if (!last.is_before(read)) return;
    last.second = read.second;
    last.line = read.line;
    last.text.clear();
    last.ends.clear();
    for (std::size_t at = 1 + per_.size(); at < row.size(); ++at) {
      last.text += row[at];
      last.ends.push_back(last.text.size());
    }
  }

  void reject(rejection why) override { others_.reject(std::move(why)); }

  void add(latest_sink& other) {
    for (std::uint32_t theirs = 0; theirs < other.latest_.size(); ++theirs) {
      kept_row& last = row_of(other.persons_.text(theirs));
      if (last.is_before(other.latest_[theirs])) last = std::move(other.latest_[theirs]);
    }
    rows_ += other.rows_;
    others_ += other.others_;
  }

  std::vector<kept_row> in_order() {
    std::sort(latest_.begin(), latest_.end(),
              [](const kept_row& one, const kept_row& other) { return one.line < other.line; });
    return std::move(latest_);
  }
  std::uint64_t rows_taken() const { return rows_; }
  const cxmetrics::accounting& others() const { return others_; }

 private:
  // Why there is none, or nothing.
  const char* read_time(std::string_view text, std::int64_t& second) const {
    std::chrono::seconds time{0};
    const written_day written = dates_.read_any_form(text, time);
    second = no_time;
    if (written.form == date_form::none) return missing_.contains(text) ? nullptr : "not a date";
    date_forms forms = forms_;
    forms.add(written.form);
    const auto day = forms.day_of(written);
    if (!day) return forms.fault(written.form);
    second = (std::chrono::seconds{day->time_since_epoch()} + time).count();
    return nullptr;
  }

  kept_row& row_of(std::string_view person) {
    const std::uint32_t number = persons_.number_of(person);
    if (number == latest_.size()) latest_.push_back({no_time, 0, {}, {}});
    return latest_[number];
  }

  std::vector<std::string> per_;
  std::string time_;
  date_reader dates_;
  date_forms forms_;
  missing_signs missing_;
  std::vector<std::size_t> kept_;
  detail::text_numbers persons_;
  std::vector<kept_row> latest_;  // by person
  std::uint64_t rows_ = 0;
  cxmetrics::accounting others_;
};

}  // namespace

latest_rows::latest_rows(row_source& from, std::vector<std::string> person_and_more, std::string time,
                         condition_options options)
    : from_(&from), per_(std::move(person_and_more)), time_(std::move(time)), options_(std::move(options)) {
  if (per_.empty()) detail::throw_invalid_argument("no column says whose the rows are");
}

const row_header& latest_rows::header() {
  return from_->header();
}

void latest_rows::sample(row_sink& into) {
  from_->sample(into);
}

void latest_rows::read(std::span<row_sink* const> sinks) {
  const std::size_t width = header().size();
  std::vector<row_feed> feeds;
  std::vector<std::size_t> kept;
  for (row_sink* const sink : sinks) {
    feeds.emplace_back(*sink, header());
    kept.insert(kept.end(), feeds.back().columns().begin(), feeds.back().columns().end());
  }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());

  std::vector<std::unique_ptr<latest_sink>> parts;
  std::vector<row_sink*> places;
  for (std::size_t part = 0; part < std::max<std::size_t>(sinks.size(), 1); ++part) {
    parts.push_back(std::make_unique<latest_sink>(per_, time_, options_, kept));
    places.push_back(parts.back().get());
  }
  places.resize(sinks.size());  // that there is none is for the source to say
  from_->read(places);
  latest_sink& all = *parts.front();
  for (std::size_t part = 1; part < parts.size(); ++part) all.add(*parts[part]);
  others_ += all.others();
  const std::vector<kept_row> rows = all.in_order();
  others_.left_out["latest-per " + per_.front()] += all.rows_taken() - rows.size();

  const std::size_t share = rows.size() / feeds.size() + 1;
  const auto hand_over = [&](std::size_t part) {
    std::vector<std::string_view> fields(width);
    const std::size_t end = std::min(rows.size(), (part + 1) * share);
    for (std::size_t at = part * share; at < end; ++at) {
      std::size_t begin = 0;
      for (std::size_t field = 0; field < kept.size(); ++field) {
        fields[kept[field]] = std::string_view(rows[at].text).substr(begin, rows[at].ends[field] - begin);
        begin = rows[at].ends[field];
      }
      feeds[part].row(fields, rows[at].line);
    }
    feeds[part].finish();
  };
  // To hand over few takes less time than to start a thread.
  if (detail::parts_for(rows.size(), static_cast<unsigned>(feeds.size())) > 1) {
    detail::run_parts(feeds.size(), hand_over);
  } else {
    for (std::size_t part = 0; part < feeds.size(); ++part) hand_over(part);
  }
}

}  // namespace cxmetrics
