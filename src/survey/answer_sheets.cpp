// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"
#include "state.hpp"

#include <cxmetrics/survey/answer_sheets.hpp>

#include <algorithm>
#include <utility>

namespace cxmetrics {
namespace {

using detail::largest_count;
constexpr std::size_t places_in_a_word = 8;

std::size_t words_of(std::size_t items) {
  return (items + places_in_a_word - 1) / places_in_a_word;
}

bool fits(std::uint8_t place, scale item) {
  return place == answer_sheets::missing_place || place == answer_sheets::off_scale_place ||
         place < item.points();
}

}  // namespace

answer_sheets::answer_sheets(std::vector<scale> items) : items_(std::move(items)) {
  if (items_.empty() || items_.size() > most_items) {
    detail::throw_invalid_argument("a sheet has 1 to {} questions, not {}", {most_items, items_.size()});
  }
}

void answer_sheets::require_room(std::uint64_t more) const {
  if (more > largest_count - people_)
    detail::throw_invalid_argument("more people than 64 bits can count: {} and {}", {people_, more});
}

void answer_sheets::record(std::span<const std::optional<int>> answers, std::uint64_t times) {
  if (answers.size() != items_.size()) {
    detail::throw_invalid_argument("{} answers to {} questions", {answers.size(), items_.size()});
  }
  require_room(times);
  sheet places(answers.size());
  for (std::size_t item = 0; item < places.size(); ++item) {
    const std::optional<int>& answer = answers[item];
    places[item] = !answer                ? missing_place
                   : *answer == off_scale ? off_scale_place
                                          : static_cast<std::uint8_t>(items_[item].index_of(*answer));
  }
  if (times == 0) return;
  sheets_[std::move(places)] += times;
  people_ += times;
}

std::uint64_t answer_sheets::complete() const noexcept {
  std::uint64_t count = 0;
  for (const auto& each : sheets_) {
    if (std::all_of(each.first.begin(), each.first.end(), is_score)) count += each.second;
  }
  return count;
}

tally answer_sheets::of_item(std::size_t item) const {
  if (item >= items_.size())
    detail::throw_out_of_range("there is no question {} of {}", {item + 1, items_.size()});
  tally result{items_[item]};
  for (const auto& [places, people] : sheets_) {
    const std::uint8_t place = places[item];
    if (is_score(place)) {
      result.record(items_[item].low() + place, people);
    } else if (place == missing_place) {
      result.record_missing(people);
    } else {
      result.record_off_scale(people);
    }
  }
  return result;
}

void answer_sheets::require_same_items(const answer_sheets& other) const {
  if (items_ != other.items_) detail::throw_invalid_argument("answers to different questions do not add up");
}

answer_sheets& answer_sheets::operator+=(const answer_sheets& other) {
  require_same_items(other);
  require_room(other.people_);
  std::map<sheet, std::uint64_t> sums = sheets_;
  for (const auto& [places, people] : other.sheets_) sums[places] += people;
  people_ += other.people_;
  sheets_ = std::move(sums);
  return *this;
}

answer_sheets& answer_sheets::operator-=(const answer_sheets& other) {
  require_same_items(other);
  std::map<sheet, std::uint64_t> left = sheets_;
  for (const auto& [places, people] : other.sheets_) {
    const auto found = left.find(places);
    const std::uint64_t present = found == left.end() ? 0 : found->second;
    if (present < people) detail::throw_invalid_argument("cannot take {} people from {}", {people, present});
    found->second -= people;
    if (found->second == 0) left.erase(found);
  }
  people_ -= other.people_;
  sheets_ = std::move(left);
  return *this;
}

static_assert(divisible<answer_sheets>);

// The ends of each scale. How many sheets; for each, in order: its places, eight to a word, the first one lowest, and how
// many people.
snapshot answer_sheets::snapshot() const {
  cxmetrics::snapshot result{
      .type = "answer_sheets", .layout = 1, .parameters = {}, .words = {sheets_.size()}};
  for (const scale& item : items_) {
    result.parameters.push_back(item.low());
    result.parameters.push_back(item.high());
  }
  for (const auto& [places, people] : sheets_) {
    for (std::size_t first = 0; first < places.size(); first += places_in_a_word) {
      std::uint64_t word = 0;
      for (std::size_t at = std::min(places.size(), first + places_in_a_word); at-- > first;)
        word = word << 8 | places[at];
      result.words.push_back(word);
    }
    result.words.push_back(people);
  }
  return result;
}

answer_sheets answer_sheets::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "answer_sheets");
  const std::size_t ends = stored.parameters.size();
  if (ends == 0 || ends % 2 != 0 || ends > 2 * most_items)
    detail::throw_invalid_argument("a snapshot of answer_sheets with {} parameters", {ends});
  std::vector<scale> items;
  for (std::size_t at = 0; at < ends; at += 2) {
    const auto low = static_cast<int>(stored.parameters[at]);
    const auto high = static_cast<int>(stored.parameters[at + 1]);
    if (low != stored.parameters[at] || high != stored.parameters[at + 1])
      detail::throw_invalid_argument("a snapshot of answer_sheets with a scale beyond all numbers");
    items.emplace_back(low, high);
  }
  answer_sheets result{std::move(items)};
  const std::size_t count = result.items_.size();
  detail::word_reader words(stored);
  for (std::uint64_t rest = words.next(); rest > 0; --rest) {
    sheet places(count);
    const std::vector<std::uint64_t> packed = words.next(words_of(count));
    for (std::size_t item = 0; item < count; ++item) {
      places[item] =
          static_cast<std::uint8_t>(packed[item / places_in_a_word] >> 8 * (item % places_in_a_word));
      if (!fits(places[item], result.items_[item]))
        detail::throw_invalid_argument("a snapshot of answer_sheets with an answer off its scale");
    }
    const std::size_t in_last = count % places_in_a_word;
    if (in_last != 0 && packed.back() >> 8 * in_last != 0)
      detail::throw_invalid_argument("a snapshot of answer_sheets with more answers than questions");
    const std::uint64_t people = words.next();
    if (people == 0 || (!result.sheets_.empty() && !(result.sheets_.rbegin()->first < places)))
      detail::throw_invalid_argument("a snapshot of answer_sheets with sheets out of order, or of nobody");
    result.require_room(people);
    result.people_ += people;
    result.sheets_.emplace_hint(result.sheets_.end(), std::move(places), people);
  }
  if (!words.at_end()) detail::throw_invalid_argument("a snapshot of answer_sheets with too many words");
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

}  // namespace cxmetrics
