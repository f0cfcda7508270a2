// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "reals.hpp"

#include <cxmetrics/detail/key_words.hpp>
#include <cxmetrics/detail/text.hpp>
#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/journey/drop_off.hpp>
#include <cxmetrics/state.hpp>
#include <cxmetrics/stats/distribution.hpp>

#include <algorithm>
#include <utility>

namespace cxmetrics {
namespace {

using detail::largest_count;

estimate share_stopped(std::uint64_t part, std::uint64_t whole, const estimate_options& options) {
  distribution values;
  values.add(0, whole - part);
  values.add(100, part);
  return estimate_of(values, {unit::percent, better::low}, options);
}

std::uint64_t count_of(const drop_off::stop& at, const std::string& reason) {
  if (reason.empty()) return at.unknown;
  const auto found = at.reasons.find(reason);
  return found == at.reasons.end() ? 0 : found->second;
}

}  // namespace

std::set<std::string> reasons_in(std::string_view text) {
  std::set<std::string> reasons;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view reason = detail::trimmed(text.substr(0, end));
    if (!reason.empty()) reasons.emplace(reason);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return reasons;
}

drop_off::drop_off(std::vector<std::string> steps) : steps_(std::move(steps)) {
  if (steps_.size() < 2)
    detail::throw_invalid_argument("nobody stops before the last of {} steps", {steps_.size()});
  stops_.resize(steps_.size() - 1);
}

const drop_off::stop& drop_off::at(std::size_t step) const {
  if (step >= stops_.size())
    detail::throw_out_of_range("nobody stops at step {} of {}", {step + 1, steps_.size()});
  return stops_[step];
}

void drop_off::record(std::size_t step, const std::set<std::string>& reasons) {
  if (at(step).customers == largest_count)
    detail::throw_invalid_argument("more customers than 64 bits can count");
  if (reasons.count("") != 0) detail::throw_invalid_argument("a reason without a name");
  stop into = stops_[step];
  ++into.customers;
  if (reasons.empty()) ++into.unknown;
  for (const std::string& reason : reasons) ++into.reasons[reason];
  stops_[step] = std::move(into);
}

void drop_off::require_same_steps(const drop_off& other) const {
  if (steps_ != other.steps_) detail::throw_invalid_argument("reasons at different steps do not add up");
}

drop_off& drop_off::operator+=(const drop_off& other) {
  require_same_steps(other);
  std::vector<stop> sums = stops_;
  for (std::size_t step = 0; step < sums.size(); ++step) {
    const stop& more = other.stops_[step];
    if (more.customers > largest_count - sums[step].customers) {
      detail::throw_invalid_argument("more customers than 64 bits can count: {} and {}",
                                     {sums[step].customers, more.customers});
    }
    sums[step].customers += more.customers;
    sums[step].unknown += more.unknown;
    for (const auto& [reason, customers] : more.reasons) sums[step].reasons[reason] += customers;
  }
  stops_ = std::move(sums);
  return *this;
}

drop_off& drop_off::operator-=(const drop_off& other) {
  require_same_steps(other);
  drop_off rest = *this;
  const auto take = [](std::uint64_t& from, std::uint64_t part) {
    if (part > from) detail::throw_invalid_argument("cannot take {} customers from {}", {part, from});
    from -= part;
  };
  for (std::size_t step = 0; step < stops_.size(); ++step) {
    const stop& part = other.stops_[step];
    take(rest.stops_[step].customers, part.customers);
    take(rest.stops_[step].unknown, part.unknown);
    for (const auto& [reason, customers] : part.reasons) {
      std::uint64_t& left = rest.stops_[step].reasons[reason];
      take(left, customers);
      if (left == 0) rest.stops_[step].reasons.erase(reason);
    }
  }
  rest.require_consistent();
  *this = std::move(rest);
  return *this;
}

// Who gave a reason stopped, and did so once; everybody else gave none.
void drop_off::require_consistent() const {
  for (const stop& each : stops_) {
    std::uint64_t named = 0;
    if (each.unknown > each.customers) {
      detail::throw_invalid_argument("{} customers without a reason of {}", {each.unknown, each.customers});
    }
    const std::uint64_t with_reasons = each.customers - each.unknown;
    for (const auto& [reason, customers] : each.reasons) {
      if (customers == 0 || customers > with_reasons || reason.empty()) {
        detail::throw_invalid_argument("{} customers with the reason '{}', of {}",
                                       {customers, std::string_view(reason), with_reasons});
      }
      named += std::min(customers, with_reasons - named);
    }
    if (named < with_reasons) {
      detail::throw_invalid_argument("{} customers with reasons that are not there", {with_reasons - named});
    }
  }
}

static_assert(divisible<drop_off>);

// How many steps. Their names; for each but the last: how many stopped, how many without a reason, and how many
// reasons, each with how many gave it.
snapshot drop_off::snapshot() const {
  cxmetrics::snapshot result{
      .type = "drop_off", .layout = 1, .parameters = {static_cast<std::int64_t>(steps_.size())}, .words = {}};
  for (const std::string& step : steps_) detail::key_words<std::string>::write(result.words, step);
  for (const stop& each : stops_) {
    result.words.insert(result.words.end(), {each.customers, each.unknown, each.reasons.size()});
    for (const auto& [reason, customers] : each.reasons) {
      detail::key_words<std::string>::write(result.words, reason);
      result.words.push_back(customers);
    }
  }
  return result;
}

drop_off drop_off::restore(const cxmetrics::snapshot& stored) try {
  detail::require_type(stored, "drop_off");
  detail::require_sizes(stored, 1, stored.words.size());
  detail::word_reader words(stored);
  std::vector<std::string> steps;
  for (std::int64_t rest = stored.parameters[0]; rest > 0; --rest)
    steps.push_back(detail::key_words<std::string>::read(words));
  drop_off result{std::move(steps)};
  for (stop& each : result.stops_) {
    each.customers = words.next();
    each.unknown = words.next();
    for (std::uint64_t rest = words.next(); rest > 0; --rest) {
      std::string reason = detail::key_words<std::string>::read(words);
      if (!each.reasons.empty() && !(each.reasons.rbegin()->first < reason))
        detail::throw_invalid_argument("a snapshot of drop_off with reasons out of order");
      each.reasons.emplace_hint(each.reasons.end(), std::move(reason), words.next());
    }
  }
  if (!words.at_end()) detail::throw_invalid_argument("a snapshot of drop_off with too many words");
  result.require_consistent();
  return result;
} catch (const contract_error& fault) {
  detail::throw_snapshot_error(fault);
}

std::vector<reason_share> shares_of(const drop_off::stop& at, const estimate_options& options) {
  std::vector<reason_share> shares;
  for (const auto& [reason, customers] : at.reasons)
    shares.push_back({reason, customers, share_stopped(customers, at.customers, options)});
  std::stable_sort(shares.begin(), shares.end(), [](const reason_share& one, const reason_share& other) {
    return one.customers > other.customers;
  });
  shares.push_back({"", at.unknown, share_stopped(at.unknown, at.customers, options)});
  return shares;
}

std::vector<reason_comparison> compare_reasons(const drop_off::stop& before, const drop_off::stop& after,
                                               adjustment adjustment, const estimate_options& options) {
  std::set<std::string> names;
  for (const drop_off::stop* each : {&before, &after}) {
    for (const auto& reason : each->reasons) names.insert(reason.first);
  }
  std::vector<std::string> reasons(names.begin(), names.end());
  reasons.emplace_back();
  std::vector<reason_comparison> result;
  std::vector<double> p_values;
  for (const std::string& reason : reasons) {
    result.push_back({reason, compare(share_stopped(count_of(before, reason), before.customers, options),
                                      share_stopped(count_of(after, reason), after.customers, options))});
    p_values.push_back(result.back().share.mark_p_value);
  }
  const std::vector<double> raised = adjusted(p_values, adjustment);
  for (std::size_t at = 0; at < result.size(); ++at) {
    result[at].adjusted_p_value = raised[at];
    result[at].significant = raised[at] < 1 - options.level.level();
  }
  return result;
}

}  // namespace cxmetrics
