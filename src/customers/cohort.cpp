// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "customers/ledger_calendar.hpp"
#include "kernels/cohort_cells.hpp"
#include "reals.hpp"
#include "state.hpp"

#include <cxmetrics/customers/cohort.hpp>
#include <cxmetrics/detail/parts.hpp>
#include <cxmetrics/detail/throw.hpp>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace cxmetrics {
namespace {

using detail::largest_count;
constexpr std::chrono::days one_day{1};

day months_after(day since, std::int64_t months) {
  const std::chrono::year_month_day date{since};
  const auto month = date.year() / date.month() + std::chrono::months{months};
  const std::chrono::year_month_day same{month / date.day()};
  return same.ok() ? day{same} : day{month / std::chrono::last};
}

// How many whole months lie between two days.
std::int64_t months_between(day since, day until) {
  const std::chrono::year_month_day from{since};
  const std::chrono::year_month_day to{until};
  const std::int64_t months = (to.year() / to.month() - from.year() / from.month()).count();
  return months_after(since, months) <= until ? months : months - 1;
}

}  // namespace

// Which cells there are, and where their words stand.
struct customer_cohorts::calendar {
  enum word : std::size_t { left, back, left_for_good, per_age };
  static constexpr std::size_t most_words = std::size_t{1} << 26;

  calendar(std::vector<period> in_a_row, day last_known, cohort_age counted)
      : periods(std::move(in_a_row)), as_of(last_known), age(counted) {
    for (period& each : periods) each = each.whole();
    if (periods.empty() || periods.size() > most_periods) {
      detail::throw_invalid_argument("cohorts of 1 to {} periods, not {}", {most_periods, periods.size()});
    }
    detail::require_in_a_row(periods);
    if (as_of < periods.front().first()) {
      detail::throw_invalid_argument(
          "nothing is known of {} by {}",
          {std::string_view(to_string(periods.front())), std::string_view(to_string(as_of))});
    }
    known_until = std::min(periods.back().last(), as_of + one_day);
    std::size_t words = 1;
    for (const period& joined : periods) {
      begins.push_back(words);
      ages.push_back(joined.first() > as_of ? 0 : age_count(joined, begins.size() - 1));
      words += 1 + per_age * ages.back();
      if (words > most_words)
        detail::throw_invalid_argument("cohorts with more than {} cells", {most_words / per_age});
    }
    size = words;
  }

  std::size_t age_count(const period& joined, std::size_t place) const {
    if (age == cohort_age::own_months) {
      return static_cast<std::size_t>(months_between(joined.first(), as_of + one_day)) + 1;
    }
    std::size_t count = 0;
    while (place + count < periods.size() && periods[place + count].first() <= as_of) ++count;
    return count;
  }

  bool mature(std::size_t place, std::size_t at_age) const {
    if (age == cohort_age::calendar) return periods[place + at_age].last() <= as_of + one_day;
    return months_after(periods[place].last() - one_day, static_cast<std::int64_t>(at_age)) <=
           as_of + one_day;
  }

  // The period that holds a day before `known_until`, or nothing.
  std::size_t place_of(day date) const {
    const auto next = std::upper_bound(periods.begin(), periods.end(), date,
                                       [](day at, const period& each) { return at < each.first(); });
    return static_cast<std::size_t>(next - periods.begin()) - 1;
  }
  bool holds(day date) const { return periods.front().first() <= date && date < known_until; }

  // The first age at which somebody is not there who left on a day.
  std::size_t age_without(std::size_t place, day since, day until) const {
    if (age == cohort_age::own_months) return static_cast<std::size_t>(months_between(since, until)) + 1;
    return until >= periods.back().last() ? ages[place] : place_of(until) - place;
  }

  // The last day of an age, or the last one known.
  day end_of(std::size_t place, day since, std::size_t at_age) const {
    const day last =
        age == cohort_age::calendar
            ? periods[place + at_age].last() - one_day
            : months_after(since, static_cast<std::int64_t>(std::max<std::size_t>(at_age, 1))) - one_day;
    return std::min(last, as_of);
  }

  std::size_t word(std::size_t place, std::size_t at_age, word which) const {
    return begins[place] + 1 + per_age * at_age + which;
  }

  friend bool operator==(const calendar& one, const calendar& other) {
    return one.periods == other.periods && one.as_of == other.as_of && one.age == other.age;
  }

  std::vector<period> periods;
  day as_of;
  cohort_age age;
  day known_until{};
  std::vector<std::size_t> begins{};
  std::vector<std::size_t> ages{};
  std::size_t size = 0;
};

std::string_view name_of(cohort_age age) noexcept {
  return age == cohort_age::calendar ? "calendar" : "own-months";
}

std::string_view name_of(retention_kind kind) noexcept {
  return kind == retention_kind::classic ? "classic" : "unbounded";
}

customer_cohorts::customer_cohorts(std::vector<period> periods, day as_of, cohort_age age)
    : calendar_(std::make_shared<calendar>(std::move(periods), as_of, age)), words_(calendar_->size) {}

customer_cohorts::customer_cohorts(std::shared_ptr<const calendar> calendar, std::vector<std::uint64_t> words)
    : calendar_(std::move(calendar)), words_(std::move(words)) {}

