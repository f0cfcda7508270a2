// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include <cxmetrics/accounting.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace cxmetrics {
namespace {

// A total order, so that what is kept does not depend on the order of merging.
bool comes_first(const rejection& one, const rejection& other) {
  return std::tie(one.file, one.line, one.column, one.text, one.reason) <
         std::tie(other.file, other.line, other.column, other.text, other.reason);
}

}  // namespace

std::uint64_t row_counts::rows_left_out() const noexcept {
  std::uint64_t rows = 0;
  for (const auto& [reason, count] : left_out) rows += count;
  return rows;
}

row_counts& row_counts::operator+=(const row_counts& other) {
  answered += other.answered;
  missing += other.missing;
  off_scale += other.off_scale;
  rejected += other.rejected;
  for (const auto& [reason, count] : other.left_out) left_out[reason] += count;
  return *this;
}

void accounting::reject(rejection why) {
  ++rejected;
  if (rejections_.size() == kept_rejections && !comes_first(why, rejections_.back())) return;
  rejections_.insert(std::upper_bound(rejections_.begin(), rejections_.end(), why, comes_first),
                     std::move(why));
  if (rejections_.size() > kept_rejections) rejections_.pop_back();
}

accounting& accounting::operator+=(const accounting& other) {
  row_counts::operator+=(other);
  for (const question_counts& each : other.questions) {
    const auto same = std::find_if(questions.begin(), questions.end(), [&](const question_counts& one) {
      return one.metric == each.metric && one.question == each.question;
    });
    same == questions.end() ? questions.push_back(each) : void(*same += each);
  }
  for (const auto& [reading, count] : other.readings) readings[reading] += count;
  for (const auto& [sign, count] : other.signs_for_nothing) signs_for_nothing[sign] += count;
  for (const auto& [text, names] : other.differing_by_case)
    differing_by_case[text].insert(names.begin(), names.end());
  remarks.insert(other.remarks.begin(), other.remarks.end());
  std::vector<rejection> both;
  std::merge(rejections_.begin(), rejections_.end(), other.rejections_.begin(), other.rejections_.end(),
             std::back_inserter(both), comes_first);
  if (both.size() > kept_rejections) both.resize(kept_rejections);
  rejections_ = std::move(both);
  return *this;
}

}  // namespace cxmetrics
