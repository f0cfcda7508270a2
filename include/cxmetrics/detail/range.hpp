// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_DETAIL_RANGE_HPP
#define CXMETRICS_DETAIL_RANGE_HPP

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace cxmetrics::detail {

// What headers need of ranges, views included, without <ranges> and its 30,000 lines.
namespace range_access {
using std::begin;
using std::end;

template <class Range>
constexpr auto begin_of(Range& range) -> decltype(begin(range)) {
  return begin(range);
}
template <class Range>
constexpr auto end_of(Range& range) -> decltype(end(range)) {
  return end(range);
}
}  // namespace range_access

using range_access::begin_of;
using range_access::end_of;

template <class Range>
using iterator_t = decltype(begin_of(std::declval<Range&>()));
template <class Range>
using sentinel_t = decltype(end_of(std::declval<Range&>()));
template <class Range>
using reference_t = std::iter_reference_t<iterator_t<Range>>;
template <class Range>
using value_t = std::iter_value_t<iterator_t<Range>>;

template <class Range>
concept input_range =
    std::input_iterator<iterator_t<Range>> && std::sentinel_for<sentinel_t<Range>, iterator_t<Range>>;

// A range whose values have places, as the columns of a table do.
template <class Range>
concept column = input_range<Range> && std::random_access_iterator<iterator_t<Range>> &&
    std::sized_sentinel_for<sentinel_t<Range>, iterator_t<Range>>;

template <column Range>
constexpr std::size_t size_of(Range& range) {
  return static_cast<std::size_t>(end_of(range) - begin_of(range));
}

template <class Range, class Projection>
using projected_t = std::invoke_result_t<Projection&, reference_t<Range>>;

// A range of records, and what a projection makes of them.
template <class Projection, class Range>
concept projection_of = std::is_invocable_v<Projection&, reference_t<Range>>;

}  // namespace cxmetrics::detail

#endif
