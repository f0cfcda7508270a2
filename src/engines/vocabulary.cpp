// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "engines/vocabulary.hpp"

#include <cxmetrics/detail/name.hpp>
#include <cxmetrics/detail/text.hpp>

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstdio>
#include <system_error>
#include <utility>

namespace cxmetrics::engines {
namespace {

template <class State>
constexpr bool has_answers = std::same_as<State, tally> || std::same_as<State, weighted_tally>;

template <class State>
any_state restore(const snapshot& stored) {
  return State::restore(stored);
}

constexpr detail::named<any_state (*)(const snapshot&)> types[] = {
    {restore<tally>, "tally"},
    {restore<weighted_tally>, "weighted_tally"},
    {restore<customer_flow>, "customer_flow"},
    {restore<customer_cohorts>, "customer_cohorts"},
    {restore<lifetimes>, "lifetimes"},
    {restore<revenue_flow>, "revenue_flow"}};

template <class Count>
std::uint64_t count_of(const any_state& state, const Count& count) {
  return std::visit(
      [&]<class State>(const State& of) -> std::uint64_t {
        if constexpr (has_answers<State>) {
          return count(of);
        } else {
          detail::throw_invalid_argument("a {} holds no answers", {std::string_view(of.snapshot().type)});
        }
      },
      state);
}

[[noreturn]] void throw_no_figure(std::string_view name, std::string_view type, std::string_view known) {
  detail::throw_invalid_argument("a {} has no figure '{}'; it has: {}", {type, name, known});
}

template <class State>
const State& same_kind(const State& one, const any_state& other) {
  if (const State* const same = std::get_if<State>(&other)) return *same;
  const std::string of_other = std::visit([](const auto& of) { return of.snapshot().type; }, other);
  detail::throw_invalid_argument("a {} and a {} do not add up",
                                 {std::string_view(one.snapshot().type), std::string_view(of_other)});
}

// "age:3" in two.
struct figure_name {
  explicit figure_name(std::string_view text)
      : kind(text.substr(0, text.find(':'))),
        parameter(kind.size() < text.size() ? text.substr(kind.size() + 1) : std::string_view{}) {}
  bool is(std::string_view name) const { return detail::same_name(kind, name); }
  template <class Number>
  Number number() const {
    Number result{};
    const char* const end = parameter.data() + parameter.size();
    const auto [last, error] = std::from_chars(parameter.data(), end, result);
    if (error != std::errc{} || last != end)
      detail::throw_invalid_argument("{} needs a number, {}:30, not '{}'", {kind, kind, parameter});
    return result;
  }

