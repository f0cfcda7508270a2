// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"
#include "state.hpp"

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/survey/response.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace cxmetrics {
namespace {

using detail::largest_count;

template <class Key>
using counts = std::map<Key, std::uint64_t>;

template <class Key>
std::uint64_t sum_of(const counts<Key>& of) {
  std::uint64_t sum = 0;
  for (const auto& each : of) sum += each.second;
  return sum;
}

template <class Key>
void take(counts<Key>& from, const counts<Key>& part) {
  for (const auto& [key, times] : part) {
    const auto found = from.find(key);
    const std::uint64_t present = found == from.end() ? 0 : found->second;
    if (times > present) detail::throw_invalid_argument("cannot take {} rows from {}", {times, present});
    found->second -= times;
    if (found->second == 0) from.erase(found);
  }
}

template <class Key>
void write(std::vector<std::uint64_t>& to, const counts<Key>& of) {
  to.push_back(of.size());
  for (const auto& [key, times] : of) {
    detail::key_words<Key>::write(to, key);
    to.push_back(times);
  }
}

template <class Key>
counts<Key> read(detail::word_reader& words) {
  counts<Key> result;
  for (std::uint64_t rest = words.next(); rest > 0; --rest) {
    Key key = detail::key_words<Key>::read(words);
    const std::uint64_t times = words.next();
    if (times == 0 || (!result.empty() && !(result.rbegin()->first < key)))
      detail::throw_invalid_argument("a snapshot of response_log out of order, or with nothing counted");
    result.emplace_hint(result.end(), std::move(key), times);
  }
  return result;
}

// Texts as they are kept: lower case, without spaces around them, and none empty.
void require_plain(const counts<std::string>& texts, bool folded) {
  for (const auto& each : texts) {
    const std::string_view text = each.first;
    if (text.empty() || detail::trimmed(text) != text || (folded && detail::lower_case(text) != text))
      detail::throw_invalid_argument("a snapshot of response_log with a text that is not kept so");
  }
}

response_share share_of(std::uint64_t part, std::uint64_t whole, const estimate_options& options) {
  distribution values;
  values.add(0, whole - part);
  values.add(100, part);
  return {part, estimate_of(values, unit::percent, options)};
}

// Without an interval.
response_share plain_share_of(std::uint64_t part, std::uint64_t whole) {
  response_share result;
  result.count = part;
  result.share.unit = unit::percent;
  result.share.better = better::low;
  result.share.n = whole;
  if (whole > 0) result.share.value = 100 * static_cast<double>(part) / static_cast<double>(whole);
  return result;
}

}  // namespace

void response_log::require_room(std::uint64_t present, std::uint64_t more) {
  if (more > largest_count - present)
    detail::throw_invalid_argument("more rows than 64 bits can count: {} and {}", {present, more});
}

void response_log::record_duration(std::uint64_t duration, std::uint64_t times) {
  require_room(timed_, times);
  if (times > 0) durations_[duration] += times;
  timed_ += times;
}

void response_log::record_text(std::string_view text, std::uint64_t times) {
  std::string plain = detail::lower_case(detail::trimmed(text));
  if (plain.empty() || times == 0) return;
  require_room(written_, times);
  texts_[std::move(plain)] += times;
  written_ += times;
}

void response_log::record_respondent(std::string_view who, std::uint64_t times) {
  who = detail::trimmed(who);
  if (who.empty() || times == 0) return;
  require_room(known_, times);
  respondents_[std::string(who)] += times;
  known_ += times;
}

response_log& response_log::operator+=(const response_log& other) {
  response_log sum = *this;
  require_room(timed_, other.timed_);
  require_room(written_, other.written_);
  require_room(known_, other.known_);
  for (const auto& [duration, times] : other.durations_) sum.durations_[duration] += times;
  for (const auto& [text, times] : other.texts_) sum.texts_[text] += times;
  for (const auto& [who, times] : other.respondents_) sum.respondents_[who] += times;
  sum.timed_ += other.timed_;
  sum.written_ += other.written_;
  sum.known_ += other.known_;
  *this = std::move(sum);
  return *this;
}

response_log& response_log::operator-=(const response_log& other) {
  response_log rest = *this;
  take(rest.durations_, other.durations_);
  take(rest.texts_, other.texts_);
  take(rest.respondents_, other.respondents_);
  rest.timed_ -= other.timed_;
  rest.written_ -= other.written_;
  rest.known_ -= other.known_;
  *this = std::move(rest);
  return *this;
}

static_assert(divisible<response_log>);

// Durations, texts and respondents: how many different ones there are; each in order, and how often.
snapshot response_log::snapshot() const {
  cxmetrics::snapshot result{.type = "response_log", .layout = 1, .parameters = {}, .words = {}};
  write(result.words, durations_);
  write(result.words, texts_);
  write(result.words, respondents_);
  return result;
}

response_log response_log::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "response_log");
  detail::require_sizes(stored, 0, stored.words.size());
  detail::word_reader words(stored);
  response_log result;
  const auto total = [&](const auto& of) {
    std::uint64_t sum = 0;
    for (const auto& each : of) {
      require_room(sum, each.second);
      sum += each.second;
    }
    return sum;
  };
  result.timed_ = total(result.durations_ = read<std::uint64_t>(words));
  result.written_ = total(result.texts_ = read<std::string>(words));
  result.known_ = total(result.respondents_ = read<std::string>(words));
  require_plain(result.texts_, true);
  require_plain(result.respondents_, false);
  if (!words.at_end()) detail::throw_invalid_argument("a snapshot of response_log with too many words");
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

