// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_SUPPRESSION_HPP
#define CXMETRICS_REPORT_SUPPRESSION_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <cstdint>

namespace cxmetrics {

/// Takes the figures out of every row that rests on fewer than `minimum` people, but not on none, so that no answer can
/// be traced to a person; and out of the smallest rows beside it wherever the hidden figure would follow by subtraction from
/// sums, one or several together: of all rows, of those of the same period, of those of the same group, and so on for
/// each key column. Comparisons that would give it away go too. In a table of customer flows so do the other definitions
/// of a hidden one, which count the same customers; the period before it, which ends with those it starts with; and the
/// total over the whole time, where the first period is hidden. A suppressed row keeps nothing but its key.
///
/// The margins of the table are suppressed first, each by itself.
///
/// Complementary suppression by the smallest cell first (Willenborg and de Waal 2001, section 4.4). Call it last,
/// after `mark_significance`. Time about linear in the rows, times the hidden ones that sums tie together. Throws
/// `std::invalid_argument` for a minimum of 0.
CXMETRICS_EXPORT void suppress_small_bases(table& table, std::uint64_t minimum = 5);

}  // namespace cxmetrics

#endif