const std::vector<period>& customer_cohorts::periods() const noexcept {
  return calendar_->periods;
}
day customer_cohorts::as_of() const noexcept {
  return calendar_->as_of;
}
cohort_age customer_cohorts::age() const noexcept {
  return calendar_->age;
}

void customer_cohorts::record(const spell& spell) {
  const calendar& of = *calendar_;
  if (!of.holds(spell.since())) {
    ++words_[0];
    return;
  }
  const std::size_t place = of.place_of(spell.since());
  ++words_[of.begins[place]];
  if (!spell.until() || *spell.until() > of.as_of) return;
  const std::size_t gone = of.age_without(place, spell.since(), *spell.until());
  if (gone >= of.ages[place]) return;
  ++words_[of.word(place, gone, calendar::left)];
  ++words_[of.word(place, gone, calendar::left_for_good)];
}

void customer_cohorts::record(const std::vector<spell>& spells) {
  const std::vector<spell> all = joined(spells);
  if (all.size() == 1) return record(all.front());
  if (!all.empty()) enter(all);
}

void customer_cohorts::enter(const std::vector<spell>& all) {
  const calendar& of = *calendar_;
  const day since = all.front().since();
  if (!of.holds(since)) {
    ++words_[0];
    return;
  }
  const std::size_t place = of.place_of(since);
  ++words_[of.begins[place]];
  bool there = true;
  std::size_t after_last = 0;  // the first age after all at which they were there
  auto at = all.begin();
  for (std::size_t at_age = 0; at_age < of.ages[place]; ++at_age) {
    const day last = of.end_of(place, since, at_age);
    while (at != all.end() && at->until().value_or(day::max()) <= last) ++at;
    const bool now = at != all.end() && at->since() <= last;
    if (there && !now) ++words_[of.word(place, at_age, calendar::left)];
    if (!there && now) ++words_[of.word(place, at_age, calendar::back)];
    there = now;
    if (now) after_last = at_age + 1;
  }
  if (after_last < of.ages[place]) ++words_[of.word(place, after_last, calendar::left_for_good)];
}

void customer_cohorts::enter(const spell_columns& spells) {
  using number = std::numeric_limits<std::int32_t>;
  const calendar& of = *calendar_;
  const std::int64_t first = of.periods.front().first().time_since_epoch().count();
  const std::int64_t end = of.known_until.time_since_epoch().count();
  const bool counted_at_once = of.age == cohort_age::calendar && number::min() < first &&
                               end < number::max() && spells.size() <= number::max();
  if (counted_at_once) {
    std::vector<std::int32_t> period_of_day;
    for (std::size_t place = 0; place < of.periods.size(); ++place) {
      const std::int64_t last = std::min(of.periods[place].last(), of.known_until).time_since_epoch().count();
      if (last > first)
        period_of_day.resize(static_cast<std::size_t>(last - first), static_cast<std::int32_t>(place));
    }
    detail::cohort_counter counter{static_cast<std::int32_t>(first), period_of_day};
    if (counter.count(spells.since().data(), spells.until().data(), spells.size())) {
      const std::size_t periods = counter.periods();
      for (std::size_t ended = 0; ended < periods + 2; ++ended) {
        words_[0] += counter.rows(0, ended) + counter.rows(periods + 1, ended);
        for (std::size_t began = 1; began <= periods; ++began) {
          const std::uint32_t rows = counter.rows(began, ended);
          words_[of.begins[began - 1]] += rows;
          if (ended < began || ended > periods) continue;
          words_[of.word(began - 1, ended - began, calendar::left)] += rows;
          words_[of.word(began - 1, ended - began, calendar::left_for_good)] += rows;
        }
      }
      return;
    }
    // The loop below throws at the row that ends before it begins.
  }
  for (std::size_t row = 0; row < spells.size(); ++row) record(spells[row]);
}

void customer_cohorts::record(const spell_columns& spells, unsigned threads) {
  customer_cohorts empty = *this;
  std::fill(empty.words_.begin(), empty.words_.end(), 0);
  *this += detail::count_in_parts(spells.size(), threads, empty,
                                  [&](customer_cohorts& part, std::size_t first, std::size_t last) {
                                    part.enter(spells.rows(first, last));
                                  });
}

std::vector<cohort> customer_cohorts::cohorts(retention_kind kind) const {
  const calendar& of = *calendar_;
  std::vector<cohort> result;
  for (std::size_t place = 0; place < of.periods.size(); ++place) {
    const std::uint64_t customers = words_[of.begins[place]];
    if (customers == 0) continue;
    cohort all{of.periods[place], customers, {}};
    std::uint64_t retained = customers;
    for (std::size_t at_age = 0; at_age < of.ages[place]; ++at_age) {
      if (kind == retention_kind::classic) {
        retained -= words_[of.word(place, at_age, calendar::left)];
        retained += words_[of.word(place, at_age, calendar::back)];
      } else {
        retained -= words_[of.word(place, at_age, calendar::left_for_good)];
      }
      all.cells.push_back({static_cast<std::int64_t>(at_age), customers, at_age == 0 ? customers : retained,
                           of.mature(place, at_age)});
    }
    result.push_back(std::move(all));
  }
  return result;
}

