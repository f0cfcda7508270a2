// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/number_text.hpp"
#include "input/plain_text.hpp"

#include <cxmetrics/detail/throw.hpp>
#include <cxmetrics/input/answer_text.hpp>
#include <cxmetrics/input/score.hpp>

#include <algorithm>
#include <cstddef>

namespace cxmetrics {
namespace {

constexpr const char* not_a_number = "not a number";
constexpr const char* not_whole = "not a whole number";
constexpr const char* decimal_comma = "not a whole number: it has a comma";
constexpr const char* other_scale = "out of another number than the highest score";

}  // namespace

score_reader::score_reader(cxmetrics::scale scale, const score_options& options)
    : scale_(scale), decimal_comma_(options.decimal_comma), missing_(options.missing) {
  for (const auto& [text, score] : options.values) {
    if (!scale.contains(score)) {
      detail::throw_invalid_argument("{} cannot stand for {}, which is off the scale {} to {}",
                                     {std::string_view{text}, score, scale.low(), scale.high()});
    }
    std::string folded = detail::folded_text(text);
    for (const auto& [known, other] : values_) {
      if (known == folded && other != score) {
        detail::throw_invalid_argument("{} cannot stand for both {} and {}",
                                       {std::string_view{text}, other, score});
      }
    }
    values_.emplace_back(std::move(folded), score);
  }
  const bool any_declared = !options.missing.empty() || !values_.empty();
  for (std::size_t number = 0; number < of_two_digits_.size(); ++number) {
    of_two_digits_[number] =
        any_declared ? read_any(std::to_string(number)) : on_scale(static_cast<std::int64_t>(number));
  }
}

score_reading score_reader::read(std::string_view text) const {
  const std::size_t number = detail::number_of_digits(text);
  return number < of_two_digits_.size() ? of_two_digits_[number] : read_any(text);
}

score_reading score_reader::read_any(std::string_view text) const {
  using kind = score_reading::kind;
  using fault = detail::number_text::fault;
  text = detail::trimmed_of_any_space(text);
  if (text.empty() || missing_.declared(text)) return {kind::missing};
  if (!values_.empty()) {
    const std::string folded = detail::folded_text(text);
    for (const auto& [known, score] : values_) {
      if (known == folded) return {kind::score, score};
    }
  }
  const detail::number_text number = detail::whole_number_of(text, decimal_comma_);
  if (number.is()) return on_scale(number.value);
  if (number.why == fault::decimals) return {kind::rejected, 0, not_whole};
  if (number.why == fault::comma) return {kind::rejected, 0, decimal_comma};
  if (missing_signs::usual(text)) return {kind::missing};
  const auto answer = numbered_answer_in(text);
  if (!answer) return {kind::word, 0, not_a_number};
  if (answer->out_of && *answer->out_of != scale_.high()) return {kind::rejected, 0, other_scale};
  return on_scale(answer->number);
}

score_reading score_reader::on_scale(std::int64_t score) const {
  using kind = score_reading::kind;
  if (!scale_.contains(score)) return {kind::off_scale};
  return {kind::score, static_cast<int>(score)};
}

bool record(tally& into, const score_reading& reading) {
  switch (reading.what) {
    case score_reading::kind::score:
      into.record(reading.score);
      return true;
    case score_reading::kind::missing:
      into.record_missing();
      return true;
    case score_reading::kind::off_scale:
      into.record_off_scale();
      return true;
    case score_reading::kind::word:
    case score_reading::kind::rejected:
      break;
  }
  return false;
}

}  // namespace cxmetrics
