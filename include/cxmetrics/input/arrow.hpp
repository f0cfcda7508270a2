// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_ARROW_HPP
#define CXMETRICS_INPUT_ARROW_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/input/arrow_abi.hpp>
#include <cxmetrics/input/arrow_values.hpp>
#include <cxmetrics/input/row_header.hpp>
#include <cxmetrics/input/time_zone.hpp>
#include <cxmetrics/period.hpp>
#include <cxmetrics/survey/break_down.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cxmetrics {

/// Answers: whole numbers, and nothing for null. `tally_of` and `break_down` by one dictionary read the memory itself.
/// A number above 2^63 - 1, which is on no scale, may be told as 2^63 - 1.
using arrow_scores = detail::arrow_values<std::optional<std::int64_t>>;
/// Texts to group by, in the memory of the batch; "" for null.
using arrow_texts = detail::arrow_values<std::string_view>;
/// Whole numbers to group by, or how many answers a row stands for.
using arrow_numbers = detail::arrow_values<std::int64_t>;
/// Sampling weights.
using arrow_weights = detail::arrow_values<double>;
/// Days, and nothing for null.
using arrow_days = detail::arrow_values<std::optional<day>>;
/// The periods of days, and nothing for null.
using arrow_periods = detail::arrow_values<std::optional<period>>;

/// A row of `arrow_spells`: the first day as a customer, and the first day no longer one; nothing for who still is.
struct arrow_spell {
  day since;
  std::optional<day> until;
};

/// Customers whose first and last days stand in two columns: records for `flows_of`, `lifetimes_of` and others.
class arrow_spells {
 public:
  using iterator = detail::row_iterator<arrow_spells>;

  std::size_t size() const noexcept { return since_.size(); }
  arrow_spell operator[](std::size_t row) const { return {*since_[row], until_[row]}; }
  iterator begin() const noexcept { return {this, 0}; }
  iterator end() const noexcept { return {this, size()}; }

 private:
  friend class arrow_batch;
  arrow_spells(const arrow_days& since, const arrow_days& until) : since_(since), until_(until) {}

  arrow_days since_;
  arrow_days until_;
};

/// How far the clock whose midnight begins a day is ahead of UTC: by an offset, or by a zone with its summer time.
struct arrow_clock {
  std::chrono::minutes utc_offset{0};
  std::optional<cxmetrics::time_zone> time_zone{};
};

/// Rows of an Arrow producer (DuckDB, PyArrow, Polars, GDAL, …) as columns to count where they lie.
///
/// The batch owns the array and releases it once, when it goes. What it hands out are random-access ranges that read
/// the producer's memory: they may be copied, are good while the batch or what it was moved to is there, and may be
/// read by any number of threads. Each function that hands out a column throws `unknown_column` where there is none of
/// this name, and `std::invalid_argument`, with the name of the column and what it holds, where the type does not fit.
///
///     break_down(zero_to_ten, batch.scores("score"), batch.texts("segment"))
///     break_down(zero_to_ten, weighted(batch.scores("score"), batch.weights("weight")),
///                by(batch.texts("segment"), batch.periods("day", granularity::month)))
///
/// Integers may have any width, texts any of Arrow's three layouts, timestamps any unit; each may be coded by a
/// dictionary. Offsets and validity are minded. Codes beyond their dictionary throw `std::out_of_range` when they are
/// read; for the rest, the producer is trusted.
class arrow_batch {
 public:
  /// Takes over both structures, whose `release` is null afterwards, be the batch made or not. The array is one of a
  /// struct, as record batches are, or else a single column, which has the name of the schema. Throws
  /// `std::invalid_argument` for what was released before, does not go together, or has nulls for whole rows.
  CXMETRICS_EXPORT arrow_batch(ArrowSchema& schema, ArrowArray& array);

  std::size_t size() const noexcept { return rows_; }
  /// The names of the columns.
  const row_header& header() const noexcept { return *header_; }