  std::string_view kind;
  std::string_view parameter;
};

template <class State>
requires has_answers<State> estimate figure(const State& state, std::string_view name,
                                            const estimate_options& options) {
  return metric_named(name, state.scale())(state, options);
}

estimate figure(const customer_flow& state, std::string_view name, const estimate_options& options) {
  const figure_name wanted(name);
  if (wanted.is("retention") && wanted.parameter.empty()) return retention_rate(state, options);
  if (!wanted.is("churn")) throw_no_figure(name, "customer_flow", "churn, churn:DEFINITION, retention");
  return wanted.parameter.empty() ? churn_rate(state, churn_definition::start_cohort, options)
                                  : churn_rate(state, churn_definition_named(wanted.parameter), options);
}

estimate figure(const customer_cohorts& state, std::string_view name, const estimate_options& options) {
  const figure_name wanted(name);
  if (!wanted.is("retained")) throw_no_figure(name, "customer_cohorts", "retained:AGE");
  return pooled_retention(state.cohorts(), options).at(wanted.number<std::int64_t>());
}

estimate figure(const lifetimes& state, std::string_view name, const estimate_options& options) {
  const figure_name wanted(name);
  const curve stay = kaplan_meier(state, options);
  if (wanted.is("still-there")) return stay.at(wanted.number<std::int64_t>());
  if (wanted.is("time-until-gone")) return time_until_gone(stay, wanted.number<double>());
  if (wanted.is("restricted-mean")) return restricted_mean(stay, wanted.number<std::int64_t>());
  throw_no_figure(name, "lifetimes", "still-there:DAYS, time-until-gone:PERCENT, restricted-mean:DAYS");
}

estimate figure(const revenue_flow& state, std::string_view name, const estimate_options& options) {
  constexpr detail::named<estimate (*)(const revenue_flow&, const estimate_options&)> figures[] = {
      {gross_revenue_retention, "gross-revenue-retention"},
      {net_revenue_retention, "net-revenue-retention"},
      {gross_revenue_churn, "gross-revenue-churn"},
      {net_revenue_churn, "net-revenue-churn"},
      {quick_ratio, "quick-ratio"},
      {revenue_per_customer, "revenue-per-customer"},
      {paying_customer_retention, "paying-customer-retention"}};
  return detail::value_in(figures, "figure of revenue", name)(state, options);
}

bool is_digit_run(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && text.front() != '-';
}

}  // namespace

any_state state_of(std::span<const std::byte> bytes) {
  const snapshot stored = snapshot_of_bytes(bytes);
  for (const auto& type : types) {
    if (type.name == stored.type) return type.value(stored);
  }
  throw snapshot_error("a " + stored.type + " is no state that SQL knows");
}

std::vector<std::byte> bytes_of(const any_state& state) {
  return std::visit([](const auto& of) { return cxmetrics::bytes_of(of); }, state);
}

std::string json_of(const any_state& state) {
  return std::visit([](const auto& of) { return cxmetrics::json_of(of); }, state);
}

void add(any_state& to, const any_state& more) {
  std::visit([&]<class State>(State& into) { into += same_kind(into, more); }, to);
}

void subtract(any_state& from, const any_state& part) {
  std::visit([&]<class State>(State& whole) { whole -= same_kind(whole, part); }, from);
}

std::uint64_t answered(const any_state& state) {
  return count_of(state, [](const auto& of) { return of.answered(); });
}

std::uint64_t missing(const any_state& state) {
  return count_of(state, [](const auto& of) { return of.missing(); });
}

std::uint64_t off_scale(const any_state& state) {
  return count_of(state, [](const auto& of) { return of.off_scale(); });
}

estimate_options options_of(std::optional<double> level, std::optional<std::string_view> method) {
  estimate_options options;
  if (level) options.level = *level;
  if (method) options.method = interval_method_named(*method);
  return options;
}

estimate figure_of(const any_state& state, std::string_view name, const estimate_options& options) {
  return std::visit([&](const auto& of) { return figure(of, name, options); }, state);
}

double value_of(const metric& metric, const tally& answers) {
  return distribution_of(metric, answers).mean();
}

double value_of(const metric& metric, const any_state& answers) {
  if (const tally* const counted = std::get_if<tally>(&answers)) return value_of(metric, *counted);
  return figure_of(answers, metric.id(), {.method = interval_method::wald}).value;
}

std::string churn_figure(std::optional<std::string_view> definition) {
  return definition ? std::string("churn:").append(*definition) : "churn";
}

difference compare(const any_state& before, const any_state& after, std::string_view name,
                   const estimate_options& options) {
  return cxmetrics::compare(figure_of(before, name, options), figure_of(after, name, options));
}

scale scale_of(std::optional<std::int64_t> low, std::optional<std::int64_t> high) {
  if (!low || !high) detail::throw_invalid_argument("a scale whose ends are NULL");
  if (!std::in_range<int>(*low) || !std::in_range<int>(*high))
    detail::throw_invalid_argument("a scale has 2 to 11 points, not {} to {}", {*low, *high});
  return {static_cast<int>(*low), static_cast<int>(*high)};
}

void enter(tally& into, std::optional<std::int64_t> score) {
  if (!score) {
    into.record_missing();
  } else if (into.scale().contains(*score)) {
    into.record(*score);
  } else {
    into.record_off_scale();
  }
}

void enter(weighted_tally& into, std::optional<std::int64_t> score, std::optional<double> weight) {
  if (!score) {
    into.record_missing();
  } else if (!into.scale().contains(*score)) {
    into.record_off_scale();
  } else if (!weight) {
    detail::throw_invalid_argument("score {} has no weight; leave such rows out, or give them one", {*score});
  } else {
    into.record(*score, sampling_weight{*weight});
  }
}

std::int64_t score_of(double number) {
  if (!(std::abs(number) < 0x1p53) || std::trunc(number) != number)
    detail::throw_invalid_argument("a score is a whole number, not {}", {number});
  return static_cast<std::int64_t>(number);
}

std::int64_t score_of(std::string_view text) {
  const std::string_view trimmed = detail::trimmed(text);
  // As files leave behind where nobody answered.
  if (trimmed.empty()) {
    detail::throw_invalid_argument(
        "a score is a whole number, not '{}'; nullif(trim(score), '') makes it a missing answer", {text});
  }
  double number = 0;
  const auto [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
  if (error != std::errc{} || end != trimmed.data() + trimmed.size() || !(std::abs(number) < 0x1p53) ||
      std::trunc(number) != number)
    detail::throw_invalid_argument("a score is a whole number, not '{}'", {text});
  return static_cast<std::int64_t>(number);
}

day day_of_text(std::string_view text) {
  constexpr std::size_t size = 10;
  int year = 0;
  int month = 0;
  int of_month = 0;
  if (text.size() >= size && text[4] == '-' && text[7] == '-' &&
      (text.size() == size || text[size] == ' ' || text[size] == 'T') &&
      is_digit_run(text.substr(0, 4), year) && is_digit_run(text.substr(5, 2), month) &&
      is_digit_run(text.substr(8, 2), of_month)) {
    const auto date = std::chrono::year{year} / month / of_month;
    if (date.ok()) return date;
  }
  detail::throw_invalid_argument("'{}' is no date; dates are written 2024-03-05", {text});
}

std::string text_of(day date) {
  const std::chrono::year_month_day parts{date};
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(parts.year()),
                                 static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
  return {text, static_cast<std::size_t>(size)};
}

std::vector<period> months(day first, day as_of) {
  return periods_of(granularity::month, period{first, as_of + std::chrono::days{1}});
}

}  // namespace cxmetrics::engines
