// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "input/arrow_reading.hpp"

#include <cxmetrics/detail/parts.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>
#include <limits>
#include <vector>

namespace cxmetrics {
namespace detail {
namespace {

constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

template <class Number>
Number number_at(const void* values, std::size_t at) {
  return static_cast<const Number*>(values)[at];
}

bool bit_at(const void* values, std::size_t at) {
  return (number_at<unsigned char>(values, at / 8) >> at % 8 & 1) != 0;
}

// Calls with a number of the type of whole numbers.
template <class Call>
auto with_integer(std::size_t bytes, bool is_signed, const Call& call) {
  switch (bytes) {
    case 1:
      return is_signed ? call(std::int8_t{}) : call(std::uint8_t{});
    case 2:
      return is_signed ? call(std::int16_t{}) : call(std::uint16_t{});
    case 4:
      return is_signed ? call(std::int32_t{}) : call(std::uint32_t{});
    default:
      return is_signed ? call(std::int64_t{}) : call(std::uint64_t{});
  }
}

arrow_integer integer_reader(const arrow_type& type) {
  if (type.kind == arrow_kind::boolean) {
    return [](const void* values, std::size_t at) { return std::int64_t{bit_at(values, at)}; };
  }
  return with_integer(type.bytes, type.is_signed, [](auto zero) -> arrow_integer {
    return [](const void* values, std::size_t at) {
      const auto number = number_at<decltype(zero)>(values, at);
      return std::in_range<std::int64_t>(number) ? static_cast<std::int64_t>(number) : greatest;
    };
  });
}

bool all_valid(const unsigned char* bits, std::size_t first, std::size_t size) {
  std::size_t at = first;
  const std::size_t end = first + size;
  for (; at < end && at % 8 != 0; ++at) {
    if (!bit_at(bits, at)) return false;
  }
  for (; at + 8 <= end; at += 8) {
    if (bits[at / 8] != 0xFF) return false;
  }
  for (; at < end; ++at) {
    if (!bit_at(bits, at)) return false;
  }
  return true;
}

void require(bool holds, std::string_view column, std::string_view otherwise) {
  if (!holds)
    throw_invalid_argument("an Arrow array that breaks the rules: column \"{}\" {}", {column, otherwise});
}

// Where the value of a row is.
struct found {
  const arrow_vector* in;
  std::size_t at;

