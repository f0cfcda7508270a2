// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/place_counts.hpp"
#include "survey/score_places.hpp"

#include <cxmetrics/survey/break_down.hpp>

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

namespace cxmetrics::detail {

namespace {

// Rows are taken in blocks whose groups and places stay in the first-level cache.
constexpr std::size_t block_rows = 1024;

// An id as it stands there: whether it has a sign does not matter, only which ids are the same.
template <class Id>
std::uint64_t read_id(const void* ids, std::size_t row) {
  return static_cast<const Id*>(ids)[row];
}
std::uint64_t id_at(const numbers& ids, std::size_t row) {
  switch (ids.bytes) {
    case 1:
      return read_id<std::uint8_t>(ids.data, row);
    case 2:
      return read_id<std::uint16_t>(ids.data, row);
    case 4:
      return read_id<std::uint32_t>(ids.data, row);
    default:
      return read_id<std::uint64_t>(ids.data, row);
  }
}

// Counts by the id itself while ids are small; by one more where -1 is among them, as many programs write for no group; and
// otherwise by a number that is given to each id.
class counts_by_id {
 public:
  explicit counts_by_id(const numbers& groups)
      : dense_limit_(std::bit_ceil(std::clamp<std::size_t>(groups.size / 4, 4096, std::size_t{1} << 20))),
        minus_one_(~std::uint64_t{0} >> (64 - 8 * groups.bytes)) {}

  void count(const score_places& places, const numbers& scores, const numbers& groups) {
    const auto width = static_cast<std::size_t>(std::countr_zero(groups.bytes));
    std::uint32_t room[block_rows];
    std::uint8_t place[block_rows];
    for (std::size_t first = 0; first < scores.size; first += block_rows) {
      const std::size_t rows = std::min(block_rows, scores.size - first);
      const numbers score = scores.part(first, first + rows);
      const numbers group = groups.part(first, first + rows);
      place_numbers[places.width()](score.data, rows, places.base(), places.far_codes().data(),
                                    places.far_codes().size(), place);
      place_counts* counts = &dense_;
      group_ids ids = gather_ids[width](group.data, rows, room);
      if (ids.bits >= dense_limit_) {
        counts = &next_;
        ids = gather_next_ids[width](group.data, rows, room);
      }
      if (ids.bits >= dense_limit_) {
        counts = &sparse_;
        ids = number(group, room);
      }
      counts->reach(static_cast<std::size_t>(ids.bits));
      const numbers next_score = scores.part(first + rows, scores.size);
      const numbers next_group = groups.part(first + rows, groups.size);
      counts->add(ids.ids, place, rows, {next_score.data, score.bytes}, {next_group.data, group.bytes});
    }
  }

  void give_all(const score_places& places, function_ref<void(std::uint64_t, const tally&)> give) {
    const auto give_one = [&](std::uint64_t id, const std::vector<std::uint64_t>& totals, std::size_t group) {
      const tally tally = places.tally_of(totals.data() + group * place_counts::places);
      if (tally.asked() > 0) give(id, tally);
    };
    const auto& dense = dense_.totals();
    for (std::size_t id = 0; id < dense.size() / place_counts::places; ++id) give_one(id, dense, id);
    const auto& next = next_.totals();
    for (std::size_t id = 0; id < next.size() / place_counts::places; ++id) {
      give_one((id - 1) & minus_one_, next, id);
    }
    const auto& sparse = sparse_.totals();
    numbers_.for_each([&](std::uint64_t id, std::uint32_t number) { give_one(id, sparse, number); });
  }

 private:
  group_ids number(const numbers& group, std::uint32_t* ids) {
    for (std::size_t row = 0; row < group.size; ++row) {
      std::uint32_t& number = numbers_(id_at(group, row));
      if (number == 0) number = ++known_ids_;
      ids[row] = number;
    }
    return {ids, known_ids_};
  }

  std::size_t dense_limit_;
  std::uint64_t minus_one_;  // as an id
  place_counts dense_;
  place_counts next_;
  place_counts sparse_;
  hashed_states<std::uint32_t, std::uint64_t> numbers_{0};
  std::uint32_t known_ids_ = 0;
};

}  // namespace

void break_down_numbers(scale scale, const numbers& scores, const numbers& groups,
                        const tally_options& options, function_ref<void(std::uint64_t, const tally&)> give) {
  const score_places places(scale, options, scores);
  const std::size_t parts = parts_for(scores.size, options.threads);
  std::vector<std::optional<counts_by_id>> counted(parts);
  run_parts(parts, [&](std::size_t part) {
    const auto [first, last] = part_of(scores.size, part, parts);
    counts_by_id own(groups);
    own.count(places, scores.part(first, last), groups.part(first, last));
    counted[part] = std::move(own);
  });
  for (auto& each : counted) each->give_all(places, give);
}

}  // namespace cxmetrics::detail
