// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "asked_file.hpp"
#include "console.hpp"
#include "reports.hpp"
#include "survival_groups.hpp"

#include <cxmetrics/customers/lifetimes.hpp>
#include <cxmetrics/detail/key_text.hpp>
#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/input/missing.hpp>
#include <cxmetrics/report/survey_table.hpp>
#include <cxmetrics/report/survival_table.hpp>
#include <cxmetrics/survey/share.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cxreport {
namespace {

namespace cx = cxmetrics;

using key = std::vector<std::string>;

// What files say: yes and no, and the words of Stripe, Chargebee and known data of banks and telephone companies. Where
// nobody knows whether somebody is a customer, as with "paused", only --value tells.
// clang-format off
constexpr std::string_view gone[] = {
    "yes", "y", "true", "t", "churned", "churn", "cancelled", "canceled", "left", "leave", "lost", "ended", "exited",
    "closed", "inactive", "expired", "attrited", "attrited customer", "terminated", "deactivated", "lapsed", "former"};
constexpr std::string_view there[] = {
    "no", "n", "false", "f", "not churned", "no churn", "non-churn", "active", "retained", "current", "existing",
    "existing customer", "stayed", "stay", "joined", "open", "trialing", "in trial", "past due", "non-renewing"};
// clang-format on

std::optional<double> number_in(std::string_view written) {
  std::string text(written);
  if (const std::size_t comma = text.find(','); comma != std::string::npos) text[comma] = '.';
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// As told, or as it says: 1 is gone and 0 still there.
std::optional<bool> has_left(std::string_view text, const std::vector<std::pair<std::string, int>>& told) {
  const auto number = number_in(text);
  const auto is = [&](std::string_view word) {
    return number ? word == text : cx::detail::same_name(word, text);
  };
  for (const auto& [word, left] : told) {
    if (is(word)) return left == 1;
  }
  if (number) return *number == 0 || *number == 1 ? std::optional(*number == 1) : std::nullopt;
  if (std::any_of(std::begin(gone), std::end(gone), is)) return true;
  if (std::any_of(std::begin(there), std::end(there), is)) return false;
  return std::nullopt;
}

// Whole months; what is more is not full.
std::optional<std::int64_t> months_in(std::string_view text) {
  const auto months = number_in(text);
  if (!months || !(*months >= 0 && *months <= static_cast<double>(cx::lifetimes::longest)))
    return std::nullopt;
  return static_cast<std::int64_t>(*months);
}

constexpr const char* unknown_flag = "neither yes, true, 1 or cancelled, nor no, false, 0 or active";
constexpr const char* not_months = "not a number of months";

// Counts customers of whom is known whether they left, and maybe for how many months they were there.
class flag_reader final : public cx::row_sink {
 public:
  explicit flag_reader(const options& asked) : asked_(asked), missing_(asked.missing) {}

  std::vector<std::size_t> columns(const cx::row_header& header) override {
    std::vector<std::size_t> found{header.index_of(asked_.churned)};
    if (!asked_.tenure.empty()) found.push_back(header.index_of(asked_.tenure));
    for (const std::string& name : columns_of_groups(asked_)) found.push_back(header.index_of(name));
    return found;
  }

  void row(const cx::row_view& row) override {
    const std::string_view flag = cx::detail::trimmed(row[0]);
    const bool with_tenure = !asked_.tenure.empty();
    const bool no_flag = missing_.contains(flag);
    const bool no_tenure = with_tenure && missing_.contains(row[1]);
    if (no_flag || no_tenure) {
      ++accounting_.missing;
      if (no_flag) count_sign(asked_.churned, flag);
      if (no_tenure) count_sign(asked_.tenure, row[1]);
      return;
    }
    const std::optional<bool> left = has_left(flag, asked_.values);
    if (!left) {
      return reject_field(row, asked_.churned, flag, unknown_flag);
    }
    std::optional<std::int64_t> months = 0;
    if (with_tenure) months = months_in(cx::detail::trimmed(row[1]));
    if (!months) return reject_field(row, asked_.tenure, row[1], not_months);
    key group;
    for (std::size_t at = with_tenure ? 2 : 1; at < row.size(); ++at) {
      std::optional<std::string> name = cx::detail::key_text(row[at]);
      if (!name)
        return reject_field(row, columns_of_groups(asked_)[group.size()], row[at], "not valid UTF-8");
      group.push_back(std::move(*name));
    }
    flags_[group].record(*left ? 1 : 0);
    cx::lifetimes& lives = lifetimes_[group];
    *left ? lives.record_left(*months) : lives.record_present(*months);
    ++accounting_.answered;
  }
  void reject(cx::rejection why) override { accounting_.reject(std::move(why)); }

  const cx::breakdown<cx::tally, key>& flags() const { return flags_; }
  const cx::breakdown<cx::lifetimes, key>& lifetimes() const { return lifetimes_; }
  const cx::accounting& accounting() const { return accounting_; }

 private:
  void count_sign(const std::string& column, std::string_view text) {
    text = cx::detail::trimmed(text);
    if (!text.empty()) ++accounting_.signs_for_nothing[{column, std::string(text)}];
  }
  void reject_field(const cx::row_view& row, const std::string& column, std::string_view text,
                    const char* why) {
    accounting_.reject({row.line(), column, std::string(text.substr(0, 80)), why});
  }

  const options& asked_;
  cx::missing_signs missing_;
  cx::breakdown<cx::tally, key> flags_{cx::tally{cx::no_or_yes}};
  cx::breakdown<cx::lifetimes, key> lifetimes_{cx::lifetimes{cx::granularity::month}};
  cx::accounting accounting_;
};

const cx::metric churned =
    cx::metric{cx::no_or_yes, [](int score) { return score == 1 ? 100.0 : 0.0; }, cx::better::low}.named(
        "churned, of all (no days)", "churn");

}  // namespace

reports flag_report(const options& asked) {
  asked_file file(asked);
  flag_reader reader(asked);
  cx::read_rows(file, reader);
  reports result;
  result.accounting = file.accounting(reader.accounting());
  if (asked.metric == "churn") {
    say("cxreport: when customers left is not known: this is a plain share of all rows, and no rate of a "
        "period");
    result.tables.push_back(asked.by.empty()
                                ? cx::make_table(churned, reader.flags().total(), asked.estimate)
                                : cx::make_table(churned, reader.flags(), asked.by, asked.estimate));
    return result;
  }
  result.tables.push_back(asked.by.empty()
                              ? cx::make_table(reader.lifetimes().total(), survival_options(asked))
                              : survival_of_groups(asked, reader.lifetimes()));
  return result;
}

}  // namespace cxreport
