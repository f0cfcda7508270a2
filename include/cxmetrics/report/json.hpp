// Copyright (c) the cxmetrics authors. Distributed under the Boost Software License, Version 1.0.
#ifndef CXMETRICS_REPORT_JSON_HPP
#define CXMETRICS_REPORT_JSON_HPP

#include <cxmetrics/accounting.hpp>
#include <cxmetrics/export.hpp>
#include <cxmetrics/report/table.hpp>

#include <string>
#include <vector>

namespace cxmetrics {

/// The report as one JSON object: `metric` (the name for machines), `title` (the one for people), `unit` ("points",
/// "percent", "score", …), `as_of`, `level`, `adjustment`, `rows`, `total`, `margins` (an object of `rows` for each)
/// and `accounting`.
///
/// A row holds its `key` (an object of column ids to texts), `value`, `standard_error`, `ci` (low, high), the
/// `method` of the interval ("none" where it has none), `n`, `missing`, `off_scale`, the table's further counts by
/// id, its `definition` where there are several, its `base` ("sufficient", "small", "very small"), and its `change`
/// and `against_rest` where they are marked (`mark_significance`), each with its own `method`; the total holds the
/// same but the key. Ids that collide with these names get a number: `value_2`. Keys with a meaning (`cohort`, `age`,
/// `time`, `reason`) stand beside the key as well, ages and times as numbers, and flags as `true` or `false`; the
/// value of a survival table also goes by `survival`. `tests` of groups and `related` tables are there where the
/// table has any. Where its period is cut, the key names the whole, and the row has `partial` (true), `first_day` and
/// `last_day`. A row that is suppressed says so and has `null` for figures. Numbers have the fewest digits that
/// read back as the same double; what is unknown or not finite is `null`. Text that is not UTF-8 is mended with
/// U+FFFD.
CXMETRICS_EXPORT std::string to_json(const table& table);

/// Several reports of one reading: an object of `reports`, such objects without `accounting`, and the
/// `accounting` of them all.
CXMETRICS_EXPORT std::string to_json(const std::vector<table>& tables, const accounting& accounting);

}  // namespace cxmetrics

#endif
