// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/numbering.hpp"
#include "input/plain_text.hpp"
#include "input/row_access.hpp"
#include "input/text.hpp"
#include "input/utf8.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/input/row_filter.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <system_error>
#include <utility>

namespace cxmetrics {
namespace {

using detail::row_access;
using detail::trimmed;

std::optional<double> number_in(std::string_view text, bool decimal_comma) {
  text = detail::trimmed_of_any_space(text);
  std::string with_point;
  if (const std::size_t comma = decimal_comma ? text.find(',') : text.npos; comma != text.npos) {
    with_point = text;
    with_point[comma] = '.';
    text = with_point;
  }
  if (text.size() > 1 && text.front() == '+') text.remove_prefix(1);
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size() &&
                         std::isfinite(number);  // nan and inf are read, too
  return is_number ? std::optional{number} : std::nullopt;
}

// Whether two things are in the order that an operator says.
template <class Value>
bool in_order(const Value& one, std::string_view by, const Value& other) {
  if (by == "<") return one < other;
  if (by == "<=") return one <= other;
  return by == ">" ? one > other : one >= other;
}

// The texts that are looked for, and the numbers among them.
class looked_for {
 public:
  looked_for(std::string_view list, bool decimal_comma) : decimal_comma_(decimal_comma) {
    while (true) {
      const std::size_t bar = list.find('|');
      texts_.push_back(detail::composed(detail::trimmed_of_any_space(list.substr(0, bar))));
      if (const auto number = number_in(texts_.back(), decimal_comma)) numbers_.push_back(*number);
      if (bar == list.npos) break;
      list.remove_prefix(bar + 1);
    }
  }
  bool contains(std::string_view text) const {
    text = detail::trimmed_of_any_space(text);
    if (has(text) || (!detail::is_ascii(text) && has(detail::composed(text)))) return true;
    if (numbers_.empty()) return false;
    const auto number = number_in(text, decimal_comma_);
    return number && std::find(numbers_.begin(), numbers_.end(), *number) != numbers_.end();
  }

 private:
  bool has(std::string_view text) const {
    return std::find(texts_.begin(), texts_.end(), text) != texts_.end();
  }

  bool decimal_comma_;
  std::vector<std::string> texts_;
  std::vector<double> numbers_;
};

// A test of the text in one column that remembers what it found for short texts met lately: columns repeat them, and to
// find one again takes no branch that depends on it.
template <class Test>
class remembered {
 public:
  explicit remembered(Test test) : test_(std::move(test)) {}

  std::optional<bool> operator()(const row_view& row) {
    const std::string_view text = row[0];
    if (!detail::text_words::is_short(text)) return test_(text);
    const detail::text_words words = detail::text_words::of_short_field(text);
    if (met_.empty())
      met_.resize(std::size_t{1} << bits);  // here, since conditions are copied before they are used
    found& here = met_[words.hash() >> (64 - bits)];
    if (here.words != words) here = {words, test_(text)};
    return here.holds;
  }

 private:
  static constexpr unsigned bits = 9;
  struct found {
    detail::text_words words{};  // of no text
    std::optional<bool> holds{};
  };
  Test test_;
  std::vector<found> met_;
};

// What compares days in texts with one.
class day_condition {
 public:
  day_condition(std::string_view by, day than, const condition_options& options)
      : by_(by), than_(than), dates_(options.dates), forms_(options.forms), missing_(options.missing) {}

  std::optional<bool> operator()(std::string_view text) const {
    const written_day written = dates_.read_any_form(text);
    if (written.form == date_form::plain) return in_order(written.day, by_, than_);
    if (written.form == date_form::none) {
      return missing_.contains(text) ? std::optional{false} : std::nullopt;
    }
    date_forms forms = forms_;
    forms.add(written.form);
    const auto day = forms.day_of(written);
    return day ? std::optional{in_order(*day, by_, than_)} : std::nullopt;
  }

 private:
  std::string by_;
  day than_;
  date_reader dates_;
  date_forms forms_;
  missing_signs missing_;
};

row_condition comparing_days(const std::string& column, std::string_view by, day than, std::string reason,
                             const condition_options& options) {
  date_forms forms = options.forms;
  forms.add(date_form::either);
  const char* const unclear = forms.fault(date_form::either);
  return {{column},
          remembered{day_condition{by, than, options}},
          std::move(reason),
          unclear != nullptr && options.dates.patterns.empty() ? unclear : "not a date"};
}

struct parts_of_condition {
  std::string_view column;
  std::string_view by;
  std::string_view value;
};

// The operator at a place of a text, or nothing.
std::string_view operator_at(std::string_view text, std::size_t at) {
  for (const std::string_view each : {"!=", "<=", ">=", "=", "<", ">"}) {
    if (text.substr(at).starts_with(each)) return text.substr(at, each.size());
  }
  return {};
}

parts_of_condition cut(std::string_view text, const row_header& header) {
  std::optional<parts_of_condition> first;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const std::string_view by = operator_at(text, at);
    if (by.empty()) continue;
    const parts_of_condition parts{trimmed(text.substr(0, at)), by, trimmed(text.substr(at + by.size()))};
    if (header.find(parts.column)) return parts;
    if (!first) first = parts;
    at += by.size() - 1;
  }
  if (!first) detail::throw_invalid_argument("{} is no condition such as status=ANSWERED or age>=18", {text});
  header.index_of(first->column);
  return *first;
}

// Hands over the rows that fulfil all conditions.
class filter_sink : public row_sink {
 public:
  filter_sink(row_sink& to, const std::vector<row_condition>& conditions)
      : to_(&to), conditions_(conditions), left_out_(conditions.size()) {}