  const void* buffer(std::size_t index = 1) const { return in->array->buffers[index]; }
};

std::optional<found> find(const arrow_place& place, std::size_t row) {
  const arrow_vector& rows = place.rows;
  if (!rows.has(row)) return std::nullopt;
  if (!place.dictionary) return found{&rows, rows.first + row};
  const arrow_vector& dictionary = *place.dictionary;
  const std::int64_t code = rows.integer(rows.array->buffers[1], rows.first + row);
  if (std::cmp_less(code, 0) || std::cmp_greater_equal(code, dictionary.size)) {
    throw_out_of_range("code {} in a dictionary of {}", {code, dictionary.size});
  }
  const auto entry = static_cast<std::size_t>(code);
  if (!dictionary.has(entry)) return std::nullopt;
  return found{&dictionary, dictionary.first + entry};
}

std::optional<std::int64_t> score(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  return value ? std::optional(value->in->integer(value->buffer(), value->at)) : std::nullopt;
}

std::int64_t number(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  if (!value) return 0;  // a column that has such is refused
  if (value->in->bytes == 8 && !value->in->is_signed) {
    const auto natural = number_at<std::uint64_t>(value->buffer(), value->at);
    if (!std::in_range<std::int64_t>(natural)) throw_out_of_range("number {} is above 2^63 - 1", {natural});
  }
  return value->in->integer(value->buffer(), value->at);
}

template <class Real>
double real(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  return value ? static_cast<double>(number_at<Real>(value->buffer(), value->at)) : 0.0;
}

double whole_weight(const arrow_place& place, std::size_t row) {
  return static_cast<double>(number(place, row));
}

template <class Offset>
std::string_view text(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  if (!value) return {};
  const auto begin = number_at<Offset>(value->buffer(), value->at);
  const auto end = number_at<Offset>(value->buffer(), value->at + 1);
  if (begin == end) return {};  // there need be no memory of texts
  return {static_cast<const char*>(value->buffer(2)) + begin, static_cast<std::size_t>(end - begin)};
}

// 16 bytes each: the size, and the text itself if it has at most 12 bytes; otherwise its beginning, the number of a
// buffer, and the place in it.
std::string_view viewed_text(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  if (!value) return {};
  const char* const view = static_cast<const char*>(value->buffer()) + 16 * value->at;
  std::int32_t words[4];
  std::memcpy(words, view, sizeof words);
  const auto size = static_cast<std::size_t>(words[0]);
  if (size <= 12) return {view + 4, size};
  return {static_cast<const char*>(value->buffer(2 + static_cast<std::size_t>(words[2]))) + words[3], size};
}

std::string_view truth(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  if (!value) return {};
  return bit_at(value->buffer(), value->at) ? "true" : "false";
}

constexpr std::int64_t seconds_of_day = 86'400;

std::int64_t rounded_down(std::int64_t number, std::int64_t by) {
  return number / by - (number % by < 0 ? 1 : 0);
}

std::optional<day> date(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  if (!value) return std::nullopt;
  return day{std::chrono::days{number_at<std::int32_t>(value->buffer(), value->at)}};
}

std::optional<day> day_of_moment(const arrow_place& place, std::size_t row) {
  const auto value = find(place, row);
  if (!value) return std::nullopt;
  const std::int64_t seconds =
      rounded_down(number_at<std::int64_t>(value->buffer(), value->at), value->in->units_of_second);
  std::int64_t days = rounded_down(seconds, seconds_of_day);
  if (value->in->is_instant) {
    const std::chrono::sys_seconds instant{std::chrono::seconds{seconds}};
    const auto ahead = place.time_zone ? place.time_zone->offset_at(instant) : place.ahead;
    // By the time of the day, as the last instants of 64 bits have none ahead of them.
    const std::int64_t remainder = seconds % seconds_of_day;
    const std::int64_t time_of_day = remainder < 0 ? remainder + seconds_of_day : remainder;
    days += rounded_down(time_of_day + ahead.count(), seconds_of_day);
  }
  return day{std::chrono::days{days}};
}

template <std::optional<day> (*Read)(const arrow_place&, std::size_t)>
std::optional<period> period_in_row(const arrow_place& place, std::size_t row) {
  const std::optional<day> date = Read(place, row);
  return date ? std::optional(period_of(place.granularity, *date)) : std::nullopt;
}

// Whole numbers side by side.
bool is_plain(const arrow_place& place) {
  return !place.dictionary && place.rows.bytes > 0;
}
numbers memory_of(const arrow_vector& rows) {
  if (rows.size == 0) return {nullptr, 0, rows.bytes, rows.is_signed};
  const numbers all{rows.array->buffers[1], rows.first + rows.size, rows.bytes, rows.is_signed};
  return all.part(rows.first, all.size);
}

using by_code = breakdown<tally, std::uint64_t>;

void require_entry(std::uint64_t code, std::size_t entries) {
  if (code >= entries) {
    throw_out_of_range("code {} in a dictionary of {}", {static_cast<std::int64_t>(code), entries});
  }
}

// Answers and codes without nulls, by the loops over memory. Answers off the scale are counted.
by_code count_whole(scale scale, const arrow_vector& answers, const arrow_vector& codes, std::size_t entries,
                    const tally_options& options) {
  by_code result{tally{scale}};
  break_down_numbers(scale, memory_of(answers), memory_of(codes), options,
                     [&](std::uint64_t code, const tally& tally) {
                       require_entry(code, entries);
                       result[code] += tally;
                     });
  return result;
}

// The tally of each code from 0 to below `entries`, and of `entries` for the rows that have none.
by_code count_by_code(scale scale, const arrow_vector& answers, const arrow_vector& codes,
                      std::size_t entries, const tally_options& options) {
  if (answers.valid == nullptr && codes.valid == nullptr) {
    by_code result = count_whole(scale, answers, codes, entries, options);
    if (options.off_scale == off_scale_answers::count || result.total().off_scale() == 0) return result;
    // The loop below finds the one to throw at.
  }
  const answer_counter counter(scale, options);
  return with_integer(answers.bytes, answers.is_signed, [&](auto zero) {
    const auto count = [&](by_code& into, std::size_t first, std::size_t last) {
      std::vector<tally_counters> places(entries + 1);
      for (std::size_t row = first; row < last; ++row) {
        std::uint64_t code = entries;
        if (codes.has(row)) {
          code = static_cast<std::uint64_t>(codes.integer(codes.array->buffers[1], codes.first + row));
          require_entry(code, entries);
        }
        if (answers.has(row)) {
          counter.count(places[code],
                        number_at<decltype(zero)>(answers.array->buffers[1], answers.first + row));
        } else {
          ++places[code].missing;
        }
      }
      for (std::size_t code = 0; code <= entries; ++code) {
        if (places[code] != tally_counters{}) into[code] += counter.state_of(places[code]);
      }
    };
    return count_in_parts(answers.size, options.threads, by_code{tally{scale}}, count);
  });
}

}  // namespace

arrow_vector arrow_vector_of(const ArrowArray& array, const arrow_type& type, std::string_view column,
                             std::int64_t skipped, std::int64_t size) {
  require(array.release != nullptr, column, "has been released");
  require(array.length >= 0 && array.offset >= 0 && array.length <= greatest - array.offset &&
              skipped <= array.length && size <= array.length - skipped,
          column, "has fewer values than there are rows");
  require(array.n_buffers >= type.buffers() && (array.n_buffers == 0 || array.buffers != nullptr), column,
          "lacks buffers of its type");
  arrow_vector result;
  result.array = &array;
  result.first = static_cast<std::size_t>(array.offset + skipped);
  result.size = static_cast<std::size_t>(size);
  result.bytes = type.bytes;
  result.is_signed = type.is_signed;
  result.units_of_second = type.units_of_second;
  result.is_instant = type.is_instant;
  if (type.kind == arrow_kind::whole || type.kind == arrow_kind::boolean)
    result.integer = integer_reader(type);
  if (size == 0 || array.n_buffers == 0) return result;
  const auto* const valid = static_cast<const unsigned char*>(array.buffers[0]);
  if (array.null_count != 0 && valid != nullptr && !all_valid(valid, result.first, result.size)) {
    result.valid = valid;
  }
  if (type.buffers() < 2) return result;
  require(array.buffers[1] != nullptr, column, "lacks buffers of its type");
  require(std::bit_cast<std::uintptr_t>(array.buffers[1]) % type.alignment() == 0, column,
          "does not lie at a multiple of the size of its values");
  return result;
}

bool has_nulls(const arrow_place& place) {
  if (place.rows.valid != nullptr) return true;
  if (!place.dictionary || place.dictionary->valid == nullptr) return false;
  for (std::size_t row = 0; row < place.rows.size; ++row) {
    if (!find(place, row)) return true;
  }
  return false;
}

arrow_scores arrow_reading::scores(arrow_place place) {
  return {std::move(place), score};
}

arrow_texts arrow_reading::texts(arrow_place place, const arrow_type& type) {
  switch (type.kind) {
    case arrow_kind::text:
      return {std::move(place), text<std::int32_t>};
    case arrow_kind::large_text:
      return {std::move(place), text<std::int64_t>};
    case arrow_kind::text_view:
      return {std::move(place), viewed_text};
    default:
      return {std::move(place), truth};
  }
}

arrow_numbers arrow_reading::numbers(arrow_place place) {
  return {std::move(place), number};
}

arrow_weights arrow_reading::weights(arrow_place place, const arrow_type& type) {
  if (type.kind == arrow_kind::whole) return {std::move(place), whole_weight};
  return {std::move(place), type.bytes == sizeof(float) ? real<float> : real<double>};
}

arrow_days arrow_reading::days(arrow_place place, const arrow_type& type) {
  return {std::move(place), type.kind == arrow_kind::date ? date : day_of_moment};
}

arrow_periods arrow_reading::periods(arrow_place place, const arrow_type& type) {
  return {std::move(place),
          type.kind == arrow_kind::date ? period_in_row<date> : period_in_row<day_of_moment>};
}

breakdown<tally, std::string> break_down_texts(scale scale, const arrow_scores& scores,
                                               const arrow_texts& texts, const tally_options& options) {
  const arrow_place& answers = arrow_reading::place(scores);
  const arrow_place& groups = arrow_reading::place(texts);
  // Codes are places in a table, unless most of it would stay empty.
  if (!is_plain(answers) || !groups.dictionary ||
      groups.dictionary->size > std::max<std::size_t>(scores.size(), 1024)) {
    return break_down_columns(scale, scores, options, texts);
  }
  require_same_size(scores.size(), texts.size());
  const std::size_t entries = groups.dictionary->size;
  const arrow_texts names = arrow_reading::like(texts, {*groups.dictionary});
  breakdown<tally, std::string> result{tally{scale}};
  for (const auto& [code, tally] : count_by_code(scale, answers.rows, groups.rows, entries, options)) {
    result[code == entries ? std::string() : std::string(names[code])] += tally;
  }
  return result;
}

}  // namespace detail

tally tally_of(scale scale, arrow_scores scores, const tally_options& options) {
  const detail::arrow_place& place = detail::arrow_reading::place(scores);
  if (!detail::is_plain(place)) return tally_of(scale, scores, detail::itself{}, options);
  const detail::arrow_vector& rows = place.rows;
  if (rows.valid == nullptr) {
    const tally result = detail::tally_of_numbers(scale, detail::memory_of(rows), options);
    if (result.off_scale() == 0 || options.off_scale == off_scale_answers::count) return result;
    // The loop below finds the one to throw at.
  }
  const detail::answer_counter counter(scale, options);
  return detail::with_integer(rows.bytes, rows.is_signed, [&](auto zero) {
    const auto count = [&](tally& into, std::size_t first, std::size_t last) {
      tally_counters counted;
      for (std::size_t row = first; row < last; ++row) {
        if (rows.has(row)) {
          counter.count(counted, detail::number_at<decltype(zero)>(rows.array->buffers[1], rows.first + row));
        } else {
          ++counted.missing;
        }
      }
      into += counter.state_of(counted);
    };
    return detail::count_in_parts(rows.size, options.threads, tally{scale}, count);
  });
}

}  // namespace cxmetrics
