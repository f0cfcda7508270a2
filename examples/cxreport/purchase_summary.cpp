// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "purchase_summary.hpp"

#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/text.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

// As the Python package lifetimes, and R's BTYD and CLVTools, call them.
constexpr std::string_view frequencies[] = {"frequency", "x"};
constexpr std::string_view recencies[] = {"recency", "t_x", "t.x", "tx"};
constexpr std::string_view times[] = {"T", "T.cal", "T_cal", "Tcal"};
constexpr std::string_view amounts[] = {"monetary_value", "monetary", "zbar", "z.bar", "m.x", "Spending"};

std::optional<std::string> found(const cx::row_header& header, std::span<const std::string_view> usual) {
  for (const std::string_view name : usual) {
    for (const std::string& column : header.names()) {
      if (cx::detail::same_name(column, name)) return column;
    }
  }
  return std::nullopt;
}

std::string column_of(const cx::row_header& header, const std::string& asked, const char* option,
                      std::span<const std::string_view> usual) {
  if (!asked.empty()) return asked;
  if (const auto column = found(header, usual)) return *column;
  throw usage_error(
      fmt::format("--time COLUMN is needed for lifetime-value of a log; of a summary, --{} COLUMN, as no "
                  "column is called {}",
                  option, fmt::join(usual, " or ")));
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number) || number < 0)
    return std::nullopt;
  return number;
}

}  // namespace

summary_columns summary_columns::in(const cx::row_header& header, const options& asked) {
  summary_columns columns{column_of(header, asked.frequency, "frequency", frequencies),
                          column_of(header, asked.recency, "recency", recencies),
                          column_of(header, asked.observed, "observed", times), asked.amount};
  if (columns.amount.empty()) columns.amount = found(header, amounts).value_or("");
  return columns;
}

purchase_summary::purchase_summary(const options& asked, summary_columns columns)
    : names_{columns.frequency, columns.recency, columns.observed},
      with_amount_(!columns.amount.empty()),
      missing_(asked.missing) {
  if (with_amount_) names_.push_back(columns.amount);
  first_key_ = names_.size();
  names_.insert(names_.end(), asked.by.begin(), asked.by.end());
}

std::vector<std::size_t> purchase_summary::columns(const cx::row_header& header) {
  std::vector<std::size_t> places;
  for (const std::string& name : names_) places.push_back(header.index_of(name));
  return places;
}

void purchase_summary::row(const cx::row_view& row) {
  double numbers[4] = {};
  for (std::size_t at = 0; at < first_key_; ++at) {
    const std::string_view text = cx::detail::trimmed(row[at]);
    const bool no_amount = at == 3 && missing_.contains(text);  // of who never came again
    const std::optional<double> number = no_amount ? 0 : number_in(text);
    if (!number) return reject_field(row, at, "not a number from 0 up");
    numbers[at] = *number;
  }
  const auto [repeats, recency, observed, amount] =
      std::tuple{numbers[0], numbers[1], numbers[2], numbers[3]};
  if (repeats != std::floor(repeats) || repeats > 1e9) return reject_field(row, 0, "no number of purchases");
  if (recency > observed) return reject_field(row, 1, "after the end of the time watched");
  if ((repeats == 0) != (recency == 0)) return reject_field(row, 1, "does not fit the number of repeats");
  if (with_amount_ && repeats > 0 && amount == 0)
    return reject_field(row, 3, "no amount, though there are repeats");
  std::vector<std::string> key;
  for (std::size_t at = first_key_; at < row.size(); ++at) key.emplace_back(cx::detail::trimmed(row[at]));
  customers_[std::move(key)].push_back(
      {static_cast<std::uint64_t>(repeats), recency, observed, repeats > 0 ? amount : 0});
  ++accounting_.answered;
}

void purchase_summary::reject(cx::rejection why) {
  accounting_.reject(std::move(why));
}

void purchase_summary::reject_field(const cx::row_view& row, std::size_t at, const char* why) {
  accounting_.reject({row.line(), names_[at], std::string(row[at].substr(0, 80)), why});
}

purchase_summary& purchase_summary::operator+=(const purchase_summary& other) {
  for (const auto& [key, theirs] : other.customers_) {
    std::vector<cx::purchase_history>& all = customers_[key];
    all.insert(all.end(), theirs.begin(), theirs.end());
  }
  accounting_ += other.accounting_;
  return *this;
}

}  // namespace cxreport
