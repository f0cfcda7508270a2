// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "cxmetrics/journey/drivers.hpp"

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/detail/wide_sum.hpp>
#include <cxmetrics/state.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace cxmetrics {
namespace {

constexpr std::int64_t greatest = drivers::greatest_answer;
static_assert(drivers::most_respondents < (std::uint64_t{1} << 62) / (greatest * greatest));

// The place of two questions, in any order, among all pairs of them.
std::size_t pair_of(std::size_t one, std::size_t other) {
  const auto [low, high] = std::minmax(one, other);
  return high * (high + 1) / 2 + low;
}
std::size_t pairs_of(std::size_t questions) {
  return questions * (questions + 1) / 2;
}

std::size_t cells_of(std::size_t questions, driver_base base) {
  return base == driver_base::complete_cases ? questions + pairs_of(questions)
                                             : 2 * pairs_of(questions) + 2 * questions * questions;
}

void require_items(const std::vector<std::string>& items) {
  if (items.empty()) detail::throw_invalid_argument("drivers without items");
  if (items.size() > drivers::most_items) {
    detail::throw_invalid_argument("{} items, more than {}", {items.size(), drivers::most_items});
  }
  for (auto item = items.begin(); item != items.end(); ++item) {
    if (item->empty()) detail::throw_invalid_argument("an item without a name");
    if (std::find(items.begin(), item, *item) != item)
      detail::throw_invalid_argument("the item {} is there twice", {std::string_view(*item)});
  }
}

void require_answers(std::size_t items, std::optional<int> outcome,
                     std::span<const std::optional<int>> answers) {
  if (answers.size() != items) {
    detail::throw_invalid_argument("{} answers to {} items", {answers.size(), items});
  }
  const auto require = [](std::optional<int> answer) {
    if (answer && (*answer < -greatest || *answer > greatest))
      detail::throw_out_of_range("the answer {} lies beyond {} to {}", {*answer, -greatest, greatest});
  };
  require(outcome);
  for (const std::optional<int> answer : answers) require(answer);
}

void require_room(std::uint64_t present, std::uint64_t more) {
  if (more > drivers::most_respondents || present > drivers::most_respondents - more) {
    detail::throw_invalid_argument("more respondents than {}: {} and {}",
                                   {drivers::most_respondents, present, more});
  }
}

// Whether whole numbers within the bounds, so many, can have that sum and that sum of squares.
bool can_be(std::uint64_t n, std::int64_t sum, std::int64_t squares) {
  using detail::int128;
  const auto count = static_cast<std::int64_t>(n);
  if (squares < 0 || squares > count * greatest * greatest) return false;
  if (sum < -count * greatest || sum > count * greatest || (squares - sum) % 2 != 0) return false;
  return int128{count} * squares >= int128{sum} * sum;
}

bool can_be(const drivers::sums& of) {
  using detail::int128;
  if (!can_be(of.n, of.one, of.one_squared) || !can_be(of.n, of.other, of.other_squared)) return false;
  // The covariance is no greater than the two variances allow, as are the products.
  return int128{of.product} * of.product <= int128{of.one_squared} * of.other_squared;
}

}  // namespace

static_assert(divisible<drivers>);

std::string_view name_of(driver_base base) noexcept {
  return base == driver_base::complete_cases ? "complete cases" : "pairwise";
}

std::optional<int> outcome_of(const metric& metric, std::optional<int> score) {
  if (!score) return std::nullopt;
  const double worth = metric.worth(*score);
  if (worth != std::round(worth)) {
    detail::throw_invalid_argument(
        "the worth {} of score {} is no whole number: take the mean of the scores as the outcome",
        {worth, *score});
  }
  if (std::abs(worth) > drivers::greatest_answer) {
    detail::throw_out_of_range("the worth {} lies beyond {} to {}", {worth, -greatest, greatest});
  }
  return static_cast<int>(worth);
}

drivers::drivers(std::vector<std::string> items, driver_base base) : items_(std::move(items)), base_(base) {
  require_items(items_);
  cells_.resize(cells_of(questions(), base_));
}

void drivers::record(std::optional<int> outcome, std::span<const std::optional<int>> answers,
                     std::uint64_t times) {
  require_answers(items_.size(), outcome, answers);
  require_room(respondents(), times);

  std::array<std::int64_t, most_items + 1> all{};
  std::array<std::size_t, most_items + 1> given{};  // the questions that were answered
  std::size_t size = 0;
  for (std::size_t question = 0; question < questions(); ++question) {
    const std::optional<int> answer = question < answers.size() ? answers[question] : outcome;
    if (!answer) continue;
    all[question] = *answer;
    given[size++] = question;
  }
  const bool is_complete = size == questions();
  (is_complete ? complete_ : incomplete_) += times;
  const auto count = static_cast<std::int64_t>(times);
  if (base_ == driver_base::complete_cases) {
    if (!is_complete) return;
    for (std::size_t one = 0; one < size; ++one) {
      cells_[one] += count * all[one];
      for (std::size_t other = 0; other <= one; ++other)
        cells_[size + pair_of(one, other)] += count * all[one] * all[other];
    }
    return;
  }
  const std::size_t pairs = pairs_of(questions());
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t one = given[i];
    for (std::size_t j = 0; j <= i; ++j) {
      cells_[pair_of(one, given[j])] += count;
      cells_[pairs + pair_of(one, given[j])] += count * all[one] * all[given[j]];
    }
    for (std::size_t j = 0; j < size; ++j) {
      const std::size_t at = 2 * pairs + 2 * (one * questions() + given[j]);
      cells_[at] += count * all[one];
      cells_[at + 1] += count * all[one] * all[one];
    }
  }
}

