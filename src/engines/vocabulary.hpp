// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SRC_ENGINES_VOCABULARY_HPP
#define CXMETRICS_SRC_ENGINES_VOCABULARY_HPP

#include <cxmetrics/cxmetrics.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What the modules of all database engines say in the same words. A module takes its engine's values apart and puts
// them together; what they mean, and what is said of wrong ones, stands here.
namespace cxmetrics::engines {

// The states that a column can hold.
using any_state =
    std::variant<tally, weighted_tally, customer_flow, customer_cohorts, lifetimes, revenue_flow>;

// Throws snapshot_error, also for a state that is none of these.
any_state state_of(std::span<const std::byte> bytes);
std::vector<std::byte> bytes_of(const any_state& state);
std::string json_of(const any_state& state);

// Throw std::invalid_argument for states that do not fit together.
void add(any_state& to, const any_state& more);
void subtract(any_state& from, const any_state& part);

// Throws std::invalid_argument for a state without answers.
std::uint64_t answered(const any_state& state);
std::uint64_t missing(const any_state& state);
std::uint64_t off_scale(const any_state& state);

// The options that a query gave, or those of the library.
estimate_options options_of(std::optional<double> level, std::optional<std::string_view> method);

// The figure of that name, in small letters: of tallies any metric of the catalogue; of others what `docs/engines.md`
// lists. Throws std::invalid_argument for any other, listing all.
estimate figure_of(const any_state& state, std::string_view name, const estimate_options& options);
// The value of a metric alone, without the time that an interval takes.
double value_of(const metric& metric, const any_state& answers);
double value_of(const metric& metric, const tally& answers);
// The figure by which the state is called churn, of the definition by that name, if one is given.
std::string churn_figure(std::optional<std::string_view> definition);

difference compare(const any_state& before, const any_state& after, std::string_view name,
                   const estimate_options& options);

// Throws std::invalid_argument for numbers that make no scale, and for none.
scale scale_of(std::optional<std::int64_t> low, std::optional<std::int64_t> high);
// A score off the scale is counted as such; nothing is a missing answer.
void enter(tally& into, std::optional<std::int64_t> score);
void enter(weighted_tally& into, std::optional<std::int64_t> score, std::optional<double> weight);
// A number that need not be whole as a score. Throws std::invalid_argument for 8.7.
std::int64_t score_of(double number);
// The same of a text: "9" is a score, as imports leave such behind; "eleven" is none.
std::int64_t score_of(std::string_view text);

// The date at the beginning of 2024-03-05, 2024-03-05 08:30:00 or 2024-03-05T08:30:00Z. Throws std::invalid_argument
// for another text.
day day_of_text(std::string_view text);
std::string text_of(day date);
// The months from that of the first day to that of the last day that is known.
std::vector<period> months(day first, day as_of);

}  // namespace cxmetrics::engines

#endif