void customer_cohorts::require_same_kind(const customer_cohorts& other) const {
  if (calendar_ != other.calendar_ && !(*calendar_ == *other.calendar_)) {
    detail::throw_invalid_argument(
        "cohorts of other periods, known until another day or of another age do not add up");
  }
}

customer_cohorts& customer_cohorts::operator+=(const customer_cohorts& other) {
  require_same_kind(other);
  std::uint64_t customers = 0;
  const auto add = [&](std::uint64_t more) {
    if (more > largest_count - customers)
      detail::throw_invalid_argument("more customers than 64 bits can count");
    customers += more;
  };
  for (const customer_cohorts* each : {static_cast<const customer_cohorts*>(this), &other}) {
    add(each->words_[0]);
    for (const std::size_t begin : calendar_->begins) add(each->words_[begin]);
  }
  for (std::size_t at = 0; at < words_.size(); ++at) words_[at] += other.words_[at];
  return *this;
}

customer_cohorts& customer_cohorts::operator-=(const customer_cohorts& other) {
  require_same_kind(other);
  customer_cohorts rest = *this;
  for (std::size_t at = 0; at < words_.size(); ++at) {
    if (rest.words_[at] < other.words_[at]) {
      detail::throw_invalid_argument("cannot take {} customers from {}", {other.words_[at], rest.words_[at]});
    }
    rest.words_[at] -= other.words_[at];
  }
  rest.require_consistent();
  *this = std::move(rest);
  return *this;
}

static_assert(divisible<customer_cohorts>);

// 0 for ages of the calendar, 1 for months of one's own; the last day known; the first day of each period, and the
// first day after all. Customers outside; of each cohort how many joined, and by age how many left, came back, and
// left for good.
snapshot customer_cohorts::snapshot() const {
  const auto number = [](day date) { return std::int64_t{date.time_since_epoch().count()}; };
  cxmetrics::snapshot result{.type = "customer_cohorts",
                             .layout = 1,
                             .parameters = {age() == cohort_age::calendar ? 0 : 1, number(as_of())},
                             .words = words_};
  for (const period& each : periods()) result.parameters.push_back(number(each.first()));
  result.parameters.push_back(number(periods().back().last()));
  return result;
}

customer_cohorts customer_cohorts::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "customer_cohorts");
  const std::size_t parameters = std::max<std::size_t>(stored.parameters.size(), 4);
  detail::require_sizes(stored, parameters, stored.words.size());
  if (stored.parameters[0] != 0 && stored.parameters[0] != 1) {
    detail::throw_invalid_argument("a snapshot of cohorts of age {}", {stored.parameters[0]});
  }
  std::vector<period> periods;
  for (std::size_t at = 2; at + 1 < parameters; ++at) {
    periods.emplace_back(detail::day_in(stored, at), detail::day_in(stored, at + 1));
  }
  const day as_of = detail::day_in(stored, 1);
  if (stored.parameters[0] == 1 &&
      (as_of - periods.front().first()).count() / 28 > std::ssize(stored.words)) {
    detail::throw_invalid_argument("a snapshot of cohorts with {} words", {stored.words.size()});
  }
  // Nothing is taken for cells before it is known that the snapshot has them.
  const auto of = std::make_shared<const calendar>(
      std::move(periods), as_of, stored.parameters[0] == 0 ? cohort_age::calendar : cohort_age::own_months);
  detail::require_sizes(stored, parameters, of->size);
  customer_cohorts result{of, stored.words};
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

// Who leaves was there, who comes back was not, and who left for good does not come back.
void customer_cohorts::require_consistent() const {
  const calendar& of = *calendar_;
  std::uint64_t all = words_[0];
  for (std::size_t place = 0; place < of.periods.size(); ++place) {
    const std::uint64_t customers = words_[of.begins[place]];
    if (customers > largest_count - all)
      detail::throw_invalid_argument("more customers than 64 bits can count");
    all += customers;
    std::uint64_t there = customers;
    std::uint64_t later = customers;
    for (std::size_t at_age = 0; at_age < of.ages[place]; ++at_age) {
      const std::uint64_t left = words_[of.word(place, at_age, calendar::left)];
      const std::uint64_t back = words_[of.word(place, at_age, calendar::back)];
      const std::uint64_t for_good = words_[of.word(place, at_age, calendar::left_for_good)];
      if (left > there || back > customers - there || for_good > left || (at_age == 0 && back > 0)) {
        detail::throw_invalid_argument(
            "of {} customers who joined, {} left, {} came back and {} left for good",
            {customers, left, back, for_good});
      }
      there = there - left + back;
      later -= for_good;
      if (there > later)
        detail::throw_invalid_argument("{} customers are there, but only {} then or later", {there, later});
    }
  }
}

bool operator==(const customer_cohorts& one, const customer_cohorts& other) {
  return (one.calendar_ == other.calendar_ || *one.calendar_ == *other.calendar_) &&
         one.words_ == other.words_;
}

}  // namespace cxmetrics
