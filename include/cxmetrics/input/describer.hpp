// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_INPUT_DESCRIBER_HPP
#define CXMETRICS_INPUT_DESCRIBER_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/input/date.hpp>
#include <cxmetrics/input/rows.hpp>
#include <cxmetrics/survey/scale.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

/// What at least 19 of 20 texts of a column are, signs for nothing aside.
enum class column_content {
  nothing,  ///< there are only signs for nothing
  numbers,
  dates,    ///< also numbers that are days from 1990 to 2035, if all are of one form of `date_form`
  answers,  ///< texts that can be read as scores, such as `Very satisfied` or `10 - extremely likely`
  texts
};

/// A scale on which at least nine of ten texts of a column, signs for nothing aside, can be read as scores.
struct possible_scale {
  cxmetrics::scale scale;
  std::uint64_t scores = 0;
  std::uint64_t off_scale = 0;  ///< whole numbers that are no scores of it
};

/// What a column holds.
struct column_description {
  std::string name{};
  column_content content = column_content::nothing;
  std::uint64_t filled = 0;    ///< rows with anything but a sign for nothing
  std::uint64_t missing = 0;   ///< the other rows
  std::uint64_t others = 0;    ///< filled, but not what `content` says
  std::uint64_t not_utf8 = 0;  ///< filled with what is no valid UTF-8
  /// How many different texts, spaces around them and ways to compose characters aside; nothing where these are too
  /// many to count.
  std::optional<std::uint64_t> distinct{};
  /// The five most frequent texts, at equal frequency by their bytes; the first by its bytes alone, without a count,
  /// where there are too many. Each is cut to its first line and 80 bytes.
  std::vector<std::pair<std::string, std::uint64_t>> examples{};
  /// The least and the greatest, where `content` is numbers.
  std::optional<std::pair<double, double>> numbers{};
  bool whole_numbers = false;
  /// The first and the last, where `content` is dates that can be read.
  std::optional<std::pair<day, day>> days{};
  date_forms forms{};                    ///< of the dates
  const char* date_fault = nullptr;      ///< why dates cannot be read, or null; text that lives for ever
  std::vector<possible_scale> scales{};  ///< of those of `catalog()`, the smallest first
};

/// Finds out what the columns of rows hold: hand it to a source, then ask. No column has to be named.
///
/// Memory is bounded: 32 MiB for texts, whatever the rows are. A column of more than 10,000 different texts, or of more
/// bytes of them than its share, is said to have too many. Describers of parts of a file add up in any order.
class describer final : public row_sink {
 public:
  /// `missing`: more signs for nothing, as `missing_signs` takes them. Throws what `date_reader` throws.
  CXMETRICS_EXPORT explicit describer(const std::vector<std::string>& missing = {},
                                      const date_options& dates = {});
  CXMETRICS_EXPORT ~describer() override;
  CXMETRICS_EXPORT describer(describer&&) noexcept;
  CXMETRICS_EXPORT describer& operator=(describer&&) noexcept;

  CXMETRICS_EXPORT std::vector<std::size_t> columns(const row_header& header) override;
  CXMETRICS_EXPORT void row(const row_view& row) override;
  CXMETRICS_EXPORT void reject(rejection why) override;

  /// Linear in the number of different texts, and of columns.
  CXMETRICS_EXPORT std::vector<column_description> description() const;

  /// What became of the rows: `answered` counts those that were described.
  CXMETRICS_EXPORT const cxmetrics::accounting& accounting() const noexcept;

  /// Adds what another one found out. Throws `std::invalid_argument` where the columns differ; this one is then
  /// unchanged.
  CXMETRICS_EXPORT describer& operator+=(const describer& other);

 private:
  class state;
  std::unique_ptr<state> state_;
};

}  // namespace cxmetrics

#endif
