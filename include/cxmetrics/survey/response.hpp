// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_SURVEY_RESPONSE_HPP
#define CXMETRICS_SURVEY_RESPONSE_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>
#include <cxmetrics/survey/metric.hpp>
#include <cxmetrics/survey/tally.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace cxmetrics {

struct snapshot;

/// What sheets tell besides the answers: how long people took, what they wrote, and who they were.
///
/// Logs of different rows add up, in any order. The memory grows with the number of different durations, texts and
/// respondents. Const members may be called by several threads at a time; whatever changes a log needs it alone.
class response_log {
 public:
  /// Counts a time to answer, in seconds or any other unit, a text and a respondent, `times` over. A text is the same
  /// whatever the case of its ASCII letters and the spaces around it; an empty one, and nobody, is not counted. Throw
  /// `std::invalid_argument` for more than 64 bits can count.
  CXMETRICS_EXPORT void record_duration(std::uint64_t duration, std::uint64_t times = 1);
  CXMETRICS_EXPORT void record_text(std::string_view text, std::uint64_t times = 1);
  CXMETRICS_EXPORT void record_respondent(std::string_view who, std::uint64_t times = 1);

  const std::map<std::uint64_t, std::uint64_t>& durations() const noexcept { return durations_; }
  const std::map<std::string, std::uint64_t>& texts() const noexcept { return texts_; }
  const std::map<std::string, std::uint64_t>& respondents() const noexcept { return respondents_; }

  /// In numbers, and made again of them: see `state.hpp`, which programs that do so include.
  CXMETRICS_EXPORT cxmetrics::snapshot snapshot() const;
  CXMETRICS_EXPORT static response_log restore(const cxmetrics::snapshot& stored);

  /// Adds other rows. Throws `std::invalid_argument` for more than 64 bits can count.
  CXMETRICS_EXPORT response_log& operator+=(const response_log& other);
  /// Takes the rows of a part out again. Throws `std::invalid_argument` where they were no part.
  CXMETRICS_EXPORT response_log& operator-=(const response_log& other);
  friend response_log operator+(response_log one, const response_log& other) { return one += other; }
  friend response_log operator-(response_log one, const response_log& other) { return one -= other; }
  friend bool operator==(const response_log&, const response_log&) = default;

 private:
  static void require_room(std::uint64_t present, std::uint64_t more);

  std::uint64_t timed_ = 0;  // the sums of the three below
  std::uint64_t written_ = 0;
  std::uint64_t known_ = 0;
  std::map<std::uint64_t, std::uint64_t> durations_;
  std::map<std::string, std::uint64_t> texts_;
  std::map<std::string, std::uint64_t> respondents_;
};

/// How many of some counted have a property, and their share in per cent.
struct response_share {
  std::uint64_t count = 0;
  /// With Wilson's interval, or that of `options.method`; of repetitions, which are not independent, none.
  estimate share{};
};

/// Who answered, of everybody who was asked. Throw `std::invalid_argument` for a method that does not fit a share.
CXMETRICS_EXPORT response_share answered_of(const tally& answers, const estimate_options& options = {});
/// Who answered at least one question on its scale, of everybody who was asked.
CXMETRICS_EXPORT response_share answered_of(const answer_sheets& people,
                                            const estimate_options& options = {});
/// Who answered every question on its scale, of everybody who was asked.
CXMETRICS_EXPORT response_share completed_of(const answer_sheets& people,
                                             const estimate_options& options = {});

/// Who gave the same answer to every question, of those who answered all. It can be an honest answer, so it is a reason
/// to look, not to delete. Nothing for fewer than three questions, and for questions on different scales.
CXMETRICS_EXPORT std::optional<response_share> straight_lining_in(const answer_sheets& people,
                                                                  const estimate_options& options = {});

/// The time that half of the people took at most; of an even number the mean of the two in the middle. NaN of nobody.
CXMETRICS_EXPORT double median_duration(const response_log& log) noexcept;
/// Who took less than `limit`: a third of the median is customary. Throws as `answered_of` does.
CXMETRICS_EXPORT response_share speeding_in(const response_log& log, double limit,
                                            const estimate_options& options = {});

/// Whose text was also written by somebody else, of the texts of at least `least_length` bytes: short ones, such as
/// "good", are the same by chance.
CXMETRICS_EXPORT response_share repeated_texts_in(const response_log& log, std::size_t least_length = 20);
/// The answers of people who had answered before, of all answers of known people.
CXMETRICS_EXPORT response_share repeated_respondents_in(const response_log& log);

/// What a metric would be if the silent had answered.
struct silent_bounds {
  estimate answered{};  ///< of those who did
  estimate lowest{};    ///< of everybody asked, if the silent had given the score that is worth least
  estimate highest{};   ///< if they had given the one that is worth most
};

/// No assumption about the silent can lead beyond these bounds (Manski 1989), which are as far apart as the share of
/// the silent says. With their intervals, what is noise comes on top. Answers off the scale are silence. Throws
/// `std::invalid_argument` for a tally of another scale, and for a method that does not fit.
CXMETRICS_EXPORT silent_bounds bounds_of(const metric& metric, const tally& answers,
                                         const estimate_options& options = {});

}  // namespace cxmetrics

#endif