response_share answered_of(const tally& answers, const estimate_options& options) {
  return share_of(answers.answered(), answers.asked(), options);
}

response_share answered_of(const answer_sheets& people, const estimate_options& options) {
  std::uint64_t answered = 0;
  for (const auto& [places, times] : people.sheets()) {
    if (std::any_of(places.begin(), places.end(), answer_sheets::is_score)) answered += times;
  }
  return share_of(answered, people.people(), options);
}

response_share completed_of(const answer_sheets& people, const estimate_options& options) {
  return share_of(people.complete(), people.people(), options);
}

std::optional<response_share> straight_lining_in(const answer_sheets& people,
                                                 const estimate_options& options) {
  const std::vector<scale>& items = people.items();
  const auto is_other = [&](const scale& each) { return each != items.front(); };
  if (items.size() < 3 || std::any_of(items.begin(), items.end(), is_other)) return std::nullopt;
  std::uint64_t straight = 0;
  for (const auto& [places, times] : people.sheets()) {
    const auto differs = [first = places.front()](std::uint8_t place) { return place != first; };
    if (answer_sheets::is_score(places.front()) && std::none_of(places.begin(), places.end(), differs))
      straight += times;
  }
  response_share result = share_of(straight, people.complete(), options);
  result.share.better = better::low;
  return result;
}

double median_duration(const response_log& log) noexcept {
  const std::uint64_t n = sum_of(log.durations());
  if (n == 0) return std::numeric_limits<double>::quiet_NaN();
  std::uint64_t below = 0;
  double lower = 0;
  bool has_lower = false;
  for (const auto& [duration, times] : log.durations()) {
    below += times;
    if (!has_lower && below >= n - n / 2) {  // the lower one in the middle
      lower = static_cast<double>(duration);
      has_lower = true;
    }
    if (below > n / 2) return (lower + static_cast<double>(duration)) / 2;
  }
  return lower;
}

response_share speeding_in(const response_log& log, double limit, const estimate_options& options) {
  std::uint64_t fast = 0;
  for (const auto& [duration, times] : log.durations()) {
    if (static_cast<double>(duration) < limit) fast += times;
  }
  response_share result = share_of(fast, sum_of(log.durations()), options);
  result.share.better = better::low;
  return result;
}

response_share repeated_texts_in(const response_log& log, std::size_t least_length) {
  std::uint64_t repeated = 0;
  std::uint64_t all = 0;
  for (const auto& [text, times] : log.texts()) {
    if (text.size() < least_length) continue;
    all += times;
    if (times > 1) repeated += times;
  }
  return plain_share_of(repeated, all);
}

response_share repeated_respondents_in(const response_log& log) {
  const std::uint64_t all = sum_of(log.respondents());
  return plain_share_of(all - log.respondents().size(), all);
}

silent_bounds bounds_of(const metric& metric, const tally& answers, const estimate_options& options) {
  silent_bounds result;
  result.answered = metric(answers, options);
  const scale scale = metric.scale();
  int worst = scale.low();
  int best = scale.low();
  for (int score = scale.low(); score <= scale.high(); ++score) {
    if (metric.worth(score) < metric.worth(worst)) worst = score;
    if (metric.worth(score) > metric.worth(best)) best = score;
  }
  const auto had_said = [&](int score) {
    tally all = answers;
    tally silent{scale};
    silent.record_missing(answers.missing());
    silent.record_off_scale(answers.off_scale());
    all -= silent;
    all.record(score, answers.asked() - answers.answered());
    return metric(all, options);
  };
  result.lowest = had_said(worst);
  result.highest = had_said(best);
  return result;
}

}  // namespace cxmetrics
