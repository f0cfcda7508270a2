// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/ledger_calendar.hpp"
#include "reals.hpp"
#include "state.hpp"

#include <cxmetrics/customers/churn_reasons.hpp>
#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <algorithm>
#include <utility>

namespace cxmetrics {
namespace {

using detail::largest_count;

bool is_nobody(const std::vector<std::uint64_t>& counts) {
  return std::all_of(counts.begin(), counts.end(), [](std::uint64_t count) { return count == 0; });
}

}  // namespace

churn_reasons::churn_reasons(std::vector<period> periods)
    : periods_(std::move(periods)), came_(periods_.size()) {
  if (periods_.empty()) detail::throw_invalid_argument("reasons of no period");
  detail::require_in_a_row(periods_);
}

void churn_reasons::record(const reasoned_spell& spell) {
  record(std::vector{spell});
}

void churn_reasons::record(const std::vector<reasoned_spell>& spells) {
  if (spells.empty()) return;
  if (entries_ == largest_count) detail::throw_invalid_argument("more customers than 64 bits can count");
  std::vector<spell> days;
  for (const reasoned_spell& each : spells) days.push_back(each.days);
  days = joined(std::move(days));
  // Why they were no longer there on a day: what was said of the last end before it.
  const auto reason_by = [&](day date) -> std::string_view {
    const reasoned_spell* last = nullptr;
    for (const reasoned_spell& each : spells) {
      const std::optional<day> until = each.days.until();
      if (!until || *until >= date) continue;
      const bool later = last == nullptr || *until > *last->days.until() ||
                         (*until == *last->days.until() && last->reason.empty());
      if (later) last = &each;
    }
    return last == nullptr ? std::string_view{} : std::string_view{last->reason};
  };
  // A period opens with those who were there the day before, as in a ledger.
  std::vector<std::size_t> come;
  std::vector<std::pair<std::size_t, std::string>> lost;
  bool there = false;
  auto at = days.begin();
  for (std::size_t index = 0; index <= periods_.size(); ++index) {
    const day opens = index == periods_.size() ? periods_.back().last() : periods_[index].first();
    while (at != days.end() && at->until().value_or(day::max()) < opens) ++at;
    const bool now = at != days.end() && at->opens(opens);
    if (now && !there && index < periods_.size()) come.push_back(index);
    if (!now && there) lost.emplace_back(index - 1, reason_by(opens));
    there = now;
  }
  for (const auto& [index, reason] : lost) {
    ++lost_.try_emplace(reason, periods_.size()).first->second[index];
  }
  for (const std::size_t index : come) ++came_[index];
  ++entries_;
}

std::vector<reasons_of_period> churn_reasons::by_period() const {
  std::vector<reasons_of_period> result;
  std::uint64_t there = 0;
  for (std::size_t index = 0; index < periods_.size(); ++index) {
    reasons_of_period now{periods_[index], there += came_[index], 0, {}};
    for (const auto& [reason, lost] : lost_) {
      now.reasons[reason] = lost[index];
      now.churned += lost[index];
    }
    there -= now.churned;
    result.push_back(std::move(now));
  }
  return result;
}

void churn_reasons::require_same_periods(const churn_reasons& other) const {
  if (periods_ != other.periods_) {
    detail::throw_invalid_argument("reasons in different periods do not add up");
  }
}

churn_reasons& churn_reasons::operator+=(const churn_reasons& other) {
  require_same_periods(other);
  if (other.entries_ > largest_count - entries_)
    detail::throw_invalid_argument("more customers than 64 bits can count");
  churn_reasons sum = *this;
  sum.entries_ += other.entries_;
  for (std::size_t index = 0; index < came_.size(); ++index) sum.came_[index] += other.came_[index];
  for (const auto& [reason, lost] : other.lost_) {
    std::vector<std::uint64_t>& into = sum.lost_.try_emplace(reason, periods_.size()).first->second;
    for (std::size_t index = 0; index < lost.size(); ++index) into[index] += lost[index];
  }
  *this = std::move(sum);
  return *this;
}

churn_reasons& churn_reasons::operator-=(const churn_reasons& other) {
  require_same_periods(other);
  const auto take = [](std::uint64_t& count, std::uint64_t less) {
    if (count < less) detail::throw_invalid_argument("cannot take {} customers from {}", {less, count});
    count -= less;
  };
  churn_reasons rest = *this;
  take(rest.entries_, other.entries_);
  for (std::size_t index = 0; index < came_.size(); ++index) take(rest.came_[index], other.came_[index]);
  for (const auto& [reason, lost] : other.lost_) {
    std::vector<std::uint64_t>& from = rest.lost_.try_emplace(reason, periods_.size()).first->second;
    for (std::size_t index = 0; index < lost.size(); ++index) take(from[index], lost[index]);
    if (is_nobody(from)) rest.lost_.erase(reason);
  }
  rest.require_consistent();
  *this = std::move(rest);
  return *this;
}

static_assert(divisible<churn_reasons>);

// The first day of each period, and the first day after all. How many customers; who came by period; how many
// reasons; of each its text, and who was lost for it by period.
snapshot churn_reasons::snapshot() const {
  cxmetrics::snapshot result{.type = "churn_reasons", .layout = 1};
  for (const period& each : periods_) result.parameters.push_back(each.first().time_since_epoch().count());
  result.parameters.push_back(periods_.back().last().time_since_epoch().count());
  detail::add_wholes(result, periods_);
  result.words = {entries_};
  result.words.insert(result.words.end(), came_.begin(), came_.end());
  result.words.push_back(lost_.size());
  for (const auto& [reason, lost] : lost_) {
    detail::key_words<std::string>::write(result.words, reason);
    result.words.insert(result.words.end(), lost.begin(), lost.end());
  }
  return result;
}

churn_reasons churn_reasons::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "churn_reasons", detail::layout_of_parts);
  // For each period one parameter, or three with its whole.
  const std::size_t of_period = stored.layout < detail::layout_of_parts ? 1 : 3;
  const std::size_t size = stored.parameters.size();
  const std::size_t count = size < 1 + of_period ? 1 : (size - 1) / of_period;
  detail::require_sizes(stored, 1 + of_period * count, stored.words.size());
  std::vector<period> periods;
  for (std::size_t at = 0; at < count; ++at) {
    periods.emplace_back(detail::day_in(stored, at), detail::day_in(stored, at + 1));
  }
  periods = detail::parts_in(stored, std::move(periods), 1 + count);
  churn_reasons result{std::move(periods)};
  detail::word_reader words(stored);
  result.entries_ = words.next();
  result.came_ = words.next(result.came_.size());
  const std::uint64_t reasons = words.next();
  for (std::uint64_t read = 0; read < reasons; ++read) {
    std::string reason = detail::key_words<std::string>::read(words);
    if (read > 0 && !(result.lost_.rbegin()->first < reason)) {
      detail::throw_invalid_argument("a snapshot of churn_reasons with reasons out of order");
    }
    std::vector<std::uint64_t> lost = words.next(result.periods_.size());
    if (is_nobody(lost))
      detail::throw_invalid_argument("a snapshot of churn_reasons with a reason of nobody");
    result.lost_.emplace_hint(result.lost_.end(), std::move(reason), std::move(lost));
  }
  if (!words.at_end()) {
    detail::throw_invalid_argument("a snapshot of churn_reasons with more words than {} reasons", {reasons});
  }
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

// Who is lost was there, and nobody comes who is there.
void churn_reasons::require_consistent() const {
  std::uint64_t there = 0;
  for (std::size_t index = 0; index < periods_.size(); ++index) {
    if (came_[index] > entries_ - there) {
      detail::throw_invalid_argument("{} customers come and {} are there, of {}",
                                     {came_[index], there, entries_});
    }
    there += came_[index];
    for (const auto& [reason, lost] : lost_) {
      if (lost[index] > there) {
        detail::throw_invalid_argument("{} customers lost of {}", {lost[index], there});
      }
      there -= lost[index];
    }
  }
}

estimate churn_for(const reasons_of_period& lost, std::string_view reason, const estimate_options& options) {
  const auto found = lost.reasons.find(std::string(reason));
  const std::uint64_t churned = found == lost.reasons.end() ? 0 : found->second;
  distribution values;
  values.add(0, lost.at_start - churned);
  values.add(100, churned);
  return estimate_of(values, {unit::percent, better::low}, options);
}

}  // namespace cxmetrics
