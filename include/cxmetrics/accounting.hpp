// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_ACCOUNTING_HPP
#define CXMETRICS_ACCOUNTING_HPP

#include <cxmetrics/export.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace cxmetrics {

/// A row that could not be used, and why.
struct rejection {
  std::uint64_t line = 0;  ///< the line of the file on which the row begins, the header being line 1
  std::string column{};    ///< the name of the column at fault; empty where the row as a whole is
  std::string text{};      ///< what stood there
  std::string reason{};
  std::string file{};  ///< of several files, which one

  friend bool operator==(const rejection&, const rejection&) = default;
};

/// How many rows came to what: `read() == answered + missing + off_scale + rejected`, and what was left out, always.
struct row_counts {
  std::uint64_t answered = 0;   ///< gave a value that counts
  std::uint64_t missing = 0;    ///< asked, no answer
  std::uint64_t off_scale = 0;  ///< an answer that is no score of the scale
  std::uint64_t rejected = 0;   ///< could not be read
  /// Not asked for: how many rows, by the reason, such as "another metric".
  std::map<std::string, std::uint64_t> left_out{};

  std::uint64_t used() const noexcept { return answered + missing + off_scale; }
  CXMETRICS_EXPORT std::uint64_t rows_left_out() const noexcept;
  std::uint64_t read() const noexcept { return used() + rows_left_out() + rejected; }

  CXMETRICS_EXPORT row_counts& operator+=(const row_counts& other);
  friend bool operator==(const row_counts&, const row_counts&) = default;
};

/// The same for one of several questions that were asked of every row.
struct question_counts : row_counts {
  std::string metric{};  ///< "csat"
  std::string question{};

  friend bool operator==(const question_counts&, const question_counts&) = default;
};

/// What became of every row read.
///
/// Adds up over parts of a file in any order; the rejections kept are the first ones by line.
class accounting : public row_counts {
 public:
  /// How many rejections are kept word for word; all are counted.
  static constexpr std::size_t kept_rejections = 100;

  /// How answers that are no plain numbers were read: how many, by the text and by what it was read as, which is a
  /// score, "missing" or "off scale". Empty where there are more than 10,000 different texts.
  std::map<std::pair<std::string, std::string>, std::uint64_t> readings{};
  /// How many of the rows used had a sign for nothing, such as `NULL`, in a column that holds no answers, by column and
  /// text. Where there was no text at all, nothing is listed.
  std::map<std::pair<std::string, std::string>, std::uint64_t> signs_for_nothing{};
  /// Groups whose names differ by the case of letters only, by column and by what is the same of them.
  std::map<std::pair<std::string, std::string>, std::set<std::string>> differing_by_case{};
  /// What else there is to know of how the rows were read, each a sentence.
  std::set<std::string> remarks{};
  /// Where several questions were asked of every row, what became of the rows for each: all of them have read the same
  /// number. The counts of the accounting itself are their sums then. Empty for one question.
  std::vector<question_counts> questions{};

  /// Counts a row that could not be used and keeps it if it is among the first.
  CXMETRICS_EXPORT void reject(rejection why);
  /// The first rejections, by line.
  const std::vector<rejection>& rejections() const noexcept { return rejections_; }

  /// Counts of a question are added to those of the question of the same name and metric.
  CXMETRICS_EXPORT accounting& operator+=(const accounting& other);
  friend bool operator==(const accounting&, const accounting&) = default;

 private:
  std::vector<rejection> rejections_;
};

}  // namespace cxmetrics

#endif
