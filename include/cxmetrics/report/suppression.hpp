// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_SUPPRESSION_HPP
#define CXMETRICS_REPORT_SUPPRESSION_HPP

#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <cstdint>
#include <span>

namespace cxmetrics {

/// Takes the figures out of every row that rests on fewer than `minimum` people, but not on none, so that no answer can
/// be traced to a person; and out of as many rows more as it takes until nobody can tell from all that the
/// tables show, margins and totals among them, that a hidden row is so small. A suppressed row keeps
/// nothing but its key.
///
/// Give all tables of a report at once. Tables of the same records are found by their cells: those under the same key
/// must be the same, and some must be common, were it the total. What is promised is that for every small row there are
/// other whole numbers of answers by score, or of customers who were there, came, and left, that agree with everything
/// shown, no hidden row being empty, and by which the row rests on at least `minimum` people. So neither elimination
/// nor bounds tell it apart from a larger one. That holds for one report; a second one, with other keys or of another
/// day, can give away what the first one hides.
///
/// Customer days, and how many did not answer or answered off the scale, are withheld (`table_row::withheld`) from
/// every row that can have people in common with a hidden one, totals among them; so no sum tells those of hidden rows.
/// Rates per day, which tell the customer days, are hidden there. Values in money are left empty there, and a row whose
/// value rests on fewer who pay is hidden. The accounting keeps its sums over all rows.
///
/// The sums of rows by fewer keys are taken to be known even where no table shows them. Changes from a hidden row go
/// too, and comparisons with everybody else where all together are hidden. In tables of customer flows the end of a
/// period is the start of the next one, and several definitions tell of the same customers.
///
/// In tables of revenue a row rests on the customers of each of its figures. Neither those of a hidden row nor its
/// money follow from what is shown: other customers are possible as above, and half as much again of what was there,
/// came in and went out.
///
/// A curve of survival ends before few are left. A projection of retention rests on all ages that were seen: where one
/// of them tells of few, all of the group is hidden. Make it of `renewals::before_few(minimum)`, which ends before, to
/// show it.
///
/// Call it last, after `mark_significance`. Each small row costs a search in the sums it is part of. Throws
/// `std::invalid_argument` for a minimum of 0.
CXMETRICS_EXPORT void suppress_small_bases(std::span<table> tables, std::uint64_t minimum = 5);

/// The same of one table and its margins.
CXMETRICS_EXPORT void suppress_small_bases(table& table, std::uint64_t minimum = 5);

}  // namespace cxmetrics

#endif