  std::vector<std::size_t> columns(const row_header& header) override {
    std::vector<std::size_t> columns = detail::columns_for(*to_, header);
    width_ = columns.size();
    fields_.resize(width_ * row_batch::most);
    for (const row_condition& condition : conditions_) {
      for (const std::string& name : condition.columns) columns.push_back(header.index_of(name));
    }
    return columns;
  }

  void row(const row_view& row) override { rows(row_access::batch(row)); }

  void rows(const row_batch& rows) override {
    const std::span<const std::string_view> fields = row_access::fields(rows);
    const std::size_t width = fields.size() / rows.size();
    std::size_t kept = 0;
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const auto row = fields.subspan(at * width, width);
      if (!fulfils_all(row, rows[at].line())) continue;
      std::copy_n(row.begin(), width_, fields_.begin() + static_cast<std::ptrdiff_t>(kept * width_));
      lines_[kept++] = rows[at].line();
    }
    if (kept == 0) return;
    to_->rows(row_access::batch(std::span{fields_}.first(kept * width_), std::span{lines_}.first(kept)));
  }

  void reject(rejection why) override { to_->reject(std::move(why)); }

  cxmetrics::accounting accounting() const {
    cxmetrics::accounting result = rejected_;
    for (std::size_t at = 0; at < conditions_.size(); ++at) {
      result.left_out[conditions_[at].reason] += left_out_[at];
    }
    return result;
  }

 private:
  bool fulfils_all(std::span<const std::string_view> row, std::uint64_t line) {
    std::size_t from = width_;
    for (std::size_t at = 0; at < conditions_.size(); ++at) {
      const row_condition& condition = conditions_[at];
      const auto looked_at = row.subspan(from, condition.columns.size());
      from += condition.columns.size();
      const std::optional<bool> holds = condition.holds(row_access::row(looked_at, line));
      if (holds == true) continue;
      if (holds) {
        ++left_out_[at];
      } else {
        rejected_.reject(
            {line, condition.columns.front(), detail::excerpt(looked_at.front()), condition.fault});
      }
      return false;
    }
    return true;
  }

  row_sink* to_;
  std::vector<row_condition> conditions_;
  std::vector<std::uint64_t> left_out_;
  cxmetrics::accounting rejected_;
  std::size_t width_ = 0;
  std::vector<std::string_view> fields_;
  std::array<std::uint64_t, row_batch::most> lines_{};
};

class forms_sink : public row_sink {
 public:
  forms_sink(const std::vector<std::string>& columns, const date_options& dates)
      : columns_(columns), dates_(dates) {}
  std::vector<std::size_t> columns(const row_header& header) override {
    std::vector<std::size_t> places;
    for (const std::string& name : columns_) places.push_back(header.index_of(name));
    return places;
  }
  void row(const row_view& row) override {
    for (const std::string_view text : row) forms_.add(dates_.read_any_form(text).form);
  }
  void reject(rejection) override {}
  date_forms forms() const { return forms_; }

 private:
  std::vector<std::string> columns_;
  date_reader dates_;
  date_forms forms_;
};

}  // namespace

row_condition parse_condition(std::string_view text, const row_header& header,
                              const condition_options& options) {
  const auto [name, by, value] = cut(text, header);
  const std::string column{name};
  std::string reason = "where " + std::string{trimmed(text)};
  const bool decimal_comma = header.decimal_comma();
  if (by == "=" || by == "!=") {
    const auto holds = [texts = looked_for{value, decimal_comma},
                        wanted = by == "="](std::string_view written) -> std::optional<bool> {
      return texts.contains(written) == wanted;
    };
    return {{column}, remembered{holds}, std::move(reason)};
  }
  if (const auto number = number_in(value, decimal_comma)) {
    const auto holds = [by = std::string{by}, than = *number, missing = missing_signs{options.missing},
                        decimal_comma](std::string_view written) -> std::optional<bool> {
      const auto found = number_in(written, decimal_comma);
      if (missing.declared(written)) return false;
      if (found) return in_order(*found, by, than);
      return missing.contains(written) ? std::optional{false} : std::nullopt;
    };
    return {{column}, remembered{holds}, std::move(reason), "not a number"};
  }
  const auto day = date_reader{}.read(value);
  if (!day) {
    detail::throw_invalid_argument("{}: {} is neither a number nor a day such as 2024-03-05", {text, value});
  }
  return comparing_days(column, by, *day, std::move(reason), options);
}

row_condition from_day(const std::string& column, day first, const condition_options& options) {
  return comparing_days(column, ">=", first, "from " + to_string(first), options);
}

row_condition to_day(const std::string& column, day last, const condition_options& options) {
  return comparing_days(column, "<=", last, "to " + to_string(last), options);
}

date_forms sampled_date_forms(row_source& rows, const std::vector<std::string>& columns,
                              const date_options& dates) {
  forms_sink sink{columns, dates};
  rows.sample(sink);
  return sink.forms();
}

filtered_rows::filtered_rows(row_source& from, std::vector<row_condition> conditions)
    : from_(&from), conditions_(std::move(conditions)) {}

const row_header& filtered_rows::header() {
  return from_->header();
}

void filtered_rows::sample(row_sink& into) {
  filter_sink filter{into, conditions_};
  from_->sample(filter);
}

void filtered_rows::read(std::span<row_sink* const> sinks) {
  std::vector<std::unique_ptr<filter_sink>> filters;
  std::vector<row_sink*> places;
  for (row_sink* const sink : sinks) {
    filters.push_back(std::make_unique<filter_sink>(*sink, conditions_));
    places.push_back(filters.back().get());
  }
  from_->read(places);
  for (const auto& filter : filters) others_ += filter->accounting();
}

}  // namespace cxmetrics
