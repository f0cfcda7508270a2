// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#include "kernels/group_counts.hpp"
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

// How many programs write that a row has no group, as an id of so many bytes stands there.
std::uint64_t minus_one(std::size_t bytes) {
  return ~std::uint64_t{0} >> (64 - 8 * bytes);
}

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

// Counts by the id itself while ids are small, but for -1, and otherwise by a number that is given to each id.
class number_groups {
 public:
  explicit number_groups(std::size_t rows)
      : dense_limit_(std::bit_ceil(std::clamp<std::size_t>(rows / 4, 4096, std::size_t{1} << 20))) {}

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
      auto [ids, bits] = gather_ids[width](group.data, rows, room);
      const bool is_dense = bits < dense_limit_;
      if (!is_dense && count_but_for_minus_one(group, place)) continue;
      if (!is_dense) ids = number(group, room);
      group_counts& counts = is_dense ? dense_ : sparse_;
      counts.reach(is_dense ? static_cast<std::size_t>(bits) : known_ids_);
      const numbers next_score = scores.part(first + rows, scores.size);
      const numbers next_group = groups.part(first + rows, groups.size);
      counts.add(ids, place, rows, {next_score.data, score.bytes}, {next_group.data, group.bytes});
    }
  }

  void give_all(const score_places& places, const std::function<void(std::uint64_t, const tally&)>& give) {
    const auto give_one = [&](std::uint64_t id, const std::vector<std::uint64_t>& totals, std::size_t group) {
      const tally tally = places.tally_of(totals.data() + group * group_counts::places);
      if (tally.asked() > 0) give(id, tally);
    };
    const auto& dense = dense_.totals();
    for (std::size_t id = 0; id < dense.size() / group_counts::places; ++id) give_one(id, dense, id);
    if (minus_one_.groups() > 0) give_one(minus_one_id_, minus_one_.totals(), 0);
    const auto& sparse = sparse_.totals();
    numbers_.for_each([&](std::uint64_t id, std::uint32_t number) { give_one(id, sparse, number); });
  }

 private:
  // A block whose ids are small or -1; false if there are others.
  bool count_but_for_minus_one(const numbers& group, const std::uint8_t* place) {
    const std::uint64_t none = minus_one(group.bytes);
    std::uint64_t bits = 0;
    for (std::size_t row = 0; row < group.size; ++row) {
      const std::uint64_t id = id_at(group, row);
      bits |= id == none ? 0 : id;
    }
    if (bits >= dense_limit_) return false;
    minus_one_id_ = none;
    minus_one_.reach(0);
    dense_.reach(static_cast<std::size_t>(bits));
    for (std::size_t row = 0; row < group.size; ++row) {
      const std::uint64_t id = id_at(group, row);
      (id == none ? minus_one_ : dense_).add(id == none ? 0 : static_cast<std::uint32_t>(id), place[row]);
    }
    return true;
  }

  const std::uint32_t* number(const numbers& group, std::uint32_t* ids) {
    for (std::size_t row = 0; row < group.size; ++row) {
      std::uint32_t& number = numbers_(id_at(group, row));
      if (number == 0) number = ++known_ids_;
      ids[row] = number;
    }
    return ids;
  }

  std::size_t dense_limit_;
  group_counts dense_;
  group_counts sparse_;
  group_counts minus_one_;
  std::uint64_t minus_one_id_ = 0;
  group_table<std::uint32_t, std::uint64_t> numbers_{0};
  std::uint32_t known_ids_ = 0;
};

}  // namespace

void require_same_size(std::size_t scores, std::size_t groups) {
  if (scores != groups) throw_invalid_argument("{} scores do not go with {} groups", {scores, groups});
}

void break_down_numbers(scale scale, const numbers& scores, const numbers& groups,
                        const tally_options& options,
                        const std::function<void(std::uint64_t, const tally&)>& give) {
  const score_places places(scale, options, scores);
  const std::size_t parts = parts_for(scores.size, options.threads);
  std::vector<std::optional<number_groups>> counted(parts);
  run_parts(parts, [&](std::size_t part) {
    const auto [first, last] = part_of(scores.size, part, parts);
    number_groups own(scores.size);
    own.count(places, scores.part(first, last), groups.part(first, last));
    counted[part] = std::move(own);
  });
  for (auto& each : counted) each->give_all(places, give);
}

}  // namespace cxmetrics::detail