drivers::sums drivers::of(std::size_t one, std::size_t other) const {
  if (one >= questions() || other >= questions()) {
    detail::throw_out_of_range("no question {} of {}", {std::max(one, other), questions()});
  }
  if (base_ == driver_base::complete_cases) {
    const auto product = [&](std::size_t a, std::size_t b) { return cells_[questions() + pair_of(a, b)]; };
    return {complete_,         cells_[one],           cells_[other],
            product(one, one), product(other, other), product(one, other)};
  }
  const std::size_t pairs = pairs_of(questions());
  const auto at = [&](std::size_t a, std::size_t b) { return 2 * pairs + 2 * (a * questions() + b); };
  return {static_cast<std::uint64_t>(cells_[pair_of(one, other)]),
          cells_[at(one, other)],
          cells_[at(other, one)],
          cells_[at(one, other) + 1],
          cells_[at(other, one) + 1],
          cells_[pairs + pair_of(one, other)]};
}

void drivers::require_same(const drivers& other) const {
  if (items_ != other.items_) detail::throw_invalid_argument("drivers of other items do not add up");
  if (base_ != other.base_)
    detail::throw_invalid_argument("drivers of complete cases and pairwise ones do not add up");
}

void drivers::require_consistent() const {
  require_room(complete_, incomplete_);
  for (std::size_t one = 0; one < questions(); ++one) {
    for (std::size_t other = 0; other <= one; ++other) {
      const sums both = of(one, other);
      bool right = both.n >= complete_ && both.n <= respondents() && can_be(both);
      if (one == other) right = right && both.one_squared == both.product;
      const sums first = of(one, one);
      const sums second = of(other, other);
      right = right && both.n <= first.n && both.n <= second.n && both.one_squared <= first.product &&
              both.other_squared <= second.product;
      if (!right) detail::throw_invalid_argument("sums of answers that no respondents can have given");
    }
  }
}

drivers& drivers::operator+=(const drivers& other) {
  require_same(other);
  require_room(respondents(), other.respondents());
  complete_ += other.complete_;
  incomplete_ += other.incomplete_;
  for (std::size_t at = 0; at < cells_.size(); ++at) cells_[at] += other.cells_[at];
  return *this;
}

drivers& drivers::operator-=(const drivers& other) {
  require_same(other);
  if (other.complete_ > complete_ || other.incomplete_ > incomplete_) {
    detail::throw_invalid_argument("cannot take {} respondents from {}",
                                   {other.respondents(), respondents()});
  }
  drivers left = *this;
  left.complete_ -= other.complete_;
  left.incomplete_ -= other.incomplete_;
  for (std::size_t at = 0; at < cells_.size(); ++at) left.cells_[at] -= other.cells_[at];
  left.require_consistent();
  *this = std::move(left);
  return *this;
}

drivers drivers_of(const answer_sheets& sheets, const metric& outcome, std::vector<std::string> items,
                   driver_base base) {
  const std::vector<scale>& scales = sheets.items();
  if (scales.size() != items.size() + 1) {
    detail::throw_invalid_argument("{} names of items for {} questions after the outcome",
                                   {items.size(), scales.size() - 1});
  }
  if (scales.front() != outcome.scale()) {
    detail::throw_invalid_argument("{} is defined on the scale {} to {}, not {} to {}",
                                   {outcome.title(), outcome.scale().low(), outcome.scale().high(),
                                    scales.front().low(), scales.front().high()});
  }
  drivers result{std::move(items), base};
  std::vector<std::optional<int>> answers(scales.size());
  for (const auto& [sheet, people] : sheets.sheets()) {
    for (std::size_t at = 0; at < scales.size(); ++at) {
      answers[at].reset();
      if (answer_sheets::is_score(sheet[at])) answers[at] = scales[at].low() + sheet[at];
    }
    result.record(outcome_of(outcome, answers.front()), std::span(answers).subspan(1), people);
  }
  return result;
}

// The names of the items; who is complete, who is not, and the cells in two's complement.
snapshot drivers::snapshot() const {
  cxmetrics::snapshot result{
      .type = "drivers",
      .layout = 1,
      .parameters = {base_ == driver_base::pairwise ? 1 : 0, static_cast<std::int64_t>(items_.size())},
      .words = {}};
  for (const std::string& item : items_) detail::key_words<std::string>::write(result.words, item);
  result.words.insert(result.words.end(), {complete_, incomplete_});
  for (const std::int64_t cell : cells_) result.words.push_back(static_cast<std::uint64_t>(cell));
  return result;
}

drivers drivers::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "drivers");
  detail::require_sizes(stored, 2, stored.words.size());
  if (stored.parameters[0] != 0 && stored.parameters[0] != 1)
    detail::throw_invalid_argument("drivers of an unknown kind {}", {stored.parameters[0]});
  if (stored.parameters[1] > static_cast<std::int64_t>(most_items))
    detail::throw_invalid_argument("{} items, more than {}", {stored.parameters[1], most_items});
  detail::word_reader words(stored);
  std::vector<std::string> items;
  for (std::int64_t rest = stored.parameters[1]; rest > 0; --rest)
    items.push_back(detail::key_words<std::string>::read(words));
  drivers result{std::move(items),
                 stored.parameters[0] == 1 ? driver_base::pairwise : driver_base::complete_cases};
  result.complete_ = words.next();
  result.incomplete_ = words.next();
  for (std::int64_t& cell : result.cells_) cell = static_cast<std::int64_t>(words.next());
  if (!words.at_end()) detail::throw_invalid_argument("a snapshot of drivers with too many words");
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

}  // namespace cxmetrics
