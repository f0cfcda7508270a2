// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_JOURNEY_STAGES_HPP
#define CXMETRICS_JOURNEY_STAGES_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/stats/estimate.hpp>
#include <cxmetrics/survey/answer_sheets.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cxmetrics {

/// The stages of a journey, in order, and which of them is the purchase.
struct stage_list {
  std::vector<std::string> names{};
  std::optional<std::size_t> purchase{};  ///< its place, from 0

  friend bool operator==(const stage_list&, const stage_list&) = default;
};

/// Kotler, Kartajaya and Setiawan (2017), Marketing 4.0, chapter 5: aware, appeal, ask, act (the purchase), advocate.
CXMETRICS_EXPORT stage_list five_a();
/// Attract, accept, adopt (the purchase), amplify, advance.
CXMETRICS_EXPORT stage_list five_a_of_adoption();

/// The pattern of five stages whose fourth is the purchase, after chapter 7 of the same book.
enum class stage_archetype {
  bow_tie,    ///< as many advocate as are aware, and as many buy as are attracted
  funnel,     ///< no stage has more people than the one before
  goldfish,   ///< more ask than are attracted
  door_knob,  ///< more buy than ask
  trumpet,    ///< more advocate than have bought
};
/// "bow tie", "funnel", "goldfish", "door knob" or "trumpet".
CXMETRICS_EXPORT std::string_view name_of(stage_archetype archetype) noexcept;

/// A stage, and how many are at it. Ratios are in per cent and may exceed 100: nothing is clamped.
struct stage {
  std::string name;
  std::uint64_t reached = 0;
  estimate
      ratio{};  ///< to the stage before; of the first stage, to all people, and from counts NaN with n = 0
  estimate ratio_from_first{};  ///< to the first stage
  bool above_earlier = false;   ///< more people than at some stage before: they skipped one
};

/// The stages of the same people.
struct stage_chain {
  std::vector<stage> stages{};
  std::uint64_t people = 0;    ///< whose answers count; 0 from counts
  std::uint64_t left_out = 0;  ///< who did not answer about every stage
  /// Purchase action ratio: who buys, of those who are aware (the first stage). Nothing without a purchase.
  std::optional<estimate> purchase_action{};
  /// Brand advocacy ratio: the last stage, of the first. It is the product of the ratios of all stages but the first.
  /// Nothing unless a stage follows the purchase.
  std::optional<estimate> brand_advocacy{};
  /// The stage with the lowest ratio to the one before, the first of equals: there most are lost. Nothing where no
  /// stage loses anybody.
  std::optional<std::size_t> widest_gap{};
  /// Where several stages have more people than the one before, that of the greatest ratio. Nothing for other lists,
  /// and where nobody is at a stage but the last.
  std::optional<stage_archetype> archetype{};
};

/// From what people said of themselves: a question for each stage, whose highest score says that they are at it. Who
/// did not answer all is left out, and counted.
///
/// The n of a ratio is how many are at the earlier stage; the ratio to nobody is NaN. Where nobody skipped that stage,
/// the ratio is a share, with Wilson's interval or that of `options.method`. Where somebody did, it is a ratio of two
/// counts of the same people, with the interval of `sampled_ratio`, which knows that they are the same; so it is
/// Student's whatever the method. Throws `std::invalid_argument` for another number of stages than of questions, for
/// fewer than two stages, for a purchase that is the first stage or not there, and for a method that does not fit a
/// share. Linear in the different sheets times the stages.
CXMETRICS_EXPORT stage_chain stages_of(const stage_list& list, const answer_sheets& people,
                                       const estimate_options& options = {});

/// From how many are at each stage. Nobody knows then who skipped one: a ratio has the interval of a share, as if
/// nobody had; one above 100 % has none, and `interval_method::none`. Throws as the other.
CXMETRICS_EXPORT stage_chain stages_of(const stage_list& list, std::span<const std::uint64_t> reached,
                                       const estimate_options& options = {});

/// The same from a tally whose scores are the stages, the lowest the first one: how counts of several files or segments
/// add up.
CXMETRICS_EXPORT stage_chain stages_of(const stage_list& list, const tally& reached,
                                       const estimate_options& options = {});

}  // namespace cxmetrics

#endif