  /// Whole numbers of any width; of booleans, true is 1 and false 0.
  CXMETRICS_EXPORT arrow_scores scores(std::string_view column) const;
  /// Texts, or booleans as "true" and "false".
  CXMETRICS_EXPORT arrow_texts texts(std::string_view column) const;
  /// Whole numbers and booleans. Throws for a column with nulls; a number above 2^63 - 1 throws `std::out_of_range`
  /// when it is read.
  CXMETRICS_EXPORT arrow_numbers numbers(std::string_view column) const;
  /// Floating-point and whole numbers. Throws for a column with nulls: no answer has a weight of nothing.
  CXMETRICS_EXPORT arrow_weights weights(std::string_view column) const;
  /// Dates, or the days of timestamps: a timestamp with a time zone is an instant, whose day a clock tells; one without
  /// is taken as told by that clock.
  CXMETRICS_EXPORT arrow_days days(std::string_view column, const arrow_clock& clock = {}) const;
  CXMETRICS_EXPORT arrow_periods periods(std::string_view column, granularity granularity,
                                         const arrow_clock& clock = {}) const;

  /// Customers by two columns as `days` reads them. Throws for a first day that is null.
  CXMETRICS_EXPORT arrow_spells spells(std::string_view since, std::string_view until,
                                       const arrow_clock& clock = {}) const;
  /// The days since 1970-01-01 of a column of dates (date32) without nulls, for `spell_columns`, the fastest way to
  /// count customers. Where databases have the date "infinity", it stands for `spell_columns::no_end`. Throws where
  /// there are nulls.
  CXMETRICS_EXPORT std::span<const std::int32_t> day_numbers(std::string_view column) const;

 private:
  friend class arrow_stream;
  using schema_owner = detail::arrow_owner<ArrowSchema>;
  arrow_batch(schema_owner schema, detail::arrow_owner<ArrowArray> array);
  arrow_batch(std::shared_ptr<const schema_owner> schema, detail::arrow_owner<ArrowArray> array,
              std::shared_ptr<const row_header> header);
  struct column;
  column column_of(std::string_view name) const;
  column days_in(std::string_view name, const arrow_clock& clock) const;

  std::shared_ptr<const schema_owner> schema_;
  detail::arrow_owner<ArrowArray> array_;
  std::shared_ptr<const row_header> header_;
  std::size_t rows_ = 0;
};

/// Batches of a producer, one after the other. States of batches add up, so that none has to be kept:
///
///     breakdown<tally, std::string> all{tally{zero_to_ten}};
///     while (const auto batch = stream.next())
///       all += break_down(zero_to_ten, batch->scores("score"), batch->texts("segment"));
class arrow_stream {
 public:
  /// Takes over the stream, whose `release` is null afterwards, and releases it once, when it goes. Batches may live
  /// longer. Throws `std::invalid_argument` for a stream that was released before, and `std::runtime_error` where the
  /// producer fails to tell its schema, with what it says of it.
  CXMETRICS_EXPORT explicit arrow_stream(ArrowArrayStream& stream);

  /// The names of the columns.
  const row_header& header() const noexcept { return *header_; }

  /// The next batch, or nothing at the end. Throws `std::runtime_error` where the producer fails, with what it says of
  /// it; after that there are no more batches.
  CXMETRICS_EXPORT std::optional<arrow_batch> next();

 private:
  detail::arrow_owner<ArrowArrayStream> stream_;
  std::shared_ptr<const arrow_batch::schema_owner> schema_;
  std::shared_ptr<const row_header> header_;
  bool at_end_ = false;
};

/// Counts the answers of a column in the producer's memory, with nulls as missing; otherwise as `tally_of` of a range.
CXMETRICS_EXPORT tally tally_of(scale scale, arrow_scores scores, const tally_options& options = {});

namespace detail {
CXMETRICS_EXPORT breakdown<tally, std::string> break_down_texts(scale scale, const arrow_scores& scores,
                                                                const arrow_texts& texts,
                                                                const tally_options& options);
}  // namespace detail

/// Counts the answers of each group, whose name is one text; otherwise as `break_down` of columns. In a dictionary the
/// codes are counted, in the producer's memory.
template <class Texts>
requires std::same_as<std::remove_cvref_t<Texts>, arrow_texts> breakdown<tally, std::string> break_down(
    scale scale, arrow_scores scores, grouping<Texts> by, const tally_options& options = {}) {
  return detail::break_down_texts(scale, scores, std::get<0>(by.keys), options);
}

}  // namespace cxmetrics

#endif
